//! What the page shows: the chats, and the messages of one of them with their pictures.

use super::Chat;
use crate::dev::session::{Look, object};
use feishu_card_core::Json;
use feishu_card_preview::{Options, Picture, fragment};
use feishu_card_sandbox::ControlError;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// Messages that are shown at first.
const SHOWN: i64 = 30;

impl Chat {
    /// The chats, the state, and the messages of the chat that is asked for, else of the first. Of a message that the page
    /// says it has (`known`: a stamp by id) comes no picture.
    pub(crate) async fn view(&self, asked: &Json) -> Result<Json, ControlError> {
        let text = |name: &str| asked.get(name).and_then(Json::as_str).unwrap_or_default();
        let look = Look::of(asked);
        let state = self.sandbox.control("state", &Json::Null).await?;
        let chats = self.sandbox.control("chats", &Json::Null).await?;
        let chats = chats.get("chats").cloned().unwrap_or_default();
        let list = chats.as_list().unwrap_or_default();
        let is = |chat: &&Json| chat.get("chat_id").and_then(Json::as_str) == Some(text("chat"));
        let chat = list.iter().find(is).or(list.first()).cloned().unwrap_or_default();
        let chat_id = chat.get("chat_id").cloned().unwrap_or_default();
        // alone with the bot there is one who acts
        let user = match chat.get("user").and_then(Json::as_str) {
            Some(user) => user.to_owned(),
            None => text("user").to_owned(),
        };
        let locale = if look.locale.is_empty() { "zh_cn" } else { &look.locale };
        let last = asked.get("last").and_then(Json::as_i64).unwrap_or(SHOWN).clamp(1, 1000);
        let mut wanted =
            vec![("chat_id".into(), chat_id), ("locale".into(), locale.into()), ("last".into(), Json::int(last))];
        if user.starts_with("ou_") {
            wanted.push(("user".into(), user.as_str().into()));
        }
        let found = self.sandbox.control("messages", &Json::from(wanted)).await?;
        let messages = found.get("messages").and_then(Json::as_list).unwrap_or_default();
        let names = names(&state);
        let known = asked.get("known");
        let messages = messages.iter().map(|message| self.drawn(message, &look, &names, known));
        Ok(object([
            ("bot", self.bot()),
            ("state", state),
            ("chats", chats),
            ("chat", chat),
            ("user", user.into()),
            ("messages", messages.collect::<Vec<_>>().into()),
            ("earlier", found.get("earlier").cloned().unwrap_or_default()),
        ]))
    }

    /// What a bot is configured with.
    fn bot(&self) -> Json {
        object([
            ("base_url", self.sandbox.base_url().into()),
            ("app_id", self.sandbox.app_id().into()),
            ("app_secret", self.sandbox.app_secret().into()),
            ("verification_token", self.sandbox.verification_token().into()),
            ("webhook_url", self.sandbox.webhook_url().into()),
            ("control_url", self.sandbox.control_url().into()),
        ])
    }

    /// A message with its picture in place of its card.
    fn drawn(&self, message: &Json, look: &Look, names: &HashMap<String, String>, known: Option<&Json>) -> Json {
        let members = message.as_map().unwrap_or_default();
        let card = message.get("card").filter(|card| **card != Json::Null);
        let id = message.get("message_id").and_then(Json::as_str).unwrap_or_default();
        let mut drawn: Vec<_> = members.iter().filter(|(name, _)| name != "card").cloned().collect();
        if let Some(card) = card {
            let mut hasher = DefaultHasher::new();
            (card.to_string(), look, names.len()).hash(&mut hasher);
            let stamp = format!("{:x}", hasher.finish());
            if known.and_then(|known| known.get(id)).and_then(Json::as_str) != Some(&stamp) {
                let number = message.get("number").and_then(Json::as_i64).unwrap_or_default();
                let sent = message.get("create_time").and_then(Json::as_i64).unwrap_or_default();
                let options = self.options(look, names).id_prefix(&format!("m{number}-")).now_ms(sent);
                drawn.push(("html".into(), fragment(card, &options).into()));
                drawn.push(("elements".into(), elements(card)));
                drawn.push(("streaming".into(), streaming(card)));
            }
            drawn.push(("stamp".into(), stamp.into()));
        }
        drawn.push(("picture".into(), self.picture_of(message)));
        drawn.into()
    }

