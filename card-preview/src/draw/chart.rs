//! `chart`: its frame; what is in it is drawn by `charts`.

use super::{Drawing, layout::Px};
use crate::{charts, read::Read, units::px_in};
use feishu_card_core::Json;

impl<'a> Drawing<'a> {
    pub(super) fn chart(&mut self, json: &'a Json) {
        let margin = self.margin(json);
        let height = json.string("height").and_then(|text| px_in(text, 1, 999));
        let ratio = match json.string("aspect_ratio") {
            Some("1:1") => (1, 1),
            Some("2:1") => (2, 1),
            Some("4:3") => (4, 3),
            Some("16:9") => (16, 9),
            _ if self.phone() => (1, 1),
            _ => (16, 9),
        };
        // the picture shrinks with what is narrower than the card
        let width = self.content_width();
        let frame = charts::Frame {
            width,
            height: height.map_or(width * ratio.1 as f32 / ratio.0 as f32, |height| height as f32),
        };
        let tag = self.html.tag("div").class("fc-chart fc-fill").at(&self.pointer).margin(margin);
        match height {
            Some(height) => tag.style("height", Px(height)).open(),
            None => tag.style("aspect-ratio", format_args!("{}/{}", ratio.0, ratio.1)).open(),
        }
        match json.object("chart_spec") {
            Some(spec) => charts::draw(self, spec, frame),
            None => self.html.leaf("div", "fc-chart-none", "chart"),
        }
        self.html.close();
    }
}
