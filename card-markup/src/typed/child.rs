//! Children of every kind: elements, texts, expressions; and members that come from two places.

use super::{
    Lower,
    scope::{How, Scope, Target},
};
use crate::{
    syntax::{AttributeValue, Child, Element, Rust, Text},
    typed::TextPieces,
    typed::{Filled, Filling, Record, Step},
};
use feishu_card_schema::{
    Version, entries, joined,
    table::{
        Kind, Member, Object,
        names::{child_list, main_text},
        objects,
    },
};
use proc_macro2::Span;

entries! {
    TEXT_MISPLACED = "C0013" "text where components belong" [E E E]
        why "Containers hold components; text needs one around it (markup §4)."
        wrong "card! { <card>\"hello\"</card> }"
        right "card! { <card><div>\"hello\"</div></card> }"

    NO_SPLICE = "C0022" "an expression is not allowed here" [E E E]
        why "`{expr}` as a child is a component, an item or a text, by its parent (markup §3)."
        wrong "card! { <table>{rows}</table> }"
        right "card! { <table rows={rows}/> }"
}

impl Lower<'_> {
    /// Lowers children into the statements of what holds them.
    pub(super) fn children(&mut self, children: &[Child], scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        let mut after_text = false;
        for child in children {
            match child {
                Child::Element(element) => self.element(element, scope, out),
                Child::Text(text) => self.text(text, after_text, scope, out),
                Child::Splice(rust) => self.splice(rust, scope, out),
                Child::Dead(rust) => out.push(Step::Dead(rust.clone())),
                Child::Flow(flow) => self.flow(flow, scope, out),
            }
            after_text = matches!(child, Child::Text(_));
        }
    }

    /// A string between the tags (R8, R19).
    fn text(&mut self, text: &Text, after_text: bool, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        if let Target::Record(object) = scope.target {
            if let Some(member) = main_text(object) {
                let plan = self.pieces(text, scope.markdown);
                if self.give(scope, member.name, How::Text, text.span) {
                    out.push(Step::Text(plan));
                }
                return;
            }
            if let Some(list) = child_list(object).filter(|list| holds_notes(list)) {
                let plan = self.pieces(text, None);
                return self.note_text(plan, text.span, after_text, list, scope, out);
            }
        }
        scope.damaged = true;
        let (message, help) = text_misplaced(scope, self.version);
        self.findings.add(&TEXT_MISPLACED, text.span, message, help);
    }

    /// A literal in a note is an item of plain text; adjacent ones join (R19).
    fn note_text(
        &mut self,
        plan: TextPieces,
        at: Span,
        after_text: bool,
        list: &'static Member,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        if after_text
            && let Some(Step::Push { item: Filled { with: Filling::Record(record), .. }, .. }) = out.last_mut()
        {
            record.body.push(Step::Text(plan));
            return;
        }
        if self.give_list(scope, list, at) {
            let record = plain_text(plan, scope.open, at);
            out.push(Step::Push { list: Some(list), item: Filled { at, with: Filling::Record(record) } });
        }
    }

    /// `{expr}` between the tags.
    fn splice(&mut self, rust: &Rust, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        let value = |member: &Member| {
            let is_text = member.kind.is_family(&objects::Text);
            let kind = if is_text { Filling::TextExpr(rust.clone()) } else { Filling::Expr(rust.clone()) };
            Filled { at: rust.open, with: kind }
        };
        match scope.target {
            Target::Items(_) => out.push(Step::Splice { list: None, expr: rust.clone() }),
            Target::Wrap(member) => {
                if self.give(scope, member.name, How::Child, rust.span) {
                    out.push(Step::Set { member, at: rust.open, value: value(member) });
                }
            }
            Target::Record(object) => {
                if let Some(member) = main_text(object) {
                    if !self.give(scope, member.name, How::Text, rust.span) {
                        return out.push(Step::Dead(rust.clone()));
                    }
                    if scope.sole && !scope.in_loop && matches!(member.kind, Kind::Family(_)) {
                        out.push(Step::Set { member, at: rust.open, value: value(member) });
                    } else {
                        out.push(Step::Text(TextPieces::expr(rust.clone(), scope.markdown)));
                    }
                } else if let Some(list) = child_list(object) {
                    if self.give_list(scope, list, rust.span) {
                        out.push(Step::Splice { list: Some(list), expr: rust.clone() });
                    }
                } else {
                    self.no_splice(rust, object, scope, out);
                }
            }
            Target::Map(_) => {
                let help = "write one child per key, or give the whole map as an attribute";
                self.findings.add(&NO_SPLICE, rust.span, format!("`<{}>` holds keys", scope.name), help);
                out.push(Step::Dead(rust.clone()));
            }
        }
    }

    fn no_splice(&mut self, rust: &Rust, object: &'static Object, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        scope.damaged = true;
        let (message, help) = if object.items.is_empty() {
            (
                format!("`<{}>` cannot have children from an expression", scope.name),
                "give its members as attributes".to_owned(),
            )
        } else {
            let lists = joined(object.items, " or ", &|(_, list)| format!("`{list}={{…}}`"));
            (format!("`<{}>` has several lists", scope.name), format!("write {lists}"))
        };
        self.findings.add(&NO_SPLICE, rust.span, message, help);
        out.push(Step::Dead(rust.clone()));
    }
}

