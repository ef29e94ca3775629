//! The root: one element or a list `<>…</>`; and what a root can be.

use super::{
    Parser,
    tree::{Child, MarkupRoot},
};
use feishu_card_schema::{
    entries, joined, nearest,
    rules::Wording,
    table::{Object, names},
};

entries! {
    ROOT = "C0010" "not a root" [E E E]
        why "`card!` takes one element, or a list `<>…</>` (markup §5)."
        wrong "card! { <hr/><hr/> }"
        right "card! { <><hr/><hr/></> }"
}

impl Parser<'_> {
    pub(super) fn root(&mut self) -> MarkupRoot {
        if self.cursor.is(0, '<') && self.cursor.is(1, '>') {
            let open = self.cursor.here();
            self.cursor.skip();
            self.cursor.skip();
            self.in_list = true;
            let children = self.list_children();
            let end = self.cursor.before();
            self.nothing_more();
            return MarkupRoot::List { open, end, children };
        }
        let mut roots = Vec::new();
        while !self.cursor.is_done() {
            let children = self.children(None);
            roots.extend(children.children);
            self.skip_list_end();
        }
        let mut first = None;
        let mut others = Vec::new();
        for child in roots {
            match child {
                Child::Element(element) if first.is_none() => first = Some(element),
                other => others.push(other),
            }
        }
        for other in &others {
            if matches!(other, Child::Dead(_)) {
                continue;
            }
            let span = other.span();
            let (what, help) = match other {
                Child::Element(_) if first.is_some() => (
                    "expected one root element, found another",
                    "wrap several components in `<>…</>` to make a list of them",
                ),
                Child::Text(_) => ("text must be inside an element", "write `<div>\"…\"</div>`"),
                _ => ("the root of `card!` must be an element", "wrap it in `<>…</>` to make a list of components"),
            };
            self.findings.add(&ROOT, span, what, help);
        }
        match first {
            Some(mut element) => {
                for other in others {
                    if let Child::Splice(rust) | Child::Dead(rust) = other {
                        element.dead.push(rust);
                    }
                }
                MarkupRoot::Element(element)
            }
            None => {
                if self.findings.len() == 0 {
                    let help = "write `<card>…</card>`, a single component, or `<>…</>`";
                    self.findings.add(&ROOT, self.call, "`card!` is empty", help);
                }
                MarkupRoot::Nothing(others)
            }
        }
    }

    /// Children up to `</>`.
    fn list_children(&mut self) -> Vec<Child> {
        let mut all = Vec::new();
        loop {
            let found = self.children(None);
            all.extend(found.children);
            if self.cursor.is(0, '<') && self.cursor.is(1, '/') && self.cursor.is(2, '>') {
                for _ in 0..3 {
                    self.cursor.skip();
                }
                return all;
            }
            if self.a_list_ends_with_the_input() {
                return all;
            }
        }
    }

    fn nothing_more(&mut self) {
        if !self.cursor.is_done() {
            let span = self.cursor.here();
            self.findings.add(&ROOT, span, "unexpected markup after the list", "move it between `<>` and `</>`");
        }
    }

    /// `<>…</>` inside of an element: its children are taken as if it were not there.
    pub(super) fn inner_list(&mut self) -> Vec<Child> {
        let start = self.cursor.here();
        let help = "write the components here without `<>` and `</>`";
        self.findings.add(&ROOT, start, "a list `<>` is allowed at the root only", help);
        self.cursor.skip();
        self.cursor.skip();
        let outer = std::mem::replace(&mut self.in_list, true);
        let open = std::mem::take(&mut self.open);
        let children = self.list_children();
        self.in_list = outer;
        self.open = open;
        children
    }
}

/// An attribute of the root `<elements>`: `schema` alone.
pub(crate) fn attribute_of_a_list(attribute: &str) -> Option<Wording> {
    let message = format!("unknown attribute `{attribute}` of `<elements>`");
    (attribute != "schema").then(|| said(message, "its only attribute is `schema`"))
}

/// The part that the root `<owner.part>` is.
pub(crate) fn part_of(parent: &'static Object, owner: &str, part: &str) -> Result<&'static Object, Wording> {
    names::part(parent, part).ok_or_else(|| {
        let message = format!("`{part}` is not a part of `<{owner}>` that can be a root");
        let help = match nearest(part, names::child_names(parent)) {
            Some(near) if near != part => format!("did you mean `<{owner}.{near}>`?"),
            Some(_) => "a text is written `<plain_text>` or `<lark_md>`, an icon `<standard_icon>`".to_owned(),
            None => String::new(),
        };
        said(message, help)
    })
}

/// A name that several objects have as a part tells its owner.
pub(crate) fn ambiguous_part(name: &str, found: &[&'static Object]) -> Option<Wording> {
    if found.len() < 2 {
        return None;
    }
    let owners = joined(&names::owners(name), ", ", &|owner| format!("`<{owner}.{name}>`"));
    let message = format!("`{name}` is ambiguous: several objects have such a part");
    Some(said(message, format!("write the owner: {owners}")))
}

fn said(message: String, help: impl Into<String>) -> Wording {
    Wording { entry: &ROOT, message, help: Some(help.into()) }
}
