//! Waits for what an app is about to do.

use super::{Answered, ControlError, messages, milliseconds, needed, timeline, whole};
use crate::{
    http::shared::Shared,
    json::{object, text},
    platform::{
        Platform,
        journal::{Entry, Record},
    },
};
use feishu_card_core::Json;
use std::time::Duration;
use tokio::time::timeout;

/// How long it is waited unless something else is asked for, and at most.
const USUAL: Duration = Duration::from_secs(10);
pub(super) const LONGEST: Duration = Duration::from_secs(600);

/// Waits until what is wanted is there, and gives it: a message, a change of one, a call, a callback, connections.
pub(super) async fn wait(shared: &Shared, members: &Json) -> Answered {
    let limit = milliseconds(members, "timeout_ms")?.unwrap_or(USUAL).min(LONGEST);
    let find = finder(members)?;
    let mut news = shared.lock().news.subscribe();
    let found = timeout(limit, async {
        loop {
            // before the look, so that nothing between is missed
            news.mark_unchanged();
            let found = find(&shared.lock());
            if let Some(found) = found {
                return Some(found);
            }
            news.changed().await.ok()?;
        }
    });
    match found.await {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(ControlError::new(409, "the sandbox is shut down")),
        Err(_) => Err(ControlError::new(408, format!("nothing of this came within {} s", limit.as_secs_f64()))),
    }
}

type Find<'a> = Box<dyn Fn(&Platform) -> Option<Json> + Send + Sync + 'a>;

fn finder(members: &Json) -> Result<Find<'_>, ControlError> {
    let after = whole(members, "after")?;
    Ok(match needed(members, "for")? {
        "message" => {
            let (wanted, from) = (messages::Wanted::of(members), after.unwrap_or(0));
            Box::new(move |platform| {
                let mut new = platform.messages.iter().enumerate().skip(usize::try_from(from).unwrap_or(usize::MAX));
                let (index, message) = new.find(|(_, message)| wanted.fits(platform, message))?;
                Some(wanted.show(platform, index, message))
            })
        }
        "change" => {
            let (wanted, after) = (messages::Wanted::of(members), after.unwrap_or(0));
            let id = needed(members, "message_id")?;
            Box::new(move |platform| {
                let index = platform.find(id)?;
                let message = platform.messages.get(index)?;
                let changed = messages::changes(platform, message) > after && wanted.fits(platform, message);
                changed.then(|| wanted.show(platform, index, message))
            })
        }
        "call" => {
            let api = text(members, "api");
            entry(after, move |entry| match &entry.record {
                Record::Call(call) => {
                    call.status.is_some() && api.is_none_or(|api| call.api.is_some_and(|known| known.name() == api))
                }
                _ => false,
            })
        }
        "callback" => {
            let kind = text(members, "type");
            entry(after, move |entry| match &entry.record {
                Record::Push(push) => entry.took.is_some() && kind.is_none_or(|kind| push.push.kind == kind),
                _ => false,
            })
        }
        "connection" => {
            let count = whole(members, "count")?.unwrap_or(1);
            Box::new(move |platform| {
                let open = *platform.connections.count.borrow() as u64;
                (open >= count).then(|| object([("connections", open.into())]))
            })
        }
        other => {
            return Err(ControlError::new(
                400,
                format!("`for`: expected message, change, call, callback or connection, found `{other}`"),
            ));
        }
    })
}

fn entry<'a>(after: Option<u64>, is: impl Fn(&Entry) -> bool + Send + Sync + 'a) -> Find<'a> {
    let after = after.unwrap_or(0);
    Box::new(move |platform| {
        platform.journal.iter().find(|entry| entry.number > after && is(entry)).map(timeline::whole_entry)
    })
}
