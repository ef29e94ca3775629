//! Names: `margin-top`, `cus-0`, `view-3day_outlined`, `r#type`; strings where names are free.

use super::Parser;
use crate::syntax::Name;
use proc_macro2::{Ident, TokenTree};

impl Parser<'_> {
    /// A name, if the next token begins one.
    pub(super) fn name(&mut self) -> Option<Name> {
        let ident = self.cursor.ident(0)?.clone();
        self.cursor.skip();
        let mut name =
            Name { text: plain(&ident), span: ident.span(), end: ident.span(), ident: Some(ident), quoted: false };
        while self.cursor.is(0, '-') {
            let segment = match self.cursor.peek(1) {
                Some(TokenTree::Ident(ident)) => plain(ident),
                Some(TokenTree::Literal(literal)) => literal.to_string(),
                _ => break,
            };
            if !segment.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                break;
            }
            self.cursor.skip();
            self.cursor.skip();
            name.end = self.cursor.before();
            name.text.push('-');
            name.text.push_str(&segment);
            name.ident = None;
        }
        Some(name)
    }

    /// A name or a string, if the next token begins one.
    pub(super) fn name_or_string(&mut self) -> Option<Name> {
        if let Some(name) = self.name() {
            return Some(name);
        }
        let text = self.string()?;
        Some(Name { text: text.value, span: text.span, end: text.span, ident: None, quoted: true })
    }
}

/// The text of an identifier without `r#`.
pub fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    match text.strip_prefix("r#") {
        Some(plain) => plain.to_owned(),
        None => text,
    }
}

/// The keywords that names of the markup can be: raw identifiers in Rust.
const RAW: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that cannot even be raw identifiers.
const NEVER_RAW: [&str; 5] = ["_", "self", "Self", "super", "crate"];

/// Whether Rust keeps a name for itself.
pub fn is_keyword(name: &str) -> bool {
    is_raw(name) || is_never_raw(name)
}

/// Whether a name is a keyword that can be a raw identifier.
pub fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

/// Whether a name cannot even be a raw identifier.
pub fn is_never_raw(name: &str) -> bool {
    NEVER_RAW.contains(&name)
}
