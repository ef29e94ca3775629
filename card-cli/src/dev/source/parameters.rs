//! The names of what a function takes, and of what a call hands to it: where both are plain names, one field of the page
//! fills both.

use proc_macro2::{TokenStream, TokenTree};

/// The names of the parameters of `(a: &str, mut b: T)`, without `self`; `None` for a pattern.
pub(super) fn parameters(text: &str) -> Vec<Option<String>> {
    let inner = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or_default();
    let names = split(inner).into_iter().map(|parameter| {
        let name = parameter.split(':').next().unwrap_or_default().trim();
        let name = name.strip_prefix("mut ").unwrap_or(name).trim();
        is_name(name).then(|| name.to_owned())
    });
    let is_self = |name: &Option<String>| name.as_deref() == Some("self");
    let has_self = inner.trim_start().trim_start_matches(['&', ' ']);
    let has_self = has_self.strip_prefix("mut ").unwrap_or(has_self).starts_with("self");
    names.enumerate().filter(|(nth, name)| !(is_self(name) || *nth == 0 && has_self)).map(|(_, name)| name).collect()
}

/// The names that are handed over in `(a, &b, c.d)`; `None` for what is more than a name.
pub(super) fn arguments(tokens: TokenStream) -> Vec<Option<String>> {
    let mut found = Vec::new();
    let mut current: Option<Vec<TokenTree>> = None;
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => found.push(name(&current.take().unwrap_or_default())),
            token => current.get_or_insert_default().push(token),
        }
    }
    found.extend(current.map(|last| name(&last)));
    found
}

/// The name in `name`, `&name`, `&mut name`.
fn name(tokens: &[TokenTree]) -> Option<String> {
    let (last, before) = tokens.split_last()?;
    let TokenTree::Ident(name) = last else { return None };
    let borrows = |token: &TokenTree| match token {
        TokenTree::Punct(and) => and.as_char() == '&',
        TokenTree::Ident(word) => *word == "mut",
        _ => false,
    };
    before.iter().all(borrows).then(|| name.to_string())
}

/// The pieces between the commas that stand in no bracket.
fn split(text: &str) -> Vec<&str> {
    let (mut pieces, mut depth, mut start, mut before) = (Vec::new(), 0_usize, 0, ' ');
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            // not the one of `->`
            '>' if before == '-' => {}
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                pieces.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.trim().is_empty()));
    pieces
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(char::is_numeric) && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: Vec<Option<String>>) -> String {
        found.into_iter().map(|name| name.unwrap_or_else(|| "-".to_owned())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parameters_are_named_but_for_self_and_patterns() {
        for (text, expected) in [
            ("()", ""),
            ("(a: &str, mut b: Vec<(A, B)>,)", "a b"),
            ("(&self, a: X)", "a"),
            ("(&mut self)", ""),
            ("(self: &Arc<Self>, a: X)", "a"),
            ("(f: impl Fn(A) -> B, a: X)", "f a"),
            ("(Point { x, y }: Point, a: [u8; 2])", "- a"),
        ] {
            assert_eq!(names(parameters(text)), expected, "{text}");
        }
    }

    #[test]
    fn arguments_are_names_where_they_are_nothing_else() {
        for (text, expected) in [("", ""), ("a, &b, &mut c", "a b c"), ("a.b, f(c), 7, d?, e,", "- - - - e")] {
            assert_eq!(names(arguments(text.parse().unwrap())), expected, "{text}");
        }
    }
}
