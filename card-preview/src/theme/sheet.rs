//! The style sheet: the figures as custom properties, the rows of the tables as rules, then `card.css`, which holds no
//! figure of its own.

use super::figures::{BUTTON_HEIGHTS, LENGTHS, MD_HEADINGS, NARROW, SURFACES, TAGS, TEMPLATES, TEXT_SIZES};
use std::{fmt::Write, sync::LazyLock};

const RULES: &str = include_str!("card.css");

/// What holds on narrow cards: written once, used for phones and below the breakpoint.
const NARROW_RULES: &str = include_str!("narrow.css");

static SHEET: LazyLock<String> = LazyLock::new(make);

/// The whole style sheet.
pub(crate) fn sheet() -> &'static str {
    &SHEET
}

/// Writing into a `String` cannot fail.
fn make() -> String {
    let mut css = String::with_capacity(32 * 1024);
    css.push_str(".fc,.fc-page{");
    for length in LENGTHS {
        let _ = write!(css, "--fc-{}:{}{};", length.name, length.value, length.unit);
    }
    for surface in SURFACES {
        let _ = write!(css, "--fc-{}:light-dark({},{});", surface.name, surface.light, surface.dark);
    }
    css.push_str("}\n");
    for (name, ground, title, dark, dark_title) in TEMPLATES {
        let _ = writeln!(
            css,
            ".fc-tpl-{name}{{background:light-dark({ground},{dark});color:light-dark({title},{dark_title})}}"
        );
    }
    for (name, vivid, text) in TAGS {
        let _ = writeln!(
            css,
            ".fc-tag-{name}{{--fc-tag-fill:light-dark({}33,{}33);color:light-dark({},{})}}",
            vivid[0], vivid[1], text[0], text[1]
        );
    }
    for (name, size, line, phone, phone_line) in TEXT_SIZES {
        let _ = writeln!(css, ".fc-s-{name}{{font-size:{size}px;line-height:{line}px}}");
        if (size, line) != (phone, phone_line) {
            let _ = writeln!(css, ".fc-phone .fc-s-{name}{{font-size:{phone}px;line-height:{phone_line}px}}");
        }
    }
    for (name, desktop, phone) in BUTTON_HEIGHTS {
        let _ = writeln!(
            css,
            ".fc-b-{name}{{min-height:{desktop}px;padding:0 calc(var(--fc-button-x-{name}) - 1px)}}\
             .fc-phone .fc-b-{name}{{min-height:{phone}px}}"
        );
    }
    for (level, (size, line)) in (1..).zip(MD_HEADINGS) {
        let _ = writeln!(css, ".fc-md h{level}{{font-size:{size}px;line-height:{line}px}}");
    }
    css.push_str(RULES);
    // the card's border is outside of what the query measures, its body's padding inside
    let _ = writeln!(css, "@container fc-card (max-width: {}px) {{\n{NARROW_RULES}}}", NARROW + 24 - 1);
    for rule in NARROW_RULES.lines().filter(|line| line.contains('{')) {
        css.push_str(".fc-phone ");
        css.push_str(rule);
        css.push('\n');
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_that_is_used_is_a_figure_and_every_figure_is_used() {
        let css = sheet().to_owned() + include_str!("page.css");
        let local =
            ["tag-fill", "gap-h", "gap-v", "align", "lines", "ratio", "weight", "turn", "size", "hue", "opacity"];
        for used in css.split("var(--fc-").skip(1) {
            let name = used.split([')', ',']).next().unwrap_or_default();
            let known = local.contains(&name)
                || LENGTHS.iter().any(|f| f.name == name)
                || SURFACES.iter().any(|f| f.name == name);
            assert!(known, "{name}");
        }
        for name in LENGTHS.iter().map(|f| f.name).chain(SURFACES.iter().map(|f| f.name)) {
            // one is written by the drawing itself
            assert!(name == "fill-column-grey" || css.contains(&format!("var(--fc-{name})")), "{name} is not used");
        }
    }

    #[test]
    fn braces_pair_and_a_narrow_rule_is_one_line() {
        let css = sheet();
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        for line in NARROW_RULES.lines().filter(|line| !line.is_empty()) {
            let selector = line.split('{').next().unwrap_or_default();
            assert!(line.starts_with('.') && line.ends_with('}') && !selector.contains(','), "{line}");
        }
        assert!(!css.contains("</") && !css.contains("@import") && !css.contains("url("));
    }
}
