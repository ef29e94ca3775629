//! Reads a specification: what shape, which series, which values. Names of fields are the author's, so everything may be
//! missing or odd.

use super::{POINTS, first, hidden};
use crate::{
    holes::{CLOSE, OPEN},
    read::Read,
};
use feishu_card_core::Json;

/// How it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Line,
    Area,
    Bar,
    HorizontalBar,
    Pie,
    Funnel,
    Scatter,
    Radar,
    LinearProgress,
    CircularProgress,
    Cloud,
    Other,
}

/// One series.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "charts"), allow(dead_code, reason = "only charts-rs draws by it"))]
pub(crate) struct Line {
    pub(crate) name: String,
    /// In a combination, a line among bars.
    pub(crate) shape: Shape,
    /// One value per category; for scatter x and y in turn.
    pub(crate) values: Vec<Option<f32>>,
}

/// What is drawn.
#[derive(Debug)]
#[cfg_attr(not(feature = "charts"), allow(dead_code, reason = "only charts-rs draws by it"))]
pub(crate) struct Chart<'a> {
    pub(crate) kind: &'a str,
    pub(crate) shape: Shape,
    pub(crate) title: String,
    pub(crate) categories: Vec<String>,
    pub(crate) series: Vec<Line>,
    pub(crate) stacked: bool,
    /// The hole of a ring, as a share of its radius.
    pub(crate) inner: f32,
    pub(crate) legend: bool,
    pub(crate) labels: bool,
    /// Points that are not drawn.
    pub(crate) more: usize,
}

impl Chart<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.series.iter().all(|line| line.values.iter().all(Option::is_none))
    }
}

impl Shape {
    fn of(kind: &str, horizontal: bool) -> Shape {
        match kind {
            "line" => Shape::Line,
            "area" => Shape::Area,
            "bar" if horizontal => Shape::HorizontalBar,
            "bar" | "common" => Shape::Bar,
            "pie" => Shape::Pie,
            "funnel" => Shape::Funnel,
            "scatter" => Shape::Scatter,
            "radar" => Shape::Radar,
            "linearProgress" => Shape::LinearProgress,
            "circularProgress" => Shape::CircularProgress,
            "wordCloud" => Shape::Cloud,
            _ => Shape::Other,
        }
    }

    /// Whether each series has a colour, which a legend explains.
    pub(crate) fn has_series(self) -> bool {
        match self {
            Shape::Line | Shape::Area | Shape::Bar | Shape::HorizontalBar | Shape::Scatter => cfg!(feature = "charts"),
            Shape::Radar => true,
            Shape::Pie
            | Shape::Funnel
            | Shape::LinearProgress
            | Shape::CircularProgress
            | Shape::Cloud
            | Shape::Other => false,
        }
    }
}

/// Every row of a specification's data: `data` is an object with `values`, or a list of such.
pub(crate) fn rows(spec: &Json) -> impl Iterator<Item = &Json> {
    let one = spec.object("data").into_iter();
    let many = spec.items("data").iter();
    one.chain(many).flat_map(|set| match set.get("values") {
        Some(Json::List(rows)) => rows.iter().as_slice(),
        // rows without a set around them
        None if set.as_map().is_some() && set.get("id").is_none() => std::slice::from_ref(set),
        _ => &[],
    })
}

