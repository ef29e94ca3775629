//! A card that changes: the driver of `core`, which makes its calls.

use super::{
    core::{After, Core, Departure, Landing},
    diff::Plan,
    ids::with_ids,
    record::LiveRecord,
    send::is_v2,
};
use crate::client::{
    CardAction, CardId, Class, Client, Error,
    engine::checks::{Checks, awaited},
};
use feishu_card_core::{Content, Json, MessageId};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{sync::oneshot, time::Instant};

/// The first pause before a call is made again; each further one is twice as long, and a random part is added.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// 2020-01-01 in seconds since 1970: where sequences that rise with time begin.
const EPOCH: u64 = 1_577_836_800;

/// What an update did.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Updated {
    /// The card was shown already: no call was made.
    Nothing,
    /// Text was typed on.
    Typed,
    /// These changes were made, in one call.
    Steps(Vec<CardAction>),
    /// The whole card was sent.
    Whole,
    /// A newer card was wanted before this one was sent; that one is shown instead.
    Superseded,
}

/// A card that is sent and then changed: `update` makes the smallest change that turns what is shown into what is
/// wanted.
///
/// Made by [`Client::live`], [`Client::live_reply`], [`Client::live_resume`] and, for ordinary messages,
/// [`Client::live_message`]. Clones share one card and may be used at once: calls go one at a time and in order, and the
/// newest card wins. A call that was begun ends, also when nobody waits for it any more; it needs a tokio runtime to
/// run on.
///
/// Elements without an `element_id` get one, `auto_1` and so on, and keep it as long as they are shown.
#[derive(Clone)]
pub struct LiveCard {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    target: LiveTarget,
    message_id: MessageId,
    /// Never held over a wait.
    state: Mutex<State>,
    /// Tells the calls of this process from those of another under the same sequence.
    own: u64,
}

/// What is changed.
pub(super) enum LiveTarget {
    Entity(CardId),
    /// An ordinary message, which is replaced as a whole.
    Message,
}

struct State {
    core: Core,
    /// Whether a task makes the calls now.
    at_work: bool,
    waiting: Option<Wish>,
}

/// An update that waits for its end.
struct Wish {
    version: u64,
    until: Instant,
    tell: oneshot::Sender<Result<Updated, Error>>,
}

impl LiveCard {
    pub(super) fn new(client: &Client, target: LiveTarget, message_id: MessageId, core: Core) -> Self {
        let state = Mutex::new(State { core, at_work: false, waiting: None });
        LiveCard {
            inner: Arc::new(Inner { client: client.clone(), target, message_id, state, own: fastrand::u64(..) }),
        }
    }

    /// The card entity; `None` for an ordinary message.
    #[must_use]
    pub fn card_id(&self) -> Option<&CardId> {
        match &self.inner.target {
            LiveTarget::Entity(card_id) => Some(card_id),
            LiveTarget::Message => None,
        }
    }

    /// The message that shows the card.
    #[must_use]
    pub fn message_id(&self) -> &MessageId {
        &self.inner.message_id
    }

    /// The card as it is shown, as far as this process knows, with the ids of its elements.
    #[must_use]
    pub fn shown(&self) -> Json {
        self.inner.lock().core.shown().clone()
    }

    /// What to keep so that another process can go on with the card: [`Client::live_resume`].
    #[must_use]
    pub fn record(&self) -> LiveRecord {
        LiveRecord::new(self.card_id().cloned(), self.inner.message_id.clone(), self.inner.lock().core.sequence())
    }

    /// Shows another card, by the smallest change there is: settings, members of elements, elements that come, go or
    /// are replaced, text that is typed on; the whole card where that is shorter or surer.
    ///
    /// A lost answer, a refused change or another writer is met with the whole card under a new sequence. For an
    /// ordinary message a lost answer means that either card may be shown, and that the older one may still arrive.
    ///
    /// # Errors
    /// [`Error::Card`] when the rule book refuses the card; [`Error::Request`] when its schema is another;
    /// [`Error::Platform`] when the platform refuses the whole card, or the entity is gone (200740), expired (200750) or
    /// of another app (300311); else what the last of the calls met.
    pub fn update<'a>(&'a self, card: &'a dyn Content) -> UpdateLive<'a> {
        UpdateLive { live: self, card, checks: Checks::default() }
    }

    /// The card with the ids that its elements have here: what to answer a click with, and then to give to
    /// [`replaced_by`](Self::replaced_by).
    #[must_use]
    pub fn prepared(&self, card: &dyn Content) -> Json {
        let new = json_of(card);
        with_ids(&new, self.inner.lock().core.shown())
    }

