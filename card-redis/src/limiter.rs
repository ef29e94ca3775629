//! The limits of an app in Redis: one script decides, this side asks it and keeps to what it says.
//!
//! A call goes into the line of its kind. One task for each line asks about all that wait there. While much is granted
//! ahead the line rests, and those that come are asked about together afterwards: so a call costs one question where there
//! is room, and less where processes wait for each other. The task belongs to nobody, so a call that is given up or set
//! aside delays no other.

use crate::{
    Link, RedisFleet, WhenGone,
    line::{Line, Told, Turn, Waiting},
    lock,
    pace::{AloneTurn, EARLY, HORIZON, LATE, Pace},
    reach::BoxError,
    wire::{Script, script},
};
use feishu_card_send::fleet::{LimitedCall, Limiter, Permission, SharedFuture};
use redis::{ErrorKind, FromRedisValue, RedisResult};
use std::{
    collections::{BTreeMap, hash_map::Entry},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::oneshot,
    time::{Instant, sleep, timeout_at},
};

static LEAVE: Script = script!(include_str!("leave.lua"));
static PAUSE: Script = script!(
    "local time = redis.call('TIME')
     redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', time[1] * 1000000 + time[2] + ARGV[1]))
     redis.call('PEXPIRE', KEYS[1], ARGV[2])"
);

/// How far ahead more than one departure is granted at a time, in microseconds.
const NEAR: f64 = 0.5e6;
/// A pause that one process was asked for holds the others for no longer: then they see for themselves.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long a call waits here; then its client asks again, which looks at its deadline and whether it is shut down.
const WAITS_HERE: Duration = Duration::from_secs(4);
/// Those that find no room for so many microseconds wait in their client.
const LONG: f64 = 2e6;

impl Limiter for RedisFleet {
    fn ask<'a>(&'a self, call: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission> {
        Box::pin(async move {
            let paces: Arc<[Pace]> = call.limits.iter().filter_map(|limit| Pace::of(*limit, 1.0)).collect();
            let receiver = call.receiver.and_then(|receiver| Some((receiver.id, Pace::of(receiver.limit, 1.0)?)));
            if paces.is_empty() && receiver.is_none() {
                return Ok(Permission::Leave { after: Duration::ZERO, late: Duration::MAX });
            }
            let (lane, until) = (self.calls_key(call), Instant::now() + WAITS_HERE);
            loop {
                // while Redis is gone, one call of those that come finds out whether it is back
                if let Some(why) = self.link.reach.gone() {
                    return self.alone(&lane, call, why.into());
                }
                let (told, hears) = oneshot::channel();
                let receiver = receiver.map(|(id, pace)| (self.receiver_key(call, id), pace));
                let waiting = Waiting { paces: Arc::clone(&paces), receiver, told };
                if !self.link.enter(&lane, call.since, waiting) {
                    return Ok(Permission::Wait(Duration::from_millis(100)));
                }
                let Ok(heard) = timeout_at(until, hears).await else {
                    return Ok(Permission::Wait(Duration::from_millis(1)));
                };
                return match heard.map_err(|_| "the runtime that asked Redis has ended")? {
                    Told::Leave(at) => {
                        let after = at - now();
                        if after < -LATE {
                            tracing::debug!("the answer of Redis came later than the departure it granted");
                            continue;
                        }
                        let early = after <= EARLY;
                        Ok(Permission::Leave {
                            after: if early { Duration::ZERO } else { micros(after) },
                            late: micros(if early { LATE + after } else { LATE }),
                        })
                    }
                    Told::Wait(wait) => Ok(Permission::Wait(micros(wait))),
                    Told::WaitForReceiver(wait) => Ok(Permission::WaitForReceiver(micros(wait))),
                    Told::Gone(why) => self.alone(&lane, call, why),
                };
            }
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
            self.link.reach.ask(PAUSE.run(&*self.link.wire, &[key], &args)).await.map(drop)
        })
    }
}

impl RedisFleet {
    /// What this process may do while Redis cannot be asked.
    fn alone(&self, lane: &str, call: &LimitedCall<'_>, why: Arc<str>) -> Result<Permission, BoxError> {
        let error = || BoxError::from(&*why);
        let WhenGone::GoOnWithShare(share) = self.when_gone else { return Err(error()) };
        let share = if share > 0.0 { share.min(1.0) } else { return Err(error()) };
        Ok(match lock(&self.link.alone).ask(lane, call, share, now()) {
            AloneTurn::Leave => Permission::Leave { after: Duration::ZERO, late: micros(LATE) },
            AloneTurn::Wait(wait) => Permission::Wait(micros(wait)),
            AloneTurn::WaitForReceiver(wait) => Permission::WaitForReceiver(micros(wait)),
        })
    }

