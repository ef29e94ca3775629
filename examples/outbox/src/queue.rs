//! The jobs: apalis over the database that `DATABASE_URL` names.

use crate::{
    AnyError,
    books::{self, Entry},
    database_url,
    deliver::{Job, Post, deliver, key},
};
use apalis::prelude::*;
use apalis_postgres::{PgPool, PostgresStorage};
use apalis_redis::RedisStorage;
use apalis_sqlite::{SqlitePool, SqliteStorage};
use futures_util::stream;
use std::{env, sync::Arc, time::Duration};

/// How often a message is tried; each try is a whole call of the client, with its own repetitions.
pub const ATTEMPTS: usize = 8;
/// Messages of one worker that are on their way, most of them waiting for the limits.
const AT_ONCE: usize = 32;
/// A worker says so often that it is alive; after twice as long its jobs are given to others.
const HEARTBEAT: Duration = Duration::from_secs(2);
const QUEUE: &str = "outbox";
/// A queue in Redis takes so many at a time: apalis-redis 1.0 moves all that are due by one call of Lua, which bears less
/// than 8,000 arguments, and a broadcast that is enqueued again is there twice.
const MOST_IN_REDIS: usize = 3_500;

/// Does something with the storage of jobs, whichever it is: they share no type.
macro_rules! with_storage {
    ($url:expr, |$storage:ident| $work:expr) => {{
        let url: &str = $url;
        macro_rules! config {
            ($of:ident) => {
                $of::Config::default().queue(QUEUE).batch_size(AT_ONCE).heartbeat_interval(HEARTBEAT)
            };
        }
        match url.split(':').next() {
            Some("sqlite") => {
                let pool = SqlitePool::connect(url).await?;
                SqliteStorage::setup(&pool).await?;
                let $storage = SqliteStorage::<Job>::new(&pool).with_config(config!(apalis_sqlite));
                $work
            }
            Some("postgres" | "postgresql") => {
                let pool = PgPool::connect(url).await?;
                PostgresStorage::setup(&pool).await?;
                let $storage = PostgresStorage::<Job>::new(&pool).with_config(config!(apalis_postgres));
                $work
            }
            Some("redis" | "rediss") => {
                let connection = apalis_redis::connect(url).await?;
                let $storage = RedisStorage::<Job>::new(connection).with_config(config!(apalis_redis));
                $work
            }
            _ => Err("DATABASE_URL is none of sqlite://, postgres:// and redis://".into()),
        }
    }};
}

/// Adds a broadcast, or those of its messages that are not there yet. Gives how many it has.
pub async fn enqueue<'a>(name: &str, text: &str, receivers: impl Iterator<Item = &'a str>) -> Result<u64, AnyError> {
    enqueue_at(&database_url(), name, text, receivers).await
}

/// As [`enqueue`], in this database.
pub async fn enqueue_at<'a>(
    url: &str,
    name: &str,
    text: &str,
    receivers: impl Iterator<Item = &'a str>,
) -> Result<u64, AnyError> {
    let books = books::open_at(url).await?;
    let entries: Vec<Entry> =
        receivers.map(|receiver| Entry { key: key(name, receiver), receiver: receiver.to_owned() }).collect();
    if url.starts_with("redis") && entries.len() > MOST_IN_REDIS {
        let found = entries.len();
        return Err(format!(
            "expected at most {MOST_IN_REDIS} messages for a queue in Redis, found {found}: use SQLite or Postgres"
        )
        .into());
    }
    // the books first: a job always has its line
    books.add(name, &entries).await?;
    let task = |entry: &Entry| {
        let (key, receiver) = (entry.key.clone(), entry.receiver.clone());
        let job = Job { name: name.to_owned(), text: text.to_owned(), key: key.clone(), receiver };
        TaskBuilder::new(job).idempotency_key(key).max_attempts(ATTEMPTS).build()
    };
    with_storage!(url, |storage| {
        let mut all = storage.clone();
        match all.push_all(stream::iter(entries.iter().map(task))).await.map_err(|error| error.to_string()) {
            // Postgres takes none of a list when one of its jobs is there already
            Err(error) if is_there(&error) => {
                for entry in &entries {
                    let pushed = storage.clone().push_task(task(entry)).await.map_err(|error| error.to_string());
                    pushed.or_else(|error| if is_there(&error) { Ok(()) } else { Err(error) })?;
                }
                Ok::<(), AnyError>(())
            }
            pushed => Ok(pushed?),
        }
    })?;
    Ok(books.progress(name).await?.total())
}

/// Whether a job was refused because it is there already, by its key.
fn is_there(error: &str) -> bool {
    error.contains("idempotency")
}

/// Takes jobs until interrupted; those under way are finished first.
pub async fn work() -> Result<(), AnyError> {
    let post = Arc::new(Post::open().await?);
    let name = format!("{}-{}", env::var("HOSTNAME").unwrap_or_default(), std::process::id());
    println!("works as {name}");
    with_storage!(&database_url(), |storage| {
        let worker = WorkerBuilder::new(name.clone()).backend(storage).data(post).concurrency(AT_ONCE).build(deliver);
        worker.run_until(tokio::signal::ctrl_c()).await.map_err(|error| AnyError::from(error.to_string()))
    })
}