    /// The card was replaced by another way: as the answer to a click, or a delayed update.
    ///
    /// While the streaming mode is open the platform ignores such cards; the next update then sends the whole card.
    pub fn replaced_by(&self, card: &dyn Content) {
        self.inner.lock().core.shows(json_of(card));
    }

    /// Another writer may have changed the card: the next update sends the whole card.
    pub fn lose_track(&self) {
        self.inner.lock().core.lose_track();
    }
}

impl fmt::Debug for LiveCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveCard")
            .field("card_id", &self.card_id().map(CardId::as_str))
            .field("message_id", &self.inner.message_id)
            .finish_non_exhaustive()
    }
}

/// An update that is made when it is awaited.
#[must_use = "nothing is changed until it is awaited: `.await`"]
pub struct UpdateLive<'a> {
    live: &'a LiveCard,
    card: &'a dyn Content,
    checks: Checks,
}

impl UpdateLive<'_> {
    /// Sends without asking the rule book.
    pub fn unchecked(mut self) -> Self {
        self.checks.skip = true;
        self
    }

    /// Lowers a code of the rule book for this card: a warning is dropped, an error becomes a warning.
    pub fn allow(mut self, code: impl Into<String>) -> Self {
        self.checks.allow = self.checks.allow.code(code);
        self
    }

    async fn run(self) -> Result<Updated, Error> {
        let UpdateLive { live: LiveCard { inner }, card, checks } = self;
        inner.client.inner.rules.check_card(&checks, card)?;
        let new = json_of(card);
        let told = {
            let mut state = inner.lock();
            let old = state.core.shown();
            if old.as_map().is_some_and(|members| !members.is_empty()) && is_v2(old) != is_v2(&new) {
                let kind = |card| if is_v2(card) { "2.0" } else { "1.0" };
                let (old, new) = (kind(old), kind(&new));
                return Err(Error::Request(format!("a card of schema {old} cannot become one of schema {new}")));
            }
            let new = match inner.target {
                LiveTarget::Entity(_) => inner.client.with_ids_that_fit(&new, old),
                LiveTarget::Message => new,
            };
            let version = state.core.want(new);
            let (tell, told) = oneshot::channel();
            let until = Instant::now() + inner.client.inner.engine.deadline;
            if let Some(before) = state.waiting.replace(Wish { version, until, tell }) {
                // whoever has stopped listening does not mind
                let _ = before.tell.send(Ok(Updated::Superseded));
            }
            if !state.at_work {
                state.at_work = true;
                tokio::spawn(Inner::work(inner.clone()));
            }
            told
        };
        let ended = || Error::other("the runtime ended before the card was changed");
        told.await.unwrap_or_else(|_| Err(ended()))
    }
}

