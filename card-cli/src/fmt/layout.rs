//! Where lines break: the canonical form, over the tokens as they are. Elements that fit share a line with their text;
//! else each attribute and each child has a line of its own.

use super::page::{Page, Space};
use crate::shape;
use feishu_card_markup::syntax::{
    Arm, Attribute, AttributeValue, Child, Element, Extent, Flow, Json, JsonKey, JsonValue, Markup, MarkupRoot, Rust,
};
use proc_macro2::Span;

/// Lays out a whole `card!`, whose first token is its `{` and whose last token is its `}`. `column` is that of the `{`,
/// `behind` the width of what follows the `}` on its line.
pub(super) fn markup(page: &mut Page, markup: &Markup, column: usize, behind: usize) {
    let last = page.last();
    let mut first = 1;
    let mut space = Space::Edge;
    while page.text(first) == "#" {
        let behind = inner_attribute(page, first);
        page.set(first, space, 1);
        space = Space::Line;
        first = behind;
    }
    if first >= last {
        let empty = page.gap_before(last).comments.is_empty() && first == 1;
        return page.set_with(last, if empty { Space::Tight } else { Space::Edge }, 0, 1);
    }
    let one_line =
        first == 1 && page.gap_before(1) == Default::default() && page.gap_before(last) == Default::default();
    match &markup.root {
        MarkupRoot::Element(element) => {
            if one_line && flat_element(page, element) {
                page.set(first, Space::Blank, 1);
                page.set(last, Space::Blank, 0);
                if page.width(0, last).is_some_and(|width| page.fits(column, width + behind)) {
                    return;
                }
            }
            page.set(first, space, 1);
            element_at(page, element, 1, Around { from: first, behind: 0 });
        }
        MarkupRoot::List { open, end, children: list } => {
            page.set(first, space, 1);
            let open = start(page, *open);
            page.set(open + 1, Space::Tight, 1);
            let end = finish(page, *end);
            let close = end.saturating_sub(2);
            children(page, list, close, 1);
            page.set(close + 1, Space::Tight, 1);
            page.set(end, Space::Tight, 1);
        }
        MarkupRoot::Nothing(_) => page.keep(0, last),
    }
    page.set_with(last, Space::Edge, 0, 1);
}

/// Lays out `#![allow(…)]`, which begins at this token; the token behind it. What has no place there is
/// kept as it is: two words would be one, and `/` and `*` a comment.
fn inner_attribute(page: &mut Page, first: usize) -> usize {
    let end = inner_attribute_end(page, first);
    let is_word = |leaf: usize| page.text(leaf).starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let is_known = |leaf: usize| match page.text(leaf) {
        "!" | "[" | "]" | "(" | ")" | "," => true,
        _ => is_word(leaf) && !is_word(leaf - 1),
    };
    if !(first + 1..end).all(is_known) {
        page.keep(first, end - 1);
        return end;
    }
    for leaf in first + 1..end {
        let space = if page.text(leaf - 1) == "," { Space::Blank } else { Space::Tight };
        page.set(leaf, space, 2);
    }
    end
}

