//! What was seen of clicks and events, in Redis.

use crate::{
    RedisFleet, WhenGone,
    wire::{Script, script},
};
use feishu_card_send::fleet::{Seen, SharedFuture, Sighting};
use redis::FromRedisValue;
use std::time::Duration;

static BEGIN: Script = script!(
    "if redis.call('SET', KEYS[1], 'running', 'NX', 'PX', ARGV[1]) then return 0 end
     if redis.call('GET', KEYS[1]) == 'done' then return 2 end
     return 1"
);

impl Seen for RedisFleet {
    fn begin<'a>(&'a self, id: &'a str, lease: Duration) -> SharedFuture<'a, Sighting> {
        Box::pin(async move {
            let lease = lease.as_millis().max(1).to_string();
            let answer = self.link.reach.ask(BEGIN.run(&*self.link.wire, &[self.seen_key(id)], &[lease])).await;
            let answer = match (answer, self.when_gone) {
                // the memory of this process goes on
                (Err(_), WhenGone::GoOnWithShare(_)) => return Ok(Sighting::First),
                (answer, _) => answer?,
            };
            Ok(match u8::from_redis_value(answer)? {
                0 => Sighting::First,
                1 => Sighting::Running,
                _ => Sighting::Done,
            })
        })
    }

    fn done<'a>(&'a self, id: &'a str, remember: Duration) -> SharedFuture<'a, ()> {
        Box::pin(async move {
            let mut command = redis::cmd("SET");
            command.arg(self.seen_key(id)).arg("done").arg("PX").arg(remember.as_millis().max(1).to_string());
            self.link.reach.ask(self.link.wire.send(&command)).await.map(drop)
        })
    }

    fn forget<'a>(&'a self, id: &'a str) -> SharedFuture<'a, ()> {
        Box::pin(async move {
            let mut command = redis::cmd("DEL");
            command.arg(self.seen_key(id));
            self.link.reach.ask(self.link.wire.send(&command)).await.map(drop)
        })
    }
}

impl RedisFleet {
    fn seen_key(&self, id: &str) -> String {
        format!("{}:seen:{id}", self.prefix)
    }
}
