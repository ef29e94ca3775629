//! Properties of reading and writing, over arbitrary JSON and over typed values made out of the table.

use feishu_card_core::{Card, CardEntity, Content, Json, List, Number, Str, Template, Typed};
use feishu_card_schema::table::{self, Item, Kind, Object};
use proptest::prelude::*;

fn json() -> impl Strategy<Value = Json> {
    // tags and member names of real cards, so that arbitrary JSON gets past the first level
    let name = prop_oneof![
        prop::sample::select(vec!["tag", "text", "elements", "type", "content", "body", "value", "options", "header"]),
        prop::sample::select(vec!["x", "i18n_elements", "columns", "icon", "schema"]),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::int),
        any::<f64>().prop_map(Json::float),
        ".*".prop_map(Json::from),
        prop::sample::select(vec!["div", "button", "plain_text", "form", "column", "2.0", "column_set"])
            .prop_map(Json::str),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec((name.clone().prop_map(Str::from), inner), 0..6).prop_map(Json::from),
        ]
    })
}

/// A stream of choices for the generator below.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn text(&mut self) -> Json {
        ["", "甲 \"乙\" \\", "a\nb\u{1}", "${x}", "😀", "plain"].map(Json::str)[self.below(6)].clone()
    }

    fn item(&mut self, item: Item, depth: usize) -> Json {
        match item {
            Item::Object(of) => self.object(of, depth),
            Item::Family(of) => {
                let of = of.variants[self.below(of.variants.len())];
                self.object(of, depth)
            }
        }
    }

    fn list(&mut self, item: Item, depth: usize) -> Json {
        let count = if depth == 0 { 0 } else { self.below(3) };
        Json::List((0..count).map(|_| self.item(item, depth)).collect())
    }

    fn map(&mut self, value: impl Fn(&mut Self) -> Json) -> Json {
        let count = self.below(3);
        Json::Map(["en_us", "a \"b\""].into_iter().take(count).map(|key| (key.into(), value(self))).collect())
    }

    /// A value of this kind, `None` where it would go too deep.
    fn value(&mut self, kind: Kind, depth: usize) -> Option<Json> {
        let deeper = depth.checked_sub(1);
        Some(match kind {
            Kind::Bool => Json::Bool(self.below(2) == 0),
            Kind::Int => Json::int(self.below(1000) as i64 - 500),
            Kind::Number => match self.below(3) {
                0 => Json::int(3),
                1 => Json::float(1.0),
                _ => Json::Number(Number::new("1.50")),
            },
            Kind::Json | Kind::JsonOrStr => Json::Map(vec![("k".into(), self.text())].into()),
            Kind::Rows => Json::List(vec![Json::Map(vec![("a b".into(), self.text())].into())].into()),
            Kind::Strs | Kind::UserIds => Json::List((0..self.below(3)).map(|_| self.text()).collect()),
            Kind::LocaleStrs | Kind::LocaleKeys => self.map(Self::text),
            Kind::Choice(choice) => Json::str(choice.words[self.below(choice.words.len())].word),
            Kind::Object(of) => self.object(of, deeper?),
            Kind::Family(of) => self.item(of.item(), deeper?),
            Kind::List(of) => self.list(of, deeper?),
            Kind::LocaleObjects(of) | Kind::Named(of) => {
                let depth = deeper?;
                self.map(|dice| dice.item(of, depth))
            }
            Kind::LocaleLists(of) => {
                let depth = deeper?;
                self.map(|dice| dice.list(of, depth))
            }
            _ => self.text(),
        })
    }

    /// An object with about half of its members.
    fn object(&mut self, object: &Object, depth: usize) -> Json {
        let mut members: Vec<(Str, Json)> = Vec::new();
        if !object.key.is_empty() {
            members.push((object.key.into(), Json::str(object.tag)));
        }
        for member in object.members {
            if self.below(2) == 0
                && let Some(value) = self.value(member.kind, depth)
            {
                members.push((member.name.into(), value));
            }
        }
        Json::Map(members.into())
    }
}

fn same<T: Typed + serde::Serialize + PartialEq + std::fmt::Debug>(json: &Json) -> Result<(), TestCaseError> {
    let value = T::from_json(json.clone()).map_err(|json| TestCaseError::fail(json.to_string()))?;
    prop_assert_eq!(&value.tally().untyped, &Vec::<String>::new());
    prop_assert_eq!(&value.to_json(), json);
    let text = value.to_json_string();
    prop_assert_eq!(&text, &json.to_string());
    prop_assert_eq!(&text, &serde_json::to_string(&value).unwrap().replace("1.5", "1.50"));
    prop_assert_eq!(&T::parse(&text).unwrap(), &value);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_json_never_panics_and_comes_back(json in json()) {
        let members = |json: &Json| serde_json::Value::from(json.clone());
        if let Ok(card) = Card::from_json(json.clone()) {
            prop_assert_eq!(members(&card.to_json()), members(&json));
            prop_assert_eq!(Json::parse(&card.to_json_string()).unwrap(), card.to_json());
        }
        let _ = (Template::from_json(json.clone()), CardEntity::from_json(json.clone()));
        prop_assert_eq!(Json::parse(&json.to_string()).unwrap(), json.clone());
        prop_assert_eq!(Json::parse(&json.to_pretty_string()).unwrap(), json);
    }

    #[test]
    fn arbitrary_text_never_panics_the_parser(text in any::<String>(), noise in "[\\[\\]{}\",:0-9eE.+\\-\\\\untrflsa ]{0,40}") {
        let _ = Json::parse(&text);
        let ours = Json::parse(&noise);
        let serde: Result<serde_json::Value, _> = serde_json::from_str(&noise);
        // serde_json refuses numbers beyond a float, we keep them
        prop_assert!(ours.is_ok() == serde.is_ok() || serde.is_err_and(|e| e.to_string().contains("out of range")));
    }

    #[test]
    fn reading_what_was_written_gives_the_same_card(seed in any::<u64>()) {
        same::<Card>(&Dice(seed).object(&table::objects::Card, 6))?;
    }

    #[test]
    fn every_object_comes_back_typed(seed in any::<u64>()) {
        macro_rules! every {
            ($( $(#[doc = $doc:literal])* object $Type:ident ($($head:tt)*) {$($body:tt)*} )*) => {$(
                same::<feishu_card_core::$Type>(&Dice(seed).object(&table::objects::$Type, 3))?;
            )*};
        }
        feishu_card_schema::every_object!(every);
    }

    #[test]
    fn the_escaped_form_is_the_text_as_a_json_string(seed in any::<u64>()) {
        let card = Card::from_json(Dice(seed).object(&table::objects::Card, 5)).unwrap();
        let mut escaped = String::new();
        card.write_escaped(&mut escaped);
        prop_assert!(escaped.len() <= card.escaped_bound());
        prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), card.to_json_string());
    }
}

#[test]
fn lists_and_maps_that_are_odd_stay_whole() {
    let text =
        r#"{"config":{"locales":["zh_cn",1]},"i18n_header":{"zh_cn":{},"en_us":1},"elements":[1,{"tag":"div"}]}"#;
    let card = Card::parse(text).unwrap();
    assert_eq!(serde_json::Value::from(card.to_json()), serde_json::from_str::<serde_json::Value>(text).unwrap());
    assert_eq!(card.tally().untyped, ["/i18n_header", "/config/locales", "/elements/0"]);
    assert_eq!(card.elements.as_ref().map(List::as_slice).map(<[_]>::len), Some(2));
}
