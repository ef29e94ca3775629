//! Brings pushes to an app: to its callback address if one is set, else over one of its connections.

use super::{
    client::{PostError, post},
    shared::Shared,
};
use crate::{
    Posted, Shown,
    json::text,
    platform::{
        Platform,
        connections::{Ack, Pushed},
        events::Event,
        journal::{Doer, Kept, PushRecord, Record},
        push::{Push, challenge},
    },
};
use feishu_card_core::Json;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How long an app may take to give the challenge back.
const CHALLENGE_TIMEOUT: Duration = Duration::from_secs(1);

/// How often it is looked for events that are due.
const LOOK: Duration = Duration::from_millis(20);

/// What came of a push.
pub(crate) struct Delivered {
    pub(crate) posted: Posted,
    /// The app's answer: status and body, or why there is none.
    pub(crate) answer: Result<(u16, Vec<u8>), Shown>,
    /// Whether there was anybody to send it to.
    pub(crate) sent: bool,
    /// Its number in the journal.
    pub(crate) entry: Option<u64>,
}

/// Brings a push to its app, and waits for the answer.
pub(crate) async fn push(shared: &Shared, app_id: &str, push: Push, deed: Option<Doer>, replayed: bool) -> Delivered {
    let (url, limit, entry) = {
        let mut platform = shared.lock();
        let (url, limit) = (platform.config.callback_url.clone(), platform.config.callback_timeout);
        let now = platform.config.clock.micros();
        let entry = platform.journal.begin(now, || {
            Record::Push(PushRecord {
                app_id: app_id.to_owned(),
                push: push.clone(),
                to: url.clone().unwrap_or_else(|| "long connection".to_owned()),
                status: None,
                answer: Kept::default(),
                error: None,
                deed,
                replayed,
            })
        });
        platform.tell();
        (url, limit, entry)
    };
    let mut delivered = match url {
        Some(url) => over_http(&url, push, limit).await,
        None => over_connection(shared, app_id, push, limit).await,
    };
    delivered.entry = entry;
    let mut platform = shared.lock();
    let now = platform.config.clock.micros();
    platform.journal.change(entry, now, |record| {
        if let Record::Push(push) = record {
            push.status = delivered.posted.status;
            push.answer = Kept::of(delivered.posted.answer.as_bytes());
            push.error = delivered.answer.as_ref().err().cloned();
        }
    });
    platform.tell();
    drop(platform);
    delivered
}

async fn over_http(url: &str, push: Push, limit: Duration) -> Delivered {
    let outcome = post(url, &push.headers, push.body.clone(), limit).await;
    let mut posted = Posted::new(push);
    let answer = match outcome {
        Ok(answer) => {
            posted.status = Some(answer.status);
            posted.answer = String::from_utf8_lossy(&answer.body).into_owned();
            Ok((answer.status, answer.body.to_vec()))
        }
        Err(error) => Err(shown(&error)),
    };
    Delivered { posted, answer, sent: true, entry: None }
}

fn shown(error: &PostError) -> Shown {
    Shown { code: error.code(), reason: error.to_string() }
}

