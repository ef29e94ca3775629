//! How a container lays out its children: direction, alignment, spacing, padding.

use super::Drawing;
use crate::{
    html::Tag,
    read::Read,
    units::{Sides, spacing},
};
use feishu_card_core::Json;

/// The layout members of a container.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Flow {
    horizontal: bool,
    align: Option<&'static str>,
    vertical_align: Option<&'static str>,
    vertical: Option<i32>,
    between: Option<i32>,
    pub(crate) padding: Option<Sides>,
}

/// `left`, `center`, `right`, `top`, `bottom` as CSS says it.
pub(crate) fn alignment(word: Option<&str>) -> Option<&'static str> {
    Some(match word? {
        "left" | "top" => "flex-start",
        "center" => "center",
        "right" | "bottom" => "flex-end",
        _ => return None,
    })
}

impl Flow {
    /// Reads the members; paddings of 1.0 are 0 to 28 px, those of 2.0 in the range given.
    pub(crate) fn read(d: &Drawing<'_>, json: &Json, padding: (i32, i32)) -> Flow {
        let (low, high) = if d.second { padding } else { (0, 28) };
        Flow {
            horizontal: d.second && json.string("direction") == Some("horizontal"),
            align: d.second.then(|| alignment(json.string("horizontal_align"))).flatten(),
            vertical_align: d.second.then(|| alignment(json.string("vertical_align"))).flatten(),
            vertical: json.word("vertical_spacing").and_then(|text| spacing(text, d.second)),
            between: json.word("horizontal_spacing").and_then(|text| spacing(text, d.second)),
            padding: json.word("padding").and_then(|text| Sides::parse(text, low, high)),
        }
    }

    pub(crate) fn class(&self) -> &'static str {
        if self.horizontal { "fc-flow fc-row" } else { "fc-flow" }
    }

    /// Writes what differs from the container's defaults.
    pub(crate) fn style<'w>(&self, tag: Tag<'w>) -> Tag<'w> {
        let (main, cross) =
            if self.horizontal { (self.align, self.vertical_align) } else { (self.vertical_align, self.align) };
        tag.style_if("--fc-gap-v", self.vertical.map(Px))
            .style_if("--fc-gap-h", self.between.map(Px))
            .style_if("padding", self.padding)
            .style_if("justify-content", main)
            .style_if(if self.horizontal { "align-items" } else { "--fc-align" }, cross)
    }
}

/// A length in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Px(pub(crate) i32);

impl std::fmt::Display for Px {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}px", self.0)
    }
}
