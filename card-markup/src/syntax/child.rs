//! What is between the tags, and the tag that closes it.

use super::Parser;
use crate::syntax::{Child, ClosingTag, Element, Name, Rust};
use feishu_card_schema::{
    grammar as codes, nearest,
    table::{
        names::{self, ChildName},
        objects,
    },
};
use proc_macro2::{Delimiter, TokenTree};

/// Words of Rust that open no markup.
const STATEMENTS: [&str; 6] = ["else", "let", "while", "loop", "return", "break"];

/// How deep elements and blocks nest at most: what reads them calls itself for each.
const DEEPEST: usize = 128;

/// How far ahead a closing tag is looked for: far enough for what is written by hand, and no quadratic time for what is
/// not.
pub(super) const SIGHT: usize = 4096;

/// Whether a component surely is not a child of the tag `parent`, so that it comes after it.
fn is_alien(parent: &str, child: &Element) -> bool {
    let Some(parent) = names::tagged(&objects::Component, parent) else { return false };
    let Some(name) = &child.name else { return false };
    let known = names::tagged(&objects::Component, &name.text).is_some();
    known && matches!(names::meaning(parent, &name.text), ChildName::Unknown)
}

/// Children and the name in their closing tag.
pub(super) struct Children {
    pub(super) children: Vec<Child>,
    pub(super) closing: Option<ClosingTag>,
}

/// What a closing tag does.
enum Closing {
    /// It closes the element whose children are parsed.
    This(ClosingTag),
    /// It closes an element further out.
    Outer,
    /// It closes nothing and was skipped.
    Nothing,
    /// `</>`, the end of a list.
    List,
}