async fn over_connection(shared: &Shared, app_id: &str, push: Push, limit: Duration) -> Delivered {
    let click = push.kind.starts_with("card.action.trigger");
    let failed = |code, reason: &str| Err(Shown { code, reason: reason.to_owned() });
    // what is pushed over a connection is neither encrypted nor signed
    let mut posted = Posted::new(Push { headers: Vec::new(), body: push.event.to_string(), ..push });
    let pushed = {
        let mut platform = shared.lock();
        let kind = match platform.connections.wire.card_frames && click {
            true => "card",
            false if posted.kind == "card.action.trigger_v1" => {
                let answer =
                    failed(200340, "old callbacks (`card.action.trigger_v1`) do not come over a long connection");
                return Delivered { posted, answer, sent: false, entry: None };
            }
            false => "event",
        };
        platform.push_to_connection(app_id, kind, &posted.body)
    };
    let Some(Pushed { headers, message_id, answer }) = pushed else {
        let unsubscribed = shared.lock().connections.wire.unsubscribed;
        let answer = failed(
            200340,
            match unsubscribed {
                true => "the app is not subscribed: the console's mode is set, but no version was published since",
                false => {
                    "the bot is not running: no client is connected over a long connection, and no callback address is set"
                }
            },
        );
        return Delivered { posted, answer, sent: false, entry: None };
    };
    posted.headers = headers;
    let Ok(Ok(ack)) = timeout(limit, answer).await else {
        shared.lock().forget_push(&message_id);
        let seconds = limit.as_secs_f64();
        return Delivered {
            posted,
            answer: failed(200341, &format!("the app did not answer within {seconds} s")),
            sent: true,
            entry: None,
        };
    };
    let answer = judge(&ack, click);
    posted.status = u16::try_from(ack.code).ok();
    posted.answer = ack.data.map(|data| String::from_utf8_lossy(&data).into_owned()).unwrap_or_default();
    Delivered { posted, answer, sent: true, entry: None }
}

/// Reads an answer as the platform does; for events only the code counts.
fn judge(ack: &Ack, click: bool) -> Result<(u16, Vec<u8>), Shown> {
    let failed = |code, reason: String| Err(Shown { code, reason });
    if let Some(problem) = &ack.problem {
        return failed(200672, problem.clone());
    }
    match (ack.code, &ack.data) {
        (200, None) if click => failed(108002, "the answer to a click has no `data`".to_owned()),
        (200, data) => Ok((200, data.clone().unwrap_or_default())),
        (code, _) => failed(200671, format!("the app answered code {code} instead of 200")),
    }
}

/// Saves a callback address as the platform's console does: the app must give the challenge back.
pub(crate) async fn register(shared: &Shared, url: &str) -> Result<(), Shown> {
    let (push, wanted) = {
        let mut platform = shared.lock();
        let Platform { config, random, .. } = &mut *platform;
        let wanted = random.id("");
        (challenge(config, random, &wanted), wanted)
    };
    let to = url.to_owned();
    let posted = shared.spawn(async move { post(&to, &push.headers, push.body, CHALLENGE_TIMEOUT).await }).await;
    let shown = |code, reason: String| Shown { code, reason };
    let posted = posted.ok_or_else(|| shown(300000, "the sandbox is shut down".to_owned()))?;
    let posted = posted.map_err(|error| shown(error.code(), error.to_string()))?;
    if posted.status != 200 {
        return Err(shown(200671, format!("the app answered HTTP {} instead of 200", posted.status)));
    }
    let body = std::str::from_utf8(&posted.body).ok().and_then(|body| Json::parse(body).ok());
    if body.as_ref().and_then(|body| text(body, "challenge")) != Some(&wanted) {
        return Err(shown(200672, "the app did not give the challenge back".to_owned()));
    }
    let mut platform = shared.lock();
    platform.config.callback_url = Some(url.to_owned());
    platform.tell();
    Ok(())
}

/// Brings an event to its app; one that is not taken comes again.
pub(crate) async fn event(shared: &Shared, event: Event) -> Delivered {
    let delivered = push(shared, &event.app_id, event.push.clone(), None, false).await;
    let mut platform = shared.lock();
    let now = platform.now();
    if !delivered.sent {
        platform.events.keep(event);
    } else if !matches!(delivered.answer, Ok((200, _))) {
        platform.events.not_taken(event, now);
    }
    drop(platform);
    delivered
}

/// Brings events again when they are due, for ever.
pub(crate) async fn again(shared: Shared) {
    loop {
        sleep(LOOK).await;
        let due = {
            let mut platform = shared.lock();
            let now = platform.now();
            platform.events.due(now)
        };
        for due in due {
            let shared = shared.clone();
            tokio::spawn(async move { event(&shared, due).await });
        }
    }
}
