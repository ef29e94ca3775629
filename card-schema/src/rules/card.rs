//! C09xx: the card as a whole.

use super::{
    Settings,
    walk::{Visited, Walk},
};
use crate::{
    Diagnostic, Severity,
    catalogue::entries,
    table::{Object, objects},
    tree::Known,
};

entries! {
    TOO_LARGE = "C0901" "the card is too large" [E E E] 230025
        why "A message request is limited to 30 KB (card-json-1 §12); CardKit answers 200860. The platform measures after it has \
             put in template data and style tags, so a card just below may still be refused."
        wrong "a card of more than 30 × 1024 bytes"
        right "the same content in two messages"

    NOT_A_CARD = "C0902" "the object is not a card" [E E E] 200621
        why "None of its members is one that cards have: mostly a wrapper, a placeholder, or what an API gave back."
        wrong "{\"fallback_text\": \"处理中\"}"
        right "{\"elements\": [{\"tag\": \"markdown\", \"content\": \"处理中\"}]}"

    MIXED = "C0903" "a template message with the members of a card" [E E E]
        why "`type` and `data` name a template or an entity, the members of a card are one: these are different messages (card-json-1 §2)."
        wrong "{\"type\": \"template\", \"data\": {\"template_id\": \"AAq1\"}, \"elements\": []}"
        right "{\"type\": \"template\", \"data\": {\"template_id\": \"AAq1\"}}"

    NO_SCHEMA = "C0904" "a card with a body that does not say it is JSON 2.0" [E E E]
        why "Without `schema` a card is read as 1.0, which does not know `body`: nothing of it is shown."
        wrong "{\"body\": {\"elements\": [{\"tag\": \"hr\"}]}}"
        right "{\"schema\": \"2.0\", \"body\": {\"elements\": [{\"tag\": \"hr\"}]}}"

    NOT_SHARED = "C0905" "a 2.0 card that is not shared" [E E E] 300302
        why "2.0 accepts `update_multi: true` only."
        wrong "<card schema=\"2.0\"><config update_multi=false/></card>"
        right "<card schema=\"2.0\"><config update_multi/></card>"

    AUDIO_FORWARDED = "C0906" "a card with audio that may be forwarded" [E E E] 300220
        why "Cards with audio must set `enable_forward` to false (card-json-2 §11.10)."
        wrong "<card schema=\"2.0\"><audio file_key=\"f\"/></card>"
        right "<card schema=\"2.0\"><config enable_forward=false/><audio file_key=\"f\"/></card>"

    TRIGGER = "C0907" "a condition of a fallback that says nothing" [E E E]
        why "`min_client_version` takes a client version, `element_tags` a list of component tags (card-json-1 §2.3)."
        wrong "<card><fallback><trigger_condition type=min_client_version value=\"latest\"/></fallback></card>"
        right "<card><fallback><trigger_condition type=min_client_version value=\"7.4\"/></fallback></card>"
}

/// The finding about the size of a card in bytes, if it is too large.
#[must_use]
pub fn card_size(bytes: usize, settings: &Settings<'_>) -> Option<Diagnostic> {
    let limit = settings.limits.card_bytes;
    if bytes <= limit {
        return None;
    }
    let message = format!("the card is too large: {bytes} bytes, at most {limit} in a message");
    let help = "split it over several messages, or shorten texts and tables".to_owned();
    Some(Diagnostic {
        help: Some(help),
        severity: settings.allow.lower(TOO_LARGE.code, Severity::Error)?,
        ..Diagnostic::new(&TOO_LARGE, message)
    })
}

/// Whether an object that should be a card has none of its members.
pub(crate) fn is_not_a_card(element: &Visited<'_>) -> bool {
    let members = &element.tree.members;
    element.is(&objects::Card)
        && !members.is_empty()
        && !element.tree.open
        && members.iter().all(|member| objects::Card.member(&member.name).is_none())
}

