//! Texts: the wrapper `<M>` of a text member, and whether an expression is the whole text.

use super::{
    Lower,
    scope::{Scope, Target},
};
use crate::{
    syntax::{Child, Element, Name},
    typed::Record,
};
use feishu_card_schema::table::{
    Family, Item, Object,
    names::{ItemName, item_meaning},
    objects,
};

impl Lower<'_> {
    /// `<title en_us="…">"…"</title>`: plain text with members of its own (R7, R10).
    pub(super) fn wrapper_text(&mut self, element: &Element, name: &Name, parent: &'static Object) -> Record {
        let mut scope = Scope::new(Target::Record(&objects::PlainText), &name.text, element.open);
        scope.header_text = *parent == objects::Header;
        self.fill(element, &objects::PlainText, name, &mut scope)
    }
}

/// Whether the element holds a text element, so that it only names the member.
pub(super) fn wraps_text(element: &Element, family: &'static Family) -> bool {
    holds(&element.children, family)
}

fn holds(children: &[Child], family: &'static Family) -> bool {
    children.iter().any(|child| match child {
        Child::Element(element) => {
            let meaning = element.name.as_ref().map(|name| item_meaning(Item::Family(family), &name.text));
            matches!(meaning, Some(ItemName::Raw | ItemName::Object(_)))
        }
        Child::Flow(flow) => flow.bodies().into_iter().any(|body| holds(body, family)),
        Child::Text(_) | Child::Splice(_) | Child::Dead(_) => false,
    })
}

/// Whether the children hold exactly one piece of text, and that an expression: it may be a text object.
pub(super) fn is_sole(children: &[Child]) -> bool {
    let (mut texts, mut splices) = (0, 0);
    count(children, &mut texts, &mut splices);
    texts == 0 && splices == 1
}

fn count(children: &[Child], texts: &mut usize, splices: &mut usize) {
    for child in children {
        match child {
            Child::Text(_) => *texts += 1,
            Child::Splice(_) => *splices += 1,
            Child::Flow(flow) => flow.bodies().into_iter().for_each(|body| count(body, texts, splices)),
            Child::Element(_) | Child::Dead(_) => {}
        }
    }
}
