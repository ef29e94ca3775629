//! Tokens in Redis, and the lease of whoever fetches one.

use crate::{
    RedisFleet,
    wire::{Script, script},
};
use feishu_card_send::{
    Token,
    fleet::{SharedFuture, Stored, TokenStore, TokenWanted},
};
use redis::FromRedisValue;
use std::time::Duration;

/// What is kept is the token behind the milliseconds that it lives longer than it is kept.
static GET: Script = script!(
    "local kept = redis.call('GET', KEYS[1])
     if kept then
         local beyond, token = string.match(kept, '^(%d+) (.*)$')
         if token and token ~= ARGV[1] then
             return { 0, token, redis.call('PTTL', KEYS[1]) + beyond }
         end
     end
     if ARGV[2] == '0' or redis.call('SET', KEYS[2], ARGV[3], 'NX', 'PX', ARGV[2]) then
         return { 1, '', 0 }
     end
     return { 2, '', redis.call('PTTL', KEYS[2]) }"
);
static PUT: Script = script!(
    "redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
     if redis.call('GET', KEYS[2]) == ARGV[3] then redis.call('DEL', KEYS[2]) end"
);
static RELEASE: Script = script!("if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end");

impl TokenStore for RedisFleet {
    fn get<'a>(&'a self, wanted: &'a TokenWanted<'a>) -> SharedFuture<'a, Stored> {
        Box::pin(async move {
            let args = [wanted.not.unwrap_or_default(), &wanted.lease.as_millis().to_string(), &self.me];
            let answer = self.link.reach.ask(GET.run(&*self.link.wire, &self.token_keys(wanted.name), &args)).await?;
            let (kind, token, time): (u8, String, i64) = FromRedisValue::from_redis_value(answer)?;
            let time = Duration::from_millis(u64::try_from(time).unwrap_or(0));
            Ok(match kind {
                0 => Stored::Token(Token::new(token, time)),
                1 => Stored::Fetch,
                _ => Stored::Wait(time),
            })
        })
    }

    fn put<'a>(&'a self, name: &'a str, token: &'a Token, keep: Duration) -> SharedFuture<'a, ()> {
        Box::pin(async move {
            let beyond = token.lives().saturating_sub(keep);
            let kept = format!("{} {}", beyond.as_millis(), token.secret());
            // Redis takes no time of nothing
            let args = [kept, keep.as_millis().max(1).to_string(), self.me.clone()];
            self.link.reach.ask(PUT.run(&*self.link.wire, &self.token_keys(name), &args)).await.map(drop)
        })
    }

    fn release<'a>(&'a self, name: &'a str) -> SharedFuture<'a, ()> {
        Box::pin(async move {
            let [_, lease] = self.token_keys(name);
            self.link.reach.ask(RELEASE.run(&*self.link.wire, &[lease], &[&self.me])).await.map(drop)
        })
    }
}

impl RedisFleet {
    /// The keys of a token and of its lease, which the app id puts into one slot of a cluster.
    fn token_keys(&self, name: &str) -> [String; 2] {
        let (app, name) = name.split_once(' ').unwrap_or((name, ""));
        ["token", "lease"].map(|what| format!("{}:{{{app}}}:{what}:{name}", self.prefix))
    }
}