/// What is sent as a card is one: it has a member that cards have.
pub(crate) fn it_is_a_card<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if is_not_a_card(element) {
        let message = "this is not a card: a card has none of these members".to_owned();
        let help = "a card has `header` and `elements`, or `\"schema\": \"2.0\"` and `body`".to_owned();
        walk.report(&NOT_A_CARD, element.spot(), message, Some(help));
    }
}

/// A template message or a card entity has no members of a card.
pub(crate) fn a_template_is_sent_alone<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if let Some(member) = element.tree.members.iter().find(|member| is_of_a_card(element.object, &member.name)) {
        let message = format!("`{}` is a member of cards, but this is a {} message", member.name, element.object.tag);
        let help = format!("send `{{\"type\": \"{}\", \"data\": {{…}}}}` alone, or a card", element.object.tag);
        walk.report(&MIXED, element.name_spot(&member.name), message, Some(help));
    }
}

/// Whether this is a member of a card in an object that is sent instead of one.
pub(crate) fn is_of_a_card(object: &Object, member: &str) -> bool {
    [&objects::Template, &objects::CardEntity].contains(&object) && objects::Card.member(member).is_some()
}

/// A card with a `body` says that it is JSON 2.0.
pub(crate) fn a_body_needs_its_schema<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    // a hole was written past the rules, with `json:`
    let written = element.get("body").is_some_and(|body| body.value != Known::Hole);
    if element.is(&objects::Card) && !walk.v2() && written {
        let message = "this card has a `body`, but does not declare JSON 2.0".to_owned();
        let help = format!("write {}", walk.set("schema", if walk.markup() { "\"2.0\"" } else { "2.0" }));
        let help = if walk.markup() { help } else { "write `\"schema\": \"2.0\"`".to_owned() };
        walk.report(&NO_SCHEMA, element.name_spot("body"), message, Some(help));
    }
}

/// Cards of 2.0 are shared.
pub(crate) fn a_card_of_2_0_is_shared<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let off = matches!(element.get("update_multi").map(|node| &node.value), Some(Known::Bool(false)));
    if off && element.is(&objects::Config) && walk.v2() {
        let message = "cards of JSON 2.0 are always shared".to_owned();
        let help = format!("write {}, or remove it", walk.set("update_multi", "true"));
        walk.report(&NOT_SHARED, element.value_spot("update_multi"), message, Some(help));
    }
}

/// A card with audio is not forwarded.
pub(crate) fn a_card_with_audio_is_not_forwarded<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if element.is(&objects::Audio) && walk.card.forwards {
        let message = "a card with audio must forbid forwarding".to_owned();
        let help = if walk.markup() {
            "write `<config enable_forward=false/>`"
        } else {
            "write `\"config\": {\"enable_forward\": false}`"
        };
        walk.report(&AUDIO_FORWARDED, element.spot(), message, Some(help.to_owned()));
    }
}

/// 1.0: the condition of a fallback is a client version or a list of components.
pub(crate) fn a_fallback_names_a_version_or_components<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !element.is(&objects::TriggerCondition) {
        return;
    }
    let Some(value) = element.get("value") else { return };
    let (wrong, help) = match (element.text("type"), &value.value) {
        (Some("min_client_version"), Known::Str(version)) => {
            (!is_version(version), "write a client version: `7.4`, `7.4.1` or `v7.4.1-alpha`")
        }
        (Some("min_client_version"), Known::List(_) | Known::Object(_)) => (true, "write a client version: `7.4`"),
        (Some("element_tags"), Known::Str(_) | Known::Object(_)) => (true, "write a list of tags: `[\"table\"]`"),
        _ => (false, ""),
    };
    if wrong {
        let message = "`value` does not match `type`".to_owned();
        walk.report(&TRIGGER, element.value_spot("value"), message, Some(help.to_owned()));
    }
}

/// `7.4`, `7.4.1`, `7.4.1-xxx`, each optionally with a leading `v`, or followed by a build in full-width brackets.
fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let text = text.split_once('（').map_or(text, |(version, _)| version);
    let version = text.split_once('-').map_or(text, |(version, _)| version);
    let parts: Vec<&str> = version.split('.').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
