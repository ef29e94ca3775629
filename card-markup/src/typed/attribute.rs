//! Attributes: members, locales, `json:`; what the table does not know is left to the rules.

use super::{
    Lower,
    scope::{How, Scope, Target},
};
use crate::{
    syntax::{self, Attribute, AttributeValue},
    typed::{Filled, Filling, JsonMember, Step},
};
use feishu_card_schema::{
    Version,
    table::{Kind, Member},
    words::is_locale,
};

impl Lower<'_> {
    /// Lowers one attribute of an object.
    pub(super) fn attribute(&mut self, attribute: &Attribute, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        let Target::Record(object) = scope.target else { return };
        let name = &attribute.name;
        if attribute.json {
            if self.give(scope, name.text.clone(), How::Json, name.span) {
                scope.json.extend(self.json_member(attribute, false));
            }
            return;
        }
        if let Some(said) = syntax::quoted_name(name) {
            return self.findings.say(said, name.span);
        }
        if self.is_given_by_the_name(attribute, object, scope) {
            return;
        }
        if let Some(member) = object.member(&name.text) {
            let how = match (&attribute.value, member.kind) {
                (AttributeValue::Word(word), Kind::Family(_) | Kind::Object(_)) => {
                    How::Short(format!("{}={}", name.text, word.text))
                }
                _ => How::Attribute,
            };
            if !self.give(scope, member.name, how, name.span) {
                out.extend(dead(&attribute.value));
                return;
            }
            match self.value(attribute, member, scope) {
                Some(Lowered::Filled(value)) => out.push(Step::Set { member, at: name.span, value }),
                Some(Lowered::Json(json)) => scope.json.push(json),
                // what is wrong with it was said: nothing is missing
                None => scope.damaged = true,
            }
            return;
        }
        if is_locale(&name.text) && object.member("i18n_content").is_some() {
            return self.locale(attribute, scope, out);
        }
        if self.give(scope, name.text.clone(), How::Attribute, name.span) {
            scope.json.extend(self.json_member(attribute, true));
        }
    }

    /// A locale attribute (R10): an entry of `i18n_content`, in the texts of a 1.0 header of `i18n`.
    fn locale(&mut self, attribute: &Attribute, scope: &mut Scope<'_>, out: &mut Vec<Step>) {
        let Target::Record(object) = scope.target else { return };
        let map = match (scope.header_text, self.version) {
            (true, Some(Version::V1)) => "i18n",
            (true, None) => {
                self.translations_of_either_version(scope, attribute.name.span);
                out.extend(dead(&attribute.value));
                return;
            }
            _ => "i18n_content",
        };
        let Some(member) = object.member(map) else { return };
        if !self.give(scope, attribute.name.text.clone(), How::Attribute, attribute.name.span) {
            out.extend(dead(&attribute.value));
            return;
        }
        let Some(value) = self.map_text(attribute, scope.markdown) else { return };
        let entry = Step::Entry { key: attribute.name.text.clone(), at: attribute.name.span, value };
        let existing = out.iter_mut().find_map(|stmt| match stmt {
            Step::Set { member: set, value: Filled { with: Filling::Map(entries), .. }, .. } if set.name == map => {
                Some(entries)
            }
            _ => None,
        });
        match existing {
            Some(entries) => entries.push(entry),
            None if self.give(scope, map, How::Attribute, attribute.name.span) => {
                let at = attribute.name.span;
                out.push(Step::Set { member, at, value: Filled { at, with: Filling::Map(vec![entry]) } });
            }
            None => {}
        }
    }
}

/// What became of an attribute's value.
pub(super) enum Lowered {
    /// A value of the member's type.
    Filled(Filled),
    /// It does not fit: the rules say so.
    Json(JsonMember),
}

/// The expression of a value that is not used, for rustc to see.
pub(super) fn dead(value: &AttributeValue) -> Option<Step> {
    match value {
        AttributeValue::Rust(rust) => Some(Step::Dead(rust.clone())),
        _ => None,
    }
}

/// The kinds that are text in JSON and take bare words and lengths.
pub(super) fn takes_words(member: &Member) -> bool {
    member.kind.is_length() || matches!(member.kind, Kind::IconToken | Kind::Color | Kind::TextSize)
}

/// The kinds that are text in JSON and are quoted.
pub(super) fn takes_quoted(member: &Member) -> bool {
    matches!(member.kind, Kind::Str | Kind::Url | Kind::Key | Kind::UserId)
}

/// A JSON literal without a place in the types.
pub(super) fn as_json(json: &syntax::Json, member: &'static Member, attribute: &Attribute) -> Lowered {
    Lowered::Json(JsonMember {
        name: member.name.to_owned(),
        at: attribute.name.span,
        json: json.clone(),
        checked: true,
        literal: false,
    })
}
