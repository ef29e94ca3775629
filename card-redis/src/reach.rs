//! Whether Redis can be reached: said when it changes, and found out by one call at a time.

use crate::{ANSWERED_WITHIN, lock};
use redis::RedisResult;
use std::{error::Error, future::Future, sync::Mutex, time::Duration};
use tokio::time::{Instant, timeout};

/// How often it is tried while Redis is gone.
const TRIED_EVERY: Duration = Duration::from_millis(500);

pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

#[derive(Default)]
pub(crate) struct Reach(Mutex<Option<Gone>>);

/// Redis cannot be reached.
struct Gone {
    why: String,
    /// When it is tried again.
    again: Instant,
}

impl Reach {
    /// Why Redis cannot be reached, unless it is time to try.
    pub(crate) fn gone(&self) -> Option<String> {
        let state = lock(&self.0);
        state.as_ref().filter(|gone| Instant::now() < gone.again).map(|gone| gone.why.clone())
    }

    /// Asks Redis, unless it could not be reached a moment ago.
    pub(crate) async fn ask<T>(&self, question: impl Future<Output = RedisResult<T>>) -> Result<T, BoxError> {
        if let Some(gone) = lock(&self.0).as_mut() {
            let now = Instant::now();
            if now < gone.again {
                return Err(gone.why.clone().into());
            }
            // this one tries, the others wait for what it finds
            gone.again = now + ANSWERED_WITHIN;
        }
        let answer = match timeout(ANSWERED_WITHIN, question).await {
            Ok(answer) => answer.map_err(|error| error.to_string()),
            Err(_) => Err(format!("no answer within {ANSWERED_WITHIN:?}")),
        };
        let mut state = lock(&self.0);
        match answer {
            Ok(answer) => {
                if state.take().is_some() {
                    tracing::warn!("Redis is back: the processes share again");
                }
                Ok(answer)
            }
            Err(why) => {
                let why = format!("Redis: {why}");
                if state.is_none() {
                    tracing::error!("Redis cannot be reached, the processes do not share: {why}");
                }
                *state = Some(Gone { why: why.clone(), again: Instant::now() + TRIED_EVERY });
                Err(why.into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use redis::ErrorKind;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test(start_paused = true)]
    async fn while_redis_is_gone_one_call_tries_and_the_others_know() {
        let (reach, asked) = (Reach::default(), AtomicUsize::new(0));
        let fails = || async {
            asked.fetch_add(1, Ordering::SeqCst);
            Err::<(), _>((ErrorKind::Io, "refused").into())
        };
        for _ in 0..50 {
            assert!(reach.ask(fails()).await.is_err());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!((4..=6).contains(&asked.load(Ordering::SeqCst)), "{asked:?} in 2.5 s");
        tokio::time::sleep(TRIED_EVERY).await;
        assert!(reach.ask(async { Ok(()) }).await.is_ok());
        assert!(reach.ask(async { Ok(()) }).await.is_ok());
        // one that hangs ends
        assert!(reach.ask(std::future::pending::<RedisResult<()>>()).await.is_err());
    }
}
