//! The platform as a plain state machine: a request goes in, an answer comes out. No sockets, and time only
//! by the clock it was given.

pub(crate) mod batch;
mod card_error;
pub(crate) mod cardkit;
mod codes;
pub(crate) mod connections;
mod content;
mod ephemeral;
pub(crate) mod events;
pub(crate) mod images;
pub(crate) mod journal;
mod manage;
pub(crate) mod messages;
mod multipart;
pub(crate) mod people;
pub(crate) mod push;
mod reading;
pub(crate) mod reply;
mod simplified;
mod templates;
mod thread;
mod tokens;
pub(crate) mod update;
mod webhook;
pub(crate) mod windows;

use crate::{
    Api, ChatMessage, Failure, Fault, Request,
    api::{Route, route},
    config::Config,
    fault,
    random::Random,
};
use batch::SentBatch;
use cardkit::Entities;
use connections::Connections;
use events::{Event, Events};
use images::Image;
use journal::Journal;
use people::People;
use reply::{Answer, Refusal, Reply};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};
use tokens::Token;
use tokio::sync::watch;
use update::Interaction;
use windows::{Limited, WindowKey, Windows};

/// The bodies of requests are kept up to so many bytes in all; the oldest requests go first.
const KEPT_BYTES: usize = 64 << 20;

/// The state of the emulated platform.
pub(crate) struct Platform {
    pub(crate) config: Config,
    pub(crate) random: Random,
    /// The current ticket of store apps.
    pub(crate) app_ticket: String,
    /// The app that asked for the ticket to be pushed.
    ticket_wanted: Option<String>,
    pub(crate) tokens: Vec<Token>,
    /// All messages, in order of sending.
    pub(crate) messages: Vec<ChatMessage>,
    /// The index of each message id in `messages`.
    by_id: HashMap<String, usize>,
    /// Idempotency keys, per app: the message they made, and when (microseconds).
    uuids: HashMap<(String, String), (usize, u64)>,
    pub(crate) entities: Entities,
    pub(crate) batches: Vec<SentBatch>,
    pub(crate) images: Vec<Image>,
    /// What users did to cards: update tokens and their uses.
    pub(crate) interactions: HashMap<String, Interaction>,
    /// Receivers that cannot be reached, and the code that says why.
    pub(crate) unreachable: HashMap<String, u32>,
    pub(crate) windows: Windows,
    pub(crate) connections: Connections,
    pub(crate) events: Events,
    pub(crate) faults: Vec<Fault>,
    /// The last requests, and how many came before them.
    pub(crate) requests: VecDeque<Recorded>,
    /// The bytes of their bodies.
    kept_bytes: usize,
    forgotten: usize,
    /// How many requests each call got.
    pub(crate) calls: HashMap<Api, u64>,
    /// What happened, with all answers; kept where somebody looks at it.
    pub(crate) journal: Journal,
    /// Who users are, and the groups they are in.
    pub(crate) people: People,
    /// Counts what is new.
    pub(crate) news: watch::Sender<u64>,
}

/// A request that waits for its answer.
pub(crate) struct Arrived {
    number: usize,
    /// Its number in the journal.
    pub(crate) entry: Option<u64>,
    pub(crate) request: Arc<Request>,
    pub(crate) fault: Option<Fault>,
}

/// A request in the record, and how it was answered.
pub(crate) struct Recorded {
    request: Arc<Request>,
    status: Option<u16>,
    code: Option<i64>,
}

impl Recorded {
    pub(crate) fn request(&self) -> Request {
        Request { status: self.status, code: self.code, ..Request::clone(&self.request) }
    }
}

impl Platform {
    pub(crate) fn new(config: Config) -> Self {
        let mut random = Random::seeded(config.seed.wrapping_add(1));
        Platform {
            app_ticket: random.id(""),
            ticket_wanted: None,
            tokens: Vec::new(),
            messages: Vec::new(),
            by_id: HashMap::new(),
            uuids: HashMap::new(),
            entities: Entities::default(),
            batches: Vec::new(),
            images: Vec::new(),
            interactions: HashMap::new(),
            unreachable: HashMap::new(),
            windows: Windows::new(config.factor),
            connections: Connections::new(config.journal),
            events: Events::default(),
            faults: config.faults.clone(),
            requests: VecDeque::new(),
            kept_bytes: 0,
            forgotten: 0,
            calls: HashMap::new(),
            journal: Journal::new(config.journal),
            people: People::of(&config),
            news: watch::Sender::new(0),
            random,
            config,
        }
    }