/// Reads a specification.
pub(crate) fn read(spec: &Json, holes: bool) -> Chart<'_> {
    let kind = spec.string("type").unwrap_or_default();
    let shape = Shape::of(kind, spec.string("direction") == Some("horizontal"));
    let title = spec.object("title").filter(|title| title.flag("visible", true)).and_then(|title| first(title, "text"));
    let mut builder = Builder { categories: Vec::new(), series: Vec::new(), points: 0, more: 0, holes };
    if kind == "common" {
        combined(spec, &mut builder);
    } else {
        builder.add(spec, shape, rows(spec));
    }
    let grouped = spec.get("xField").and_then(Json::as_list).is_some_and(|fields| fields.len() > 1)
        || spec.get("yField").and_then(Json::as_list).is_some_and(|fields| fields.len() > 1);
    let inner = match spec.get("innerRadius") {
        Some(Json::Number(number)) => number.as_f64().clamp(0.0, 0.95) as f32,
        _ => 0.0,
    };
    Chart {
        kind,
        shape,
        title: clean(title.unwrap_or_default(), holes),
        stacked: spec.flag(
            "stack",
            matches!(shape, Shape::Bar | Shape::HorizontalBar | Shape::Area) && kind != "common" && !grouped,
        ),
        legend: builder.series.len() > 1 && !hidden(spec, "legends"),
        labels: spec.object("label").is_some_and(|label| label.flag("visible", false)),
        categories: builder.categories,
        series: builder.series,
        inner: if inner.is_nan() { 0.0 } else { inner },
        more: builder.more,
    }
}

/// The series of a combination, each with its own data, type and fields.
fn combined<'a>(spec: &'a Json, builder: &mut Builder) {
    let sets = spec.items("data");
    for (index, one) in spec.items("series").iter().enumerate() {
        let by_id = one.word("dataId").and_then(|id| sets.iter().find(|set| set.string("id") == Some(id)));
        let by_index = one.int("dataIndex").and_then(|at| sets.get(usize::try_from(at).ok()?));
        let set: Option<&'a Json> = one
            .object("data")
            .or(by_id)
            .or(by_index)
            .or_else(|| sets.get(index))
            .or_else(|| sets.first())
            .or_else(|| spec.object("data"));
        let rows = set.and_then(|set| set.get("values")).and_then(Json::as_list).unwrap_or_default();
        let shape = Shape::of(one.string("type").unwrap_or("bar"), false);
        builder.add(one, shape, rows.iter());
    }
}

struct Builder {
    categories: Vec<String>,
    series: Vec<Line>,
    points: usize,
    more: usize,
    holes: bool,
}

impl Builder {
    fn add<'a>(&mut self, spec: &Json, shape: Shape, rows: impl Iterator<Item = &'a Json>) {
        // these lie on their side: the value goes along x
        let horizontal = matches!(shape, Shape::HorizontalBar | Shape::LinearProgress);
        let (x, y) = (first(spec, "xField"), first(spec, "yField"));
        let category =
            first(spec, "categoryField").or(first(spec, "nameField")).or(if horizontal { y } else { x }).unwrap_or("x");
        let value =
            first(spec, "valueField").or(first(spec, "angleField")).or(if horizontal { x } else { y }).unwrap_or("y");
        // a second name of the category's field tells the series apart
        let listed = spec.get(if horizontal { "yField" } else { "xField" }).and_then(Json::as_list);
        let second = listed.and_then(|names| names.get(1)).and_then(Json::as_str);
        let by = first(spec, "seriesField")
            .or(second)
            .filter(|by| *by != category && !matches!(shape, Shape::Pie | Shape::Funnel | Shape::Cloud));
        let own = spec.word("name").or_else(|| spec.word("id"));
        let start = self.series.len();
        for row in rows {
            if self.points >= POINTS {
                self.more += 1;
                continue;
            }
            self.points += 1;
            let name = match by {
                Some(by) => text(row.get(by)),
                None => own.unwrap_or_default().to_owned(),
            };
            let name = clean(&name, self.holes);
            let line = match self.series.iter().skip(start).position(|line| line.name == name) {
                Some(at) => start + at,
                None => {
                    self.series.push(Line { name, shape, values: Vec::new() });
                    self.series.len() - 1
                }
            };
            let at =
                if shape == Shape::Scatter { 0 } else { self.category(&clean(&text(row.get(category)), self.holes)) };
            let Some(line) = self.series.get_mut(line) else { continue };
            if shape == Shape::Scatter {
                let point = (number(row.get(x.unwrap_or("x"))), number(row.get(y.unwrap_or("y"))));
                if let (Some(x), Some(y)) = point {
                    line.values.extend([Some(x), Some(y)]);
                }
                continue;
            }
            if line.values.len() <= at {
                line.values.resize(at + 1, None);
            }
            if let Some(slot) = line.values.get_mut(at) {
                *slot = number(row.get(value));
            }
        }
    }

    /// The place of a category; new ones come last.
    fn category(&mut self, name: &str) -> usize {
        match self.categories.iter().position(|known| known == name) {
            Some(at) => at,
            None => {
                self.categories.push(name.to_owned());
                self.categories.len() - 1
            }
        }
    }
}

