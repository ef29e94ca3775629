//! What is right at a glance is right by the rules, whatever is changed in right cards; and right cards mostly are.

use super::*;
use crate::{
    Card, CheckOptions, Subject,
    check::{Checked, found_by_the_rules, is_right_at_a_glance},
};

/// Values that some member takes, and some that none does.
const VALUES: &[&str] = &[
    r#""""#,
    r#""x""#,
    r#"" ""#,
    r#""grey""#,
    r#""gray""#,
    r#""default""#,
    r#""4px""#,
    r#""4px 8px""#,
    r#""-4px""#,
    r#""120px""#,
    r#""50%""#,
    r#""auto""#,
    r#""weighted""#,
    r#""1.0""#,
    r#""2.0""#,
    r#""https://a.cn""#,
    r#""https://a.cn/ b""#,
    r#""www.a.cn""#,
    r#""${x}""#,
    r#""primary""#,
    r#""fill""#,
    r#""chat_outlined""#,
    r#""heading""#,
    r#""plain_text""#,
    r#""lark_md""#,
    r#""markdown""#,
    r#""button""#,
    r#""column""#,
    r#""callback""#,
    r#""**a**""#,
    r#""a < b &amp; c""#,
    r#""<at id=all></at>""#,
    r#""[a](https://a.cn)""#,
    r#""|a|\n|-|\n|1|""#,
    r#""submit""#,
    "true",
    "false",
    "null",
    "0",
    "3",
    "2.5",
    "1e400",
    "[]",
    "{}",
    r#"["zh_cn"]"#,
    r#"{"id":1}"#,
    r#"{"zh_cn":"x"}"#,
    r#"{"tag":"plain_text","content":"x"}"#,
    r#"{"tag":"lark_md","content":"**x**"}"#,
    r#"[{"tag":"hr"}]"#,
    r#"[{"tag":"markdown","content":"x","element_id":"a"},{"tag":"markdown","content":"x","element_id":"a"}]"#,
    r#"[{"type":"callback","value":{"id":1}}]"#,
    r#"[{"type":"open_url","default_url":"https://a.cn"}]"#,
    r#"{"tag":"button","name":"a","value":{"id":1},"text":{"tag":"plain_text","content":"x"}}"#,
];

/// Names that members have, to be added or changed.
const NAMES: &[&str] = &[
    "tag",
    "text",
    "content",
    "elements",
    "value",
    "name",
    "type",
    "url",
    "multi_url",
    "icon",
    "element_id",
    "margin",
    "width",
    "weight",
    "size",
    "behaviors",
    "required",
    "disabled",
    "header",
    "config",
    "schema",
    "body",
    "i18n_elements",
    "i18n_content",
    "confirm",
    "colour",
    "update_multi",
    "streaming_mode",
    "locales",
    "style",
];

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n.max(1) as u64).unwrap_or(0)
    }

    fn value(&mut self) -> Json {
        Json::parse(VALUES[self.below(VALUES.len())]).unwrap()
    }
}

fn nodes(json: &Json) -> usize {
    1 + match json {
        Json::List(items) => items.iter().map(nodes).sum(),
        Json::Map(members) => members.iter().map(|(_, value)| nodes(value)).sum::<usize>(),
        _ => 0,
    }
}

/// Changes the value that is `at` values further on.
fn change(json: &mut Json, at: &mut usize, how: &mut dyn FnMut(&mut Json)) -> bool {
    if *at == 0 {
        how(json);
        return true;
    }
    *at -= 1;
    match json {
        Json::List(items) => items.to_mut().iter_mut().any(|item| change(item, at, how)),
        Json::Map(members) => members.to_mut().iter_mut().any(|(_, value)| change(value, at, how)),
        _ => false,
    }
}

fn changed(card: &Json, dice: &mut Dice) -> Json {
    let mut card = card.clone();
    let (mut at, value, name) = (dice.below(nodes(&card)), dice.value(), NAMES[dice.below(NAMES.len())]);
    let (how, nth) = (dice.below(6), dice.below(1 << 20));
    change(&mut card, &mut at, &mut |place| match (how, place) {
        (1, Json::Map(members)) => members.to_mut().push((Str::Borrowed(name), value.clone())),
        (2, Json::Map(members)) if !members.is_empty() => {
            let nth = nth % members.len();
            members.to_mut().remove(nth);
        }
        (3, Json::Map(members)) if !members.is_empty() => {
            let nth = nth % members.len();
            members.to_mut()[nth].0 = Str::Borrowed(name);
        }
        (4, Json::List(items)) if !items.is_empty() => {
            let again = items[nth % items.len()].clone();
            items.to_mut().push(again);
        }
        (5, Json::Map(members)) if !members.is_empty() => members.to_mut().rotate_left(1),
        (_, place) => *place = value.clone(),
    });
    card
}

fn holds(card: &impl Checked, options: &CheckOptions, json: &Json) -> bool {
    let right = is_right_at_a_glance(card, options);
    if right {
        let found = found_by_the_rules(card, Subject::Card, options);
        assert!(found.is_empty(), "{json}\n{found:#?}");
    }
    right
}

#[test]
fn what_is_right_at_a_glance_is_right_by_the_rules() {
    let options = CheckOptions::default();
    let files = feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]);
    let mut cards: Vec<Json> = files.into_iter().filter_map(|file| Json::parse(&file.text).ok()).collect();
    let (mut right, mut at_a_glance) = (0, 0);
    cards.retain(|card| {
        let taken = holds(card, &options, card);
        at_a_glance += usize::from(taken);
        let is_right = found_by_the_rules(card, Subject::Card, &options).is_empty();
        right += usize::from(is_right);
        is_right && nodes(card) < 300
    });
    assert!(right > 100 && at_a_glance * 3 > right, "{at_a_glance} at a glance of {right} right cards");
    let count = if std::env::var_os("FEISHU_CARD_LONG").is_some() { 500_000 } else { 6_000 };
    let mut dice = Dice(1);
    let mut taken = 0;
    for _ in 0..count {
        let card = changed(&cards[dice.below(cards.len())], &mut dice);
        taken += usize::from(holds(&card, &options, &card));
        if let Ok(typed) = Card::try_from(card.clone()) {
            holds(&typed, &options, &card);
        }
    }
    assert!(taken * 20 > count, "{taken} of {count} were taken");
}

#[test]
fn the_same_json_has_one_fingerprint_however_it_is_written() {
    let same = [r#"{"a":1,"b":[true,null]}"#, r#"{"b":[true,null],"a":1}"#].map(|text| Json::parse(text).unwrap());
    assert_eq!(same[0].fingerprint(), same[1].fingerprint());
    let number = Json::Number(crate::Number::new("1"));
    assert_eq!(number.fingerprint(), Json::int(1).fingerprint());
    let texts = [r#"{"a":1}"#, r#"{"a":"1"}"#, r#"{"a":[1]}"#, r#"{"b":1}"#, r#"{"a":true}"#, r#"{"a":null}"#, "{}"];
    let mut all: Vec<u64> = texts.map(|text| Json::parse(text).unwrap().fingerprint()).into();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), texts.len());
}
