//! Every length, size and surface colour of the drawing: one named figure each, with where it comes from.
//!
//! Marks: **D** documented by the platform, **M** measured (an open token file or open renderers), **E** our own estimate,
//! because nothing public says it. A figure becomes the custom property `--fc-` and its name in the style sheet, so that a
//! later measurement in a real client changes one line here.

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Documented by the platform.
    D,
    /// Measured.
    M,
    /// Estimated by us.
    E,
}

/// A length in pixels (or a plain number where the name says so).
#[derive(Debug)]
pub(crate) struct Length {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of this file, and for the test below"))]
    pub(crate) mark: Mark,
}

/// A colour, light and dark.
#[derive(Debug)]
pub(crate) struct Surface {
    pub(crate) name: &'static str,
    pub(crate) light: &'static str,
    pub(crate) dark: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of this file, and for the test below"))]
    pub(crate) mark: Mark,
}

macro_rules! lengths {
    ($($name:literal $value:literal $unit:literal $mark:ident)*) => {
        pub(crate) const LENGTHS: &[Length] = &[$(Length { name: $name, value: $value as f64, unit: $unit, mark: Mark::$mark }),*];
    };
}

macro_rules! surfaces {
    ($($name:literal $light:literal $dark:literal $mark:ident)*) => {
        pub(crate) const SURFACES: &[Surface] = &[$(Surface { name: $name, light: $light, dark: $dark, mark: Mark::$mark }),*];
    };
}

/// Below this inner width of the card, column sets and action modules take their narrow form [E]. A container query
/// cannot read a custom property, so it is a constant.
pub(crate) const NARROW: u32 = 400;

lengths! {
    // the frame
    "card-max" 600 "px" D
    "card-compact" 400 "px" D
    "card-radius" 10 "px" M
    "header-padding" 12 "px" D
    "body-padding" 12 "px" D
    "flow-1" 12 "px" E
    "flow-2" 8 "px" E
    "body-min-1" 24 "px" D
    "body-min-2" 40 "px" D

    // the header
    "title-icon" 20 "px" E
    "title-icon-gap" 8 "px" E
    "title-gap" 6 "px" E
    "title-lines" 4 "" D
    "title-weight" 600 "" M
    "subtitle-size" 14 "px" M
    "subtitle-line" 22 "px" M
    "subtitle-weight" 500 "" M
    "subtitle-opacity" 0.8 "" E

    // tags
    "tag-height" 18 "px" E
    "tag-padding" 4 "px" E
    "tag-radius" 4 "px" E
    "tag-gap" 4 "px" E
    "number-tag" 16 "px" E
    "number-tag-size" 11 "px" E

    // texts
    "icon-gap" 4 "px" E
    "bold" 600 "" M
    "field-gap" 16 "px" D
    "field-row-gap" 8 "px" E
    "extra-gap" 16 "px" D
    "extra-image" 64 "px" D
    "extra-narrow-gap" 8 "px" D
    "note-image" 16 "px" D
    "note-gap" 4 "px" E
    "md-gap" 8 "px" M
    "md-heading-above" 12 "px" E
    "md-heading-below" 6 "px" E
    "md-item-gap" 4 "px" E
    "md-indent" 22 "px" M
    "md-quote-bar" 2 "px" E
    "md-quote-indent" 12 "px" E
    "md-code-radius" 4 "px" M
    "md-code-padding" 4 "px" M
    "md-code-size" 0.92 "em" E
    "md-pre-radius" 6 "px" E
    "md-pre-padding" 8 "px" E
    "md-pre-size" 12 "px" E
    "md-emoji" 1.43 "em" E
    "md-avatar" 18 "px" E

    // pictures
    "img-radius" 4 "px" E
    "img-large" 160 "px" D
    "img-medium" 80 "px" D
    "img-small" 40 "px" D
    "img-tiny" 16 "px" D
    "img-compact" 278 "px" D
    "img-gap" 4 "px" E
    "img-title-size" 14 "px" E

    // people
    "avatar-extra-small" 20 "px" E
    "avatar-small" 24 "px" E
    "avatar-medium" 32 "px" E
    "avatar-large" 40 "px" E
    "avatar-table" 20 "px" E
    "avatar-overlap" 0.25 "" E
    "person-gap" 6 "px" E

    // tables
    "table-radius" 6 "px" E
    "cell-y" 8 "px" E
    "cell-x" 12 "px" E
    "row-low" 40 "px" E
    "row-middle" 56 "px" E
    "row-high" 88 "px" E
    "row-max" 124 "px" D
    "column-min" 80 "px" D
    "column-max" 600 "px" D

    // audio
    "audio-width" 280 "px" E
    "audio-height" 48 "px" E
    "audio-padding" 12 "px" D
    "audio-radius" 8 "px" D
    "audio-button" 24 "px" E

    // containers
    "column-gap" 8 "px" D
    "fill-radius" 6 "px" E
    "panel-radius" 5 "px" D
    "panel-icon" 10 "px" D
    "panel-turn" 200 "ms" E
    "disabled-opacity" 0.5 "" E

    // controls
    "control-radius" 6 "px" M
    "control-min" 100 "px" D
    "button-icon" 16 "px" E
    "button-icon-gap" 4 "px" E
    "button-x-tiny" 8 "px" E
    "button-x-small" 10 "px" E
    "button-x-medium" 12 "px" E
    "button-x-large" 16 "px" E
    "action-gap" 8 "px" E
    "field-height" 32 "px" E
    "field-height-phone" 36 "px" E
    "field-x" 8 "px" E
    "select-max" 240 "px" E
    "multi-select" 282 "px" D
    "menu-radius" 8 "px" E
    "option-height" 34 "px" E
    "option-avatar" 24 "px" E
    "check-box" 16 "px" D
    "label-gap" 4 "px" E
    "overflow" 32 "px" D
    "select-img-border" 2 "px" E
    "select-img-radius" 6 "px" E
    "select-img-gap" 8 "px" E
    "dialog" 420 "px" E
    "dialog-radius" 8 "px" E
}

