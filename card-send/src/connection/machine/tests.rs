//! The state machine under a clock that only the test moves.

use super::*;
use crate::connection::frame::Header;
use proptest::prelude::*;

/// A machine, its time, and what it asked for.
struct Rig {
    machine: Machine,
    now: Duration,
}

fn seconds(n: f64) -> Duration {
    Duration::from_secs_f64(n)
}

impl Rig {
    fn new() -> Self {
        Rig { machine: Machine::new(7), now: Duration::ZERO }
    }

    fn moment(&self) -> Moment {
        Moment { now: self.now, wall: seconds(1_700_000_000.0) + self.now }
    }

    fn give(&mut self, input: Input) -> Vec<Action> {
        let moment = self.moment();
        self.machine.handle(moment, input);
        std::iter::from_fn(|| self.machine.poll()).collect()
    }

    /// Lets this much time pass, from one due moment to the next.
    fn pass(&mut self, time: f64) -> Vec<Action> {
        let end = self.now + seconds(time);
        let mut actions = Vec::new();
        while let Some(due) = self.machine.due().filter(|due| *due <= end) {
            self.now = self.now.max(due);
            actions.extend(self.give(Input::Time));
        }
        self.now = end;
        actions
    }

    fn attempt(&self) -> u32 {
        self.machine.attempt
    }

    fn ticket(&mut self) -> Vec<Action> {
        let attempt = self.attempt();
        self.give(Input::Ticket { attempt, name: "device 1".to_owned(), service: 7, config: Json::Null })
    }

    fn open(&mut self) -> Vec<Action> {
        self.ticket();
        let attempt = self.attempt();
        self.give(Input::Opened { attempt })
    }

    fn fail(&mut self, cause: ConnectionError) -> Vec<Action> {
        let attempt = self.attempt();
        self.give(Input::Failed { attempt, cause })
    }

    /// A machine with an open connection.
    fn opened() -> Self {
        let mut rig = Rig::new();
        rig.give(Input::Start);
        rig.open();
        rig
    }
}

fn event(id: &str) -> Input {
    let headers = [("type", "event"), ("message_id", id), ("sum", "1"), ("seq", "0")];
    Input::Message(frame(&headers, b"{}").encode())
}

fn frame(headers: &[(&str, &str)], payload: &[u8]) -> Frame {
    Frame {
        seq_id: 1,
        service: 7,
        method: DATA,
        headers: headers.iter().map(|(key, value)| Header::new(*key, *value)).collect(),
        payload: Some(payload.to_vec()),
        ..Frame::default()
    }
}

fn closed() -> ConnectionError {
    ConnectionError::Closed { code: Some(1000), reason: String::new() }
}

fn broken() -> ConnectionError {
    ConnectionError::Transport("reset".to_owned())
}

/// The kinds of actions, without what they hold.
fn kinds(actions: &[Action]) -> Vec<String> {
    let kind = |action: &Action| match action {
        Action::GetTicket { .. } => "ticket".to_owned(),
        Action::Connect { .. } => "connect".to_owned(),
        Action::Send { job: Some(_), .. } => "answer".to_owned(),
        Action::Send { bytes, .. } => match Frame::decode(bytes) {
            Ok(frame) if frame.method == CONTROL => "ping".to_owned(),
            _ => "decline".to_owned(),
        },
        Action::Probe => "probe".to_owned(),
        Action::Close => "close".to_owned(),
        Action::Drop => "drop".to_owned(),
        Action::Work(_) => "work".to_owned(),
        Action::Gone(_) => "gone".to_owned(),
        Action::Show(state) => match state {
            State::Idle => "idle".to_owned(),
            State::Connecting => "connecting".to_owned(),
            State::Ready { .. } => "ready".to_owned(),
            State::Waiting { .. } => "waiting".to_owned(),
            State::Draining => "draining".to_owned(),
            State::Failed(_) => "failed".to_owned(),
            State::Closed => "closed".to_owned(),
        },
        Action::Note(note) => format!("{note:?}"),
        Action::End(Ok(())) => "end".to_owned(),
        Action::End(Err(_)) => "error".to_owned(),
    };
    actions.iter().map(kind).collect()
}

