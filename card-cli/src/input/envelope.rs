//! Finds the card in what is read: alone, in the body of a webhook or message, in an export of the builder.

use super::{Trouble, inner::Inner};
use feishu_card_core::{Diagnostic, Json, JsonError, LocatedJson};
use std::ops::Range;

/// A card and where it lies.
#[derive(Debug)]
pub(crate) struct Found {
    /// The card, template message or card entity.
    pub(crate) card: LocatedJson,
    /// Its place in the file as JSON Pointer: `/card`, `/content`; empty for the file itself.
    pub(crate) at: String,
    /// The text of the string that holds it, where it is in a string.
    pub(crate) inner: Option<Inner>,
    /// Whether it is the body of a custom bot's webhook, which has a limit of its own.
    pub(crate) webhook: bool,
}

impl Found {
    /// Where a finding is in the text of the file.
    pub(crate) fn span(&self, finding: &Diagnostic) -> Option<Range<usize>> {
        let span = self.card.span(finding)?;
        Some(match &self.inner {
            Some(inner) => inner.outer(span.start)..inner.outer(span.end),
            None => span,
        })
    }
}

/// What can travel as a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Card,
    Template,
    Entity,
}

/// Which of the three a card is.
pub(crate) fn shape(card: &Json) -> Shape {
    match (text(card, "type"), card.get("data")) {
        (Some("template"), Some(_)) => Shape::Template,
        (Some("card"), Some(_)) => Shape::Entity,
        _ => Shape::Card,
    }
}

/// The card in the text of a file. Every name is there once in its object.
pub(crate) fn find_card(file: &str) -> Result<Found, Trouble> {
    let json = parse(file, None)?;
    let mut found = Found { card: json, at: String::new(), inner: None, webhook: false };
    // an update inside a callback response is the deepest: /card, then /data, then the string
    for _ in 0..4 {
        match step(found.card.json(), &found) {
            Step::Here => return Ok(found),
            Step::Into(name) => {
                found.webhook |= name == "card" && text(found.card.json(), "msg_type").is_some();
                let Some(card) = found.card.member(name) else { break };
                (found.card, found.at) = (card, format!("{}/{name}", found.at));
            }
            Step::String(name) => {
                let Some(string) = found.card.member(name) else { break };
                let text = string.json().as_str().unwrap_or_default().to_owned();
                let inner = Inner::new(file, &string.value_span(), text);
                found.at = format!("{}/{name}", found.at);
                found.card = parse(inner.text(), Some(&inner))?;
                found.inner = Some(inner);
            }
            Step::Not(message, help) => {
                let at = match &found.inner {
                    Some(inner) => inner.outer(0)..inner.outer(1),
                    None => found.card.own_span(),
                };
                return Err(Trouble::new(message).help(help).at(at));
            }
        }
    }
    Err(Trouble::new("this JSON does not contain a card").help(WANTED))
}

const WANTED: &str = "a card has `elements` (JSON 1.0), or `\"schema\": \"2.0\"` and `body`";

enum Step {
    Here,
    Into(&'static str),
    String(&'static str),
    Not(String, String),
}

/// What this is, inside of what was unwrapped so far. A wrapper that the platform does not unwrap is the card's: the rule
/// book says that it is one too many.
fn step(json: &Json, found: &Found) -> Step {
    let Some(members) = json.as_map() else {
        return Step::Not(format!("expected a card, found {}", kind(json)), WANTED.to_owned());
    };
    let outermost = found.at.is_empty();
    if !outermost && json.get("msg_type").is_some() {
        return Step::Here;
    }
    if let Some(kind) = json.get("msg_type") {
        if kind.as_str() != Some("interactive") {
            let help = "the message type of cards is `interactive`";
            return Step::Not(format!("expected a card, found a message of type {kind}"), help.to_owned());
        }
        return match (json.get("card"), json.get("content")) {
            (Some(_), _) => Step::Into("card"),
            (None, Some(Json::Str(_))) => Step::String("content"),
            (None, Some(_)) => Step::Not(
                "the `content` of a message must be a string with the JSON of the card".to_owned(),
                "escape the card into a string, or send it as `card` to a webhook".to_owned(),
            ),
            (None, None) => {
                Step::Not("this message has no card".to_owned(), "it belongs in `card` or `content`".to_owned())
            }
        };
    }
    // the `card` of an answer to a callback, and the body that CardKit takes
    let answered = outermost || found.at == "/card" && !found.webhook;
    match (text(json, "type"), json.get("data")) {
        (Some("template" | "card"), Some(Json::Map(_))) => return Step::Here,
        (Some("raw"), Some(Json::Map(_))) => return if answered { Step::Into("data") } else { Step::Here },
        (Some("card_json"), Some(Json::Str(_))) if answered => return Step::String("data"),
        _ => {}
    }
    if json.get("event").is_some() || json.get("challenge").is_some() {
        return Step::Not("expected a card, found a callback".to_owned(), WANTED.to_owned());
    }
    let known = feishu_card_schema::table::objects::Card.members;
    if members.is_empty() || members.iter().any(|(name, _)| known.iter().any(|member| member.name == name)) {
        return Step::Here;
    }
    match (json.get("card"), json.get("dsl"), json.get("tag"), json.get("content")) {
        (Some(Json::Map(_)), ..) if outermost && holds_its_card(json) => Step::Into("card"),
        (Some(_), ..) => Step::Here,
        (_, Some(Json::Map(_)), ..) => Step::Into("dsl"),
        (_, _, Some(Json::Str(tag)), _) => Step::Not(
            format!("expected a whole card, found a `{tag}`, which is a part of one"),
            "wrap it: `{\"elements\": [ … ]}`, or `{\"schema\": \"2.0\", \"body\": {\"elements\": [ … ]}}`".to_owned(),
        ),
        (_, _, None, Some(Json::Str(text))) if text.trim_start().starts_with('{') => {
            if outermost {
                Step::String("content")
            } else {
                Step::Here
            }
        }
        _ => Step::Not("this JSON does not contain a card".to_owned(), WANTED.to_owned()),
    }
}

/// Whether this is what has its card in `card`: an answer to a callback, or a delayed update. The platform sends no card
/// that is merely wrapped so.
fn holds_its_card(json: &Json) -> bool {
    let told = json.get("card").and_then(|card| card.get("data").and(text(card, "type")));
    matches!(told, Some("raw" | "template" | "card_json")) || json.get("token").is_some() || json.get("toast").is_some()
}

fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Json::as_str)
}

fn kind(json: &Json) -> &'static str {
    match json {
        Json::Null => "`null`",
        Json::Bool(_) => "`true` or `false`",
        Json::Number(_) => "a number",
        Json::Str(_) => "a string",
        Json::List(_) => "an array",
        Json::Map(_) => "an object",
    }
}

/// The JSON of a text, where every name is once in its object; `inner` leads from the text to the file.
fn parse(text: &str, inner: Option<&Inner>) -> Result<LocatedJson, Trouble> {
    let outer = |span: Range<usize>| match inner {
        Some(inner) => inner.outer(span.start)..inner.outer(span.end),
        None => span,
    };
    let json = Json::parse_located(text).map_err(|JsonError { message, offset, .. }| {
        Trouble::new(format!("this is not JSON: {message}")).at(outer(offset..offset + 1))
    })?;
    match json.duplicate_name() {
        None => Ok(json),
        Some((name, span)) => Err(Trouble::new(format!("duplicate name `{name}` in this object"))
            .help("remove one; readers differ in which of the two counts")
            .at(outer(span))),
    }
}
