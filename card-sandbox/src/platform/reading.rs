//! Reading messages back: one, or those of a chat or thread.

use super::{
    Platform,
    reply::{Answer, Refusal, Reply},
    simplified::simplified,
    update::is_v2,
};
use crate::{
    ChatMessage, Request,
    json::{object, set},
};
use feishu_card_core::Json;

/// Messages of one page of a list.
const PAGE: usize = 20;
const PAGE_MOST: usize = 50;

impl Platform {
    /// `im.message.get`
    pub(crate) fn get_message(&mut self, app: &str, id: &str, request: &Request) -> Answer {
        let form = form(request)?;
        let message = self.message_in_reach(app, id)?;
        let items = Json::from(vec![self.read(message, form)]);
        Ok(Reply::data("success", object([("items", items)])))
    }

    /// `im.message.list`
    pub(crate) fn list_messages(&mut self, app: &str, request: &Request) -> Answer {
        let form = form(request)?;
        let needed = |name: &str| {
            request
                .parameter(name)
                .filter(|value| !value.is_empty())
                .ok_or_else(|| Refusal::field(name, &format!("{name} is required")))
        };
        let (kind, container) = (needed("container_id_type")?, needed("container_id")?);
        let within = |message: &ChatMessage| match kind.as_str() {
            "chat" => message.chat_id == container,
            _ => message.thread_id.as_ref() == Some(&container),
        };
        if kind != "chat" && kind != "thread" {
            return Err(Refusal::parameter("invalid container_id_type"));
        }
        let number = |name: &str| -> Result<Option<u64>, Refusal> {
            let value = request.parameter(name).filter(|value| !value.is_empty());
            value.map(|value| value.parse().map_err(|_| Refusal::parameter(&format!("invalid {name}")))).transpose()
        };
        let (start, end) = (number("start_time")?.unwrap_or(0), number("end_time")?.unwrap_or(u64::MAX));
        let size = number("page_size")?.map_or(PAGE, |size| usize::try_from(size).unwrap_or(usize::MAX));
        if !(1..=PAGE_MOST).contains(&size) {
            return Err(Refusal::parameter("invalid page_size"));
        }
        let skip = number("page_token")?.map_or(0, |skip| usize::try_from(skip).unwrap_or(usize::MAX));
        let mut found: Vec<_> =
            self.messages.iter().filter(|message| message.app_id == app && within(message)).collect();
        found.retain(|message| (start..=end).contains(&(message.create_time / 1000)));
        if request.parameter("sort_type").as_deref() == Some("ByCreateTimeDesc") {
            found.reverse();
        }
        let items: Vec<_> = found.iter().skip(skip).take(size).map(|message| self.read(message, form)).collect();
        let next = skip.saturating_add(items.len());
        let more = next < found.len();
        let mut data = object([("has_more", more.into()), ("items", items.into())]);
        if more {
            set(&mut data, "page_token", next.to_string().into());
        }
        Ok(Reply::data("success", data))
    }

    /// A message object as reading gives it, a card in the form that was asked for.
    fn read(&self, message: &ChatMessage, form: Form) -> Json {
        let mut json = self.message_object(message);
        if message.msg_type != "interactive" || message.deleted {
            return json;
        }
        let content = match form {
            Form::AsSent => return json,
            // an entity reads as this to whoever does not know entities
            Form::Reading if message.card_id.is_some() => simplified(&placeholder()),
            Form::Reading => simplified(&self.shown(message.card())),
            Form::Raw => {
                let card = self.shown(message.card());
                let schema = if is_v2(&card) { 2 } else { 1 };
                object([
                    ("json_card", card.to_string().into()),
                    ("json_attachment", "{}".into()),
                    ("card_schema", Json::int(schema)),
                ])
            }
        };
        set(&mut json, "body", object([("content", content.to_string().into())]));
        json
    }

    /// A message in a chat that this app is in.
    pub(crate) fn message_in_reach(&self, app: &str, id: &str) -> Result<&ChatMessage, Refusal> {
        if !id.starts_with("om_") {
            return Err(Refusal::of(99992354));
        }
        let index = self.find(id).ok_or_else(|| Refusal::parameter("invalid message_id"))?;
        let message = self.messages.get(index).ok_or_else(|| Refusal::parameter("invalid message_id"))?;
        if message.app_id == app { Ok(message) } else { Err(Refusal::of(230002)) }
    }
}

/// The form that cards are asked for in.
#[derive(Clone, Copy)]
enum Form {
    /// Lines of simple pieces.
    Reading,
    /// The content of the message.
    AsSent,
    /// The card that is shown, of entities too; undocumented, seen in the field.
    Raw,
}

fn form(request: &Request) -> Result<Form, Refusal> {
    match request.parameter("card_msg_content_type").as_deref() {
        None | Some("") => Ok(Form::Reading),
        Some("user_card_content") => Ok(Form::AsSent),
        Some("raw_card_content") => Ok(Form::Raw),
        Some(_) => Err(Refusal::parameter("invalid card_msg_content_type")),
    }
}

fn placeholder() -> Json {
    let text = "请升级至最新版本客户端，以查看内容";
    object([("elements", Json::from(vec![object([("tag", "markdown".into()), ("content", text.into())])]))])
}
