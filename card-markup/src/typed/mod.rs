//! Syntax tree → what it means: names become rows of the table, by the rules R1–R20 of the markup.
//!
//! Names are looked up leniently: what the table does not know is kept for the rules to report.
//! Reported here is only what the markup itself forbids.

mod attribute;
mod child;
mod control;
mod element;
mod format_string;
mod given;
mod hatch;
mod icon;
mod json;
mod map;
mod members;
mod misplaced;
mod object;
mod record;
mod root;
mod row;
mod scope;
mod unknown;
mod value;
mod which_version;
mod wrapper;

pub use crate::syntax::pieces::{TextPiece, TextPieces};
pub use format_string::name_in_double_braces;
pub use members::{Fill, Means, MemberFill, Shape, items};
pub use record::{Filled, Filling, JsonMember, Record, Step, Typed, TypedRoot};

use crate::{
    findings::Findings,
    syntax::{self, Rust},
};
use feishu_card_schema::{
    Entry, Version,
    markdown::Flavour,
    table::{Object, objects},
};
use proc_macro2::Span;

/// The entries of the rules on what names and values mean.
pub(crate) static ENTRIES: &[&[&Entry]] = &[
    format_string::ENTRIES,
    given::ENTRIES,
    child::ENTRIES,
    misplaced::ENTRIES,
    which_version::ENTRIES,
    hatch::ENTRIES,
    root::ENTRIES,
    row::ENTRIES,
    icon::ENTRIES,
];

/// Lowers a whole input.
pub(crate) fn lower(input: &syntax::Markup, findings: &mut Findings) -> Typed {
    Lower { findings, version: None, tables: Vec::new() }.root(&input.root)
}

struct Lower<'f> {
    findings: &'f mut Findings,
    version: Option<Version>,
    /// The columns of the tables around, innermost last.
    tables: Vec<Columns>,
}

/// What is visible of the columns of a table.
#[derive(Default)]
struct Columns {
    /// Name and `data_type`, by name; of those with one name the last one holds.
    visible: Vec<(String, String)>,
    /// Whether there may be more.
    open: bool,
}

impl Lower<'_> {
    /// The text of a literal.
    fn pieces(&mut self, text: &syntax::Text, markdown: Option<Flavour>) -> TextPieces {
        TextPieces { pieces: format_string::pieces(text, self.findings), markdown }
    }

    /// The Markdown that an object's content is written in, if it is.
    fn flavour(&self, object: &Object) -> Option<Flavour> {
        if *object == objects::LarkMd {
            return Some(Flavour::LarkMd);
        }
        if *object == objects::MarkdownBlock || *object == objects::MarkdownText {
            return Some(self.markdown_flavour());
        }
        None
    }

    /// The Markdown of components, by the version; what both versions take is escaped for the richer one.
    fn markdown_flavour(&self) -> Flavour {
        match self.version {
            Some(Version::V1) => Flavour::Markdown1,
            _ => Flavour::Markdown2,
        }
    }

    /// The JSON of an attribute's value, as written.
    fn json_of(&mut self, value: &syntax::AttributeValue, at: Span) -> Option<syntax::Json> {
        use syntax::{AttributeValue as A, JsonValue as J};
        let span = value.span().unwrap_or(at);
        let value = match value {
            A::Flag => J::Bool(true),
            A::Missing => return None,
            A::Text(text) => J::Text(self.pieces(text, None)),
            A::Number { text, .. } => J::Number(text.clone()),
            A::Length { text, .. } => J::Str(text.clone()),
            A::Word(word) => match word.text.as_str() {
                "true" => J::Bool(true),
                "false" => J::Bool(false),
                "null" => J::Null,
                other => J::Str(other.to_owned()),
            },
            A::Json(json) => return Some(json.clone()),
            A::Rust(Rust { tokens, .. }) => J::Rust(tokens.clone()),
        };
        Some(syntax::Json { span, end: span, value })
    }

    /// A member that is written as JSON; `checked` when the rules shall judge it.
    fn json_member(&mut self, attribute: &syntax::Attribute, checked: bool) -> Option<JsonMember> {
        let at = attribute.name.span;
        let json = self.json_of(&attribute.value, at)?;
        Some(JsonMember { name: attribute.name.text.clone(), at, json, checked, literal: false })
    }
}
