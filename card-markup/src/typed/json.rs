//! JSON literals as typed values: `options={[…]}`, `behaviors={[…]}`, `confirm={{…}}` (R15).

use super::{Lower, value::is_number};
use crate::{
    syntax::{Json, JsonKey, JsonValue as J, Rust},
    typed::TextPieces,
    typed::{Filled, Filling, JsonMember, Record, Step},
};
use feishu_card_schema::table::{Item, Kind, Object};
use proc_macro2::Span;

impl Lower<'_> {
    /// The literal as a value of this kind; `None` when it does not fit.
    pub(super) fn typed(&mut self, json: &Json, kind: Kind, open: Span) -> Option<Filling> {
        Some(match (kind, &json.value) {
            (Kind::Json | Kind::JsonOrStr, J::Null) => return None,
            (Kind::Json | Kind::JsonOrStr, _) => Filling::Json(json.clone()),
            (_, J::Rust(tokens)) => Filling::Expr(Rust::new(tokens.clone(), json.span)),
            (Kind::Bool, J::Bool(b)) => Filling::Bool(*b),
            (_, J::Number(n)) if is_number(kind, n) => Filling::Number(n.clone()),
            (Kind::Choice(choice), J::Str(text)) => Filling::Word(choice, choice.word(text)?),
            (Kind::Object(object), J::Map(members)) => Filling::Record(self.record_of(object, members, json, open)?),
            (Kind::Family(family), J::Map(members)) => {
                let item = Item::Family(family);
                return Some(self.item(item, members, json, open));
            }
            (Kind::List(item), J::List(items)) => Filling::List(self.items(items, &|lower, json| match &json.value {
                J::Map(members) => lower.item(item, members, json, open),
                _ => Filling::Raw { json: json.clone(), checked: true },
            })),
            (Kind::Rows, J::List(items)) => Filling::List(self.items(items, &|_, json| Filling::Json(json.clone()))),
            (Kind::Strs | Kind::UserIds, J::List(items)) => {
                if !items.iter().all(|item| matches!(item.value, J::Str(_) | J::Rust(_))) {
                    return None;
                }
                Filling::List(self.items(items, &|_, json| text(json)))
            }
            (Kind::LocaleStrs | Kind::LocaleKeys, J::Map(members)) => {
                self.entries(members, &|_, json| matches!(json.value, J::Str(_) | J::Rust(_)).then(|| text(json)))?
            }
            (Kind::LocaleObjects(item) | Kind::Named(item), J::Map(members)) => {
                self.entries(members, &|lower, json| match (&json.value, item) {
                    (J::Map(inner), Item::Object(object)) => {
                        lower.record_of(object, inner, json, open).map(Filling::Record)
                    }
                    _ => None,
                })?
            }
            (Kind::LocaleLists(item), J::Map(members)) => {
                self.entries(members, &|lower, json| lower.typed(json, Kind::List(item), open))?
            }
            (Kind::LocaleStrs | Kind::LocaleKeys | Kind::Strs | Kind::UserIds | Kind::Rows, _) => return None,
            (_, J::Str(_)) if kind.is_string() => text(json),
            _ => return None,
        })
    }

    fn items(&mut self, items: &[Json], one: &dyn Fn(&mut Self, &Json) -> Filling) -> Vec<Step> {
        let mut body = Vec::new();
        for json in items {
            if let J::Rust(tokens) = &json.value {
                let expr = Rust::new(tokens.clone(), json.span);
                body.push(Step::Splice { list: None, expr });
                continue;
            }
            let kind = one(self, json);
            body.push(Step::Push { list: None, item: Filled { at: json.span, with: kind } });
        }
        body
    }

    fn entries(
        &mut self,
        members: &[(JsonKey, Json)],
        one: &dyn Fn(&mut Self, &Json) -> Option<Filling>,
    ) -> Option<Filling> {
        let mut body = Vec::new();
        for (key, json) in members {
            let JsonKey::Str(key, at) = key else { return None };
            let kind = one(self, json)?;
            body.push(Step::Entry { key: key.clone(), at: *at, value: Filled { at: json.span, with: kind } });
        }
        Some(Filling::Map(body))
    }

    /// An item of a list, or an object of a family.
    fn item(&mut self, item: Item, members: &[(JsonKey, Json)], json: &Json, open: Span) -> Filling {
        let object = match item {
            Item::Object(object) => Some(object),
            Item::Family(family) => {
                let key = family.variants.first().map_or("tag", |object| object.key);
                members.iter().find_map(|(name, value)| match (name, &value.value) {
                    (JsonKey::Str(name, _), J::Str(tag)) if name == key => family.variant(tag),
                    _ => None,
                })
            }
        };
        match object.and_then(|object| self.record_of(object, members, json, open)) {
            Some(record) => Filling::Record(record),
            None => Filling::Raw { json: json.clone(), checked: true },
        }
    }

    /// An object; `None` when its tag is another one or a key is an expression.
    fn record_of(
        &mut self,
        object: &'static Object,
        members: &[(JsonKey, Json)],
        json: &Json,
        open: Span,
    ) -> Option<Record> {
        let mut record = Record::new(object, open, json.span, Vec::new());
        let mut tagged = object.key.is_empty();
        for (key, value) in members {
            let JsonKey::Str(name, at) = key else { return None };
            if !object.key.is_empty() && name == object.key {
                tagged = matches!(&value.value, J::Str(tag) if tag == object.tag);
                continue;
            }
            let member = object.member(name);
            match member.and_then(|member| Some((member, self.typed(value, member.kind, open)?))) {
                Some((member, kind)) => {
                    record.body.push(Step::Set { member, at: *at, value: Filled { at: value.span, with: kind } });
                }
                None => {
                    let member =
                        JsonMember { name: name.clone(), at: *at, json: value.clone(), checked: true, literal: true };
                    record.json.push(member);
                }
            }
        }
        tagged.then_some(record)
    }
}

fn text(json: &Json) -> Filling {
    match &json.value {
        J::Str(text) => Filling::Str(TextPieces::fixed(text.clone(), json.span)),
        J::Rust(tokens) => Filling::Expr(Rust::new(tokens.clone(), json.span)),
        _ => Filling::Json(json.clone()),
    }
}
