//! Charts of plain elements, whose texts are as wide as the reader's font makes them: legends, progress bars and rings,
//! funnels, radars, word clouds.

use super::{Frame, hue, spec::Chart};
use crate::draw::Drawing;
use std::f32::consts::PI;

/// What the colours mean: the nth name has the nth colour.
pub(super) fn legend(d: &mut Drawing<'_>, names: impl Iterator<Item = String>) {
    d.html.open("div", "fc-legend");
    for (at, name) in names.enumerate() {
        d.html.open("span", "fc-legend-name");
        d.html.tag("span").class("fc-dot").style("background", hue(at)).open();
        d.html.close();
        d.html.text(&name);
        d.html.close();
    }
    d.html.close();
}

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
        let around = 2.0 * PI * radius as f32;
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
    legend(d, shares.iter().map(|(name, share)| format!("{name} {}", percent(*share))));
    d.html.close();
}

/// Steps from the widest to the narrowest, each with its name and value beside it.
pub(super) fn funnel(d: &mut Drawing<'_>, chart: &Chart<'_>) {
    let values = chart.series.first().map(|line| line.values.as_slice()).unwrap_or_default();
    let named = chart.categories.iter().zip(values);
    let steps: Vec<_> = named.filter_map(|(name, value)| Some((name, value.filter(|value| *value >= 0.0)?))).collect();
    let most = steps.iter().map(|(_, value)| *value).fold(f32::MIN_POSITIVE, f32::max);
    d.html.open("div", "fc-funnel");
    for (at, (name, value)) in steps.iter().enumerate() {
        let below = steps.get(at + 1).map_or(value * 0.6, |(_, next)| *next);
        let (top, bottom) = (50.0 * value / most, 50.0 * below / most);
        let corners = format!(
            "polygon({:.1}% 0,{:.1}% 0,{:.1}% 100%,{:.1}% 100%)",
            50.0 - top,
            50.0 + top,
            50.0 + bottom,
            50.0 - bottom
        );
        d.html.tag("span").class("fc-funnel-step").style("background", hue(at)).style("clip-path", corners).open();
        d.html.close();
        d.html.leaf("span", "fc-funnel-name", &format!("{name}: {value}"));
    }
    d.html.close();
}

/// A web with one axis per category, all of one length as VChart has them, and a figure per series.
pub(super) fn radar(d: &mut Drawing<'_>, chart: &Chart<'_>, frame: Frame) {
    /// Rings of the web.
    const RINGS: usize = 5;
    /// The room for the names around it, in pixels.
    const ROOM: f32 = 32.0;
    let (middle, radius) =
        ((frame.width / 2.0, frame.height / 2.0), (frame.width.min(frame.height) / 2.0 - ROOM).max(1.0));
    let axes = chart.categories.len();
    let corner = |at: usize, share: f32| {
        let angle = 2.0 * PI * at as f32 / axes as f32;
        (middle.0 + angle.sin() * radius * share, middle.1 - angle.cos() * radius * share)
    };
    let figure = |share: &dyn Fn(usize) -> f32| {
        let corners = (0..axes).map(|at| corner(at, share(at)));
        corners.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
    };
    let values = || chart.series.iter().flat_map(|line| line.values.iter().copied().flatten());
    let most = values().fold(f32::MIN_POSITIVE, f32::max);
    d.html.tag("svg").attr_of("viewBox", format_args!("0 0 {} {}", frame.width, frame.height)).open();
    for ring in 1..=RINGS {
        let points = figure(&|_| ring as f32 / RINGS as f32);
        d.html.tag("polygon").class("fc-web").attr_of("points", points).open();
        d.html.close();
    }
    for (at, name) in chart.categories.iter().enumerate() {
        let (x, y) = corner(at, 1.0);
        let line = d.html.tag("line").class("fc-web").attr_of("x1", middle.0).attr_of("y1", middle.1);
        line.attr_of("x2", format_args!("{x:.1}")).attr_of("y2", format_args!("{y:.1}")).open();
        d.html.close();
        let (away, down) = ((x - middle.0) / radius, (y - middle.1) / radius);
        let anchor = if away.abs() < 0.1 {
            "middle"
        } else if away > 0.0 {
            "start"
        } else {
            "end"
        };
        // a text stands on its baseline, a third of its size below its middle
        let (x, y) = (x + away * 8.0, y + down * 12.0 + 4.0);
        let text = d.html.tag("text").attr_of("x", format_args!("{x:.1}")).attr_of("y", format_args!("{y:.1}"));
        text.attr("font-size", "12").attr("text-anchor", anchor).open();
        d.html.text(name);
        d.html.close();
    }
    for (at, line) in chart.series.iter().enumerate() {
        let points = figure(&|at| line.values.get(at).copied().flatten().unwrap_or(0.0).max(0.0) / most);
        let tag = d.html.tag("polygon").attr("fill", hue(at)).attr("fill-opacity", "0.2").attr("stroke", hue(at));
        tag.attr("stroke-width", "2").attr_of("points", points).open();
        d.html.close();
    }
    d.html.close();
}

/// Words, the larger the value the larger the word; how many have no room.
pub(super) fn cloud(d: &mut Drawing<'_>, chart: &Chart<'_>, frame: Frame) -> usize {
    /// Sizes of the smallest and the largest word, where there is room, in pixels of a card that is as wide as it may be.
    const SIZES: (f32, f32) = (12.0, 32.0);
    /// By how much they shrink at most, so that more words have room.
    const LEAST: f32 = 0.75;
    /// What rows of words leave empty at their ends.
    const FILLED: f32 = 0.8;
    let values = chart.series.first().map(|line| line.values.as_slice()).unwrap_or_default();
    let all = || values.iter().flatten().copied();
    let (low, high) = (all().fold(f32::MAX, f32::min), all().fold(f32::MIN, f32::max));
    let words: Vec<_> = chart
        .categories
        .iter()
        .zip(values)
        .map(|(word, value)| {
            let share = match value {
                Some(value) if high > low => (value - low) / (high - low),
                _ => 0.5,
            };
            let size = SIZES.0 + (SIZES.1 - SIZES.0) * share;
            // Chinese is as wide as high, Latin about half
            let wide: f32 = word.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum();
            (word, size, (wide * size + 10.0) * (size * 1.1 + 4.0))
        })
        .collect();
    let room = frame.width * frame.height * FILLED;
    let needed: f32 = words.iter().map(|(_, _, area)| area).sum();
    let scale = (room / needed.max(1.0)).sqrt().clamp(LEAST, 1.0);
    let mut left = room / (scale * scale);
    let mut shown = 0;
    d.html.open("div", "fc-cloud");
    for (at, (word, size, area)) in words.iter().enumerate() {
        left -= area;
        if left < 0.0 && at > 0 {
            break;
        }
        shown = at + 1;
        // a share of the chart's width, so that they shrink with a narrow card
        let size = size * scale * 100.0 / frame.width;
        d.html.tag("span").style("font-size", format_args!("{size:.2}cqi")).style("color", hue(at)).open();
        d.html.text(word);
        d.html.close();
    }
    d.html.close();
    words.len() - shown
}
