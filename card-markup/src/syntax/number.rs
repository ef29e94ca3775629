//! Numbers and lengths: `7`, `-0.5`, `8px`, `50%`.

use super::{Parser, written::first_char};
use crate::syntax::AttributeValue;
use feishu_card_schema::grammar as codes;
use proc_macro2::{Literal, Span, TokenTree};

impl Parser<'_> {
    /// A number or length, if the next tokens are one.
    pub(super) fn number(&mut self) -> Option<AttributeValue> {
        let negative = self.cursor.is(0, '-');
        let Some(TokenTree::Literal(literal)) = self.cursor.peek(usize::from(negative)) else { return None };
        let (digits, suffix) = digits(literal)?;
        let literal = if suffix.is_empty() { String::new() } else { literal.to_string() };
        let span = self.cursor.here();
        if negative {
            self.cursor.skip();
        }
        self.cursor.skip();
        let text = if negative { format!("-{digits}") } else { digits };
        Some(match suffix.as_str() {
            "" if self.cursor.is(0, '%') => {
                self.cursor.skip();
                AttributeValue::Length { text: format!("{text}%"), span }
            }
            "" => AttributeValue::Number { text, span },
            "px" => AttributeValue::Length { text: format!("{text}px"), span },
            _ => {
                let message = format!("a number cannot have the suffix `{suffix}`");
                let help = format!("write `{text}`, a length `{text}px`, or the text `\"{literal}\"`");
                self.findings.add(&codes::VALUE, span, message, help);
                AttributeValue::Missing
            }
        })
    }
}

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
