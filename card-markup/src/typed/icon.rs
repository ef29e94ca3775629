//! Icons: `<icon …>` infers its tag, `tag=` overrides it; the icon of a 1.0 header has none (R11).

use super::{
    Lower,
    scope::{Scope, Target},
};
use crate::{
    syntax::{AttributeValue, Element, Name},
    typed::{Record, Step},
};
use feishu_card_schema::{
    Version, grammar as codes, nearest,
    table::{
        Object,
        names::{inferred_icon, tagged},
        objects,
    },
};

impl Lower<'_> {
    pub(super) fn icon(&mut self, element: &Element, name: &Name, parent: &'static Object) -> Record {
        let object = self.icon_kind(element, name, parent);
        let mut scope = Scope::new(Target::Record(object), &name.text, element.open);
        let mut body = Vec::new();
        for attribute in element.attributes.iter().filter(|a| a.json || a.name.text != "tag") {
            if *object == objects::HeaderIcon && attribute.name.text == "token" && !attribute.json {
                let message = "the icon of a 1.0 header is an image and cannot have a token";
                let help = "a library icon is `<ud_icon token=…/>`, or `ud_icon=…`";
                self.findings.add(&codes::WHICH_VERSION, attribute.name.span, message, help);
                continue;
            }
            self.attribute(attribute, &mut scope, &mut body);
        }
        self.children(&element.children, &mut scope, &mut body);
        body.extend(element.dead.iter().cloned().map(Step::Dead));
        Record { json: scope.json, damaged: scope.damaged, ..Record::new(object, element.open, name.span, body) }
    }

    fn icon_kind(&mut self, element: &Element, name: &Name, parent: &'static Object) -> &'static Object {
        let told = element.attributes.iter().find(|attribute| !attribute.json && attribute.name.text == "tag");
        if let Some(attribute) = told {
            let (text, span) = match &attribute.value {
                AttributeValue::Word(word) => (word.text.as_str(), word.span),
                AttributeValue::Text(text) => (text.value.as_str(), text.span),
                other => {
                    let span = other.span().unwrap_or(attribute.name.span);
                    let help = "write `tag=standard_icon` or `tag=custom_icon`, or give the whole icon: `icon={…}`";
                    self.findings.add(&codes::DYNAMIC_PART, span, "the `tag` of an icon must be a literal", help);
                    return &objects::StandardIcon;
                }
            };
            if let Some(object) = tagged(&objects::Icon, text) {
                return object;
            }
            let help = match nearest(text, ["standard_icon", "custom_icon"]) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "expected `standard_icon` or `custom_icon`".to_owned(),
            };
            self.findings.add(&codes::DYNAMIC_PART, span, format!("unknown icon tag `{text}`"), help);
            return &objects::StandardIcon;
        }
        let in_header = *parent == objects::Header;
        match self.version {
            Some(Version::V1) if in_header => &objects::HeaderIcon,
            None if in_header => {
                let help = "write `schema=\"1.0\"` or `schema=\"2.0\"` in the root tag";
                let message = "the icon of a header differs between JSON 1.0 and 2.0";
                self.findings.add(&codes::WHICH_VERSION, name.span, message, help);
                &objects::StandardIcon
            }
            _ => inferred_icon(element.attributes.iter().any(|attribute| attribute.name.text == "token")),
        }
    }
}
