//! Elements: what a child's name means, and the object that it becomes.

use super::{
    Lower, child, html,
    resolve::{self, Slot, resolve},
    scope::{How, MapOf, Place, Scope},
};
use crate::{
    ast::{Attribute, Element, Json, JsonValue, Name},
    plan::{Record, Stmt, Value, ValueKind},
};
use feishu_card_schema::{
    Version,
    catalogue::{markup as codes, names::UNKNOWN_COMPONENT, nesting::NOT_HERE},
    nearest,
    table::{Item, Kind, Member, Object, objects},
};

impl Lower<'_> {
    /// A child element.
    pub(super) fn element(&mut self, element: &Element, scope: &mut Scope, out: &mut Vec<Stmt>) {
        let Some(name) = &element.name else {
            return out.extend(child::inner_expressions(element).into_iter().map(Stmt::Dead));
        };
        if let Some(owner) = &element.owner {
            let message = "a part with its owner is a root; here the parent tells what it is";
            self.findings.add(&codes::CHILD_MISPLACED, owner.span, message, format!("write `<{}>`", name.text));
            if matches!(scope.place, Place::Record(object) if matches!(resolve(object, &name.text), Slot::Unknown)) {
                return self.give_up(element, scope, out);
            }
        }
        match scope.place {
            Place::Record(object) => self.child_of_record(element, name, object, scope, out),
            Place::Items(item) => self.child_of_list(element, name, item, None, scope, out),
            Place::Map(of) => self.key(element, name, of, scope, out),
            Place::Wrap(member) => self.wrapped(element, name, member, scope, out),
        }
    }

    fn child_of_record(
        &mut self,
        element: &Element,
        name: &Name,
        object: &'static Object,
        scope: &mut Scope,
        out: &mut Vec<Stmt>,
    ) {
        let at = name.span;
        if name.quoted {
            let message = format!("a string as a tag is a key of a map, and `<{}>` is none", scope.name);
            self.findings.add(&codes::CHILD_MISPLACED, at, message, "tags are names");
            return self.give_up(element, scope, out);
        }
        match resolve(object, &name.text) {
            Slot::Member(member) => self.member(element, name, object, member, scope, out),
            Slot::Link(action) => {
                if !self.give(scope, action.name, How::Child, at) {
                    return self.give_up(element, scope, out);
                }
                let Kind::Object(wrapper) = action.kind else { return };
                let Some(link) = wrapper.member("multi_url") else { return };
                let Kind::Object(target) = link.kind else { return };
                let record = self.record(element, target, name);
                let set = Stmt::Set { member: link, at, value: value(at, ValueKind::Record(record)) };
                let outer = Record {
                    object: wrapper,
                    open: element.open,
                    at,
                    body: vec![set],
                    json: Vec::new(),
                    damaged: false,
                    in_body: false,
                };
                out.push(Stmt::Set { member: action, at, value: value(at, ValueKind::Record(outer)) });
            }
            Slot::Item(list, object) | Slot::Behavior(list, object) | Slot::Component(list, object) => {
                if !self.give_list(scope, list, at) {
                    return self.give_up(element, scope, out);
                }
                let record = self.record(element, object, name);
                out.push(Stmt::Push { list: Some(list), item: value(at, ValueKind::Record(record)) });
            }
            Slot::Row(list) => {
                if !self.give_list(scope, list, at) {
                    return self.give_up(element, scope, out);
                }
                let row = self.row(element, name);
                out.push(Stmt::Push { list: Some(list), item: value(at, ValueKind::Json(row)) });
            }
            Slot::Text(member, object) => {
                if !self.give(scope, member.name, How::Child, at) {
                    return self.give_up(element, scope, out);
                }
                let record = self.record(element, object, name);
                out.push(Stmt::Set { member, at, value: value(at, ValueKind::Record(record)) });
            }
            Slot::Raw(Some(list)) => {
                if self.give_list(scope, list, at)
                    && let Some(item) = self.raw(element, name)
                {
                    out.push(Stmt::Push { list: Some(list), item });
                }
            }
            Slot::Raw(None) => {
                let message = format!("`<{}>` has no list that `<raw>` could go to", scope.name);
                self.findings.add(&codes::HATCH, at, message, "set the member with `json:…`");
            }
            Slot::Unknown => self.unknown(element, name, object, scope, out),
        }
    }

    fn child_of_list(
        &mut self,
        element: &Element,
        name: &Name,
        item: Item,
        list: Option<&'static Member>,
        scope: &mut Scope,
        out: &mut Vec<Stmt>,
    ) {
        let at = name.span;
        if name.text == "raw" && !name.quoted {
            out.extend(self.raw(element, name).map(|item| Stmt::Push { list, item }));
        } else if let Some(object) = resolve::item_named(item, &name.text).filter(|_| !name.quoted) {
            let record = self.record(element, object, name);
            out.push(Stmt::Push { list, item: value(at, ValueKind::Record(record)) });
        } else if is_components(item) {
            self.unknown_component(element, name, list, scope, out);
        } else {
            let help = match item {
                Item::Object(object) if !object.tag.is_empty() => format!("its items are `<{}>`", object.tag),
                _ => String::new(),
            };
            let message = format!("`<{}>` is no item of `<{}>`", name.text, scope.name);
            self.findings.add(&codes::CHILD_MISPLACED, at, message, help);
            self.give_up(element, scope, out);
        }
    }

    /// A member that is written as an element (R2).
    fn member(
        &mut self,
        element: &Element,
        name: &Name,
        object: &'static Object,
        member: &'static Member,
        scope: &mut Scope,
        out: &mut Vec<Stmt>,
    ) {
        let at = name.span;
        if !resolve::is_element(member) {
            let message = format!("`{}` of `<{}>` is no element", member.name, scope.name);
            self.findings.add(&codes::CHILD_MISPLACED, at, message, attribute_help(object, member, &scope.name));
            return self.give_up(element, scope, out);
        }
        if let Kind::Family(family) = member.kind
            && (family.type_name == objects::Component.type_name
                || (family.type_name == objects::Text.type_name && super::text::wraps_text(element, family)))
        {
            return self.wrap(element, name, member, scope, out);
        }
        if !self.give(scope, member.name, How::Child, at) {
            return self.give_up(element, scope, out);
        }
        if member.name == "body"
            && scope.given(object.children).is_some()
            && *object == objects::Card
            && self.version == Some(Version::V2)
        {
            let help = "move the components beside it into `<body>`, or leave `<body>` out";
            self.findings.add(&codes::BODY_AND_LOOSE, at, "`<body>` stands beside loose components", help);
            return self.give_up(element, scope, out);
        }
        if let Some(value) = self.member_value(element, name, object, member) {
            out.push(Stmt::Set { member, at, value });
        }
    }

    fn member_value(
        &mut self,
        element: &Element,
        name: &Name,
        parent: &'static Object,
        member: &'static Member,
    ) -> Option<Value> {
        let at = name.span;
        let kind = match member.kind {
            Kind::Object(object) => ValueKind::Record(self.record(element, object, name)),
            Kind::Family(family) => {
                let is_empty = element.attributes.is_empty() && element.children.is_empty() && element.dead.is_empty();
                if is_empty {
                    ValueKind::Raw(Json { span: at, value: JsonValue::Map(Vec::new()) }, false)
                } else if family.type_name == objects::Icon.type_name {
                    ValueKind::Record(self.icon(element, name, parent))
                } else if family.type_name == objects::Fallback.type_name {
                    ValueKind::Record(self.record(element, &objects::FallbackText, name))
                } else {
                    ValueKind::Record(self.wrapper_text(element, name, parent))
                }
            }
            Kind::LocaleStrs | Kind::LocaleKeys => ValueKind::Map(self.string_map(element, name, parent)),
            Kind::LocaleObjects(item) | Kind::Named(item) => {
                ValueKind::Map(self.map(element, name, MapOf::Objects(item)))
            }
            Kind::LocaleLists(item) => ValueKind::Map(self.map(element, name, MapOf::Lists(item))),
            _ => return None,
        };
        Some(value(at, kind))
    }

    /// `<title>` or `<extra>` around what the member is.
    fn wrap(
        &mut self,
        element: &Element,
        name: &Name,
        member: &'static Member,
        scope: &mut Scope,
        out: &mut Vec<Stmt>,
    ) {
        if let Some(attribute) = element.attributes.first() {
            let what = if matches!(member.kind, Kind::Family(f) if f.type_name == objects::Text.type_name) {
                "text element"
            } else {
                "component"
            };
            let message = format!("`<{}>` around a {what} takes no attributes", name.text);
            let help = format!("give the attribute to the {what} in it");
            self.findings.add(&codes::CHILD_MISPLACED, attribute.name.span, message, help);
        }
        let mut inner = Scope::new(Place::Wrap(member), &name.text, element.open);
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
        scope: &mut Scope,
        out: &mut Vec<Stmt>,
    ) {
        let Kind::Family(family) = member.kind else { return };
        let at = name.span;
        let kind = if name.text == "raw" {
            self.raw(element, name).map(|value| value.kind)
        } else {
            resolve::tagged(family, &name.text).map(|object| ValueKind::Record(self.record(element, object, name)))
        };
        let Some(kind) = kind else {
            if is_components(Item::Family(family)) {
                return self.unknown_component(element, name, None, scope, out);
            }
            let message = format!("`<{}>` is no text for `<{}>`", name.text, scope.name);
            let kinds: Vec<_> = family.variants.iter().map(|object| format!("`<{}>`", object.tag)).collect();
            self.findings.add(&codes::CHILD_MISPLACED, at, message, format!("texts are {}", kinds.join(", ")));
            return self.give_up(element, scope, out);
        };
        if self.give(scope, member.name, How::Child, at) {
            out.push(Stmt::Set { member, at, value: value(at, kind) });
        }
    }

    /// An object with its attributes and children.
    pub(super) fn record(&mut self, element: &Element, object: &'static Object, name: &Name) -> Record {
        let mut scope = Scope::new(Place::Record(object), &name.text, element.open);
        self.fill(element, object, name, &mut scope)
    }

    pub(super) fn fill(
        &mut self,
        element: &Element,
        object: &'static Object,
        name: &Name,
        scope: &mut Scope,
    ) -> Record {
        scope.markdown = self.flavour(object);
        scope.sole = super::text::is_sole(&element.children);
        let mut body = Vec::new();
        let is_card = *object == objects::Card;
        for attribute in &element.attributes {
            // on a fragment `schema` tells the version and is not written
            if attribute.name.text == "schema" && !attribute.json {
                body.extend(self.written_schema(object, attribute));
                continue;
            }
            self.attribute(attribute, scope, &mut body);
        }
        let is_table = *object == objects::Table;
        if is_table {
            self.tables.push(super::row::columns(element));
        }
        self.children(&element.children, scope, &mut body);
        if is_table {
            self.tables.pop();
        }
        body.extend(element.dead.iter().cloned().map(Stmt::Dead));
        Record {
            object,
            open: element.open,
            at: name.span,
            body,
            json: std::mem::take(&mut scope.json),
            damaged: scope.damaged,
            in_body: is_card && self.version == Some(Version::V2),
        }
    }

    /// The member `schema` of a card; a value that is none was reported.
    fn written_schema(&self, object: &'static Object, attribute: &Attribute) -> Option<Stmt> {
        let member = object.member("schema")?;
        let Kind::Choice(choice) = member.kind else { return None };
        let word =
            choice.words.iter().find(|word| self.version.is_some_and(|version| word.word == version.to_string()))?;
        let at = attribute.value.span().unwrap_or(attribute.name.span);
        Some(Stmt::Set { member, at: attribute.name.span, value: value(at, ValueKind::Word(choice, word)) })
    }

    /// `<raw json=…/>` (R20).
    fn raw(&mut self, element: &Element, name: &Name) -> Option<Value> {
        let mut json = None;
        for attribute in &element.attributes {
            if attribute.name.text != "json" || attribute.json {
                let message = format!("`<raw>` has no attribute `{}`", attribute.name.text);
                self.findings.add(&codes::HATCH, attribute.name.span, message, "its one attribute is `json`");
            } else if json.is_some() {
                self.findings.add(
                    &codes::GIVEN_TWICE,
                    attribute.name.span,
                    "`json` of `<raw>` is given twice",
                    "remove one",
                );
            } else {
                json = self.json_of(&attribute.value, attribute.name.span);
            }
        }
        if let Some(child) = element.children.first() {
            let span = crate::parse::child_span(child);
            self.findings.add(&codes::HATCH, span, "`<raw>` takes no children", "its one attribute is `json`");
        }
        if json.is_none() && element.attributes.is_empty() {
            self.findings.add(&codes::HATCH, name.span, "`<raw>` lacks its JSON", "write `<raw json={{…}}/>`");
        }
        Some(value(name.span, ValueKind::Raw(json?, false)))
    }

    /// A name that means nothing in this parent.
    fn unknown(
        &mut self,
        element: &Element,
        name: &Name,
        object: &'static Object,
        scope: &mut Scope,
        out: &mut Vec<Stmt>,
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
        let known = resolve::tagged(&objects::Component, &name.text).is_some();
        let entry = if known { &NOT_HERE } else { &codes::CHILD_MISPLACED };
        let (message, help) = misplaced(name, object, scope);
        self.findings.add(entry, name.span, message, help);
        self.give_up(element, scope, out);
    }

    /// A component that does not exist. What was probably meant takes its place, so that what is in it is checked.
    fn unknown_component(
        &mut self,
        element: &Element,
        name: &Name,
        list: Option<&'static Member>,
        scope: &mut Scope,
        out: &mut Vec<Stmt>,
    ) {
        let tags = objects::Component.variants.iter().map(|object| object.tag);
        let near = nearest(&name.text, tags);
        let raw = "an undocumented component is written `<raw json={…}/>`";
        let help = match (html::help(&name.text), near) {
            (Some(known), _) => known.to_owned(),
            (None, Some(near)) => format!("did you mean `{near}`? {raw}"),
            (None, None) => raw.to_owned(),
        };
        self.findings.add(&UNKNOWN_COMPONENT, name.span, format!("there is no component `{}`", name.text), help);
        match near.and_then(|near| resolve::tagged(&objects::Component, near)) {
            Some(object) => {
                let record = self.record(element, object, name);
                out.push(Stmt::Push { list, item: value(name.span, ValueKind::Record(record)) });
            }
            None => self.give_up(element, scope, out),
        }
    }

    /// Leaves an element out; its expressions stay for rustc.
    fn give_up(&mut self, element: &Element, scope: &mut Scope, out: &mut Vec<Stmt>) {
        scope.damaged = true;
        out.extend(child::inner_expressions(element).into_iter().map(Stmt::Dead));
    }
}

