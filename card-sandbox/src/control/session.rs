//! A session as JSON: what a person saw once, a test can begin with.

use super::{Answered, ControlError, answers, timeline};
use crate::{
    Cause, ChatMessage, Image, Revision,
    http::shared::Shared,
    json::{list, object, text, texts},
    platform::Platform,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use feishu_card_core::Json;

/// What the JSON says of itself.
const FORMAT: &str = "feishu-card-sandbox/1";

/// The causes of revisions, with their words.
const CAUSES: &[(&str, Cause)] = &[
    ("sent", Cause::Sent),
    ("patched", Cause::Patched),
    ("edited", Cause::Edited),
    ("answered", Cause::Answered),
    ("delayed", Cause::Delayed),
    ("entity", Cause::Entity),
];

/// The ways to buzz somebody.
const WAYS: &[&str] = &["app", "sms", "phone"];

/// All of a session: people, messages, images, and the journal for those who read it.
pub(super) fn export(shared: &Shared) -> Json {
    let platform = shared.lock();
    let messages: Vec<_> = platform.messages.iter().map(|message| write(&platform.copy(message))).collect();
    let images: Vec<_> = platform.images.iter().map(write_image).collect();
    object([
        ("format", FORMAT.into()),
        ("exported_at", platform.now().into()),
        ("app_id", platform.config.apps.first().map_or(Json::Null, |app| app.id.as_str().into())),
        ("people", answers::people(&platform)),
        ("messages", messages.into()),
        ("images", images.into()),
        ("journal", platform.journal.iter().map(timeline::whole_entry).collect::<Vec<_>>().into()),
    ])
}

/// Adds the people, messages and images of a session. They keep their ids; cards of entities come as plain cards, and
/// messages of the app it was recorded with become the first app's, so that they can be worked.
pub(super) fn import(shared: &Shared, members: &Json) -> Answered {
    if text(members, "format") != Some(FORMAT) {
        return Err(ControlError::member("format", &format!("`{FORMAT}`, what `export` gives")));
    }
    let items = |name: &str| members.get(name).and_then(Json::as_list).unwrap_or_default();
    let recorded = text(members, "app_id");
    let mut platform = shared.lock();
    let own = platform.config.apps.first().map(|app| app.id.clone()).unwrap_or_default();
    let mut messages = Vec::new();
    for (nth, json) in items("messages").iter().enumerate() {
        let mut message =
            read(json).ok_or_else(|| ControlError::new(400, format!("message {nth} of the session is not one")))?;
        if recorded == Some(message.app_id.as_str()) {
            message.app_id.clone_from(&own);
        }
        messages.push(message);
    }
    let images: Vec<_> = items("images").iter().filter_map(|json| read_image(json, &own)).collect();
    adopt_people(&mut platform, members.get("people"));
    for image in images {
        if !platform.images.iter().any(|known| known.image_key == image.image_key) {
            platform.images.push(image);
        }
    }
    let count = messages.into_iter().filter(|message| platform.adopt(message.clone())).count();
    platform.tell();
    Ok(object([("messages", (count as u64).into())]))
}

fn adopt_people(platform: &mut Platform, people: Option<&Json>) {
    let named = |list: &str| {
        let items = people.and_then(|people| people.get(list)).and_then(Json::as_list).unwrap_or_default();
        let named =
            items.iter().filter_map(|item| Some((text(item, "id")?.to_owned(), text(item, "name")?.to_owned())));
        named.collect::<Vec<_>>()
    };
    for (id, name) in named("users").iter().filter(|(id, _)| id.starts_with("ou_")) {
        platform.people.user(id, name);
    }
    for (id, name) in named("groups").iter().filter(|(id, _)| id.starts_with("oc_")) {
        platform.people.group(id, name);
    }
}

fn write(message: &ChatMessage) -> Json {
    let or_null = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
    let history = message.history.iter().map(|revision| {
        let cause = CAUSES.iter().find(|(_, cause)| *cause == revision.cause).map_or("sent", |(word, _)| word);
        object([
            ("cause", cause.into()),
            ("at", revision.at.into()),
            ("only_for", revision.only_for.as_ref().map_or(Json::Null, texts)),
            ("text", revision.text.as_str().into()),
        ])
    });
    let urgent = message.urgent.iter();
    let urgent = urgent.map(|(way, user)| object([("way", (*way).into()), ("user", user.as_str().into())]));
    object([
        ("message_id", message.message_id.as_str().into()),
        ("receive_id_type", message.receive_id_type.as_str().into()),
        ("receive_id", message.receive_id.as_str().into()),
        ("chat_id", message.chat_id.as_str().into()),
        ("app_id", message.app_id.as_str().into()),
        ("sender", or_null(&message.sender)),
        ("msg_type", message.msg_type.as_str().into()),
        ("uuid", or_null(&message.uuid)),
        ("root_id", or_null(&message.root_id)),
        ("parent_id", or_null(&message.parent_id)),
        ("thread_id", or_null(&message.thread_id)),
        ("create_time", message.create_time.into()),
        ("update_time", message.update_time.into()),
        ("deleted", message.deleted.into()),
        ("ephemeral_for", or_null(&message.ephemeral_for)),
        ("urgent", urgent.collect::<Vec<_>>().into()),
        ("history", history.collect::<Vec<_>>().into()),
    ])
}

fn read(json: &Json) -> Option<ChatMessage> {
    let needed = |name: &str| text(json, name).map(str::to_owned);
    let time = |name: &str| json.get(name)?.as_i64().and_then(|time| u64::try_from(time).ok());
    let history = json.get("history")?.as_list()?.iter().map(|revision| {
        let word = text(revision, "cause")?;
        let (_, cause) = CAUSES.iter().find(|(known, _)| *known == word)?;
        let at = u64::try_from(revision.get("at")?.as_i64()?).ok()?;
        let only_for = revision.get("only_for").is_some_and(|users| users.as_list().is_some());
        let content = text(revision, "text")?;
        Json::parse(content).ok()?;
        Some(Revision {
            cause: *cause,
            at,
            only_for: only_for.then(|| list(revision, "only_for")),
            text: content.to_owned(),
        })
    });
    let history: Option<Vec<_>> = history.collect();
    let history = history.filter(|history| !history.is_empty())?;
    let urgent = json.get("urgent").and_then(Json::as_list).unwrap_or_default().iter().filter_map(|json| {
        let way = WAYS.iter().find(|way| text(json, "way") == Some(**way))?;
        Some((*way, text(json, "user")?.to_owned()))
    });
    Some(ChatMessage {
        message_id: needed("message_id").filter(|id| id.starts_with("om_"))?,
        receive_id_type: needed("receive_id_type")?,
        receive_id: needed("receive_id")?,
        chat_id: needed("chat_id")?,
        app_id: needed("app_id")?,
        sender: needed("sender"),
        msg_type: needed("msg_type")?,
        uuid: needed("uuid"),
        root_id: needed("root_id"),
        parent_id: needed("parent_id"),
        thread_id: needed("thread_id"),
        create_time: time("create_time")?,
        update_time: time("update_time")?,
        deleted: json.get("deleted") == Some(&Json::Bool(true)),
        ephemeral_for: needed("ephemeral_for"),
        urgent: urgent.collect(),
        card_id: None,
        history,
    })
}

fn write_image(image: &Image) -> Json {
    object([
        ("image_key", image.image_key.as_str().into()),
        ("image_type", image.image_type.as_str().into()),
        ("base64", STANDARD.encode(&image.bytes).into()),
    ])
}

fn read_image(json: &Json, app: &str) -> Option<Image> {
    let bytes = STANDARD.decode(text(json, "base64")?).ok()?;
    Image::of(text(json, "image_key")?, app, text(json, "image_type")?, bytes)
}