    fn calls_key(&self, call: &LimitedCall<'_>) -> String {
        format!("{}:{{{}}}:calls:{}", self.prefix, call.owner, call.name)
    }

    fn receiver_key(&self, call: &LimitedCall<'_>, id: &str) -> String {
        format!("{}:{{{}}}:to:{}:{id}", self.prefix, call.owner, call.name)
    }
}

impl Link {
    /// Takes a call into its line; the first one there has a task ask for all. `false` when too many wait.
    fn enter(self: &Arc<Self>, lane: &str, since: std::time::Instant, call: Waiting) -> bool {
        match lock(&self.lines).entry(lane.to_owned()) {
            Entry::Occupied(mut line) => line.get_mut().enter(since, call),
            Entry::Vacant(vacant) => {
                let mut line = Line::default();
                line.enter(since, call);
                vacant.insert(line);
                tokio::spawn(Asking { link: Arc::clone(self), lane: lane.to_owned(), ended: false }.run());
                true
            }
        }
    }

    /// Asks about these calls, and tells them. Gives those that must be asked about again, and how many microseconds nobody
    /// of this line asks.
    async fn ask_about(&self, lane: &str, mut calls: BTreeMap<Turn, Waiting>) -> (BTreeMap<Turn, Waiting>, f64) {
        let mut again = BTreeMap::new();
        if lock(&self.clock).is_new() {
            // what is granted to the first question is most likely void
            again = calls.keys().nth(1).copied().map(|second| calls.split_off(&second)).unwrap_or_default();
        }
        let sets = lock(&self.clock).sets;
        // what this process did without Redis, or what was granted before a clock was set, is not in Redis' books
        let unknown = lock(&self.alone).went_on(lane) || lock(&self.told).get(lane).copied().unwrap_or(0) < sets;
        let asked = now();
        let answer = self.reach.ask(self.grants(lane, &calls, unknown)).await;
        let answered = now();
        let (redis, rest, grants) = match answer {
            Ok(answer) => answer,
            Err(why) => {
                let why: Arc<str> = why.to_string().into();
                for call in calls.into_values().chain(again.into_values()) {
                    let _ = call.told.send(Told::Gone(Arc::clone(&why)));
                }
                return (BTreeMap::new(), 0.0);
            }
        };
        if unknown {
            lock(&self.alone).clear(lane);
            lock(&self.told).insert(lane.to_owned(), sets);
        }
        let local = {
            let mut clock = lock(&self.clock);
            clock.learn(asked, answered, redis);
            let known = clock.is_known(asked) && clock.sets == sets;
            move |at| if known { clock.local(at) } else { f64::NEG_INFINITY }
        };
        for ((turn, call), (kind, when)) in calls.into_iter().zip(grants) {
            let told = match kind {
                0 if local(when) < answered - LATE => None,
                0 => Some(Told::Leave(local(when))),
                1 if rest > LONG => Some(Told::Wait(rest)),
                1 => None,
                _ => Some(Told::WaitForReceiver(when)),
            };
            match told {
                Some(told) => drop(call.told.send(told)),
                None => drop(again.insert(turn, call)),
            }
        }
        (again, rest.min(LONG))
    }

    /// What Redis says: its time, how long to rest, and for each call a kind of answer and a time.
    async fn grants(
        &self,
        lane: &str,
        calls: &BTreeMap<Turn, Waiting>,
        unknown: bool,
    ) -> RedisResult<(f64, f64, Vec<(u8, f64)>)> {
        let paces = calls.values().next().map(|call| Arc::clone(&call.paces)).unwrap_or_default();
        let receivers = || calls.values().map(|call| call.receiver.as_ref());
        let keys: Vec<&str> = [lane].into_iter().chain(receivers().flatten().map(|(key, _)| key.as_str())).collect();
        // one that takes longer is void, and so is most of what is granted then
        let takes = lock(&self.clock).takes.min(HORIZON / 2.0);
        let figures = [HORIZON, takes + NEAR, takes, f64::from(u8::from(unknown)), paces.len() as f64];
        let pace = |pace: &Pace| [pace.spacing, pace.slack, pace.period];
        let receivers = receivers().flat_map(|receiver| receiver.map_or([0.0; 3], |(_, of)| pace(of)));
        let figures = figures.into_iter().chain(paces.iter().flat_map(pace)).chain(receivers);
        let args: Vec<String> = figures.map(|figure| format!("{figure:.0}")).collect();
        let answer: Vec<f64> = FromRedisValue::from_redis_value(LEAVE.run(&*self.wire, &keys, &args).await?)?;
        let [redis, again, grants @ ..] = &answer[..] else { return Err(another_form()) };
        if grants.len() != 2 * calls.len() {
            return Err(another_form());
        }
        let grants = grants.chunks_exact(2).filter_map(|grant| match grant {
            [kind, when] => Some((*kind as u8, *when)),
            _ => None,
        });
        Ok((*redis, *again, grants.collect()))
    }
}

