//! Children that mean nothing in their parent: what is said of them, and what is left of them.

use super::{Lower, child, element::is_components, scope::Scope};
use crate::{
    syntax::{Element, Name},
    typed::{Filled, Filling, Step},
};
use feishu_card_schema::{
    Reader, grammar as codes, nearest,
    rules::{self, Wording},
    table::{Kind, Member, Object, names, objects},
};

impl Lower<'_> {
    /// A name that means nothing in this parent.
    pub(super) fn unknown(
        &mut self,
        element: &Element,
        name: &Name,
        object: &'static Object,
        scope: &mut Scope,
        out: &mut Vec<Step>,
    ) {
        let list = object.member(object.children);
        if let Some(list) = list
            && let Kind::List(item) = list.kind
            && is_components(item)
        {
            if !self.give_list(scope, list, name.span) {
                return self.give_up(element, scope, out);
            }
            return self.unknown_component(element, name, Some(list), scope, out);
        }
        self.findings.say(misplaced(name, object, scope), name.span);
        self.give_up(element, scope, out);
    }

    /// A component that does not exist. What was probably meant takes its place, so that what is in it is checked.
    pub(super) fn unknown_component(
        &mut self,
        element: &Element,
        name: &Name,
        list: Option<&'static Member>,
        scope: &mut Scope,
        out: &mut Vec<Step>,
    ) {
        let tags = objects::Component.variants.iter().map(|object| object.tag);
        let near = nearest(&name.text, tags);
        let said = rules::unknown_component(Reader::Markup, None, &name.text);
        self.findings.say(said, name.span);
        match near.and_then(|near| names::tagged(&objects::Component, near)) {
            Some(object) => {
                let record = self.record(element, object, name);
                out.push(Step::Push { list, item: Filled::new(name.span, Filling::Record(record)) });
            }
            None => self.give_up(element, scope, out),
        }
    }

    /// Leaves an element out; its expressions stay for rustc.
    pub(super) fn give_up(&mut self, element: &Element, scope: &mut Scope, out: &mut Vec<Step>) {
        scope.damaged = true;
        out.extend(child::inner_expressions(element).into_iter().map(Step::Dead));
    }
}

/// How a member that is not an element is written.
pub(super) fn attribute_help(object: &Object, member: &Member, owner: &str) -> String {
    let item = object.items.iter().find(|(_, list)| *list == member.name);
    match (item, member.kind) {
        (Some((item, _)), _) => format!("write `<{item}>` children, or the attribute `{}={{…}}`", member.name),
        (None, Kind::List(_)) if member.name == "behaviors" => {
            "write `<callback>`, `<open_url>` or `<form_action>` as children".to_owned()
        }
        (None, Kind::List(_)) => format!("write the components as children of `<{owner}>`, or `{}={{…}}`", member.name),
        _ if member.name == object.text => "write the text as a child".to_owned(),
        _ => format!("write it as an attribute: `<{owner} {}=…>`", member.name),
    }
}

fn misplaced(name: &Name, object: &'static Object, scope: &Scope) -> Wording {
    let known = names::tagged(&objects::Component, &name.text).is_some();
    let parent = &scope.name;
    let items: Vec<_> = object.items.iter().map(|(item, _)| *item).collect();
    let legal = names::child_names(object);
    if known {
        let owner = format!("`<{parent}>`");
        if let [item, ..] = items.as_slice()
            && object.text.is_empty()
            && *object != objects::ColumnSet
        {
            return rules::not_an_item(Reader::Markup, &name.text, &owner, item);
        }
        let help = match object {
            _ if *object == objects::ColumnSet => "put it in a `<column>`".to_owned(),
            _ if *object == objects::Checker && name.text == "button" => {
                "write `<button_area><button>…</button></button_area>`".to_owned()
            }
            _ if *object == objects::Div => "put it next to the `<div>`; in JSON 1.0 `<extra>` holds one".to_owned(),
            _ if *object == objects::Note => "a note can contain texts, images and icons".to_owned(),
            _ if !object.text.is_empty() => format!("`<{parent}>` contains text; put the component next to it"),
            _ => format!("`<{parent}>` cannot contain components"),
        };
        return Wording { help: Some(help), ..rules::not_allowed(Reader::Markup, &name.text, &owner) };
    }
    let help = match nearest(&name.text, legal.iter().copied()) {
        Some(near) => Some(format!("did you mean `<{near}>`?")),
        None if legal.is_empty() => Some(format!("`<{parent}>` cannot have children")),
        None if legal.len() <= 12 => {
            let names: Vec<_> = legal.iter().map(|name| format!("`<{name}>`")).collect();
            Some(format!("expected {}", names.join(", ")))
        }
        None => None,
    };
    Wording { entry: &codes::CHILD_MISPLACED, message: format!("unknown child `{}` of `<{parent}>`", name.text), help }
}