/// The token behind the brackets of `#![…]`.
fn inner_attribute_end(page: &Page, first: usize) -> usize {
    let mut depth = 0usize;
    for leaf in first + 1..page.last() {
        match page.text(leaf) {
            "[" | "(" => depth += 1,
            "]" | ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && page.text(leaf) == "]" {
            return leaf + 1;
        }
    }
    page.last()
}

fn start(page: &Page, span: Span) -> usize {
    page.starts(span.byte_range().start)
}

fn finish(page: &Page, span: Span) -> usize {
    page.ends(span.byte_range().end)
}

fn ends_of(page: &Page, extent: Extent) -> (usize, usize) {
    (start(page, extent.first), finish(page, extent.last))
}

/// What shares the line of an element: the token that the line begins with, and the width of what follows.
#[derive(Clone, Copy)]
struct Around {
    from: usize,
    behind: usize,
}

/// An element on a line of this level.
fn element_at(page: &mut Page, element: &Element, level: usize, around: Around) {
    let last = finish(page, element.end);
    if flat_element(page, element) && has_room(page, level, around.from, last, around.behind) {
        return;
    }
    let behind = if element.closing.is_some() { 0 } else { around.behind };
    opening(page, element, level, Around { behind, ..around });
    let Some(close) = closing(page, element, level) else { return };
    if element.children.is_empty() {
        page.set_with(close, Space::Tight, level, level + 1);
    } else {
        children(page, &element.children, close, level);
    }
}

/// Whether these tokens, and what follows them, fit in a line of this level.
fn has_room(page: &Page, level: usize, first: usize, last: usize, behind: usize) -> bool {
    page.width(first, last).is_some_and(|width| page.fits(page.column(level), width + behind))
}

/// The tokens of the closing tag, without blanks; its first token.
fn closing(page: &mut Page, element: &Element, level: usize) -> Option<usize> {
    let close = start(page, element.closing.as_ref()?.open);
    for leaf in close + 1..=finish(page, element.end) {
        page.set(leaf, Space::Tight, level);
    }
    Some(close)
}

/// The opening tag in one line if that fits, else an attribute a line.
fn opening(page: &mut Page, element: &Element, level: usize, around: Around) {
    let end = tag_end(page, element);
    flat_opening(page, element, level);
    if !has_broken_json(page, element) && has_room(page, level, around.from, end.1, around.behind) {
        return;
    }
    if let [only] = &element.attributes[..]
        && matches!(only.value, AttributeValue::Json(_) | AttributeValue::Rust(_))
        && page.gap_before(start(page, only.extent.first)).comments.is_empty()
    {
        // the line up to the bracket must fit, else the name begins a line of its own
        let bracket = only.value.span().map_or(0, |span| start(page, span));
        if has_room(page, level, around.from, bracket, 0) {
            if let AttributeValue::Json(json) = &only.value {
                broken_json(page, json, level);
            }
            return;
        }
    }
    for attribute in &element.attributes {
        let name = start(page, attribute.extent.first);
        page.set(name, Space::Line, level + 1);
        flat_attribute(page, attribute, level + 1);
        if let AttributeValue::Json(json) = &attribute.value {
            let last = finish(page, attribute.extent.last);
            if is_kept_broken(page, json) || !has_room(page, level + 1, name, last, 0) {
                broken_json(page, json, level + 1);
            }
        }
    }
    if let Some(attribute) = element.attributes.first() {
        page.set(start(page, attribute.extent.first), Space::Edge, level + 1);
    }
    page.set_with(end.0, Space::Edge, level, level + 1);
}

/// The first and last token of `>` or `/>`.
fn tag_end(page: &Page, element: &Element) -> (usize, usize) {
    let last = element.tag_end.map_or(0, |end| finish(page, end));
    let slash = last > 0 && page.text(last - 1) == "/" && element.closing.is_none();
    (last - usize::from(slash), last)
}

fn flat_opening(page: &mut Page, element: &Element, level: usize) {
    let first = start(page, element.open);
    let end = tag_end(page, element);
    // `<`, the name and what is left of it
    for leaf in first + 1..=end.1 {
        page.set(leaf, Space::Tight, level + 1);
    }
    for attribute in &element.attributes {
        page.set(start(page, attribute.extent.first), Space::Blank, level + 1);
        flat_attribute(page, attribute, level + 1);
    }
    page.set_with(end.0, Space::Tight, level, level + 1);
}

fn flat_attribute(page: &mut Page, attribute: &Attribute, level: usize) {
    let (first, last) = ends_of(page, attribute.extent);
    for leaf in first + 1..=last {
        page.set(leaf, Space::Tight, level + 1);
    }
    match &attribute.value {
        AttributeValue::Json(json) => flat_json(page, json, level),
        AttributeValue::Rust(rust) => splice(page, rust, level),
        _ => {}
    }
}

/// `{expression}`: no blanks inside the braces, and it is as it was.
fn splice(page: &mut Page, rust: &Rust, level: usize) {
    let (open, close) = ends_of(page, Extent::of(rust.span));
    if close > open + 1 {
        page.keep(open + 1, close - 1);
        page.set(open + 1, Space::Tight, level + 1);
    }
    page.set_with(close, Space::Tight, level, level + 1);
}

/// Sets the element in one line, if its children allow that.
fn flat_element(page: &mut Page, element: &Element) -> bool {
    flat_opening(page, element, 0);
    let Some(close) = closing(page, element, 0) else { return true };
    page.set_with(close, Space::Tight, 0, 1);
    let children = &element.children[..];
    let fits = match children {
        [] => true,
        [Child::Element(child)] => shares_line(element, child) && flat_element(page, child),
        _ => flat_texts(page, children, 0),
    };
    if let Some(child) = children.first() {
        page.set(start(page, child.extent().first), Space::Tight, 1);
    }
    fits && !has_broken_json(page, element)
}

/// Whether a JSON value of the element is kept over several lines.
fn has_broken_json(page: &Page, element: &Element) -> bool {
    let broken =
        |attribute: &Attribute| matches!(&attribute.value, AttributeValue::Json(json) if is_kept_broken(page, json));
    element.attributes.iter().any(broken)
}

fn shares_line(element: &Element, child: &Element) -> bool {
    match (&element.name, &child.name) {
        (Some(parent), Some(name)) => shape::shares_line(&parent.text, &name.text),
        _ => false,
    }
}

/// Texts and expressions that make one text, one behind the other; `false` where they do not belong in one line.
fn flat_texts(page: &mut Page, children: &[Child], level: usize) -> bool {
    let has_text = children.iter().any(|child| matches!(child, Child::Text(_)));
    if children.len() > 1 && !has_text {
        return false;
    }
    for (n, child) in children.iter().enumerate() {
        let first = start(page, child.extent().first);
        match child {
            Child::Text(text) if text.value.ends_with('\n') && n + 1 < children.len() => return false,
            Child::Text(_) => {}
            Child::Splice(rust) => splice(page, rust, level),
            _ => return false,
        }
        if n > 0 {
            if page.gap_before(first).lines_after > 1 {
                return false;
            }
            page.set(first, Space::Blank, level);
        }
    }
    true
}

/// Children below each other, and the token that ends them on the level of their parent.
fn children(page: &mut Page, children: &[Child], close: usize, level: usize) {
    let mut rest = children;
    let mut space = Space::Edge;
    while let Some((child, behind)) = rest.split_first() {
        let first = start(page, child.extent().first);
        let run = rest.iter().take_while(|child| matches!(child, Child::Text(_) | Child::Splice(_))).count();
        if run > 1 {
            let (texts, others) = rest.split_at(run);
            let last = texts.last().map_or(first, |child| finish(page, child.extent().last));
            if flat_texts(page, texts, level + 1) && has_room(page, level + 1, first, last, 0) {
                page.set(first, space, level + 1);
                space = Space::Line;
                rest = others;
                continue;
            }
            for text in texts {
                page.set(start(page, text.extent().first), space, level + 1);
                child_at(page, text, level + 1);
                space = Space::Line;
            }
            rest = others;
            continue;
        }
        page.set(first, space, level + 1);
        child_at(page, child, level + 1);
        space = Space::Line;
        rest = behind;
    }
    let space =
        if children.is_empty() && page.gap_before(close).comments.is_empty() { Space::Tight } else { Space::Edge };
    page.set_with(close, space, level, level + 1);
}

/// A child that begins a line.
fn child_at(page: &mut Page, child: &Child, level: usize) {
    match child {
        Child::Element(element) => {
            let from = start(page, element.open);
            element_at(page, element, level, Around { from, behind: 0 });
        }
        Child::Splice(rust) | Child::Dead(rust) => splice(page, rust, level),
        Child::Text(_) => {}
        Child::Flow(flow) => flow_at(page, flow, level),
    }
}

fn flow_at(page: &mut Page, flow: &Flow<Vec<Child>>, level: usize) {
    match flow {
        Flow::If { branches, otherwise } => {
            for branch in branches {
                let keyword = start(page, branch.keyword.span());
                if let Some(otherwise) = &branch.otherwise {
                    page.set(start(page, otherwise.span()), Space::Blank, level);
                    page.set(keyword, Space::Blank, level);
                }
                head(page, keyword, start(page, branch.span), level);
                block(page, branch.span, &branch.body, level);
            }
            if let Some(otherwise) = otherwise {
                page.set(start(page, otherwise.keyword.span()), Space::Blank, level);
                page.set(start(page, otherwise.span), Space::Blank, level);
                block(page, otherwise.span, &otherwise.body, level);
            }
        }
        Flow::For { keyword, within, span, body, .. } => {
            let within = start(page, within.span());
            head(page, start(page, keyword.span()), within, level);
            head(page, within, start(page, *span), level);
            block(page, *span, body, level);
        }
        Flow::Match { keyword, span, arms, .. } => {
            let (open, close) = ends_of(page, Extent::of(*span));
            head(page, start(page, keyword.span()), open, level);
            let mut next = open + 1;
            for arm in arms {
                page.set(next, if next == open + 1 { Space::Edge } else { Space::Line }, level + 1);
                next = arm_at(page, arm, next, level + 1);
            }
            let empty = arms.is_empty() && page.gap_before(close).comments.is_empty();
            page.set_with(close, if empty { Space::Tight } else { Space::Edge }, level, level + 1);
        }
    }
}

/// An arm whose first token is given; the token behind it.
fn arm_at(page: &mut Page, arm: &Arm<Vec<Child>>, first: usize, level: usize) -> usize {
    let arrow = arm.arrow.clone().into_iter().next().map_or(first, |token| start(page, token.span()));
    page.keep(first, arrow.saturating_sub(1));
    page.set(arrow, Space::Blank, level);
    page.set(arrow + 1, Space::Tight, level);
    let body = start(page, arm.span);
    page.set(body, Space::Blank, level);
    let last = if page.text(body) == "{" {
        block(page, arm.span, &arm.body, level);
        finish(page, arm.span)
    } else {
        let Some(child) = arm.body.first() else { return body + 1 };
        let last = finish(page, child.extent().last);
        if let Child::Element(element) = child {
            let behind = usize::from(page.text(last + 1) == ",");
            element_at(page, element, level, Around { from: first, behind });
        } else {
            child_at(page, child, level);
        }
        page.set(body, Space::Blank, level);
        last
    };
    if page.text(last + 1) == "," {
        page.set(last + 1, Space::Tight, level);
        return last + 2;
    }
    last + 1
}

/// What is between a keyword and the token that ends it, as it was.
fn head(page: &mut Page, keyword: usize, end: usize, level: usize) {
    page.keep(keyword + 1, end.saturating_sub(1));
    page.set(keyword + 1, Space::Blank, level + 1);
    page.set(end, Space::Blank, level);
}

/// `{ … }` of control flow.
fn block(page: &mut Page, span: Span, body: &[Child], level: usize) {
    let close = finish(page, span);
    children(page, body, close, level);
}

/// JSON in one line.
fn flat_json(page: &mut Page, json: &Json, level: usize) {
    let (open, close) = ends_of(page, Extent { first: json.span, last: json.end });
    match &json.value {
        JsonValue::List(items) => {
            for (n, item) in items.iter().enumerate() {
                flat_item(page, start(page, item.span), item, n == 0, level);
            }
            page.set_with(close, Space::Tight, level, level + 1);
        }
        JsonValue::Map(members) => {
            for (n, (key, value)) in members.iter().enumerate() {
                let name = key_at(page, key, start(page, value.span), level);
                flat_item(page, name, value, n == 0, level);
            }
            page.set_with(close, Space::Tight, level, level + 1);
        }
        _ => page.keep(open, close),
    }
}

fn flat_item(page: &mut Page, first: usize, item: &Json, is_first: bool, level: usize) {
    page.set(first, if is_first { Space::Tight } else { Space::Blank }, level + 1);
    flat_json(page, item, level + 1);
    comma(page, item, level);
}

/// The comma behind an item, without a blank before it.
fn comma(page: &mut Page, item: &Json, level: usize) {
    let behind = finish(page, item.end) + 1;
    if page.text(behind) == "," {
        page.set(behind, Space::Tight, level + 1);
    }
}

/// The key before a value, and its colon; the first token of the key.
fn key_at(page: &mut Page, key: &JsonKey, value: usize, level: usize) -> usize {
    let (JsonKey::Str(_, span) | JsonKey::Cell(_, span) | JsonKey::Rust(_, span)) = key;
    let (first, last) = ends_of(page, Extent::of(*span));
    page.keep(first, last);
    page.set(value.saturating_sub(1), Space::Tight, level + 1);
    page.set(value, Space::Blank, level + 1);
    first
}

/// Whether the author ended the last item with a comma: then each item keeps a line of its own.
fn is_kept_broken(page: &Page, json: &Json) -> bool {
    let last = match &json.value {
        JsonValue::List(items) => items.last(),
        JsonValue::Map(members) => members.last().map(|(_, value)| value),
        _ => None,
    };
    let own = last.is_some_and(|last| page.text(finish(page, last.end) + 1) == ",");
    own || match &json.value {
        JsonValue::List(items) => items.iter().any(|item| is_kept_broken(page, item)),
        JsonValue::Map(members) => members.iter().any(|(_, value)| is_kept_broken(page, value)),
        _ => false,
    }
}

/// JSON with an item a line; what is in an item breaks only where it must.
fn broken_json(page: &mut Page, json: &Json, level: usize) {
    let close = finish(page, json.end);
    let mut space = Space::Edge;
    match &json.value {
        JsonValue::List(items) if !items.is_empty() => {
            for item in items {
                let first = start(page, item.span);
                broken_item(page, first, item, level);
                page.set(first, space, level + 1);
                space = Space::Line;
            }
        }
        JsonValue::Map(members) if !members.is_empty() => {
            for (key, value) in members {
                let value_at = start(page, value.span);
                let first = key_at(page, key, value_at, level);
                broken_item(page, first, value, level);
                page.set(value_at, Space::Blank, level + 1);
                page.set(first, space, level + 1);
                space = Space::Line;
            }
        }
        _ => return flat_json(page, json, level),
    }
    page.set_with(close, Space::Edge, level, level + 1);
}

fn broken_item(page: &mut Page, first: usize, item: &Json, level: usize) {
    flat_json(page, item, level + 1);
    comma(page, item, level);
    let last = finish(page, item.end);
    // the comma belongs to the line
    if is_kept_broken(page, item) || !has_room(page, level + 1, first, last, 1) {
        broken_json(page, item, level + 1);
    }
}
