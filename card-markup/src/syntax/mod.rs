//! Tokens → syntax tree. Infallible: what is wrong is reported, and parsing goes on behind it.

mod arm;
mod attribute;
mod bare;
mod branches;
mod child;
mod closing;
mod conditional;
mod control;
mod cursor;
mod element;
mod flow;
mod foreign;
mod head;
mod inner_attributes;
mod json;
mod name;
mod number;
pub(crate) mod pieces;
mod quoted;
mod root;
mod tag;
mod template;
mod text;
mod tokens;
mod tree;
mod unfinished;
mod value;
mod written;

use crate::{findings::Findings, rewrite::WebAttribute};
use cursor::Cursor;
use feishu_card_schema::{Entry, Version, table::names::named};
use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
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
pub(crate) use quoted::{length_for_a_text, value_for_a_text, word_for_a_text, word_for_a_value, word_in_a_cell};
pub(crate) use root::{ambiguous_part, attribute_of_a_list, part_of};
pub(crate) use tag::quoted_name;
pub use text::string_value;
pub use tokens::{Extent, Rust};
pub use tree::{
    Attribute, AttributeValue, Child, ClosingTag, Element, Json, JsonKey, JsonValue, Markup, MarkupRoot, Name, Text,
};
pub use unfinished::unfinished;
pub(crate) use value::length_without_a_unit;
pub(crate) use written::written;

/// The entries of the rules that read tokens.
pub(crate) static ENTRIES: &[&[&Entry]] = &[
    closing::ENTRIES,
    tag::ENTRIES,
    value::ENTRIES,
    quoted::ENTRIES,
    text::ENTRIES,
    control::ENTRIES,
    json::ENTRIES,
    root::ENTRIES,
    inner_attributes::ENTRIES,
    foreign::ENTRIES,
];

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