    /// Forgets what was sent, changed and done, faults too. Apps, tokens, images, connections, people and the callback
    /// address stay: a bot that runs goes on.
    pub(crate) fn reset(&mut self) {
        self.messages.clear();
        self.by_id.clear();
        self.uuids.clear();
        self.entities = Entities::default();
        self.batches.clear();
        self.interactions.clear();
        self.unreachable.clear();
        self.windows = Windows::new(self.config.factor);
        self.events = Events::default();
        self.faults.clear();
        self.requests.clear();
        (self.kept_bytes, self.forgotten) = (0, 0);
        self.calls.clear();
        self.journal.clear();
        self.tell();
    }

    /// Keeps a message of another session, under its own id; false when one has that id.
    pub(crate) fn adopt(&mut self, message: ChatMessage) -> bool {
        if self.by_id.contains_key(&message.message_id) {
            return false;
        }
        self.by_id.insert(message.message_id.clone(), self.messages.len());
        self.messages.push(message);
        true
    }

    /// Milliseconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        self.config.clock.unix_millis()
    }

    /// Takes a request down, and decides what is to go wrong with it.
    pub(crate) fn arrive(&mut self, request: Request) -> Arrived {
        let api = match route(&request.method, &request.path) {
            Route::Call(api, _) => Some(api),
            Route::WrongMethod | Route::Unknown => None,
        };
        let fault = fault::first_hit(&mut self.faults, api, &request.path, &mut self.random);
        self.take(request, fault, false)
    }

    /// Takes a request down that nothing goes wrong with: it is made again, not by the app.
    pub(crate) fn arrive_again(&mut self, request: Request) -> Arrived {
        self.take(request, None, true)
    }

    fn take(&mut self, mut request: Request, fault: Option<Fault>, replayed: bool) -> Arrived {
        request.at = self.now();
        if let Route::Call(api, _) = route(&request.method, &request.path) {
            request.api = Some(api);
            *self.calls.entry(api).or_default() += 1;
        }
        let entry = self.note_call(&request, fault.as_ref().map(Fault::label), replayed);
        let request = Arc::new(request);
        self.requests.push_back(Recorded { request: request.clone(), status: None, code: None });
        let number = self.forgotten + self.requests.len() - 1;
        self.kept_bytes += request.body.len();
        while self.requests.len() > self.config.keep_requests
            || (self.kept_bytes > KEPT_BYTES && !self.requests.is_empty())
        {
            let forgotten = self.requests.pop_front();
            self.kept_bytes -= forgotten.map_or(0, |recorded| recorded.request.body.len());
            self.forgotten += 1;
        }
        self.tell();
        Arrived { number, entry, request, fault }
    }

    /// Answers a request that arrived; with `fault`, as that has it.
    pub(crate) fn answer(&mut self, arrived: &Arrived, fault: Option<&Fault>) -> Reply {
        let effect = match fault {
            Some(fault) if fault.comes_first() => Err(Refusal::of(1500)),
            _ => self.call(&arrived.request),
        };
        let answer = match fault.and_then(|fault| refusal(&fault.failure)) {
            Some(refusal) => Err(refusal),
            None => effect,
        };
        let log_id = self.random.id("2026");
        let reply = answer.unwrap_or_else(Refusal::into_reply).with_log_id(&log_id);
        let is_spoilt = fault.is_some_and(Fault::spoils);
        if arrived.entry.is_some() && !is_spoilt {
            self.note_answer(arrived, reply.status, reply.code(), &reply.bytes());
        } else {
            self.tell();
        }
        let seen = arrived.number.checked_sub(self.forgotten).and_then(|index| self.requests.get_mut(index));
        if let Some(seen) = seen.filter(|_| !is_spoilt) {
            (seen.status, seen.code) = (Some(reply.status), reply.code());
        }
        reply
    }

    /// The checks every call passes, in the order api.md suggests, then the call itself.
    fn call(&mut self, request: &Request) -> Answer {
        let (api, id) = match route(&request.method, &request.path) {
            Route::Call(api, id) => (api, id),
            Route::WrongMethod => return Err(Refusal::of(99991301)),
            Route::Unknown => return Err(Refusal::of(99991201)),
        };
        match api {
            Api::TenantToken => return self.self_built_token(request, false),
            Api::AppToken => return self.self_built_token(request, true),
            Api::StoreAppToken => return self.store_app_token(request),
            Api::StoreTenantToken => return self.store_tenant_token(request),
            Api::TicketResend => return self.resend_ticket(request),
            Api::ConnectionTicket => return self.connection_ticket(request),
            Api::BotHook => return self.hook(&id, request),
            _ => {}
        }
        let app = self.caller(request)?;
        let now = self.config.clock.micros();
        let limits = self.limits_of(api);
        self.windows.admit(WindowKey::Api(app.clone(), api), limits, now).map_err(|limited| self.too_fast(&limited))?;
        match api {
            Api::MessageCreate => self.create_message(&app, request),
            Api::MessageList => self.list_messages(&app, request),
            Api::MessageReply => self.reply_message(&app, &id, request),
            Api::MessageGet => self.get_message(&app, &id, request),
            Api::MessageDelete => self.recall_message(&app, &id),
            Api::MessagePatch => self.patch_message(&app, &id, request),
            Api::MessageEdit => self.edit_message(&app, &id, request),
            Api::UrgentApp => self.urgent(&app, &id, request, "app"),
            Api::UrgentSms => self.urgent(&app, &id, request, "sms"),
            Api::UrgentPhone => self.urgent(&app, &id, request, "phone"),
            Api::CardUpdate => self.delayed_update(&app, request),
            Api::EphemeralSend => self.send_ephemeral(&app, request),
            Api::EphemeralDelete => self.delete_ephemeral(&app, request),
            Api::BatchSend => self.send_batch(&app, request),
            Api::BatchDelete => self.recall_batch(&app, &id),
            Api::BatchProgress => self.batch_progress(&app, &id),
            Api::BatchReadUser => self.batch_readers(&app, &id),
            Api::ImageCreate => self.upload_image(&app, request),
            Api::ImageGet => self.download_image(&app, &id),
            Api::CardkitCreate
            | Api::CardkitUpdate
            | Api::CardkitSettings
            | Api::CardkitBatch
            | Api::CardkitIdConvert
            | Api::ElementCreate
            | Api::ElementUpdate
            | Api::ElementPatch
            | Api::ElementDelete
            | Api::ElementContent => self.cardkit(api, &app, &id, request),
            Api::TenantToken
            | Api::AppToken
            | Api::StoreAppToken
            | Api::StoreTenantToken
            | Api::TicketResend
            | Api::ConnectionTicket
            | Api::ConnectionOpen
            | Api::BotHook => Err(Refusal::of(1500)),
        }
    }

    /// 429 with the headers that say how long to wait.
    fn too_fast(&self, limited: &Limited) -> Refusal {
        // whole seconds as the platform sends them; scaled limits need finer ones to be any use
        let seconds = limited.reset.as_secs_f64();
        let reset = if self.config.factor == 1.0 { seconds.ceil().to_string() } else { format!("{seconds:.3}") };
        let headers = vec![("x-ogw-ratelimit-limit", limited.limit.to_string()), ("x-ogw-ratelimit-reset", reset)];
        Refusal { headers, ..Refusal::of(99991400) }
    }

    /// The event with the ticket that a store app asked for.
    pub(crate) fn ticket_push(&mut self) -> Option<Event> {
        let app_id = self.ticket_wanted.take()?;
        let push = push::ticket_event(&self.config, &mut self.random, &app_id, &self.app_ticket);
        Some(Event::new(&app_id, push))
    }

    /// The index of the message with this id.
    pub(crate) fn find(&self, message_id: &str) -> Option<usize> {
        self.by_id.get(message_id).copied()
    }
}

/// The failure as an answer of the platform; `None` for those that happen on the wire.
fn refusal(failure: &Failure) -> Option<Refusal> {
    Some(match failure {
        Failure::Code(code) => Refusal::of(*code),
        Failure::ExpiredToken => Refusal::of(99991663),
        Failure::Json(status, code, msg) => Refusal::of(*code).status(*status).msg(msg.as_str()),
        Failure::RateLimited(reset) => {
            let headers = reset.map(|reset| {
                let seconds = reset.as_secs_f64();
                vec![("x-ogw-ratelimit-limit", "50".to_owned()), ("x-ogw-ratelimit-reset", seconds.to_string())]
            });
            Refusal { headers: headers.unwrap_or_default(), ..Refusal::of(99991400) }
        }
        _ => return None,
    })
}

#[cfg(test)]
pub(crate) use simplified::simplified;

#[cfg(test)]
mod tests;
