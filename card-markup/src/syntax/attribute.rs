//! Attributes: `name`, `name=value`, `json:name=value`, `"any key"=value`.

use super::{
    Parser, Use, unfinished,
    written::{self, first_char, written},
};
use crate::{
    line_column,
    rewrite::{self, WebAttribute},
    syntax::{Attribute, AttributeValue, Element, Extent, Name, Rust},
};
use feishu_card_schema::{
    grammar as codes,
    table::{self, Object, names, objects},
    words::html,
};
use proc_macro2::{Delimiter, Group, Span, TokenTree};

impl Parser<'_> {
    /// The attributes of an opening tag, up to its end or what looks like it.
    pub(super) fn attributes(&mut self, element: &mut Element) {
        let tag = element.name.as_ref().map_or("", |name| name.text.as_str());
        let component = names::tagged(&objects::Component, tag);
        loop {
            element.dead.append(&mut self.unfinished);
            let here = self.cursor.here();
            match self.cursor.peek(0) {
                None => return,
                Some(TokenTree::Ident(_)) => {
                    if self.goes_on_behind_a_quote(element) || self.conditional_attributes(element) {
                        continue;
                    }
                    if let Some(attribute) = self.attribute(element, component) {
                        element.attributes.push(attribute);
                    }
                }
                Some(TokenTree::Punct(punct)) => match punct.as_char() {
                    '>' | '<' => return,
                    '/' if self.cursor.is(1, '>') => return,
                    '@' | ':' | '*' | '#' if self.cursor.ident(1).is_some() => self.attribute_of_a_template(element),
                    _ => self.stray_in_tag(element),
                },
                Some(TokenTree::Literal(literal)) => {
                    let is_string = matches!(first_char(literal), Some('"' | 'r'));
                    // a string without `=` is more likely a text after a tag without its `>`
                    if is_string && self.ends_like_child() {
                        return;
                    }
                    match self.name_or_string() {
                        Some(name) => {
                            let value = self.attribute_value(element, &name.text);
                            element.attributes.push(self.attribute_of(here, name, false, value));
                        }
                        None => self.stray_in_tag(element),
                    }
                }
                Some(TokenTree::Group(group)) => {
                    let group = group.clone();
                    match group.delimiter() {
                        Delimiter::Brace => self.braces_in_tag(&group, element),
                        _ if self.cursor.is(1, '=') => self.attribute_of_a_template(element),
                        _ => {
                            self.cursor.skip();
                            let help = "write `name={…}`";
                            self.findings.add(&codes::TAG, here, "expected a name before this value", help);
                        }
                    }
                }
            }
        }
    }

    /// `{...props}`, `{name}` or `{value}` among the attributes.
    fn braces_in_tag(&mut self, group: &Group, element: &mut Element) {
        self.cursor.skip();
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let dot = |n: usize| matches!(inner.get(n), Some(TokenTree::Punct(dot)) if dot.as_char() == '.');
        if dot(0) && dot(1) {
            self.left_out = true;
            let part = element.name.as_ref().map_or_else(|| "part".to_owned(), |name| name.text.clone());
            let props = written(inner.get(if dot(2) { 3 } else { 2 }..).unwrap_or_default());
            let help = format!(
                "write the attributes one by one, or a function that returns the element: `{{{part}({props})}}`"
            );
            self.findings.add(&codes::TAG, group.span(), "attributes cannot be spread", help);
            return;
        }
        let help = match inner.as_slice() {
            [] => "a comment needs no braces: `/* … */`".to_owned(),
            [TokenTree::Ident(name)] => format!("write `{name}={{{name}}}`"),
            _ => "write `name={…}`".to_owned(),
        };
        self.findings.add(&codes::TAG, group.span(), "expected a name before this value", help);
        element
            .dead
            .extend((!inner.is_empty()).then(|| Rust::braces(group)).and_then(|rust| self.expression(rust, Use::Json)));
    }

    /// `@click="…"`, `:class="…"`, `*ngIf="…"`, `(click)="…"`: what templates of the web write.
    fn attribute_of_a_template(&mut self, element: &Element) {
        let here = self.cursor.here();
        let (mark, name) = match self.cursor.bump() {
            Some(TokenTree::Group(group)) => ("(".to_owned(), written(&group.stream().into_iter().collect::<Vec<_>>())),
            Some(mark) => (mark.to_string(), self.name().map(|name| name.text).unwrap_or_default()),
            None => return,
        };
        let shown = if mark == "(" { format!("({name})") } else { format!("{mark}{name}") };
        let begin = self.cursor.mark();
        let value = self.skip_value(element);
        let like = match (mark.as_str(), name.as_str()) {
            ("@" | "(", _) => "onclick",
            (_, "ngIf") => "v-if",
            (_, "ngFor") => "v-for",
            ("#", _) => "ref",
            _ => &name,
        };
        let help =
            html::attribute(like).map_or_else(|| format!("write `{name}={{{value}}}`"), |web| web.markup.to_owned());
        self.of_the_web(like.to_owned(), begin, here, &shown, help);
    }

    /// Keeps an attribute whose name is none, to be told when the whole element is known.
    fn of_the_web(&mut self, name: String, begin: usize, span: Span, shown: &str, help: String) {
        self.web.push(WebAttribute {
            name,
            listed: false,
            value: begin + 1..self.cursor.mark(),
            span,
            message: Some(format!("`{shown}` is not the name of an attribute")),
            help,
        });
    }

    /// The value of an attribute that is left out, with nothing said of it: what a string says is an expression in
    /// templates of the web.
    fn skip_value(&mut self, element: &Element) -> String {
        self.left_out = true;
        let said = self.findings.len();
        let value = self.attribute_value(element, "");
        self.findings.forget(said);
        match value {
            AttributeValue::Text(text) if text.value.chars().count() <= written::SHORT => text.value,
            AttributeValue::Rust(rust) => crate::syntax::as_written(&rust.tokens),
            _ => "…".to_owned(),
        }
    }

    /// `title="say "hi" now"`: a name that follows a string without a blank.
    fn goes_on_behind_a_quote(&mut self, element: &mut Element) -> bool {
        // the rest of a string is not a name with a value: to know places costs more
        if self.cursor.is(1, '=') {
            return false;
        }
        let here = self.cursor.here();
        let Some(Attribute { value: AttributeValue::Text(text), .. }) = element.attributes.last() else { return false };
        if written::gap(text.span, here) {
            return false;
        }
        let text = text.clone();
        let Some(whole) = self.broken_string(&text) else { return false };
        element.attributes.pop();
        self.quote_in_string(text.span, &whole);
        true
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

    /// An attribute of the element, and which component that is.
    fn attribute(&mut self, element: &Element, component: Option<&'static Object>) -> Option<Attribute> {
        let json = self.cursor.is_word(0, "json") && self.cursor.is(1, ':');
        if json {
            let start = self.cursor.here();
            self.cursor.skip();
            self.cursor.skip();
            let Some(name) = self.name_or_string() else {
                let (message, help) = ("expected the name of a member after `json:`", "write `json:name=value`");
                self.findings.add(&codes::TAG, start, message, help);
                self.attribute_value(element, "");
                return None;
            };
            let value = self.attribute_value(element, &name.text);
            return Some(self.attribute_of(start, name, true, value));
        }
        let name = self.name()?;
        if self.cursor.is(0, ':') && self.cursor.ident(1).is_some() {
            self.prefixed(&name, element);
            return None;
        }
        let said = self.findings.len();
        let begin = self.cursor.mark();
        let mut value = self.attribute_value(element, &name.text);
        if component.is_none_or(|component| component.member(&name.text).is_none()) {
            self.web.push(WebAttribute {
                name: name.text.clone(),
                listed: true,
                value: begin + 1..self.cursor.mark(),
                span: name.span,
                message: None,
                help: String::new(),
            });
            // what the web has and no object of the platform: the name is the mistake, whatever its value
            if is_alien(element, component, &name.text) && html::attribute(&name.text).is_some() {
                self.findings.forget(said);
                if !matches!(value, AttributeValue::Text(_)) {
                    value = AttributeValue::Flag;
                }
            }
        }
        Some(self.attribute_of(name.span, name, false, value))
    }

    /// `v-on:click="…"`, `xlink:href="…"`: only `json:` is a prefix.
    fn prefixed(&mut self, prefix: &Name, element: &Element) {
        let colon = self.cursor.here();
        self.cursor.skip();
        let Some(name) = self.name() else { return };
        if !matches!(
            prefix.text.as_str(),
            "on" | "v-on" | "bind" | "v-bind" | "xlink" | "xml" | "xmlns" | "use" | "class"
        ) && !self.cursor.is(0, '=')
        {
            self.left_out = true;
            let help = format!("write `{}={}`", prefix.text, name.text);
            self.findings.add(&codes::TAG, colon, "expected `=`, found `:`", help);
            return;
        }
        let begin = self.cursor.mark();
        let value = self.skip_value(element);
        let like = if matches!(prefix.text.as_str(), "on" | "v-on") { "onclick" } else { &name.text };
        let help = match html::attribute(like) {
            Some(foreign) => foreign.markup.to_owned(),
            None if matches!(prefix.text.as_str(), "bind" | "v-bind") => format!("write `{}={{{value}}}`", name.text),
            None => format!("write `{0}=…`, or `json:{0}=…` to set it unchecked", name.text),
        };
        let shown = format!("{}:{}", prefix.text, name.text);
        self.of_the_web(like.to_owned(), begin, prefix.span, &shown, help);
    }

    /// The attribute, which ends at the last token that was read.
    fn attribute_of(&self, first: Span, name: Name, json: bool, value: AttributeValue) -> Attribute {
        Attribute { name, json, value, extent: Extent { first, last: self.cursor.before() } }
    }

    /// `=` and what follows, for the attribute `name`.
    fn attribute_value(&mut self, element: &Element, name: &str) -> AttributeValue {
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
            Some(TokenTree::Literal(_)) => {
                if let Some(text) = self.string() {
                    return AttributeValue::Text(text);
                }
                let literal = self.cursor.bump().map_or_else(String::new, |literal| literal.to_string());
                let (message, help) = (format!("`{literal}` is not a value"), "write a string or a number");
                self.findings.add(&codes::VALUE, here, message, help);
                AttributeValue::Missing
            }
            Some(TokenTree::Ident(_)) => match self.bare_conditional(element, name) {
                Some(value) => value,
                None => self.word(name),
            },
            Some(TokenTree::Group(group)) => {
                let group = group.clone();
                self.cursor.skip();
                match group.delimiter() {
                    Delimiter::Brace => self.braces(&group, element, name),
                    Delimiter::Bracket => {
                        let help = format!("write `{{{}}}`", written(&[TokenTree::Group(group)]));
                        self.findings.add(&codes::VALUE, here, "an array must be wrapped in braces", help);
                        AttributeValue::Missing
                    }
                    _ => {
                        let help = format!("write `{{{}}}`", written(&group.stream().into_iter().collect::<Vec<_>>()));
                        self.findings.add(&codes::VALUE, here, "an expression must be wrapped in braces", help);
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
        self.findings.add(&codes::VALUE, equals, "expected a value after `=`", help);
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
        self.findings.add(&codes::VALUE, scheme.span, message, help);
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
        self.findings.add(&codes::VALUE, span, "an expression must be wrapped in braces", help);
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
        if inner.is_empty() {
            let (message, help) = ("these braces are empty", "write `{expression}`; an empty object is `{{}}`");
            self.findings.add(&codes::VALUE, group.span(), message, help);
            return AttributeValue::Missing;
        }
        if let [TokenTree::Literal(_) | TokenTree::Ident(_), TokenTree::Punct(colon), after, ..] = inner.as_slice()
            && colon.as_char() == ':'
            && !matches!(after, TokenTree::Punct(next) if next.as_char() == ':')
        {
            let help = format!("write `{{{{{}}}}}`", written(&inner));
            self.findings.add(&codes::VALUE, group.span(), "a JSON object is written in double braces", help);
            return AttributeValue::Json(self.json_group(group));
        }
        if let Some(words) = self.words_of_branches(&inner, element, name) {
            let message = format!("expected an expression of Rust, found the word `{}`", words.word);
            self.findings.add(&codes::WORD_FOR_TEXT, words.span, message, words.help);
            self.left_out = true;
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
}

/// Whether the element surely has no member of this name: no object has one, or the component has none. The name of a
/// component may be that of an item as well: `<person>` in a list has other members.
fn is_alien(element: &Element, component: Option<&'static Object>, attribute: &str) -> bool {
    let tag = element.name.as_ref().map_or("", |name| name.text.as_str());
    match component {
        Some(component) if component.member(attribute).is_some() => false,
        Some(_) if names::homes(tag).is_empty() => true,
        // what it is called is asked first: mostly that has it
        None if names::named(tag).iter().any(|object| object.member(attribute).is_some()) => false,
        _ => table::all().all(|object| object.member(attribute).is_none()),
    }
}
