//! The reading form of a card (api.md §4.5): a title and lines of simple pieces.

use crate::json::{object, text};
use feishu_card_core::Json;

/// `{"title", "elements": [[piece, …], …]}`
pub(crate) fn simplified(card: &Json) -> Json {
    let title = card.pointer("/header/title/content").and_then(Json::as_str).unwrap_or_default();
    let mut lines = Vec::new();
    let locales = card.get("i18n_elements").and_then(Json::as_map).unwrap_or_default();
    let elements = card.pointer("/body/elements").or_else(|| card.get("elements"));
    if let Some(elements) = elements.or_else(|| locales.first().map(|(_, elements)| elements)) {
        collect(elements, &mut lines);
    }
    object([("title", title.into()), ("elements", lines.into())])
}

/// One line per element; containers give the lines of what they hold.
fn collect(elements: &Json, lines: &mut Vec<Json>) {
    for element in elements.as_list().unwrap_or_default() {
        let line = match text(element, "tag").unwrap_or_default() {
            "action" => pieces(element.get("actions")),
            "note" => vec![object([("tag", "note".into()), ("elements", pieces(element.get("elements")).into())])],
            "column_set" => {
                for column in element.get("columns").and_then(Json::as_list).unwrap_or_default() {
                    collect(column.get("elements").unwrap_or(&Json::Null), lines);
                }
                continue;
            }
            "form" | "interactive_container" | "collapsible_panel" | "column" => {
                collect(element.get("elements").unwrap_or(&Json::Null), lines);
                continue;
            }
            _ => piece(element),
        };
        lines.push(line.into());
    }
}

fn pieces(elements: Option<&Json>) -> Vec<Json> {
    elements.and_then(Json::as_list).unwrap_or_default().iter().flat_map(piece).collect()
}

/// What an element shows.
fn piece(element: &Json) -> Vec<Json> {
    let tag = text(element, "tag").unwrap_or_default();
    let content = |member: &str| {
        let text = element.get(member).map(|text| text.get("content").unwrap_or(text));
        text.and_then(Json::as_str).unwrap_or_default()
    };
    let options = || {
        let options = element.get("options").and_then(Json::as_list).unwrap_or_default();
        let shown = options.iter().filter_map(|option| option.pointer("/text/content").cloned());
        Json::from(shown.collect::<Vec<_>>())
    };
    let one = |text: &str| vec![object([("tag", "text".into()), ("text", text.into())])];
    match tag {
        "div" => {
            let fields = element.get("fields").and_then(Json::as_list).unwrap_or_default();
            let fields = fields.iter().filter_map(|field| field.pointer("/text/content").and_then(Json::as_str));
            [content("text")].into_iter().chain(fields).filter(|text| !text.is_empty()).flat_map(one).collect()
        }
        "markdown" | "plain_text" | "lark_md" => one(content("content")),
        "img" => vec![object([("tag", "img".into()), ("image_key", content("img_key").into())])],
        "hr" => vec![object([("tag", "hr".into())])],
        "button" => {
            let kind = text(element, "type").unwrap_or("default");
            vec![object([("tag", "button".into()), ("text", content("text").into()), ("type", kind.into())])]
        }
        "select_static" | "multi_select_static" | "select_person" | "multi_select_person" => {
            let placeholder = content("placeholder").into();
            vec![object([("tag", "select_static".into()), ("options", options()), ("placeholder", placeholder)])]
        }
        "overflow" => vec![object([("tag", "overflow".into()), ("options", options())])],
        "date_picker" => vec![object([
            ("tag", "date_picker".into()),
            ("placeholder", content("placeholder").into()),
            ("initial_date", content("initial_date").into()),
        ])],
        _ => Vec::new(),
    }
}
