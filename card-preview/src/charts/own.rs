//! Progress bars, progress rings and word clouds: plain elements.

use super::{hue, spec::Chart};
use crate::draw::Drawing;

/// Shares of a progress chart: name and 0 to 1.
fn shares<'c>(chart: &'c Chart<'_>) -> Vec<(&'c str, f32)> {
    let mut shares = Vec::new();
    for line in &chart.series {
        for (at, value) in line.values.iter().enumerate() {
            let Some(value) = value else { continue };
            let name = match chart.categories.get(at) {
                Some(category) if !category.is_empty() => category,
                _ => &line.name,
            };
            shares.push((name.as_str(), value.clamp(0.0, 1.0)));
        }
    }
    shares
}

/// A share as it is written.
fn percent(share: f32) -> String {
    let text = format!("{:.1}", share * 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

pub(super) fn linear(d: &mut Drawing<'_>, chart: &Chart<'_>) {
    d.html.open("div", "fc-progress");
    for (at, (name, share)) in shares(chart).into_iter().enumerate() {
        d.html.leaf("span", "fc-progress-name", name);
        d.html.open("span", "fc-progress-bar");
        d.html.tag("span").class("fc-progress-done").style("width", percent(share)).style("background", hue(at)).open();
        d.html.close();
        d.html.close();
        d.html.leaf("span", "fc-progress-share", &percent(share));
    }
    d.html.close();
}

/// Rings around one middle, each from the top clockwise.
pub(super) fn circular(d: &mut Drawing<'_>, chart: &Chart<'_>) {
    /// More rings than this have no room.
    const RINGS: usize = 6;
    let shares: Vec<_> = shares(chart).into_iter().take(RINGS).collect();
    d.html.open("div", "fc-rings");
    d.html.tag("svg").class("fc-ring").attr("viewBox", "0 0 100 100").attr("aria-hidden", "true").open();
    let wide = (30 / shares.len().max(1)).clamp(3, 9);
    for (at, (_, share)) in shares.iter().enumerate() {
        let radius = (48 - wide / 2) - at * (wide + 2);
        let around = 2.0 * std::f32::consts::PI * radius as f32;
        for (class, length) in [("fc-ring-rest", around), ("fc-ring-done", around * share)] {
            let tag = d.html.tag("circle").class(class).attr("cx", "50").attr("cy", "50").attr_of("r", radius);
            let tag = tag.attr("fill", "none").attr_of("stroke-width", wide);
            let tag = tag.attr_of("stroke-dasharray", format_args!("{length:.1} {around:.1}"));
            let tag = tag.attr("transform", "rotate(-90 50 50)");
            tag.attr_if(class == "fc-ring-done", "stroke", hue(at)).open();
            d.html.close();
        }
    }
    d.html.close();
    d.html.open("div", "fc-ring-names");
    for (at, (name, share)) in shares.iter().enumerate() {
        d.html.open("span", "fc-ring-name");
        d.html.tag("span").class("fc-dot").style("background", hue(at)).open();
        d.html.close();
        d.html.text(name);
        d.html.text(" ");
        d.html.text(&percent(*share));
        d.html.close();
    }
    d.html.close();
    d.html.close();
}

/// Words, the larger the value the larger the word.
pub(super) fn cloud(d: &mut Drawing<'_>, chart: &Chart<'_>) {
    /// Sizes of the smallest and the largest word in pixels.
    const SIZES: (f32, f32) = (12.0, 32.0);
    let values = chart.series.first().map(|line| line.values.as_slice()).unwrap_or_default();
    let all = || values.iter().flatten().copied();
    let (low, high) = (all().fold(f32::MAX, f32::min), all().fold(f32::MIN, f32::max));
    d.html.open("div", "fc-cloud");
    for (at, (word, value)) in chart.categories.iter().zip(values).take(100).enumerate() {
        let share = match value {
            Some(value) if high > low => (value - low) / (high - low),
            _ => 0.5,
        };
        let size = SIZES.0 + (SIZES.1 - SIZES.0) * share;
        d.html.tag("span").style("font-size", format_args!("{size:.0}px")).style("color", hue(at)).open();
        d.html.text(word);
        d.html.close();
    }
    d.html.close();
}
