//! Tokens → syntax tree. Infallible: what is wrong is reported, and parsing goes on behind it.

mod arm;
mod attribute;
mod bare;
mod child;
mod conditional;
mod control;
mod cursor;
mod element;
mod flow;
mod foreign;
mod head;
mod json;
mod name;
mod number;
mod statement;
mod template;
mod text;
mod tree;
mod unfinished;
mod written;

use crate::{findings::Findings, rewrite::WebAttribute};
use cursor::Cursor;
use feishu_card_schema::{Version, catalogue::entry, grammar as codes, table::names::named};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use std::rc::Rc;

/// Parses the input of `card!`.
pub(crate) fn parse(input: Vec<TokenTree>, call: Span, findings: &mut Findings) -> Markup {
    let mut parser = Parser::new(Cursor::over(input, call), call, findings);
    let allow = parser.inner_attributes();
    let root = parser.root();
    Markup { allow, root, stray_closings: parser.stray, cut: parser.cut, cut_tag: parser.cut_tag }
}

/// Tokens as their author wrote them, shortened where they are long.
pub(crate) fn as_written(tokens: &TokenStream) -> String {
    written::short(&tokens.clone().into_iter().collect::<Vec<_>>())
}

/// Tokens as their author wrote them.
pub(crate) fn in_full(tokens: &TokenStream) -> String {
    written::written(&tokens.clone().into_iter().collect::<Vec<_>>())
}

/// What is between the quotes of a string, as it is written in one without hashes.
pub(crate) fn as_string(literal: &Literal) -> Option<String> {
    let text = literal.to_string();
    if let Some(inside) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        return Some(inside.to_owned());
    }
    let text = format!("{:?}", string_value(literal)?);
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).map(str::to_owned)
}

pub use flow::{Arm, Branch, Flow, Otherwise};
pub use foreign::{Foreign, ForeignSyntax, foreign};
pub(crate) use json::literal;
pub use name::{is_keyword, is_never_raw, is_raw, plain};
pub use text::string_value;
pub use tree::{
    Attribute, AttributeValue, Child, ClosingTag, Element, Extent, Json, JsonKey, JsonValue, Markup, MarkupRoot, Name,
    Rust, Text,
};
pub use unfinished::unfinished;
pub(crate) use written::written;

/// What an expression is for.
#[derive(Clone, Copy, Debug)]
enum Use<'u> {
    /// A child, where text is shown or where components are.
    Child {
        /// Whether it is shown as text.
        text: bool,
    },
    /// The value of an attribute.
    Attribute {
        /// Its name.
        name: &'u str,
        /// Whether it is on or off.
        flag: bool,
    },
    /// A value in JSON.
    Json,
}

impl<'u> Use<'u> {
    /// The attribute, if it is one.
    fn attribute(self) -> Option<&'u str> {
        match self {
            Use::Attribute { name, .. } => Some(name),
            Use::Child { .. } | Use::Json => None,
        }
    }
}

struct Parser<'f> {
    cursor: Cursor,
    /// The whole call.
    call: Span,
    findings: &'f mut Findings,
    /// The elements that are open, outermost first; those of this `{}` only.
    open: Vec<Rc<str>>,
    /// Whether this is in a list `<>…</>`, which `</>` ends.
    in_list: bool,
    /// How many elements and blocks are around.
    depth: usize,
    stray: Vec<Ident>,
    /// What is in an element that is never closed and cannot be its child: it belongs to the parent.
    hoisted: Vec<Child>,
    /// Whether something was left out of the element that is read, because it was wrong: nothing is missing there.
    left_out: bool,
    /// Whether the JSON that is read ends too early.
    json_cut: bool,
    /// Values of attributes that are not finished.
    unfinished: Vec<Rust>,
    /// The pattern of the `for` whose head is read, as it is written.
    pattern: Option<String>,
    /// The tag of the element whose children are read, blocks included.
    holder: Option<Rc<str>>,
    /// Attributes of the element that is read whose names it does not have: the web may own them.
    web: Vec<WebAttribute>,
    /// The version that the root tells.
    version: Option<Version>,
    /// Whether the rest of the line was taken for a comment, which is reported: the tag is not closed for that reason.
    commented: bool,
    /// The blocks of templates that are open.
    templates: Vec<String>,
    /// The name in a closing tag that comes late, which is reported already.
    late: Option<String>,
    /// Whether the end of the input, or of a block, was reported as too early: what is open around it has the same end.
    cut: bool,
    /// The tag that is not complete at the end.
    cut_tag: Option<Span>,
}

