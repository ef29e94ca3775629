//! Begins a stream: to a chat, or as a reply.

use super::{
    core::{Core, NO_STATUS},
    driver::{Running, State},
    handle::CardStream,
    landing::{Landing, Why},
    look::Look,
    open::OpenStreams,
    options::{StreamOptions, stream_options},
    record::StreamTarget,
    stop::Stops,
};
use crate::client::{
    Client, Error, To,
    engine::{
        call::NEVER,
        checks::{Checks, awaited},
    },
    live::card::json_of,
};
use feishu_card_core::{Content, IdOf, Json, Markdown, MessageId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::{
    sync::{Notify, oneshot, watch},
    time::Instant,
};

/// What a card says until text comes.
const PLACEHOLDER: &str = "Thinking...";
/// Characters that clients type at once, and how often, in milliseconds.
const PRINT: (u32, u32) = (4, 70);

impl Client {
    /// Begins a text that types itself onto a card: a model's answer while it comes. Needs no card, and, for typing, the
    /// scope `cardkit:card:write`; without it messages are patched, at their slower pace.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use feishu_card::send::To;
    /// let stream = client.stream(To::chat_id("oc_…")).await?;
    /// for word in ["The ", "answer ", "is **42**."] {
    ///     stream.push(word);
    /// }
    /// stream.finish().await?;
    /// # Ok(()) }
    /// ```
    pub fn stream(&self, to: impl Into<To>) -> StartStream<'_> {
        StartStream::new(self, StreamTarget::To(to.into()))
    }

    /// As [`stream`](Self::stream), in reply to a message.
    pub fn stream_reply(&self, message_id: &(impl IdOf<MessageId> + ?Sized)) -> StartStream<'_> {
        StartStream::new(self, StreamTarget::Reply { message_id: message_id.id_text().to_owned(), in_thread: false })
    }

    /// A click whose value is that of a stop button: whether it was one. Call it first in the handler of clicks, and
    /// answer with nothing where it says so.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # fn example(client: feishu_card::send::Client, value: &feishu_card::Json) {
    /// if client.take_stop(value) {
    ///     // the stream's `stopped()` returns now
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn take_stop(&self, value: &feishu_card_core::Json) -> bool {
        self.inner.stops.take(value)
    }
}

/// The beginning of a stream, which happens when it is awaited: the first card is sent then.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct StartStream<'a> {
    client: &'a Client,
    target: StreamTarget,
    card: Option<(&'a dyn Content, String)>,
    status_in: Option<String>,
    placeholder: String,
    print: (u32, u32),
    typing: bool,
    checks: Checks,
    options: StreamOptions,
}

impl<'a> StartStream<'a> {
    fn new(client: &'a Client, target: StreamTarget) -> Self {
        StartStream {
            client,
            target,
            card: None,
            status_in: None,
            placeholder: PLACEHOLDER.to_owned(),
            print: PRINT,
            typing: true,
            checks: Checks::default(),
            options: StreamOptions::default(),
        }
    }

    /// A card of your own, of schema 2.0, with a `markdown` element of this `element_id` to type into. Further cards of
    /// a long text look the same.
    pub fn card(mut self, card: &'a dyn Content, element_id: impl Into<String>) -> Self {
        self.card = Some((card, element_id.into()));
        self
    }

    /// The element of your own card that [`status`](CardStream::status) is written to. It stays at the end.
    pub fn status_in(mut self, element_id: impl Into<String>) -> Self {
        self.status_in = Some(element_id.into());
        self
    }