#[test]
fn a_connection_comes_about_and_pings_at_once() {
    let mut rig = Rig::new();
    assert_eq!(kinds(&rig.give(Input::Start)), ["connecting", "ticket"]);
    assert_eq!(kinds(&rig.ticket()), ["connect"]);
    let attempt = rig.attempt();
    let actions = rig.give(Input::Opened { attempt });
    assert_eq!(kinds(&actions), ["ready", "ping"]);
    assert!(matches!(&actions[0], Action::Show(State::Ready { connection }) if connection == "device 1"));
    let Action::Send { bytes, .. } = &actions[1] else { panic!("{actions:?}") };
    assert_eq!(Frame::decode(bytes), Ok(Frame::ping(7)));
}

#[test]
fn an_answer_is_the_frame_with_the_time_it_took() {
    let mut rig = Rig::opened();
    let actions = rig.give(event("m1"));
    assert!(matches!(&actions[..], [Action::Work(Job { id: 1, as_card: false, payload })] if payload == b"{}"));
    rig.now += seconds(0.25);
    let actions = rig.give(Input::Answer { job: 1, payload: b"answer".to_vec() });
    let [Action::Send { bytes, job: Some(1) }] = &actions[..] else { panic!("{actions:?}") };
    let headers = [("type", "event"), ("message_id", "m1"), ("sum", "1"), ("seq", "0"), ("biz_rt", "250")];
    assert_eq!(Frame::decode(bytes), Ok(frame(&headers, b"answer")));
    assert_eq!(kinds(&rig.give(Input::Answer { job: 1, payload: Vec::new() })), ["gone"], "once");
}

#[test]
fn a_message_in_parts_is_answered_by_its_last_frame() {
    let mut rig = Rig::opened();
    let part = |seq: &str, payload: &[u8]| {
        Input::Message(frame(&[("type", "event"), ("message_id", "m"), ("sum", "2"), ("seq", seq)], payload).encode())
    };
    assert!(rig.give(part("1", b"}")).is_empty());
    let actions = rig.give(part("0", b"{"));
    assert!(matches!(&actions[..], [Action::Work(job)] if job.payload == b"{}"), "{actions:?}");
    let actions = rig.give(Input::Answer { job: 1, payload: Vec::new() });
    let [Action::Send { bytes, .. }] = &actions[..] else { panic!("{actions:?}") };
    assert_eq!(Frame::decode(bytes).unwrap().header("seq"), Some("0"));
    // a part that never comes
    rig.give(part("1", b"}"));
    assert!(kinds(&rig.pass(6.0)).contains(&"Incomplete(1)".to_owned()));
}

#[test]
fn handlers_delay_no_ping() {
    let mut rig = Rig::opened();
    for n in 0..100 {
        assert_eq!(kinds(&rig.give(event(&n.to_string()))), ["work"]);
    }
    // none of them is answered; the other side answers whatever it is asked
    let mut pings = 0;
    for _ in 0..360 {
        let actions = rig.pass(1.0);
        pings += kinds(&actions).iter().filter(|kind| *kind == "ping").count();
        if !actions.is_empty() {
            rig.give(Input::Heard);
        }
    }
    assert_eq!(pings, 3, "one each 120 s");
}

#[test]
fn a_dead_connection_is_left_within_40_seconds() {
    let mut rig = Rig::opened();
    rig.give(Input::Heard);
    let actions = rig.pass(40.0);
    let said = kinds(&actions);
    assert_eq!(said[..3], ["probe", "ping", "drop"], "{said:?}");
    let cause = actions.iter().find_map(|action| match action {
        Action::Show(State::Waiting { cause, .. }) => Some(Arc::clone(cause)),
        _ => None,
    });
    assert!(matches!(&*cause.unwrap(), ConnectionError::Silent(time) if *time == seconds(35.0)));
}

