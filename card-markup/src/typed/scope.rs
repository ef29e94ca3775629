//! Where children are lowered to, and which members are given already.

use crate::typed::JsonMember;
use feishu_card_schema::markdown::Flavour;
use feishu_card_schema::table::{Item, Member, Object};
use proc_macro2::Span;
use std::borrow::Cow;

/// What takes the children.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// An object.
    Record(&'static Object),
    /// The items of a list that has no object of its own: a locale's list, `<>…</>`.
    Items(Item),
    /// The keys of a map.
    Map(MapOf),
    /// One member of the object around: `<title><lark_md>…`, `<extra><img/>…`.
    Wrap(&'static Member),
}

/// What a map holds.
#[derive(Clone, Copy)]
pub(super) enum MapOf {
    Objects(Item),
    Lists(Item),
}

/// How a member was given.
#[derive(Clone)]
pub(super) enum How {
    Attribute,
    /// An attribute with this shorthand: `icon=chat_outlined`.
    Short(String),
    Json,
    Child,
    Text,
}

#[derive(Clone)]
pub(super) struct Given {
    pub(super) name: Cow<'static, str>,
    pub(super) how: How,
}

/// The state of lowering the children of one element.
pub(super) struct Scope<'n> {
    pub(super) target: Target,
    /// The name that the author wrote for it.
    pub(super) name: &'n str,
    pub(super) given: Vec<Given>,
    pub(super) json: Vec<JsonMember>,
    /// Whether the children are in a loop inside the element.
    pub(super) in_loop: bool,
    /// Whether text children may be one text object: exactly one expression is there.
    pub(super) sole: bool,
    /// The place for tokens of ours.
    pub(super) open: Span,
    /// The Markdown that the text is written in.
    pub(super) markdown: Option<Flavour>,
    /// Whether this is the root.
    pub(super) is_root: bool,
    /// Whether a child was left out because it was wrong.
    pub(super) damaged: bool,
    /// Whether this is the title or subtitle of a header, where 1.0 translates by `i18n`.
    pub(super) header_text: bool,
}

impl<'n> Scope<'n> {
    pub(super) fn new(target: Target, name: &'n str, open: Span) -> Self {
        Scope {
            target,
            name,
            given: Vec::new(),
            json: Vec::new(),
            in_loop: false,
            sole: false,
            open,
            markdown: None,
            is_root: false,
            damaged: false,
            header_text: false,
        }
    }

    pub(super) fn given(&self, name: &str) -> Option<&Given> {
        self.given.iter().find(|given| given.name == name)
    }
}
