//! The long connection (long-connection.md §9): tickets, who is connected, what is pushed, and what came back. Frames
//! come and go as bytes; the sockets are the HTTP layer's.

use super::{
    Platform,
    reply::{Answer, Refusal, Reply},
};
use crate::{
    Break, Connection, FrameRecord, Request, Wire,
    clock::micros,
    connection::{Parts, frame::Frame},
    json::{object, text},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use feishu_card_core::Json;
use std::collections::{HashMap, VecDeque};
use tokio::sync::{mpsc, oneshot, watch};

/// How many frames are remembered for tests to look at.
const REMEMBERED: usize = 10_000;

/// All that the platform knows of long connections.
pub(crate) struct Connections {
    pub(crate) wire: Wire,
    tickets: Vec<Ticket>,
    open: Vec<Open>,
    /// Pushes that wait for their answer, by message id.
    waiting: HashMap<String, Waiting>,
    pub(crate) frames: VecDeque<FrameRecord>,
    /// Whether a journal is kept, and the frames that are not in it yet.
    pub(crate) journaled: bool,
    pub(crate) unnoted: Vec<FrameRecord>,
    /// How many connections are open.
    pub(crate) count: watch::Sender<usize>,
}

impl Connections {
    /// None yet; frames are kept for the journal where there is one.
    pub(crate) fn new(journaled: bool) -> Self {
        Connections {
            wire: Wire::default(),
            tickets: Vec::new(),
            open: Vec::new(),
            waiting: HashMap::new(),
            frames: VecDeque::new(),
            journaled,
            unnoted: Vec::new(),
            count: watch::Sender::new(0),
        }
    }
}

/// An address that was given out and not used yet.
struct Ticket {
    key: String,
    app_id: String,
    name: String,
    service: i32,
    expires: u64,
}

/// A connection.
struct Open {
    info: Connection,
    service: i32,
    seq_id: u64,
    send: mpsc::UnboundedSender<ToClient>,
}

/// What is to be done with the socket of a connection.
pub(crate) enum ToClient {
    Frame(Vec<u8>),
    Break(Break),
}

/// A push that waits for its answer.
struct Waiting {
    /// The frames that were sent: the answer is one of them, with another payload.
    sent: Vec<Frame>,
    answer: oneshot::Sender<Ack>,
}

/// What a client answered to a push.
#[derive(Debug, PartialEq)]
pub(crate) struct Ack {
    pub(crate) code: i64,
    /// The answer to the push; `None` when there was no `data`.
    pub(crate) data: Option<Vec<u8>>,
    /// Why it is not an answer.
    pub(crate) problem: Option<String>,
}

/// A push on its way.
pub(crate) struct Pushed {
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) message_id: String,
    pub(crate) answer: oneshot::Receiver<Ack>,
}

/// A connection that may be opened.
#[derive(Debug)]
pub(crate) struct Admitted {
    pub(crate) name: String,
    app_id: String,
    service: i32,
}

/// A refused handshake: the headers that say why.
#[derive(Debug, PartialEq)]
pub(crate) struct Refused {
    pub(crate) status: u16,
    pub(crate) code: Option<u32>,
    pub(crate) msg: &'static str,
}

/// What follows a frame of a client.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Following {
    /// A frame to send back.
    pub(crate) reply: Option<Vec<u8>>,
    /// The connection is closed, with this code and reason.
    pub(crate) close: Option<(u16, String)>,
}