impl<'f> Parser<'f> {
    fn new(cursor: Cursor, call: Span, findings: &'f mut Findings) -> Self {
        Parser {
            cursor,
            call,
            findings,
            open: Vec::new(),
            in_list: false,
            depth: 0,
            stray: Vec::new(),
            hoisted: Vec::new(),
            left_out: false,
            json_cut: false,
            unfinished: Vec::new(),
            pattern: None,
            cut: false,
            cut_tag: None,
            holder: None,
            web: Vec::new(),
            version: None,
            late: None,
            commented: false,
            templates: Vec::new(),
        }
    }
}

impl Parser<'_> {
    /// A JSON literal by itself, whatever is wrong in it.
    fn json_of(group: &Group) -> Json {
        let mut findings = Findings::default();
        Parser::new(Cursor::new(TokenStream::new(), group.span()), group.span(), &mut findings).json_group(group)
    }

    /// `#![allow(C0302, C0303)]`.
    fn inner_attributes(&mut self) -> Vec<(String, Span)> {
        const HELP: &str = "write `#![allow(C0302)]`, with the codes to lower for this card";
        let mut allow = Vec::new();
        while self.cursor.is(0, '#') && self.cursor.is(1, '!') {
            let start = self.cursor.here();
            self.cursor.skip();
            self.cursor.skip();
            let Some(group) = self.cursor.group(0, Delimiter::Bracket).cloned() else {
                self.findings.add(&codes::INNER_ATTRIBUTE, start, "expected an inner attribute after `#!`", HELP);
                continue;
            };
            self.cursor.skip();
            let mut inner = Cursor::new(group.stream(), group.span_close());
            let listed = match inner.group(1, Delimiter::Parenthesis).cloned() {
                Some(listed) if inner.is_word(0, "allow") => listed,
                _ => {
                    let span = inner.here();
                    let message = "unknown inner attribute; `card!` has `allow` only";
                    self.findings.add(&codes::INNER_ATTRIBUTE, span, message, HELP);
                    continue;
                }
            };
            for token in listed.stream() {
                match token {
                    TokenTree::Ident(code) => {
                        let name = code.to_string();
                        if entry(&name).is_none() {
                            let message = format!("unknown code `{name}`");
                            self.findings.add(&codes::INNER_ATTRIBUTE, code.span(), message, HELP);
                        }
                        allow.push((name, code.span()));
                    }
                    TokenTree::Punct(comma) if comma.as_char() == ',' => {}
                    other => self.findings.add(
                        &codes::INNER_ATTRIBUTE,
                        other.span(),
                        "expected a code such as `C0302`",
                        HELP,
                    ),
                }
            }
        }
        allow
    }

    fn root(&mut self) -> MarkupRoot {
        if self.cursor.is(0, '<') && self.cursor.is(1, '>') {
            let open = self.cursor.here();
            self.cursor.skip();
            self.cursor.skip();
            self.in_list = true;
            let children = self.list_children();
            let end = self.cursor.before();
            self.nothing_more();
            return MarkupRoot::List { open, end, children };
        }
        let mut roots = Vec::new();
        while !self.cursor.is_done() {
            let children = self.children(None);
            roots.extend(children.children);
            self.skip_list_end();
        }
        let mut first = None;
        let mut others = Vec::new();
        for child in roots {
            match child {
                Child::Element(element) if first.is_none() => first = Some(element),
                other => others.push(other),
            }
        }
        for other in &others {
            if matches!(other, Child::Dead(_)) {
                continue;
            }
            let span = other.span();
            let (what, help) = match other {
                Child::Element(_) if first.is_some() => (
                    "expected one root element, found another",
                    "wrap several components in `<>…</>` to make a list of them",
                ),
                Child::Text(_) => ("text must be inside an element", "write `<div>\"…\"</div>`"),
                _ => ("the root of `card!` must be an element", "wrap it in `<>…</>` to make a list of components"),
            };
            self.findings.add(&codes::ROOT, span, what, help);
        }
        match first {
            Some(mut element) => {
                element.dead.extend(others.into_iter().filter_map(|other| match other {
                    Child::Splice(rust) | Child::Dead(rust) => Some(rust),
                    _ => None,
                }));
                MarkupRoot::Element(element)
            }
            None => {
                if self.findings.len() == 0 {
                    let help = "write `<card>…</card>`, a single component, or `<>…</>`";
                    self.findings.add(&codes::ROOT, self.call, "`card!` is empty", help);
                }
                MarkupRoot::Nothing(others)
            }
        }
    }

    /// Children up to `</>`.
    fn list_children(&mut self) -> Vec<Child> {
        let mut all = Vec::new();
        loop {
            let found = self.children(None);
            all.extend(found.children);
            if self.cursor.is(0, '<') && self.cursor.is(1, '/') && self.cursor.is(2, '>') {
                for _ in 0..3 {
                    self.cursor.skip();
                }
                return all;
            }
            if self.cursor.is_done() {
                let span = self.cursor.before();
                if std::mem::replace(&mut self.cut, true) {
                    return all;
                }
                self.findings.add(&codes::NOT_CLOSED, span, "the list `<>` is never closed", "write `</>` at its end");
                return all;
            }
        }
    }

    fn nothing_more(&mut self) {
        if !self.cursor.is_done() {
            let span = self.cursor.here();
            self.findings.add(&codes::ROOT, span, "unexpected markup after the list", "move it between `<>` and `</>`");
        }
    }

    /// The expression, unless it is not Rust: that is reported here, before rustc reads it. What is not finished is kept
    /// for editors.
    fn expression(&mut self, rust: Rust, use_of: Use<'_>) -> Option<Rust> {
        if let Some(wrong) = foreign::wrong(&rust.tokens, use_of) {
            self.findings.add(&codes::FOREIGN, wrong.span, wrong.message, wrong.help);
            self.left_out = true;
            return None;
        }
        let Some(end) = unfinished(&rust.tokens) else { return Some(rust) };
        let help = unfinished::help(&rust.tokens, use_of);
        self.findings.add(&codes::VALUE, end, "this expression is not finished", help);
        self.left_out = true;
        Some(Rust { unfinished: true, ..rust })
    }

    /// What an expression between the tags is for, by the element that is open.
    fn as_child(&self) -> Use<'static> {
        let text = self.holder.as_deref().is_some_and(|tag| named(tag).iter().any(|object| !object.text.is_empty()));
        Use::Child { text }
    }

    /// Parses what is in a group with its own open elements.
    fn within<T>(&mut self, group: &Group, parse: impl FnOnce(&mut Self) -> T) -> T {
        self.within_these(Cursor::new(group.stream(), group.span_close()), parse)
    }

    /// Parses what is under this cursor with its own open elements.
    fn within_these<T>(&mut self, inner: Cursor, parse: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.cursor, inner);
        let open = std::mem::take(&mut self.open);
        let in_list = std::mem::take(&mut self.in_list);
        let parsed = parse(self);
        self.in_list = in_list;
        self.cursor = outer;
        self.open = open;
        parsed
    }
}
