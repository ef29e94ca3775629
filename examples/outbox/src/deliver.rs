//! One job: a message is sent once, whatever happened to earlier tries.

use crate::{
    AnyError,
    books::{self, Books, Step, leaving},
    queue::ATTEMPTS,
};
use apalis::prelude::*;
use feishu_card::{
    card,
    send::{Client, To},
};
use feishu_card_redis::RedisFleet;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{env, sync::Arc, time::Duration};

/// How often a worker looks whether a broadcast is still paused.
const PAUSED: Duration = Duration::from_millis(500);
/// How long one try may take.
const DEADLINE: Duration = Duration::from_secs(120);

/// A message of a broadcast.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Job {
    pub name: String,
    pub text: String,
    pub key: String,
    pub receiver: String,
}

/// The key of a message, at most 50 characters: the same for the same broadcast and receiver, always and everywhere.
pub fn key(name: &str, receiver: &str) -> String {
    let hash = Sha256::new().chain_update(name).chain_update([0]).chain_update(receiver).finalize();
    hash.iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}

/// What a worker sends with.
pub struct Post {
    books: Arc<dyn Books>,
    client: Client,
}

impl Post {
    pub async fn open() -> Result<Self, AnyError> {
        let variable = |name: &str| env::var(name).map_err(|_| format!("set {name}"));
        let number = |name: &str| env::var(name).ok().and_then(|text| text.parse::<f64>().ok()).filter(|n| *n > 0.0);
        let builder = Client::builder(variable("FEISHU_APP_ID")?, variable("FEISHU_APP_SECRET")?);
        let builder = match env::var("FEISHU_BASE_URL") {
            Ok(url) => builder.base_url(url),
            Err(_) => builder,
        };
        let scale = number("SCALE_LIMITS").unwrap_or(1.0);
        let builder = match env::var("REDIS_URL") {
            Ok(url) => {
                let fleet = Arc::new(RedisFleet::connect(&url)?);
                builder.limiter(fleet.clone()).token_store(fleet).scale_limits(scale)
            }
            Err(_) => builder.scale_limits(scale / number("WORKERS").unwrap_or(1.0)),
        };
        Ok(Post { books: books::open().await?, client: builder.build()? })
    }
}

/// Sends a message, unless it has ended. An error gives the job back, to be tried again by any worker.
pub async fn deliver(job: Job, post: Data<Arc<Post>>, attempt: Attempt) -> Result<(), BoxDynError> {
    let Job { name, text, key, receiver } = job;
    let books = &*post.books;
    while books.is_paused(&name).await? {
        tokio::time::sleep(PAUSED).await;
    }
    let Step::Send(within) = leaving(books, &name, &key).await? else { return Ok(()) };
    let card = card! {
        <card schema="2.0">
            <markdown>"{text}"</markdown>
        </card>
    };
    let send = post.client.send(To::open_id(receiver.as_str()), &card).uuid(key.as_str());
    let error = match send.deadline(within.min(DEADLINE)).await {
        Ok(sent) => {
            books.write(&name, &key, "delivered", None, &sent.message_id).await?;
            return Ok(());
        }
        Err(error) => error,
    };
    let detail = error.to_string();
    if !error.is_retryable() {
        books.write(&name, &key, "refused", None, &detail).await?;
        return Ok(());
    }
    if attempt.current() >= ATTEMPTS {
        let state = if error.had_no_effect() { "failed" } else { "unknown" };
        books.write(&name, &key, state, None, &detail).await?;
        return Ok(());
    }
    if error.had_no_effect() {
        // the hour begins anew
        books.write(&name, &key, "waiting", None, &detail).await?;
    }
    Err(error.into())
}