impl Platform {
    /// `POST /callback/ws/endpoint`
    pub(crate) fn connection_ticket(&mut self, request: &Request) -> Answer {
        let body = request.json().unwrap_or_default();
        let (id, secret) = (text(&body, "AppID").unwrap_or_default(), text(&body, "AppSecret").unwrap_or_default());
        if id.is_empty() || secret.is_empty() {
            return Err(Refusal::of(1000040344));
        }
        let Some(app) = self.config.apps.iter().find(|app| app.id == id && app.secret == secret) else {
            return Err(Refusal::of(1000040345));
        };
        let app_id = app.id.clone();
        let wire = &self.connections.wire;
        let base = wire.url.clone().unwrap_or_else(|| format!("ws://{}", request.header("host").unwrap_or_default()));
        let expires = self.config.clock.micros().saturating_add(micros(wire.ticket_life));
        let config = self.connections.wire.config.json();
        let name = format!("7{:018}", self.random.next() % 1_000_000_000_000_000_000);
        let service = 33_554_678;
        let (access_key, ticket) = (self.random.id(""), self.random.id(""));
        let url = format!(
            "{base}/ws/v2?fpid=493&aid=552564&device_id={name}&access_key={access_key}&service_id={service}&ticket={ticket}"
        );
        let now = self.config.clock.micros();
        self.connections.tickets.retain(|ticket| ticket.expires > now);
        self.connections.tickets.push(Ticket { key: format!("{access_key} {ticket}"), app_id, name, service, expires });
        Ok(Reply::data("", object([("URL", url.into()), ("ClientConfig", config)])))
    }

    /// `GET /ws/v2`, before the protocol is switched: whether the ticket is good, and there is room.
    pub(crate) fn admit_connection(&mut self, request: &Request) -> Result<Admitted, Refused> {
        if let Some((status, code)) = self.connections.wire.refuse {
            return Err(Refused { status, code, msg: "refused by the test" });
        }
        let key = ["access_key", "ticket"].map(|name| request.parameter(name).unwrap_or_default()).join(" ");
        let now = self.config.clock.micros();
        let found = self.connections.tickets.iter().position(|ticket| ticket.key == key);
        // a ticket is good once, whatever comes of it
        let ticket = found.map(|index| self.connections.tickets.remove(index)).filter(|ticket| ticket.expires > now);
        let Some(Ticket { app_id, name, service, .. }) = ticket else {
            return Err(Refused { status: 514, code: Some(1000040345), msg: "the ticket is unknown, used or expired" });
        };
        let open = self.connections.open.iter().filter(|open| open.info.app_id == app_id).count();
        if open >= self.connections.wire.most {
            return Err(Refused {
                status: 514,
                code: Some(1000040350),
                msg: "the number of connections exceeded the limit",
            });
        }
        Ok(Admitted { name, app_id, service })
    }

    /// The connection is open; what comes out of `send` goes to the client.
    pub(crate) fn open_connection(&mut self, admitted: Admitted, send: mpsc::UnboundedSender<ToClient>) {
        let Admitted { name, app_id, service } = admitted;
        self.events.connected(&app_id, self.now());
        let info = Connection { app_id, name, since: self.now(), last_ping: None, pings: 0 };
        self.connections.open.push(Open { info, service, seq_id: 0, send });
        self.connections.counted();
        self.tell();
    }

    /// The connection is gone.
    pub(crate) fn close_connection(&mut self, name: &str) {
        self.connections.open.retain(|open| open.info.name != name);
        self.connections.counted();
        self.tell();
    }

    /// Breaks every connection.
    pub(crate) fn break_connections(&mut self, how: &Break) {
        for open in &self.connections.open {
            // who is gone cannot be broken
            let _ = open.send.send(ToClient::Break(how.clone()));
        }
        // a silent one still counts as connected on the platform's side, until its socket is closed
        if *how != Break::Silent {
            self.connections.open.clear();
            self.connections.counted();
        }
    }

    /// A binary message of a client.
    pub(crate) fn connection_frame(&mut self, name: &str, bytes: &[u8]) -> Following {
        let now = self.now();
        let frame = match Frame::decode(bytes) {
            Ok(frame) => frame,
            Err((at, wrong)) => {
                return Following { close: Some((1002, format!("byte {at}: {wrong}"))), ..Following::default() };
            }
        };
        let problem = match frame.method {
            0 => None,
            _ => self.connections.answer(&frame),
        };
        self.connections.record(now, name, true, &frame, problem);
        self.note_frames();
        if frame.method != 0 || frame.header("type") != Some("ping") {
            return Following::default();
        }
        let Some(open) = self.connections.open.iter_mut().find(|open| open.info.name == name) else {
            return Following::default();
        };
        if frame.service != open.service {
            let reason = format!("a ping for service {}, expected {}", frame.service, open.service);
            return Following { close: Some((1002, reason)), ..Following::default() };
        }
        open.info.last_ping = Some(now);
        open.info.pings += 1;
        let every = self.connections.wire.config_every;
        let told = every > 0 && open.info.pings.is_multiple_of(every);
        let payload = told.then(|| self.connections.wire.config.json().to_string().into_bytes());
        let headers = vec![("type".to_owned(), "pong".to_owned())];
        let pong = Frame { service: frame.service, headers, payload, ..Frame::default() };
        self.connections.record(now, name, false, &pong, None);
        self.note_frames();
        Following { reply: Some(pong.encode()), close: None }
    }

