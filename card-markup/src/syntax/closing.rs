//! Closing tags: what each closes, which close nothing, and which are missing.

use super::{
    Parser,
    tree::{Child, ClosingTag, Element, Name},
};
use feishu_card_schema::{
    entries, nearest,
    table::{
        names::{self, ChildName},
        objects,
    },
};

entries! {
    NOT_CLOSED = "C0001" "a tag is never closed" [E E E]
        why "Every opening tag has its closing tag, or ends in `/>` (markup §1)."
        wrong "card! { <card><hr></card> }"
        right "card! { <card><hr/></card> }"

    CLOSES_NOTHING = "C0002" "a closing tag closes nothing" [E E E]
        why "A closing tag names the innermost tag that is open (markup §1)."
        wrong "card! { <card><div>\"x\"</dvi></card> }"
        right "card! { <card><div>\"x\"</div></card> }"
}

/// How far ahead a closing tag is looked for: far enough for what is written by hand, and no quadratic time for what is
/// not.
pub(super) const SIGHT: usize = 4096;

/// What a closing tag does.
pub(super) enum Closing {
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
    /// Reports a tag that is never closed. Of several that are open at the end only the innermost is: the help closes all.
    pub(super) fn never_closed(&mut self, parent: Option<&Name>, children: &mut Vec<Child>, at_end: bool) {
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
                    let mut all = String::new();
                    self.open.iter().rev().for_each(|open| all.push_str(&format!("</{open}>")));
                    help = format!("write `{all}` at the end");
                }
            }
            self.findings.add(&NOT_CLOSED, name.span, format!("`<{}>` is never closed", name.text), help);
        }
    }

    /// The closing tag that is next.
    pub(super) fn closing(&mut self, parent: Option<&Name>) -> Closing {
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
            self.a_closing_tag_has_a_name(start, parent.filter(|_| closes));
            self.cursor.eat('>');
            return if closes && parent.is_some() {
                Closing::This(ClosingTag { open: start, name: None })
            } else {
                Closing::Nothing
            };
        };
        if let Some(parent) = parent
            && self.a_closing_tag_is_cut_off(&name, parent)
        {
            // what it closes is what is open
            return Closing::This(ClosingTag { open: start, name: Some(name) });
        }
        if parent.is_some_and(|parent| parent.text == name.text) {
            self.a_closing_tag_ends(&name);
            return Closing::This(ClosingTag { open: start, name: Some(name) });
        }
        if self.open.iter().any(|open| **open == *name.text) {
            if let Some(parent) = parent
                && self.is_swapped(parent)
            {
                let message = format!("`</{}>` comes before `</{}>`, which it is around", name.text, parent.text);
                let help = format!("write `</{}></{}>`", parent.text, name.text);
                self.findings.add(&CLOSES_NOTHING, name.span, message, help);
                self.late = Some(parent.text.clone());
                self.cursor.reset(mark);
                return Closing::This(ClosingTag { open: start, name: None });
            }
            self.cursor.reset(mark);
            return Closing::Outer;
        }
        self.a_closing_tag_ends(&name);
        if self.late.take_if(|late| *late == name.text).is_some() {
            return Closing::Nothing;
        }
        let Some(parent) = parent else {
            let message = format!("`</{}>` closes nothing", name.text);
            self.findings.add(&CLOSES_NOTHING, name.span, message, "remove it, or write the opening tag");
            self.stray.extend(name.ident);
            return Closing::Nothing;
        };
        if nearest(&name.text, [parent.text.as_str()]).is_some() || !self.closes_soon(Some(parent)) {
            let message = format!("`</{}>` does not close `<{}>`", name.text, parent.text);
            self.findings.add(&CLOSES_NOTHING, name.span, message, format!("write `</{}>`", parent.text));
            return Closing::This(ClosingTag { open: start, name: Some(name) });
        }
        let message = format!("`</{}>` closes nothing", name.text);
        let help = format!("the open tag here is `<{}>`", parent.text);
        self.findings.add(&CLOSES_NOTHING, name.span, message, help);
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

    /// `</>` closes nothing here.
    pub(super) fn skip_list_end(&mut self) {
        if self.cursor.is(0, '<') && self.cursor.is(1, '/') && self.cursor.is(2, '>') {
            let span = self.cursor.here();
            self.findings.add(&CLOSES_NOTHING, span, "`</>` closes nothing here", "remove it");
            for _ in 0..3 {
                self.cursor.skip();
            }
        }
    }

    /// A list `<>` that nothing closes before the input ends; once for all that ends there.
    pub(super) fn a_list_ends_with_the_input(&mut self) -> bool {
        if !self.cursor.is_done() {
            return false;
        }
        let span = self.cursor.before();
        self.cut_off(
            &NOT_CLOSED,
            span,
            "the list `<>` is never closed".to_owned(),
            "write `</>` at its end".to_owned(),
        );
        true
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

/// Whether a component surely is not a child of the tag `parent`, so that it comes after it.
fn is_alien(parent: &str, child: &Element) -> bool {
    let Some(parent) = names::tagged(&objects::Component, parent) else { return false };
    let Some(name) = &child.name else { return false };
    let known = names::tagged(&objects::Component, &name.text).is_some();
    known && matches!(names::meaning(parent, &name.text), ChildName::Unknown)
}
