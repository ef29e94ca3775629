//! A message that the bot received (`im.message.receive_v1`).

use feishu_card_core::{ChatId, Json, MessageId, OpenId, UnionId, UserId};
use std::fmt;

/// A message that somebody wrote to the bot, or in a chat where the bot hears it.
///
/// <https://open.feishu.cn/document/server-docs/im-v1/message/events/receive>
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ReceivedMessage {
    /// The message, `om_…`: reply to it with `client.reply(…)`.
    pub message_id: MessageId,
    /// The chat it was written in, `oc_…`.
    pub chat_id: ChatId,
    /// Whether the bot and one person are alone in the chat (`p2p`), or it is a group.
    pub in_group: bool,
    /// The topic it belongs to, `omt_…`.
    pub thread_id: Option<String>,
    /// The first message of the thread of replies.
    pub root_id: Option<MessageId>,
    /// The message it replies to.
    pub parent_id: Option<MessageId>,
    /// `text`, `post` (rich text), `image`, `file` …
    pub message_type: String,
    /// What was written, of texts and rich texts, mentions as their names: `@Ann hello`. Empty for other types.
    pub text: String,
    /// The content as JSON; its shape depends on the type.
    pub content: Json,
    /// Who wrote it.
    pub sender: Sender,
    /// Who is mentioned in it, in order.
    pub mentions: Vec<Mention>,
}

/// Who wrote a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Sender {
    /// The sender's id for this app, `ou_…`.
    pub open_id: OpenId,
    /// The sender's id for all apps of one developer, `on_…`.
    pub union_id: Option<UnionId>,
    /// The sender's id in the tenant; only with the scope `contact:user.employee_id:readonly`.
    pub user_id: Option<UserId>,
    /// `user`, or `app` where bots hear each other.
    pub sender_type: String,
    /// The sender's tenant.
    pub tenant_key: Option<String>,
}

/// The open_id.
impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.open_id, f)
    }
}

/// Somebody who is mentioned in a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Mention {
    /// What stands for the mention in the content: `@_user_1`; `@_all` for everybody.
    pub key: String,
    /// The name as it is shown, without `@`.
    pub name: String,
    /// The id of the person or bot for this app, `ou_…`.
    pub open_id: Option<OpenId>,
}

impl ReceivedMessage {
    /// Reads the member `event` of the event. `None` without the ids that every message has.
    pub(super) fn from_event(event: &Json) -> Option<ReceivedMessage> {
        let message = event.get("message")?;
        let sender = event.get("sender").unwrap_or(&Json::Null);
        let mentions = message.get("mentions").and_then(Json::as_list).unwrap_or_default();
        let mentions: Vec<Mention> = mentions.iter().filter_map(Mention::from_json).collect();
        let message_type = text(message, "message_type").unwrap_or_default();
        let content = text(message, "content").and_then(|content| Json::parse(&content).ok()).unwrap_or_default();
        Some(ReceivedMessage {
            message_id: text(message, "message_id")?.into(),
            chat_id: text(message, "chat_id")?.into(),
            in_group: text(message, "chat_type").as_deref() != Some("p2p"),
            thread_id: text(message, "thread_id"),
            root_id: text(message, "root_id").map(MessageId::from),
            parent_id: text(message, "parent_id").map(MessageId::from),
            text: named(&words(&message_type, &content), &mentions),
            message_type,
            content,
            sender: Sender {
                open_id: id(sender.get("sender_id"), "open_id").unwrap_or_default().into(),
                union_id: id(sender.get("sender_id"), "union_id").map(UnionId::from),
                user_id: id(sender.get("sender_id"), "user_id").map(UserId::from),
                sender_type: text(sender, "sender_type").unwrap_or_default(),
                tenant_key: text(sender, "tenant_key"),
            },
            mentions,
        })
    }

    /// What was written without the mentions: of `@Bot deploy 2.1`, `deploy 2.1`.
    #[must_use]
    pub fn command(&self) -> String {
        let mut words = words(&self.message_type, &self.content);
        for key in keys(&self.mentions) {
            words = words.replace(&key.key, "");
        }
        words.trim().to_owned()
    }
}

impl Mention {
    fn from_json(json: &Json) -> Option<Mention> {
        // older senders write the id as a string
        let open_id = match json.get("id") {
            Some(Json::Str(id)) => Some(id.to_string()),
            ids => id(ids, "open_id"),
        };
        Some(Mention {
            key: text(json, "key")?,
            name: text(json, "name").unwrap_or_default(),
            open_id: open_id.map(OpenId::from),
        })
    }
}

/// The words of a text or rich text.
fn words(message_type: &str, content: &Json) -> String {
    match message_type {
        "text" => text(content, "text").unwrap_or_default(),
        "post" => post(content),
        _ => String::new(),
    }
}

