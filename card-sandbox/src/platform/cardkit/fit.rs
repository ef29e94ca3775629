//! What a card is held to when it is made and after each change: kind, size, count, ids, and the rule book.

use super::{
    action::{Action, failed},
    entity::Draft,
};
use crate::{
    config::Config,
    json::text,
    platform::{card_error, reply::Refusal},
};
use feishu_card_core::{CheckOptions, Content, Diagnostic, Json};

/// A whole card: at creation, and in a full update.
pub(super) fn whole(card: &Json, config: &Config) -> Result<(), Refusal> {
    match card.as_map() {
        None => return Err(failed(200220, "the card is not an object")),
        Some([]) => return Err(Refusal::of(300307)),
        Some(_) => {}
    }
    if text(card, "schema") != Some("2.0") {
        return Err(Refusal::of(300303));
    }
    shared(card)?;
    by_the_rules(card, config, &config.options, 200220)
}

/// The card after a change.
pub(super) fn changed(draft: &Draft, action: &Action, config: &Config) -> Result<(), Refusal> {
    let (card, rules) = (&draft.card, &config.cardkit);
    match action {
        Action::Whole { card } => whole(card, config),
        Action::Settings { .. } => {
            shared(card)?;
            by_the_rules(card, config, &config.options, 300122)
        }
        Action::Content { .. } if !rules.content_is_checked => size(card, config),
        Action::Content { .. } if !rules.content_tables_count => {
            let mut options = config.options.clone();
            (options.limits.tables, options.limits.markdown_tables) = (usize::MAX, usize::MAX);
            by_the_rules(card, config, &options, 200220)
        }
        _ => by_the_rules(card, config, &config.options, 200220),
    }
}

fn shared(card: &Json) -> Result<(), Refusal> {
    match card.pointer("/config/update_multi") {
        Some(Json::Bool(false)) => Err(Refusal::of(300302)),
        _ => Ok(()),
    }
}

fn size(card: &Json, config: &Config) -> Result<(), Refusal> {
    if card.to_string().len() > config.options.limits.card_bytes { Err(Refusal::of(200860)) } else { Ok(()) }
}

/// Size, count and ids have codes of their own; all else that the rule book refuses has `code`.
fn by_the_rules(card: &Json, config: &Config, options: &CheckOptions, code: u32) -> Result<(), Refusal> {
    size(card, config)?;
    // what an unregistered template holds is known to the platform only
    if !config.validate || text(card, "type") == Some("template") {
        return Ok(());
    }
    // an entity may begin empty: its elements are added one by one
    let options = options.clone().allow("C0908");
    let found = card.validate_with(&options);
    let error = |code: &str| found.errors().any(|finding: &Diagnostic| finding.code() == code);
    if error("C0407") {
        return Err(Refusal::of(300305));
    }
    if error("C0511") {
        return Err(Refusal::of(300301));
    }
    match card_error::refusal(&found) {
        Some(refusal) => Err(Refusal::of(code).msg(refusal.card_part().to_owned())),
        None => Ok(()),
    }
}
