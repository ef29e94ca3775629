//! The access token: fetched once for all who wait, renewed ahead of its end, dropped when it is refused.
//!
//! [`TokenState`] decides, without clock, task or wait. A fetch runs in a task of its own, so that nothing depends on
//! whether the call that began it is polled; while a token is good, callers go on with it.

use super::access::BoxFuture;
use crate::client::{Error, secret::Secret};
use http::HeaderValue;
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::Notify,
    time::{Instant, sleep_until, timeout, timeout_at},
};

/// How long before its end a token is renewed. The platform gives a new one in the last 30 minutes;
/// the old one stays valid until its own end.
pub(crate) const AHEAD: Duration = Duration::from_secs(300);
/// How long no token is asked for after a fetch failed; twice as long after each further failure.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A fetch takes no longer. One that has not ended then runs where nobody polls: another is begun.
pub(crate) const FETCH_TAKES: Duration = Duration::from_secs(45);
/// A token that is refused again within this time, after it was fetched anew and came back the same, is bad.
const SAME_AGAIN: Duration = Duration::from_secs(60);

/// A token and how long it lives.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) value: Secret,
    pub(crate) lives: Duration,
}

impl Token {
    /// A tenant token (`t-…`) and how long it still lives. It is renewed ahead of its end. Blanks and line breaks
    /// around it, as files have them, are taken off.
    pub fn new(token: impl Into<String>, lives: Duration) -> Self {
        let token: String = token.into();
        // no token of the platform lives longer than 2 hours; a day keeps the sum with any moment in range
        Token { value: Secret(token.trim().to_owned()), lives: lives.min(Duration::from_secs(86_400)) }
    }

    /// The token itself, a secret: for a source that keeps it elsewhere.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.value.0
    }

    /// How long it still lives.
    #[must_use]
    pub fn lives(&self) -> Duration {
        self.lives
    }

    /// How long until it is time to renew it.
    pub(crate) fn keeps(&self) -> Duration {
        self.lives - AHEAD.min(self.lives / 2)
    }
}

/// A token in use; the number tells it from the one before, even if the platform gave the same again.
#[derive(Debug)]
pub(crate) struct HeldToken {
    pub(crate) value: Secret,
    /// The value of the header.
    pub(crate) bearer: HeaderValue,
    pub(crate) number: u64,
    renew: Instant,
    end: Instant,
}

/// What a caller is told that asks for a token.
#[derive(Debug)]
enum TokenAnswer {
    /// Here it is; `renew` tells the caller to begin a fetch beside.
    Use { held: Arc<HeldToken>, renew: bool },
    /// Begin a fetch, then ask again.
    Fetch,
    /// A fetch is under way.
    Wait,
    /// The last fetch failed in a way that may pass: the next is allowed then.
    Pause { until: Instant, error: Arc<Error> },
    /// There is none to be had.
    Fail(Arc<Error>),
}

/// The token of one app and tenant, and what is known about getting it.
#[derive(Debug, Default)]
struct TokenState {
    held: Option<Arc<HeldToken>>,
    /// When the fetch under way began.
    fetching: Option<Instant>,
    /// How many fetches have ended, and tokens were refused: the number of the last event.
    number: u64,
    failed: Option<FailedFetch>,
    /// Failures since the last success.
    failures: u32,
    /// The last token that was refused, and when.
    refused: Option<(Secret, Instant)>,
}

#[derive(Debug)]
struct FailedFetch {
    number: u64,
    error: Arc<Error>,
    until: Instant,
    passing: bool,
}

impl TokenState {
    /// `began` is [`TokenState::number`] when the caller first asked.
    fn ask(&mut self, now: Instant, began: u64) -> TokenAnswer {
        let fetching = self.fetching.is_some_and(|since| now < since + FETCH_TAKES);
        let paused = self.failed.as_ref().is_some_and(|failed| now < failed.until);
        // one that came after the caller began to wait is used, however short its life
        if let Some(held) = self.held.as_ref().filter(|held| now < held.end || held.number > began) {
            let renew = now >= held.renew && !fetching && !paused;
            return TokenAnswer::Use { held: Arc::clone(held), renew };
        }
        if fetching {
            return TokenAnswer::Wait;
        }
        match &self.failed {
            Some(failed) if failed.passing && paused => {
                TokenAnswer::Pause { until: failed.until, error: Arc::clone(&failed.error) }
            }
            // whoever waited for the fetch shares its failure, and whoever comes right after it
            Some(failed) if !failed.passing && (paused || failed.number > began) => {
                TokenAnswer::Fail(Arc::clone(&failed.error))
            }
            _ => TokenAnswer::Fetch,
        }
    }

