//! Charts: the parts of a VChart specification that can be drawn without a script. Lines, bars and pies become SVG (`svg`,
//! feature `charts`); title and legend of all, and whole radars, funnels, progress bars and word clouds are ours (`own`);
//! anything else is a table of its data under the name of its type.

mod own;
mod spec;
#[cfg(feature = "charts")]
mod svg;

use crate::{draw::Drawing, read::Read};
use feishu_card_core::Json;
use spec::{Chart, Shape};

/// How many points are drawn; how many more there are is said below.
const POINTS: usize = 500;

/// The order of colours, the same in light and dark [M].
const BRAND: &[&str] = &[
    "#3370EB", "#1BCEBF", "#FFC60A", "#ED6D0C", "#DCA1E4", "#25B2E5", "#6DCDEB", "#288FCB", "#94B5F5", "#8F61D1",
    "#BF78E9", "#008280", "#27AD8E", "#7BC335",
];

/// The frame of a chart in pixels.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "charts"), allow(dead_code, reason = "only charts-rs draws by it"))]
pub(crate) struct Frame {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// The heights of a title and of a legend in pixels, as the style sheet has them.
const TITLE: f32 = 30.0;
const LEGEND: f32 = 28.0;

/// Draws a specification inside of the element that is open.
pub(crate) fn draw<'a>(d: &mut Drawing<'a>, spec: &'a Json, mut frame: Frame) {
    let holes = d.options.holes;
    let chart = spec::read(spec, holes);
    if !chart.title.is_empty() {
        d.html.leaf("div", "fc-chart-title", &chart.title);
        frame.height -= TITLE;
    }
    let legend = chart.legend && chart.shape.has_series() && !chart.is_empty();
    if legend {
        frame.height -= LEGEND;
    }
    frame.height = frame.height.max(1.0);
    let mut more = chart.more;
    match chart.shape {
        Shape::LinearProgress => own::linear(d, &chart),
        Shape::CircularProgress => own::circular(d, &chart),
        Shape::Cloud => more += own::cloud(d, &chart, frame),
        Shape::Funnel if !chart.is_empty() => own::funnel(d, &chart),
        // three axes make the least web
        Shape::Radar if !chart.is_empty() && chart.categories.len() > 2 => own::radar(d, &chart, frame),
        Shape::Other => data(d, spec, chart.kind),
        _ => shape(d, spec, &chart, frame),
    }
    if legend {
        own::legend(d, chart.series.iter().map(|line| line.name.clone()));
    }
    if more > 0 {
        d.html.open("div", "fc-chart-more");
        d.html.plain(format_args!("+ {more}"));
        d.html.close();
    }
}

#[cfg(feature = "charts")]
fn shape(d: &mut Drawing<'_>, spec: &Json, chart: &Chart, frame: Frame) {
    match svg::draw(chart, frame).filter(|_| !chart.is_empty()) {
        Some(svg) => d.html.raw(&svg),
        None => data(d, spec, chart.kind),
    }
}

#[cfg(not(feature = "charts"))]
fn shape(d: &mut Drawing<'_>, spec: &Json, chart: &Chart, _: Frame) {
    data(d, spec, chart.kind);
}

/// Rows of a table that stands for a chart.
const ROWS: usize = 20;

/// The data of a chart that is not drawn: its type, and its values by name.
fn data(d: &mut Drawing<'_>, spec: &Json, kind: &str) {
    let rows: Vec<&Json> = spec::rows(spec).collect();
    let mut names: Vec<&str> = Vec::new();
    for row in rows.iter().take(ROWS) {
        for (name, _) in row.as_map().unwrap_or_default() {
            if names.len() < 8 && !names.contains(&&**name) {
                names.push(name);
            }
        }
    }
    d.html.open("div", "fc-chart-data");
    let kind = d.flat(if kind.is_empty() { "chart" } else { kind }).into_owned();
    d.html.leaf("div", "fc-chart-kind", &kind);
    if !names.is_empty() {
        d.html.open("table", "fc-table");
        d.html.open("thead", "");
        d.html.open("tr", "fc-head");
        for name in &names {
            d.html.leaf("th", "", name);
        }
        d.html.close();
        d.html.close();
        d.html.open("tbody", "");
        for row in rows.iter().take(ROWS) {
            d.html.open("tr", "");
            for name in &names {
                let text = match row.get(name) {
                    Some(Json::Str(text)) => text.to_string(),
                    Some(Json::Null) | None => String::new(),
                    Some(value) => value.to_string(),
                };
                d.html.open("td", "");
                d.plain_run(&text);
                d.html.close();
            }
            d.html.close();
        }
        d.html.close();
        d.html.close();
        if rows.len() > ROWS {
            d.html.open("div", "fc-chart-more");
            d.html.plain(format_args!("+ {}", rows.len() - ROWS));
            d.html.close();
        }
    }
    d.html.close();
}

/// A colour of the palette.
fn hue(index: usize) -> &'static str {
    BRAND.get(index % BRAND.len()).copied().unwrap_or("#3370EB")
}

/// A string member of a specification that may be a list of strings: its first.
fn first<'j>(spec: &'j Json, name: &str) -> Option<&'j str> {
    let value = spec.get(name)?;
    let listed = || value.as_list().and_then(|items| items.iter().find_map(Json::as_str));
    value.as_str().or_else(listed).filter(|text| !text.is_empty())
}

/// Whether a member is an object that says `visible: false`.
fn hidden(spec: &Json, name: &str) -> bool {
    spec.object(name).is_some_and(|object| !object.flag("visible", true))
}
