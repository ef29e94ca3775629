//! Rules on charts, as far as the platform documents them: the specification itself is VChart's.

use super::{
    path::{Spot, Step},
    walk::{Element, Walk},
};
use crate::{
    catalogue::tables::{CHART_DATA, CHART_MOBILE, CHART_SCRIPT, CHART_TYPE, UNKNOWN_CHART},
    nearest,
    tree::{Node, Value},
};

/// The kinds of chart that official samples show.
const TYPES: [&str; 11] = [
    "line",
    "area",
    "bar",
    "pie",
    "common",
    "funnel",
    "scatter",
    "radar",
    "linearProgress",
    "circularProgress",
    "wordCloud",
];

/// A chart says its type and has data.
pub(crate) fn a_chart_says_its_type_and_has_data<'t>(walk: &mut Walk<'t, '_>, element: &Element<'t>) {
    let Some(spec) = element.get("chart_spec").and_then(Node::as_object).filter(|_| element.is("chart")) else {
        return;
    };
    let spot = element.value_spot("chart_spec");
    match spec.get("type") {
        None if !spec.open => {
            let help = format!("write `\"type\"`: {}", super::words::list(&TYPES));
            walk.report(&CHART_TYPE, spot, "`chart_spec` has no `type`".to_owned(), Some(help));
        }
        Some(node) => match &node.value {
            Value::Str(kind) if !TYPES.contains(&&**kind) => {
                let message = format!("`{kind}` is no type of chart that the platform documents");
                let help = match nearest(kind, TYPES) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("documented are {}", super::words::list(&TYPES)),
                };
                walk.report(&UNKNOWN_CHART, below(spot, spec, "type"), message, Some(help));
            }
            Value::Str(_) | Value::Template(_) | Value::Hole | Value::Branches(_) => {}
            _ => {
                let message = "the `type` of a chart is text".to_owned();
                walk.report(&CHART_TYPE, below(spot, spec, "type"), message, None);
            }
        },
        None => {}
    }
    let series = spec.get("series").is_some();
    if spec.get("data").is_none() && !series && !spec.open {
        let message = "`chart_spec` has no `data`".to_owned();
        let help = "write `\"data\": {\"values\": […]}`".to_owned();
        walk.report(&CHART_DATA, spot, message, Some(help));
    }
    let mobile = Mobile { spot, kind: spec.text("type") };
    let spec_node = element.get("chart_spec");
    spec_node.into_iter().for_each(|node| inside(walk, &mobile, node, ""));
}

/// The place of a member one step below.
fn below<'t>(spot: Spot<'t>, spec: &'t crate::tree::Object<'t>, name: &str) -> Spot<'t> {
    match spec.members.iter().enumerate().find(|(_, member)| member.name == name) {
        Some((nth, member)) => spot.then(Step::member(nth, &member.name), member.node.at),
        None => spot,
    }
}

/// Where findings inside a specification go.
struct Mobile<'t> {
    spot: Spot<'t>,
    kind: Option<&'t str>,
}

/// What does not work on phones, and what is no JSON at heart.
fn inside<'t>(walk: &mut Walk<'t, '_>, chart: &Mobile<'t>, node: &'t Node<'t>, name: &str) {
    let spot = chart.spot.marked(node.at);
    match &node.value {
        Value::Object(object) => object.members.iter().for_each(|member| {
            let fails = match (&*member.name, &member.node.value) {
                ("texture", Value::Str(_)) if chart.kind == Some("bar") => Some("`texture` of a bar"),
                ("gradient", Value::Str(kind)) if kind == "conical" => Some("a conical gradient"),
                ("layoutMode", Value::Str(mode)) if mode == "grid" => Some("`layoutMode: grid` of a word cloud"),
                ("repeatX" | "repeatY", _) => Some("`repeatX` and `repeatY` of an image mark"),
                _ => None,
            };
            if let Some(fails) = fails {
                let message = format!("{fails} makes the chart fail on phones");
                walk.report(&CHART_MOBILE, chart.spot.marked(member.at), message, Some("leave it out".to_owned()));
            }
            inside(walk, chart, &member.node, &member.name);
        }),
        Value::List(items) => items.iter().for_each(|item| inside(walk, chart, item, name)),
        Value::Str(text) if is_script(text) => {
            let message = format!("`{name}` holds a function, and charts of cards run no JavaScript");
            walk.report(&CHART_SCRIPT, spot, message, Some("write a format string or plain values".to_owned()));
        }
        _ => {}
    }
}

fn is_script(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("function(") || text.starts_with("function (") || text.starts_with('(') && text.contains(") =>")
}
