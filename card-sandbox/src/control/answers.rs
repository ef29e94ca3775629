//! What the sandbox is like now, as JSON.

use crate::{
    Api, Connection,
    http::shared::Shared,
    json::object,
    platform::{Platform, people::Named},
};
use feishu_card_core::Json;

/// Apps, callback address, connections, people, faults, and how much there is.
pub(super) fn state(shared: &Shared) -> Json {
    let platform = shared.lock();
    let app = platform.config.apps.first();
    let apps = platform.config.apps.iter().map(|app| app.id.as_str().into()).collect::<Vec<Json>>();
    let number = |n: usize| Json::from(n as u64);
    let known = people(&platform);
    let part = |name: &str| known.get(name).cloned().unwrap_or_default();
    object([
        ("revision", (*platform.news.borrow()).into()),
        ("now", platform.now().into()),
        ("app_id", app.map_or(Json::Null, |app| app.id.as_str().into())),
        ("apps", apps.into()),
        ("callback_url", platform.config.callback_url.as_deref().map_or(Json::Null, Json::from)),
        ("encrypted", platform.config.encrypt_key.is_some().into()),
        ("connections", platform.connections.list().iter().map(connection).collect::<Vec<_>>().into()),
        ("users", part("users")),
        ("groups", part("groups")),
        ("faults", super::faults::list(&platform)),
        ("wire", super::faults::wire(&platform)),
        ("messages", number(platform.messages.len())),
        ("calls", calls(&platform)),
        ("last_entry", platform.journal.last().into()),
        ("journal", platform.journal.on.into()),
    ])
}

/// How often each call was made.
fn calls(platform: &Platform) -> Json {
    let mut calls: Vec<(Api, u64)> = platform.calls.iter().map(|(api, count)| (*api, *count)).collect();
    calls.sort_unstable();
    Json::from(calls.into_iter().map(|(api, count)| (api.name().into(), count.into())).collect::<Vec<_>>())
}

fn connection(connection: &Connection) -> Json {
    object([
        ("app_id", connection.app_id.as_str().into()),
        ("name", connection.name.as_str().into()),
        ("since", connection.since.into()),
        ("last_ping", connection.last_ping.map_or(Json::Null, Json::from)),
        ("pings", connection.pings.into()),
    ])
}

/// The users and groups with names.
pub(super) fn people(platform: &Platform) -> Json {
    let list = |list: &[Named]| {
        let named = |named: &Named| object([("id", named.id.as_str().into()), ("name", named.name.as_str().into())]);
        Json::from(list.iter().map(named).collect::<Vec<_>>())
    };
    object([("users", list(&platform.people.users)), ("groups", list(&platform.people.groups))])
}