    /// The status until text comes, "Thinking..." unless set.
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = text.into();
        self
    }

    /// How clients type: so many characters at once, so many milliseconds apart; 4 and 70 unless set. A model that
    /// writes faster than that makes the rest appear at once.
    pub fn print(mut self, characters: u32, milliseconds: u32) -> Self {
        self.print = (characters, milliseconds);
        self
    }

    /// Opens a thread below the message that is replied to.
    pub fn in_thread(mut self) -> Self {
        if let StreamTarget::Reply { in_thread, .. } = &mut self.target {
            *in_thread = true;
        }
        self
    }

    /// Patches messages, as without the permission for card entities.
    pub fn without_typing(mut self) -> Self {
        self.typing = false;
        self
    }

    /// Does not ask the rule book about a card of your own.
    pub fn unchecked(mut self) -> Self {
        self.checks.skip = true;
        self
    }

    /// Lowers a code of the rule book for a card of your own.
    pub fn allow(mut self, code: impl Into<String>) -> Self {
        self.checks.allow = self.checks.allow.code(code);
        self
    }

    fn look(&self) -> Result<Look, Error> {
        let mut look = match &self.card {
            None => Look::plain(true)?,
            Some((card, answer)) => {
                self.client.inner.rules.check_card(&self.checks, *card)?;
                Look::of(&json_of(*card), answer, self.status_in.as_deref())?
            }
        };
        look.print(self.print.0, self.print.1);
        Ok(look)
    }

    async fn run(mut self) -> Result<CardStream, Error> {
        let look = self.look()?;
        let placeholder = Markdown::untrusted(&self.placeholder);
        let status = if self.placeholder.is_empty() { NO_STATUS } else { placeholder.as_str() };
        let engine = &self.client.inner.engine;
        // until its first card is there it is a call under way as any other, and no open stream
        let _beginning = engine.running.begin(Instant::now() + engine.deadline.min(NEVER), false)?;
        let running = loop {
            let core = Core::new(self.options.plan(self.client, &look, self.typing), status);
            let running = running(self.client, &self.options, &self.target, self.typing, core, look.clone());
            match running.begin().await {
                Ok(()) => break running,
                // the app may not use card entities
                Err(error) if self.typing && Landing::of(&error) == Landing::Refused(Why::Permission) => {
                    tracing::warn!(%error, "no card entities: messages are patched, at their slower pace");
                    self.typing = false;
                }
                Err(error) => return Err(error),
            }
        };
        show(running, self.options.stop.as_deref()).await
    }
}

stream_options!(StartStream);
awaited!(StartStream => CardStream);

/// A stream that does nothing yet.
pub(super) fn running(
    client: &Client,
    options: &StreamOptions,
    target: &StreamTarget,
    typing: bool,
    core: Core,
    look: Look,
) -> Arc<Running> {
    let state = State {
        core,
        extras: None,
        stop_message: None,
        stop: None,
        made: None,
        plain: HashMap::new(),
        replaced: Vec::new(),
        begun: 0,
        last_error: None,
        first_text: None,
        first_shown: None,
        patched: !typing,
        late: None,
    };
    Arc::new(Running {
        client: Client { inner: Arc::clone(&client.inner), of_stream: true },
        target: target.clone(),
        look,
        state: Mutex::new(state),
        woken: Notify::new(),
        cut: Notify::new(),
        started: Instant::now(),
        own: fastrand::u64(..),
        on_record: options.on_record.clone(),
        typing,
    })
}

/// Lets the stream run, with a stop button of this label.
pub(super) async fn show(running: Arc<Running>, stop: Option<&str>) -> Result<CardStream, Error> {
    let stop = stop.map(|label| {
        let stop = Stops::register(&running.client.inner.stops, format!("{:016x}", running.own));
        let (card, clicked) = (stop.card(label), stop.clicked.clone());
        running.lock().stop = Some(stop);
        (card, clicked)
    });
    let (card, clicked) = stop.unzip();
    let (stream, begun) = spawn(running, card, clicked)?;
    // the button is there, or could not be sent: without it the stream is still worth showing
    let _ = begun.await;
    Ok(stream)
}

/// Lets the stream run by itself, until it has ended; first it shows this stop button, and then it says that it has.
fn spawn(
    running: Arc<Running>,
    stop_button: Option<Json>,
    clicked: Option<watch::Receiver<bool>>,
) -> Result<(CardStream, oneshot::Receiver<()>), Error> {
    let runtime = tokio::runtime::Handle::try_current()
        .map_err(|_| Error::Setup("a stream needs a tokio runtime to run on".to_owned()))?;
    let (tell, told) = oneshot::channel();
    let (begins, begun) = oneshot::channel();
    let cut = Arc::downgrade(&running);
    let open = OpenStreams::begin(&running.client.inner.streams, move || {
        if let Some(running) = cut.upgrade() {
            running.cut_short();
        }
    });
    let task = Arc::clone(&running);
    runtime.spawn(async move {
        let _open = open;
        if let Some(card) = stop_button
            && let Err(error) = task.show_stop(&card).await
        {
            tracing::warn!(%error, "the stop button could not be sent");
        }
        drop(begins);
        // whoever has stopped listening does not mind
        let _ = tell.send(task.drive().await);
    });
    Ok((CardStream { running, told: Some(told), clicked }, begun))
}