    /// A fetch that was asked for at `asked` has ended.
    fn fetched(&mut self, result: Result<Token, Error>, asked: Instant, now: Instant) {
        self.fetching = None;
        match result.and_then(|token| Ok((bearer(&token.value)?, token))) {
            Ok((bearer, token)) => {
                self.number += 1;
                // counted from the moment the request left, so that the end is never later than the platform's
                let (renew, end) = (asked + token.keeps(), asked + token.lives);
                let held = HeldToken { value: token.value, bearer, number: self.number, renew, end };
                self.held = Some(Arc::new(held));
                self.failed = None;
                self.failures = 0;
            }
            Err(error) => self.fail(Arc::new(error), now),
        }
    }

    /// The platform does not accept this token any more.
    fn refused(&mut self, number: u64, error: &Error, now: Instant) {
        let Some(held) = self.held.take_if(|held| held.number == number) else { return };
        let again = self.refused.as_ref().is_some_and(|(value, at)| *value == held.value && now < *at + SAME_AGAIN);
        if again && let Some(refusal) = error.refusal() {
            // the same was fetched anew and refused again: asking for it once more is of no use for a while
            self.fail(Arc::new(Error::Platform(Box::new(refusal.clone()))), now);
        }
        self.refused = Some((held.value.clone(), now));
    }

    fn fail(&mut self, error: Arc<Error>, now: Instant) {
        self.number += 1;
        let pause = FIRST_PAUSE.saturating_mul(1 << self.failures.min(6)).min(LONGEST_PAUSE);
        self.failures = self.failures.saturating_add(1);
        // a ticket may come at any moment
        let pause = if matches!(*error, Error::NoTicket) { Duration::ZERO } else { pause };
        let passing = error.is_retryable() && !matches!(*error, Error::NoTicket);
        self.failed = Some(FailedFetch { number: self.number, error, until: now + pause, passing });
    }
}