    /// Pushes a payload to one of the app's connections, by chance. `None` when there is none, or nothing is subscribed.
    pub(crate) fn push_to_connection(&mut self, app_id: &str, kind: &'static str, payload: &str) -> Option<Pushed> {
        let now = self.now();
        let (message_id, trace_id, log_id) = (self.random.id(""), self.random.id(""), self.random.id("2026"));
        let (instance_id, number, dice) = (self.random.id("i-"), self.random.next() >> 1, self.random.next());
        let Connections { wire, open, .. } = &mut self.connections;
        if wire.unsubscribed {
            return None;
        }
        let mut of_app: Vec<&mut Open> = open.iter_mut().filter(|open| open.info.app_id == app_id).collect();
        let count = u64::try_from(of_app.len()).unwrap_or(u64::MAX);
        let open = of_app.get_mut(usize::try_from(dice.checked_rem(count)?).ok()?)?;

        let size = wire.split.filter(|size| *size > 0 && payload.len() > *size).unwrap_or(payload.len().max(1));
        let pieces: Vec<&[u8]> = payload.as_bytes().chunks(size).collect();
        let sum = pieces.len();
        let mut sent = Vec::new();
        for (seq, piece) in pieces.into_iter().enumerate() {
            open.seq_id += 1;
            let headers = [
                ("type", kind.to_owned()),
                ("message_id", message_id.clone()),
                ("sum", sum.to_string()),
                ("seq", seq.to_string()),
                ("trace_id", trace_id.clone()),
                ("timestamp", now.to_string()),
                ("instance_id", instance_id.clone()),
            ];
            sent.push(Frame {
                seq_id: open.seq_id,
                log_id: number,
                service: open.service,
                method: 1,
                headers: headers.map(|(key, value)| (key.to_owned(), value)).to_vec(),
                payload: Some(piece.to_vec()),
                log_id_new: Some(log_id.clone()),
            });
        }
        let mut queue = ordered(&sent, wire.parts);
        if wire.twice {
            queue.extend(queue.clone());
        }
        let (name, send) = (open.info.name.clone(), open.send.clone());
        for frame in &queue {
            let _ = send.send(ToClient::Frame(frame.encode()));
            self.connections.record(now, &name, false, frame, None);
        }
        self.note_frames();
        let (answer, answered) = oneshot::channel();
        let headers = vec![("message_id", message_id.clone()), ("trace_id", trace_id)];
        self.connections.waiting.insert(message_id.clone(), Waiting { sent, answer });
        Some(Pushed { headers, message_id, answer: answered })
    }

    /// Nobody waits any more for the answer to this push.
    pub(crate) fn forget_push(&mut self, message_id: &str) {
        self.connections.waiting.remove(message_id);
    }
}

impl Connections {
    pub(crate) fn list(&self) -> Vec<Connection> {
        self.open.iter().map(|open| open.info.clone()).collect()
    }

    fn counted(&self) {
        self.count.send_replace(self.open.len());
    }

    /// Takes the answer to a push; what is wrong with it.
    fn answer(&mut self, frame: &Frame) -> Option<String> {
        let id = frame.header("message_id").unwrap_or_default();
        let Some(waiting) = self.waiting.remove(id) else {
            return Some("an answer to nothing that waits: too late, a second one, or the id is wrong".to_owned());
        };
        let problem = echo_problem(&waiting.sent, frame);
        let ack = read_ack(frame.payload.as_deref().unwrap_or_default(), problem.clone());
        let problem = ack.problem.clone();
        // who does not wait any more does not want it
        let _ = waiting.answer.send(ack);
        problem
    }

