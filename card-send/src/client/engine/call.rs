//! A call from beginning to end: token, its turn in the limits, attempts, waits, deadline, and what is known at its
//! end.

use super::{
    access::Access,
    answer::Envelope,
    api::Api,
    attempt::{Attempt, OnAttempt},
    budget::{Budgets, Departure, Key},
    exchange::{Failure, Request},
    last_failure::LastFailure,
    leave::{Leaving, Left, Stayed},
    looked::OneThread,
    options::CallOptions,
    order::Order,
    retry::{Attempts, LIMIT_PAUSE, Next, RetryBudget, with_jitter},
    running::Running,
    schedule::ScheduleKey,
    shared::SharedLimits,
    token::{HeldToken, no_runtime},
};
use crate::client::{Error, secret::Secret};
use bytes::Bytes;
use http::HeaderValue;
use reqwest::Url;
use std::{pin::pin, sync::Arc, time::Duration};
use tokio::{
    sync::Semaphore,
    time::{Instant, sleep, timeout_at},
};
use tracing::{Instrument, field};

/// In place of a deadline for a call that has none.
pub(crate) const NEVER: Duration = Duration::from_secs(10 * 365 * 86_400);
/// How often a call without a deadline looks for a token that could not be had.
const TOKEN_AGAIN: Duration = Duration::from_secs(1);
/// No attempt is repeated with less time left: it would end unheard.
const LEAST_TIME: Duration = Duration::from_millis(100);
/// The code that says that one receiver or message gets too much, not that this call is made too often. Of a card entity
/// no page says which of its limits is meant: there it counts for all calls of the kind, as any other limit.
const RECEIVER_LIMITED: i64 = 230_020;

/// A call, complete but for the token. It is put together where it stays: it is large, and moved with each step otherwise.
pub(crate) struct Call<'a> {
    pub(crate) request: Request,
    uuid: Option<&'a str>,
    key: Option<Key<'a>>,
    /// Is told before the first attempt leaves, and may keep it from leaving.
    leaves: Option<Leaves>,
    /// Where a failure of an attempt is noted for others.
    failures: Option<&'a LastFailure>,
    /// Its turn, where that was waited for before it was written.
    turn: Option<Departure>,
    options: CallOptions,
}

/// What is done before the first attempt leaves.
pub(crate) type Leaves = Arc<dyn Fn(&str) -> Result<(), Error> + Send + Sync>;

impl<'a> Call<'a> {
    /// With what was set for this call.
    pub(crate) fn new(api: &'static Api, url: impl Into<Arc<Url>>, mut options: CallOptions) -> Self {
        let headers = std::mem::take(&mut options.headers);
        let request = Request { api, url: url.into(), content_type: None, body: None, headers, secrets: Vec::new() };
        Call { request, uuid: None, key: None, leaves: None, failures: None, turn: None, options }
    }

    pub(crate) fn url(&self) -> &str {
        self.request.url.as_str()
    }

    pub(crate) fn body(&mut self, body: Bytes) -> &mut Self {
        self.request.body = Some(body);
        self
    }

    pub(crate) fn content_type(&mut self, content_type: HeaderValue) -> &mut Self {
        self.request.content_type = Some(Box::new(content_type));
        self
    }

    pub(crate) fn uuid(&mut self, uuid: &'a str) -> &mut Self {
        self.uuid = Some(uuid);
        self
    }

    /// What the call counts for besides itself.
    pub(crate) fn key(&mut self, key: Key<'a>) -> &mut Self {
        self.key = Some(key);
        self
    }

    /// What is done before the first attempt leaves, with the `uuid`.
    pub(crate) fn leaves(&mut self, leaves: Option<Leaves>) -> &mut Self {
        self.leaves = leaves;
        self
    }

    /// Where a failure of an attempt is noted for others.
    pub(crate) fn failures(&mut self, failures: &'a LastFailure) -> &mut Self {
        self.failures = Some(failures);
        self
    }

    /// Its first attempt has its turn already.
    pub(crate) fn turn(&mut self, turn: Option<Departure>) -> &mut Self {
        self.turn = turn;
        self
    }

    /// A text of the request that must never show.
    pub(crate) fn secret(&mut self, secret: &str) -> &mut Self {
        self.request.secrets.push(Secret(secret.to_owned()));
        self
    }

