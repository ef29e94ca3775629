//! Rules on charts, as far as the platform documents them: the specification itself is VChart's.

use crate::{
    entries, nearest,
    rules::{
        path::{Spot, Step},
        walk::{Visited, Walk},
        words::list,
    },
    table::objects,
    tree::{Field, Fields, Known, Node},
};

entries! {
    CHART_TYPE = "C0611" "a chart does not say its type" [E E E] 200550
        why "The server checks the specification against VChart's schema, which begins with `type`."
        wrong "<card><chart chart_spec={{\"data\": {\"values\": []}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"line\", \"data\": {\"values\": []}}}/></card>"

    UNKNOWN_CHART = "C0612" "a type of chart that the platform does not document" [W W W]
        why "Official samples show line, area, bar, pie, common, funnel, scatter, radar, linearProgress, circularProgress and wordCloud; \
             VChart has more."
        wrong "<card><chart chart_spec={{\"type\": \"lines\", \"data\": {\"values\": []}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"line\", \"data\": {\"values\": []}}}/></card>"

    CHART_DATA = "C0613" "a chart has no data" [W W W] 200550
        why "Every official sample carries `data`; without it there is nothing to draw."
        wrong "<card><chart chart_spec={{\"type\": \"line\"}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"line\", \"data\": {\"values\": []}}}/></card>"

    CHART_MOBILE = "C0614" "a chart that fails on phones" [W W W]
        why "Textures of bars, conical gradients, `layoutMode: grid` of word clouds and repeated image marks (card-json-1 §6.9)."
        wrong "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}, \"bar\": {\"style\": {\"texture\": \"circle\"}}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}}}/></card>"

    CHART_SCRIPT = "C0615" "a function in a chart" [W W W]
        why "Charts of cards run no JavaScript: the specification is plain JSON."
        wrong "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}, \"label\": {\"formatMethod\": \"function(v) { return v }\"}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}}}/></card>"
}

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
pub(crate) fn a_chart_says_its_type_and_has_data<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let Some(spec) = element.get("chart_spec").and_then(Node::as_object).filter(|_| element.is(&objects::Chart)) else {
        return;
    };
    let spot = element.value_spot("chart_spec");
    match spec.get("type") {
        // a skeleton shows an empty one
        None if !spec.open && !spec.members.is_empty() => {
            let help = format!("add a `type`: {}", list(&TYPES));
            walk.report(&CHART_TYPE, spot, "`chart_spec` has no `type`".to_owned(), Some(help));
        }
        Some(node) => match &node.value {
            Known::Str(kind) if !TYPES.contains(&&**kind) => {
                let message = format!("unknown chart type `{kind}`");
                let help = match nearest(kind, TYPES) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("expected {}", list(&TYPES)),
                };
                walk.report(&UNKNOWN_CHART, below(spot, spec, "type"), message, Some(help));
            }
            Known::Str(_) | Known::Template(_) | Known::Hole | Known::Branches(_) => {}
            _ => {
                let message = "the `type` of a chart must be text".to_owned();
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
    if let Some((nth, member)) = element.tree.members.iter().enumerate().find(|(_, member)| member.name == "chart_spec")
    {
        let kind = spec.text("type");
        walk.down(Step::member(nth, "chart_spec"), |walk| inside(walk, kind, &member.node, "chart_spec"));
    }
}

/// The place of a member one step below.
fn below<'t>(spot: Spot<'t>, spec: &'t Fields<'t>, name: &str) -> Spot<'t> {
    match spec.members.iter().enumerate().find(|(_, member)| member.name == name) {
        Some((nth, member)) => spot.then(Step::member(nth, &member.name), member.node.at),
        None => spot,
    }
}

/// What does not work on phones, and what is code rather than data.
fn inside<'t>(walk: &mut Walk<'t, '_>, kind: Option<&str>, node: &'t Node<'t>, name: &str) {
    match &node.value {
        Known::Object(object) => {
            for (nth, member) in object.members.iter().enumerate() {
                walk.down(Step::member(nth, &member.name), |walk| {
                    works_on_phones(walk, kind, member);
                    inside(walk, kind, &member.node, &member.name);
                });
            }
        }
        Known::List(items) => {
            for (index, item) in items.iter().enumerate() {
                walk.down(Step::item(index), |walk| inside(walk, kind, item, name));
            }
        }
        Known::Str(text) if is_script(text) => {
            let message = format!("`{name}` contains a function, but charts in cards do not run JavaScript");
            let help = "write a format string or plain values".to_owned();
            walk.report(&CHART_SCRIPT, walk.here(node.at), message, Some(help));
        }
        _ => {}
    }
}

fn works_on_phones<'t>(walk: &mut Walk<'t, '_>, kind: Option<&str>, member: &'t Field<'t>) {
    let fails = match (&*member.name, &member.node.value) {
        ("texture", Known::Str(_)) if kind == Some("bar") => "the texture of a bar",
        ("gradient", Known::Str(gradient)) if gradient == "conical" => "a conical gradient",
        ("layoutMode", Known::Str(mode)) if mode == "grid" => "the grid layout of a word cloud",
        ("repeatX" | "repeatY", _) => "a repeated image mark",
        _ => return,
    };
    let message = format!("{fails} makes the chart fail on phones");
    walk.report(&CHART_MOBILE, walk.here(member.at), message, Some("remove it".to_owned()));
}

fn is_script(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("function(") || text.starts_with("function (") || text.starts_with('(') && text.contains(") =>")
}