/// Heights of buttons by size: desktop, phone [D].
pub(crate) const BUTTON_HEIGHTS: &[(&str, u32, u32)] =
    &[("tiny", 24, 28), ("small", 28, 28), ("medium", 32, 36), ("large", 40, 48)];

/// A named text size: desktop, its line, phone, its line. Sizes [D]; lines [M] where the token scale has the size, else [E].
pub(crate) const TEXT_SIZES: &[(&str, u32, u32, u32, u32)] = &[
    ("heading-0", 30, 46, 26, 38),
    ("heading-1", 24, 36, 24, 36),
    ("heading-2", 20, 30, 20, 30),
    ("heading-3", 18, 28, 17, 26),
    ("heading-4", 16, 24, 16, 24),
    ("heading", 16, 24, 16, 24),
    ("normal", 14, 22, 14, 22),
    ("notation", 12, 20, 12, 20),
    ("xxxx-large", 30, 46, 26, 38),
    ("xxx-large", 24, 36, 24, 36),
    ("xx-large", 20, 30, 20, 30),
    ("x-large", 18, 28, 18, 28),
    ("large", 16, 24, 17, 26),
    ("medium", 14, 22, 14, 22),
    ("small", 12, 20, 12, 20),
    ("x-small", 10, 16, 10, 16),
];

/// Headings of Markdown: size [D], line [E].
pub(crate) const MD_HEADINGS: &[(u32, u32)] = &[(26, 38), (22, 32), (20, 30), (18, 28), (17, 26), (14, 22)];

surfaces! {
    "bg-body" "#FFFFFF" "#1A1A1A" M
    "bg-base" "#F2F3F5" "#0A0A0A" M
    "bg-overlay" "#F5F6F7" "#292929" M
    "bg-filler" "#EFF0F1" "#373737" M
    "bg-float" "#FFFFFF" "#292929" M
    "bg-tips" "#1F2329" "#505050" M
    "bg-mask" "rgba(0,0,0,.55)" "rgba(0,0,0,.60)" M
    "text-title" "#1F2329" "#EBEBEB" M
    "text-caption" "#646A73" "#A6A6A6" M
    "text-placeholder" "#8F959E" "#757575" M
    "text-disabled" "#BBBFC4" "#5F5F5F" M
    "link" "#1456F0" "#4C88FF" M
    "link-hover" "#336DF4" "#3370EB" M
    "link-pressed" "#0442D2" "#75A4FF" M
    "line-card" "#DEE0E3" "rgba(235,235,235,.15)" M
    "line-control" "#D0D3D6" "#505050" M
    "line-divider" "rgba(31,35,41,.15)" "rgba(207,207,207,.15)" M
    "fill-hover" "rgba(31,35,41,.08)" "rgba(235,235,235,.08)" M
    "fill-pressed" "rgba(31,35,41,.12)" "rgba(235,235,235,.12)" M
    "fill-selected" "rgba(20,86,240,.10)" "rgba(76,136,255,.15)" M
    "fill-neutral" "rgba(31,35,41,.10)" "rgba(235,235,235,.10)" M
    // Not the grey of the palette, whose bare name means step 600 (#646A73): as a `background_style` the word is older than
    // the palette, and meant a light ground. The platform's samples and real cards set plain text and tags on it, which step
    // 600 would make unreadable (a contrast of 2.9 in light, 2.0 in dark).
    "fill-column-grey" "#F5F6F7" "#292929" E
    "fill-capsule" "#F2F3F5" "#292929" E
    "fill-table-header" "#F5F6F7" "#292929" E
    "fill-audio" "#F5F6F7" "#292929" E
    "fill-picture" "#F2F3F5" "#292929" E
    "fill-code" "rgba(31,35,41,.06)" "rgba(255,255,255,.08)" M
    "fill-number-tag" "#EFF0F1" "#373737" E
    "quote-bar" "#BBBFC4" "#5F5F5F" E
    "primary-fill" "#1456F0" "#3370EB" M
    "primary-fill-hover" "#336DF4" "#275FCE" M
    "primary-fill-pressed" "#0442D2" "#4C88FF" M
    "primary" "#1456F0" "#4C88FF" M
    "primary-hover" "#336DF4" "#3370EB" M
    "primary-tint" "rgba(20,86,240,.10)" "rgba(76,136,255,.15)" E
    "danger-fill" "#F54A45" "#D14642" M
    "danger-fill-hover" "#FF7570" "#B33A37" M
    "danger-fill-pressed" "#E22E28" "#F05B56" M
    "danger" "#F54A45" "#F05B56" M
    "danger-hover" "#FF7570" "#D14642" M
    "danger-tint" "rgba(245,74,69,.10)" "rgba(240,91,86,.15)" E
    "success" "#32A645" "#51BA43" M
    "warning" "#ED6D0C" "#F3871B" M
    "icon" "#646A73" "#A6A6A6" M
    "icon-weak" "#8F959E" "#757575" M
    "shadow" "rgba(31,35,41,.10)" "rgba(0,0,0,.28)" M
    "laser-1" "#C2D4FF" "#194294" E
    "laser-2" "#DCC9FD" "#5529A3" E
    "laser-3" "#F8C4E1" "#782B57" E
}

