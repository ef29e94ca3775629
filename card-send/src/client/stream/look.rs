//! The cards of a stream as JSON: their own default, or the caller's with an element to type into.

use super::{core::NO_STATUS, record::StreamRecord};
use crate::client::{AddAt, CardAction, CardSettings, Error};
use feishu_card_core::{ElementId, Json, Str};

/// Characters of the line in the list of chats.
const SUMMARY_CHARS: usize = 50;

/// The elements of the default card.
const ANSWER: &str = "answer";
const STATUS: &str = "status";

/// What the cards of a stream look like.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// Streaming, without any text.
    card: Json,
    pub(super) answer: ElementId,
    pub(super) status: Option<ElementId>,
    /// Whether the element of the status is only there while text comes.
    pub(super) drops_status: bool,
    summary: Option<String>,
}

/// What comes onto the last card at its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    pub(super) elements: Vec<Json>,
    pub(super) summary: Option<String>,
}

impl Look {
    /// The default: the answer, and below it a line for the status.
    pub(super) fn plain(status_below: bool) -> Result<Look, Error> {
        let markdown = |id: &'static str, small: bool| {
            let mut members = vec![("tag", "markdown".into()), ("element_id", id.into()), ("content", "".into())];
            if small {
                members.push(("text_size", "notation".into()));
            }
            object(members)
        };
        let mut elements = vec![markdown(ANSWER, false)];
        elements.extend(status_below.then(|| markdown(STATUS, true)));
        let card = object(vec![
            ("schema", "2.0".into()),
            ("config", object(vec![("update_multi", true.into())])),
            ("body", object(vec![("elements", Json::from(elements))])),
        ]);
        let status = status_below.then_some(const { ElementId::new(STATUS) });
        Ok(Look {
            card: streaming(&card, true),
            answer: const { ElementId::new(ANSWER) },
            status,
            drops_status: true,
            summary: None,
        })
    }

    /// A card of the caller's, with the ids of the elements to type into.
    pub(super) fn of(card: &Json, answer: &str, status: Option<&str>) -> Result<Look, Error> {
        if card.get("schema").and_then(Json::as_str) != Some("2.0") {
            return Err(Error::Request("a card to stream into must be of schema 2.0".to_owned()));
        }
        for id in [Some(answer), status].into_iter().flatten() {
            if find(card, id).is_none() {
                return Err(Error::Request(format!(
                    "the card has no `markdown` or `plain_text` with the element_id `{id}`"
                )));
            }
        }
        let summary = card.pointer("/config/summary/content").and_then(Json::as_str).map(str::to_owned);
        Ok(Look {
            card: streaming(card, true),
            answer: ElementId::try_from(answer)?,
            status: status.map(ElementId::try_from).transpose()?,
            drops_status: false,
            summary,
        })
    }

    /// That of a stream of another process.
    pub(super) fn kept(record: &StreamRecord) -> Look {
        let StreamRecord { card, answer, status, drops_status, .. } = record;
        let summary = card.pointer("/config/summary/content").and_then(Json::as_str).map(str::to_owned);
        Look {
            card: card.clone(),
            answer: answer.clone(),
            status: status.clone(),
            drops_status: *drops_status,
            summary,
        }
    }

    /// The card without any text.
    pub(super) fn card(&self) -> &Json {
        &self.card
    }

    /// Sets how the client types.
    pub(super) fn print(&mut self, step: u32, every: u32) {
        let number = |n: u32| object(vec![("default", Json::int(i64::from(n)))]);
        let config = object(vec![
            ("print_frequency_ms", number(every)),
            ("print_step", number(step)),
            ("print_strategy", "fast".into()),
        ]);
        self.card = in_config(&self.card, "streaming_config", config);
    }

    /// The bytes of a card without its text, for the longest status.
    pub(super) fn bytes(&self) -> usize {
        self.card.to_string().len() + 400
    }

    /// The card as it begins, or is shown while text comes.
    pub(super) fn typing(&self, text: &str, status: &str) -> Json {
        let card = with_content(&self.card, self.answer.as_str(), text);
        match &self.status {
            Some(id) => with_content(&card, id.as_str(), status),
            None => card,
        }
    }

    /// The same as an ordinary message, which cannot stream.
    pub(super) fn patched(&self, text: &str, status: &str) -> Json {
        streaming(&self.typing(if text.is_empty() { NO_STATUS } else { text }, status), false)
    }

    /// The card at its end.
    pub(super) fn ended(&self, text: &str, status: &str, extras: Option<&Extras>) -> Json {
        let card = self.typing(text, status);
        let card = match &self.status {
            Some(id) if self.drops_status => without(&card, id.as_str()),
            _ => card,
        };
        let summary = extras.and_then(|extras| extras.summary.clone()).unwrap_or_else(|| self.summary(text));
        let card = in_config(&streaming(&card, false), "summary", object(vec![("content", summary.into())]));
        let elements = extras.map(|extras| extras.elements.clone()).unwrap_or_default();
        add(&card, elements)
    }

    /// The steps that end a card whose text is there.
    pub(super) fn end(&self, text: &str, status: &str, extras: Option<&Extras>) -> Vec<CardAction> {
        let summary = extras.and_then(|extras| extras.summary.clone()).unwrap_or_else(|| self.summary(text));
        let mut steps = vec![CardAction::Settings(CardSettings::new().streaming_mode(false).summary(summary))];
        match &self.status {
            Some(id) if self.drops_status => steps.push(CardAction::Delete(vec![id.clone()])),
            Some(id) => {
                let members = object(vec![("content", status.to_owned().into())]);
                steps.push(CardAction::Patch { id: id.clone(), members });
            }
            None => {}
        }
        if let Some(elements) = extras.map(|extras| &extras.elements).filter(|elements| !elements.is_empty()) {
            steps.push(CardAction::Add { at: AddAt::End, elements: elements.clone() });
        }
        steps
    }

    /// The element of the answer with this text.
    pub(super) fn element(&self, text: &str) -> Json {
        let element = find(&self.card, self.answer.as_str()).cloned().unwrap_or_default();
        with_content(&element, self.answer.as_str(), text)
    }

    /// The line in the list of chats: the card's own, else the beginning of the text.
    fn summary(&self, text: &str) -> String {
        if let Some(own) = &self.summary {
            return own.clone();
        }
        let plain = plain_text(&text.chars().take(8 * SUMMARY_CHARS).collect::<String>());
        let mut line: String = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((at, _)) = line.char_indices().nth(SUMMARY_CHARS) {
            line.truncate(at);
            line.push('…');
        }
        line
    }
}

