//! Charts by charts-rs: fixed size, no script, no font of its own; colours of text and lines are left to the style sheet,
//! so that a theme can change them. It measures texts by a Latin font: what must not overlap in Chinese (title, legend, the
//! names around a radar) is drawn by `own`.

use super::{
    Frame, hue,
    spec::{Chart, Line, Shape},
};
use charts_rs::{
    BarChart, ChartBase, Color, HorizontalBarChart, LineChart, PieChart, ScatterChart, Series, SeriesCategory, Symbol,
};

/// The theme of charts-rs that the style sheet knows the colours of.
const THEME: &str = "light";

/// The SVG of a chart; nothing where there is none.
pub(super) fn draw(chart: &Chart<'_>, frame: Frame) -> Option<String> {
    let series = || chart.series.iter().enumerate().map(|(at, line)| series(chart, at, line)).collect::<Vec<_>>();
    let categories = || chart.categories.clone();
    let svg = match chart.shape {
        Shape::Line | Shape::Area => {
            let mut line = LineChart::new_with_theme(series(), categories(), THEME);
            base(&mut line.base, frame);
            line.base.series.fill = chart.shape == Shape::Area;
            line.base.series.smooth = false;
            line.svg()
        }
        Shape::Bar => {
            let mut bar = BarChart::new_with_theme(series(), categories(), THEME);
            base(&mut bar.base, frame);
            bar.radius = Some(2.0);
            bar.svg()
        }
        Shape::HorizontalBar => {
            let mut bar = HorizontalBarChart::new_with_theme(series(), categories(), THEME);
            base(&mut bar.base, frame);
            bar.svg()
        }
        Shape::Pie => {
            let mut pie = PieChart::new_with_theme(slices(chart), THEME);
            base(&mut pie.base, frame);
            // names stand around it; charts-rs centres a pie only where it takes four fifths of the room, so the rest is margin
            let side = frame.width.min(frame.height);
            let radius = (side / 2.0 - 50.0).max(30.0);
            pie.radius = radius;
            pie.base.margin = ((side - radius * 2.5) / 2.0).max(0.0).into();
            pie.inner_radius = radius * chart.inner;
            pie.rose_type = Some(false);
            pie.border_radius = Some(0.0);
            pie.min_show_label_angle = 4.0;
            pie.svg()
        }
        Shape::Scatter => {
            let mut scatter = ScatterChart::new_with_theme(series(), THEME);
            base(&mut scatter.base, frame);
            scatter.series_symbol_sizes = vec![4.0; chart.series.len()];
            scatter.svg()
        }
        _ => return None,
    };
    svg.ok().filter(|svg| svg.starts_with("<svg"))
}

/// What all charts have in common.
fn base(base: &mut ChartBase, frame: Frame) {
    base.width = frame.width;
    base.height = frame.height;
    base.compact = true;
    base.background_color = Color::transparent();
    base.series.colors = (0..super::BRAND.len()).map(|at| Color::from(hue(at))).collect();
    base.series.symbol = Some(Symbol::None);
    base.legend.show = Some(false);
    base.x_axis.font.size = 12.0;
}

fn series(chart: &Chart<'_>, at: usize, line: &Line) -> Series {
    // gaps at the end too: every series has a value, or none, for each category
    let mut values = line.values.clone();
    if chart.shape != Shape::Scatter {
        values.resize(chart.categories.len(), None);
    }
    let mut series = Series::new_nullable(line.name.clone(), values);
    series.index = Some(at);
    series.label_show = chart.labels;
    if chart.stacked {
        series.stack = Some("all".to_owned());
    }
    if chart.shape == Shape::Bar && matches!(line.shape, Shape::Line | Shape::Area) {
        series.category = Some(SeriesCategory::Line);
    }
    series
}

/// Of a pie each category is a series of one value.
fn slices(chart: &Chart<'_>) -> Vec<Series> {
    let values = chart.series.first().map(|line| line.values.as_slice()).unwrap_or_default();
    let named = chart.categories.iter().zip(values);
    named
        .enumerate()
        .filter_map(|(at, (name, value))| {
            let mut series = Series::new(name.clone(), vec![value.filter(|value| *value >= 0.0)?]);
            series.index = Some(at);
            series.label_show = true;
            Some(series)
        })
        .collect()
}
