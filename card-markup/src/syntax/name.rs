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

/// Whether Rust keeps a name for itself.
pub fn is_keyword(name: &str) -> bool {
    is_raw(name) || is_never_raw(name)
}

/// Whether a name is a keyword that can be a raw identifier. By bytes, of which rustc makes a decision and no comparison
/// of texts: this is asked of every member of every card.
pub fn is_raw(name: &str) -> bool {
    #[rustfmt::skip]
    let is_raw = matches!(
        name.as_bytes(),
        b"abstract" | b"as" | b"async" | b"await" | b"become" | b"box" | b"break" | b"const" | b"continue" | b"do" | b"dyn"
            | b"else" | b"enum" | b"extern" | b"false" | b"final" | b"fn" | b"for" | b"gen" | b"if" | b"impl" | b"in"
            | b"let" | b"loop" | b"macro" | b"match" | b"mod" | b"move" | b"mut" | b"override" | b"priv" | b"pub" | b"ref"
            | b"return" | b"static" | b"struct" | b"trait" | b"true" | b"try" | b"type" | b"typeof" | b"unsafe"
            | b"unsized" | b"use" | b"virtual" | b"where" | b"while" | b"yield"
    );
    is_raw
}

/// Whether a name cannot even be a raw identifier.
pub fn is_never_raw(name: &str) -> bool {
    matches!(name.as_bytes(), b"_" | b"self" | b"Self" | b"super" | b"crate")
}
