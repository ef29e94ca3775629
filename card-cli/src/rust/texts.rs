//! Members that may be one of several objects: texts, icons, fallbacks, one component. Their short forms.

use super::{
    element::{Attribute, Child, Element},
    object::{Parts, Printer, word_or_string},
};
use feishu_card_core::{Json, Str, Version};
use feishu_card_schema::table::{Family, Member, Object, names, objects};

impl Printer<'_> {
    /// A member that is one object of a family; `false` when its value has no form of its own.
    pub(super) fn family(
        &mut self,
        owner: &'static Object,
        member: &'static Member,
        family: &'static Family,
        value: &Json,
        parts: &mut Parts,
    ) -> bool {
        match value {
            Json::Map(members) if *family == objects::Text => self.text(owner, member, members, parts),
            Json::Map(members) if *family == objects::Icon => self.icon(owner, member, members, parts),
            Json::Map(members) if *family == objects::Fallback => {
                let kind = &objects::FallbackText;
                let fits = members.is_empty() || (has_tag(members, kind) && members.len() > 1);
                if fits {
                    let element = self.object(kind, members, member.name);
                    parts.members.push(Child::Element(element));
                }
                fits
            }
            Json::Str(word) if *family == objects::Fallback && word == "drop" => {
                parts.attributes.push(word_or_string(member.name, word));
                true
            }
            Json::Map(members) if *family == objects::Component => {
                let component = self.component(family, members);
                component.map(|component| parts.members.push(around(member, component))).is_some()
            }
            _ => false,
        }
    }

    /// An object with a tag of the family, as an element named by its tag.
    pub(super) fn component(&mut self, family: &'static Family, members: &[(Str, Json)]) -> Option<Element> {
        let object = family.variant(tag(members)?)?;
        Some(self.object(object, members, object.tag))
    }

    fn text(
        &mut self,
        owner: &'static Object,
        member: &'static Member,
        members: &[(Str, Json)],
        parts: &mut Parts,
    ) -> bool {
        let main = names::main_text(owner).is_some_and(|text| text.name == member.name);
        let group = if main { &mut parts.text } else { &mut parts.members };
        if members.is_empty() {
            group.push(Child::Element(Element::new(member.name)));
            return true;
        }
        let Some(kind) = tag(members).and_then(|tag| objects::Text.variant(tag)) else { return false };
        let plain = *kind == objects::PlainText;
        if let Some(Json::Str(content)) = member_of(members, "content")
            && plain
            && members.len() == 2
            && !self.is_refused_inside()
        {
            match main {
                true => group.push(Child::Text(content.to_string())),
                false => parts.attributes.push(Attribute::text(member.name, content)),
            }
            return true;
        }
        let short = !main && plain && members.len() > 1;
        let name = if short { member.name } else { kind.tag };
        let before = self.locales;
        if *owner == objects::Header && self.version == Version::V1 {
            self.locales = "i18n";
        }
        let element = self.object(kind, members, name);
        self.locales = before;
        group.push(if main || short { Child::Element(element) } else { around(member, element) });
        true
    }

    fn icon(
        &mut self,
        owner: &'static Object,
        member: &'static Member,
        members: &[(Str, Json)],
        parts: &mut Parts,
    ) -> bool {
        if members.is_empty() {
            parts.icon.push(Child::Element(Element::new(member.name)));
            return true;
        }
        // the icon of a 1.0 header is an image without a tag
        let header1 = *owner == objects::Header && self.version == Version::V1;
        let Some(tag) = tag(members) else {
            let fits = header1 && members.iter().all(|(name, _)| name != "tag");
            if fits {
                let element = self.object(&objects::HeaderIcon, members, member.name);
                parts.icon.push(Child::Element(element));
            }
            return fits;
        };
        let Some(kind) = objects::Icon.variant(tag).filter(|kind| !kind.tag.is_empty()) else { return false };
        if let Some(Json::Str(token)) = member_of(members, "token")
            && !header1
            && *kind == objects::StandardIcon
            && members.len() == 2
            && !self.is_refused_inside()
        {
            parts.attributes.push(word_or_string(member.name, token));
            return true;
        }
        let mut element = self.object(kind, members, member.name);
        let has = |name: &str| element.attributes.iter().any(|attribute| attribute.name == name);
        if header1 || has("json:token") || names::inferred_icon(has("token")) != kind || element.attributes.is_empty() {
            element.attributes.insert(0, Attribute::token("tag", kind.tag));
        }
        parts.icon.push(Child::Element(element));
        true
    }
}

fn around(member: &Member, element: Element) -> Child {
    Child::Element(Element::around(member.name, element))
}

fn member_of<'m>(members: &'m [(Str, Json)], name: &str) -> Option<&'m Json> {
    members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// The tag of an object, if it is a string.
pub(super) fn tag(members: &[(Str, Json)]) -> Option<&str> {
    member_of(members, "tag").and_then(Json::as_str)
}

/// Whether an object has the tag of its kind, or is of a kind without.
pub(super) fn has_tag(members: &[(Str, Json)], kind: &Object) -> bool {
    kind.key.is_empty() || members.iter().any(|(name, value)| name == kind.key && value.as_str() == Some(kind.tag))
}
