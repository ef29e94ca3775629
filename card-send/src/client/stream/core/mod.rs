//! The order of a stream's calls: which text is wanted, which is shown, when the next call may be made and which it is.
//!
//! A plain state machine: no clock, no client. The driver asks [`Core::next`] what to do, waits for the call's turn,
//! takes the call from [`Core::depart`], which has the text as it is at that moment, and tells [`Core::landed`] how it
//! ended. Producers only write what is wanted: there is never a queue, and the newest text wins.
//!
//! A stream is a row of cards, each of which shows one sheet of the text. All but the last are done; the last one is
//! typed into while its sheet grows. A sheet that is full, and every sheet at the end, is *settled*: its text is brought
//! there by the first of four ways that works, then the streaming mode is closed.

//! `card` is what is known of one card, `next` decides which call comes, `landed` learns from its end.

mod card;
mod landed;
#[cfg(test)]
mod model;
mod next;

use super::sheets::Sheets;
use card::{CardState, Mode, Way};
use feishu_card_core::SplitLimits;
use std::time::Duration;

/// The first pause after a failure; each further one is twice as long, and a random part is added.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// What a status that says nothing is written as: the platform takes no empty text.
pub(crate) const NO_STATUS: &str = "\u{200b}";

/// How a stream is run.
#[derive(Clone, Debug)]
pub(crate) struct StreamPlan {
    /// Whether there are card entities; else messages are patched.
    pub(crate) typing: bool,
    /// The time from one call of a card to the next.
    pub(crate) pace: Duration,
    /// The same for patched messages.
    pub(crate) patch_pace: Duration,
    /// How long a streaming mode is relied upon.
    pub(crate) window: Duration,
    /// One card's worth of text.
    pub(crate) limits: SplitLimits,
    /// Tables in one card.
    pub(crate) tables: usize,
    /// The text of an answer without any.
    pub(crate) if_empty: String,
    /// Whether the cards have an element for the status.
    pub(crate) has_status: bool,
}

/// A card that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StreamCard {
    /// `None`: an ordinary message.
    pub(crate) card_id: Option<String>,
    pub(crate) message_id: String,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    /// Wait for the turn of this call, then ask for it.
    Turn(Job),
    /// Ask again when something was wanted or has ended, at this time at the latest.
    Wait(Option<Duration>),
    /// All is done.
    Done,
}

/// A call that is to be made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Job {
    /// A new card for this sheet.
    Begin(usize),
    /// Text that is typed into the last card.
    Text,
    /// The status of the last card.
    Status,
    /// Closes the streaming mode of the last card, or opens it.
    Mode(bool),
    /// Another element in place of the one with the text of this card.
    Replace(usize),
    /// The whole card.
    Whole(usize),
    /// The text as an ordinary message.
    Plain(usize),
    /// Closes the streaming mode of the last card with all that belongs to its end.
    End,
    /// Takes the message of a card back that shows nothing any more, and the one with its text if there is one.
    Recall(usize),
}

/// A call, with all that it says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StreamCall {
    pub(crate) job: Job,
    /// The card; `None` where a new one is begun.
    pub(crate) card: Option<StreamCard>,
    /// Never used for this card before, and never again. 0 where the call has none.
    pub(crate) sequence: u32,
    pub(crate) text: String,
    pub(crate) status: String,
    /// Whether it is the last word on this card: its streaming mode is closed, no status is shown.
    pub(crate) is_final: bool,
    /// Whether the card is the last one of the stream.
    pub(crate) is_last: bool,
}

#[derive(Debug)]
struct Flight {
    job: Job,
    at: Duration,
    version: u64,
    status: u64,
    is_final: bool,
}

/// How the text got there in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StreamStats {
    /// Calls that showed text or status.
    pub(crate) frames: u64,
    /// Changes of what is wanted.
    pub(crate) wanted: u64,
    pub(crate) reopened: u64,
    pub(crate) jumps: u64,
    /// Sheets that were brought by another way than typing and patching.
    pub(crate) replaced: u64,
    /// Whether what belongs to the end is shown.
    pub(crate) ended: bool,
    /// Whether a card's streaming mode could not be closed: the platform does that after 600 seconds.
    pub(crate) left_open: bool,
}

#[derive(Debug)]
pub(crate) struct Core {
    plan: StreamPlan,
    sheets: Sheets,
    status: String,
    /// The number of the status that is wanted.
    status_version: u64,
    /// Whether the status was set, and is not only there until text comes.
    has_own_status: bool,
    /// Whether text has left since the status did: it is the status' turn, or it would wait while text comes.
    is_turn_of_status: bool,
    cards: Vec<CardState>,
    flight: Option<Flight>,
    /// No call before then.
    not_before: Duration,
    pause: Duration,
    /// Failures of the same thing in a row.
    tries: u32,
    orders: u32,
    anew: u32,
    /// What is put behind the text at the end; set when the end has begun.
    ending: Option<Option<String>>,
    /// The text that was given up, and of which card.
    lost: Vec<(usize, String)>,
    /// Whether a person took a message of it back: then nothing more is sent.
    is_recalled: bool,
    stats: StreamStats,
}

