//! JSON literals with Rust expressions in them: `{{ "key": value, … }}`, `{[ … ]}`.

use super::{Parser, Use, number::whole_number};
use crate::syntax::{Json, JsonKey, JsonValue, Rust, cursor::Cursor};
use feishu_card_schema::entries;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

entries! {
    JSON_LITERAL = "C0009" "a JSON literal is malformed" [E E E]
        why "JSON literals are JSON with Rust expressions as values: `{{ \"key\": value }}` (markup §1)."
        wrong "card! { <button value={{ id: 7 }}/> }"
        right "card! { <button value={{ \"id\": 7 }}/> }"
}

impl Parser<'_> {
    /// The object or array in this group.
    pub(super) fn json_group(&mut self, group: &Group) -> Json {
        let (span, end) = (group.span_open(), group.span_close());
        let mut inner = Cursor::new(group.stream(), group.span_close());
        if group.delimiter() == Delimiter::Bracket {
            let items = self.within_these(inner, Self::json_items);
            return Json { span, end, value: JsonValue::List(items) };
        }
        if !inner.is_done() && !looks_like_object(&mut inner) {
            let message = "expected a JSON object: in a JSON literal `{` opens one";
            let help = "wrap a Rust block in parentheses: `({ … })`";
            self.findings.add(&JSON_LITERAL, group.span(), message, help);
            let block: TokenStream = [TokenTree::Group(group.clone())].into_iter().collect();
            return Json { span, end, value: JsonValue::Rust(block) };
        }
        let members = self.within_these(inner, Self::json_members);
        Json { span, end, value: JsonValue::Map(members) }
    }

    fn json_items(&mut self) -> Vec<Json> {
        let mut items = Vec::new();
        while !self.cursor.is_done() {
            if self.stray_comma() {
                continue;
            }
            items.push(self.json_item());
            if self.cursor.eat(',').is_some() || self.cursor.is_done() {
                continue;
            }
            let here = self.cursor.here();
            if self.cursor.is(1, ':') {
                let key = self.cursor.peek(0).map(ToString::to_string).unwrap_or_default();
                let message = "expected `,` or `]` before this key: arrays have no keys";
                let help = format!("close the object first: `}}], {key}: …`");
                self.findings.add(&JSON_LITERAL, here, message, help);
                self.skip_to_comma();
            } else {
                let (message, help) = ("expected `,` before this item", "separate items with `,`");
                self.findings.add(&JSON_LITERAL, here, message, help);
            }
        }
        items
    }

    fn json_members(&mut self) -> Vec<(JsonKey, Json)> {
        let mut members = Vec::new();
        while !self.cursor.is_done() {
            if self.stray_comma() {
                continue;
            }
            let here = self.cursor.here();
            let Some(key) = self.json_key() else {
                self.skip_to_comma();
                continue;
            };
            if self.cursor.eat(':').is_none() && !self.other_colon(&key) {
                self.json_cut |= self.cursor.is_done();
                let (message, help) = ("expected `:` and a value after this key", "write `\"key\": value`");
                self.findings.add(&JSON_LITERAL, here, message, help);
                self.skip_to_comma();
                continue;
            }
            let value = self.json_item();
            members.push((key, value));
            if self.cursor.eat(',').is_none() && !self.cursor.is_done() {
                let here = self.cursor.here();
                let message = "expected `,` before this";
                self.findings.add(&JSON_LITERAL, here, message, "separate members with `,`");
                if !matches!(self.cursor.peek(1), Some(TokenTree::Punct(punct)) if punct.as_char() == ':') {
                    self.skip_to_comma();
                }
            }
        }
        members
    }

    /// `"key" => value`, `"key" = value`: reported, and taken for a colon.
    fn other_colon(&mut self, key: &JsonKey) -> bool {
        let here = self.cursor.here();
        if self.cursor.eat('=').is_none() {
            return false;
        }
        let found = if self.cursor.eat('>').is_some() { "=>" } else { "=" };
        let mut value = String::new();
        let mut tokens = Vec::new();
        while let Some(token) = self.cursor.peek(tokens.len())
            && !matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
        {
            tokens.push(token.clone());
            value = super::written(&tokens);
            if value.chars().count() > super::written::SHORT {
                "…".clone_into(&mut value);
                break;
            }
        }
        let key = match key {
            JsonKey::Str(key, _) | JsonKey::Cell(key, _) => format!("{key:?}"),
            JsonKey::Rust(key, _) => format!("({})", super::in_full(key)),
        };
        let help = format!("write `{key}: {value}`");
        self.findings.add(&JSON_LITERAL, here, format!("expected `:`, found `{found}`"), help);
        true
    }

    fn json_key(&mut self) -> Option<JsonKey> {
        let here = self.cursor.here();
        match self.cursor.peek(0)? {
            TokenTree::Literal(_) => {
                if let Some(text) = self.string() {
                    return Some(JsonKey::Str(text.value, text.span));
                }
                let literal = self.cursor.bump()?.to_string();
                let message = "keys of a JSON literal must be strings";
                self.findings.add(&JSON_LITERAL, here, message, format!("write `\"{literal}\"`"));
                Some(JsonKey::Str(literal, here))
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                let key = JsonKey::Rust(group.stream(), group.span());
                self.cursor.skip();
                Some(key)
            }
            TokenTree::Ident(_) => {
                let name = self.name()?;
                let message = "keys of a JSON literal must be strings";
                self.findings.add(&JSON_LITERAL, name.span, message, format!("write `\"{}\"`", name.text));
                Some(JsonKey::Str(name.text, name.span))
            }
            token => {
                let message = format!("expected a key, found `{token}`");
                let help = "a member is `\"key\": value` or `(expression): value`";
                self.findings.add(&JSON_LITERAL, here, message, help);
                None
            }
        }
    }

    /// A value: object, array, literal, or a Rust expression up to the next comma.
    fn json_item(&mut self) -> Json {
        let span = self.cursor.here();
        match self.cursor.peek(0) {
            Some(TokenTree::Group(group)) if matches!(group.delimiter(), Delimiter::Brace | Delimiter::Bracket) => {
                let group = group.clone();
                self.cursor.skip();
                return self.json_group(&group);
            }
            None => return self.missing_item(span),
            Some(TokenTree::Punct(punct)) if punct.as_char() == ',' => return self.missing_item(span),
            Some(_) => {}
        }
        let begin = self.cursor.mark();
        let mut behind_literal = false;
        while let Some(token) = self.cursor.peek_raw(0) {
            if matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',') {
                break;
            }
            // a literal is followed by no literal, name or object: the comma is missing
            if behind_literal && begins_item(token) {
                break;
            }
            behind_literal = matches!(token, TokenTree::Literal(_));
            self.cursor.skip_raw();
        }
        let end = self.cursor.before();
        Json { span, end, value: self.json_scalar(begin) }
    }

    /// The value of the tokens since a mark.
    fn json_scalar(&mut self, begin: usize) -> JsonValue {
        let tokens = self.cursor.since(begin);
        if let Some((number, _)) = whole_number(tokens) {
            return JsonValue::Number(number);
        }
        let span = tokens.first().map_or_else(|| self.cursor.before(), TokenTree::span);
        let stream = || tokens.iter().cloned().collect();
        match tokens {
            [TokenTree::Ident(word)] if word == "true" => JsonValue::Bool(true),
            [TokenTree::Ident(word)] if word == "false" => JsonValue::Bool(false),
            [TokenTree::Ident(word)] if word == "null" => JsonValue::Null,
            [TokenTree::Literal(literal)] => {
                let literal = literal.clone();
                match self.text_of(&literal) {
                    Some(text) => JsonValue::Str(text.value),
                    None => JsonValue::Rust(TokenTree::Literal(literal).into()),
                }
            }
            _ => match self.expression(Rust::new(stream(), span), Use::Json) {
                Some(rust) if !rust.unfinished => JsonValue::Rust(rust.tokens),
                _ => JsonValue::Null,
            },
        }
    }

    fn missing_item(&mut self, span: Span) -> Json {
        self.json_cut |= self.cursor.is_done();
        let before = self.cursor.before();
        let place = if self.cursor.is_done() { before } else { span };
        self.findings.add(&JSON_LITERAL, place, "expected a value here", "write `\"key\": value`");
        Json { span, end: span, value: JsonValue::Null }
    }

    fn stray_comma(&mut self) -> bool {
        let here = self.cursor.here();
        let stray = self.cursor.eat(',').is_some();
        if stray {
            self.findings.add(&JSON_LITERAL, here, "expected a value before this comma", "remove the comma");
        }
        stray
    }

    fn skip_to_comma(&mut self) {
        while let Some(token) = self.cursor.bump() {
            if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
                return;
            }
        }
    }
}

/// The JSON of tokens that are one literal: a number without suffix, a string, a truth value.
pub(crate) fn literal(tokens: &TokenStream) -> Option<JsonValue> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().take(3).collect();
    if let Some((number, _)) = whole_number(&tokens) {
        return Some(JsonValue::Number(number));
    }
    match tokens.as_slice() {
        [TokenTree::Ident(word)] if word == "true" => Some(JsonValue::Bool(true)),
        [TokenTree::Ident(word)] if word == "false" => Some(JsonValue::Bool(false)),
        [TokenTree::Literal(literal)] => super::string_value(literal).map(JsonValue::Str),
        _ => None,
    }
}

/// Whether this token can only begin an item of its own behind a literal.
fn begins_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Literal(_) => true,
        TokenTree::Ident(word) => word != "as",
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(_) => false,
    }
}

/// Whether these tokens begin with a key and a colon, or something that was meant so.
fn looks_like_object(inner: &mut Cursor) -> bool {
    match inner.peek(0) {
        Some(TokenTree::Literal(_)) => true,
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        Some(TokenTree::Ident(_)) => inner.is(1, ':') && !inner.is(2, ':'),
        Some(TokenTree::Punct(punct)) => punct.as_char() == ',',
        None => true,
    }
}
