//! What can travel as an interactive message.

use crate::{
    Allow, Card, CardEntity, Diagnostics, Json, Limits, Repair, Schema, Template, Typed, check, parse::DEPTH,
    typed::MemberValue, write::Writer,
};
use feishu_card_schema::{Version, rules::Subject};

/// How a card is checked: the platform's limits, and the codes that are lowered.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{CheckOptions, Limits};
/// let options = CheckOptions::default().limits(Limits::PLATFORM.tables(8)).allow("C0311");
/// assert_eq!(options.limits.tables, 8);
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CheckOptions {
    /// The limits to hold.
    pub limits: Limits,
    /// The codes to lower for this card.
    pub allow: Allow,
}

impl CheckOptions {
    /// Holds these limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Lowers one more code: an error to a warning, a warning to nothing.
    #[must_use]
    pub fn allow(mut self, code: impl Into<String>) -> Self {
        self.allow = self.allow.code(code);
        self
    }
}

/// What decides which card may take the place of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Edition {
    /// The version of card JSON: it stays for the life of a message.
    pub version: Version,
    /// Whether all who see the card see the same (`update_multi`): always in JSON 2.0.
    pub shared: bool,
}

impl Edition {
    /// A card of this version, shared or not.
    #[must_use]
    pub const fn new(version: Version, shared: bool) -> Self {
        Edition { version, shared }
    }
}

/// What can travel as a message of type `interactive`: a card, a template message, a card entity, or raw JSON.
pub trait Content: Send + Sync {
    /// Every finding of the rule book, in document order, with the platform's limits and no code lowered.
    #[must_use]
    fn validate(&self) -> Diagnostics {
        self.validate_with(&CheckOptions::default())
    }

    /// Every finding of the rule book, in document order.
    #[must_use]
    fn validate_with(&self, options: &CheckOptions) -> Diagnostics;

    /// The content with the smallest parts neutralised that the rules refuse, as JSON, and every change: see
    /// [`Card::repaired`].
    #[must_use]
    fn repaired_with(&self, options: &CheckOptions) -> (Json, Vec<Repair>) {
        let mut text = String::new();
        self.write_json(&mut text);
        Json::parse(&text).unwrap_or_default().repaired_with(options)
    }

    /// What decides which card may take its place; `None` for what is no card itself: a template, a card entity.
    #[must_use]
    fn edition(&self) -> Option<Edition> {
        let mut text = String::new();
        self.write_json(&mut text);
        Json::parse(&text).ok()?.edition()
    }

    /// Whether it nests deeper than the 128 levels to which JSON is read. The client refuses such content and does not
    /// write it, since that takes as much stack as it is deep.
    fn nests_too_deep(&self) -> bool {
        false
    }

    /// Appends what [`write_escaped`](Content::write_escaped) appends, or without `escaped` what
    /// [`write_json`](Content::write_json) does. Where it [nests too deep](Content::nests_too_deep) that is said by `false`,
    /// and what was appended is of no use.
    #[must_use]
    fn write_unless_too_deep(&self, escaped: bool, out: &mut String) -> bool {
        match escaped {
            _ if self.nests_too_deep() => return false,
            true => self.write_escaped(out),
            false => self.write_json(out),
        }
        true
    }

    /// Appends the JSON of the content.
    fn write_json(&self, out: &mut String);

    /// An upper bound of the bytes that [`write_escaped`](Content::write_escaped) appends.
    fn escaped_bound(&self) -> usize;

    /// Appends the content as one JSON string, quotes included: the member `content` of a message body.
    fn write_escaped(&self, out: &mut String);
}

impl Content for Json {
    fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
        self.validate_as(Subject::Card, options)
    }

    fn repaired_with(&self, options: &CheckOptions) -> (Json, Vec<Repair>) {
        Json::repaired_with(self, options)
    }

    fn edition(&self) -> Option<Edition> {
        if self.get("type").is_some() && self.get("data").is_some() {
            return None;
        }
        let v2 = self.get("schema").and_then(Json::as_str) == Some("2.0");
        let shared = self.pointer("/config/update_multi").and_then(Json::as_bool);
        Some(edition(v2, shared))
    }

    fn nests_too_deep(&self) -> bool {
        check::extent(self).too_deep
    }

    fn write_unless_too_deep(&self, escaped: bool, out: &mut String) -> bool {
        unless_too_deep(self, escaped, out)
    }

    fn write_json(&self, out: &mut String) {
        self.write(&mut Writer::<false>::new(out));
    }

    fn escaped_bound(&self) -> usize {
        2 + self.bound::<true>()
    }

    fn write_escaped(&self, out: &mut String) {
        out.push('"');
        self.write(&mut Writer::<true>::new(out));
        out.push('"');
    }
}

/// Writes a value as deep as JSON is read, and tells whether that was all of it.
fn unless_too_deep<T: MemberValue>(value: &T, escaped: bool, out: &mut String) -> bool {
    if !escaped {
        let mut writer = Writer::<false>::down_to(DEPTH, out);
        value.write(&mut writer);
        return !writer.is_too_deep();
    }
    out.push('"');
    let mut writer = Writer::<true>::down_to(DEPTH, out);
    value.write(&mut writer);
    let whole = !writer.is_too_deep();
    out.push('"');
    whole
}