#[test]
fn a_lost_connection_comes_back_with_a_new_ticket() {
    let mut rig = Rig::opened();
    rig.now += seconds(100.0);
    rig.give(Input::Heard);
    let actions = rig.fail(broken());
    assert_eq!(kinds(&actions), ["drop", "waiting"]);
    assert_eq!(kinds(&rig.pass(2.0)), ["connecting", "ticket"]);
    assert_eq!(kinds(&rig.open()), ["ready", "ping"]);
}

#[test]
fn an_answer_for_a_lost_connection_is_gone() {
    let mut rig = Rig::opened();
    rig.give(event("m1"));
    rig.fail(broken());
    assert_eq!(kinds(&rig.give(Input::Answer { job: 1, payload: Vec::new() })), ["gone"]);
    rig.pass(3.0);
    rig.open();
    let actions = rig.give(event("m2"));
    assert!(matches!(&actions[..], [Action::Work(Job { id: 2, .. })]), "no number is used twice");
}

#[test]
fn ticket_and_handshake_are_bounded_and_late_results_are_not_taken() {
    let mut rig = Rig::new();
    rig.give(Input::Start);
    let first = rig.attempt();
    assert_eq!(kinds(&rig.pass(15.0))[..2], ["drop", "waiting"]);
    assert!(rig.ticket().is_empty(), "the ticket of a try that is over");
    rig.pass(2.0);
    assert_ne!(rig.attempt(), first);
    let late = Input::Ticket { attempt: first, name: String::new(), service: 0, config: Json::Null };
    assert!(rig.give(late).is_empty());
    assert_eq!(kinds(&rig.ticket()), ["connect"]);
    assert!(rig.give(Input::Opened { attempt: first }).is_empty());
    assert_eq!(kinds(&rig.pass(15.0))[..2], ["drop", "waiting"], "the handshake takes too long");
}

#[test]
fn closing_while_connecting_wins() {
    for steps in 0..4 {
        let mut rig = Rig::new();
        if steps > 0 {
            rig.give(Input::Start);
        }
        if steps == 2 {
            rig.ticket();
        }
        if steps == 3 {
            rig.fail(broken());
        }
        assert_eq!(kinds(&rig.give(Input::Shutdown)), ["drop", "closed", "end"], "{steps}");
        // a late success is thrown away
        assert!(rig.ticket().is_empty());
        let attempt = rig.attempt();
        assert!(rig.give(Input::Opened { attempt }).is_empty());
        assert!(rig.give(Input::Start).is_empty());
        assert_eq!(rig.machine.due(), None);
    }
}

#[test]
fn a_final_code_stops_and_another_goes_on() {
    let refused = |code| ConnectionError::Refused { code, msg: String::new(), host: String::new() };
    let mut rig = Rig::new();
    rig.give(Input::Start);
    assert_eq!(kinds(&rig.fail(refused(1))), ["drop", "waiting"]);
    rig.pass(1.0);
    assert_eq!(kinds(&rig.fail(refused(1_000_040_345))), ["drop", "failed", "error"]);
    assert!(rig.pass(10_000.0).is_empty());
}

#[test]
fn a_shutdown_lets_handlers_finish_then_closes() {
    let mut rig = Rig::opened();
    rig.give(event("m1"));
    assert_eq!(kinds(&rig.give(Input::Shutdown)), ["draining"]);
    assert_eq!(kinds(&rig.give(event("m2"))), ["decline"], "nothing new is taken");
    assert_eq!(kinds(&rig.give(Input::Answer { job: 1, payload: Vec::new() })), ["answer", "close"]);
    assert_eq!(kinds(&rig.fail(closed())), ["drop", "closed", "end"]);
    // a handler that does not finish, and a server that does not close
    let mut rig = Rig::opened();
    rig.give(event("m1"));
    rig.give(Input::Shutdown);
    assert_eq!(kinds(&rig.pass(3.0)), ["close"]);
    assert_eq!(kinds(&rig.pass(2.0)), ["drop", "closed", "end"]);
    // with nothing to finish
    assert_eq!(kinds(&Rig::opened().give(Input::Shutdown)), ["draining", "close"]);
}

