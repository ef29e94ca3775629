//! The books in Redis: a hash for each broadcast, whose values are JSON.

use super::{Books, Entry, Future, Progress};
use crate::AnyError;
use redis::{AsyncTypedCommands, aio::ConnectionManager};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub struct RedisBooks(ConnectionManager);

#[derive(Default, Deserialize, Serialize)]
struct Line {
    receiver: String,
    state: String,
    left: Option<i64>,
    detail: String,
}

pub async fn open(url: &str) -> Result<RedisBooks, AnyError> {
    Ok(RedisBooks(ConnectionManager::new(redis::Client::open(url)?).await?))
}

fn messages(name: &str) -> String {
    format!("outbox:{name}:messages")
}

impl RedisBooks {
    async fn line(&self, name: &str, key: &str) -> Result<Line, AnyError> {
        let line = self.0.clone().hget(messages(name), key).await?.ok_or("a job without its line in the books")?;
        Ok(serde_json::from_str(&line)?)
    }

    async fn lines(&self, name: &str) -> Result<Vec<Line>, AnyError> {
        let lines: HashMap<String, String> = self.0.clone().hgetall(messages(name)).await?;
        Ok(lines.values().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?)
    }
}

impl Books for RedisBooks {
    fn add<'a>(&'a self, name: &'a str, entries: &'a [Entry]) -> Future<'a, ()> {
        Box::pin(async move {
            for entries in entries.chunks(1_000) {
                let mut pipe = redis::pipe();
                for Entry { key, receiver } in entries {
                    let line = Line { receiver: receiver.clone(), state: "waiting".to_owned(), ..Line::default() };
                    pipe.hset_nx(messages(name), key, serde_json::to_string(&line)?).ignore();
                }
                pipe.exec_async(&mut self.0.clone()).await?;
            }
            Ok(())
        })
    }

    fn read<'a>(&'a self, name: &'a str, key: &'a str) -> Future<'a, (String, Option<i64>)> {
        Box::pin(async move { self.line(name, key).await.map(|line| (line.state, line.left)) })
    }

    fn write<'a>(
        &'a self,
        name: &'a str,
        key: &'a str,
        state: &'a str,
        left: Option<i64>,
        detail: &'a str,
    ) -> Future<'a, ()> {
        Box::pin(async move {
            let Line { receiver, .. } = self.line(name, key).await?;
            let line = Line { receiver, state: state.to_owned(), left, detail: detail.to_owned() };
            self.0.clone().hset(messages(name), key, serde_json::to_string(&line)?).await?;
            Ok(())
        })
    }

    fn progress<'a>(&'a self, name: &'a str) -> Future<'a, Progress> {
        Box::pin(async move {
            let mut progress = Progress::default();
            for line in self.lines(name).await? {
                *progress.0.entry(line.state).or_default() += 1;
            }
            Ok(progress)
        })
    }

    fn report<'a>(&'a self, name: &'a str) -> Future<'a, Vec<(String, String, String)>> {
        Box::pin(async move {
            let ended = |line: &Line| ["refused", "failed", "unknown"].contains(&line.state.as_str());
            let lines = self.lines(name).await?.into_iter().filter(ended);
            let mut lines: Vec<_> = lines.map(|line| (line.receiver, line.state, line.detail)).collect();
            lines.sort();
            Ok(lines)
        })
    }

    fn now(&self) -> Future<'_, i64> {
        Box::pin(async move {
            let (seconds, _micros): (i64, i64) = redis::cmd("TIME").query_async(&mut self.0.clone()).await?;
            Ok(seconds)
        })
    }

    fn pause<'a>(&'a self, name: &'a str, paused: bool) -> Future<'a, ()> {
        Box::pin(async move {
            self.0.clone().set(format!("outbox:{name}:paused"), i64::from(paused)).await?;
            Ok(())
        })
    }

    fn is_paused<'a>(&'a self, name: &'a str) -> Future<'a, bool> {
        Box::pin(async move {
            Ok(self.0.clone().get(format!("outbox:{name}:paused")).await?.is_some_and(|paused| paused != "0"))
        })
    }
}
