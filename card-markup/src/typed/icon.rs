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
    Version, entries, nearest,
    table::{
        Object,
        names::{inferred_icon, tagged},
        objects,
    },
};

entries! {
    DYNAMIC_PART = "C0023" "a value that only an attribute can make at run time" [E E E]
        why "The kind of this value must be visible in the source (markup §3)."
        wrong "card! { <button><icon tag={kind} token=chat_outlined/></button> }"
        right "card! { <button icon={icon}/> }"
}

impl Lower<'_> {
    pub(super) fn icon(&mut self, element: &Element, name: &Name, parent: &'static Object) -> Record {
        let object = self.icon_kind(element, name, parent);
        let mut scope = Scope::new(Target::Record(object), &name.text, element.open);
        let mut body = Vec::new();
        for attribute in element.attributes.iter().filter(|a| a.json || a.name.text != "tag") {
            if self.is_token_of_a_header(object, attribute) {
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
                    self.findings.add(&DYNAMIC_PART, span, "the `tag` of an icon must be a literal", help);
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
            self.findings.add(&DYNAMIC_PART, span, format!("unknown icon tag `{text}`"), help);
            return &objects::StandardIcon;
        }
        let in_header = *parent == objects::Header;
        match self.version {
            Some(Version::V1) if in_header => &objects::HeaderIcon,
            None if in_header => {
                self.icon_of_either_version(name.span);
                &objects::StandardIcon
            }
            _ => inferred_icon(element.attributes.iter().any(|attribute| attribute.name.text == "token")),
        }
    }
}