    pub(crate) fn attempts(&mut self, attempts: u32) -> &mut Self {
        self.options.attempts = Some(attempts);
        self
    }

    pub(crate) fn deadline(&mut self, deadline: Duration) -> &mut Self {
        self.options.deadline = Some(deadline);
        self
    }
}

/// What makes calls: connections, times, budgets.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) http: reqwest::Client,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) attempts: Option<u32>,
    pub(crate) budgets: Arc<Budgets>,
    pub(crate) retries: RetryBudget,
    pub(crate) order: Order,
    pub(crate) running: Running,
    pub(crate) on_attempt: OnAttempt,
    /// The limits of all processes of the app, if they share them.
    pub(crate) limiter: Option<SharedLimits>,
    /// One permit for each connection, if their number is bounded.
    pub(crate) connections: Option<Arc<Semaphore>>,
}

impl Engine {
    /// Makes a call; `read` takes the result out of the answer. Without `access` no token is sent. A call of a stream leaves
    /// also after the others were told to end.
    // the future of a call is in three pieces on the heap: an allocator gives and takes small ones faster than a large one
    pub(crate) fn call<T>(
        self: &Arc<Self>,
        call: &Call<'_>,
        of_stream: bool,
        access: Option<&Arc<Access>>,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> impl Future<Output = Result<T, Error>> {
        Box::pin(async move {
            let span = tracing::debug_span!(
                "feishu_call",
                call = call.request.api.name,
                uuid = call.uuid,
                bytes = call.request.body.as_ref().map(Bytes::len),
                attempts = field::Empty,
                token_wait_ms = field::Empty,
                limit_wait_ms = field::Empty,
            );
            call.options.check()?;
            let runtime = OneThread::current().ok_or_else(no_runtime)?;
            let now = Instant::now();
            let mut under_way = UnderWay::new(self, call, of_stream, runtime, now);
            let _running = self.running.begin(under_way.deadline, of_stream)?;
            let result = {
                // what is instrumented is moved, and this is large
                let run = pin!(under_way.run(now, access, read));
                if span.is_disabled() {
                    return run.await;
                }
                run.instrument(span.clone()).await
            };
            span.record("attempts", under_way.attempts.count);
            span.record("token_wait_ms", under_way.token_wait.as_millis() as u64);
            span.record("limit_wait_ms", under_way.limit_wait.as_millis() as u64);
            result
        })
    }
}

/// A call under way.
struct UnderWay<'a> {
    engine: &'a Arc<Engine>,
    call: &'a Call<'a>,
    of_stream: bool,
    runtime: OneThread,
    key: Option<ScheduleKey>,
    patience: Duration,
    deadline: Instant,
    attempts: Attempts<'a>,
    /// How long it waited for tokens, and for room in the limits.
    token_wait: Duration,
    limit_wait: Duration,
}

/// An attempt that failed, and what is reported of it.
struct FailedAttempt<'a> {
    failure: Failure,
    report: Attempt<'a>,
}

impl<'a> UnderWay<'a> {
    fn new(engine: &'a Arc<Engine>, call: &'a Call<'a>, of_stream: bool, runtime: OneThread, now: Instant) -> Self {
        let options = &call.options;
        let patience = options.deadline.unwrap_or(if options.patient { NEVER } else { engine.deadline });
        let attempts = options.attempts.or(engine.attempts);
        UnderWay {
            engine,
            call,
            of_stream,
            runtime,
            key: call.key.as_ref().map(|key| engine.budgets.key(key)),
            patience,
            deadline: now + patience.min(NEVER),
            attempts: Attempts::new(call.request.api, &engine.retries, attempts, options.patient),
            token_wait: Duration::ZERO,
            limit_wait: Duration::ZERO,
        }
    }

