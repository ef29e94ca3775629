//! Calls for programs without async.

use super::Error;
use tokio::runtime::{Builder, Handle, Runtime};

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
/// Use one for all calls of a client: connections live and end with it.
#[derive(Debug)]
pub struct Blocking(Runtime);

impl Blocking {
    /// Prepares for waiting; no threads are started.
    ///
    /// # Errors
    /// [`Error::Setup`] when the system gives no means to wait for connections.
    pub fn new() -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build();
        runtime.map(Blocking).map_err(|error| Error::Setup(error.to_string()))
    }

    /// Makes a call and waits for it.
    ///
    /// # Errors
    /// Those of the call; [`Error::Setup`] inside of async code, which must await the call instead.
    pub fn wait<T, C>(&self, call: C) -> Result<T, Error>
    where
        C: IntoFuture<Output = Result<T, Error>>,
    {
        if Handle::try_current().is_ok() {
            return Err(Error::Setup("this is async code: await the call instead of waiting for it".to_owned()));
        }
        self.0.block_on(call.into_future())
    }
}