/// A value as a name.
fn text(value: Option<&Json>) -> String {
    match value {
        Some(Json::Str(text)) => text.to_string(),
        Some(Json::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// A finite number of a size that sums of it stay finite.
fn number(value: Option<&Json>) -> Option<f32> {
    let value = match value? {
        Json::Number(number) => number.as_f64(),
        Json::Str(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    value.is_finite().then(|| value.clamp(-1e15, 1e15) as f32)
}

/// A name as a chart can show it: one line, no control characters, at most 40 characters and an ellipsis.
fn clean(text: &str, holes: bool) -> String {
    let shown = text.chars().filter_map(|c| match c {
        OPEN if holes => Some('{'),
        CLOSE if holes => Some('}'),
        '\u{fdd0}'..='\u{fdef}' => None,
        c if (c as u32) & 0xfffe == 0xfffe => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    });
    let mut short: String = shown.take(41).collect();
    if short.chars().count() > 40 {
        short.pop();
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_and_categories_of_the_documented_samples() {
        let spec = Json::parse(
            r#"{"type":"bar","data":{"values":[{"year":"1930","type":"A","value":1},{"year":"1930","type":"B","value":2},
               {"year":"1940","type":"B","value":"3"}]},"xField":["year","type"],"yField":"value","seriesField":"type"}"#,
        )
        .unwrap();
        let chart = read(&spec, false);
        assert_eq!((chart.shape, chart.stacked, chart.legend), (Shape::Bar, false, true));
        assert_eq!(chart.categories, ["1930", "1940"]);
        let values: Vec<_> = chart.series.iter().map(|line| (line.name.as_str(), line.values.clone())).collect();
        assert_eq!(values, [("A", vec![Some(1.0)]), ("B", vec![Some(2.0), Some(3.0)])]);
    }

    #[test]
    fn a_combination_takes_each_series_from_its_own_data() {
        let spec = Json::parse(
            r#"{"type":"common","data":[{"id":"a","values":[{"x":"1","y":1}]},{"id":"b","values":[{"x":"1","y":9}]}],
               "series":[{"type":"bar","dataIndex":0,"xField":"x","yField":"y"},{"type":"line","dataId":"b","xField":"x","yField":"y"}]}"#,
        )
        .unwrap();
        let chart = read(&spec, false);
        assert_eq!(
            chart.series.iter().map(|line| (line.shape, line.values[0])).collect::<Vec<_>>(),
            [(Shape::Bar, Some(1.0)), (Shape::Line, Some(9.0))]
        );
    }

    #[test]
    fn numbers_are_finite_and_points_are_counted() {
        let rows: Vec<_> = (0..700).map(|n| format!(r#"{{"x":{n},"y":1e400}}"#)).collect();
        let spec = Json::parse(&format!(
            r#"{{"type":"line","data":{{"values":[{}]}},"xField":"x","yField":"y"}}"#,
            rows.join(",")
        ))
        .unwrap();
        let chart = read(&spec, false);
        assert_eq!((chart.categories.len(), chart.more, chart.is_empty()), (500, 200, true));
        assert_eq!(number(Some(&Json::float(1e30))), Some(1e15));
        assert_eq!(clean(&"长".repeat(50), false).chars().count(), 41);
        assert_eq!(clean("a\0b\u{ffff}", false), "a b");
    }
}