awaited!(UpdateLive => Updated);

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes calls until nothing is wanted any more.
    async fn work(self: Arc<Self>) {
        let mut pause = FIRST_PAUSE;
        let at_work = AtWork(&self);
        loop {
            let (departure, wish) = {
                let mut state = self.lock();
                let wish = state.waiting.take();
                match (state.core.next(), wish) {
                    (Ok(Some(departure)), wish) => (departure, wish),
                    // under the lock, so that no update comes in between and waits for nobody
                    (Ok(None), _) => return at_work.end(&mut state),
                    (Err(_), wish) => {
                        let version = wish.as_ref().map_or(u64::MAX, |wish| wish.version);
                        state.core.give_up(version);
                        let error = Error::Request("the card has no greater sequence: send a new one".to_owned());
                        tell(wish, Err(error));
                        return at_work.end(&mut state);
                    }
                }
            };
            let result = self.make(&departure).await;
            let after = self.landed(departure, wish, result, pause);
            match after {
                After::Shown | After::Failed => pause = FIRST_PAUSE,
                After::Again => {}
                After::Pause => {
                    tokio::time::sleep(pause + pause.mul_f64(fastrand::f64())).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    /// A call ended: tells whoever waits for it, if nothing is to follow.
    fn landed(&self, departure: Departure, wish: Option<Wish>, result: Result<(), Error>, pause: Duration) -> After {
        let landing = result.as_ref().map_or_else(landing, |()| Landing::Done);
        let mut state = self.lock();
        let mut after = state.core.landed(landing, fastrand::u32(..), by_time());
        let late = wish.as_ref().is_some_and(|wish| Instant::now() + pause >= wish.until);
        if matches!(after, After::Again | After::Pause) && late {
            after = After::Failed;
        }
        match after {
            After::Shown => tell(wish, Ok(updated(departure.plan))),
            After::Failed => {
                state.core.give_up(departure.version);
                tell(wish, Err(result.err().unwrap_or_else(|| Error::other("the change was given up"))));
            }
            After::Again | After::Pause if state.core.is_outdated(departure.version) => {
                tell(wish, Ok(Updated::Superseded));
            }
            After::Again | After::Pause => state.waiting = wish,
        }
        after
    }

    /// Makes one call.
    async fn make(&self, departure: &Departure) -> Result<(), Error> {
        let (client, sequence) = (&self.client, departure.sequence);
        let card_id = match &self.target {
            LiveTarget::Entity(card_id) => card_id,
            // a plan for a message is all or nothing
            LiveTarget::Message if departure.plan == Plan::Nothing => return Ok(()),
            LiveTarget::Message => return client.patch(&self.message_id, &departure.card).unchecked().await,
        };
        let calls = client.card(card_id);
        let call = match &departure.plan {
            Plan::Nothing => return Ok(()),
            Plan::Type { id, text } => calls.stream_text(sequence, id, text),
            // one step alone has a call of its own, which is shorter
            Plan::Steps(steps) => match &steps[..] {
                [CardAction::Settings(settings)] => calls.settings(sequence, settings),
                [CardAction::Add { at, elements }] => calls.add(sequence, at, elements),
                [CardAction::Replace { id, element }] => calls.replace(sequence, id, element),
                [CardAction::Patch { id, members }] => calls.patch(sequence, id, members),
                [CardAction::Delete(ids)] => match &ids[..] {
                    [id] => calls.delete(sequence, id),
                    _ => calls.batch(sequence, steps),
                },
                steps => calls.batch(sequence, steps),
            },
            Plan::Whole => calls.update(sequence, &departure.card),
        };
        // the rule book was asked about the card when it was wanted
        call.uuid(format!("l_{:016x}_{sequence}", self.own)).unchecked().once().await
    }
}

/// A task that makes calls. When it is dropped in the middle, with its runtime, another can take over.
struct AtWork<'a>(&'a Inner);

impl AtWork<'_> {
    fn end(self, state: &mut State) {
        state.at_work = false;
        std::mem::forget(self);
    }
}

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.at_work = false;
        state.core.landed(Landing::Unknown, 0, 0);
    }
}

/// Tells how an update ended; whoever has stopped listening does not mind.
fn tell(wish: Option<Wish>, result: Result<Updated, Error>) {
    if let Some(wish) = wish {
        let _ = wish.tell.send(result);
    }
}

fn updated(plan: Plan) -> Updated {
    match plan {
        Plan::Nothing => Updated::Nothing,
        Plan::Type { .. } => Updated::Typed,
        Plan::Steps(steps) => Updated::Steps(steps),
        Plan::Whole => Updated::Whole,
    }
}

/// What an error of one attempt says about its effect.
fn landing(error: &Error) -> Landing {
    match error {
        // the id of a call is never used for another: it is this call that took effect
        Error::Platform(refusal) if refusal.code == 200_770 => Landing::Done,
        Error::Platform(refusal) if refusal.class == Class::RateLimit || matches!(refusal.code, 200_810 | 230_020) => {
            Landing::Later
        }
        Error::Platform(refusal) if refusal.class == Class::Retry => Landing::Unknown,
        Error::Platform(refusal) => Landing::Refused(refusal.code),
        Error::Transport { unsent: true, .. } | Error::Token(_) | Error::Busy { .. } => match error.is_retryable() {
            true => Landing::Later,
            false => Landing::Refused(0),
        },
        Error::Answer { status: 429, .. } => Landing::Later,
        Error::OutcomeUnknown { .. } | Error::Timeout { .. } | Error::Transport { .. } => Landing::Unknown,
        Error::Answer { .. } if error.is_retryable() => Landing::Unknown,
        _ => Landing::Refused(0),
    }
}

/// A sequence that rises with time: seconds since 2020.
pub(crate) fn by_time() -> u32 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    u32::try_from(since.saturating_sub(EPOCH)).unwrap_or(0)
}

/// The content as JSON.
pub(crate) fn json_of(card: &dyn Content) -> Json {
    if card.nests_too_deep() {
        // refused for that where it is checked
        return Json::Null;
    }
    let mut text = String::with_capacity(card.escaped_bound());
    card.write_json(&mut text);
    Json::parse(&text).unwrap_or_default()
}
