//! Words are for vocabularies: a text is in quotes, a variable in braces.

use super::{
    Parser,
    conditional::{choice, first_tail, with_words},
    tree::{Element, Name},
    written,
};
use feishu_card_schema::{
    entries,
    rules::Wording,
    table::{Kind, Member},
};
use proc_macro2::{Span, TokenTree};

entries! {
    WORD_FOR_TEXT = "C0020" "a bare word where text belongs" [E E E]
        why "Words are for vocabularies; everything else is quoted, and variables are in braces (markup §3, R5)."
        wrong "card! { <input name=comment/> }"
        right "card! { <input name=\"comment\"/> }"
}

impl Parser<'_> {
    /// Whether words of a vocabulary are in the branches of an expression: `{if ok { primary } else { danger }}`.
    pub(super) fn words_in_branches(&mut self, tokens: &[TokenTree], element: &Element, name: &str) -> bool {
        let Some((said, span)) = words_of_branches(tokens, element, name) else { return false };
        self.findings.say(said, span);
        self.left_out = true;
        true
    }
}

/// What is said of words of a vocabulary in the branches of an expression.
fn words_of_branches(tokens: &[TokenTree], element: &Element, name: &str) -> Option<(Wording, Span)> {
    let Some(TokenTree::Ident(first)) = tokens.first() else { return None };
    if !matches!(first.to_string().as_str(), "if" | "match") {
        return None;
    }
    let (text, words, others) = with_words(tokens, choice(element, name)?);
    // a variable may have the name of one word; two, and nothing else, are meant as words
    if words < 2 || others > 0 {
        return None;
    }
    let text = if text.chars().count() <= written::SHORT * 3 { text } else { format!("{first} … {{ … }}") };
    let tail = first_tail(tokens)?;
    let message = format!("expected an expression of Rust, found the word `{tail}`");
    let help = format!("write `{name}={{{text}}}`");
    Some((Wording { entry: &WORD_FOR_TEXT, message, help: Some(help) }, tail.span()))
}

/// Whether a word is a value of JSON by itself.
fn is_json(word: &str) -> bool {
    matches!(word, "true" | "false" | "null")
}

/// A word as the value of a member that has no vocabulary.
pub(crate) fn word_for_a_value(member: &Member, word: &Name) -> Option<Wording> {
    if is_json(&word.text) {
        return None;
    }
    if !matches!(member.kind, Kind::Bool | Kind::Int | Kind::Number) {
        return Some(word_for_a_text(member.name, word));
    }
    let message = format!("`{}` does not accept `{}`", member.name, word.text);
    let mut help = format!("for a variable write `{}={{{}}}`", member.name, word.text);
    if matches!(member.kind, Kind::Bool) {
        help = format!("write `{0}` or `{0}=false`; {help}", member.name);
    }
    Some(said(message, help))
}

/// A word as the value of a cell, which is any JSON.
pub(crate) fn word_in_a_cell(key: &str, word: &Name) -> Option<Wording> {
    (!is_json(&word.text)).then(|| word_for_a_text(key, word))
}

/// A word where only text can be.
pub(crate) fn word_for_a_text(name: &str, word: &Name) -> Wording {
    let help = format!("write `{name}=\"{0}\"`, or for a variable `{name}={{{0}}}`", word.text);
    said(format!("the value of `{name}` must be quoted"), help)
}

/// A value of another kind where only text can be.
pub(crate) fn value_for_a_text(name: &str) -> Wording {
    said(format!("the value of `{name}` must be text"), format!("write `{name}=\"…\"`"))
}

/// A length as the value of a member that is quoted.
pub(crate) fn length_for_a_text(name: &str, length: &str) -> Wording {
    said(format!("`{name}` must be text, found a length"), format!("write `\"{length}\"`"))
}

fn said(message: String, help: String) -> Wording {
    Wording { entry: &WORD_FOR_TEXT, message, help: Some(help) }
}
