//! Objects: attributes, children, the version; `<raw>`.

use super::{
    Lower,
    scope::{How, Scope, Target},
};
use crate::{
    syntax::{Attribute, Element, Name},
    typed::{Filled, Filling, Record, Step},
};
use feishu_card_schema::{
    Version,
    table::{Kind, Object, objects},
};

impl Lower<'_> {
    /// The object at the root, where `schema` tells the version.
    pub(super) fn root_record(&mut self, element: &Element, object: &'static Object, name: &Name) -> Record {
        let mut scope = Scope::new(Target::Record(object), &name.text, element.open);
        scope.is_root = true;
        self.fill(element, object, name, &mut scope)
    }

    /// An object with its attributes and children.
    pub(super) fn record(&mut self, element: &Element, object: &'static Object, name: &Name) -> Record {
        let mut scope = Scope::new(Target::Record(object), &name.text, element.open);
        self.fill(element, object, name, &mut scope)
    }

    pub(super) fn fill(
        &mut self,
        element: &Element,
        object: &'static Object,
        name: &Name,
        scope: &mut Scope<'_>,
    ) -> Record {
        scope.markdown = self.flavour(object);
        scope.damaged |= element.damaged;
        scope.sole = super::wrapper::is_sole(&element.children);
        let mut body = Vec::new();
        let is_card = *object == objects::Card;
        for attribute in &element.attributes {
            // on a fragment `schema` tells the version and is not written
            if scope.is_root && attribute.name.text == "schema" && !attribute.json {
                if self.give(scope, "schema", How::Attribute, attribute.name.span) {
                    body.extend(self.written_schema(object, attribute));
                }
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
        body.extend(element.dead.iter().cloned().map(Step::Dead));
        Record {
            json: std::mem::take(&mut scope.json),
            damaged: scope.damaged,
            in_body: is_card && self.version == Some(Version::V2),
            ..Record::new(object, element.open, name.span, body)
        }
    }

    /// The member `schema` of a card; a value that does not fit was reported.
    fn written_schema(&self, object: &'static Object, attribute: &Attribute) -> Option<Step> {
        let member = object.member("schema")?;
        let Kind::Choice(choice) = member.kind else { return None };
        let word =
            choice.words.iter().find(|word| self.version.is_some_and(|version| word.word == version.as_str()))?;
        let at = attribute.value.span().unwrap_or(attribute.name.span);
        Some(Step::Set { member, at: attribute.name.span, value: Filled::new(at, Filling::Word(choice, word)) })
    }
}
