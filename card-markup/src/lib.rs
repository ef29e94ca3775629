//! The language of `card!`: markup read, typed and checked, in a compiler and outside of one.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod catalogue;
mod check;
mod findings;
pub mod line_column;
mod lookalike;
mod not_rust;
mod rewrite;
#[cfg(feature = "source")]
pub mod source;
pub mod syntax;
pub mod typed;

pub use findings::Finding;

use feishu_card_schema::{Allow, Limits};
use findings::Findings;
use proc_macro2::{Span, TokenStream, TokenTree};

/// All that is known of one `card!`.
#[derive(Debug)]
pub struct Reading {
    /// What is written.
    pub syntax: syntax::Markup,
    /// What it means.
    pub typed: typed::Typed,
    /// What is wrong with it, in the order of the source; what it allows itself is lowered.
    pub findings: Vec<Finding>,
}

/// How strictly markup is read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The platform's limits.
    pub limits: Limits,
    /// Codes that are lowered, beside those that a `card!` allows itself: an error to a warning, a warning to nothing.
    pub allow: Allow,
}

impl Default for Settings {
    /// As the compiler reads it.
    fn default() -> Self {
        Settings { limits: Limits::PLATFORM, allow: Allow::NONE }
    }
}

/// Reads the tokens between the braces of a `card!`. Never fails: what is wrong is among the findings.
pub fn read(input: TokenStream) -> Reading {
    read_call(input.into_iter().collect(), Span::call_site(), &Settings::default())
}

/// The syntax alone, for those who have no use for its meaning.
pub fn read_syntax(input: TokenStream) -> syntax::Markup {
    syntax::parse(input.into_iter().collect(), Span::call_site(), &mut Findings::default())
}

/// Reads the tokens of the call at `call`, which is where findings on the whole are shown.
fn read_call(input: Vec<TokenTree>, call: Span, settings: &Settings) -> Reading {
    let mut findings = Findings::default();
    let syntax = syntax::parse(input, call, &mut findings);
    let mut typed = typed::lower(&syntax, &mut findings);
    check::holes::place_holes(&mut typed, &mut findings);
    check::check(&typed, call, &settings.limits, &mut findings);
    let allow = syntax.allow.iter().fold(settings.allow.clone(), |allow, (code, _)| allow.code(code));
    if syntax.cut {
        findings.end_with_one(syntax.cut_tag);
    }
    Reading { findings: findings.sorted(&allow, typed.version), syntax, typed }
}

#[cfg(test)]
mod tests;
