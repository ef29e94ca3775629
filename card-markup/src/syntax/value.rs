//! The value of an attribute, `=` and what follows; and expressions in braces, which are not empty and are finished.

use super::{
    Parser, Use,
    conditional::{choice, with_words},
    number::digits,
    tokens::Rust,
    tree::{AttributeValue, Element, Name},
    unfinished,
    written::{self, written},
};
use crate::{line_column, rewrite};
use feishu_card_schema::{entries, rules::Wording, table::Member};
use proc_macro2::{Delimiter, Group, Span, TokenTree};

entries! {
    VALUE = "C0004" "a value is malformed" [E E E]
        why "A value is a word, a string, a number, a length, or an expression in braces (markup §1)."
        wrong "card! { <button disabled=busy()/> }"
        right "card! { <button disabled={busy()}/> }"
}

impl Parser<'_> {
    /// `=` and what follows, for the attribute `name`.
    pub(super) fn attribute_value(&mut self, element: &Element, name: &str) -> AttributeValue {
        if self.cursor.eat('=').is_none() {
            return AttributeValue::Flag;
        }
        if let Some(second) = self.cursor.eat('=') {
            self.findings.add(&VALUE, second, "unexpected second `=`", "write `name=value`");
        }
        if let Some(number) = self.number() {
            return number;
        }
        match self.cursor.peek(0) {
            Some(TokenTree::Literal(literal)) => {
                let here = literal.span();
                if let Some(text) = self.string() {
                    return AttributeValue::Text(text);
                }
                let literal = self.cursor.bump().map_or_else(String::new, |literal| literal.to_string());
                let (message, help) = (format!("`{literal}` is not a value"), "write a string or a number");
                self.findings.add(&VALUE, here, message, help);
                AttributeValue::Missing
            }
            Some(TokenTree::Ident(_)) => match self.bare_conditional(element, name) {
                Some(value) => value,
                None => self.word(name),
            },
            Some(TokenTree::Group(group)) => {
                let (group, here) = (group.clone(), group.span());
                self.cursor.skip();
                match group.delimiter() {
                    Delimiter::Brace => self.braces(&group, element, name),
                    Delimiter::Bracket => {
                        let help = format!("write `{{{}}}`", written(&[TokenTree::Group(group)]));
                        self.findings.add(&VALUE, here, "an array must be wrapped in braces", help);
                        AttributeValue::Missing
                    }
                    _ => {
                        let help = format!("write `{{{}}}`", written(&group.stream().into_iter().collect::<Vec<_>>()));
                        self.findings.add(&VALUE, here, "an expression must be wrapped in braces", help);
                        self.finished(Rust::new(group.stream(), here))
                    }
                }
            }
            Some(TokenTree::Punct(punct)) if !matches!(punct.as_char(), '>' | '<' | '/') => self.bare_expression(),
            _ => {
                let span = self.cursor.before();
                self.missing_value(span)
            }
        }
    }

    fn missing_value(&mut self, equals: Span) -> AttributeValue {
        let help = "write `name=word`, `name=\"text\"`, `name=7` or `name={expression}`";
        self.findings.add(&VALUE, equals, "expected a value after `=`", help);
        AttributeValue::Missing
    }

    /// A bare word; what goes on like an expression is one without its braces.
    fn word(&mut self, name: &str) -> AttributeValue {
        let mark = self.cursor.mark();
        let before = self.cursor.before();
        let Some(word) = self.name() else { return AttributeValue::Missing };
        if self.cursor.is(0, '=') && !self.cursor.is(1, '=') {
            // `type= name="x"`: this is the next attribute
            self.cursor.reset(mark);
            return self.missing_value(before);
        }
        if self.cursor.is(0, ':') && !self.cursor.is(1, ':') && !written::gap(word.end, self.cursor.here()) {
            return self.bare_address(&word, name);
        }
        let goes_on = (self.cursor.is(0, ':') && self.cursor.is(1, ':'))
            || self.cursor.is(0, '.')
            || self.cursor.is(0, '!')
            || self.cursor.is(0, '+')
            || self.cursor.group(0, Delimiter::Parenthesis).is_some();
        if !goes_on {
            return AttributeValue::Word(word);
        }
        self.cursor.reset(mark);
        self.bare_expression()
    }

    /// `url=https://a.cn`, whose scheme was read: to Rust `//` begins a comment, and the rest of the line is gone.
    fn bare_address(&mut self, scheme: &Name, name: &str) -> AttributeValue {
        self.cursor.skip();
        let colon = self.cursor.before();
        let mut rest = Vec::new();
        while let Some(token) = self.cursor.peek(0).cloned() {
            let end = rest.last().map_or(colon, TokenTree::span);
            let closes = match &token {
                TokenTree::Punct(punct) => {
                    matches!(punct.as_char(), '>' | '<') || punct.as_char() == '/' && self.cursor.is(1, '>')
                }
                _ => false,
            };
            if closes || written::gap(end, token.span()) {
                break;
            }
            self.cursor.skip();
            rest.push(token);
        }
        self.left_out = true;
        let (message, address) = match rest.is_empty() {
            true => {
                self.commented = true;
                ("an address must be quoted: `//` begins a comment, which hides the rest of the line", "//…".to_owned())
            }
            false => ("an address must be quoted", written(&rest)),
        };
        let help = format!("write `{name}=\"{}:{address}\"`", scheme.text);
        self.findings.add(&VALUE, scheme.span, message, help);
        AttributeValue::Missing
    }

    /// `name=a::b(c)`: takes the tokens up to what looks like the next attribute or the end of the tag.
    fn bare_expression(&mut self) -> AttributeValue {
        let mut taken: Vec<TokenTree> = Vec::new();
        let span = self.cursor.here();
        let mut first = true;
        while let Some(token) = self.cursor.peek(0).cloned() {
            let end = match &token {
                TokenTree::Punct(punct) => match punct.as_char() {
                    '>' | '<' => true,
                    '/' => self.cursor.is(1, '>'),
                    _ => false,
                },
                TokenTree::Ident(_) => !first && self.begins_attribute(),
                _ => false,
            };
            if end {
                break;
            }
            first = false;
            self.cursor.skip();
            taken.push(token);
        }
        let help = format!("write `{{{}}}`", written(&taken));
        self.findings.add(&VALUE, span, "an expression must be wrapped in braces", help);
        self.finished(Rust::new(taken.into_iter().collect(), span))
    }

    /// Whether the identifier that is next is the name of an attribute, and no part of an expression.
    fn begins_attribute(&mut self) -> bool {
        let before = self.cursor.before();
        let Some(ident) = self.cursor.ident(0) else { return false };
        let apart = line_column::end(before) != line_column::start(ident.span());
        apart && !matches!(ident.to_string().as_str(), "as" | "if" | "else")
    }

    /// What is in the braces of a value: JSON when it is one group in `{}` or `[]`, else Rust.
    fn braces(&mut self, group: &Group, element: &Element, name: &str) -> AttributeValue {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        if let [TokenTree::Group(only)] = inner.as_slice()
            && matches!(only.delimiter(), Delimiter::Brace | Delimiter::Bracket)
        {
            let json = self.json_group(only);
            // what is cut off is not judged
            return if std::mem::take(&mut self.json_cut) {
                AttributeValue::Missing
            } else {
                AttributeValue::Json(json)
            };
        }
        if self.is_nothing(&Rust::braces(group), "write `{expression}`; an empty object is `{{}}`") {
            return AttributeValue::Missing;
        }
        if let [TokenTree::Literal(_) | TokenTree::Ident(_), TokenTree::Punct(colon), after, ..] = inner.as_slice()
            && colon.as_char() == ':'
            && !matches!(after, TokenTree::Punct(next) if next.as_char() == ':')
        {
            let help = format!("write `{{{{{}}}}}`", written(&inner));
            self.findings.add(&VALUE, group.span(), "a JSON object is written in double braces", help);
            return AttributeValue::Json(self.json_group(group));
        }
        if self.words_in_branches(&inner, element, name) {
            return AttributeValue::Missing;
        }
        let use_of = Use::Attribute { name, flag: rewrite::is_flag(element, name) };
        match self.expression(Rust::braces(group), use_of) {
            Some(rust) => self.finished(rust),
            None => AttributeValue::Missing,
        }
    }

    /// An expression as a value; one that is not finished is for editors only.
    fn finished(&mut self, rust: Rust) -> AttributeValue {
        if rust.unfinished || unfinished(&rust.tokens).is_some() {
            self.unfinished.push(Rust { unfinished: true, ..rust });
            return AttributeValue::Missing;
        }
        AttributeValue::Rust(rust)
    }

    /// A number or length, if the next tokens are one.
    fn number(&mut self) -> Option<AttributeValue> {
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
                self.findings.add(&VALUE, span, message, help);
                AttributeValue::Missing
            }
        })
    }

    /// `if ok { primary } else { danger }` as the value of an attribute, without its braces.
    fn bare_conditional(&mut self, element: &Element, name: &str) -> Option<AttributeValue> {
        if !["if", "match"].iter().any(|word| self.cursor.is_word(0, word))
            || self.cursor.is(1, '>')
            || self.cursor.is(1, '/')
        {
            return None;
        }
        let keyword = self.cursor.ident(0)?.clone();
        let begin = self.cursor.mark();
        self.take_blocks()?;
        let taken = self.cursor.since(begin).to_vec();
        let text = match choice(element, name) {
            Some(choice) => with_words(&taken, choice).0,
            None => written(&taken),
        };
        let text = if text.chars().count() <= written::SHORT * 3 { text } else { format!("{keyword} … {{ … }}") };
        let help = format!("write `{name}={{{text}}}`");
        self.findings.add(&VALUE, keyword.span(), "an expression must be wrapped in braces", help);
        self.left_out = true;
        Some(AttributeValue::Missing)
    }

    /// Whether these braces are empty.
    pub(super) fn is_nothing(&mut self, rust: &Rust, help: &str) -> bool {
        let is_empty = rust.tokens.is_empty();
        if is_empty {
            self.findings.add(&VALUE, rust.span, "these braces are empty", help);
        }
        is_empty
    }

    /// The expression, unless it is not Rust: that is reported here, before rustc reads it. What is not finished is kept
    /// for editors.
    pub(super) fn expression(&mut self, rust: Rust, use_of: Use<'_>) -> Option<Rust> {
        if self.is_foreign(&rust, use_of) {
            return None;
        }
        let Some(end) = unfinished(&rust.tokens) else { return Some(rust) };
        let help = unfinished::help(&rust.tokens, use_of);
        self.findings.add(&VALUE, end, "this expression is not finished", help);
        self.left_out = true;
        Some(Rust { unfinished: true, ..rust })
    }
}

/// A length has a unit.
pub(crate) fn length_without_a_unit(member: &Member, text: &str) -> Option<Wording> {
    let help = format!("write `{}={text}px`", member.name);
    let message = format!("the length `{text}` has no unit");
    member.kind.is_length().then_some(Wording { entry: &VALUE, message, help: Some(help) })
}