pub(super) fn value(at: proc_macro2::Span, kind: ValueKind) -> Value {
    Value { at, kind }
}

fn is_components(item: Item) -> bool {
    matches!(item, Item::Family(family) if family.type_name == objects::Component.type_name)
}

fn attribute_help(object: &Object, member: &Member, owner: &str) -> String {
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

fn misplaced(name: &Name, object: &'static Object, scope: &Scope) -> (String, String) {
    let known = resolve::tagged(&objects::Component, &name.text).is_some();
    let parent = &scope.name;
    let items: Vec<_> = object.items.iter().map(|(item, _)| *item).collect();
    let legal = resolve::child_names(object);
    if known {
        if *object == objects::ColumnSet {
            let message = format!("`<{}>` is not allowed in `<column_set>`", name.text);
            return (message, "put it into a `<column>`".to_owned());
        }
        if let [item, ..] = items.as_slice()
            && object.text.is_empty()
        {
            let message = format!("`<{}>` is not an item of `<{parent}>`", name.text);
            let item = if name.text == "img" && *item == "image" { "image img_key=\"…\"/" } else { item };
            return (message, format!("its items are `<{item}>`"));
        }
        let help = match object.tag {
            "checker" if name.text == "button" => "write `<button_area><button>…</button></button_area>`".to_owned(),
            "div" => "put it beside the `<div>`; in JSON 1.0 `<extra>` takes one".to_owned(),
            "note" => "a note holds texts, images and icons".to_owned(),
            _ if !object.text.is_empty() => format!("`<{parent}>` holds text; put the component beside it"),
            _ => format!("`<{parent}>` holds no components"),
        };
        return (format!("`<{}>` is not allowed in `<{parent}>`", name.text), help);
    }
    let help = match nearest(&name.text, legal.iter().copied()) {
        Some(near) => format!("did you mean `<{near}>`?"),
        None if legal.is_empty() => format!("`<{parent}>` takes no children"),
        None if legal.len() <= 12 => {
            let names: Vec<_> = legal.iter().map(|name| format!("`<{name}>`")).collect();
            format!("its children are {}", names.join(", "))
        }
        None => String::new(),
    };
    (format!("`<{parent}>` has no child `{}`", name.text), help)
}