/// Markdown as a person reads it.
pub(super) fn plain_text(text: &str) -> String {
    let element = object(vec![("tag", "markdown".into()), ("content", text.to_owned().into())]);
    let body = object(vec![("elements", Json::from(vec![element]))]);
    object(vec![("schema", "2.0".into()), ("body", body)]).to_card_text().trim_end().to_owned()
}

fn object(members: Vec<(&'static str, Json)>) -> Json {
    Json::Map(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// The object with this member set.
fn with(object: &Json, name: &'static str, value: Json) -> Json {
    let mut members: Vec<(Str, Json)> = object.as_map().unwrap_or_default().to_vec();
    match members.iter_mut().find(|(key, _)| key == name) {
        Some((_, old)) => *old = value,
        None => members.push((name.into(), value)),
    }
    Json::Map(members.into())
}

fn in_config(card: &Json, name: &'static str, value: Json) -> Json {
    let config = card.get("config").cloned().unwrap_or_else(|| object(Vec::new()));
    with(card, "config", with(&config, name, value))
}

fn streaming(card: &Json, open: bool) -> Json {
    in_config(card, "streaming_mode", open.into())
}

fn is(json: &Json, id: &str) -> bool {
    let tag = json.get("tag").and_then(Json::as_str);
    json.get("element_id").and_then(Json::as_str) == Some(id) && matches!(tag, Some("markdown" | "plain_text"))
}

fn find<'a>(json: &'a Json, id: &str) -> Option<&'a Json> {
    match json {
        Json::Map(members) if !is(json, id) => members.iter().find_map(|(_, value)| find(value, id)),
        Json::Map(_) => Some(json),
        Json::List(items) => items.iter().find_map(|item| find(item, id)),
        _ => None,
    }
}

/// The card with this text in the element of this id.
fn with_content(json: &Json, id: &str, text: &str) -> Json {
    match json {
        Json::Map(_) if is(json, id) => with(json, "content", text.to_owned().into()),
        Json::Map(members) => {
            Json::Map(members.iter().map(|(name, value)| (name.clone(), with_content(value, id, text))).collect())
        }
        Json::List(items) => Json::List(items.iter().map(|item| with_content(item, id, text)).collect()),
        other => other.clone(),
    }
}

/// The card without the element of this id.
fn without(json: &Json, id: &str) -> Json {
    match json {
        Json::Map(members) => {
            Json::Map(members.iter().map(|(name, value)| (name.clone(), without(value, id))).collect())
        }
        Json::List(items) => {
            Json::List(items.iter().filter(|item| !is(item, id)).map(|item| without(item, id)).collect())
        }
        other => other.clone(),
    }
}

/// The card with these elements at the end of its body.
fn add(card: &Json, elements: Vec<Json>) -> Json {
    let body = card.get("body").cloned().unwrap_or_else(|| object(Vec::new()));
    let mut all = body.get("elements").and_then(Json::as_list).unwrap_or_default().to_vec();
    all.extend(elements);
    with(card, "body", with(&body, "elements", Json::from(all)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_card_is_valid_at_any_time() {
        let mut look = Look::plain(true).unwrap();
        look.print(4, 50);
        let extras = Extras { elements: vec![Json::parse(r#"{"tag":"hr"}"#).unwrap()], summary: None };
        for card in [
            look.typing("", "Thinking..."),
            look.typing("**one**", NO_STATUS),
            look.patched("", "Thinking..."),
            look.ended("# All *done*\nx", "", Some(&extras)),
        ] {
            assert!(card.validate().is_ok(), "{card}\n{}", card.validate());
        }
        let ended = look.ended("# All *done*\nx", "", Some(&extras));
        assert_eq!(ended.pointer("/config/summary/content").and_then(Json::as_str), Some("All done x"));
        assert_eq!(ended.pointer("/body/elements").and_then(Json::as_list).map(<[_]>::len), Some(2));
    }

    #[test]
    fn a_card_of_ones_own_needs_the_element() {
        let card = Json::parse(
            r#"{"schema":"2.0","config":{"summary":{"content":"mine"}},"body":{"elements":[{"tag":"hr"},
                {"tag":"column_set","columns":[{"tag":"column","elements":[{"tag":"markdown","element_id":"here","content":"…"}]}]}]}}"#,
        )
        .unwrap();
        assert!(Look::of(&card, "there", None).is_err() && Look::of(&card, "here", Some("x")).is_err());
        let look = Look::of(&card, "here", None).unwrap();
        assert_eq!(look.element("new").to_string(), r#"{"tag":"markdown","element_id":"here","content":"new"}"#);
        let ended = look.ended("text", "", None);
        assert_eq!(ended.pointer("/config/summary/content").and_then(Json::as_str), Some("mine"));
        assert!(ended.to_string().contains(r#""content":"text""#));
    }
}
