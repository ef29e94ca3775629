//! The limits of an app in Redis: one script decides, this side asks it and keeps to what it says.

use crate::{
    RedisFleet, WhenGone, lock,
    pace::{AloneTurn, EARLY, LATE, Pace},
    reach::BoxError,
    wire::{Script, script},
};
use feishu_card_send::fleet::{LimitedCall, Limiter, Permission, SharedFuture};
use redis::{FromRedisValue, RedisResult};
use std::time::Duration;
use tokio::time::Instant;

static LEAVE: Script = script!(include_str!("leave.lua"));
static PAUSE: Script = script!(
    "local time = redis.call('TIME')
     redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', time[1] * 1000000 + time[2] + ARGV[1]))
     redis.call('PEXPIRE', KEYS[1], ARGV[2])"
);

/// How far ahead a departure is granted, in microseconds.
const HORIZON: f64 = 1e6;
/// A pause that one process was asked for holds the others for no longer: then they see for themselves.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How often an answer may come too late before the call goes back to its line.
const VOID: usize = 3;

impl Limiter for RedisFleet {
    fn ask<'a>(&'a self, call: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission> {
        Box::pin(async move {
            let paces: Vec<Pace> = call.limits.iter().filter_map(|limit| Pace::of(*limit, 1.0)).collect();
            let receiver = call.receiver.and_then(|receiver| Some((receiver.id, Pace::of(receiver.limit, 1.0)?)));
            if paces.is_empty() && receiver.is_none() {
                return Ok(Permission::Leave { after: Duration::ZERO, late: Duration::MAX });
            }
            for _ in 0..VOID {
                match self.reach.ask(self.granted(call, &paces, receiver)).await {
                    Ok(Some(permission)) => {
                        lock(&self.alone).clear();
                        return Ok(permission);
                    }
                    Ok(None) => tracing::debug!("the answer of Redis came later than the departure it granted"),
                    Err(error) => return self.alone(call, error),
                }
            }
            Ok(Permission::Wait(Duration::from_millis(50)))
        })
    }

    fn pause<'a>(&'a self, call: &'a LimitedCall<'a>, receiver: bool, wait: Duration) -> SharedFuture<'a, ()> {
        Box::pin(async move {
            let wait = wait.min(LONGEST_PAUSE);
            let (key, kept) = match call.receiver.filter(|_| receiver) {
                Some(receiver) => (self.receiver_key(call, receiver.id), wait + Duration::from_secs(10)),
                None => (self.calls_key(call), Duration::from_secs(30 * 86_400)),
            };
            let args = [wait.as_micros().to_string(), kept.as_millis().to_string()];
            self.reach.ask(PAUSE.run(&*self.wire, &[key], &args)).await.map(drop)
        })
    }
}

impl RedisFleet {
    /// What Redis says; `None` when that came too late.
    async fn granted(
        &self,
        call: &LimitedCall<'_>,
        paces: &[Pace],
        receiver: Option<(&str, Pace)>,
    ) -> RedisResult<Option<Permission>> {
        let mut keys = vec![self.calls_key(call)];
        keys.extend(receiver.map(|(id, _)| self.receiver_key(call, id)));
        // one that takes longer is void, and so is most of what is granted then
        let takes = lock(&self.clock).takes.min(HORIZON / 2.0);
        let figures = paces.iter().chain(receiver.as_ref().map(|(_, pace)| pace));
        let figures = figures.flat_map(|pace| [pace.spacing, pace.slack, pace.period]);
        let args: Vec<String> = [HORIZON, takes, paces.len() as f64]
            .into_iter()
            .chain(figures)
            .map(|figure| format!("{figure:.0}"))
            .collect();

        let asked = Instant::now();
        let answer = LEAVE.run(&*self.wire, &keys, &args).await?;
        let answered = Instant::now();
        let (kind, when, redis): (u8, f64, f64) = FromRedisValue::from_redis_value(answer)?;
        let local = |at: Instant| at.saturating_duration_since(*crate::STARTED).as_secs_f64() * 1e6;
        let after = {
            let mut clock = lock(&self.clock);
            clock.learn(local(asked), local(answered), redis);
            if !clock.is_known(local(asked)) {
                return Ok(None);
            }
            clock.local(when) - local(answered)
        };
        let wait = Duration::from_secs_f64(when.clamp(1_000.0, 600e6) / 1e6);
        Ok(match kind {
            0 if after < -LATE => None,
            0 if after <= EARLY => {
                Some(Permission::Leave { after: Duration::ZERO, late: Duration::from_secs_f64((LATE + after) / 1e6) })
            }
            0 => Some(Permission::Leave {
                after: Duration::from_secs_f64(after.clamp(0.0, 600e6) / 1e6),
                late: Duration::from_secs_f64(LATE / 1e6),
            }),
            1 => Some(Permission::Wait(wait)),
            _ => Some(Permission::WaitForReceiver(wait)),
        })
    }

    /// What this process may do while Redis cannot be asked.
    fn alone(&self, call: &LimitedCall<'_>, error: BoxError) -> Result<Permission, BoxError> {
        let WhenGone::GoOnWithShare(share) = self.when_gone else { return Err(error) };
        let share = if share > 0.0 { share.min(1.0) } else { return Err(error) };
        let now = crate::STARTED.elapsed().as_secs_f64() * 1e6;
        let time = |micros: f64| Duration::from_secs_f64(micros / 1e6);
        Ok(match lock(&self.alone).ask(call, share, now) {
            AloneTurn::Leave => Permission::Leave { after: Duration::ZERO, late: time(LATE) },
            AloneTurn::Wait(wait) => Permission::Wait(time(wait)),
            AloneTurn::WaitForReceiver(wait) => Permission::WaitForReceiver(time(wait)),
        })
    }

    fn calls_key(&self, call: &LimitedCall<'_>) -> String {
        format!("{}:{{{}}}:calls:{}", self.prefix, call.owner, call.name)
    }

    fn receiver_key(&self, call: &LimitedCall<'_>, id: &str) -> String {
        format!("{}:{{{}}}:to:{}:{id}", self.prefix, call.owner, call.name)
    }
}