#[test]
fn what_is_more_than_can_be_worked_on_is_declined() {
    let mut rig = Rig::opened();
    for n in 0..MAX_JOBS {
        assert_eq!(kinds(&rig.give(event(&n.to_string()))), ["work"]);
    }
    let actions = rig.give(event("more"));
    assert_eq!(kinds(&actions), ["Busy", "decline"]);
    let Action::Send { bytes, .. } = &actions[1] else { panic!() };
    assert_eq!(Frame::decode(bytes).unwrap().payload.as_deref(), Some(DECLINED));
    rig.give(Input::Answer { job: 1, payload: Vec::new() });
    assert_eq!(kinds(&rig.give(event("room again"))), ["work"]);
}

#[test]
fn a_pong_changes_the_pings() {
    let mut rig = Rig::opened();
    let pong = |config: &str| Frame {
        headers: vec![Header::new("type", "pong")],
        payload: Some(config.as_bytes().to_vec()),
        ..Frame::default()
    };
    rig.give(Input::Message(pong(r#"{"PingInterval":3}"#).encode()));
    assert_eq!(kinds(&rig.pass(9.5)).iter().filter(|kind| *kind == "ping").count(), 3);
    for odd in ["", "no JSON", r#"{"PingInterval":0}"#] {
        assert!(rig.give(Input::Message(pong(odd).encode())).is_empty(), "{odd}");
    }
    assert_eq!(rig.machine.config.ping, seconds(3.0));
}

#[test]
fn a_card_frame_is_taken_and_noted_once() {
    let mut rig = Rig::opened();
    let card = || Input::Message(frame(&[("type", "card"), ("message_id", "m")], b"{}").encode());
    let actions = rig.give(card());
    assert_eq!(kinds(&actions), ["CardFrame", "work"]);
    assert!(matches!(&actions[1], Action::Work(Job { as_card: true, .. })));
    assert_eq!(kinds(&rig.give(card())), ["work"]);
    assert_eq!(kinds(&rig.give(Input::Message(vec![0]))).len(), 1, "malformed, and the connection goes on");
    let other = Input::Message(frame(&[("type", "news")], b"{}").encode());
    assert_eq!(kinds(&rig.give(other)), [r#"UnknownKind("news")"#]);
}

#[test]
fn that_nothing_came_is_said_once_and_only_then() {
    let silent = |rig: &mut Rig| {
        let mut said = 0;
        for _ in 0..100 {
            let kinds = kinds(&rig.pass(3.0));
            said += kinds.iter().filter(|kind| *kind == "NothingCame").count();
            rig.give(Input::Heard);
        }
        said
    };
    assert_eq!(silent(&mut Rig::opened()), 1);
    let mut rig = Rig::opened();
    rig.give(event("m"));
    assert_eq!(silent(&mut rig), 0);
}

/// What may happen to a machine, in any order.
#[derive(Clone, Debug)]
enum Step {
    Start,
    Ticket,
    Opened,
    Failed(u8),
    Stale(u8),
    Heard,
    Event(u8),
    Bytes(Vec<u8>),
    Answer(u8),
    Shutdown,
    Pass(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::Start),
        6 => Just(Step::Ticket),
        6 => Just(Step::Opened),
        2 => any::<u8>().prop_map(Step::Failed),
        1 => any::<u8>().prop_map(Step::Stale),
        2 => Just(Step::Heard),
        6 => any::<u8>().prop_map(Step::Event),
        2 => proptest::collection::vec(any::<u8>(), 0..30).prop_map(Step::Bytes),
        6 => any::<u8>().prop_map(Step::Answer),
        1 => prop_oneof![3 => Just(Step::Heard), 1 => Just(Step::Shutdown)],
        4 => any::<u16>().prop_map(Step::Pass),
    ]
}

/// What holds whatever happens, followed from the actions alone.
#[derive(Default)]
struct Model {
    /// Whether there is a try or connection that the driver holds.
    holds: bool,
    closing: bool,
    ready: bool,
    draining: bool,
    open_jobs: Vec<u64>,
    highest_job: u64,
    ended: bool,
}

impl Model {
    fn see(&mut self, actions: &[Action]) {
        for action in actions {
            assert!(!self.ended || matches!(action, Action::Gone(_)), "{action:?} after the end");
            match action {
                Action::GetTicket { .. } => {
                    assert!(!self.holds, "one try at a time");
                    self.holds = true;
                }
                Action::Connect { .. } => assert!(self.holds),
                Action::Send { job, .. } => {
                    assert!(self.ready && !self.closing, "nothing is sent after the close frame");
                    if let Some(job) = job {
                        let at = self.open_jobs.iter().position(|open| open == job);
                        self.open_jobs.remove(at.expect("an answer to a job that is open"));
                    }
                }
                Action::Probe => assert!(self.ready && !self.closing),
                Action::Close => {
                    assert!(self.draining && !self.closing);
                    self.closing = true;
                }
                Action::Drop => {
                    (self.holds, self.ready, self.closing) = (false, false, false);
                    self.open_jobs.clear();
                }
                Action::Work(job) => {
                    assert!(self.ready && !self.draining, "no new work while draining");
                    assert!(job.id > self.highest_job);
                    self.highest_job = job.id;
                    self.open_jobs.push(job.id);
                    assert!(self.open_jobs.len() <= MAX_JOBS);
                }
                Action::Gone(job) => assert!(!self.open_jobs.contains(job)),
                Action::Show(State::Ready { .. }) => self.ready = true,
                Action::Show(State::Draining) => self.draining = true,
                Action::Show(_) | Action::Note(_) => {}
                Action::End(_) => self.ended = true,
            }
        }
    }
}

fn cases() -> u32 {
    if std::env::var_os("FEISHU_CARD_LONG").is_some() { 100_000 } else { 1000 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn whatever_happens_the_promises_hold(steps in proptest::collection::vec(step(), 1..60)) {
        let (mut rig, mut model) = (Rig::new(), Model::default());
        model.see(&rig.give(Input::Start));
        for step in steps {
            let attempt = rig.attempt();
            let actions = match step {
                Step::Start => rig.give(Input::Start),
                Step::Ticket => rig.ticket(),
                Step::Opened => rig.give(Input::Opened { attempt }),
                Step::Failed(0) => rig.fail(ConnectionError::Setup(String::new())),
                Step::Failed(n) => rig.fail(if n % 2 == 0 { closed() } else { broken() }),
                Step::Stale(n) => {
                    rig.give(Input::Failed { attempt: attempt.wrapping_sub(1 + u32::from(n)), cause: broken() })
                }
                Step::Heard => rig.give(Input::Heard),
                Step::Event(n) => rig.give(event(&n.to_string())),
                Step::Bytes(bytes) => rig.give(Input::Message(bytes)),
                Step::Answer(n) => rig.give(Input::Answer { job: u64::from(n) % 12, payload: Vec::new() }),
                Step::Shutdown => rig.give(Input::Shutdown),
                Step::Pass(n) => rig.pass(f64::from(n) / 300.0),
            };
            model.see(&actions);
            // time never stops: what is due lies ahead, or at this moment once
            prop_assert!(rig.machine.due().is_none_or(|due| due >= rig.now));
        }
        // and a shutdown ends it within its bounds
        if !model.ended {
            model.see(&rig.give(Input::Shutdown));
            model.see(&rig.pass(5.0));
            prop_assert!(model.ended);
        }
    }
}
