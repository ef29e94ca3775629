//! Waits for a call's turn, so that the platform's limits hold on our side: per call, per receiver, per message.
//!
//! `schedule` decides; here are its clock, its lock, which is never held over a wait, and the platform's figures.

use super::{
    api::{self, Api},
    schedule::{Schedule, ScheduleKey, Turn, Window},
};
use crate::fleet::RateLimit;
use foldhash::quality::RandomState;
use std::{
    fmt,
    hash::{BuildHasher, Hash},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep_until, timeout_at},
};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
/// So much later than it was let go a call may be written: our windows of a second are longer than the platform's by that.
const LATE: Duration = Duration::from_millis(50);
/// Messages to one user or group, changes of one message, and replies to one message, in a second.
pub(crate) const PER_RECEIVER: f64 = 5.0;
/// Cards that only one user sees, to one group, in a second.
pub(crate) const PER_EPHEMERAL_GROUP: f64 = 40.0;
/// Changes of one card entity in a second.
pub(crate) const PER_CARD: f64 = 10.0;

/// The limits of receivers in a second, by [`Key::group`].
const GROUPS: [f64; 3] = [PER_RECEIVER, PER_EPHEMERAL_GROUP, PER_CARD];

/// What a call is counted for besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    /// Messages to a receiver: the word for its kind, and its id.
    Receiver(&'a str, &'a str),
    /// Changes of a message.
    Message(&'a str),
    /// Replies to a message: they go to its chat, which is not known here.
    Replies(&'a str),
    /// Cards that only one user sees, to a group.
    EphemeralGroup(&'a str),
    /// Changes of a card entity.
    Card(&'a str),
}

impl Key<'_> {
    /// The index of its limit in [`GROUPS`].
    fn group(&self) -> usize {
        match self {
            Key::Receiver(..) | Key::Message(_) | Key::Replies(_) => 0,
            Key::EphemeralGroup(_) => 1,
            Key::Card(_) => 2,
        }
    }
}

/// The key as text, with its kind: what the processes of an app call it among each other.
impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Receiver(kind, id) => write!(f, "{kind} {id}"),
            Key::Message(id) => write!(f, "message {id}"),
            Key::Replies(id) => write!(f, "replies {id}"),
            Key::EphemeralGroup(id) => write!(f, "group {id}"),
            Key::Card(id) => write!(f, "card {id}"),
        }
    }
}

/// All budgets of an app.
#[derive(Debug)]
pub(crate) struct Budgets {
    schedule: Mutex<Schedule>,
    /// What all limits are multiplied by.
    factor: f64,
    /// The beginning of the schedule's time.
    started: Instant,
    hasher: RandomState,
}

/// A call has left, or is about to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Departure {
    at: Duration,
    /// How long it waited for its turn: whoever waits for that adds it up.
    pub(crate) waited: Duration,
}

impl Departure {
    /// One that is not known of.
    pub(crate) const NOW: Departure = Departure { at: Duration::ZERO, waited: Duration::ZERO };
}

/// A call found no room before its deadline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NoRoom {
    /// How long the platform has asked to wait, if it has.
    pub(crate) wait: Option<Duration>,
}

impl Budgets {
    /// The platform's limits times `factor`; one that is not above 0 counts as 1.
    #[cfg(test)]
    pub(crate) fn new(factor: f64) -> Self {
        Budgets::with_text_limit(factor, None)
    }

    /// The platform's limits times `factor`, and so many calls in a minute that stream text.
    pub(crate) fn with_text_limit(factor: f64, text_per_minute: Option<u32>) -> Self {
        let factor = if factor > 0.0 { factor } else { 1.0 };
        let lanes = api::ALL.iter().map(|api| {
            let (second, minute) = api.limits;
            let of_text = text_per_minute.filter(|_| api.index == api::ELEMENT_CONTENT.index);
            let minute = of_text.map_or(minute, f64::from);
            [Window::new(second * factor, SECOND), Window::new(minute * factor, MINUTE)]
        });
        let groups = GROUPS.map(|limit| Window::new(limit * factor, SECOND)).to_vec();
        let schedule = Mutex::new(Schedule::new(lanes, groups));
        Budgets { schedule, factor, started: Instant::now(), hasher: RandomState::default() }
    }

