//! Tokens as their author wrote them: for help lines that show what to write.

use crate::line_column;
use proc_macro2::{Delimiter, Literal, Span, TokenTree};
use std::fmt::{self, Write};

/// How many characters of the author's own a help line repeats.
pub(super) const SHORT: usize = 44;

/// What is shown instead of a token: it gets the level of tokens, the place of the token in it, and the brackets around.
type Instead<'i> = dyn FnMut(&[TokenTree], usize, Option<Delimiter>) -> Option<String> + 'i;

/// The tokens, with a blank where the source has white space.
pub(crate) fn written(tokens: &[TokenTree]) -> String {
    written_with(tokens, &mut |_, _, _| None)
}

/// The same, with other text instead of some tokens.
pub(super) fn written_with(tokens: &[TokenTree], instead: &mut Instead<'_>) -> String {
    let mut out = String::new();
    write(tokens, None, &mut None, instead, &mut out);
    out
}

/// The same, shortened at its end where it is long.
pub(super) fn short(tokens: &[TokenTree]) -> String {
    let whole = written(tokens);
    if whole.chars().count() <= SHORT {
        return whole;
    }
    match tokens {
        // a call is told by its name
        [before @ .., TokenTree::Group(_)] if !before.is_empty() && written(before).chars().count() < SHORT => {
            format!("{}(…)", written(before))
        }
        _ => "…".to_owned(),
    }
}

fn write(
    tokens: &[TokenTree],
    around: Option<Delimiter>,
    end: &mut Option<Span>,
    instead: &mut Instead<'_>,
    out: &mut String,
) {
    for (at, token) in tokens.iter().enumerate() {
        let start = match token {
            TokenTree::Group(group) => group.span_open(),
            other => other.span(),
        };
        if end.is_some_and(|end| gap(end, start)) {
            out.push(' ');
        }
        if let Some(text) = instead(tokens, at, around) {
            out.push_str(&text);
            *end = Some(token.span());
            continue;
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                *end = Some(group.span_open());
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                write(&inner, Some(group.delimiter()), end, instead, out);
                if end.is_some_and(|end| gap(end, group.span_close())) && !open.is_empty() {
                    out.push(' ');
                }
                out.push_str(close);
                *end = Some(group.span_close());
            }
            other => {
                out.push_str(&other.to_string());
                *end = Some(other.span());
            }
        }
    }
}

/// The first character of a literal: what kind it is, without all of its text.
pub(super) fn first_char(literal: &Literal) -> Option<char> {
    struct First(Option<char>);
    impl Write for First {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 = text.chars().next();
            // the rest is not wanted
            if self.0.is_some() { Err(fmt::Error) } else { Ok(()) }
        }
    }
    let mut first = First(None);
    let _ = write!(first, "{literal}");
    first.0
}

/// Whether there is white space between two tokens.
pub(super) fn gap(end: Span, start: Span) -> bool {
    line_column::end(end) != line_column::start(start)
}