fn another_form() -> redis::RedisError {
    (ErrorKind::UnexpectedReturnType, "an answer of another form").into()
}

/// Asks for a line until nobody waits there.
struct Asking {
    link: Arc<Link>,
    lane: String,
    ended: bool,
}

impl Asking {
    async fn run(mut self) {
        while let Some(calls) = self.next() {
            let (again, rest) = self.link.ask_about(&self.lane, calls).await;
            if let Some(line) = lock(&self.link.lines).get_mut(&self.lane) {
                line.back(again);
            }
            if rest > 0.0 {
                sleep(micros(rest.max(1_000.0))).await;
            }
        }
    }

    /// Those to ask about; when there are none, the line is over.
    fn next(&mut self) -> Option<BTreeMap<Turn, Waiting>> {
        let mut lines = lock(&self.link.lines);
        let calls = lines.get_mut(&self.lane).map(Line::asked_about).unwrap_or_default();
        if calls.is_empty() {
            lines.remove(&self.lane);
            self.ended = true;
            return None;
        }
        Some(calls)
    }
}

/// The runtime ended: those that wait are told, and another runtime may ask.
impl Drop for Asking {
    fn drop(&mut self) {
        if !self.ended {
            lock(&self.link.lines).remove(&self.lane);
        }
    }
}

/// The time of this process, in microseconds.
fn now() -> f64 {
    crate::STARTED.elapsed().as_secs_f64() * 1e6
}

/// So many microseconds, from nothing to ten minutes.
fn micros(micros: f64) -> Duration {
    Duration::from_secs_f64(micros.clamp(0.0, 600e6) / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Wire;
    use feishu_card_send::fleet::RateLimit;
    use redis::{Arg, Cmd, Value};
    use std::{
        future::{Future, ready},
        pin::Pin,
        sync::{
            Mutex,
            atomic::{AtomicI64, Ordering},
        },
    };

    /// A Redis that grants everything at once, and whose clock may be set.
    #[derive(Default)]
    struct Generous {
        ahead: AtomicI64,
        /// Of each question, whether what is kept was said not to count.
        unknown: Mutex<Vec<bool>>,
    }

    impl Wire for Arc<Generous> {
        fn send<'a>(&'a self, command: &'a Cmd) -> Pin<Box<dyn Future<Output = RedisResult<Value>> + Send + 'a>> {
            let words: Vec<_> = command
                .args_iter()
                .map(|arg| match arg {
                    Arg::Simple(word) => String::from_utf8_lossy(word).into_owned(),
                    _ => panic!("a cursor"),
                })
                .collect();
            // EVALSHA, the hash, the number of keys, one key, the arguments
            lock(&self.unknown).push(words[7] == "1");
            let time = Value::SimpleString(format!("{:.0}", now() + self.ahead.load(Ordering::SeqCst) as f64));
            let zero = || Value::Int(0);
            Box::pin(ready(Ok(Value::Array(vec![time.clone(), zero(), zero(), time]))))
        }
    }

    #[tokio::test]
    async fn a_clock_of_redis_that_was_set_is_said_once_and_what_it_granted_is_void() {
        let redis = Arc::new(Generous::default());
        let fleet = RedisFleet::on(Arc::clone(&redis));
        let limits = [RateLimit { count: 50.0, period: Duration::from_secs(1) }];
        let call = LimitedCall::new("cli_1", "im.message.create", &limits);
        for (ahead, unknown) in [(0, &[false][..]), (600_000_000, &[false, true]), (600_000_000, &[false])] {
            redis.ahead.store(ahead, Ordering::SeqCst);
            assert!(matches!(fleet.ask(&call).await, Ok(Permission::Leave { .. })));
            assert_eq!(*lock(&redis.unknown), unknown, "{ahead}");
            lock(&redis.unknown).clear();
        }
    }
}