    /// From `now` on.
    async fn run<T>(
        &mut self,
        mut now: Instant,
        access: Option<&Arc<Access>>,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> Result<T, Error> {
        let (mut order, mut turn) = (None, self.call.turn);
        loop {
            // the token first: a wait for it must not use up a place in the limits
            let (mut token, mut token_wait) = (None, Duration::ZERO);
            if let Some(access) = access {
                token = access.held_token(now);
                if token.is_none() {
                    token = match Box::pin(self.token(access)).await {
                        Ok(token) => Some(token),
                        Err(cause) => return Err(self.end(Error::Token(cause))),
                    };
                    token_wait = now.elapsed();
                }
            }
            let left = Box::pin(self.leave(token.as_ref(), now + token_wait, order, turn.take())).await;
            let left = left.map_err(|stayed| match stayed {
                Stayed::NoRoom(no_room) => self.end(Error::Busy { wait: no_room.wait }),
                Stayed::Kept(error) => self.end(error),
            })?;
            let number = *order.get_or_insert(left.order);
            let failed = match self.ended(left, token_wait, access.zip(token.as_ref()), &read) {
                Ok(result) => return Ok(result),
                Err(failed) => failed,
            };
            // seldom, so that a call keeps no room for it
            Box::pin(self.wait_to_repeat(*failed, access.is_some(), number)).await?;
            now = Instant::now();
        }
    }

    /// Makes the next attempt when its turn has come.
    fn leave(
        &self,
        token: Option<&Arc<HeldToken>>,
        since: Instant,
        order: Option<u64>,
        turn: Option<Departure>,
    ) -> impl Future<Output = Result<Left, Stayed>> {
        let (engine, call) = (self.engine, self.call);
        let first = self.attempts.count == 0;
        let leaves = call.leaves.clone().filter(|_| first);
        let leaving = Leaving {
            runtime: self.runtime,
            since,
            key: self.key,
            receiver: call.key.as_ref().filter(|_| engine.limiter.is_some()).map(ToString::to_string),
            deadline: self.deadline,
            least: if first { Duration::ZERO } else { LEAST_TIME },
            timeout: call.options.timeout.unwrap_or(engine.timeout),
            stops: call.options.patient,
            of_stream: self.of_stream,
            order,
            leaves: leaves.map(|leaves| (leaves, call.uuid.unwrap_or_default().to_owned())),
            turn,
        };
        async move {
            match engine.connections {
                None => engine.leave(&call.request, token.map(|token| &**token), &leaving).await,
                Some(_) => engine.leave_in_task(&call.request, token, leaving).await,
            }
        }
    }

    /// An attempt has ended: with the result of the call, or not.
    fn ended<T>(
        &mut self,
        left: Left,
        token_wait: Duration,
        access: Option<(&Arc<Access>, &Arc<HeldToken>)>,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> Result<T, Box<FailedAttempt<'a>>> {
        let (engine, call) = (self.engine, self.call);
        let api = call.request.api;
        let Left { departure, at, result, .. } = left;
        self.token_wait += token_wait;
        self.limit_wait += departure.waited;
        self.attempts.left(at);
        let report = Attempt {
            call: api.name,
            number: self.attempts.count,
            uuid: call.uuid,
            token_wait,
            limit_wait: departure.waited,
            took: engine.on_attempt.time_since(at.0),
            bytes: call.request.body.as_ref().map_or(0, Bytes::len),
            error: None,
            retry_in: None,
        };
        let failure = match result {
            Ok(mut envelope) => match read(&mut envelope) {
                Some(result) => {
                    tracing::debug!(attempts = self.attempts.count, "done");
                    engine.budgets.accepted(api, departure);
                    if let Some((access, token)) = access {
                        access.accepted(token);
                    }
                    self.attempts.succeeded();
                    engine.on_attempt.tell(&report);
                    return Ok(result);
                }
                None => incomplete(&envelope),
            },
            Err(failure) => failure,
        };
        self.failed(failure, report, access, read)
    }

    /// An attempt has failed, or what failed says that an earlier one did not.
    #[cold]
    fn failed<T>(
        &mut self,
        failure: Failure,
        report: Attempt<'a>,
        access: Option<(&Arc<Access>, &Arc<HeldToken>)>,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> Result<T, Box<FailedAttempt<'a>>> {
        if self.attempts.took_effect(&failure.error)
            && let Some(result) = read(&mut Envelope::empty())
        {
            self.engine.on_attempt.tell(&report);
            return Ok(result);
        }
        if failure.next == Next::Token
            && let Some((access, token)) = access
        {
            access.refused(token, &failure.error);
        }
        Err(Box::new(FailedAttempt { failure, report }))
    }

    /// Waits until the next attempt may be made after one that failed. The error of the call, if none may follow.
    async fn wait_to_repeat(
        &mut self,
        FailedAttempt { failure, report }: FailedAttempt<'_>,
        has_token: bool,
        order: u64,
    ) -> Result<(), Error> {
        let (engine, call) = (self.engine, self.call);
        let (api, uuid) = (call.request.api, call.uuid);
        if let Some(wait) = self.pause_of_all(&failure) {
            let of_card = matches!(call.key, Some(Key::Card(_)));
            let key = self.key.filter(|_| !of_card && failure.error.code() == Some(RECEIVER_LIMITED));
            match key {
                Some(key) => engine.budgets.pause_key(key, wait),
                None => engine.budgets.pause(api, wait),
            }
            if let Some(limiter) = &engine.limiter {
                let told = limiter.pause(&engine.budgets, api, call.key.as_ref().zip(key), wait);
                let _ = timeout_at(self.deadline, told).await;
            }
        }
        if let Some(failures) = call.failures {
            failures.note(&failure.error);
        }
        let pause = self.pause(has_token, &failure);
        engine.on_attempt.tell(&Attempt { error: Some(&failure.error), retry_in: pause, ..report });
        let Some(pause) = pause else { return Err(self.end(failure.error)) };
        if !engine.order.is_last(api, self.key, order) {
            return Err(self.attempts.overtaken(failure.error, uuid));
        }
        tracing::warn!(attempt = self.attempts.count, ?pause, error = %failure.error, "repeated after a pause");
        self.attempts.last = Some(failure.error);
        sleep(pause).await;
        if !engine.order.is_last(api, self.key, order) {
            let error = self.attempts.last.take().unwrap_or(Error::Busy { wait: None });
            return Err(self.attempts.overtaken(error, uuid));
        }
        Ok(())
    }

    /// The error of the call, after no attempt or the last one.
    #[cold]
    fn end(&mut self, error: Error) -> Error {
        self.attempts.end(error, self.call.uuid)
    }

    /// How long others wait because of this failure: as long as the platform said. Where it named no time, the calls of
    /// streams wait nevertheless: each makes one attempt and has newer text by the next, so thousands would go on
    /// finding out for themselves, one refusal each, that the app is over its limit.
    fn pause_of_all(&self, failure: &Failure) -> Option<Duration> {
        match failure.next {
            Next::Repeat(None) if self.of_stream && failure.is_limit() => Some(with_jitter(LIMIT_PAUSE)),
            Next::Repeat(wait) => wait,
            _ => None,
        }
    }

    /// A token; a patient call waits for one as long as that may help.
    async fn token(&self, access: &Arc<Access>) -> Result<Arc<HeldToken>, Arc<Error>> {
        loop {
            let cause = match access.token(self.deadline).await {
                Ok(token) => return Ok(token),
                Err(cause) => cause,
            };
            let ends = !self.call.options.patient
                || !cause.is_retryable()
                || matches!(*cause, Error::NoTicket)
                || self.engine.running.is_closed(self.of_stream)
                || Instant::now() + TOKEN_AGAIN >= self.deadline;
            if ends {
                return match *cause {
                    Error::Timeout { .. } => Err(Arc::new(Error::Timeout { after: self.patience })),
                    _ => Err(cause),
                };
            }
            sleep(TOKEN_AGAIN).await;
        }
    }

    /// How long to wait before the next attempt; `None` if none may follow.
    fn pause(&mut self, has_token: bool, failure: &Failure) -> Option<Duration> {
        // without a token of ours there is none to replace
        if failure.next == Next::Token && !has_token {
            return None;
        }
        let pause = self.attempts.pause(failure)?;
        let comes = Instant::now() + pause;
        (comes + LEAST_TIME < self.deadline && !self.attempts.is_too_late(pause)).then_some(pause)
    }
}

/// Code 0, but without what it must hold: a repetition under the same key gets it, if anything does.
#[cold]
fn incomplete(envelope: &Envelope) -> Failure {
    let problem = "code 0, but the result is missing".to_owned();
    let error = Error::Answer { status: envelope.status, problem, log_id: envelope.log_id() };
    Failure { error, next: Next::Unclear }
}