fn bearer(token: &Secret) -> Result<HeaderValue, Error> {
    let value = Some(&token.0).filter(|token| !token.is_empty());
    let value = value.and_then(|token| HeaderValue::try_from(format!("Bearer {token}")).ok());
    let mut value = value
        .ok_or_else(|| Error::Request("the token is empty or has characters that no header can carry".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The token of one client, shared by its clones.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    state: Mutex<TokenState>,
    ended: Notify,
    /// Whether a token was refused since one was accepted.
    suspect: AtomicBool,
}

impl Tokens {
    /// The token that is held, while nothing is to be done about it: most of the time.
    pub(crate) fn held(&self, now: Instant) -> Option<Arc<HeldToken>> {
        self.state().held.as_ref().filter(|held| now < held.renew).map(Arc::clone)
    }

    /// A token that is valid now, from the cache or by `fetch`. However many wait, one fetch runs.
    pub(crate) async fn get(
        self: &Arc<Self>,
        deadline: Instant,
        fetch: impl Fn() -> BoxFuture<'static, Result<Token, Error>>,
    ) -> Result<Arc<HeldToken>, Arc<Error>> {
        let began = self.state().number;
        loop {
            // made before it is asked, so that no end of a fetch is missed
            let ended = self.ended.notified();
            let now = Instant::now();
            let answer = {
                let mut state = self.state();
                let answer = state.ask(now, began);
                if matches!(answer, TokenAnswer::Fetch | TokenAnswer::Use { renew: true, .. }) {
                    state.fetching = Some(now);
                }
                answer
            };
            match answer {
                TokenAnswer::Use { held, renew } => {
                    if renew {
                        // a failure to begin it is found by those who have no token
                        let _ = self.begin(now, fetch());
                    }
                    return Ok(held);
                }
                TokenAnswer::Fetch => self.begin(now, fetch()).map_err(Arc::new)?,
                TokenAnswer::Wait => {}
                TokenAnswer::Fail(error) => return Err(error),
                TokenAnswer::Pause { until, error } if until >= deadline => return Err(error),
                TokenAnswer::Pause { until, .. } => {
                    sleep_until(until).await;
                    continue;
                }
            }
            let lost = now + FETCH_TAKES;
            if timeout_at(deadline.min(lost), ended).await.is_err() && Instant::now() >= deadline {
                let after = deadline.saturating_duration_since(now);
                return Err(Arc::new(Error::Timeout { after }));
            }
        }
    }

    /// The platform accepted a token: what was refused before is not bad.
    pub(crate) fn accepted(&self, number: u64) {
        if self.suspect.load(Ordering::Relaxed) {
            let mut state = self.state();
            if state.held.as_ref().is_some_and(|held| held.number == number) {
                state.refused = None;
                self.suspect.store(false, Ordering::Relaxed);
            }
        }
    }

    /// Forgets a token that was refused, unless a newer one has come meanwhile.
    pub(crate) fn refused(&self, number: u64, error: &Error) {
        self.suspect.store(true, Ordering::Relaxed);
        self.state().refused(number, error, Instant::now());
    }

    /// The last token that was refused since one was accepted, a secret.
    pub(crate) fn last_refused(&self) -> Option<String> {
        self.state().refused.as_ref().map(|(token, _)| token.0.clone())
    }

    /// Runs a fetch in a task of its own.
    fn begin(self: &Arc<Self>, asked: Instant, fetch: BoxFuture<'static, Result<Token, Error>>) -> Result<(), Error> {
        let end = EndOfFetch { tokens: Arc::clone(self), result: None, asked };
        let runtime = Handle::try_current().map_err(|_| no_runtime())?;
        runtime.spawn(async move {
            // the whole of it lives in the task, and is dropped with it
            let mut end = end;
            let result = timeout(FETCH_TAKES, fetch).await;
            end.result = Some(result.unwrap_or(Err(Error::Timeout { after: FETCH_TAKES })));
        });
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, TokenState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call was made outside of a runtime.
pub(crate) fn no_runtime() -> Error {
    Error::Setup(
        "calls need a tokio runtime: await them in one, or use `Blocking` in programs without async".to_owned(),
    )
}

/// Notes the end of a fetch, also of one that panicked or whose runtime was shut down.
struct EndOfFetch {
    tokens: Arc<Tokens>,
    result: Option<Result<Token, Error>>,
    asked: Instant,
}

impl Drop for EndOfFetch {
    fn drop(&mut self) {
        let mut state = self.tokens.state();
        match self.result.take() {
            Some(result) => state.fetched(result, self.asked, Instant::now()),
            // whoever waits for it begins another
            None if state.fetching == Some(self.asked) => state.fetching = None,
            None => {}
        }
        drop(state);
        self.tokens.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use tokio::time::sleep;

    const HOUR: Duration = Duration::from_secs(3600);

    /// A source that counts, takes a second, and fails while told so.
    #[derive(Default)]
    struct Source {
        asked: AtomicUsize,
        fails: AtomicBool,
        hangs: AtomicBool,
    }

    impl Source {
        fn fetch(self: &Arc<Self>) -> BoxFuture<'static, Result<Token, Error>> {
            let source = Arc::clone(self);
            Box::pin(async move {
                let number = source.asked.fetch_add(1, Ordering::SeqCst) + 1;
                if source.hangs.load(Ordering::SeqCst) {
                    std::future::pending::<()>().await;
                }
                sleep(Duration::from_secs(1)).await;
                match source.fails.load(Ordering::SeqCst) {
                    true => Err(Error::Timeout { after: Duration::from_secs(1) }),
                    false => Ok(Token::new(format!("t-{number}"), 2 * HOUR)),
                }
            })
        }

        fn asked(&self) -> usize {
            self.asked.load(Ordering::SeqCst)
        }
    }

    fn world() -> (Arc<Tokens>, Arc<Source>) {
        Default::default()
    }

    async fn get(tokens: &Arc<Tokens>, source: &Arc<Source>, patience: u64) -> Result<Arc<HeldToken>, Arc<Error>> {
        tokens.get(Instant::now() + Duration::from_secs(patience), || source.fetch()).await
    }

    async fn token(tokens: &Arc<Tokens>, source: &Arc<Source>) -> String {
        get(tokens, source, 100).await.unwrap().value.0.clone()
    }

    #[tokio::test(start_paused = true)]
    async fn it_is_renewed_ahead_of_its_end_and_nobody_waits_for_that() {
        let (tokens, source) = world();
        assert_eq!(token(&tokens, &source).await, "t-1");
        sleep(2 * HOUR - AHEAD - Duration::from_secs(5)).await;
        assert_eq!(token(&tokens, &source).await, "t-1");
        assert_eq!(source.asked(), 1);
        sleep(Duration::from_secs(10)).await;
        let started = Instant::now();
        for _ in 0..10 {
            assert_eq!(token(&tokens, &source).await, "t-1");
        }
        assert_eq!(started.elapsed(), Duration::ZERO, "somebody waited for the renewal");
        sleep(Duration::from_secs(2)).await;
        assert_eq!(token(&tokens, &source).await, "t-2");
        assert_eq!(source.asked(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_renewal_that_hangs_or_fails_hurts_nobody_while_the_token_is_good() {
        let (tokens, source) = world();
        token(&tokens, &source).await;
        source.hangs.store(true, Ordering::SeqCst);
        sleep(2 * HOUR - AHEAD).await;
        for _ in 0..100 {
            assert_eq!(token(&tokens, &source).await, "t-1");
            sleep(Duration::from_secs(1)).await;
        }
        assert!(source.asked() <= 6, "{} fetches in 100 s", source.asked());
        source.hangs.store(false, Ordering::SeqCst);
        sleep(Duration::from_secs(100)).await;
        token(&tokens, &source).await;
        sleep(Duration::from_secs(2)).await;
        assert_ne!(token(&tokens, &source).await, "t-1", "it is renewed as soon as that works again");
    }

    #[tokio::test(start_paused = true)]
    async fn a_failing_endpoint_is_asked_ever_less_often_however_many_wait() {
        let (tokens, source) = world();
        source.fails.store(true, Ordering::SeqCst);
        for _ in 0..300 {
            let waiting: Vec<_> = (0..10).map(|_| get(&tokens, &source, 2)).collect();
            assert!(futures_util::future::join_all(waiting).await.iter().all(Result::is_err));
        }
        assert!(source.asked() <= 20, "{} requests in 10 minutes", source.asked());
        source.fails.store(false, Ordering::SeqCst);
        let number = source.asked() + 1;
        assert_eq!(token(&tokens, &source).await, format!("t-{number}"), "who has time waits the pause out");
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_set_aside_while_it_fetches_delays_nobody() {
        let (tokens, source) = world();
        let mut aside = std::pin::pin!(get(&tokens, &source, 100));
        assert!(futures_util::poll!(aside.as_mut()).is_pending());
        assert_eq!(token(&tokens, &source).await, "t-1");
        assert_eq!(source.asked(), 1);
        assert_eq!(aside.await.unwrap().value.0, "t-1");
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_token_is_dropped_once() {
        let (tokens, source) = world();
        let error = Error::Timeout { after: HOUR };
        let first = get(&tokens, &source, 100).await.unwrap();
        tokens.refused(first.number, &error);
        assert_eq!(token(&tokens, &source).await, "t-2");
        tokens.refused(first.number, &error);
        assert_eq!(token(&tokens, &source).await, "t-2", "a newer one was dropped");
    }

    #[tokio::test(start_paused = true)]
    async fn a_life_of_nothing_is_used_once() {
        let tokens = Arc::new(Tokens::default());
        for _ in 0..3 {
            let deadline = Instant::now() + HOUR;
            let fetch = || -> BoxFuture<'static, _> { Box::pin(async { Ok(Token::new("t-1", Duration::ZERO)) }) };
            assert_eq!(tokens.get(deadline, fetch).await.unwrap().value.0, "t-1");
        }
    }
}
