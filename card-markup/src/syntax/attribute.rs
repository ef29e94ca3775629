//! Attributes: `name`, `name=value`, `json:name=value`, `"any key"=value`.

use super::Parser;
use crate::{
    line_column,
    syntax::{Attribute, AttributeValue, Element, Extent, Name, Rust},
};
use feishu_card_schema::grammar as codes;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

impl Parser<'_> {
    /// The attributes of an opening tag, up to its end or what looks like it.
    pub(super) fn attributes(&mut self, element: &mut Element) {
        loop {
            let here = self.cursor.here();
            match self.cursor.peek(0) {
                None => return,
                Some(TokenTree::Ident(_)) => {
                    if let Some(attribute) = self.attribute() {
                        element.attributes.push(attribute);
                    }
                }
                Some(TokenTree::Punct(punct)) => match punct.as_char() {
                    '>' | '<' => return,
                    '/' if self.cursor.is(1, '>') => return,
                    _ => self.stray_in_tag(element),
                },
                Some(TokenTree::Literal(literal)) => {
                    let is_string = literal.to_string().starts_with(['"', 'r']);
                    // a string without `=` is more likely a text after a tag without its `>`
                    if is_string && self.ends_like_child() {
                        return;
                    }
                    match self.name_or_string() {
                        Some(name) => {
                            let value = self.attribute_value();
                            element.attributes.push(self.attribute_of(here, name, false, value));
                        }
                        None => self.stray_in_tag(element),
                    }
                }
                Some(TokenTree::Group(group)) => {
                    let braces = group.delimiter() == Delimiter::Brace;
                    let group = group.clone();
                    self.cursor.bump();
                    if braces {
                        element.dead.push(Rust::braces(&group));
                    }
                    self.findings.add(&codes::TAG, here, "expected a name before this value", "write `name={…}`");
                }
            }
        }
    }

    /// Whether the string that is next is where a child would be.
    fn ends_like_child(&mut self) -> bool {
        if self.cursor.is(1, '=') || self.cursor.ident(1).is_some() || self.cursor.is(1, '>') {
            return false;
        }
        !(self.cursor.is(1, '/') && self.cursor.is(2, '>'))
    }

    fn stray_in_tag(&mut self, element: &mut Element) {
        let here = self.cursor.here();
        let tag = element.name.as_ref().map_or("…", |name| name.text.as_str());
        let Some(token) = self.cursor.bump() else { return };
        let help = match &token {
            TokenTree::Punct(punct) if punct.as_char() == '=' => "an attribute is `name=value`",
            TokenTree::Punct(punct) if punct.as_char() == ',' => "attributes are separated by spaces",
            _ => "attributes are `name`, `name=value` or `name={expression}`",
        };
        self.findings.add(&codes::TAG, here, format!("unexpected `{token}` in the tag `<{tag}>`"), help);
    }

    fn attribute(&mut self) -> Option<Attribute> {
        let json = self.cursor.is_word(0, "json") && self.cursor.is(1, ':');
        if json {
            let start = self.cursor.here();
            self.cursor.bump();
            self.cursor.bump();
            let Some(name) = self.name_or_string() else {
                let (message, help) = ("expected the name of a member after `json:`", "write `json:name=value`");
                self.findings.add(&codes::TAG, start, message, help);
                self.attribute_value();
                return None;
            };
            let value = self.attribute_value();
            return Some(self.attribute_of(start, name, true, value));
        }
        let name = self.name()?;
        let value = self.attribute_value();
        Some(self.attribute_of(name.span, name, false, value))
    }

    /// The attribute, which ends at the last token that was read.
    fn attribute_of(&self, first: Span, name: Name, json: bool, value: AttributeValue) -> Attribute {
        Attribute { name, json, value, extent: Extent { first, last: self.cursor.before() } }
    }

    /// `=` and what follows.
    fn attribute_value(&mut self) -> AttributeValue {
        if self.cursor.eat('=').is_none() {
            return AttributeValue::Flag;
        }
        let second = self.cursor.here();
        if self.cursor.eat('=').is_some() {
            self.findings.add(&codes::VALUE, second, "unexpected second `=`", "write `name=value`");
        }
        if let Some(number) = self.number() {
            return number;
        }
        let here = self.cursor.here();
        match self.cursor.peek(0) {
            Some(TokenTree::Literal(literal)) => {
                let literal = literal.clone();
                if let Some(text) = self.string() {
                    return AttributeValue::Text(text);
                }
                self.cursor.bump();
                let (message, help) = (format!("`{literal}` is not a value"), "write a string or a number");
                self.findings.add(&codes::VALUE, here, message, help);
                AttributeValue::Missing
            }
            Some(TokenTree::Ident(_)) => self.word(),
            Some(TokenTree::Group(group)) => {
                let group = group.clone();
                self.cursor.bump();
                match group.delimiter() {
                    Delimiter::Brace => self.braces(&group),
                    Delimiter::Bracket => {
                        let help = format!("write `{{{}}}`", group.to_string().replace("[ ", "[").replace(" ]", "]"));
                        self.findings.add(&codes::VALUE, here, "an array must be wrapped in braces", help);
                        AttributeValue::Missing
                    }
                    _ => {
                        let help = format!("write `{{{}}}`", tight(&group.stream()));
                        self.findings.add(&codes::VALUE, here, "an expression must be wrapped in braces", help);
                        AttributeValue::Rust(Rust::new(group.stream(), here))
                    }
                }
            }
            Some(TokenTree::Punct(punct)) if !matches!(punct.as_char(), '>' | '<' | '/') => {
                self.bare_expression(TokenStream::new())
            }
            _ => {
                let span = self.cursor.before();
                self.missing_value(span)
            }
        }
    }

    fn missing_value(&mut self, equals: Span) -> AttributeValue {
        let help = "write `name=word`, `name=\"text\"`, `name=7` or `name={expression}`";
        self.findings.add(&codes::VALUE, equals, "expected a value after `=`", help);
        AttributeValue::Missing
    }

    /// A bare word; what goes on like an expression is one without its braces.
    fn word(&mut self) -> AttributeValue {
        let mark = self.cursor.mark();
        let before = self.cursor.before();
        let Some(word) = self.name() else { return AttributeValue::Missing };
        if self.cursor.is(0, '=') && !self.cursor.is(1, '=') {
            // `type= name="x"`: this is the next attribute
            self.cursor.reset(mark);
            return self.missing_value(before);
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
        self.bare_expression(TokenStream::new())
    }

    /// `name=a::b(c)`: takes the tokens up to what looks like the next attribute or the end of the tag.
    fn bare_expression(&mut self, mut taken: TokenStream) -> AttributeValue {
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
            self.cursor.bump();
            taken.extend([token]);
        }
        let help = format!("write `{{{}}}`", tight(&taken));
        self.findings.add(&codes::VALUE, span, "an expression must be wrapped in braces", help);
        AttributeValue::Rust(Rust::new(taken, span))
    }

    /// Whether the identifier that is next is the name of an attribute, and no part of an expression.
    fn begins_attribute(&mut self) -> bool {
        let before = self.cursor.before();
        let Some(ident) = self.cursor.ident(0) else { return false };
        let apart = line_column::end(before) != line_column::start(ident.span());
        apart && !matches!(ident.to_string().as_str(), "as" | "if" | "else")
    }

    /// What is in the braces of a value: JSON when it is one group in `{}` or `[]`, else Rust.
    pub(super) fn braces(&mut self, group: &proc_macro2::Group) -> AttributeValue {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        if let [TokenTree::Group(only)] = inner.as_slice()
            && matches!(only.delimiter(), Delimiter::Brace | Delimiter::Bracket)
        {
            return AttributeValue::Json(self.json_group(only));
        }
        if inner.is_empty() {
            let (message, help) = ("these braces are empty", "write `{expression}`; an empty object is `{{}}`");
            self.findings.add(&codes::VALUE, group.span(), message, help);
            return AttributeValue::Missing;
        }
        if let [TokenTree::Literal(_) | TokenTree::Ident(_), TokenTree::Punct(colon), after, ..] = inner.as_slice()
            && colon.as_char() == ':'
            && !matches!(after, TokenTree::Punct(next) if next.as_char() == ':')
        {
            let help = format!("write `{{{{{}}}}}`", tight(&group.stream()).replace(" :", ":"));
            self.findings.add(&codes::VALUE, group.span(), "a JSON object is written in double braces", help);
            return AttributeValue::Json(self.json_group(group));
        }
        AttributeValue::Rust(Rust::braces(group))
    }
}

/// Tokens as one writes them: `a::b(c)`.
pub(super) fn tight(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (loose, close) in [(" :: ", "::"), (" . ", "."), (" (", "("), ("& ", "&"), (" ,", ","), (" !", "!")] {
        text = text.replace(loose, close);
    }
    text
}
