//! Tags of the web, and components that belong elsewhere, written in markup with what is between them.

use super::{
    Shown, children,
    content::{Content, address, content, given, whole},
};
use crate::syntax::{AttributeValue, Child, Element, in_full};
use feishu_card_schema::{
    Version,
    nesting::Nesting,
    table::{Object, names, objects},
    words::html,
};

/// Where an element is.
#[derive(Clone, Copy)]
pub(crate) struct Around {
    /// The version of the card, if it is known.
    pub(crate) version: Option<Version>,
    /// The object that holds it; nothing in a list.
    pub(crate) holder: Option<&'static Object>,
}

impl Around {
    /// Whether this is a 1.0 card itself, where controls are in an `<action>`.
    fn is_first_card(self) -> bool {
        self.version == Some(Version::V1) && self.holder.is_some_and(|holder| *holder == objects::Card)
    }

    /// A component as it is written here.
    fn put(self, component: &Shown, object: &Object) -> String {
        let within = object.nesting(Version::V1, objects::Action.tag) == Nesting::Allowed;
        let direct = object.nesting(Version::V1, "root") == Nesting::Allowed;
        match self.is_first_card() && within && !direct {
            true => Shown::new("action", component.written()).written(),
            false => component.written(),
        }
    }
}

/// What a tag of the web is here, in the author's own words.
pub(crate) fn tag(element: &Element, around: Around) -> Option<String> {
    let name = &element.name.as_ref()?.text;
    let foreign = html::tag(name)?;
    let name = name.to_ascii_lowercase().replace('-', "_");
    let inside = children(&element.children);
    let special = match name.as_str() {
        "br" | "wbr" | "linebreak" => {
            Some("remove it: components are on lines of their own; within a text a line break is `\\n`".to_owned())
        }
        "section" | "article" | "main" | "aside" | "nav" | "view" | "container" | "box" | "fieldset" | "panel"
        | "group" | "stack" | "center" => boxed(&inside),
        "fragment" | "react.fragment" | "template" if !inside.is_empty() => {
            Some(format!("write its children without it: `{inside}`"))
        }
        "slot" => Some(slot(element)),
        "select" | "dropdown" | "combobox" | "listbox" => Some(select(element, around)),
        "details" | "accordion" | "collapse" | "expander" => panel(element),
        "progress" | "meter" => Some(progress(element)),
        "video" | "iframe" | "embed" | "object" => Some(page(element, &name)),
        "textarea" | "textfield" | "textinput" | "multiline_input" => {
            let input =
                Shown::new("input", "").with("name", named(element)).with("input_type", "input_type=multiline_text");
            Some(format!("a text of several lines is an input: write `{}`", around.put(&input, &objects::Input)))
        }
        _ => None,
    };
    special.or_else(|| Some(text(element, &name, foreign, around)))
}

/// What sets text: the advice of HTML's vocabulary, with the text in it.
fn text(element: &Element, name: &str, foreign: &html::Foreign, around: Around) -> String {
    let markdown = |text: &str| format!("`<markdown>\"{text}\"</markdown>`");
    let is_text =
        ["text", "p", "span", "label", "plain_text", "lark_md", "paragraph", "typography", "legend", "output"];
    if is_text.contains(&name) {
        if let Some(found) = content(&element.children).filter(|found| !found.text.is_empty()) {
            let Content { text, marks } = found;
            return match marks {
                true => format!("text with marks is Markdown: write {}", markdown(&text)),
                false => format!("write `<div>\"{text}\"</div>`, or {} for text with marks", markdown(&text)),
            };
        }
        let only_text = element.children.iter().all(|child| matches!(child, Child::Text(_) | Child::Splice(_)));
        if only_text && !element.children.is_empty() {
            return format!("write `{}`", Shown::new("div", children(&element.children)).written());
        }
    }
    let Some(whole) = whole(element).filter(|whole| !whole.text.is_empty()) else { return foreign.markup.to_owned() };
    let what = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "title" | "heading" => {
            let title = content(&element.children).map(|found| found.text).unwrap_or_default();
            let within = markdown(&format!("**{title}**"));
            return match around.holder.is_some_and(|holder| *holder == objects::Card) {
                true => format!("write `<header title=\"{title}\"/>`; a heading further down is {within}"),
                false => format!("a heading is bold text: write {within}"),
            };
        }
        "blockquote" | "quote" | "q" | "cite" => match around.version {
            Some(Version::V2) => "a quotation is Markdown",
            _ => {
                return format!(
                    "write {} in a card of `<card schema=\"2.0\">`: 1.0 has no quotations",
                    markdown(&whole.text)
                );
            }
        },
        "a" | "link" | "url" => "a link is Markdown",
        "at" | "mention" => "a mention is Markdown",
        "ul" | "ol" | "li" | "list" | "menu" | "dl" | "dt" | "dd" => "a list is Markdown",
        "font" | "color" => "colour is Markdown",
        "badge" | "chip" | "pill" | "mark" | "tag" => "a coloured tag is Markdown",
        "b" | "strong" | "i" | "em" | "bold" | "italic" | "s" | "del" | "strike" | "code" | "kbd" | "samp" => {
            "marks are Markdown"
        }
        _ => return foreign.markup.to_owned(),
    };
    format!("{what}: write {}", markdown(&whole.text))
}

