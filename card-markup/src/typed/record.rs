//! What markup means by the table: objects with typed members. The rules and the expansion read it.

use super::TextPieces;
use crate::syntax::{Flow, Json, JsonKey, JsonValue, Rust};
use feishu_card_schema::{
    Version,
    table::{Choice, Member, Object, Word},
};
use proc_macro2::Span;

/// What a whole `card!` means.
#[derive(Debug)]
pub struct Typed {
    /// What it gives.
    pub root: TypedRoot,
    /// `None` for a fragment that may be part of cards of both versions.
    pub version: Option<Version>,
}

/// What a `card!` gives.
#[derive(Debug)]
pub enum TypedRoot {
    /// A card, a component or a part of one.
    Record(Record),
    /// A list of components.
    List {
        /// The `<`.
        open: Span,
        /// The items.
        body: Vec<Step>,
    },
    /// Nothing; the findings say why. The expressions are there for rustc to see.
    Nothing(Vec<Rust>),
}

/// A typed object and what fills it, in the order of the source; [`members`](Self::members) sorts it by member.
#[derive(Debug)]
pub struct Record {
    /// Its row in the table.
    pub object: &'static Object,
    /// The `<`: where the tokens that the expansion adds are placed.
    pub open: Span,
    /// Its name in the source.
    pub at: Span,
    /// The steps that fill it.
    pub body: Vec<Step>,
    /// Members that are written as JSON.
    pub json: Vec<JsonMember>,
    /// Whether a part of it was left out because it was wrong: nothing is reported as missing then.
    pub damaged: bool,
    /// Whether its `elements` belong to a `body` that is not written (a 2.0 card).
    pub in_body: bool,
}

/// A member that is written as JSON, past the types.
#[derive(Debug)]
pub struct JsonMember {
    /// The member's name.
    pub name: String,
    /// The name in the source.
    pub at: Span,
    /// Its value.
    pub json: Json,
    /// Whether the rules read it: not what `json:` gives, but a member whose value does not fit its type.
    pub checked: bool,
    /// Whether it is in a JSON literal.
    pub literal: bool,
}

/// One step of filling a record, a map or a list.
#[derive(Debug)]
pub enum Step {
    /// Sets a member.
    Set {
        /// The member.
        member: &'static Member,
        /// Its name in the source.
        at: Span,
        /// Its value.
        value: Filled,
    },
    /// Appends to a list.
    Push {
        /// The member that is the list; `None` for the list that is being made.
        list: Option<&'static Member>,
        /// What is appended.
        item: Filled,
    },
    /// Appends what an expression holds: one, none or many.
    Splice {
        /// The member that is the list; `None` for the list that is being made.
        list: Option<&'static Member>,
        /// The expression.
        expr: Rust,
    },
    /// An entry of the map that is being made.
    Entry {
        /// The key.
        key: String,
        /// The key in the source.
        at: Span,
        /// Its value.
        value: Filled,
    },
    /// A part of the record's main text.
    Text(TextPieces),
    /// `if`, `for`, `match`
    Flow(Flow<Vec<Step>>),
    /// An expression where none is allowed; rustc shall see it all the same.
    Dead(Rust),
}

/// What a member, an item or an entry is filled with.
#[derive(Debug)]
pub struct Filled {
    /// Where it is in the source.
    pub at: Span,
    /// What it is.
    pub with: Filling,
}

/// What a member, an item or an entry is filled with, without its place.
#[derive(Debug)]
pub enum Filling {
    /// `true`, `false`
    Bool(bool),
    /// A number as JSON spells it.
    Number(String),
    /// A string.
    Str(TextPieces),
    /// A word of a closed vocabulary.
    Word(&'static Choice, &'static Word),
    /// An object.
    Record(Record),
    /// JSON instead of an object.
    Raw {
        /// The JSON.
        json: Json,
        /// Whether the rules read it.
        checked: bool,
    },
    /// A map from free keys or locales.
    Map(Vec<Step>),
    /// A list of its own: `options={[…]}`, or that of a locale.
    List(Vec<Step>),
    /// The value of a member that is JSON.
    Json(Json),
    /// A Rust expression, typed by the member.
    Expr(Rust),
    /// An expression that is the whole text: a text object, or what shows as text.
    TextExpr(Rust),
}

impl Step {
    /// Whether it can be part of a `const`.
    pub fn is_static(&self) -> bool {
        match self {
            Step::Set { value, .. } | Step::Entry { value, .. } => value.is_static(),
            Step::Push { item, .. } => item.is_static(),
            Step::Text(text) => text.is_known(),
            Step::Splice { .. } | Step::Flow(_) | Step::Dead(_) => false,
        }
    }
}

impl Filled {
    pub(crate) fn new(at: Span, with: Filling) -> Self {
        Filled { at, with }
    }

    /// Whether it can be part of a `const`.
    pub fn is_static(&self) -> bool {
        match &self.with {
            Filling::Bool(_) | Filling::Number(_) | Filling::Word(..) => true,
            Filling::Str(text) => text.is_known(),
            Filling::Record(record) => record.is_static(),
            Filling::Map(body) | Filling::List(body) => body.iter().all(Step::is_static),
            Filling::Json(json) | Filling::Raw { json, .. } => json.is_static(),
            Filling::Expr(_) | Filling::TextExpr(_) => false,
        }
    }
}

impl Record {
    /// An object with these steps.
    pub(crate) fn new(object: &'static Object, open: Span, at: Span, body: Vec<Step>) -> Self {
        Record { object, open, at, body, json: Vec::new(), damaged: false, in_body: false }
    }

    /// Whether it can be a `const`.
    pub fn is_static(&self) -> bool {
        self.body.iter().all(Step::is_static) && self.json.iter().all(|member| member.json.is_static())
    }
}

impl Json {
    /// Whether it can be a `const`.
    pub fn is_static(&self) -> bool {
        match &self.value {
            JsonValue::List(items) => items.iter().all(Json::is_static),
            JsonValue::Map(members) => {
                members.iter().all(|(key, value)| !matches!(key, JsonKey::Rust(..)) && value.is_static())
            }
            JsonValue::Text(text) => text.is_known(),
            JsonValue::Rust(_) => false,
            _ => true,
        }
    }
}