/// The words of a rich text: title and paragraphs in lines of their own.
fn post(content: &Json) -> String {
    // what is received has no locale around it, what is sent has one
    let body = match content.get("content") {
        Some(_) => Some(content),
        None => content.as_map().and_then(|locales| locales.first()).map(|(_, body)| body),
    };
    let Some(body) = body else { return String::new() };
    let mut lines: Vec<String> = text(body, "title").into_iter().collect();
    for paragraph in body.get("content").and_then(Json::as_list).unwrap_or_default() {
        let spans = paragraph.as_list().unwrap_or_default().iter();
        lines.push(spans.filter_map(|span| text(span, "text").or_else(|| text(span, "user_id"))).collect());
    }
    lines.join("\n")
}

/// The keys of mentions, the longest first: `@_user_1` begins `@_user_10`.
fn keys(mentions: &[Mention]) -> Vec<&Mention> {
    let mut keys: Vec<&Mention> = mentions.iter().collect();
    keys.sort_by_key(|mention| std::cmp::Reverse(mention.key.len()));
    keys
}

fn named(words: &str, mentions: &[Mention]) -> String {
    let mut words = words.to_owned();
    for mention in keys(mentions) {
        words = words.replace(&mention.key, &format!("@{}", mention.name));
    }
    words
}

fn id(ids: Option<&Json>, name: &str) -> Option<String> {
    text(ids?, name)
}

fn text(json: &Json, name: &str) -> Option<String> {
    json.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

impl fmt::Debug for ReceivedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedMessage")
            .field("message_id", &self.message_id)
            .field("chat_id", &self.chat_id)
            .field("message_type", &self.message_type)
            .field("sender", &self.sender.open_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message_type: &str, content: &str, mentions: &str) -> ReceivedMessage {
        let content = Json::Str(content.to_owned().into());
        let event = format!(
            r#"{{"sender": {{"sender_id": {{"open_id": "ou_1", "union_id": "on_1", "user_id": ""}},
                "sender_type": "user", "tenant_key": "t1"}},
              "message": {{"message_id": "om_1", "root_id": "om_0", "chat_id": "oc_1", "thread_id": "omt_1",
                "chat_type": "group", "create_time": "1609073151345", "message_type": "{message_type}",
                "content": {content}, "mentions": {mentions}}}}}"#
        );
        ReceivedMessage::from_event(&Json::parse(&event).unwrap()).unwrap()
    }

    #[test]
    fn a_text_is_read_with_sender_chat_thread_and_mentions() {
        let mentions = r#"[{"key": "@_user_1", "id": {"open_id": "ou_bot"}, "name": "Bot", "tenant_key": "t1"},
            {"key": "@_user_10", "id": "ou_ann", "name": "Ann"}, {"name": "nobody"}]"#;
        let message = read("text", r#"{"text":"@_user_1 ask @_user_10 \"now\""}"#, mentions);
        assert_eq!(message.text, "@Bot ask @Ann \"now\"");
        assert_eq!(message.command(), "ask  \"now\"");
        assert_eq!((message.message_id.as_str(), message.chat_id.as_str(), message.in_group), ("om_1", "oc_1", true));
        assert_eq!((message.thread_id.as_deref(), message.root_id.as_deref()), (Some("omt_1"), Some("om_0")));
        assert_eq!(message.parent_id, None);
        assert_eq!((message.sender.open_id.as_str(), message.sender.user_id.as_deref()), ("ou_1", None));
        let ids: Vec<_> = message.mentions.iter().filter_map(|mention| mention.open_id.as_deref()).collect();
        assert_eq!(ids, ["ou_bot", "ou_ann"]);
        assert!(!format!("{message:?}").contains("now"));
    }

    #[test]
    fn a_rich_text_is_its_words_and_other_types_have_none() {
        let post = r#"{"title":"Plan","content":[[{"tag":"text","text":"go "},{"tag":"a","text":"here","href":"https://x"}],
            [{"tag":"at","user_id":"@_user_1","user_name":"Ann"}],[{"tag":"img","image_key":"img_1"}]]}"#;
        let mentions = r#"[{"key": "@_user_1", "id": {"open_id": "ou_ann"}, "name": "Ann"}]"#;
        assert_eq!(read("post", post, mentions).text, "Plan\ngo here\n@Ann\n");
        assert_eq!(read("post", &format!(r#"{{"zh_cn":{post}}}"#), "[]").text, "Plan\ngo here\n@_user_1\n");
        assert_eq!(read("image", r#"{"image_key":"img_1"}"#, "null").text, "");
        assert_eq!(read("text", "no JSON", "[]").text, "");
    }

    #[test]
    fn without_its_ids_it_is_no_message() {
        for event in ["{}", r#"{"message":{"message_id":"om_1"}}"#, r#"{"message":7}"#] {
            assert_eq!(ReceivedMessage::from_event(&Json::parse(event).unwrap()), None, "{event}");
        }
    }
}
