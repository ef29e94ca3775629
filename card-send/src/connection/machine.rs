//! The connection as a plain state machine: no socket, no clock, no task.
//!
//! ```text
//!        ┌────────────── wait ◄──────────────┐
//!        ▼                                   │
//!  ticket ──► handshake ──► open ──► loss ───┤
//!     │           │           │              │
//!     └───────────┴── fails ──┼──────────────┘
//!                             └─ shutdown ──► drain ──► close
//! ```
//!
//! A driver hands in what happened ([`Input`]) with the time, does what [`Machine::poll`] says, and comes back at
//! [`Machine::due`]. Each try has a number, which its results bring back: what comes late is not taken.

use super::{
    codec::FrameError,
    config::ClientConfig,
    error::ConnectionError,
    frame::{CONTROL, DATA, Frame},
    heart::{Beat, Heart},
    moment::Moment,
    pace::Pace,
    parts::{PartError, Parts},
    state::State,
};
use feishu_card_core::Json;
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

/// How long the ticket may take, and again the handshake.
pub(super) const STEP: Duration = Duration::from_secs(15);
/// How long a shutdown waits for handlers, the time the platform gives them.
const DRAIN: Duration = Duration::from_secs(3);
/// How long a shutdown waits for the other side to close.
const CLOSE: Duration = Duration::from_secs(2);
/// How many messages may be worked on at once; more are declined, and come again.
const MAX_JOBS: usize = 1024;
/// If nothing has come this long after the first connection, the subscription may be missing.
const HINT: Duration = Duration::from_secs(60);
/// The answer to what is not taken: the platform sends an event again.
const DECLINED: &[u8] = br#"{"code":500,"data":"e30="}"#;

/// What happened.
#[derive(Debug)]
pub(crate) enum Input {
    Start,
    /// The ticket of this try came: its connection's name, its service, its configuration.
    Ticket {
        attempt: u32,
        name: String,
        service: i32,
        config: Json,
    },
    /// The handshake of this try succeeded.
    Opened {
        attempt: u32,
    },
    /// Ticket or handshake failed, or the connection ended.
    Failed {
        attempt: u32,
        cause: ConnectionError,
    },
    /// Something came in that is no binary message.
    Heard,
    /// A binary message.
    Message(Vec<u8>),
    /// The answer to a job.
    Answer {
        job: u64,
        payload: Vec<u8>,
    },
    Shutdown,
    /// The time named by `due` has come.
    Time,
}

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Action {
    /// Ask for a ticket.
    GetTicket {
        attempt: u32,
    },
    /// Open the connection of the ticket that came.
    Connect {
        attempt: u32,
    },
    /// Send a binary message; `job` is the one it answers.
    Send {
        bytes: Vec<u8>,
        job: Option<u64>,
    },
    /// Send a ping of RFC 6455.
    Probe,
    /// Send a close frame, 1000, after all that was sent.
    Close,
    /// Let go of the connection, or of the try.
    Drop,
    Work(Job),
    /// The answer to this job cannot be sent any more.
    Gone(u64),
    Show(State),
    Note(Note),
    /// It is over.
    End(Result<(), Arc<ConnectionError>>),
}

/// A message to be worked on.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) id: u64,
    /// Whether it came as `card`, as clicks do while the console's callback subscription is not in effect.
    pub(crate) as_card: bool,
    pub(crate) payload: Vec<u8>,
}

/// What is worth a line in the log.
#[derive(Debug, PartialEq)]
pub(crate) enum Note {
    Malformed(FrameError),
    Part(PartError),
    /// Messages of which parts did not come.
    Incomplete(usize),
    /// More messages than are worked on at once.
    Busy,
    /// A click came as `card`.
    CardFrame,
    /// A kind of message that is unknown here.
    UnknownKind(String),
    /// Nothing has come since the first connection.
    NothingCame,
}

pub(crate) struct Machine {
    phase: Phase,
    attempt: u32,
    config: ClientConfig,
    pace: Pace,
    parts: Parts,
    jobs: HashMap<u64, Echo>,
    last_job: u64,
    /// When to say that nothing came.
    hint: Hint,
    card_frames: bool,
    actions: VecDeque<Action>,
}

enum Phase {
    Idle,
    Ticket { until: Duration },
    Handshake { until: Duration, name: String, service: i32 },
    Open(Open),
    Waiting { until: Duration },
    Closing { until: Duration },
    Ended,
}

struct Open {
    since: Duration,
    service: i32,
    heart: Heart,
    /// Until when a shutdown waits for handlers.
    drain: Option<Duration>,
}

/// The frame that an answer gives back.
struct Echo {
    frame: Frame,
    since: Duration,
}

#[derive(PartialEq)]
enum Hint {
    Unset,
    At(Duration),
    Over,
}

