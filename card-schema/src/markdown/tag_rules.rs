//! Rules on tags: known, closed, with attributes and values that they take.

use super::inline::{Token, TokenKind as Inline};
use super::lines::Run;
use super::tag::{Found, Tag, tag};
use super::tags::{Close, Spec, TAGS, spec};
use super::{Checker, Flavour};
use crate::{entries, index::Index, nearest};
use std::ops::Range;

entries! {
    UNKNOWN_TAG = "C0701" "an unknown tag in Markdown" [E W W]
        why "Any `<xxx>` that the platform does not know is eaten: it does not show (card-json-2 §13.2, FAQ). HTML is not \
             supported. To show a `<`, write `&#60;`."
        wrong "<card><markdown>\"<fnt color='red'>x</fnt>\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>x</font> &#60;T&#62;\"</markdown></card>"

    TAG_OF_OTHER_FLAVOUR = "C0702" "the documentation does not list the tag for this kind of text" [W W W]
        why "`lark_md` knows `<at>`, `<a>`, `<font>` and `<text_tag>`; the `markdown` of JSON 1.0 also `<link>` and `<person>`; \
             the others came with 2.0 (card-json-1 §9, card-json-2 §7.4, §13.2)."
        wrong "<card><markdown>\"<number_tag>1</number_tag>\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"<number_tag>1</number_tag>\"</markdown></card>"

    TAG_NOT_CLOSED = "C0703" "a tag is opened and never closed, or closed and never opened" [E W W]
        why "Each tag but `<br>` and `<hr>` is closed by its own `</name>`, the last opened first. What an unclosed one does \
             is not documented. (`<audio>` may stay open: the samples of the documentation leave it so.)"
        wrong "<card><markdown>\"<font color='red'>超时\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>超时</font>\"</markdown></card>"

    TAG_WITHOUT_END = "C0704" "a tag has no `>`" [E W W]
        why "Without its `>`, or with a quote that is never closed, it is not a tag."
        wrong "<card><markdown>\"<font color='red>超时</font>\"</markdown></card>"
        right "<card><markdown>\"<font color='red'>超时</font>\"</markdown></card>"

    NUMBER_BADGE = "C0710" "a number badge shows only 0 to 99" [W W W]
        why "The page gives 0 to 99 in one place and 1 to 99 in another (card-json-2 §13.3); nothing else is documented."
        wrong "<card schema=\"2.0\"><markdown>\"<number_tag>100</number_tag>\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"<number_tag>99</number_tag>\"</markdown></card>"
}

/// HTML that people write, and what the platform has instead.
static INSTEAD: &[(&str, &str)] = &[
    ("b", "write `**bold**`"),
    ("strong", "write `**bold**`"),
    ("i", "write `*italic*`"),
    ("em", "write `*italic*`"),
    ("s", "write `~~struck out~~`"),
    ("del", "write `~~struck out~~`"),
    ("strike", "write `~~struck out~~`"),
    ("code", "write it between backticks (JSON 2.0)"),
    ("pre", "write a code block between lines of three backticks"),
    ("img", "write `![text](image_key)`"),
    ("p", "leave an empty line between paragraphs"),
    ("div", "leave an empty line between paragraphs"),
    ("span", "write `<font color='…'>…</font>`"),
    ("ul", "write `- item` lines"),
    ("ol", "write `1. item` lines"),
    ("li", "write `- item` lines"),
];

/// The tags that are open.
#[derive(Default)]
struct Open<'t> {
    /// `None` for a tag without `>`: that is reported already.
    tags: Vec<(&'static Spec, Option<&'t Tag>)>,
    /// How many of each name, of which the platform knows a few: a search that finds nothing costs next to nothing.
    counts: Vec<(&'static str, usize)>,
}

impl<'t> Open<'t> {
    fn push(&mut self, spec: &'static Spec, tag: Option<&'t Tag>) {
        self.tags.push((spec, tag));
        match self.count(spec.name) {
            Some(count) => *count += 1,
            None => self.counts.push((spec.name, 1)),
        }
    }

    fn count(&mut self, name: &str) -> Option<&mut usize> {
        self.counts.iter_mut().find(|(known, _)| *known == name).map(|(_, count)| count)
    }

    /// Closes the innermost tag of this name; gives those inside of it that are still open.
    fn close(&mut self, name: &str) -> Option<Vec<(&'static Spec, Option<&'t Tag>)>> {
        self.count(name).filter(|count| **count > 0)?;
        let at = self.tags.iter().rposition(|(spec, _)| spec.name == name)?;
        let inner = self.tags.split_off(at + 1);
        self.tags.truncate(at);
        self.less(name);
        inner.iter().for_each(|(spec, _)| self.less(spec.name));
        Some(inner)
    }

    fn less(&mut self, name: &str) {
        if let Some(count) = self.count(name) {
            *count -= 1;
        }
    }
}