impl Parser<'_> {
    /// Children up to the closing tag of `parent`, or to the end.
    pub(super) fn children(&mut self, parent: Option<&Name>) -> Children {
        if self.depth == DEEPEST {
            let span = parent.map_or_else(|| self.cursor.here(), |name| name.span);
            let help = "close the tags that are open; the platform takes far fewer levels";
            let message = format!("more than {DEEPEST} tags and blocks inside one another");
            self.findings.add(&codes::TAG, span, message, help);
            self.cursor.skip_all();
            return Children { children: Vec::new(), closing: None };
        }
        self.depth += 1;
        let found = self.children_within(parent);
        self.depth -= 1;
        found
    }

    fn children_within(&mut self, parent: Option<&Name>) -> Children {
        let mut found = Children { children: Vec::new(), closing: None };
        while let Some(token) = self.cursor.peek(0) {
            self.cut = false;
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '<' => {
                    if self.cursor.is(1, '!') {
                        self.html_comment();
                        continue;
                    }
                    if self.cursor.is(1, '>') {
                        let inner = self.inner_list();
                        found.children.extend(inner);
                        continue;
                    }
                    if !self.cursor.is(1, '/') {
                        let element = self.element();
                        found.children.push(Child::Element(Box::new(element)));
                        found.children.append(&mut self.hoisted);
                        continue;
                    }
                    match self.closing(parent) {
                        Closing::This(tag) => {
                            found.closing = Some(tag);
                            return found;
                        }
                        Closing::Outer => {
                            self.never_closed(parent, &mut found.children, false);
                            return found;
                        }
                        Closing::List => return found,
                        Closing::Nothing => {}
                    }
                }
                TokenTree::Ident(ident) if ident == "if" => self.if_child(&mut found.children),
                TokenTree::Ident(ident) if ident == "for" => self.for_child(&mut found.children),
                TokenTree::Ident(ident) if ident == "match" => self.match_child(&mut found.children),
                TokenTree::Ident(ident) if STATEMENTS.iter().any(|word| ident == word) => {
                    self.statement(&mut found.children);
                }
                TokenTree::Literal(_) => match self.string() {
                    Some(text) => found.children.push(Child::Text(text)),
                    None => self.bare_text(&mut found.children),
                },
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let group = group.clone();
                    if self.template(&group) {
                        continue;
                    }
                    let rust = Rust::braces(&group);
                    self.cursor.skip();
                    if rust.tokens.is_empty() {
                        let help = "write `{expression}`, or remove the braces; a comment needs none: `/* … */`";
                        self.findings.add(&codes::VALUE, rust.span, "these braces are empty", help);
                        self.left_out = true;
                    } else {
                        let use_of = self.as_child();
                        found.children.extend(self.expression(rust, use_of).map(Child::expression));
                    }
                }
                _ => self.bare_text(&mut found.children),
            }
        }
        self.never_closed(parent, &mut found.children, true);
        found
    }

    /// `<!-- … -->`, `<!DOCTYPE html>`: reported and skipped.
    fn html_comment(&mut self) {
        let start = self.cursor.here();
        let is_comment = self.cursor.is(2, '-') && self.cursor.is(3, '-');
        let (message, help) = match is_comment {
            true => ("an HTML comment is not a comment here", "comments are `// …` and `/* … */`"),
            false => ("a card has no document type", "remove it"),
        };
        self.findings.add(&codes::STRING_KIND, start, message, help);
        let mark = self.cursor.mark();
        let mut dashes = 0;
        while let Some(token) = self.cursor.bump() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '-' => dashes += 1,
                TokenTree::Punct(punct) if punct.as_char() == '>' && (dashes >= 2 || !is_comment) => return,
                _ => dashes = 0,
            }
        }
        // its end is missing: what looks like a tag goes on
        self.cursor.reset(mark);
        self.cursor.skip();
        while self.cursor.peek(0).is_some() && !self.cursor.is(0, '<') {
            self.cursor.skip();
        }
    }

    /// `<>…</>` inside of an element: its children are taken as if it were not there.
    fn inner_list(&mut self) -> Vec<Child> {
        let start = self.cursor.here();
        let help = "write the components here without `<>` and `</>`";
        self.findings.add(&codes::ROOT, start, "a list `<>` is allowed at the root only", help);
        self.cursor.skip();
        self.cursor.skip();
        let outer = std::mem::replace(&mut self.in_list, true);
        let open = std::mem::take(&mut self.open);
        let children = self.list_children();
        self.in_list = outer;
        self.open = open;
        children
    }

    /// Reports a tag that is never closed. Of several that are open at the end only the innermost is: the help closes all.
    fn never_closed(&mut self, parent: Option<&Name>, children: &mut Vec<Child>, at_end: bool) {
        if let Some(name) = parent {
            self.left_out = true;
            let alien = |child: &Child| matches!(child, Child::Element(child) if is_alien(&name.text, child));
            if let Some(first) = children.iter().position(alien) {
                self.hoisted = children.split_off(first);
            }
            let next = match self.hoisted.first() {
                Some(Child::Element(next)) => next.name.as_ref(),
                _ => None,
            };
            let mut help = match (next, children.is_empty()) {
                (Some(next), false) => format!("write `</{}>` before the next `<{}>`", name.text, next.text),
                (_, false) => format!("write `</{}>` behind its content", name.text),
                (_, true) => format!("write `<{0}/>`, or `</{0}>` at its end", name.text),
            };
            if at_end {
                if std::mem::replace(&mut self.cut, true) {
                    return;
                }
                if self.open.len() > 1 {
                    let all: String = self.open.iter().rev().map(|open| format!("</{open}>")).collect();
                    help = format!("write `{all}` at the end");
                }
            }
            self.findings.add(&codes::NOT_CLOSED, name.span, format!("`<{}>` is never closed", name.text), help);
        }
    }

    /// The closing tag that is next.
    fn closing(&mut self, parent: Option<&Name>) -> Closing {
        let mark = self.cursor.mark();
        let start = self.cursor.here();
        self.cursor.skip();
        self.cursor.skip();
        let Some(name) = self.closing_name() else {
            if self.cursor.is(0, '>') && (parent.is_none() || self.in_list) {
                self.cursor.reset(mark);
                return if parent.is_none() { Closing::List } else { Closing::Outer };
            }
            let closes = !self.closes_soon(parent);
            let (message, help) = match parent {
                Some(name) if closes => ("the closing tag has no name", format!("write `</{}>`", name.text)),
                _ => ("this closing tag closes nothing", "remove it".to_owned()),
            };
            self.findings.add(&codes::TAG, start, message, help);
            self.cursor.eat('>');
            return if closes && parent.is_some() {
                Closing::This(ClosingTag { open: start, name: None })
            } else {
                Closing::Nothing
            };
        };
        if let Some(parent) = parent
            && self.cursor.is_done()
        {
            // it is cut off: what it closes is what is open
            let message = format!("the closing tag `</{}` has no `>`", name.text);
            self.cut_off(&codes::TAG, name.span, message, format!("write `</{}>`", parent.text));
            return Closing::This(ClosingTag { open: start, name: Some(name) });
        }
        if parent.is_some_and(|parent| parent.text == name.text) {
            self.end_of_closing(&name);
            return Closing::This(ClosingTag { open: start, name: Some(name) });
        }
        if self.open.iter().any(|open| **open == *name.text) {
            if let Some(parent) = parent
                && self.is_swapped(parent)
            {
                let message = format!("`</{}>` comes before `</{}>`, which it is around", name.text, parent.text);
                let help = format!("write `</{}></{}>`", parent.text, name.text);
                self.findings.add(&codes::CLOSES_NOTHING, name.span, message, help);
                self.late = Some(parent.text.clone());
                self.cursor.reset(mark);
                return Closing::This(ClosingTag { open: start, name: None });
            }
            self.cursor.reset(mark);
            return Closing::Outer;
        }
        self.end_of_closing(&name);
        if self.late.take_if(|late| *late == name.text).is_some() {
            return Closing::Nothing;
        }
        let Some(parent) = parent else {
            let message = format!("`</{}>` closes nothing", name.text);
            self.findings.add(&codes::CLOSES_NOTHING, name.span, message, "remove it, or write the opening tag");
            self.stray.extend(name.ident);
            return Closing::Nothing;
        };
        if nearest(&name.text, [parent.text.as_str()]).is_some() || !self.closes_soon(Some(parent)) {
            let message = format!("`</{}>` does not close `<{}>`", name.text, parent.text);
            self.findings.add(&codes::CLOSES_NOTHING, name.span, message, format!("write `</{}>`", parent.text));
            return Closing::This(ClosingTag { open: start, name: Some(name) });
        }
        let message = format!("`</{}>` closes nothing", name.text);
        let help = format!("the open tag here is `<{}>`", parent.text);
        self.findings.add(&codes::CLOSES_NOTHING, name.span, message, help);
        self.stray.extend(name.ident);
        Closing::Nothing
    }

    /// The name in a closing tag; of a part with its owner both names.
    fn closing_name(&mut self) -> Option<Name> {
        let mut name = self.name_or_string()?;
        if self.cursor.is(0, '.') && self.cursor.ident(1).is_some() {
            self.cursor.skip();
            if let Some(part) = self.name() {
                name = Name { text: format!("{}.{}", name.text, part.text), ..part };
            }
        }
        Some(name)
    }

    /// Whether the closing tag of `parent` is right behind the one whose name was read: they are swapped.
    fn is_swapped(&mut self, parent: &Name) -> bool {
        self.late.is_none()
            && self.cursor.is(0, '>')
            && self.cursor.is(1, '<')
            && self.cursor.is(2, '/')
            && self.cursor.is_word(3, &parent.text)
            && self.cursor.is(4, '>')
            && self.open.iter().filter(|open| ***open == *parent.text).count() == 1
    }

    fn end_of_closing(&mut self, name: &Name) {
        if self.cursor.eat('>').is_some() {
            return;
        }
        let message = format!("the closing tag `</{}` has no `>`", name.text);
        let help = format!("write `</{}>`; closing tags cannot have attributes", name.text);
        self.findings.add(&codes::TAG, name.span, message, help);
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

    /// Whether the closing tag of `parent` comes before that of an element around it.
    fn closes_soon(&mut self, parent: Option<&Name>) -> bool {
        let Some(parent) = parent else { return false };
        let mut n = 0;
        let mut depth = 0usize;
        while n < SIGHT && self.cursor.peek(n).is_some() {
            if self.cursor.is(n, '<') && self.cursor.is_word(n + 1, &parent.text) {
                depth += 1;
            } else if self.cursor.is(n, '/') && self.cursor.is(n + 1, '>') {
                depth = depth.saturating_sub(usize::from(self.is_self_closed(n, &parent.text)));
            } else if self.cursor.is(n, '<') && self.cursor.is(n + 1, '/') {
                if self.cursor.is_word(n + 2, &parent.text) {
                    if depth == 0 {
                        return true;
                    }
                    depth -= 1;
                } else {
                    let closing = self.cursor.ident(n + 2).map(super::name::plain);
                    if depth == 0 && closing.is_some_and(|closing| self.open.iter().any(|open| **open == *closing)) {
                        return false;
                    }
                }
            }
            n += 1;
        }
        false
    }

    /// Whether the `/>` at `n` ends a tag of this name.
    fn is_self_closed(&mut self, n: usize, name: &str) -> bool {
        let mut at = n;
        while at > 0 {
            at -= 1;
            if self.cursor.is(at, '<') {
                return self.cursor.is_word(at + 1, name);
            }
        }
        false
    }
}
