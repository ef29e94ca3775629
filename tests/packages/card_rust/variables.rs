//! Cards with variables, as templates have them: real ones whose texts got some, the same in every run.

use crate::{Case, odd::Dice};
use feishu_card_core::{Json, Str};

/// What variables are called: keywords, names of the prelude, names that no parameter can have, two that become one.
const VARIABLES: [&str; 16] = [
    "name",
    "user.name",
    "userName",
    "type",
    "Ok",
    "None",
    "Self",
    "self",
    "card",
    "Card",
    "名字",
    "m²",
    "7",
    "rows[0]",
    "a-b",
    "a.b",
];

/// What says of which kind an object or a value is, and which rules there are: a variable there is another card.
const FIXED: [&str; 3] = ["tag", "schema", "data_type"];

/// Every card with a variable in about one text of three; the tags are as they were. Those that have variables of their
/// own are left out.
#[must_use]
pub fn cards_with_variables(cards: Vec<Case>, seed: u64) -> Vec<Case> {
    let mut dice = Dice::new(seed);
    let with = |mut case: Case| {
        put(&mut case.json, &mut dice);
        case.name.push_str(" (variables)");
        case
    };
    cards.into_iter().filter(|case| !case.json.to_string().contains("${")).map(with).collect()
}

fn put(json: &mut Json, dice: &mut Dice) {
    match json {
        Json::List(items) => items.to_mut().iter_mut().for_each(|item| put(item, dice)),
        Json::Map(members) => {
            let members = members.to_mut().iter_mut().filter(|(name, _)| !FIXED.contains(&&**name));
            members.for_each(|(_, value)| put(value, dice));
        }
        Json::Str(text) if dice.roll(3) == 0 => *text = Str::from(with_variable(text, dice)),
        _ => {}
    }
}

/// The variable alone, or before, in or after the text.
fn with_variable(text: &str, dice: &mut Dice) -> String {
    let variable = format!("${{{}}}", VARIABLES[dice.roll(VARIABLES.len())]);
    let at = match dice.roll(4) {
        0 => return variable,
        1 => 0,
        2 => text.len(),
        _ => (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default(),
    };
    format!("{}{variable}{}", &text[..at], &text[at..])
}

/// The card that a function gives whose parameters all have this value, of letters only: nothing escapes it.
#[must_use]
pub fn filled(card: &Json, value: &str) -> Json {
    match card {
        Json::Str(text) => {
            let mut text = text.to_string();
            for variable in VARIABLES {
                text = text.replace(&format!("${{{variable}}}"), value);
            }
            text.into()
        }
        Json::List(items) => Json::from(items.iter().map(|item| filled(item, value)).collect::<Vec<_>>()),
        Json::Map(members) => {
            let members = members.iter().map(|(name, member)| (name.clone(), filled(member, value)));
            Json::from(members.collect::<Vec<_>>())
        }
        plain => plain.clone(),
    }
}
