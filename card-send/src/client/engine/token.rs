//! The access token: fetched once for all who wait, renewed ahead of its end, dropped when it is refused.

use crate::client::{Error, secret::Secret};
use http::HeaderValue;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;

/// How long before its end a token is renewed. The platform gives a new one in the last 30 minutes;
/// the old one stays valid until its own end.
const AHEAD: Duration = Duration::from_secs(300);
/// How long a failed renewal ahead of time is left alone.
const PAUSE: Duration = Duration::from_secs(10);

/// A token and how long it lives.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) value: Secret,
    pub(crate) lives: Duration,
}

impl Token {
    /// A tenant token (`t-…`) and how long it still lives. It is renewed ahead of its end.
    pub fn new(token: impl Into<String>, lives: Duration) -> Self {
        // no token of the platform lives longer than 2 hours; a day keeps the sum with any moment in range
        Token { value: Secret(token.into()), lives: lives.min(Duration::from_secs(86_400)) }
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
}

/// A token in use; the number tells it from the one before, even if the platform gave the same again.
#[derive(Clone, Debug)]
pub(crate) struct HeldToken {
    pub(crate) value: Secret,
    /// The value of the header; `None` if no header can carry the token.
    pub(crate) bearer: Option<HeaderValue>,
    pub(crate) number: u64,
    renew: Instant,
    end: Instant,
}

/// The token of one client, shared by its clones.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    held: Mutex<Option<HeldToken>>,
    /// HeldToken by the one who fetches; whoever waits for it finds the result.
    fetching: tokio::sync::Mutex<Fetched>,
    numbers: AtomicU64,
}

/// The last fetch: how many there were, and how the last one failed.
#[derive(Debug, Default)]
struct Fetched {
    failed: Option<(u64, Arc<Error>)>,
    pause: Option<Instant>,
}

impl Tokens {
    /// A token that is valid now, from the cache or from `fetch`.
    ///
    /// However many wait, one fetches. Who is dropped while fetching leaves it to the next in line.
    pub(crate) async fn get<F>(&self, fetch: impl Fn() -> F) -> Result<HeldToken, Arc<Error>>
    where
        F: Future<Output = Result<Token, Error>>,
    {
        match self.held() {
            Some(held) if Instant::now() < held.renew => return Ok(held),
            // still good: one renews it ahead of time, the others go on with it
            Some(held) => match self.fetching.try_lock() {
                Ok(mut fetched) => {
                    // it may have been renewed since it was looked at
                    let held = self.held().unwrap_or(held);
                    return Ok(if Instant::now() < held.renew {
                        held
                    } else {
                        self.renew(held, &mut fetched, fetch).await
                    });
                }
                Err(_) => return Ok(held),
            },
            None => {}
        }
        let before = self.numbers.load(Ordering::Acquire);
        let mut fetched = self.fetching.lock().await;
        if let Some(held) = self.held() {
            return Ok(held);
        }
        // who fetched while this one waited failed: so does this one
        if let Some((number, error)) = &fetched.failed
            && *number > before
        {
            return Err(error.clone());
        }
        self.fetch(&mut fetched, fetch).await
    }

    /// Forgets a token that was refused, unless a newer one has come meanwhile.
    pub(crate) fn refused(&self, number: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.take_if(|held| held.number == number);
    }

    async fn renew<F>(&self, held: HeldToken, fetched: &mut Fetched, fetch: impl Fn() -> F) -> HeldToken
    where
        F: Future<Output = Result<Token, Error>>,
    {
        let now = Instant::now();
        if fetched.pause.is_some_and(|until| now < until) {
            return held;
        }
        fetched.pause = Some(now + PAUSE);
        match self.fetch(fetched, fetch).await {
            Ok(new) => {
                fetched.pause = None;
                new
            }
            Err(_) => held,
        }
    }

