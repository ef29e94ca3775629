//! Maps: one child per key, or attributes where the values are strings (R12).

use super::{
    Lower,
    scope::{How, MapOf, Scope, Target},
};
use crate::{
    syntax::{Element, Name},
    typed::{Filled, Filling, Step},
};
use feishu_card_schema::{
    grammar as codes,
    table::{Item, Object, objects},
};

impl Lower<'_> {
    /// A map with a child per key.
    pub(super) fn map(&mut self, element: &Element, name: &Name, of: MapOf) -> Vec<Step> {
        for attribute in &element.attributes {
            let message = format!("`<{}>` holds a child per key, not attributes", name.text);
            let help = format!("write `<{}><{} …/></{}>`", name.text, attribute.name.text, name.text);
            self.findings.add(&codes::CHILD_MISPLACED, attribute.name.span, message, help);
        }
        let mut scope = Scope::new(Target::Map(of), &name.text, element.open);
        let mut body = Vec::new();
        self.children(&element.children, &mut scope, &mut body);
        body.extend(element.dead.iter().cloned().map(Step::Dead));
        body
    }

    /// A key of a map: its name is the key.
    pub(super) fn key(
        &mut self,
        element: &Element,
        name: &Name,
        of: MapOf,
        scope: &mut Scope<'_>,
        out: &mut Vec<Step>,
    ) {
        if !self.give(scope, name.text.clone(), How::Attribute, name.span) {
            return;
        }
        let kind = match of {
            MapOf::Objects(Item::Object(object)) => Filling::Record(self.record(element, object, name)),
            MapOf::Objects(Item::Family(_)) => return,
            MapOf::Lists(item) => {
                for attribute in &element.attributes {
                    let message = format!("`<{}>` is a list and cannot have attributes", name.text);
                    let help = "move the attribute to the children";
                    self.findings.add(&codes::CHILD_MISPLACED, attribute.name.span, message, help);
                }
                let mut inner = Scope::new(Target::Items(item), &name.text, element.open);
                let mut body = Vec::new();
                self.children(&element.children, &mut inner, &mut body);
                body.extend(element.dead.iter().cloned().map(Step::Dead));
                Filling::List(body)
            }
        };
        out.push(Step::Entry { key: name.text.clone(), at: name.span, value: Filled::new(name.span, kind) });
    }

    /// A map from locale to string: attributes.
    pub(super) fn string_map(&mut self, element: &Element, name: &Name, owner: &'static Object) -> Vec<Step> {
        let markdown = self.flavour(owner).filter(|_| name.text == "i18n_content");
        let mut scope = Scope::new(Target::Map(MapOf::Objects(objects::PlainText.item())), &name.text, element.open);
        let mut body = Vec::new();
        for attribute in &element.attributes {
            if attribute.json {
                let message = format!("`<{}>` holds keys; `json:` sets members", name.text);
                self.findings.add(&codes::HATCH, attribute.name.span, message, "write the key without `json:`");
                continue;
            }
            if !self.give(&mut scope, attribute.name.text.clone(), How::Attribute, attribute.name.span) {
                continue;
            }
            if let Some(value) = self.map_text(attribute, markdown) {
                body.push(Step::Entry { key: attribute.name.text.clone(), at: attribute.name.span, value });
            }
        }
        if let Some(child) = element.children.first() {
            let span = child.span();
            let message = format!("`<{}>` holds strings, as attributes", name.text);
            self.findings.add(&codes::CHILD_MISPLACED, span, message, format!("write `<{} en_us=\"…\"/>`", name.text));
        }
        body.extend(element.dead.iter().cloned().map(Step::Dead));
        body
    }
}
