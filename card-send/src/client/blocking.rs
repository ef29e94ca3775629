//! Calls for programs without async.

use super::Error;
use std::{
    fmt,
    pin::pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};
use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
    task::coop,
};

/// More units of work than tokio lets one turn of async code do.
const MORE_THAN_A_TURN: usize = 512;

/// Makes calls and waits for them, in programs without async.
///
/// ```no_run
/// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
/// # fn example(card: &feishu_card::Json) -> Result<(), feishu_card::send::Error> {
/// use feishu_card::send::{Blocking, Client, To};
/// let client = Client::builder("cli_…", "secret").build()?;
/// let blocking = Blocking::new()?;
/// let sent = blocking.wait(client.send(To::open_id("ou_…"), card))?;
/// blocking.wait(client.recall(&sent.message_id))?;
/// # Ok(()) }
/// ```
///
/// Use one for all calls of a client: connections live and end with it. Between calls its thread looks after them, so
/// that one which the other side has closed is not taken for the next call.
pub struct Blocking {
    runtime: Handle,
    /// Ends the thread when it is dropped.
    _stop: oneshot::Sender<()>,
}

impl Blocking {
    /// Starts the thread that looks after the connections.
    ///
    /// # Errors
    /// [`Error::Setup`] when the system gives no thread, or no means to wait for connections.
    pub fn new() -> Result<Self, Error> {
        let setup = |error: std::io::Error| Error::Setup(error.to_string());
        let runtime = Builder::new_current_thread().enable_all().build().map_err(setup)?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let work = move || {
            let _ = runtime.block_on(stopped);
            // a task that does not end must not keep the thread
            runtime.shutdown_background();
        };
        thread::Builder::new().name("feishu-card".to_owned()).spawn(work).map_err(setup)?;
        Ok(Blocking { runtime: handle, _stop: stop })
    }

    /// Makes a call and waits for it. `spawn_blocking` is a right place for it too.
    ///
    /// # Errors
    /// Those of the call; [`Error::Request`] inside of async code, which must await the call instead: waiting would
    /// stop the other tasks of the thread.
    pub fn wait<T, C>(&self, call: C) -> Result<T, Error>
    where
        C: IntoFuture<Output = Result<T, Error>>,
    {
        if is_async() {
            return Err(Error::Request("this is async code: await the call instead of waiting for it".to_owned()));
        }
        // timers and connections of the call belong to the thread that looks after them
        let _context = self.runtime.enter();
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        let mut call = pin!(call.into_future());
        loop {
            match call.as_mut().poll(&mut context) {
                Poll::Ready(result) => return result,
                Poll::Pending => thread::park(),
            }
        }
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Blocking").finish_non_exhaustive()
    }
}

/// Wakes the thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Whether this code is polled by a runtime: only there tokio bounds how much is done in one turn.
fn is_async() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    Handle::try_current().is_ok()
        && (0..MORE_THAN_A_TURN).any(|_| {
            let unit = pin!(coop::consume_budget());
            unit.poll(&mut context).is_pending()
        })
}