impl Core {
    pub(crate) fn new(plan: StreamPlan, status: &str) -> Self {
        let sheets = Sheets::new(plan.limits, plan.tables);
        Core {
            plan,
            sheets,
            status: status.to_owned(),
            status_version: 1,
            has_own_status: false,
            is_turn_of_status: false,
            cards: Vec::new(),
            flight: None,
            not_before: Duration::ZERO,
            pause: FIRST_PAUSE,
            tries: 0,
            orders: 0,
            anew: 0,
            ending: None,
            lost: Vec::new(),
            is_recalled: false,
            stats: StreamStats::default(),
        }
    }

    /// Goes on with a card of another process, whose text is this as far as that is known.
    pub(crate) fn resumed(plan: StreamPlan, card: StreamCard, sequence: u32, text: &str) -> Self {
        let mut core = Core::new(plan, NO_STATUS);
        core.sheets.push(text);
        let mut state = CardState::new(card, Duration::ZERO, 0);
        // what it shows, and whether it streams, only the other process knew
        (state.sequence, state.mode, state.shown, state.status) = (sequence, Mode::Closed, None, None);
        core.cards.push(state);
        core
    }

    pub(crate) fn push(&mut self, delta: &str) {
        if self.ending.is_none() {
            self.sheets.push(delta);
            self.text_comes();
        }
    }

    pub(crate) fn set(&mut self, whole: &str) {
        if self.ending.is_none() {
            self.sheets.set(whole);
            for (index, card) in self.cards.iter_mut().enumerate() {
                if !self.sheets.is_full(index) && card.way < Way::Plain {
                    // it goes on where it had ended
                    (card.closed, card.end_failed, card.way) = (false, false, Way::Text);
                }
            }
            self.text_comes();
        }
    }

    fn text_comes(&mut self) {
        self.stats.wanted += 1;
        if !self.has_own_status && self.status != NO_STATUS && !self.sheets.raw().is_empty() {
            self.put_status(NO_STATUS);
        }
    }

    /// The line beside the text, in Markdown that is safe.
    pub(crate) fn set_status(&mut self, status: &str) {
        self.has_own_status = true;
        self.stats.wanted += 1;
        self.put_status(if status.is_empty() { NO_STATUS } else { status });
    }

    fn put_status(&mut self, status: &str) {
        if self.status != status {
            status.clone_into(&mut self.status);
            self.status_version += 1;
        }
    }

    /// Room is needed beside the last text, for what is put onto the card at its end.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.sheets.reserve(bytes);
    }

    /// Nothing more comes. The footer is put behind the text.
    pub(crate) fn end(&mut self, footer: Option<&str>) {
        if self.ending.is_none() {
            self.ending = Some(footer.map(str::to_owned));
            (self.tries, self.pause) = (0, FIRST_PAUSE);
            self.sheets.finish(footer, &self.plan.if_empty);
        }
    }

    /// Whether nothing more comes.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.is_some()
    }

    /// What this text and footer have more than what was ended, safe by itself.
    pub(crate) fn beyond(&self, wanted: &str, footer: Option<&str>) -> String {
        self.sheets.beyond(wanted, footer)
    }

    /// All that was pushed.
    pub(crate) fn text(&self) -> &str {
        self.sheets.raw()
    }

    pub(crate) fn stats(&self) -> StreamStats {
        self.stats
    }

    /// All cards, in the order of the text.
    pub(crate) fn cards(&self) -> impl Iterator<Item = &StreamCard> {
        self.cards.iter().map(|card| &card.name)
    }

    /// The card that a call is about, if it is there.
    pub(crate) fn card_for(&self, job: Job) -> Option<&StreamCard> {
        self.cards.get(self.index_of(job)).map(|card| &card.name)
    }

    /// The last card, with the last sequence that was used for it, and the text from it on.
    pub(crate) fn current(&self) -> Option<(&StreamCard, u32, String)> {
        let index = self.cards.len().checked_sub(1)?;
        let card = self.cards.get(index)?;
        Some((&card.name, card.sequence, self.sheets.from(index)))
    }

    /// The text that could not be shown, in order.
    pub(crate) fn missing(&self) -> String {
        let mut lost: Vec<&(usize, String)> = self.lost.iter().collect();
        lost.sort_by_key(|(card, _)| *card);
        lost.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The last card is none any more. What was lost with it is not wanted: it had no text in the end.
    fn forget_last(&mut self) {
        self.cards.pop();
        let left = self.cards.len();
        self.lost.retain(|(card, _)| *card < left);
    }

    fn card_of(&mut self, job: Job) -> Option<&mut CardState> {
        let index = self.index_of(job);
        self.cards.get_mut(index).filter(|_| !matches!(job, Job::Begin(_)))
    }

    /// Whether the last sheet still grows.
    fn is_typing(&self) -> bool {
        self.ending.is_none()
            && self.cards.len() == self.sheets.count()
            && !self.sheets.is_full(self.cards.len().saturating_sub(1))
    }

    /// The card that a call is about.
    fn index_of(&self, job: Job) -> usize {
        match job {
            Job::Begin(index) | Job::Replace(index) | Job::Whole(index) | Job::Plain(index) | Job::Recall(index) => {
                index
            }
            Job::Text | Job::Status | Job::Mode(_) | Job::End => self.cards.len().saturating_sub(1),
        }
    }
}
