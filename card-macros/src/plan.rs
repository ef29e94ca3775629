//! What a card is made of, by the table: the input of the rules and of the expansion.

use crate::{ast, ast::Rust, format::TextPlan};
use feishu_card_schema::{
    Version,
    table::{Choice, Member, Object, Word},
};
use proc_macro2::{Ident, Span, TokenStream};

/// A whole `card!`.
pub(crate) struct Plan {
    pub(crate) root: Root,
    /// `None` for a fragment that may stand in cards of both versions.
    pub(crate) version: Option<Version>,
}

/// What the expansion gives.
pub(crate) enum Root {
    Record(Record),
    /// A list of components.
    List {
        open: Span,
        body: Vec<Stmt>,
    },
    /// Nothing; the findings say why.
    Nothing(Vec<Rust>),
}

/// A typed object and what is done to fill it, in the order of the source.
pub(crate) struct Record {
    pub(crate) object: &'static Object,
    /// The place for tokens of ours: `<`.
    pub(crate) open: Span,
    /// Its name in the source.
    pub(crate) at: Span,
    pub(crate) body: Vec<Stmt>,
    pub(crate) json: Vec<JsonMember>,
    /// Whether a part of it was left out because it was wrong: nothing is reported as missing then.
    pub(crate) damaged: bool,
    /// Whether its `elements` belong to a `body` that is not written (a 2.0 card).
    pub(crate) in_body: bool,
}

/// A member that is written as JSON, past the types.
pub(crate) struct JsonMember {
    pub(crate) name: String,
    pub(crate) at: Span,
    pub(crate) json: ast::Json,
    /// `json:` is not checked; a member that does not fit its type is.
    pub(crate) checked: bool,
}

/// One step of filling a record, a map or a list.
pub(crate) enum Stmt {
    /// Sets a member.
    Set {
        member: &'static Member,
        at: Span,
        value: Value,
    },
    /// Appends to a list; without a member to the list that is being made.
    Push {
        list: Option<&'static Member>,
        item: Value,
    },
    /// Appends what an expression holds.
    Splice {
        list: Option<&'static Member>,
        expr: Rust,
    },
    /// An entry of the map that is being made.
    Entry {
        key: String,
        at: Span,
        value: Value,
    },
    /// A piece of the record's main text.
    Text(TextPlan),
    If {
        branches: Vec<Branch>,
        otherwise: Option<(Ident, Vec<Stmt>)>,
    },
    For {
        keyword: Ident,
        pattern: TokenStream,
        within: Ident,
        head: TokenStream,
        body: Vec<Stmt>,
    },
    Match {
        keyword: Ident,
        head: TokenStream,
        span: Span,
        arms: Vec<Arm>,
    },
    /// An expression that has no place; rustc shall see it all the same.
    Dead(Rust),
}

pub(crate) struct Branch {
    pub(crate) otherwise: Option<Ident>,
    pub(crate) keyword: Ident,
    pub(crate) head: TokenStream,
    pub(crate) span: Span,
    pub(crate) body: Vec<Stmt>,
}

pub(crate) struct Arm {
    pub(crate) pattern: TokenStream,
    pub(crate) arrow: TokenStream,
    pub(crate) span: Span,
    pub(crate) body: Vec<Stmt>,
}

/// A value and its place.
pub(crate) struct Value {
    pub(crate) at: Span,
    pub(crate) kind: ValueKind,
}

pub(crate) enum ValueKind {
    Bool(bool),
    Number(String),
    Str(TextPlan),
    Word(&'static Choice, &'static Word),
    Record(Record),
    /// JSON in place of an object of a family or of an item; `true` when the rules read it.
    Raw(ast::Json, bool),
    Map(Vec<Stmt>),
    List(Vec<Stmt>),
    Json(ast::Json),
    /// A Rust expression, typed by the member.
    Expr(Rust),
    /// An expression that is the whole text: a text object, or what shows as text.
    TextExpr(Rust),
}

impl Stmt {
    /// All blocks inside.
    pub(crate) fn blocks(&self) -> Vec<&[Stmt]> {
        match self {
            Stmt::If { branches, otherwise } => {
                let otherwise = otherwise.iter().map(|(_, body)| body.as_slice());
                branches.iter().map(|branch| branch.body.as_slice()).chain(otherwise).collect()
            }
            Stmt::For { body, .. } => vec![body],
            Stmt::Match { arms, .. } => arms.iter().map(|arm| arm.body.as_slice()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it can be part of a `const`.
    pub(crate) fn is_static(&self) -> bool {
        match self {
            Stmt::Set { value, .. } | Stmt::Entry { value, .. } => value.is_static(),
            Stmt::Push { item, .. } => item.is_static(),
            Stmt::Text(text) => text.known().is_some(),
            Stmt::Splice { .. } | Stmt::If { .. } | Stmt::For { .. } | Stmt::Match { .. } | Stmt::Dead(_) => false,
        }
    }
}

impl Value {
    /// Whether it can be part of a `const`.
    pub(crate) fn is_static(&self) -> bool {
        match &self.kind {
            ValueKind::Bool(_) | ValueKind::Number(_) | ValueKind::Word(..) => true,
            ValueKind::Str(text) => text.known().is_some(),
            ValueKind::Record(record) => record.is_static(),
            ValueKind::Map(body) | ValueKind::List(body) => body.iter().all(Stmt::is_static),
            ValueKind::Json(json) | ValueKind::Raw(json, _) => json.is_static(),
            ValueKind::Expr(_) | ValueKind::TextExpr(_) => false,
        }
    }
}

impl Record {
    /// An object with these steps.
    pub(crate) fn new(object: &'static Object, open: Span, at: Span, body: Vec<Stmt>) -> Self {
        Record { object, open, at, body, json: Vec::new(), damaged: false, in_body: false }
    }

    /// Whether it can be a `const`.
    pub(crate) fn is_static(&self) -> bool {
        self.body.iter().all(Stmt::is_static) && self.json.iter().all(|member| member.json.is_static())
    }
}

impl ast::Json {
    /// Whether it can be a `const`.
    pub(crate) fn is_static(&self) -> bool {
        match &self.value {
            ast::JsonValue::List(items) => items.iter().all(ast::Json::is_static),
            ast::JsonValue::Map(members) => {
                members.iter().all(|(key, value)| !matches!(key, ast::JsonKey::Rust(..)) && value.is_static())
            }
            ast::JsonValue::Text(text) => text.known().is_some(),
            ast::JsonValue::Rust(_) => false,
            _ => true,
        }
    }
}