    fn options(&self, look: &Look, names: &HashMap<String, String>) -> Options {
        let (sandbox, names) = (self.sandbox.clone(), names.clone());
        look.options(&Options::new())
            .holes(false)
            .pictures(move |key| sandbox.image(key).and_then(|image| Picture::new(image.bytes)))
            .names(move |id| names.get(id).cloned())
    }

    /// The picture of an image message, as a card that holds nothing else.
    fn picture_of(&self, message: &Json) -> Json {
        let key = message.pointer("/content/image_key").and_then(Json::as_str);
        let Some(key) = key.filter(|_| message.get("msg_type").and_then(Json::as_str) == Some("image")) else {
            return Json::Null;
        };
        let image = object([("tag", "img".into()), ("img_key", key.into())]);
        let card = object([("elements", vec![image].into())]);
        fragment(&card, &self.options(&Look::default(), &HashMap::new())).into()
    }
}

/// What users are called, by open_id.
fn names(state: &Json) -> HashMap<String, String> {
    let users = state.get("users").and_then(Json::as_list).unwrap_or_default();
    let named = |user: &Json| Some((user.get("id")?.as_str()?.to_owned(), user.get("name")?.as_str()?.to_owned()));
    users.iter().filter_map(named).collect()
}

/// The pointers of elements with an id of their own: by it their text is known again when the card changes around it.
fn elements(card: &Json) -> Json {
    fn walk(json: &Json, pointer: &str, found: &mut Vec<(feishu_card_core::Str, Json)>) {
        match json {
            Json::Map(members) => {
                if let Some(id) = json.get("element_id").and_then(Json::as_str) {
                    found.push((id.to_owned().into(), pointer.into()));
                }
                for (name, value) in members.iter().filter(|(_, value)| matches!(value, Json::Map(_) | Json::List(_))) {
                    let step = name.replace('~', "~0").replace('/', "~1");
                    walk(value, &format!("{pointer}/{step}"), found);
                }
            }
            Json::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, &format!("{pointer}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Some(body) = card.get("body") {
        walk(body, "/body", &mut found);
    }
    found.into()
}

/// How a streaming card types its texts on a desktop; `null` for one that does not stream.
fn streaming(card: &Json) -> Json {
    if card.pointer("/config/streaming_mode").and_then(Json::as_bool) != Some(true) {
        return Json::Null;
    }
    let config = card.pointer("/config/streaming_config");
    let number = |name: &str, usual: i64| {
        let by_client = config.and_then(|config| config.get(name));
        let of = |client: &str| by_client.and_then(|clients| clients.get(client)).and_then(Json::as_i64);
        Json::int(of("pc").or_else(|| of("default")).unwrap_or(usual).clamp(1, 1000))
    };
    let strategy = config.and_then(|config| config.get("print_strategy")).and_then(Json::as_str);
    object([
        ("frequency_ms", number("print_frequency_ms", 70)),
        ("step", number("print_step", 1)),
        ("strategy", strategy.filter(|word| *word == "delay").unwrap_or("fast").into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_streaming_card_says_how_it_types() {
        let card = |config: &str| Json::parse(&format!(r#"{{"schema":"2.0","config":{config},"body":{{}}}}"#)).unwrap();
        assert_eq!(streaming(&card("{}")), Json::Null);
        let usual = streaming(&card(r#"{"streaming_mode":true}"#));
        assert_eq!(usual.to_string(), r#"{"frequency_ms":70,"step":1,"strategy":"fast"}"#);
        let own = r#"{"streaming_mode":true,"streaming_config":{"print_frequency_ms":{"default":50,"pc":30},
            "print_step":{"default":2},"print_strategy":"delay"}}"#;
        assert_eq!(streaming(&card(own)).to_string(), r#"{"frequency_ms":30,"step":2,"strategy":"delay"}"#);
    }

    #[test]
    fn elements_are_known_by_their_id() {
        let card = r#"{"body":{"elements":[{"tag":"hr"},{"tag":"column_set","columns":[{"tag":"column","elements":[
            {"tag":"markdown","element_id":"answer","content":""}]}]}]}}"#;
        let found = elements(&Json::parse(card).unwrap());
        assert_eq!(found.to_string(), r#"{"answer":"/body/elements/1/columns/0/elements/0"}"#);
    }
}