    /// The limits of a kind of call.
    pub(crate) fn limits(&self, api: &Api) -> [RateLimit; 2] {
        let (second, minute) = api.limits;
        [(second, SECOND), (minute, MINUTE)].map(|(count, period)| RateLimit { count: count * self.factor, period })
    }

    /// The limit of a receiver.
    pub(crate) fn limit_of(&self, key: ScheduleKey) -> RateLimit {
        let count = GROUPS.get(key.group).copied().unwrap_or(f64::INFINITY);
        RateLimit { count: count * self.factor, period: SECOND }
    }

    /// Goes into the line of a call. With `returns` it keeps its position after its turn has come.
    pub(crate) fn line<'a>(&'a self, api: &'a Api, key: Option<ScheduleKey>, returns: bool) -> InLine<'a> {
        let ticket = returns.then(|| self.schedule().ticket());
        InLine { budgets: self, api, key, ticket }
    }

    /// When a call left.
    pub(crate) fn moment(&self, departure: Departure) -> Instant {
        self.started + departure.at
    }

    /// The key in the schedule. Two keys that share a number by chance share a budget: slower, never too fast.
    pub(crate) fn key(&self, key: &Key<'_>) -> ScheduleKey {
        ScheduleKey { group: key.group(), id: self.hasher.hash_one(key) }
    }

    /// Lets no call of this kind leave for a while: the platform asked for it.
    pub(crate) fn pause(&self, api: &Api, wait: Duration) {
        self.schedule().pause(api.index, self.time(Instant::now()), wait);
    }

    /// Lets no call to this receiver leave for a while.
    pub(crate) fn pause_key(&self, key: ScheduleKey, wait: Duration) {
        self.schedule().pause_key(key, self.time(Instant::now()), wait);
    }

    /// A call was accepted: a pause that was asked for before it left is over.
    pub(crate) fn accepted(&self, api: &Api, departure: Departure) {
        self.schedule().resume(api.index, departure.at);
    }

    /// What a call is told that was let go, for the moment at which it is written.
    pub(crate) fn letting_go(
        self: &Arc<Self>,
        api: &'static Api,
        key: Option<ScheduleKey>,
        departure: Departure,
    ) -> LetGo {
        LetGo { budgets: Arc::clone(self), api, key, at: departure.at }
    }

    fn schedule(&self) -> MutexGuard<'_, Schedule> {
        self.schedule.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn time(&self, at: Instant) -> Duration {
        at.saturating_duration_since(self.started)
    }
}

/// A call that was let go and is not written yet.
#[derive(Debug)]
pub(crate) struct LetGo {
    budgets: Arc<Budgets>,
    api: &'static Api,
    key: Option<ScheduleKey>,
    at: Duration,
}

impl LetGo {
    /// It is written now. Where a thread has had no time for it for long, it counts at this moment too: else calls that
    /// were let go in several seconds and are written in one would leave room for as many again.
    pub(crate) fn is_written(&self) {
        let now = self.budgets.time(Instant::now());
        if now.saturating_sub(self.at) > LATE {
            self.budgets.schedule().leaves_late(self.api.index, self.key, now);
        }
    }
}

/// A call in its line; it leaves the line when it is dropped.
pub(crate) struct InLine<'a> {
    budgets: &'a Budgets,
    api: &'a Api,
    key: Option<ScheduleKey>,
    ticket: Option<u64>,
}