    async fn fetch<F>(&self, fetched: &mut Fetched, fetch: impl Fn() -> F) -> Result<HeldToken, Arc<Error>>
    where
        F: Future<Output = Result<Token, Error>>,
    {
        // counted from the moment the request left, so that the end is never later than the platform's
        let asked = Instant::now();
        let result = fetch().await;
        let number = self.numbers.fetch_add(1, Ordering::AcqRel) + 1;
        match result {
            Ok(token) => {
                let ahead = AHEAD.min(token.lives / 2);
                let bearer = bearer(&token.value);
                let held = HeldToken {
                    bearer,
                    value: token.value,
                    number,
                    renew: asked + (token.lives - ahead),
                    end: asked + token.lives,
                };
                *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held.clone());
                Ok(held)
            }
            Err(error) => {
                let error = Arc::new(error);
                fetched.failed = Some((number, error.clone()));
                Err(error)
            }
        }
    }

    fn held(&self) -> Option<HeldToken> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.clone().filter(|held| Instant::now() < held.end)
    }
}

fn bearer(token: &Secret) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(format!("Bearer {}", token.0)).ok()?;
    value.set_sensitive(true);
    Some(value)
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
        fails: std::sync::atomic::AtomicBool,
    }

    impl Source {
        async fn fetch(&self) -> Result<Token, Error> {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            sleep(Duration::from_secs(1)).await;
            match self.fails.load(Ordering::SeqCst) {
                true => Err(Error::other("no")),
                false => Ok(Token::new(format!("t-{number}"), 2 * HOUR)),
            }
        }

        fn asked(&self) -> usize {
            self.asked.load(Ordering::SeqCst)
        }
    }

    async fn token(tokens: &Tokens, source: &Source) -> String {
        tokens.get(|| source.fetch()).await.unwrap().value.0
    }

    #[tokio::test(start_paused = true)]
    async fn it_is_renewed_ahead_of_its_end_by_one_while_the_others_go_on() {
        let (tokens, source) = (Tokens::default(), Source::default());
        assert_eq!(token(&tokens, &source).await, "t-1");
        sleep(2 * HOUR - AHEAD - Duration::from_secs(5)).await;
        assert_eq!(token(&tokens, &source).await, "t-1");
        sleep(Duration::from_secs(10)).await;
        let started = Instant::now();
        let (a, b) = tokio::join!(token(&tokens, &source), async {
            let token = token(&tokens, &source).await;
            assert_eq!(started.elapsed(), Duration::ZERO, "it waited for the renewal");
            token
        });
        assert_eq!((a.as_str(), b.as_str()), ("t-2", "t-1"));
        assert_eq!(source.asked(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_failed_renewal_ahead_of_time_hurts_nobody() {
        let (tokens, source) = (Tokens::default(), Source::default());
        token(&tokens, &source).await;
        source.fails.store(true, Ordering::SeqCst);
        sleep(2 * HOUR - AHEAD).await;
        for _ in 0..100 {
            assert_eq!(token(&tokens, &source).await, "t-1");
        }
        assert_eq!(source.asked(), 2, "it is not tried again at once");
        source.fails.store(false, Ordering::SeqCst);
        sleep(PAUSE).await;
        assert_eq!(token(&tokens, &source).await, "t-3");
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_shares_the_failure_and_who_comes_later_tries_again() {
        let (tokens, source) = (Tokens::default(), Source::default());
        source.fails.store(true, Ordering::SeqCst);
        let get = || tokens.get(|| source.fetch());
        let (a, b, c) = tokio::join!(get(), get(), get());
        assert!(a.is_err() && b.is_err() && c.is_err());
        assert_eq!(source.asked(), 1);
        source.fails.store(false, Ordering::SeqCst);
        assert_eq!(token(&tokens, &source).await, "t-2");
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_token_is_dropped_once() {
        let (tokens, source) = (Tokens::default(), Source::default());
        let first = tokens.get(|| source.fetch()).await.unwrap();
        tokens.refused(first.number);
        assert_eq!(token(&tokens, &source).await, "t-2");
        tokens.refused(first.number);
        assert_eq!(token(&tokens, &source).await, "t-2", "a newer one was dropped");
    }

    #[tokio::test(start_paused = true)]
    async fn a_life_of_nothing_is_used_once() {
        let tokens = Tokens::default();
        let fetch = || async { Ok(Token::new("t-1", Duration::ZERO)) };
        for _ in 0..3 {
            assert_eq!(tokens.get(fetch).await.unwrap().value.0, "t-1");
        }
    }
}
