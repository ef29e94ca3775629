//! Cards that nobody wrote: real ones with odd values, names and items put in, the same in every run.

use crate::Case;
use feishu_card_core::{Json, Number, Str};

/// Every card with a few oddities in it, others for each seed.
#[must_use]
pub fn odd_cards(cards: Vec<Case>, seed: u64) -> Vec<Case> {
    let mut dice = Dice::new(seed);
    let odd = |(i, mut case): (usize, Case)| {
        let values = count(&case.json);
        for _ in 0..=i % 4 {
            let mut at = dice.roll(values);
            change(&mut case.json, &mut at, &mut dice);
        }
        case.name.push_str(" (odd)");
        case
    };
    cards.into_iter().enumerate().map(odd).collect()
}

/// Numbers that look random and are the same in every run (xorshift).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(0x9e37_79b9_7f4a_7c15 ^ seed)
    }

    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap_or_default()
    }
}

fn count(json: &Json) -> usize {
    1 + match json {
        Json::List(items) => items.iter().map(count).sum(),
        Json::Map(members) => members.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

/// Changes the value that is `at` values further on.
fn change(json: &mut Json, at: &mut usize, dice: &mut Dice) {
    match json {
        Json::List(items) => {
            for item in items.to_mut() {
                if below(item, at, dice) {
                    return;
                }
            }
        }
        Json::Map(members) => {
            let members = members.to_mut();
            for i in 0..members.len() {
                if *at == 0 {
                    return rename(members, i, dice);
                }
                if below(&mut members[i].1, at, dice) {
                    return;
                }
            }
        }
        _ => {}
    }
}

fn below(json: &mut Json, at: &mut usize, dice: &mut Dice) -> bool {
    if *at == 0 {
        *json = value(dice);
        return true;
    }
    *at -= 1;
    let size = count(json) - 1;
    if *at < size {
        change(json, at, dice);
        return true;
    }
    *at -= size;
    false
}

fn rename(members: &mut Vec<(Str, Json)>, i: usize, dice: &mut Dice) {
    const NAMES: [&str; 12] =
        ["a b", "json", "tag", "zh_cn", "text", "type", "r#if", "x-1", "", "elements", "0", "标题"];
    let name = NAMES[dice.roll(NAMES.len())];
    if members.iter().any(|(other, _)| other == name) {
        members.remove(i);
    } else {
        members[i].0 = name.into();
    }
}

fn value(dice: &mut Dice) -> Json {
    let text = |text: &'static str| Json::str(text);
    match dice.roll(20) {
        0 => Json::Null,
        1 => Json::Bool(true),
        2 => Json::Bool(false),
        3 => Json::int(0),
        4 => Json::int(-7),
        5 => Json::float(1.0),
        6 => Json::Number(Number::new("123456789012345678901234567890")),
        7 => Json::Number(Number::new("1.50e+3")),
        8 => text(""),
        9 => text("true"),
        10 => text("{x} }} {{\n\"\\\u{200b}\u{202e}\t\u{0}"),
        11 => text("8px"),
        12 => text("${flag}"),
        13 => Json::List(Vec::new().into()),
        14 => Json::from(vec![Json::Null, text("a"), Json::int(1)]),
        15 => Json::Map(Vec::new().into()),
        16 => Json::from(vec![("tag".into(), text("plain_text"))]),
        17 => Json::from(vec![("tag".into(), text("lark_md")), ("content".into(), text("**x"))]),
        18 => Json::from(vec![("tag".into(), text("no_such")), ("x".into(), Json::int(1))]),
        _ => Json::from(vec![Json::Map(Vec::new().into()), Json::from(vec![("tag".into(), text("hr"))])]),
    }
}