/// A tag of HTML that sets text, in an object that has text itself.
pub(crate) fn marks(element: &Element, owner: &Object) -> Option<String> {
    let found = whole(element).filter(|found| !found.text.is_empty())?;
    let Content { text, marks } = &found;
    let is_markdown = [&objects::LarkMd, &objects::MarkdownBlock, &objects::MarkdownText].contains(&owner);
    Some(match (marks, is_markdown) {
        (false, _) => format!("write `\"{text}\"`: text needs no tag within a text"),
        (true, true) => format!("it is Markdown: write `\"{text}\"`"),
        (true, false) if *owner == objects::Div => format!("it is Markdown: write `<lark_md>\"{text}\"</lark_md>`"),
        (true, false) => {
            format!("it is Markdown, which `<{}>` does not show: write `\"{text}\"` in a `<markdown>`", owner.tag)
        }
    })
}

fn boxed(inside: &str) -> Option<String> {
    if inside.is_empty() {
        return None;
    }
    let columns = Shown::new("column_set", Shown::new("column", inside).written()).written();
    Some(format!("write its children without it: `{inside}`; in columns they are `{columns}`"))
}

/// A slot is a value.
fn slot(element: &Element) -> String {
    let name = given(element, &["name"]).filter(|name| is_name(name)).unwrap_or("children");
    format!(
        "what others fill in is a value in braces: write `{{{name}}}`, where `{name}` is a component or a list of them"
    )
}

fn select(element: &Element, around: Around) -> String {
    let object = if element.attributes.iter().any(|a| a.name.text == "multiple") {
        &objects::MultiSelectStatic
    } else {
        &objects::SelectStatic
    };
    let mut shown = Shown::new(object.tag, children(&element.children));
    if let Some(name) = given(element, &["name", "id"]) {
        shown = shown.with("name", format!("name=\"{name}\""));
    }
    format!("a choice of options is `<{}>`: write `{}`", object.tag, around.put(&shown, object))
}

/// `<details><summary>…` as a panel.
fn panel(element: &Element) -> Option<String> {
    let mut title = given(element, &["title", "summary", "label"]).map(str::to_owned);
    let mut rest = Vec::new();
    for child in &element.children {
        match child {
            Child::Element(inner) if inner.name.as_ref().is_some_and(|name| name.text == "summary") => {
                title = content(&inner.children).map(|found| found.text);
            }
            other => rest.push(children(std::slice::from_ref(other))),
        }
    }
    let header = Shown::new("header", "").with("title", format!("title=\"{}\"", title?)).written();
    let only_text = element.children.iter().all(|child| match child {
        Child::Element(inner) => inner.name.as_ref().is_some_and(|name| name.text == "summary"),
        Child::Text(_) | Child::Splice(_) => true,
        _ => false,
    });
    let body = rest.join(" ");
    let body = match (only_text, body.is_empty()) {
        (_, true) => "<markdown>\"hidden at first\"</markdown>".to_owned(),
        (true, false) => Shown::new("div", body).written(),
        (false, false) => body,
    };
    let panel = Shown::new("collapsible_panel", format!("{header}{body}")).written();
    Some(format!("what unfolds is a panel: write `{panel}`"))
}