impl InLine<'_> {
    /// Waits until the call may leave, at most until `deadline`, or until `stop` says so, and gives its connection where
    /// their number is bounded.
    pub(crate) async fn turn(
        &mut self,
        deadline: Instant,
        stop: impl Fn() -> bool,
        connections: Option<&Arc<Semaphore>>,
    ) -> Result<(Departure, Option<OwnedSemaphorePermit>), NoRoom> {
        let budgets = self.budgets;
        loop {
            let connection = match connections {
                Some(connections) => {
                    // seldom bounded, so that a call keeps no room for it
                    let connection = Box::pin(Arc::clone(connections).acquire_owned());
                    match timeout_at(deadline, connection).await {
                        Ok(connection) => connection.ok(),
                        Err(_) => return Err(NoRoom { wait: None }),
                    }
                }
                None => None,
            };
            let now = Instant::now();
            let time = budgets.time(now);
            let turn = budgets.schedule().ask(self.api.index, self.key, self.ticket, time);
            match turn {
                Turn::Leave => return Ok((Departure { at: time, waited: Duration::ZERO }, connection)),
                Turn::Wait { ticket, at, paused } => {
                    self.ticket = Some(ticket);
                    // another call may have room meanwhile
                    drop(connection);
                    let wait = paused.map(|until| until.saturating_sub(time));
                    if now >= deadline || stop() || wait.is_some_and(|wait| now + wait >= deadline) {
                        return Err(NoRoom { wait });
                    }
                    sleep_until(deadline.min(budgets.started + at)).await;
                }
            }
        }
    }

    /// The processes of the app together leave no room: nobody asks until then.
    pub(crate) fn hold(&self, wait: Duration) {
        self.budgets.schedule().hold(self.api.index, self.budgets.time(Instant::now()) + wait);
    }

    /// As [`hold`](InLine::hold), for its receiver alone.
    pub(crate) fn hold_key(&self, wait: Duration) {
        if let Some(key) = self.key {
            self.budgets.schedule().hold_key(key, self.budgets.time(Instant::now()), wait);
        }
    }
}

