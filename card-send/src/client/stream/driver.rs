//! Makes the calls of a stream: one task a stream, one call at a time, no lock over a wait.
//!
//! A call waits for its turn in the limits before it is written, so that it has the text as it is when it leaves.
//! Streams wait in the order in which they asked, and each has one call at most: thousands share the budget evenly. Text
//! that is typed has a budget of its own, so no answer to a click waits for it.

use super::{
    core::{Core, Job, Step, StreamCall, StreamCard},
    delivered::{Delivered, How, StreamCounts, StreamError},
    landing::{Landing, Why},
    look::{Extras, Look, plain_text},
    record::{StreamRecord, StreamTarget},
    stop::Stop,
};
use crate::client::{
    CardId, CardSettings, Client, Error, Sent,
    engine::{
        api::{self, Api},
        budget::{Departure, Key},
    },
    live::card::by_time,
};
use feishu_card_core::{Json, MessageId};
use foldhash::quality::FixedState;
use std::{
    collections::HashMap,
    hash::BuildHasher,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

/// Is told what to keep for the next process, before each call leaves.
pub(super) type OnRecord = Arc<dyn Fn(&StreamRecord) + Send + Sync>;

/// A stream, shared by its handle and its task.
pub(super) struct Running {
    pub(super) client: Client,
    pub(super) target: StreamTarget,
    pub(super) look: Look,
    pub(super) state: Mutex<State>,
    /// Something is wanted.
    pub(super) woken: Notify,
    /// It was cut short.
    pub(super) cut: Notify,
    pub(super) started: Instant,
    /// Tells the calls of this stream from those of another process under the same sequence.
    pub(super) own: u64,
    pub(super) on_record: Option<OnRecord>,
    pub(super) typing: bool,
}

/// Never held over a wait.
pub(super) struct State {
    pub(super) core: Core,
    pub(super) extras: Option<Extras>,
    /// The message with the stop button.
    pub(super) stop_message: Option<String>,
    pub(super) stop: Option<Stop>,
    /// An entity that was made, of which it is not known whether it was sent.
    pub(super) made: Option<(usize, CardId)>,
    /// The messages that hold the text of a card, by its index.
    pub(super) plain: HashMap<usize, MessageId>,
    /// Messages with a text that is not wanted any more, and that could not be taken back yet.
    pub(super) replaced: Vec<MessageId>,
    pub(super) begun: u32,
    pub(super) last_error: Option<Error>,
    pub(super) first_text: Option<Instant>,
    pub(super) first_shown: Option<Duration>,
    pub(super) patched: bool,
    /// If the stream was cut short since the client was shut down: the whole text as it is wanted meanwhile.
    pub(super) late: Option<String>,
}

impl State {
    /// The messages that show the text, in order: for each card its own, and the one that its text came as.
    pub(super) fn message_ids(&self) -> Vec<MessageId> {
        let ids = self.core.cards().enumerate().flat_map(|(index, card)| {
            // a card that could not be sent has no message
            let card = (!card.message_id.is_empty()).then(|| MessageId::from(card.message_id.as_str()));
            [card, self.plain.get(&index).cloned()]
        });
        ids.flatten().collect()
    }
}

/// What a call brought.
enum Made {
    Nothing,
    Card { card: StreamCard, is_fresh: bool },
}

impl Running {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// What another process needs; `None` before there is a card.
    pub(super) fn record(&self) -> Option<StreamRecord> {
        let state = self.lock();
        let (card, sequence, text) = state.core.current()?;
        Some(StreamRecord {
            card_id: card.card_id.as_deref().and_then(|id| CardId::new(id).ok()),
            message_id: card.message_id.as_str().into(),
            sequence,
            text,
            target: self.target.clone(),
            card: self.look.card().clone(),
            answer: self.look.answer.clone(),
            status: self.look.status.clone(),
            drops_status: self.look.drops_status,
        })
    }

    /// Begins the first card; its error is the caller's.
    pub(super) async fn begin(&self) -> Result<(), Error> {
        let call = {
            let mut state = self.lock();
            let now = self.now();
            match state.core.next(now) {
                Step::Turn(job) => state.core.depart(job, now),
                _ => None,
            }
        };
        let Some(call) = call else { return Ok(()) };
        match self.make(&call, None).await? {
            Made::Card { card, .. } => {
                let now = self.now();
                self.lock().core.begun(card, now, true);
            }
            Made::Nothing => {}
        }
        Ok(())
    }

    /// Makes calls until the stream has ended.
    pub(super) async fn drive(&self) -> Result<Delivered, StreamError> {
        loop {
            let now = self.now();
            let step = self.lock().core.next(now);
            let job = match step {
                Step::Done => break,
                Step::Wait(None) => {
                    self.woken.notified().await;
                    continue;
                }
                Step::Wait(Some(until)) => {
                    // either way it is asked again
                    let _ = timeout_at(self.started + until, self.woken.notified()).await;
                    continue;
                }
                Step::Turn(job) => job,
            };
            let api = api_of(job, self.lock().patched);
            // until the call has landed
            let _passed = match api {
                Some(api) => self.client.inner.gates.pass(api).await,
                None => None,
            };
            let turn = match self.turn(job, api).await {
                Ok(turn) => turn,
                Err(error) => {
                    self.fails_to_leave(job, error);
                    continue;
                }
            };
            let now = self.now();
            let Some(call) = self.lock().core.depart(job, now) else { continue };
            self.keep_record();
            let result = self.make(&call, turn).await;
            self.landed(&call, result);
        }
        self.end().await
    }

    fn keep_record(&self) {
        if let Some(on_record) = &self.on_record
            && let Some(record) = self.record()
        {
            on_record(&record);
        }
    }

    /// Waits for the turn of a call that has one of its own.
    async fn turn(&self, job: Job, api: Option<&'static Api>) -> Result<Option<Departure>, Error> {
        let card = self.lock().core.card_for(job).cloned();
        let (Some(api), Some(card)) = (api, card) else { return Ok(None) };
        let key = match &card.card_id {
            Some(id) => Key::Card(id),
            None => Key::Message(&card.message_id),
        };
        self.client.turn(api, key).await
    }

    /// The call cannot leave any more: the client is shut down.
    fn fails_to_leave(&self, job: Job, error: Error) {
        let now = self.now();
        let mut state = self.lock();
        state.last_error = Some(error);
        if state.core.depart(job, now).is_some() {
            state.core.landed(Landing::Refused(Why::Other), now, fastrand::u32(..), by_time());
        }
    }

    fn landed(&self, call: &StreamCall, result: Result<Made, Error>) {
        let now = self.now();
        let mut state = self.lock();
        match result {
            Ok(Made::Card { card, is_fresh }) => state.core.begun(card, now, is_fresh),
            Ok(Made::Nothing) => {
                if matches!(call.job, Job::Text | Job::Replace(_) | Job::Whole(_)) && state.first_shown.is_none() {
                    state.first_shown = state.first_text.map(|first| first.elapsed());
                }
                state.core.landed(Landing::Done, now, 0, 0);
            }
            Err(error) => {
                let landing = Landing::of(&error);
                tracing::debug!(job = ?call.job, ?landing, %error, "a call of a stream failed");
                state.core.landed(landing, now, fastrand::u32(..), by_time());
                state.last_error = Some(error);
            }
        }
    }

    async fn make(&self, call: &StreamCall, turn: Option<Departure>) -> Result<Made, Error> {
        if let Job::Begin(index) = call.job {
            return self.begin_card(index, call).await;
        }
        let Some(card) = &call.card else { return Ok(Made::Nothing) };
        let extras = if call.is_last { self.lock().extras.clone() } else { None };
        let (text, status) = (call.text.as_str(), call.status.as_str());
        match (call.job, &card.card_id) {
            (Job::Plain(index), _) => self.plain(index, text).await?,
            (Job::Recall(index), _) => self.take_back(index, &card.message_id).await?,
            (_, None) => {
                let json = match call.is_final {
                    true => self.look.ended(text, status, extras.as_ref()),
                    false => self.look.patched(text, status),
                };
                self.client.patch(&card.message_id, &json).unchecked().attempts(1).with_turn(turn).await?;
            }
            (job, Some(id)) => self.change(job, &CardId::new(id.as_str())?, call, extras.as_ref(), turn).await?,
        }
        Ok(Made::Nothing)
    }

    /// Changes a card entity.
    async fn change(
        &self,
        job: Job,
        id: &CardId,
        call: &StreamCall,
        extras: Option<&Extras>,
        turn: Option<Departure>,
    ) -> Result<(), Error> {
        let (calls, sequence) = (self.client.card(id), call.sequence);
        let (text, status) = (call.text.as_str(), call.status.as_str());
        let whole;
        let change = match job {
            Job::Status => match &self.look.status {
                Some(id) => calls.stream_text(sequence, id, status),
                None => return Ok(()),
            },
            Job::Mode(open) => calls.settings(sequence, &CardSettings::new().streaming_mode(open)),
            Job::Replace(_) => calls.replace(sequence, &self.look.answer, &self.look.element(text)),
            Job::Whole(_) => {
                whole = match call.is_final {
                    true => self.look.ended(text, status, extras),
                    false => self.look.typing(text, status),
                };
                calls.update(sequence, &whole)
            }
            Job::End => calls.batch(sequence, &self.look.end(text, status, extras)),
            _ => calls.stream_text(sequence, &self.look.answer, text),
        };
        change.uuid(format!("s_{:016x}_{sequence}", self.own)).unchecked().once().with_turn(turn).await
    }

    /// Makes a card and sends it. The key of the message stays the same until it is known to have been sent.
    async fn begin_card(&self, index: usize, call: &StreamCall) -> Result<Made, Error> {
        let (made, uuid) = {
            let state = self.lock();
            let made = state.made.clone().filter(|(of, _)| *of == index).map(|(_, id)| id);
            (made, format!("s_{:016x}_{index}_{}", self.own, state.begun))
        };
        let is_fresh = made.is_none();
        let card_id = match (made, self.typing) {
            (Some(made), _) => Some(made),
            (None, false) => None,
            (None, true) => {
                let card = self.look.typing(&call.text, &call.status);
                let card_id = self.client.create_card(&card).unchecked().await?;
                self.lock().made = Some((index, card_id.clone()));
                Some(card_id)
            }
        };
        let sent = match &card_id {
            Some(id) => self.send(id, &uuid).await?,
            None => self.send(&self.look.patched(&call.text, &call.status), &uuid).await?,
        };
        let mut state = self.lock();
        state.made = None;
        state.begun += 1;
        let card_id = card_id.map(|id| id.as_str().to_owned());
        Ok(Made::Card { card: StreamCard { card_id, message_id: sent.message_id.into() }, is_fresh })
    }

    async fn send(&self, content: &dyn feishu_card_core::Content, uuid: &str) -> Result<Sent, Error> {
        match &self.target {
            StreamTarget::To(to) => self.client.send(to.clone(), content).uuid(uuid).unchecked().await,
            StreamTarget::Reply { message_id, in_thread } => {
                let reply = self.client.reply(message_id, content).uuid(uuid).unchecked();
                if *in_thread { reply.in_thread().await } else { reply.await }
            }
        }
    }

    /// The last way: the text as a message of its own.
    async fn plain(&self, index: usize, text: &str) -> Result<(), Error> {
        let text = plain_text(text);
        // another text for the same card is another message
        let hash = FixedState::with_seed(0).hash_one(&text) as u32;
        let uuid = format!("s_{:016x}_{index}_{hash:08x}", self.own);
        let sent = match &self.target {
            StreamTarget::To(to) => self.client.send_text(to.clone(), &text).uuid(uuid).await?,
            StreamTarget::Reply { message_id, in_thread } => {
                let reply = self.client.reply_text(message_id, &text).uuid(uuid);
                if *in_thread { reply.in_thread().await? } else { reply.await? }
            }
        };
        let before = self.lock().plain.insert(index, sent.message_id.clone());
        if let Some(before) = before.filter(|before| *before != sent.message_id)
            && let Err(error) = self.client.recall(&before).await
        {
            tracing::warn!(%error, "a text that was replaced is still there, beside the new one");
            self.lock().replaced.push(before);
        }
        Ok(())
    }

    /// Takes the message of a card back, and the one with its text.
    async fn take_back(&self, index: usize, message_id: &str) -> Result<(), Error> {
        // whatever happens to the one, the other goes too
        let plain = self.lock().plain.remove(&index);
        if let Some(plain) = plain
            && let Err(error) = self.client.recall(&plain).await
        {
            tracing::warn!(%error, "a text that is not wanted any more is still there");
            self.lock().replaced.push(plain);
        }
        // a card for which none could be sent has none
        if !message_id.is_empty() {
            self.client.recall(message_id).await?;
        }
        Ok(())
    }

    /// Sends the stop button.
    pub(super) async fn show_stop(&self, card: &Json) -> Result<(), Error> {
        let sent = self.send(card, &format!("s_{:016x}_stop", self.own)).await?;
        self.lock().stop_message = Some(sent.message_id.into());
        Ok(())
    }

    /// The client is shut down, and the stream was waited for long enough: it ends with what it has.
    pub(super) fn cut_short(&self) {
        let mut state = self.lock();
        if !state.core.is_ending() {
            state.late = Some(state.core.text().to_owned());
            state.core.end(None);
        }
        drop(state);
        self.woken.notify_one();
        self.cut.notify_waiters();
    }

    /// Takes the stop button away, and says how the stream ended.
    async fn end(&self) -> Result<Delivered, StreamError> {
        let (stop_message, replaced) = {
            let mut state = self.lock();
            (state.stop_message.take(), std::mem::take(&mut state.replaced))
        };
        for message_id in replaced {
            // it was said when it failed first
            let _ = self.client.recall(&message_id).await;
        }
        if let Some(message_id) = stop_message
            && let Err(error) = self.client.recall(&message_id).await
        {
            tracing::debug!(%error, "the stop button is still there");
        }
        let mut state = self.lock();
        let stats = state.core.stats();
        let cards = state.core.cards().filter_map(|card| card.card_id.as_deref());
        let card_ids = cards.filter_map(|card_id| CardId::new(card_id).ok()).collect();
        let stopped = state.stop.take().is_some_and(|stop| *stop.clicked.borrow());
        let how = match () {
            () if !state.plain.is_empty() => How::Plain,
            () if stats.replaced > 0 => How::Replaced,
            () if state.patched => How::Patched,
            () => How::Typed,
        };
        let delivered = Delivered {
            card_ids,
            message_ids: state.message_ids(),
            how,
            stopped,
            extras_shown: stats.ended,
            left_open: stats.left_open,
            counts: StreamCounts::of(&stats, state.first_shown),
        };
        tracing::debug!(?delivered, "a stream ended");
        let missing = state.core.missing();
        if missing.is_empty() {
            return Ok(delivered);
        }
        let cause = state.last_error.take().unwrap_or_else(|| Error::other("the message was taken back"));
        Err(StreamError { missing, cause: Box::new(cause), delivered: Box::new(delivered) })
    }
}

/// The call of the platform whose turn is waited for; the others wait for theirs while they are made.
fn api_of(job: Job, patched: bool) -> Option<&'static Api> {
    Some(match job {
        Job::Begin(_) | Job::Plain(_) | Job::Recall(_) => return None,
        _ if patched => &api::PATCH,
        Job::Text | Job::Status => &api::ELEMENT_CONTENT,
        Job::Mode(_) => &api::CARD_SETTINGS,
        Job::Replace(_) => &api::ELEMENT_UPDATE,
        Job::Whole(_) => &api::CARD_UPDATE,
        Job::End => &api::CARD_BATCH,
    })
}
