//! What is between tags of the web as one text: Markdown where it has marks.

use crate::syntax::{AttributeValue, Child, Element, as_string};
use proc_macro2::TokenTree;

/// A text as it is written between quotes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// Without its quotes; holes are in it.
    pub(crate) text: String,
    /// Whether there are marks in it, so that it is Markdown.
    pub(crate) marks: bool,
}

/// The children as one text; nothing where they are more than that.
pub(crate) fn content(children: &[Child]) -> Option<Content> {
    let mut found = Content::default();
    for child in children {
        match child {
            Child::Text(text) => found.text.push_str(&as_string(&text.literal)?),
            Child::Splice(rust) => match rust.tokens.clone().into_iter().collect::<Vec<_>>().as_slice() {
                [TokenTree::Ident(name)] => found.text.push_str(&format!("{{{name}}}")),
                _ => return None,
            },
            Child::Element(element) => {
                let inner = marked(element)?;
                if inner.block && !found.text.is_empty() && !found.text.ends_with("\\n") {
                    found.text.push_str("\\n");
                }
                found.text.push_str(&inner.text);
                found.marks |= inner.marks;
            }
            Child::Dead(_) | Child::Flow(_) => return None,
        }
    }
    Some(found)
}

/// What an element of the web is within a text.
struct Marked {
    text: String,
    marks: bool,
    /// Whether it begins on a line of its own.
    block: bool,
}

/// The element in Markdown, if it is one that sets text.
fn marked(element: &Element) -> Option<Marked> {
    let name = element.name.as_ref()?.text.to_ascii_lowercase();
    let mut inner = content(&element.children)?;
    if inner.text.is_empty() {
        inner.text = given(element, &["text", "label", "value"]).unwrap_or_default().to_owned();
    }
    let around = |before: &str, after: &str| {
        // a pair of marks around nothing is shown
        (!inner.text.is_empty()).then(|| Marked {
            text: format!("{before}{}{after}", inner.text),
            marks: true,
            block: false,
        })
    };
    let line = |before: &str| Some(Marked { text: format!("{before}{}", inner.text), marks: true, block: true });
    match name.as_str() {
        "br" | "wbr" | "linebreak" => Some(Marked { text: "\\n".to_owned(), marks: false, block: false }),
        "b" | "strong" | "bold" | "dt" => around("**", "**"),
        "i" | "em" | "italic" | "cite" => around("*", "*"),
        "s" | "del" | "strike" => around("~~", "~~"),
        "code" | "kbd" | "samp" => around("`", "`"),
        "font" | "color" => {
            around(&format!("<font color='{}'>", given(element, &["color"]).unwrap_or("red")), "</font>")
        }
        "badge" | "chip" | "pill" | "mark" | "tag" => {
            around(&format!("<text_tag color='{}'>", given(element, &["color"]).unwrap_or("red")), "</text_tag>")
        }
        "a" | "link" | "url" => {
            let address = address(element)?;
            let text = if inner.text.is_empty() { address.clone() } else { inner.text };
            Some(Marked { text: format!("[{text}]({address})"), marks: true, block: false })
        }
        "at" | "mention" => {
            let id = given(element, &["id", "user_id", "ids", "email"]).unwrap_or("ou_…");
            let inner = &inner.text;
            Some(Marked { text: format!("<at id={id}>{inner}</at>"), marks: true, block: false })
        }
        "li" | "dd" => line("- "),
        "ul" | "ol" | "list" | "menu" | "dl" => list(element, name == "ol"),
        "blockquote" | "quote" | "q" => line("> "),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "heading" => {
            Some(Marked { text: format!("**{}**", inner.text), marks: true, block: true })
        }
        "p" | "div" | "paragraph" | "plain_text" | "lark_md" | "markdown" => {
            Some(Marked { text: inner.text, marks: inner.marks, block: true })
        }
        "span" | "label" | "text" | "u" | "ins" | "small" | "sub" | "sup" | "typography" => {
            Some(Marked { text: inner.text, marks: inner.marks, block: false })
        }
        _ => None,
    }
}

/// The items of a list, each on its line.
fn list(element: &Element, numbered: bool) -> Option<Marked> {
    let mut lines = Vec::new();
    for child in &element.children {
        let Child::Element(item) = child else { return None };
        let number = lines.len() + 1;
        let text = content(&item.children)?.text;
        lines.push(if numbered { format!("{number}. {text}") } else { format!("- {text}") });
    }
    Some(Marked { text: lines.join("\\n"), marks: true, block: true })
}

/// The element itself as a text.
pub(super) fn whole(element: &Element) -> Option<Content> {
    let marked = marked(element)?;
    Some(Content { text: marked.text, marks: marked.marks })
}

/// Where a link leads, in a string: what is known of it, or a hole.
pub(super) fn address(element: &Element) -> Option<String> {
    let attribute = element
        .attributes
        .iter()
        .find(|attribute| matches!(attribute.name.text.as_str(), "href" | "to" | "url" | "src"));
    match attribute.map(|attribute| &attribute.value) {
        Some(AttributeValue::Text(text)) => as_string(&text.literal),
        Some(AttributeValue::Rust(rust)) => match rust.tokens.clone().into_iter().collect::<Vec<_>>().as_slice() {
            [TokenTree::Ident(name)] => Some(format!("{{{name}}}")),
            _ => None,
        },
        _ => Some("https://…".to_owned()),
    }
}

/// What is written as one of these attributes.
pub(super) fn given<'e>(element: &'e Element, names: &[&str]) -> Option<&'e str> {
    let attribute = element.attributes.iter().find(|attribute| names.contains(&attribute.name.text.as_str()))?;
    match &attribute.value {
        AttributeValue::Text(text) => Some(&text.value),
        AttributeValue::Word(word) => Some(&word.text),
        AttributeValue::Number { text, .. } | AttributeValue::Length { text, .. } => Some(text),
        _ => None,
    }
}