fn edition(v2: bool, shared: Option<bool>) -> Edition {
    Edition { version: if v2 { Version::V2 } else { Version::V1 }, shared: v2 || shared == Some(true) }
}

/// The version and `update_multi` as they are typed; what has an odd type is looked for in the JSON.
fn edition_of_card(card: &Card) -> Option<Edition> {
    if !card.unknown.is_empty() {
        return Typed::to_json(card).edition();
    }
    Some(edition(card.schema == Some(Schema::V2), card.config.as_ref().and_then(|config| config.update_multi)))
}

macro_rules! contents {
    ($($Type:ty: $edition:expr),*) => {$(
        impl Content for $Type {
            fn repaired_with(&self, options: &CheckOptions) -> (Json, Vec<Repair>) {
                Typed::to_json(self).repaired_with(options)
            }

            fn edition(&self) -> Option<Edition> {
                $edition(self)
            }

            fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
                Typed::validate_with(self, options)
            }

            fn nests_too_deep(&self) -> bool {
                check::extent(self).too_deep
            }

            fn write_unless_too_deep(&self, escaped: bool, out: &mut String) -> bool {
                unless_too_deep(self, escaped, out)
            }

            fn write_json(&self, out: &mut String) {
                MemberValue::write(self, &mut Writer::<false>::new(out));
            }

            fn escaped_bound(&self) -> usize {
                2 + MemberValue::bound::<true>(self)
            }

            fn write_escaped(&self, out: &mut String) {
                out.push('"');
                MemberValue::write(self, &mut Writer::<true>::new(out));
                out.push('"');
            }
        }
    )*};
}

contents!(Card: edition_of_card, Template: |_: &Template| None, CardEntity: |_: &CardEntity| None);

/// So that one card can be sent to many without being copied.
macro_rules! forwarded {
    ($($Pointer:ty),*) => {$(
        impl<C: Content + ?Sized> Content for $Pointer {
            fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
                (**self).validate_with(options)
            }

            fn repaired_with(&self, options: &CheckOptions) -> (Json, Vec<Repair>) {
                (**self).repaired_with(options)
            }

            fn edition(&self) -> Option<Edition> {
                (**self).edition()
            }

            fn nests_too_deep(&self) -> bool {
                (**self).nests_too_deep()
            }

            fn write_unless_too_deep(&self, escaped: bool, out: &mut String) -> bool {
                (**self).write_unless_too_deep(escaped, out)
            }

            fn write_json(&self, out: &mut String) {
                (**self).write_json(out);
            }

            fn escaped_bound(&self) -> usize {
                (**self).escaped_bound()
            }

            fn write_escaped(&self, out: &mut String) {
                (**self).write_escaped(out);
            }
        }
    )*};
}

forwarded!(&C, Box<C>, std::sync::Arc<C>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Boxed, Column, Component};

    /// Both forms of what is written, where it is not too deep.
    fn written(content: &dyn Content) -> Option<[String; 2]> {
        let form = |escaped| {
            let mut out = String::from("before ");
            content.write_unless_too_deep(escaped, &mut out).then_some(out)
        };
        let forms = [form(false), form(true)];
        assert_eq!(forms.iter().all(Option::is_none), content.nests_too_deep());
        let [plain, escaped] = forms;
        Some([plain?, escaped?])
    }

    /// Of a card one level is the card, one its list, and two are each column and its list.
    fn card(columns: usize) -> Card {
        let column = |inner| Component::Column(Boxed::new(Column::NEW.elements(vec![inner].into())));
        let columns = (0..columns)
            .fold(None, |inner: Option<Component>, _| Some(column(inner.unwrap_or(Component::raw(Json::str("x"))))));
        Card::NEW.elements(columns.into_iter().collect::<Vec<_>>().into())
    }

    #[test]
    fn what_is_not_too_deep_is_written_whole() {
        let list = |levels: usize| (0..levels).fold(Json::Null, |inner, _| Json::from(vec![inner]));
        let map = |levels: usize| (0..levels).fold(Json::Null, |inner, _| Json::Map(vec![("x".into(), inner)].into()));
        for (deepest, deeper) in [(list(DEPTH), list(DEPTH + 1)), (map(DEPTH), map(DEPTH + 1))] {
            let [plain, escaped] = written(&deepest).unwrap();
            assert_eq!(plain, format!("before {deepest}"));
            assert_eq!(escaped.strip_prefix("before ").map(Json::parse), Some(Ok(Json::from(deepest.to_string()))));
            assert_eq!(written(&deeper), None);
        }
        let [plain, _] = written(&card(DEPTH / 2 - 1)).unwrap();
        assert_eq!(plain, format!("before {}", Typed::to_json(&card(DEPTH / 2 - 1))));
        assert_eq!(written(&card(DEPTH / 2)), None);
    }

    #[test]
    fn what_no_stack_reaches_is_not_written() {
        let deep = (0..100_000).fold(Json::Null, |inner, _| Json::from(vec![inner]));
        assert_eq!(written(&deep), None);
        // its end would need the stack too
        std::mem::forget(deep);
    }
}