/// A bar of progress is a chart.
fn progress(element: &Element) -> String {
    let value = element.attributes.iter().find(|attribute| attribute.name.text == "value").map(|found| &found.value);
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let most = given(element, &["max"]).and_then(number);
    let value = match value {
        Some(AttributeValue::Rust(rust)) => in_full(&rust.tokens),
        Some(AttributeValue::Number { text, .. }) => share(number(text), most),
        Some(AttributeValue::Text(text)) => share(number(&text.value), most),
        _ => share(None, None),
    };
    format!(
        "a bar is a chart: write `<chart chart_spec={{{{\"type\": \"linearProgress\", \"data\": {{\"values\": [{{\"x\": {value}, \
         \"y\": \"\"}}]}}, \"direction\": \"horizontal\", \"xField\": \"x\", \"yField\": \"y\"}}}}/>`, where 1 is all of it"
    )
}

/// A part of one; what is greater is taken for a percentage.
fn share(value: Option<f64>, most: Option<f64>) -> String {
    let value = value.unwrap_or(0.5);
    let most = most.filter(|most| *most > 0.0).unwrap_or(if value > 1.0 { 100.0 } else { 1.0 });
    format!("{}", value / most)
}

fn page(element: &Element, name: &str) -> String {
    let Some(address) = element
        .attributes
        .iter()
        .any(|attribute| matches!(attribute.name.text.as_str(), "src" | "href"))
        .then(|| address(element))
        .flatten()
    else {
        return "a card plays nothing and holds no web page: remove it".to_owned();
    };
    format!(
        "a card plays nothing and holds no web page; a link to it is `<markdown>\"[{name}]({address})\"</markdown>`"
    )
}

fn named(element: &Element) -> String {
    format!("name=\"{}\"", given(element, &["name", "id"]).unwrap_or("text"))
}

/// Whether a word is a name of Rust.
pub(super) fn is_name(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !word.starts_with(|c: char| c.is_ascii_digit())
}

/// Cells of a table of HTML, as columns and rows.
pub(super) fn rows(element: &Element) -> Option<String> {
    let mut row = element;
    while let Some(Child::Element(inner)) = row.children.first()
        && inner.name.as_ref().is_some_and(|name| matches!(name.text.as_str(), "tr" | "thead" | "tbody"))
    {
        row = inner;
    }
    let mut cells = Vec::new();
    for child in &row.children {
        let Child::Element(cell) = child else { return None };
        let text = content(&cell.children)?.text;
        cells.push((cell.name.as_ref().is_some_and(|name| name.text == "th"), text));
    }
    let is_head = cells.iter().all(|(head, _)| *head);
    let (mut columns, mut values) = (String::new(), String::new());
    for (n, (_, text)) in (1..).zip(&cells) {
        let shown = if is_head { format!(" display_name=\"{text}\"") } else { String::new() };
        columns.push_str(&format!("<column name=\"c{n}\" data_type=text{shown}/>"));
        values.push_str(&format!(" c{n}=\"{text}\""));
    }
    (!cells.is_empty()).then(|| match is_head {
        true => format!("the head of a table is its columns: write `{columns}`"),
        false => format!("a table has columns and rows: write `{columns}<row{values}/>`"),
    })
}

/// A component that 2.0 has no more, written in 2.0.
pub(crate) fn of_the_first_version(element: &Element) -> Option<String> {
    let is_note = element.name.as_ref().is_some_and(|name| name.text == objects::Note.tag);
    let only_text = element.children.iter().all(|child| matches!(child, Child::Text(_) | Child::Splice(_)));
    (is_note && only_text && !element.children.is_empty()).then(|| {
        let text = Shown::new("plain_text", children(&element.children))
            .with("text_size", "text_size=notation")
            .with("text_color", "text_color=grey");
        format!("write `{}`", Shown::new("div", text.written()).written())
    })
}

/// Names that HTML has in a table.
pub(crate) fn in_a_table(element: &Element) -> Option<String> {
    let name = element.name.as_ref()?;
    matches!(name.text.as_str(), "tr" | "thead" | "tbody").then(|| rows(element)).flatten()
}

/// A child of other elements, where no page allows it: the element that is written for it.
pub(crate) fn at_home(element: &Element, around: Around) -> Option<String> {
    let name = &element.name.as_ref()?.text;
    let inner = Shown::of(element).written();
    let component = |object: &'static Object, inside: String| around.put(&Shown::new(object.tag, inside), object);
    match name.as_str() {
        "option" => Some(format!("write `{}`", component(&objects::SelectStatic, inner))),
        _ if names::tagged(&objects::Behavior, name).is_some() => {
            let button = component(&objects::Button, format!("{inner}\"OK\""));
            Some(format!("put it inside the element that people use: write `{button}`"))
        }
        _ => None,
    }
}