impl Drop for InLine<'_> {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            self.budgets.schedule().cancel(ticket);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::sleep;

    async fn leave(budgets: &Budgets, receiver: &str, patience: Duration) -> Result<Departure, NoRoom> {
        let key = budgets.key(&Key::Receiver("open_id", receiver));
        let deadline = Instant::now() + patience;
        let (mut line, since) = (budgets.line(&api::SEND, Some(key), false), Instant::now());
        let (departure, _) = line.turn(deadline, || false, None).await?;
        Ok(Departure { waited: since.elapsed(), ..departure })
    }

    #[tokio::test(start_paused = true)]
    async fn many_tasks_leave_within_the_limits_and_none_is_forgotten() {
        let budgets = Arc::new(Budgets::new(1.0));
        let tasks: Vec<_> = (0..300_u64)
            .map(|i| {
                let budgets = Arc::clone(&budgets);
                let receiver = if i < 250 { format!("ou_{i}") } else { "ou_popular".to_owned() };
                tokio::spawn(async move {
                    leave(&budgets, &receiver, Duration::from_secs(3600)).await.unwrap();
                    (receiver == "ou_popular", Instant::now())
                })
            })
            .collect();
        let mut left = Vec::new();
        for task in tasks {
            left.push(task.await.unwrap());
        }
        let densest = |popular: bool| {
            let mut at: Vec<_> = left.iter().filter(|(p, _)| *p || !popular).map(|(_, at)| *at).collect();
            at.sort();
            at.iter().map(|from| at.iter().filter(|at| **at >= *from && **at < *from + SECOND).count()).max().unwrap()
        };
        assert!(densest(false) <= 50 && densest(true) <= 5, "{} {}", densest(false), densest(true));
    }

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_room_ends_at_the_deadline_and_a_pause_beyond_it_is_said_at_once() {
        let budgets = Budgets::new(1.0);
        while leave(&budgets, "ou_1", Duration::ZERO).await.is_ok() {}
        let since = Instant::now();
        let all: Vec<_> = (0..40).map(|_| leave(&budgets, "ou_1", Duration::from_secs(2))).collect();
        let ends = futures_util::future::join_all(all).await;
        assert_eq!(since.elapsed().as_secs(), 2);
        assert!(ends.iter().filter(|end| end.is_ok()).count() >= 7, "too few left");
        assert_eq!(ends.last().unwrap().unwrap_err(), NoRoom { wait: None });
        budgets.pause(&api::SEND, Duration::from_secs(9));
        let since = Instant::now();
        let refused = leave(&budgets, "ou_2", Duration::from_secs(5)).await.unwrap_err();
        assert_eq!((refused.wait, since.elapsed()), (Some(Duration::from_secs(9)), Duration::ZERO));
        // a pause that is prolonged while one waits for it is kept too
        let (left, ()) = tokio::join!(leave(&budgets, "ou_2", Duration::from_secs(30)), async {
            sleep(Duration::from_secs(8)).await;
            budgets.pause(&api::SEND, Duration::from_secs(5));
        });
        assert!(left.unwrap().waited >= Duration::from_secs(13));
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_that_nobody_polls_holds_nobody_up() {
        let budgets = Budgets::new(1.0);
        while leave(&budgets, "ou_1", Duration::ZERO).await.is_ok() {}
        let mut aside = std::pin::pin!(leave(&budgets, "ou_1", Duration::from_secs(100)));
        assert!(futures_util::poll!(aside.as_mut()).is_pending());
        let departure = leave(&budgets, "ou_1", Duration::from_secs(100)).await.unwrap();
        assert!(departure.waited < Duration::from_secs(1), "{departure:?}");
        aside.await.unwrap();
    }

    /// A call that waits for a connection is counted when it has it: however many leave when connections come free, no
    /// window holds more than the limit.
    #[tokio::test(start_paused = true)]
    async fn who_waits_for_a_connection_is_not_counted_before() {
        let (budgets, connections) = (Arc::new(Budgets::new(1.0)), Arc::new(Semaphore::new(20)));
        let hung = Arc::clone(&connections).acquire_many_owned(20).await.unwrap();
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let (budgets, connections) = (Arc::clone(&budgets), Arc::clone(&connections));
                tokio::spawn(async move {
                    let deadline = Instant::now() + Duration::from_secs(60);
                    let mut line = budgets.line(&api::SEND, None, false);
                    let (_, connection) = line.turn(deadline, || false, Some(&connections)).await.unwrap();
                    let left = Instant::now();
                    sleep(Duration::from_millis(30)).await;
                    drop(connection);
                    left
                })
            })
            .collect();
        // all of them would have had their turn by now
        sleep(Duration::from_secs(10)).await;
        drop(hung);
        let mut left = Vec::new();
        for task in tasks {
            left.push(task.await.unwrap());
        }
        left.sort();
        assert!(left.windows(51).all(|pair| pair[50] - pair[0] >= SECOND), "more than 50 in a second");
        assert!(left[99] - left[0] <= Duration::from_millis(2_800), "{:?}", left[99] - left[0]);
    }

    #[tokio::test(start_paused = true)]
    async fn streamed_text_has_no_limit_of_a_minute_unless_one_is_set() {
        let leave_for_a_minute = async |budgets: Budgets| {
            let (until, mut left) = (Instant::now() + MINUTE, 0);
            while budgets.line(&api::ELEMENT_CONTENT, None, false).turn(until, || false, None).await.is_ok() {
                left += 1;
            }
            left
        };
        assert!(leave_for_a_minute(Budgets::new(1.0)).await > 2000);
        assert!((800..=1000).contains(&leave_for_a_minute(Budgets::with_text_limit(1.0, Some(1000))).await));
    }

    #[test]
    fn every_factor_gives_budgets() {
        for factor in [0.0, 1e-9, 0.1, 0.5, 1.0, 3.7, 1e3, 1e9, f64::INFINITY, f64::NAN] {
            let _ = Budgets::new(factor);
        }
    }
}
