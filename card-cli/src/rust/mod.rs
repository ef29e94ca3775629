//! From JSON to `card!` markup: the canonical form of the language.
//!
//! It is the inverse of what the macro does, made of the same component table: `object` turns an object into an
//! element, `texts` and `lists` know the shorter forms, `layout` breaks lines. What the macro would refuse is
//! found by the rule book itself (`refused`) and written into the hatches `json:` and `<raw>`.

mod element;
mod function;
mod holes;
mod layout;
pub(crate) mod lexical;
mod lists;
mod markdown;
mod object;
mod refused;
mod texts;

use crate::input::{Shape, shape};
use element::Element;
use feishu_card_core::{Json, Version};
use feishu_card_schema::table::objects;
use function::Parameters;
use object::Printer;
use std::collections::BTreeSet;

/// How often the output is checked again after something went into a hatch.
const ROUNDS: usize = 64;

/// A card as `card!` source.
#[derive(Clone, Debug)]
pub struct RustSource {
    /// The whole expression, `card! { … }`, and a line feed.
    pub text: String,
    /// The places that the compiler does not check, as JSON Pointers in the card: they are written with `json:`
    /// or `<raw>`.
    pub unchecked: Vec<String>,
}

/// The `card!` source that rebuilds this card, template message or card entity.
///
/// With `strict`, what the macro refuses is written plainly where markup has words for it, so that the compiler
/// says what is wrong with the card; without, it goes through `json:` and `<raw>`, what these do not hold is lowered by
/// `#![allow(…)]`, and the output compiles.
///
/// ```
/// use feishu_card_core::Json;
/// let card = Json::parse(r#"{"elements":[{"tag":"div","text":{"tag":"plain_text","content":"好"}}]}"#)?;
/// let source = feishu_card_cli::rust_source(&card, false);
/// assert_eq!(source.text, "card! {\n    <card>\n        <div>\"好\"</div>\n    </card>\n}\n");
/// # Ok::<(), feishu_card_core::JsonError>(())
/// ```
#[must_use]
pub fn rust_source(card: &Json, strict: bool) -> RustSource {
    printed(card, &Parameters::default(), strict, 0)
}

/// The same as a function of this name, with a parameter for each variable `${…}` of the card, as templates have them.
///
/// In texts a variable is a hole, whose value is shown as it is, Markdown or not; in a `value` and other JSON an
/// expression. A variable in place of anything else (`"disabled": "${flag}"`) goes through `json:`. All parameters are
/// `&str`: make of them what the card needs. A variable in the name of a member stays as it is.
///
/// ```
/// use feishu_card_core::Json;
/// let card = Json::parse(r#"{"elements":[{"tag":"div","text":{"tag":"plain_text","content":"你好，${name}"}}]}"#)?;
/// let source = feishu_card_cli::rust_function(&card, "greeting", false);
/// assert!(source.text.contains("pub fn greeting(name: &str) -> Card {"));
/// assert!(source.text.contains("<div>\"你好，{name}\"</div>"));
/// # Ok::<(), feishu_card_core::JsonError>(())
/// ```
#[must_use]
pub fn rust_function(card: &Json, name: &str, strict: bool) -> RustSource {
    let parameters = Parameters::of(card);
    let made = match shape(card) {
        Shape::Card => "Card",
        Shape::Template => "Template",
        Shape::Entity => "CardEntity",
    };
    let source = printed(card, &parameters, strict, function::INDENT);
    RustSource { text: parameters.function(&source.text, name, made), unchecked: source.unchecked }
}

/// The markup of a card, with these holes, to be indented by `around`.
fn printed(card: &Json, parameters: &Parameters, strict: bool, around: usize) -> RustSource {
    let version = match card.get("schema").and_then(Json::as_str) {
        Some("2.0") => Version::V2,
        _ => Version::V1,
    };
    let mut refused = BTreeSet::new();
    let mut round = 0;
    loop {
        round += 1;
        let mut printer = Printer::new(version, strict, parameters, &refused);
        let element = root(&mut printer, card);
        let opened = printer.opened();
        let more = match strict {
            true => BTreeSet::new(),
            false => refused::pointers(card, parameters, version, &opened, &refused),
        };
        if more.is_empty() || round == ROUNDS {
            let mut unchecked: Vec<_> = opened.keys().cloned().collect();
            unchecked.sort();
            let allowed = match strict {
                true => BTreeSet::new(),
                false => refused::codes(card, parameters, version, &opened),
            };
            return RustSource { text: layout::source(&element, &allowed, parameters, around), unchecked };
        }
        refused.extend(more);
    }
}

/// The whole content as one element. What is not an object cannot get here; it would be an empty card.
fn root(printer: &mut Printer<'_>, card: &Json) -> Element {
    let members = card.as_map().unwrap_or_default();
    match shape(card) {
        Shape::Card => printer.object(&objects::Card, members, "card"),
        Shape::Template => printer.envelope(&objects::Template, &objects::TemplateData, members, "template"),
        Shape::Entity => printer.envelope(&objects::CardEntity, &objects::CardEntityData, members, "entity"),
    }
}
