//! A card of the list, and what is known of it.

use super::finding::{Excerpt, Finding};
use crate::dev::sketch::Sketch;
use feishu_card_core::Json;

/// A card of the list.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// What it is called in addresses: file and function, or program and name.
    pub(crate) id: String,
    /// What it is called in the list.
    pub(crate) name: String,
    pub(crate) body: Body,
    pub(crate) findings: Vec<Finding>,
    /// Why this picture is not that of the newest source; `None` if it is.
    pub(crate) stale: Option<Stale>,
    /// Where it begins.
    pub(crate) place: Option<Excerpt>,
    /// Its source, for a card of Rust.
    pub(crate) source: Option<String>,
    /// The function around it.
    pub(crate) function: Option<String>,
    /// The function whose value it is, if it ends in it.
    pub(crate) gives: Option<String>,
}

/// Why a picture is not that of the newest source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stale {
    /// The file cannot be read: what is in the way first.
    Source(Box<Finding>),
    /// The program runs, and has not printed it again.
    Running,
    /// The program failed before it printed it again: how it ended.
    Failed(String),
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// JSON.
    Card(Json),
    /// Markup with holes.
    Sketch(Sketch),
    /// Nothing could ever be read.
    Nothing,
}