    fn record(&mut self, at: u64, connection: &str, from_client: bool, frame: &Frame, problem: Option<String>) {
        if self.frames.len() == REMEMBERED {
            self.frames.pop_front();
        }
        let record = FrameRecord {
            at,
            connection: connection.to_owned(),
            from_client,
            method: frame.method,
            headers: frame.headers.clone(),
            payload: String::from_utf8_lossy(frame.payload.as_deref().unwrap_or_default()).into_owned(),
            problem,
        };
        if self.journaled {
            self.unnoted.push(record.clone());
        }
        self.frames.push_back(record);
    }
}

/// The frames in the order in which they are sent.
fn ordered(sent: &[Frame], parts: Parts) -> Vec<Frame> {
    let mut queue = sent.to_vec();
    if sent.len() < 2 {
        return queue;
    }
    match parts {
        Parts::InOrder => {}
        Parts::Reversed => queue.reverse(),
        Parts::Doubled => queue = sent.iter().flat_map(|frame| [frame.clone(), frame.clone()]).collect(),
        Parts::LastMissing => drop(queue.pop()),
        Parts::OneTooMany => {
            if let Some(mut odd) = sent.first().cloned() {
                for (key, value) in &mut odd.headers {
                    if key == "seq" {
                        *value = sent.len().to_string();
                    }
                }
                queue.insert(0, odd);
            }
        }
    }
    queue
}

/// Why an answer is not the frame it answers with another payload.
fn echo_problem(sent: &[Frame], answer: &Frame) -> Option<String> {
    let same = |sent: &&Frame| sent.header("seq") == answer.header("seq");
    let Some(sent) = sent.iter().find(same) else {
        return Some("the answer does not echo `seq`".to_owned());
    };
    let numbers = |frame: &Frame| (frame.seq_id, frame.log_id, frame.service, frame.method);
    if numbers(sent) != numbers(answer) {
        return Some("the answer does not echo SeqID, LogID, service and method".to_owned());
    }
    if sent.log_id_new != answer.log_id_new {
        return Some("the answer does not echo LogIDNew".to_owned());
    }
    if !answer.headers.starts_with(&sent.headers) {
        return Some("the answer does not echo the headers in their order".to_owned());
    }
    match answer.headers.get(sent.headers.len()..) {
        // the platform's own client leaves it out where a handler failed
        Some([]) => None,
        Some([(key, time)]) if key == "biz_rt" && time.parse::<i64>().is_ok() => None,
        _ => Some("after the echoed headers, the answer may have `biz_rt` and nothing else".to_owned()),
    }
}

/// `{"code", "headers", "data"}`, where `data` is base64.
fn read_ack(payload: &[u8], problem: Option<String>) -> Ack {
    let json = std::str::from_utf8(payload).ok().and_then(|text| Json::parse(text).ok()).unwrap_or_default();
    let code = json.get("code").and_then(Json::as_i64);
    let (data, wrong) = match json.get("data") {
        None | Some(Json::Null) => (None, None),
        Some(Json::Str(text)) => match STANDARD.decode(text.as_bytes()) {
            Ok(data) => (Some(data), None),
            Err(_) => (None, Some("`data` is not base64".to_owned())),
        },
        Some(_) => (None, Some("`data` is not a string".to_owned())),
    };
    let no_code = || code.is_none().then(|| "the payload of the answer is not JSON with a `code`".to_owned());
    Ack { code: code.unwrap_or_default(), data, problem: problem.or_else(no_code).or(wrong) }
}

impl crate::ConnectionConfig {
    fn json(&self) -> Json {
        object([
            ("ReconnectCount", self.reconnect_count.into()),
            ("ReconnectInterval", self.reconnect_interval.into()),
            ("ReconnectNonce", self.reconnect_nonce.into()),
            ("PingInterval", self.ping_interval.into()),
        ])
    }
}
