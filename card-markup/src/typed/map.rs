//! Maps: one child per key, or attributes where the values are strings (R12).

use super::{
    Lower,
    scope::{How, MapOf, Scope, Target},
};
use crate::{
    syntax::{Element, Name},
    typed::{Filled, Filling, Step},
};
use feishu_card_schema::table::{Item, Object, objects};

impl Lower<'_> {
    /// A map with a child per key.
    pub(super) fn map(&mut self, element: &Element, name: &Name, of: MapOf) -> Vec<Step> {
        self.a_map_has_no_attributes(element, name);
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
                self.a_list_has_no_attributes(element, name);
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
            if self.is_hatch_for_a_key(attribute, name) {
                continue;
            }
            if !self.give(&mut scope, attribute.name.text.clone(), How::Attribute, attribute.name.span) {
                continue;
            }
            if let Some(value) = self.map_text(attribute, markdown) {
                body.push(Step::Entry { key: attribute.name.text.clone(), at: attribute.name.span, value });
            }
        }
        self.a_map_of_strings_has_no_children(element, name);
        body.extend(element.dead.iter().cloned().map(Step::Dead));
        body
    }
}
