//! Pictures: `img` in all sizes and modes, `img_combination`, and the placeholder of a picture without data.

use super::{Drawing, layout::Px};
use crate::{
    icons,
    read::Read,
    units::{Radius, px_in},
};
use feishu_card_core::Json;

/// Below this, in pixels, the placeholder of a picture shows no key.
const FEW: i32 = 48;

/// The box that a picture fills.
enum Size {
    /// The full width, the picture's own ratio, cut below 16:9 portrait where `limited`.
    Natural { limited: bool },
    /// A square of a named size.
    Preset(&'static str),
    /// Given width and height.
    Given(i32, i32),
}

impl<'a> Drawing<'a> {
    /// A picture by key inside of the box that the class gives; without data a labelled placeholder.
    pub(crate) fn picture(&mut self, key: &str, class: &'static str, alt: &str) {
        let label = self.flat(alt);
        match self.options.picture(key) {
            Some(picture) => {
                let tag = self.html.tag("img").class("fc-picture").class(class).attr("alt", &label);
                tag.attr_if(!label.is_empty(), "title", &label).attr("src", &picture.address()).void();
            }
            None => {
                let shown = self.flat(key);
                let title = if label.is_empty() { &shown } else { &label };
                self.html.tag("span").class("fc-picture fc-no-picture").class(class).attr("title", title).open();
                icons::draw(&mut self.html, "image_outlined");
                self.html.leaf("span", "fc-key", &shown);
                self.html.close();
            }
        }
    }

    /// A text with holes as an attribute can show it.
    pub(crate) fn flat<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        use crate::holes::{CLOSE, OPEN};
        if self.options.holes && text.contains([OPEN, CLOSE]) {
            text.replace(OPEN, "{").replace(CLOSE, "}").into()
        } else {
            text.into()
        }
    }

    pub(super) fn img(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let key = self.localized_string(json, "img_key", "i18n_img_key").unwrap_or_default();
        let alt = json.object("alt").map(|alt| self.content(alt)).unwrap_or_default();
        let mode = json.word("mode");
        let (crop, size, bleed, long) = match mode {
            Some("fit_horizontal") => ("fc-fit", Size::Natural { limited: false }, false, false),
            Some("stretch") => ("fc-crop-top", Size::Natural { limited: true }, false, true),
            Some(preset @ ("large" | "medium" | "small" | "tiny")) => {
                ("fc-crop-center", preset_size(preset), false, false)
            }
            Some(_) => ("fc-crop-center", Size::Natural { limited: true }, false, false),
            None => {
                let crop = match json.string("scale_type") {
                    Some("crop_top") => "fc-crop-top",
                    Some("fit_horizontal") => "fc-fit",
                    _ => "fc-crop-center",
                };
                let word = json.word("size").filter(|_| crop != "fc-fit");
                let bleed = word == Some("stretch_without_padding") && !self.second;
                (crop, word.map_or(Size::Natural { limited: crop != "fc-fit" }, size_of), bleed, false)
            }
        };
        let cap = json.int("custom_width").filter(|width| mode.is_none() && (278..=580).contains(width));
        let compact = cap.is_none() && json.flag("compact_width", false);
        let radius = json.word("corner_radius").and_then(Radius::parse);
        let natural = matches!(size, Size::Natural { .. });
        let has_title = json.object("title").filter(|title| !self.content(title).is_empty());
        self.html
            .tag("div")
            .class("fc-img")
            .class(if natural { "fc-fill" } else { "fc-own" })
            .class_if(bleed, "fc-bleed")
            .class_if(compact, "fc-img-narrow")
            .at(&self.pointer)
            .margin(margin)
            .style_if("max-width", cap.map(|width| Px(width as i32)))
            .open();
        if let Some(title) = has_title {
            self.html.open("div", "fc-img-title");
            self.text_run(title);
            self.html.close();
        }
        let tag = self
            .html
            .tag("div")
            .class("fc-img-box")
            .class(crop)
            .class_if(!json.flag("transparent", false), "fc-ground");
        let tag = match size {
            Size::Natural { limited } => tag.class(if limited { "fc-natural fc-limited" } else { "fc-natural" }),
            Size::Preset(name) => tag.class("fc-preset").class_of("fc-img-", name),
            Size::Given(width, height) => {
                // a key has no room in a few pixels
                let tag = tag.class("fc-given").class_if(width < FEW || height < FEW, "fc-img-few");
                tag.style("width", Px(width)).style("aspect-ratio", format_args!("{width}/{height}"))
            }
        };
        tag.style_if("border-radius", radius).open();
        self.picture(key, "", alt);
        if long {
            self.html.leaf("span", "fc-long", self.words.long_picture);
        }
        self.html.close();
        self.html.close();
    }

    pub(super) fn img_combination(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let (class, most) = match json.string("combination_mode") {
            Some("double") => ("fc-comb-double", 2),
            Some("triple") => ("fc-comb-triple", 3),
            Some("bisect") => ("fc-comb-bisect", 6),
            _ => ("fc-comb-trisect", 9),
        };
        let radius = json.word("corner_radius").and_then(Radius::parse);
        let ground = !json.flag("combination_transparent", false);
        self.html
            .tag("div")
            .class("fc-comb fc-fill")
            .class(class)
            .at(&self.pointer)
            .margin(margin)
            .style_if("border-radius", radius)
            .open();
        let pictures = json.items("img_list");
        // rows of equal squares fill up with blanks; two and three have their places whatever comes
        let row = match most {
            6 => 2,
            9 => 3,
            fixed => fixed,
        };
        let cells = pictures.len().min(most).div_ceil(row).max(1) * row;
        for at in 0..cells.min(most) {
            self.html.tag("div").class("fc-comb-cell fc-crop-center").class_if(ground, "fc-ground").open();
            if let Some(picture) = pictures.get(at) {
                let key = self.localized_string(picture, "img_key", "i18n_img_key").unwrap_or_default();
                self.picture(key, "", "");
            }
            self.html.close();
        }
        self.html.close();
    }
}

fn preset_size(word: &str) -> Size {
    Size::Preset(match word {
        "large" => "large",
        "medium" => "medium",
        "small" => "small",
        _ => "tiny",
    })
}

fn size_of(word: &str) -> Size {
    match word {
        "large" | "medium" | "small" | "tiny" => preset_size(word),
        "stretch" | "stretch_without_padding" => Size::Natural { limited: true },
        given => {
            let mut lengths = given.split_whitespace().map(|part| px_in(part, 1, 1000));
            match (lengths.next().flatten(), lengths.next().flatten(), lengths.next()) {
                (Some(width), Some(height), None) => Size::Given(width, height),
                _ => Size::Natural { limited: true },
            }
        }
    }
}
