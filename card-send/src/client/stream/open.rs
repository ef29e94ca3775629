//! The streams of a client that have not ended, so that a program can wait for them before it stops.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

/// How long a stream that was cut short has for its end: a few calls, each of which may be repeated once or twice.
pub(crate) const LAST_WORDS: Duration = Duration::from_secs(10);

/// Ends a stream with what it has.
type CutShort = Arc<dyn Fn() + Send + Sync>;

#[derive(Default)]
pub(crate) struct OpenStreams {
    state: Mutex<OpenState>,
    ended: Notify,
}

#[derive(Default)]
struct OpenState {
    last: u64,
    open: HashMap<u64, CutShort>,
}

impl OpenStreams {
    fn lock(&self) -> MutexGuard<'_, OpenState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A stream has begun. It is open until this is dropped, which its task does.
    pub(super) fn begin(streams: &Arc<OpenStreams>, cut_short: impl Fn() + Send + Sync + 'static) -> OpenStream {
        let mut state = streams.lock();
        state.last += 1;
        let number = state.last;
        state.open.insert(number, Arc::new(cut_short));
        OpenStream { streams: Arc::clone(streams), number }
    }

    /// Waits until all have ended. What is still written to at this time ends with what it has by then, and has
    /// [`LAST_WORDS`] to show it.
    pub(crate) async fn shut_down(&self, until: Instant) {
        if self.wait(until).await {
            return;
        }
        let open: Vec<CutShort> = self.lock().open.values().cloned().collect();
        for cut_short in open {
            cut_short();
        }
        self.wait(Instant::now() + LAST_WORDS).await;
    }

    /// Whether all have ended in time.
    async fn wait(&self, until: Instant) -> bool {
        loop {
            let ended = self.ended.notified();
            if self.lock().open.is_empty() {
                return true;
            }
            if timeout_at(until, ended).await.is_err() {
                return false;
            }
        }
    }
}

/// A stream that has not ended.
pub(super) struct OpenStream {
    streams: Arc<OpenStreams>,
    number: u64,
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut state = self.streams.lock();
        let cut_short = state.open.remove(&self.number);
        let is_last = state.open.is_empty();
        drop(state);
        // what it holds is dropped without the lock
        drop(cut_short);
        if is_last {
            self.streams.ended.notify_waiters();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const PATIENCE: Duration = Duration::from_secs(120);

    /// How long a shutdown takes, and how often the stream was cut short, which ends so long after the shutdown began,
    /// or after it was cut short.
    async fn shut_down(ends: Option<Duration>, ends_when_cut: Option<Duration>) -> (Duration, usize) {
        let (streams, cut) = (Arc::<OpenStreams>::default(), Arc::<(AtomicUsize, Notify)>::default());
        let told = Arc::clone(&cut);
        let open = OpenStreams::begin(&streams, move || {
            told.0.fetch_add(1, Ordering::SeqCst);
            told.1.notify_one();
        });
        let heard = Arc::clone(&cut);
        let stream = tokio::spawn(async move {
            let _open = open;
            match (ends, ends_when_cut) {
                (Some(ends), _) => tokio::time::sleep(ends).await,
                (None, Some(ends)) => {
                    heard.1.notified().await;
                    tokio::time::sleep(ends).await;
                }
                (None, None) => std::future::pending().await,
            }
        });
        let began = Instant::now();
        streams.shut_down(began + PATIENCE).await;
        let took = began.elapsed();
        stream.abort();
        (took, cut.0.load(Ordering::SeqCst))
    }

    #[tokio::test(start_paused = true)]
    async fn a_shutdown_is_as_patient_as_a_call_and_then_waits_for_the_end_only() {
        let second = Duration::from_secs(1);
        assert_eq!(shut_down(Some(second), None).await, (second, 0));
        assert_eq!(shut_down(None, Some(second)).await, (PATIENCE + second, 1));
        assert_eq!(shut_down(None, None).await, (PATIENCE + LAST_WORDS, 1), "one that never ends");
    }

    #[tokio::test(start_paused = true)]
    async fn a_shutdown_without_streams_does_not_wait() {
        let began = Instant::now();
        OpenStreams::default().shut_down(began + PATIENCE).await;
        assert_eq!(began.elapsed(), Duration::ZERO);
    }
}