/// Header templates: ground and title, light and dark. Light [M], every value a documented palette step; dark [E].
pub(crate) const TEMPLATES: &[(&str, &str, &str, &str, &str)] = &[
    ("blue", "#E0E9FF", "#1456F0", "#173166", "#75A4FF"),
    ("wathet", "#CAEFFC", "#076A94", "#103647", "#25B2E5"),
    ("turquoise", "#C4F2EC", "#067062", "#173B36", "#1AB7A1"),
    ("green", "#D0F5CE", "#1A7526", "#173B12", "#51BA43"),
    ("yellow", "#FAEDC2", "#AD7A03", "#473409", "#F0B622"),
    ("orange", "#FEE7CD", "#C25705", "#4A2B10", "#DB7018"),
    ("red", "#FEE3E2", "#C02A26", "#591F1D", "#F6827E"),
    ("carmine", "#FEE2F2", "#B82879", "#591C3F", "#ED77BA"),
    ("violet", "#F9E2F9", "#A630A6", "#541854", "#E17FE1"),
    ("purple", "#EFE6FE", "#7A35F0", "#3F2073", "#B88FFE"),
    ("indigo", "#E9EAFB", "#4752E6", "#2A2D69", "#9499F7"),
    ("grey", "#8F959E", "#FFFFFF", "#757575", "#FFFFFF"),
];

/// Tag colours: the vivid step whose 20 % is the fill, then the text; light and dark [M], the step choice of most hues [E].
pub(crate) const TAGS: &[(&str, [&str; 2], [&str; 2])] = &[
    ("blue", ["#336DF4", "#4C88FF"], ["#1456F0", "#75A4FF"]),
    ("turquoise", ["#2DBEAB", "#1FA18F"], ["#067062", "#1AB7A1"]),
    ("lime", ["#91AD00", "#93AF04"], ["#5C6D08", "#93AF04"]),
    ("orange", ["#FF811A", "#F3871B"], ["#C25705", "#DB7018"]),
    ("violet", ["#BF3DBF", "#B54AB5"], ["#A630A6", "#E17FE1"]),
    ("indigo", ["#5B65F5", "#5E68E8"], ["#4752E6", "#9499F7"]),
    ("wathet", ["#25B0E7", "#1099CC"], ["#076A94", "#25B2E5"]),
    ("green", ["#35BD4B", "#419E34"], ["#1A7526", "#51BA43"]),
    ("yellow", ["#FFC60A", "#F0B622"], ["#AD7A03", "#F0B622"]),
    ("red", ["#F54A45", "#F05B56"], ["#C02A26", "#F6827E"]),
    ("purple", ["#8D55ED", "#8C55EC"], ["#7A35F0", "#B88FFE"]),
    ("carmine", ["#DF58A5", "#C24A8E"], ["#B82879", "#ED77BA"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::palette::named;

    #[test]
    fn names_are_used_once() {
        let mut names: Vec<_> = LENGTHS.iter().map(|f| f.name).chain(SURFACES.iter().map(|f| f.name)).collect();
        names.sort_unstable();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }

    #[test]
    fn templates_and_tags_are_steps_of_the_palette() {
        for (name, ground, title, dark, dark_title) in TEMPLATES {
            let step = if matches!(*name, "yellow" | "orange") { "500" } else { "600" };
            if *name != "grey" {
                assert_eq!(named(&format!("{name}-100")), Some((*ground, *dark)), "{name}");
                assert_eq!(named(&format!("{name}-{step}")), Some((*title, *dark_title)), "{name}");
            }
        }
        for (name, _, text) in TAGS {
            let step = if matches!(*name, "yellow" | "orange") { "500" } else { "600" };
            assert_eq!(named(&format!("{name}-{step}")), Some((text[0], text[1])), "{name}");
        }
    }

    #[test]
    fn most_figures_have_a_source() {
        let marks = || LENGTHS.iter().map(|f| f.mark).chain(SURFACES.iter().map(|f| f.mark));
        let sourced = marks().filter(|mark| *mark != Mark::E).count();
        assert!(sourced > marks().count() / 2 - 20, "{sourced}");
    }
}
