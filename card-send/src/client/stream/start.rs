//! Begins a stream: to a chat, as a reply, or where another process left off.

use super::{
    core::{Core, NO_STATUS, StreamCard, StreamPlan},
    driver::{OnRecord, Running, State},
    handle::CardStream,
    landing::{Landing, Why},
    look::Look,
    open::OpenStreams,
    record::{StreamRecord, StreamTarget},
    stop::Stops,
};
use crate::client::{
    Client, Error, To,
    engine::{
        call::NEVER,
        checks::{Checks, awaited},
    },
    live::card::{by_time, json_of},
};
use feishu_card_core::{Content, IdOf, Json, Markdown, MessageId, SplitLimits};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::{Notify, oneshot, watch},
    time::Instant,
};

/// From one call of a card to the next: ten in a second.
pub(crate) const PACE: Duration = Duration::from_millis(100);
/// The same for messages that are patched, where card entities may not be used.
pub(crate) const PATCH_PACE: Duration = Duration::from_millis(1500);
/// How long a streaming mode is relied upon; the platform closes it after 600 seconds.
pub(crate) const WINDOW: Duration = Duration::from_secs(540);
/// Bytes of the JSON of one card.
pub(crate) const CARD_BYTES: usize = 28_000;
/// Characters of the text on one card.
pub(crate) const CARD_CHARS: usize = 30_000;
/// The fewest bytes of text that a card has room for.
const LEAST_TEXT: usize = 2_000;
/// What a card says until text comes.
const PLACEHOLDER: &str = "Thinking...";
/// What a card says when none came.
const IF_EMPTY: &str = "(no content)";
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

    /// Goes on with a stream that another process began, and that was killed: what it shows is the text of the record;
    /// it can be written to, and must be finished. Nothing is sent before.
    ///
    /// ```no_run
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
    /// # async fn example(client: feishu_card::send::Client, kept: feishu_card::send::StreamRecord) -> Result<(), Box<dyn std::error::Error>> {
    /// client.stream_resume(&kept)?.fail("The bot was restarted, please ask again.").await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Setup`] outside of a tokio runtime, [`Error::ShutDown`] after [`shutdown`](Self::shutdown) was called.
    pub fn stream_resume(&self, record: &StreamRecord) -> Result<CardStream, Error> {
        if self.inner.engine.running.is_closed(self.of_stream) {
            return Err(Error::ShutDown);
        }
        let StreamRecord { card_id, message_id, sequence, text, target, .. } = record;
        let look = Look::kept(record);
        let typing = card_id.is_some();
        let mut start = StartStream::new(self, target.clone());
        start.typing = typing;
        let plan = start.plan(&look);
        let card = StreamCard {
            card_id: card_id.as_ref().map(|id| id.as_str().to_owned()),
            message_id: message_id.to_string(),
        };
        // far above what the other process has used, and apart from a third one with the same record
        let sequence = by_time().max(*sequence).saturating_add(fastrand::u32(1..1000));
        let running = start.running(Core::resumed(plan, card, sequence, text), look);
        spawn(running, None, None).map(|(stream, _)| stream)
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
    if_empty: String,
    stop: Option<String>,
    pace: Duration,
    window: Duration,
    bytes: usize,
    print: (u32, u32),
    pub(super) typing: bool,
    on_record: Option<OnRecord>,
    checks: Checks,
}

impl<'a> StartStream<'a> {
    fn new(client: &'a Client, target: StreamTarget) -> Self {
        StartStream {
            client,
            target,
            card: None,
            status_in: None,
            placeholder: PLACEHOLDER.to_owned(),
            if_empty: IF_EMPTY.to_owned(),
            stop: None,
            pace: PACE,
            window: WINDOW,
            bytes: CARD_BYTES,
            print: PRINT,
            typing: true,
            on_record: None,
            checks: Checks::default(),
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

    /// The text of an answer without any, "(no content)" unless set.
    pub fn if_empty(mut self, text: impl Into<String>) -> Self {
        self.if_empty = text.into();
        self
    }

    /// Shows a button with this label beside the stream, as a message of its own: a card that is typed into takes no
    /// clicks. It goes when the stream ends. Its click reaches [`stopped`](CardStream::stopped) through
    /// [`Client::take_stop`].
    pub fn stop_button(mut self, label: impl Into<String>) -> Self {
        self.stop = Some(label.into());
        self
    }

    /// The time from one call of a card to the next, 100 ms unless set and at least: the platform takes ten a second.
    pub fn pace(mut self, pace: Duration) -> Self {
        self.pace = pace;
        self
    }

    /// How long a streaming mode is relied upon before it is opened again, 540 seconds unless set.
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// The bytes of one card, 28,000 unless set; the text goes on in the next card behind them.
    pub fn card_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
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

    /// Is called before each call of the stream leaves, with what another process needs to end it
    /// ([`Client::stream_resume`]): keep the last one until the stream has ended. It must neither panic nor take long,
    /// since the stream waits for it.
    pub fn on_record(mut self, keep: impl Fn(&StreamRecord) + Send + Sync + 'static) -> Self {
        self.on_record = Some(Arc::new(keep));
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

    fn plan(&self, look: &Look) -> StreamPlan {
        let bytes = self.bytes.saturating_sub(look.bytes()).max(LEAST_TEXT);
        StreamPlan {
            typing: self.typing,
            pace: self.pace.max(PACE),
            patch_pace: PATCH_PACE.max(self.pace),
            window: self.window,
            limits: SplitLimits::new(bytes, CARD_CHARS),
            tables: self.client.inner.rules.limits.markdown_tables,
            if_empty: self.if_empty.clone(),
            has_status: look.status.is_some(),
        }
    }

    /// A stream that does nothing yet.
    fn running(&self, core: Core, look: Look) -> Arc<Running> {
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
            patched: !self.typing,
            late: None,
        };
        Arc::new(Running {
            client: Client { inner: Arc::clone(&self.client.inner), of_stream: true },
            target: self.target.clone(),
            look,
            state: Mutex::new(state),
            woken: Notify::new(),
            cut: Notify::new(),
            started: Instant::now(),
            own: fastrand::u64(..),
            on_record: self.on_record.clone(),
            typing: self.typing,
        })
    }

    async fn run(mut self) -> Result<CardStream, Error> {
        let look = self.look()?;
        let placeholder = Markdown::untrusted(&self.placeholder);
        let status = if self.placeholder.is_empty() { NO_STATUS } else { placeholder.as_str() };
        let engine = &self.client.inner.engine;
        // until its first card is there it is a call under way as any other, and no open stream
        let _beginning = engine.running.begin(Instant::now() + engine.deadline.min(NEVER), false)?;
        let running = loop {
            let core = Core::new(self.plan(&look), status);
            let running = self.running(core, look.clone());
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
        let stop = self.stop.as_ref().map(|label| {
            let stop = Stops::register(&self.client.inner.stops, format!("{:016x}", running.own));
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

awaited!(StartStream => CardStream);
