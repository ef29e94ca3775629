//! Lists and maps: children, items, rows, one child for each locale or name.

use super::{
    element::{Attribute, Child, Element},
    lexical, markdown,
    object::{Opened, Parts, Printer},
    texts::{has_tag, tag},
};
use feishu_card_core::{Json, Str, Version};
use feishu_card_schema::{
    table::{Item, Kind, Member, Object, names, objects},
    words::is_locale,
};

impl Printer<'_> {
    /// A list: its items as children, or the whole as an attribute; `false` when it needs a hatch.
    pub(super) fn list(
        &mut self,
        owner: &'static Object,
        member: &'static Member,
        item: Item,
        items: &[Json],
        parts: &mut Parts,
    ) -> bool {
        let named = names::item_name(owner, member);
        let behaviors = item.is_family(&objects::Behavior);
        let raw = names::child_list(owner).is_some_and(|list| list.name == member.name);
        if *owner == objects::Card && self.version == Version::V2 {
            // the children of a 2.0 card are those of its body
            self.hatch(member.name, &Json::List(items.to_vec().into()), Opened::Known, parts);
            return true;
        }
        if !items.is_empty() && names::is_written_as_children(owner, member) {
            let children = self.items(item, named, items, raw);
            if let Some(children) = children {
                if behaviors { &mut parts.behaviors } else { &mut parts.items }.extend(children);
                return true;
            }
        }
        let fits = !self.is_refused_inside();
        if fits {
            parts.attributes.push(Attribute::json(member.name, &Json::List(items.to_vec().into())));
        }
        fits
    }

    /// Items as children; `None` when one has no form of its own and `<raw>` is not possible.
    fn items(&mut self, item: Item, named: Option<&str>, items: &[Json], raw: bool) -> Option<Vec<Child>> {
        let mut children = Vec::new();
        for (i, json) in items.iter().enumerate() {
            let after_text = matches!(children.last(), Some(Child::Text(_)));
            let child = self.within(&i.to_string(), |printer| {
                let child = printer.item(item, named, json, after_text);
                if child.is_none() && raw {
                    printer.open(Opened::Known);
                    return Some(Child::Element(Element::raw(json)));
                }
                child
            });
            children.push(child?);
        }
        Some(children)
    }

    fn item(&mut self, item: Item, named: Option<&str>, json: &Json, after_text: bool) -> Option<Child> {
        let Json::Map(members) = json else { return None };
        if self.is_refused() || members.is_empty() {
            return None;
        }
        let element = match item {
            Item::Object(object) if has_tag(members, object) => {
                self.object(object, members, named.unwrap_or(object.tag))
            }
            Item::Object(_) => return None,
            Item::Family(family) if *family == objects::Behavior => {
                let object = family.variant(json.get("type").and_then(Json::as_str)?)?;
                self.object(object, members, object.tag)
            }
            Item::Family(family) => match self.component(family, members) {
                // a literal in a note is a plain text; two in a row would be one
                Some(element)
                    if *family == objects::NoteElement
                        && tag(members) == Some(objects::PlainText.tag)
                        && !after_text =>
                {
                    return Some(match (&element.attributes[..], element.children.first()) {
                        ([], Some(Child::Text(text))) => Child::Text(text.clone()),
                        _ => Child::Element(element),
                    });
                }
                Some(element) => element,
                None if self.strict() => self.stranger(json)?,
                None => return None,
            },
        };
        Some(Child::Element(element))
    }

    /// A component that the table does not have, written as if it were one.
    fn stranger(&mut self, json: &Json) -> Option<Element> {
        let name = json.get("tag").and_then(Json::as_str).filter(|tag| lexical::is_name(tag))?;
        Some(self.stranger_members(json.as_map()?, name))
    }

    /// Rows of a table; `false` when they need a hatch: a row has none of its own.
    pub(super) fn rows(&mut self, member: &'static Member, rows: &[Json], parts: &mut Parts) -> bool {
        let cells = rows.iter().filter_map(Json::as_map).flatten();
        if self.is_refused_inside() || !cells.into_iter().all(|(column, cell)| self.may_fill_cell(column, cell)) {
            return false;
        }
        let elements: Option<Vec<_>> = rows.iter().map(row).collect();
        match elements.filter(|elements| !elements.is_empty()) {
            Some(elements) => parts.items.extend(elements),
            None => parts.attributes.push(Attribute::json(member.name, &Json::List(rows.to_vec().into()))),
        }
        true
    }

    /// A map from locales or free names; `false` when an entry has no form of its own.
    pub(super) fn map(
        &mut self,
        owner: &'static Object,
        member: &'static Member,
        entries: &[(Str, Json)],
        parts: &mut Parts,
    ) -> bool {
        let flavour = markdown::flavour(owner, self.version);
        if !entries.iter().filter_map(|(_, value)| value.as_str()).all(|text| self.may_fill(flavour, text)) {
            return false;
        }
        let strings = matches!(member.kind, Kind::LocaleStrs | Kind::LocaleKeys);
        if strings && (self.is_refused_inside() || entries.iter().any(|(_, value)| value.as_str().is_none())) {
            return false;
        }
        let attributes =
            member.name == self.locales && !entries.is_empty() && entries.iter().all(|(name, _)| is_locale(name));
        if attributes {
            let texts = entries.iter().map(|(name, value)| Attribute::json(name.as_ref(), value));
            parts.locales.extend(texts);
            return true;
        }
        let mut map = Element::new(member.name);
        for (name, value) in entries {
            let done = self.within(name, |printer| match (member.kind, value) {
                (Kind::LocaleStrs | Kind::LocaleKeys, _) => {
                    map.attributes.push(Attribute::json(free_name(name), value));
                    true
                }
                _ if printer.is_refused() => false,
                (Kind::LocaleObjects(Item::Object(object)) | Kind::Named(Item::Object(object)), Json::Map(members)) => {
                    let element = printer.object(object, members, &free_name(name));
                    map.children.push(Child::Element(element));
                    true
                }
                (Kind::LocaleLists(item), Json::List(items)) => {
                    let children = printer.items(item, None, items, true).unwrap_or_default();
                    map.children.push(Child::Element(Element { children, ..Element::new(free_name(name)) }));
                    true
                }
                _ => false,
            });
            if !done {
                return false;
            }
        }
        parts.members.push(Child::Element(map));
        true
    }
}

/// A row as an element, its cells as attributes; a row without cells has no form.
fn row(row: &Json) -> Option<Child> {
    let cells = row.as_map().filter(|cells| !cells.is_empty())?;
    let attributes = cells.iter().map(|(name, cell)| Attribute::json(free_name(name), cell)).collect();
    Some(Child::Element(Element { attributes, ..Element::new("row") }))
}

fn free_name(name: &str) -> String {
    if lexical::is_name(name) { name.to_owned() } else { lexical::string(name) }
}