impl Machine {
    pub(crate) fn new(seed: u64) -> Self {
        Machine {
            phase: Phase::Idle,
            attempt: 0,
            config: ClientConfig::default(),
            pace: Pace::new(seed),
            parts: Parts::default(),
            jobs: HashMap::new(),
            last_job: 0,
            hint: Hint::Unset,
            card_frames: false,
            actions: VecDeque::new(),
        }
    }

    /// What is to be done next.
    pub(crate) fn poll(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// When to come back with [`Input::Time`] at the latest.
    pub(crate) fn due(&self) -> Option<Duration> {
        let phase = match &self.phase {
            Phase::Idle | Phase::Ended => return None,
            Phase::Ticket { until }
            | Phase::Handshake { until, .. }
            | Phase::Waiting { until }
            | Phase::Closing { until } => *until,
            Phase::Open(open) => open.heart.due().min(open.drain.unwrap_or(Duration::MAX)),
        };
        let hint = match (&self.hint, &self.phase) {
            (Hint::At(at), Phase::Open(_)) => *at,
            _ => Duration::MAX,
        };
        Some(phase.min(hint).min(self.parts.next_expiry().unwrap_or(Duration::MAX)))
    }

    pub(crate) fn handle(&mut self, moment: Moment, input: Input) {
        let now = moment.now;
        match input {
            Input::Start if matches!(self.phase, Phase::Idle) => self.begin(now),
            Input::Start => {}
            Input::Ticket { attempt, name, service, config } => {
                if attempt == self.attempt && matches!(self.phase, Phase::Ticket { .. }) {
                    self.config.update(&config);
                    self.phase = Phase::Handshake { until: now + STEP, name, service };
                    self.actions.push_back(Action::Connect { attempt });
                }
            }
            Input::Opened { attempt } if attempt == self.attempt => self.opened(moment),
            Input::Failed { attempt, cause } if attempt == self.attempt => self.failed(now, cause),
            Input::Opened { .. } | Input::Failed { .. } => {}
            Input::Heard => self.heard(now),
            Input::Message(bytes) => {
                self.heard(now);
                self.message(now, &bytes);
            }
            Input::Answer { job, payload } => self.answer(now, job, payload),
            Input::Shutdown => self.shutdown(now),
            Input::Time => {}
        }
        self.time(moment);
    }

    /// One more try.
    fn begin(&mut self, now: Duration) {
        self.attempt = self.attempt.wrapping_add(1);
        self.phase = Phase::Ticket { until: now + STEP };
        self.actions.push_back(Action::Show(State::Connecting));
        self.actions.push_back(Action::GetTicket { attempt: self.attempt });
    }

    fn opened(&mut self, moment: Moment) {
        let Phase::Handshake { name, service, .. } = &mut self.phase else { return };
        let (connection, service) = (std::mem::take(name), *service);
        self.pace.connected();
        if self.hint == Hint::Unset {
            self.hint = Hint::At(moment.now + HINT);
        }
        self.phase = Phase::Open(Open { since: moment.now, service, heart: Heart::new(moment), drain: None });
        self.actions.push_back(Action::Show(State::Ready { connection }));
    }

    /// A try failed, or the connection ended.
    fn failed(&mut self, now: Duration, cause: ConnectionError) {
        let cause = Arc::new(cause);
        let next = match &self.phase {
            Phase::Ticket { .. } | Phase::Handshake { .. } => self.pace.failed(&cause, &self.config),
            Phase::Open(open) if open.drain.is_none() => {
                self.pace.lost(now.saturating_sub(open.since), &cause, &self.config)
            }
            Phase::Open(_) | Phase::Closing { .. } => return self.end(Ok(())),
            Phase::Idle | Phase::Waiting { .. } | Phase::Ended => return,
        };
        match next {
            Ok(wait) => {
                self.let_go();
                self.phase = Phase::Waiting { until: now + wait };
                self.actions.push_back(Action::Show(State::Waiting { cause, wait }));
            }
            Err(error) => self.end(Err(error)),
        }
    }

    fn heard(&mut self, now: Duration) {
        if let Phase::Open(open) = &mut self.phase {
            open.heart.heard(now);
        }
    }

    fn message(&mut self, now: Duration, bytes: &[u8]) {
        let Phase::Open(open) = &mut self.phase else { return };
        let mut frame = match Frame::decode(bytes) {
            Ok(frame) => frame,
            Err(wrong) => return self.note(Note::Malformed(wrong)),
        };
        match frame.method {
            CONTROL if frame.kind() == "pong" => {
                let config = frame.payload.as_deref().and_then(|text| std::str::from_utf8(text).ok());
                if let Some(config) = config.and_then(|text| Json::parse(text).ok()) {
                    self.config.update(&config);
                    open.heart.ping_every(self.config.ping, now);
                }
            }
            // a ping of the platform wants no answer
            CONTROL => {}
            DATA => match self.parts.take(&mut frame, now) {
                Ok(Some(payload)) => self.work(now, frame, payload),
                Ok(None) => {}
                Err(wrong) => self.note(Note::Part(wrong)),
            },
            other => self.note(Note::UnknownKind(format!("method {other}"))),
        }
    }

    fn work(&mut self, now: Duration, frame: Frame, payload: Vec<u8>) {
        self.hint = Hint::Over;
        let as_card = match frame.kind() {
            "event" => false,
            "card" => true,
            other => return self.note(Note::UnknownKind(other.chars().take(40).collect())),
        };
        if as_card && !std::mem::replace(&mut self.card_frames, true) {
            self.note(Note::CardFrame);
        }
        let draining = matches!(&self.phase, Phase::Open(Open { drain: Some(_), .. }));
        if draining || self.jobs.len() >= MAX_JOBS {
            if !draining {
                self.note(Note::Busy);
            }
            let bytes = frame.answered(0, DECLINED.to_vec()).encode();
            return self.actions.push_back(Action::Send { bytes, job: None });
        }
        self.last_job += 1;
        self.jobs.insert(self.last_job, Echo { frame, since: now });
        self.actions.push_back(Action::Work(Job { id: self.last_job, as_card, payload }));
    }

    fn answer(&mut self, now: Duration, job: u64, payload: Vec<u8>) {
        let Some(Echo { frame, since }) = self.jobs.remove(&job) else {
            return self.actions.push_back(Action::Gone(job));
        };
        let took = u64::try_from(now.saturating_sub(since).as_millis()).unwrap_or(u64::MAX);
        let bytes = frame.answered(took, payload).encode();
        self.actions.push_back(Action::Send { bytes, job: Some(job) });
        if self.jobs.is_empty() && matches!(&self.phase, Phase::Open(Open { drain: Some(_), .. })) {
            self.close(now);
        }
    }

    fn shutdown(&mut self, now: Duration) {
        match &mut self.phase {
            Phase::Open(open) if open.drain.is_none() => {
                open.drain = Some(now + DRAIN);
                self.actions.push_back(Action::Show(State::Draining));
                if self.jobs.is_empty() {
                    self.close(now);
                }
            }
            Phase::Open(_) | Phase::Closing { .. } | Phase::Ended => {}
            Phase::Idle | Phase::Ticket { .. } | Phase::Handshake { .. } | Phase::Waiting { .. } => self.end(Ok(())),
        }
    }

    fn close(&mut self, now: Duration) {
        self.phase = Phase::Closing { until: now + CLOSE };
        self.actions.push_back(Action::Close);
    }

    /// What is due.
    fn time(&mut self, moment: Moment) {
        let now = moment.now;
        let incomplete = self.parts.expire(now);
        if incomplete > 0 {
            self.note(Note::Incomplete(incomplete));
        }
        match &mut self.phase {
            Phase::Ticket { until } | Phase::Handshake { until, .. } if now >= *until => {
                self.failed(now, ConnectionError::Timeout(STEP));
            }
            Phase::Waiting { until } if now >= *until => self.begin(now),
            Phase::Closing { until } if now >= *until => self.end(Ok(())),
            Phase::Open(open) => {
                if open.drain.is_some_and(|until| now >= until) {
                    return self.close(now);
                }
                let mut dead = None;
                while let Some(beat) = open.heart.beat(moment, self.config.ping) {
                    match beat {
                        Beat::Probe => self.actions.push_back(Action::Probe),
                        Beat::Ping => {
                            let bytes = Frame::ping(open.service).encode();
                            self.actions.push_back(Action::Send { bytes, job: None });
                        }
                        Beat::Dead(silence) => {
                            dead = Some(silence);
                            break;
                        }
                    }
                }
                if matches!(self.hint, Hint::At(at) if now >= at) {
                    self.hint = Hint::Over;
                    self.note(Note::NothingCame);
                }
                if let Some(silence) = dead {
                    self.failed(now, ConnectionError::Silent(silence));
                }
            }
            _ => {}
        }
    }

    fn let_go(&mut self) {
        self.jobs.clear();
        self.parts.clear();
        self.actions.push_back(Action::Drop);
    }

    fn end(&mut self, outcome: Result<(), Arc<ConnectionError>>) {
        self.let_go();
        self.phase = Phase::Ended;
        let state = match &outcome {
            Ok(()) => State::Closed,
            Err(error) => State::Failed(Arc::clone(error)),
        };
        self.actions.push_back(Action::Show(state));
        self.actions.push_back(Action::End(outcome));
    }

    fn note(&mut self, note: Note) {
        self.actions.push_back(Action::Note(note));
    }
}

#[cfg(test)]
mod tests;
