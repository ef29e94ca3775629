//! Tags: a name, attributes, an end; no more than some inside one another.

use super::{
    Parser, Use, conditional,
    tokens::Rust,
    tree::{Element, Name},
    written::written,
};
use crate::rewrite::{self, Shown, WebAttribute};
use feishu_card_schema::{entries, rules::Wording, sort_by, words::html};
use proc_macro2::{Group, Span, TokenTree};

entries! {
    TAG = "C0003" "a tag is malformed" [E E E]
        why "A tag is `<name attribute=value …>` or `<name …/>` (markup §1)."
        wrong "card! { <card><div \"x\"</div></card> }"
        right "card! { <card><div>\"x\"</div></card> }"
}

/// How deep elements and blocks nest at most: what reads them calls itself for each.
const DEEPEST: usize = 128;

/// For how many attributes of one element the element is written again: the same help more often helps nobody, and each
/// costs as much as the element is long.
const WRITTEN_AGAIN: usize = 8;

impl Parser<'_> {
    /// A tag has a name.
    pub(super) fn a_tag_has_a_name(&mut self, element: &Element) {
        if element.name.is_none() {
            let help = "write `<name>…</name>` or `<name/>`".to_owned();
            self.missing(element.open, "the tag has no name".to_owned(), help);
        }
    }

    /// The name behind `owner.`, whose dot was read.
    pub(super) fn name_of_a_part(&mut self, dot: Span, owner: &Name) -> Option<Name> {
        let name = self.name();
        if name.is_none() {
            let message = format!("expected the name of a part after `{}.`", owner.text);
            self.findings.add(&TAG, dot, message, "write `<owner.part>`");
        }
        name
    }

    /// An opening tag that goes on as a child does, or ends with the input, has no end of its own.
    pub(super) fn a_tag_has_an_end(&mut self, name: &Name) {
        let message = format!("the tag `<{}` has no `>`", name.text);
        let help = format!("write `<{0}>` or `<{0}/>`", name.text);
        self.left_out = true;
        if self.cursor.is_done() {
            self.cut_tag.get_or_insert(name.span);
        }
        self.missing(name.span, message, help);
    }

    /// What is missing here; at the end of the input it may be what is missing everywhere.
    fn missing(&mut self, span: Span, message: String, help: String) {
        match self.cursor.is_done() {
            true => self.cut_off(&TAG, span, message, help),
            false => self.findings.add(&TAG, span, message, help),
        }
    }

    /// A closing tag has a name: that of `closed`, where it closes something.
    pub(super) fn a_closing_tag_has_a_name(&mut self, start: Span, closed: Option<&Name>) {
        let (message, help) = match closed {
            Some(name) => ("the closing tag has no name", format!("write `</{}>`", name.text)),
            None => ("this closing tag closes nothing", "remove it".to_owned()),
        };
        self.findings.add(&TAG, start, message, help);
    }

    /// Whether the input ends within a closing tag: what is open is what it closes.
    pub(super) fn a_closing_tag_is_cut_off(&mut self, name: &Name, parent: &Name) -> bool {
        let is_cut = self.cursor.is_done();
        if is_cut {
            let message = format!("the closing tag `</{}` has no `>`", name.text);
            self.missing(name.span, message, format!("write `</{}>`", parent.text));
        }
        is_cut
    }

    /// The end of a closing tag.
    pub(super) fn a_closing_tag_ends(&mut self, name: &Name) {
        if self.cursor.eat('>').is_some() {
            return;
        }
        let message = format!("the closing tag `</{}` has no `>`", name.text);
        let help = format!("write `</{}>`; closing tags cannot have attributes", name.text);
        self.findings.add(&TAG, name.span, message, help);
        // skip to the end of the tag, if it is in sight
        let mark = self.cursor.mark();
        while let Some(token) = self.cursor.bump() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '>' => return,
                TokenTree::Punct(punct) if punct.as_char() == '<' => break,
                _ => {}
            }
        }
        self.cursor.reset(mark);
    }

    /// Whether more elements and blocks are around than are read.
    pub(super) fn too_deep(&mut self, parent: Option<&Name>) -> bool {
        let is_too_deep = self.depth == DEEPEST;
        if is_too_deep {
            let span = parent.map_or_else(|| self.cursor.here(), |name| name.span);
            let help = "close the tags that are open; the platform takes far fewer levels";
            let message = format!("more than {DEEPEST} tags and blocks inside one another");
            self.findings.add(&TAG, span, message, help);
        }
        is_too_deep
    }

    /// The name behind `json:`.
    pub(super) fn name_behind_json(&mut self, start: Span) -> Option<Name> {
        let name = self.name_or_string();
        if name.is_none() {
            let (message, help) = ("expected the name of a member after `json:`", "write `json:name=value`");
            self.findings.add(&TAG, start, message, help);
        }
        name
    }

    /// A value that no name is before.
    pub(super) fn value_without_a_name(&mut self, span: Span, help: impl Into<String>) {
        self.findings.add(&TAG, span, "expected a name before this value", help);
    }

    /// `if ok { disabled }` among the attributes: reported, and taken.
    pub(super) fn conditional_attributes(&mut self, element: &Element) -> bool {
        if self.cursor.is(1, '=') || !["if", "for", "match", "while"].iter().any(|word| self.cursor.is_word(0, word)) {
            return false;
        }
        let Some(keyword) = self.cursor.ident(0).cloned() else { return false };
        let Some(blocks) = self.take_blocks() else { return false };
        let tag = element.name.as_ref().map_or("…", |name| name.text.as_str());
        let help = match (keyword == "if").then(|| conditional::conditional_value(&blocks, element)).flatten() {
            Some(attribute) if attribute.contains(".then_some(") => {
                format!("write `{attribute}`: an attribute whose value is `None` is not written")
            }
            Some(attribute) => format!("write `{attribute}`"),
            None => format!("write an expression as the value: `name={{{keyword} … {{ … }}}}`"),
        };
        let message = format!("`{keyword}` is not allowed among the attributes of `<{tag}>`");
        self.findings.add(&TAG, keyword.span(), message, help);
        self.left_out = true;
        true
    }

    /// `{...props}`, `{name}` or `{value}` among the attributes.
    pub(super) fn braces_in_tag(&mut self, group: &Group, element: &mut Element) {
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
            self.findings.add(&TAG, group.span(), "attributes cannot be spread", help);
            return;
        }
        let help = match inner.as_slice() {
            [] => "a comment needs no braces: `/* … */`".to_owned(),
            [TokenTree::Ident(name)] => format!("write `{name}={{{name}}}`"),
            _ => "write `name={…}`".to_owned(),
        };
        self.value_without_a_name(group.span(), help);
        element
            .dead
            .extend((!inner.is_empty()).then(|| Rust::braces(group)).and_then(|rust| self.expression(rust, Use::Json)));
    }

    /// What is neither an attribute nor the end of the tag.
    pub(super) fn stray_in_tag(&mut self, element: &mut Element) {
        let here = self.cursor.here();
        let tag = element.name.as_ref().map_or("…", |name| name.text.as_str());
        let Some(token) = self.cursor.bump() else { return };
        let help = match &token {
            TokenTree::Punct(punct) if punct.as_char() == '=' => "an attribute is `name=value`",
            TokenTree::Punct(punct) if punct.as_char() == ',' => "attributes are separated by spaces",
            _ => "attributes are `name`, `name=value` or `name={expression}`",
        };
        self.findings.add(&TAG, here, format!("unexpected `{token}` in the tag `<{tag}>`"), help);
    }

    /// `v-on:click="…"`, `xlink:href="…"`: only `json:` is a prefix.
    pub(super) fn prefixed(&mut self, prefix: &Name, element: &Element) {
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
            self.findings.add(&TAG, colon, "expected `=`, found `:`", help);
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

    /// What is written here for attributes of the web: the whole element is known now.
    pub(super) fn say_of_the_web(&mut self, element: &Element, web: &[WebAttribute]) {
        let shown = || {
            let mut names = Vec::new();
            web.iter().filter(|web| web.listed).for_each(|web| names.push(web.name.as_str()));
            sort_by(&mut names, |a, b| a.cmp(b));
            Shown::of(element).without(&names)
        };
        for (n, web) in web.iter().enumerate() {
            let value = self.cursor.between(&web.value);
            let help = match n < WRITTEN_AGAIN {
                true => rewrite::attribute(element, web, value, &shown, self.version),
                false => None,
            };
            match (&web.message, help) {
                (Some(message), help) => {
                    let help = help.unwrap_or_else(|| web.help.clone());
                    self.findings.add(&TAG, web.span, message.clone(), help);
                }
                (None, Some(help)) => self.findings.advise("C0101", web.span, help),
                (None, None) => {}
            }
        }
    }
}

/// A name in quotes is for rows and for maps with free keys, not for an object.
pub(crate) fn quoted_name(name: &Name) -> Option<Wording> {
    let message = "names in quotes are for rows and for maps with free keys".to_owned();
    let help = format!("to set an undocumented member, write `json:\"{}\"=…`", name.text);
    name.quoted.then_some(Wording { entry: &TAG, message, help: Some(help) })
}
