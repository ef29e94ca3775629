//! The client: one app, shared by its clones.

use super::{
    ClientBuilder, Error,
    engine::{
        access::Access,
        answer::Envelope,
        api::Api,
        budget::{Departure, Key},
        call::{Call, Engine, NEVER},
        checks::Rules,
        connect,
        editions::Editions,
        keys::Keys,
    },
    stream::{gate::Gates, open::OpenStreams, stop::Stops},
    to::MessageUrls,
};
use reqwest::Url;
use std::{fmt, sync::Arc};
use tokio::time::Instant;

/// The client of one app in one tenant. Clones share the connections, the token and the budgets.
///
/// Calls are made when they are awaited, and may be dropped at any time: client, token and budgets stay usable.
/// A call that was dropped may or may not have taken effect.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<ClientState>,
    /// Whether it is a stream's own, whose calls leave until the streams have ended.
    pub(crate) of_stream: bool,
}

pub(crate) struct ClientState {
    pub(crate) engine: Arc<Engine>,
    pub(crate) access: Arc<Access>,
    pub(crate) rules: Rules,
    /// The streams that a click may stop.
    pub(crate) stops: Arc<Stops>,
    pub(crate) streams: Arc<OpenStreams>,
    pub(crate) gates: Gates,
    pub(crate) editions: Editions,
    pub(crate) keys: Keys,
    pub(crate) messages: MessageUrls,
}

impl Client {
    /// Begins a client for an app, with the id and secret from the developer console.
    pub fn builder(app_id: impl Into<String>, app_secret: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(app_id.into(), app_secret.into())
    }

    /// Ends the client, and all its clones: no further call begins (they fail with [`Error::ShutDown`]), and those
    /// under way are waited for, at most until the latest of their deadlines. A bulk takes no further items, and gives
    /// back those that wait for room with [`Error::Busy`].
    ///
    /// Streams go on until they have ended, at most for the client's deadline. One that is still written to then ends with
    /// the text that it has, and has ten seconds to show it; what is written later is in the error of its end.
    pub async fn shutdown(&self) {
        let engine = &self.inner.engine;
        let until = Instant::now() + engine.deadline.min(NEVER);
        engine.running.close().await;
        self.inner.streams.shut_down(until).await;
        engine.running.end();
    }

    /// A URL below `/open-apis`: each step becomes one segment of the path, whatever it holds.
    pub(crate) fn url(&self, steps: &[&str]) -> Url {
        connect::below(&self.inner.access.auth.base, steps)
    }

    /// Waits for the turn of a call, however long that takes, so that what it says can be written when it leaves.
    pub(crate) async fn turn(&self, api: &Api, key: Key<'_>) -> Result<Option<Departure>, Error> {
        self.inner.engine.turn_ahead(api, key, self.of_stream).await
    }

    /// Makes a call with the app's token.
    pub(crate) fn call<T>(
        &self,
        call: &Call<'_>,
        read: impl Fn(&mut Envelope) -> Option<T>,
    ) -> impl Future<Output = Result<T, Error>> {
        self.inner.engine.call(call, self.of_stream, Some(&self.inner.access), read)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let auth = &self.inner.access.auth;
        f.debug_struct("Client")
            .field("app_id", &auth.app_id)
            .field("host", &auth.base.host_str())
            .finish_non_exhaustive()
    }
}
