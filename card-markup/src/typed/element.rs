//! Elements: what a child's name means, and the object that it becomes.

use super::{
    Lower, child,
    scope::{How, MapOf, Scope, Target},
};
use crate::{
    rewrite,
    syntax::{Element, Json, JsonValue, Name},
    typed::{Filled, Filling, Record, Step},
};
use feishu_card_schema::{
    Version,
    table::{
        Item, Kind, Member, Object,
        names::{self, ChildName, ItemName},
        objects,
    },
};
use proc_macro2::Span;

impl Lower<'_> {
    /// A child element.
    pub(super) fn element(&mut self, element: &Element, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        let Some(name) = &element.name else {
            return out.extend(child::inner_expressions(element).into_iter().map(Step::Dead));
        };
        if let Some(owner) = &element.owner {
            self.owner_of_a_child(owner, name);
            if matches!(scope.target, Target::Record(object) if matches!(names::meaning(object, &name.text), ChildName::Unknown))
            {
                return self.give_up(element, scope, out);
            }
        }
        match scope.target {
            Target::Record(object) => self.child_of_record(element, name, object, scope, out),
            Target::Items(item) => self.child_of_list(element, name, item, None, scope, out),
            Target::Map(of) => self.key(element, name, of, scope, out),
            Target::Wrap(member) => self.wrapped(element, name, member, scope, out),
        }
    }

    pub(super) fn child_of_record(
        &mut self,
        element: &Element,
        name: &Name,
        object: &'static Object,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        let at = name.span;
        if self.is_key_in_an_object(name, scope) {
            return self.give_up(element, scope, out);
        }
        match names::meaning(object, &name.text) {
            ChildName::Member(member) => self.member(element, name, object, member, scope, out),
            ChildName::Link(action) => {
                if !self.give(scope, action.name, How::Child, at) {
                    return self.give_up(element, scope, out);
                }
                let Kind::Object(wrapper) = action.kind else { return };
                let Some(link) = wrapper.member("multi_url") else { return };
                let Kind::Object(target) = link.kind else { return };
                let record = self.record(element, target, name);
                let set = Step::Set { member: link, at, value: Filled::new(at, Filling::Record(record)) };
                let outer = Record::new(wrapper, element.open, at, vec![set]);
                out.push(Step::Set { member: action, at, value: Filled::new(at, Filling::Record(outer)) });
            }
            ChildName::Item(list, object) | ChildName::Behavior(list, object) | ChildName::Component(list, object) => {
                if self.version == Some(Version::V2)
                    && let Some(help) = rewrite::of_the_first_version(element)
                {
                    self.findings.advise("C0104", at, help);
                }
                if !self.give_list(scope, list, at) {
                    return self.give_up(element, scope, out);
                }
                let record = self.record(element, object, name);
                out.push(Step::Push { list: Some(list), item: Filled::new(at, Filling::Record(record)) });
            }
            ChildName::Row(list) => {
                if !self.give_list(scope, list, at) {
                    return self.give_up(element, scope, out);
                }
                let row = self.row(element, name);
                out.push(Step::Push { list: Some(list), item: Filled::new(at, Filling::Json(row)) });
            }
            ChildName::Text(member, object) => {
                if !self.give(scope, member.name, How::Child, at) {
                    return self.give_up(element, scope, out);
                }
                let record = self.record(element, object, name);
                out.push(Step::Set { member, at, value: Filled::new(at, Filling::Record(record)) });
            }
            ChildName::Raw(Some(list)) => {
                if self.give_list(scope, list, at)
                    && let Some(item) = self.raw(element, name)
                {
                    out.push(Step::Push { list: Some(list), item });
                }
            }
            ChildName::Raw(None) => {
                self.raw_without_a_list(scope, at);
            }
            ChildName::Unknown => self.unknown(element, name, object, scope, out),
        }
    }

    fn child_of_list(
        &mut self,
        element: &Element,
        name: &Name,
        item: Item,
        list: Option<&'static Member>,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        let at = name.span;
        let meaning = if name.quoted { ItemName::Unknown } else { names::item_meaning(item, &name.text) };
        match meaning {
            ItemName::Raw => out.extend(self.raw(element, name).map(|item| Step::Push { list, item })),
            ItemName::Object(object) => {
                let record = self.record(element, object, name);
                out.push(Step::Push { list, item: Filled::new(at, Filling::Record(record)) });
            }
            ItemName::Unknown if item.is_family(&objects::Component) => {
                self.unknown_component(element, name, list, scope, out);
            }
            ItemName::Unknown => {
                self.not_an_item(name, item, scope);
                self.give_up(element, scope, out);
            }
        }
    }

    /// A member that is written as an element (R2).
    fn member(
        &mut self,
        element: &Element,
        name: &Name,
        object: &'static Object,
        member: &'static Member,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        let at = name.span;
        if self.is_no_element(element, object, member, scope, at) {
            return self.give_up(element, scope, out);
        }
        if let Kind::Family(family) = member.kind
            && (*family == objects::Component
                || (*family == objects::Text && super::wrapper::wraps_text(element, family)))
        {
            return self.wrap(element, name, member, scope, out);
        }
        if !self.give(scope, member.name, How::Child, at) {
            return self.give_up(element, scope, out);
        }
        if self.is_body_behind_components(member, object, scope, at) {
            return self.give_up(element, scope, out);
        }
        if let Some(value) = self.member_value(element, name, object, member) {
            out.push(Step::Set { member, at, value });
        }
    }

    fn member_value(
        &mut self,
        element: &Element,
        name: &Name,
        parent: &'static Object,
        member: &'static Member,
    ) -> Option<Filled> {
        let at = name.span;
        let kind = match member.kind {
            Kind::Object(object) => Filling::Record(self.record(element, object, name)),
            Kind::Family(family) => {
                let is_empty = element.attributes.is_empty() && element.children.is_empty() && element.dead.is_empty();
                if is_empty {
                    empty_object(at)
                } else if *family == objects::Icon {
                    Filling::Record(self.icon(element, name, parent))
                } else if *family == objects::Fallback {
                    Filling::Record(self.record(element, &objects::FallbackText, name))
                } else {
                    Filling::Record(self.wrapper_text(element, name, parent))
                }
            }
            Kind::LocaleStrs | Kind::LocaleKeys => Filling::Map(self.string_map(element, name, parent)),
            Kind::LocaleObjects(item) | Kind::Named(item) => {
                Filling::Map(self.map(element, name, MapOf::Objects(item)))
            }
            Kind::LocaleLists(item) => Filling::Map(self.map(element, name, MapOf::Lists(item))),
            _ => return None,
        };
        Some(Filled::new(at, kind))
    }

    /// `<title>` or `<extra>` around what the member is.
    fn wrap(
        &mut self,
        element: &Element,
        name: &Name,
        member: &'static Member,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        self.a_wrapper_has_no_attributes(element, name, member);
        let mut inner = Scope::new(Target::Wrap(member), &name.text, element.open);
        inner.given.clone_from(&scope.given);
        inner.in_loop = scope.in_loop;
        // a second `<M>` is reported at its own name, not at what it holds
        if scope.given(member.name).is_some() {
            self.give(scope, member.name, How::Child, name.span);
            return self.give_up(element, scope, out);
        }
        self.children(&element.children, &mut inner, out);
        scope.given = inner.given;
        scope.damaged |= inner.damaged;
    }

    fn wrapped(
        &mut self,
        element: &Element,
        name: &Name,
        member: &'static Member,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        let Kind::Family(family) = member.kind else { return };
        let at = name.span;
        let kind = match names::item_meaning(Item::Family(family), &name.text) {
            ItemName::Raw => self.raw(element, name).map(|value| value.with),
            ItemName::Object(object) => Some(Filling::Record(self.record(element, object, name))),
            ItemName::Unknown => None,
        };
        let Some(kind) = kind else {
            if *family == objects::Component {
                return self.unknown_component(element, name, None, scope, out);
            }
            self.not_a_text(name, family, scope);
            return self.give_up(element, scope, out);
        };
        if self.give(scope, member.name, How::Child, at) {
            out.push(Step::Set { member, at, value: Filled::new(at, kind) });
        }
    }
}

/// `{}` in the JSON.
pub(super) fn empty_object(at: Span) -> Filling {
    Filling::Raw { json: Json { span: at, end: at, value: JsonValue::Map(Vec::new()) }, checked: false }
}
