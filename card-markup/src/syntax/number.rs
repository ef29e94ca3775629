//! Numbers and lengths: `7`, `-0.5`, `8px`, `50%`.

use super::written::first_char;
use proc_macro2::{Literal, Span, TokenTree};

/// The digits of a number literal as JSON spells them, and its suffix.
pub(super) fn digits(literal: &Literal) -> Option<(String, String)> {
    if !first_char(literal)?.is_ascii_digit() {
        return None;
    }
    let written = literal.to_string();
    if written.bytes().all(|byte| byte.is_ascii_digit()) && (written.len() == 1 || !written.starts_with('0')) {
        return Some((written, String::new()));
    }
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Int(int) => Some((int.base10_digits().to_owned(), int.suffix().to_owned())),
        syn::Lit::Float(float) => {
            // as written: syn spells exponents its own way
            let mut digits = written.strip_suffix(float.suffix()).unwrap_or(&written).replace('_', "");
            if digits.ends_with('.') {
                digits.push('0');
            }
            Some((digits.replace(".e", ".0e"), float.suffix().to_owned()))
        }
        _ => None,
    }
}

/// The number that these tokens are alone, if they are one.
pub(super) fn whole_number(tokens: &[TokenTree]) -> Option<(String, Span)> {
    let (negative, literal) = match tokens {
        [TokenTree::Literal(literal)] => (false, literal),
        [TokenTree::Punct(minus), TokenTree::Literal(literal)] if minus.as_char() == '-' => (true, literal),
        _ => return None,
    };
    let (digits, suffix) = digits(literal)?;
    if !suffix.is_empty() {
        return None;
    }
    let text = if negative { format!("-{digits}") } else { digits };
    Some((text, tokens.first()?.span()))
}