impl Checker<'_> {
    pub(super) fn tags_are_known_and_closed(&mut self, runs: &[(&Run, Vec<Token>)]) {
        let mut open = Open::default();
        let mut unknown = Index::default();
        for token in runs.iter().flat_map(|(_, tokens)| tokens) {
            match &token.kind {
                Inline::Tag(tag) => match spec(&self.source.text(tag.name.clone())) {
                    Some(spec) if tag.closing => self.closes(&mut open, spec, tag),
                    Some(spec) => {
                        self.tag(spec, tag);
                        if spec.name != "at" {
                            self.styled(tag.range.clone(), format!("<{}>", spec.name));
                        }
                        if !tag.empty && spec.close != Close::Never {
                            open.push(spec, Some(tag));
                        }
                    }
                    None => self.unknown(tag, &mut unknown),
                },
                Inline::OpenTag(name) => {
                    if let Some(spec) = self.without_end(token.range.start, name) {
                        open.push(spec, None);
                    }
                }
                Inline::Break => self.line_break(token),
                _ => {}
            }
        }
        for (spec, tag) in open.tags {
            self.never_closed(spec, tag);
        }
    }

    fn closes(&mut self, open: &mut Open<'_>, spec: &Spec, tag: &Tag) {
        let name = spec.name;
        let Some(inner) = open.close(name) else {
            if spec.close == Close::Needed {
                let help = format!("write `<{name}…>` before, or remove it");
                self.report(&TAG_NOT_CLOSED, tag.range.clone(), format!("`</{name}>` closes nothing"), help);
            }
            return;
        };
        for (inner, opened) in inner {
            self.never_closed(inner, opened);
        }
        if name == "number_tag" {
            // Its content is between the two tags.
            if let Some(start) = self.opening_end(tag) {
                self.number_badge(start..tag.range.start);
            }
        }
    }

    /// The end of the `>` before a closing tag, if only text is between them.
    fn opening_end(&self, closing: &Tag) -> Option<usize> {
        let before = self.source.slice(closing.range.start.saturating_sub(64)..closing.range.start);
        before.iter().rposition(|c| *c == '>').map(|at| closing.range.start - before.len() + at + 1)
    }

    fn number_badge(&mut self, range: Range<usize>) {
        let text = self.source.text(range.clone());
        let known = !self.source.has_hole(range.clone()) && !text.contains('{');
        if known && !text.trim().parse::<u8>().is_ok_and(|number| number <= 99) {
            let message = format!("expected a number from 0 to 99, found `{}`", self.source.shown(range.clone()));
            self.report(&NUMBER_BADGE, range, message, "show larger numbers as text, or in a `<text_tag>`");
        }
    }

    fn never_closed(&mut self, spec: &Spec, tag: Option<&Tag>) {
        if let Some(tag) = tag.filter(|_| spec.close == Close::Needed) {
            let name = spec.name;
            let help = format!("write `</{name}>` where it ends");
            self.report(&TAG_NOT_CLOSED, tag.range.clone(), format!("`<{name}>` is never closed"), help);
        }
    }

    fn unknown(&mut self, tag: &Tag, known_by_now: &mut Index<String>) {
        let name = self.source.text(tag.name.clone());
        if tag.closing && known_by_now.find(&name).is_some() {
            return;
        }
        let lower = name.to_ascii_lowercase();
        let shown = self.source.shown(tag.range.clone());
        let instead = INSTEAD.iter().find(|(html, _)| *html == lower).map(|(_, help)| (*help).to_owned());
        let near = || nearest(&lower, TAGS.iter().map(|t| t.name)).map(|near| format!("did you mean `<{near}>`?"));
        let inner: String = shown.trim_start_matches('<').trim_end_matches('>').into();
        let help = instead.or_else(near).unwrap_or_else(|| format!("to show it, write `&#60;{inner}&#62;`"));
        self.report(&UNKNOWN_TAG, tag.range.clone(), format!("unknown tag `{shown}`: it is not shown"), help);
        known_by_now.add(name);
    }

    fn without_end(&mut self, at: usize, name: &Range<usize>) -> Option<&'static Spec> {
        let text = self.source.text(name.clone());
        let spec = spec(&text)?;
        let help = "close its quotes and write the `>`; to show a `<`, write `&#60;`";
        self.report(&TAG_WITHOUT_END, at..name.end, format!("the tag `<{text}` has no `>`"), help);
        Some(spec)
    }

    /// `<br>` is a token of its own where it is known: elsewhere it is a tag, and found as such.
    fn line_break(&mut self, token: &Token) {
        if let Found::Tag(tag) = tag(self.source, token.range.start, token.range.end)
            && let Some(first) = tag.attributes.first()
        {
            self.unknown_attribute("br", &[], first);
        }
    }

    fn tag(&mut self, spec: &Spec, tag: &Tag) {
        if !spec.flavours.contains(&self.flavour) {
            let kind = match self.flavour {
                Flavour::LarkMd => "`lark_md`",
                _ => "JSON 1.0",
            };
            let help = match (spec.name, self.flavour) {
                ("br", _) => "write a new line, `\\n`".to_owned(),
                ("hr", Flavour::Markdown1) => "write `---` on a line of its own".to_owned(),
                (_, Flavour::LarkMd) => "use a `markdown` component".to_owned(),
                _ => "it requires JSON 2.0".to_owned(),
            };
            let message = format!("`<{}>` is not documented for {kind}", spec.name);
            self.report(&TAG_OF_OTHER_FLAVOUR, tag.range.clone(), message, help);
        }
        let lacks = self.lacks_what_it_needs(spec, tag);
        for attribute in &tag.attributes {
            let name = self.source.text(attribute.name.clone());
            match spec.attributes.iter().find(|(known, _)| *known == name) {
                Some((_, kind)) => self.attribute(&name, *kind, attribute),
                // One mistake, one finding: what is missing may be what is misspelt, and holes are refused already.
                None if lacks || self.source.has_hole(attribute.name.clone()) => {}
                None => self.unknown_attribute(spec.name, spec.attributes, attribute),
            }
        }
        match spec.name {
            "audio" => self.audio(tag),
            "person" => self.person(tag),
            _ => {}
        }
    }
}