/// A plain text with this content.
pub(super) fn plain_text(plan: TextPieces, open: Span, at: Span) -> Record {
    Record::new(&objects::PlainText, open, at, vec![Step::Text(plan)])
}

fn holds_notes(list: &Member) -> bool {
    list.kind.is_list_of(&objects::NoteElement)
}

fn text_misplaced(scope: &Scope<'_>, version: Option<Version>) -> (String, String) {
    let wrap = "write `<div>\"…\"</div>` or `<markdown>\"…\"</markdown>`";
    match scope.target {
        Target::Record(object) if *object == objects::Card || *object == objects::Body => {
            ("a card holds components, not text".to_owned(), wrap.to_owned())
        }
        Target::Record(object) if !object.children.is_empty() => {
            let help = match object.tag {
                "action" if version != Some(Version::V2) => "write `<button>\"…\"</button>`",
                _ => wrap,
            };
            (format!("`<{}>` holds components, not text", scope.name), help.to_owned())
        }
        Target::Record(object) => match object.items {
            [] => (
                format!("`<{}>` cannot have text", scope.name),
                format!("remove it, or move it next to `<{}>`", scope.name),
            ),
            _ if object.member("title").is_some() => {
                (format!("`<{}>` cannot have text", scope.name), "write `title=\"…\"`".to_owned())
            }
            [(item, _), ..] => {
                (format!("`<{}>` holds items, not text", scope.name), format!("its items are `<{item} …>`"))
            }
        },
        Target::Items(_) if scope.name.is_empty() => ("a list holds components, not text".to_owned(), wrap.to_owned()),
        Target::Items(_) => (format!("`<{}>` holds a list, not text", scope.name), wrap.to_owned()),
        Target::Map(_) => (format!("`<{}>` holds keys, not text", scope.name), "write one child per key".to_owned()),
        Target::Wrap(member) => match member.kind {
            Kind::Family(family) if *family == objects::Text => (
                format!("`<{}>` holds text and a text element", scope.name),
                "move the text inside the text element".to_owned(),
            ),
            _ => (format!("`<{}>` holds a component, not text", scope.name), "put one component inside it".to_owned()),
        },
    }
}

/// The expressions between the tags, but those that control flow binds names for.
pub(super) fn expressions(children: &[Child]) -> Vec<Rust> {
    let mut found = Vec::new();
    for child in children {
        match child {
            Child::Element(element) => found.extend(inner_expressions(element)),
            Child::Splice(rust) | Child::Dead(rust) => found.push(rust.clone()),
            _ => {}
        }
    }
    found
}

/// The expressions in an element that is not expanded.
pub(super) fn inner_expressions(element: &Element) -> Vec<Rust> {
    let mut found = Vec::new();
    for attribute in &element.attributes {
        if let AttributeValue::Rust(rust) = &attribute.value {
            found.push(rust.clone());
        }
    }
    found.extend_from_slice(&element.dead);
    found.extend(expressions(&element.children));
    found
}
