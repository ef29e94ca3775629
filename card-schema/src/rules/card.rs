//! C09xx: the card as a whole.

use super::{
    Settings,
    walk::{Visited, Walk},
};
use crate::{
    Diagnostic, Severity, entries,
    table::{Object, objects},
    tree::{Fields, Known, Node},
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

    NOTHING_SHOWN = "C0908" "a card that shows nothing" [E E E] 200621
        why "A card without a component is refused, also with a header alone: JSON 2.0 wants something in `body.elements`, 1.0 in \
             `elements` or in a language of `i18n_elements`. A component with an empty text is something: streamed texts begin so."
        wrong "<card schema=\"2.0\"><header title=\"发布\"/></card>"
        right "<card schema=\"2.0\"><header title=\"发布\"/><markdown>\"已发布\"</markdown></card>"

    NO_STREAM_TARGET = "C0909" "streaming mode without a text to stream into" [W W W]
        why "Text is streamed into a `markdown` or `plain_text` that has an `element_id` (cardkit §4)."
        wrong "<card schema=\"2.0\"><config streaming_mode/><markdown>\"\"</markdown></card>"
        right "<card schema=\"2.0\"><config streaming_mode/><markdown element_id=\"answer\">\"\"</markdown></card>"

    BUTTON_IN_STREAM = "C0910" "a button in a streaming card" [W W W]
        why "While a card streams the platform takes no interaction: put buttons in at the end (cardkit §4)."
        wrong "<card schema=\"2.0\"><config streaming_mode/><markdown element_id=\"a\">\"\"</markdown><button>\"停\"<callback value={{\"stop\": true}}/></button></card>"
        right "<card schema=\"2.0\"><config streaming_mode/><markdown element_id=\"a\">\"\"</markdown></card>"

    STREAM_PACE = "C0911" "a pace of streaming out of its range" [W W W]
        why "An example of the vendor says that `print_frequency_ms` and `print_step` are checked against 20 to 1000 and 1 to 1000 (cardkit §4)."
        wrong "<card schema=\"2.0\"><config><streaming_config><print_frequency_ms default=5/></streaming_config></config><hr/></card>"
        right "<card schema=\"2.0\"><config><streaming_config><print_frequency_ms default=70/></streaming_config></config><hr/></card>"
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
        // what the body of a message or of a webhook has around the card
        let wrapper = ["card", "content", "data", "dsl"].into_iter().find(|name| element.has(name));
        let (message, help) = match wrapper {
            Some(name) => (
                format!("this is not a card: `{name}` is one wrapper too many"),
                format!("send what is in `{name}`, as the card itself"),
            ),
            None => (
                "this is not a card: a card has none of these members".to_owned(),
                "a card has `header` and `elements`, or `\"schema\": \"2.0\"` and `body`".to_owned(),
            ),
        };
        walk.report(&NOT_A_CARD, element.spot(), message, Some(help));
    }
}

/// A card shows something: a component at least.
pub(crate) fn a_card_shows_something<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !element.is(&objects::Card) || element.tree.open || walk.fragment || is_not_a_card(element) {
        return;
    }
    let shows = if walk.v2() {
        match element.get("body").map(|body| &body.value) {
            None => false,
            Some(Known::Object(body)) => body.open || body.get("elements").is_some_and(may_show),
            Some(_) => true,
        }
    } else {
        // a body without its schema is a finding of its own
        let lists = ["elements", "body"].iter().filter_map(|name| element.get(name));
        let locales = match element.get("i18n_elements").map(|node| &node.value) {
            None => false,
            Some(Known::Object(locales)) => locales.open || locales.members.iter().any(|list| may_show(&list.node)),
            Some(_) => true,
        };
        locales || lists.into_iter().any(may_show)
    };
    if !shows {
        let message = "this card shows nothing: it has no component".to_owned();
        let help = match (walk.markup(), walk.v2()) {
            (true, _) => "write a component in it: `<markdown>\"…\"</markdown>`",
            (false, true) => "put a component in `body.elements`",
            (false, false) => "put a component in `elements`",
        };
        walk.report(&NOTHING_SHOWN, element.spot(), message, Some(help.to_owned()));
    }
}

/// Whether a list may hold an item.
fn may_show(list: &Node<'_>) -> bool {
    match &list.value {
        Known::List(items) => items.iter().any(|item| match &item.value {
            Known::Branches(arms) => arms.iter().any(|arm| !arm.is_empty()),
            Known::Repeat(body) => !body.is_empty(),
            _ => true,
        }),
        Known::Branches(arms) => arms.iter().any(|arm| arm.iter().any(may_show)),
        // another kind of value is a finding of its own
        _ => true,
    }
}

/// What is found below a node, as far as it is known.
#[derive(Clone, Copy, Default)]
struct Below {
    target: bool,
    button: bool,
    open: bool,
}

impl Below {
    fn look(&mut self, node: &Node<'_>) {
        match &node.value {
            Known::Hole => self.open = true,
            Known::List(items) => items.iter().for_each(|item| self.look(item)),
            Known::Repeat(items) => items.iter().for_each(|item| self.look(item)),
            Known::Branches(arms) => arms.iter().for_each(|arm| arm.iter().for_each(|item| self.look(item))),
            Known::Object(object) => {
                self.open |= object.open;
                let text = object.is_tagged(&objects::MarkdownBlock) || object.is_tagged(&objects::PlainText);
                self.target |= text && object.get("element_id").is_some();
                self.button |= object.is_tagged(&objects::Button);
                object.members.iter().for_each(|member| self.look(&member.node));
            }
            _ => {}
        }
    }
}

/// A card that streams has a text to stream into, and nothing to click.
pub(crate) fn a_streaming_card_has_a_text_and_no_buttons<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    if !element.is(&objects::Card) || !walk.v2() {
        return;
    }
    let config = element.get("config").and_then(Node::as_object);
    let on =
        |config: &Fields<'_>| matches!(config.get("streaming_mode").map(|mode| &mode.value), Some(Known::Bool(true)));
    let Some(body) = element.get("body").filter(|_| config.is_some_and(on)) else { return };
    let mut below = Below::default();
    below.look(body);
    if !below.target && !below.open && !element.tree.open {
        let message = "this card streams, but has no text to stream into".to_owned();
        let help = "give a `markdown` an `element_id`".to_owned();
        walk.report(&NO_STREAM_TARGET, element.name_spot("config"), message, Some(help));
    }
    if below.button {
        let message = "the buttons of this card do not work while it streams".to_owned();
        let help = "put them in when streaming ends".to_owned();
        walk.report(&BUTTON_IN_STREAM, element.name_spot("config"), message, Some(help));
    }
}

/// The pace of streaming is in its range.
pub(crate) fn a_pace_of_streaming_is_in_its_range<'t>(walk: &mut Walk<'t, '_>, element: &Visited<'t>) {
    let least = match element.object {
        object if object == &objects::PrintFrequency => 20.0,
        object if object == &objects::PrintStep => 1.0,
        _ => return,
    };
    for member in &element.tree.members {
        let Known::Number(number) = &member.node.value else { continue };
        if number.parse::<f64>().is_ok_and(|number| !(least..=1000.0).contains(&number)) {
            let message = format!("`{}` of {} is {number}", member.name, walk.name(element.object));
            let help = format!("expected {least} to 1000");
            walk.report(&STREAM_PACE, element.value_spot(&member.name), message, Some(help));
        }
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
        let help = match walk.markup() {
            true => "write `<card schema=\"2.0\">`".to_owned(),
            false => "write `\"schema\": \"2.0\"`".to_owned(),
        };
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
