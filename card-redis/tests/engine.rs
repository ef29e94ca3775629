//! What a bot's processes share, seen from outside: clicks and events over HTTP, tickets, and sends while Redis is gone.

mod support;

use feishu_card_redis::{RedisFleet, WhenGone};
use feishu_card_sandbox::{Api, Failure, Fault, Sandbox};
use feishu_card_send::{
    Client, Error, StoreApp, To, Token,
    callback::{AppEvent, BoxError, Callbacks, Event, Hook, Toast},
    fleet::{LimitedCall, Limiter, Permission, Seen, SharedFuture, Sighting},
};
use futures_util::future::join_all;
use std::{
    future::IntoFuture,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use support::{Redis, card, client};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    time::sleep,
};

const SECOND: Duration = Duration::from_secs(1);
const TOKEN: &str = "verification token";

/// The hook of one process, and what it did.
struct Process {
    address: SocketAddr,
    handled: Arc<AtomicUsize>,
    /// Handlers end when this is told.
    ends: Arc<Notify>,
}

impl Process {
    /// A hook whose handlers wait to be told when `waits`, and whose events fail when `fails`.
    async fn start(seen: Arc<dyn Seen>, waits: bool, fails: bool) -> Process {
        let (handled, ends) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let counts = [Arc::clone(&handled), Arc::clone(&handled)];
        let end = Arc::clone(&ends);
        let [clicks, events] = counts;
        let hook = Hook::new(Callbacks::new(TOKEN), move |_: Event| {
            clicks.fetch_add(1, Ordering::SeqCst);
            async { Toast::success("taken") }
        });
        let hook = hook.seen(seen).on_event(move |_: AppEvent| {
            events.fetch_add(1, Ordering::SeqCst);
            let end = Arc::clone(&end);
            async move {
                if waits {
                    end.notified().await;
                }
                if fails { Err(BoxError::from("it fails")) } else { Ok(()) }
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, hook.router("/card")).await });
        Process { address, handled, ends }
    }

    fn handled(&self) -> usize {
        self.handled.load(Ordering::SeqCst)
    }

    /// What the platform posts, and the whole answer.
    async fn post(&self, body: String) -> String {
        let head = format!("POST /card HTTP/1.1\r\nhost: bot\r\nconnection: close\r\ncontent-length: {}", body.len());
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

fn click(id: &str) -> String {
    format!(
        r#"{{"schema":"2.0","header":{{"event_id":"{id}","token":"{TOKEN}","create_time":"1603977298000000","event_type":"card.action.trigger","tenant_key":"tk","app_id":"cli_a"}},"event":{{"operator":{{"open_id":"ou_1"}},"token":"c-1","action":{{"value":{{}},"tag":"button"}},"context":{{"open_message_id":"om_1","open_chat_id":"oc_1"}}}}}}"#
    )
}

fn event(id: &str) -> String {
    format!(
        r#"{{"schema":"2.0","header":{{"event_id":"{id}","token":"{TOKEN}","create_time":"1603977298000000","event_type":"im.message.receive_v1","tenant_key":"tk","app_id":"cli_a"}},"event":{{}}}}"#
    )
}

fn is_ok(answer: &str) -> bool {
    answer.starts_with("HTTP/1.1 200")
}

/// The words of the toast that a user sees when a click is not handled.
fn failed(answer: &str) -> bool {
    is_ok(answer) && !answer.contains("taken") && answer.contains("toast")
}

async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + 20 * SECOND;
    while !done() {
        assert!(Instant::now() < end, "{what} does not come");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_click_or_event_that_goes_to_several_processes_is_handled_in_one() {
    let Some(redis) = Redis::start() else { return };
    let one = Process::start(Arc::new(redis.fleet()), false, false).await;
    let two = Process::start(Arc::new(redis.fleet()), false, false).await;
    for number in 0..10 {
        let (first, second) =
            tokio::join!(one.post(click(&format!("c{number}"))), two.post(click(&format!("c{number}"))));
        assert_eq!((first.contains("taken"), second.contains("taken")), (!failed(&first), !failed(&second)));
        assert!(first.contains("taken") != second.contains("taken"), "{first}\n{second}");
        let (first, second) =
            tokio::join!(one.post(event(&format!("e{number}"))), two.post(event(&format!("e{number}"))));
        assert!(is_ok(&first) || is_ok(&second), "{first}\n{second}");
    }
    assert_eq!(one.handled() + two.handled(), 20);
    // what was handled in one is answered well in the other, so that it does not come again
    let other = redis.fleet();
    while other.begin("e0", SECOND).await.unwrap() != Sighting::Done {
        sleep(Duration::from_millis(10)).await;
    }
    assert!(is_ok(&one.post(event("e0")).await) && is_ok(&two.post(event("e0")).await));
    assert_eq!(one.handled() + two.handled(), 20);
}

#[tokio::test]
async fn what_one_process_did_not_handle_another_does() {
    let Some(redis) = Redis::start() else { return };
    let fails = Process::start(Arc::new(redis.fleet()), false, true).await;
    let waits = Process::start(Arc::new(redis.fleet()), true, false).await;
    let works = Process::start(Arc::new(redis.fleet()), false, false).await;
    // it fails in one: another takes it when it comes again
    assert!(!is_ok(&fails.post(event("e1")).await));
    let mut again = works.post(event("e1")).await;
    while !is_ok(&again) {
        // the other is still telling that it failed
        again = works.post(event("e1")).await;
    }
    assert_eq!((fails.handled(), works.handled()), (1, 1));
    // it is being handled: nobody else begins, and it is not said to be done
    let handling = async {
        let answer = waits.post(event("e2")).await;
        assert!(is_ok(&answer), "{answer}");
    };
    let meanwhile = async {
        until("the handler", || waits.handled() == 1).await;
        assert!(!is_ok(&works.post(event("e2")).await));
        waits.ends.notify_one();
    };
    tokio::join!(handling, meanwhile);
    assert_eq!(works.handled(), 1);
    // it dies in the middle: its lease is over after some time, here at once
    let dies = tokio::spawn(async move {
        let _ = waits.post(event("e3")).await;
        waits
    });
    let key = "feishu-card:seen:e3";
    until("the event", || redis.command(&["EXISTS", key]).starts_with(":1")).await;
    assert!(!is_ok(&works.post(event("e3")).await));
    redis.command(&["PEXPIRE", key, "1"]);
    until("the end of the lease", || redis.command(&["EXISTS", key]).starts_with(":0")).await;
    assert!(is_ok(&works.post(event("e3")).await));
    assert_eq!(works.handled(), 2);
    dies.abort();
}

#[tokio::test]
async fn while_redis_is_gone_events_come_again_or_are_handled_as_chosen() {
    let Some(mut redis) = Redis::start() else { return };
    let stops = Process::start(Arc::new(redis.fleet()), false, false).await;
    let goes_on = Process::start(Arc::new(redis.fleet().when_gone(WhenGone::GoOnWithShare(0.5))), false, false).await;
    assert!(stops.post(click("c1")).await.contains("taken"));
    assert!(is_ok(&goes_on.post(event("e1")).await));
    redis.stop();
    assert!(failed(&stops.post(click("c2")).await), "nobody knows whether another process had it");
    assert!(!is_ok(&stops.post(event("e2")).await), "it comes again");
    assert_eq!(stops.handled(), 1);
    assert!(goes_on.post(click("c3")).await.contains("taken"));
    assert!(is_ok(&goes_on.post(event("e3")).await));
    assert!(is_ok(&goes_on.post(event("e3")).await), "the memory of the process itself goes on");
    assert_eq!(goes_on.handled(), 3);
    redis.begin();
    let end = Instant::now() + 20 * SECOND;
    let mut number = 0;
    while !is_ok(&stops.post(event(&format!("back{number}"))).await) {
        assert!(Instant::now() < end, "it does not find back");
        number += 1;
        sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_ticket_that_came_to_one_process_is_used_by_all() {
    let Some(redis) = Redis::start() else { return };
    let sandbox = support::start(Sandbox::builder().store_app()).await;
    let process = || {
        let fleet = Arc::new(redis.fleet());
        let app = StoreApp::shared(&sandbox.app_id(), fleet.clone());
        let client = client(&sandbox, fleet).token_source(app.tenant(sandbox.tenant_key())).build().unwrap();
        (app, client)
    };
    let (card, to) = (card(), || To::open_id("ou_1"));
    let ((one, sends_one), (_, sends_two)) = (process(), process());
    let error = sends_two.send(to(), &card).await.unwrap_err();
    assert!(error.is_retryable() && error.to_string().contains("ticket"), "{error}");
    // the event comes to one
    one.share_ticket(sandbox.app_ticket()).await.unwrap();
    sends_two.send(to(), &card).await.unwrap();
    sends_one.send(to(), &card).await.unwrap();
    // and to one that begins later
    let (_, sends_three) = process();
    sends_three.send(to(), &card).await.unwrap();
    assert_eq!((sandbox.calls(Api::StoreAppToken), sandbox.calls(Api::StoreTenantToken)), (1, 1));
}

/// Clients that send as fast as they may, as long as `while_` says. Gives how many arrived.
async fn send_for(clients: &[Client], time: Duration, name: &str) -> usize {
    let (card, end) = (card(), Instant::now() + time);
    let sends = clients.iter().enumerate().flat_map(|(client_number, client)| {
        let card = &card;
        (0..24).map(move |task| async move {
            let mut sent = 0;
            while Instant::now() < end {
                let to = To::open_id(format!("ou_{name}_{client_number}_{task}_{sent}"));
                match client.send(to, card).deadline(30 * SECOND).await {
                    Ok(_) => sent += 1,
                    Err(error) => panic!("{error}"),
                }
            }
            sent
        })
    });
    join_all(sends).await.into_iter().sum()
}

/// Processes that each go on with their share while Redis is gone: no window is exceeded on the way there, meanwhile, and
/// on the way back, whether Redis has forgotten what left or not.
#[tokio::test(flavor = "multi_thread")]
async fn shares_keep_the_limits_while_redis_is_gone_and_when_it_is_back() {
    let Some(mut redis) = Redis::start() else { return };
    let sandbox = support::sandbox().await;
    let clients: Vec<_> = (0..4)
        .map(|_| {
            let fleet = redis.fleet().when_gone(WhenGone::GoOnWithShare(0.25));
            client(&sandbox, Arc::new(fleet)).build().unwrap()
        })
        .collect();
    let outages = async {
        sleep(4 * SECOND).await;
        redis.stop();
        sleep(4 * SECOND).await;
        redis.begin();
        sleep(4 * SECOND).await;
        // it answers nothing, and forgets nothing
        redis.freeze(true);
        sleep(5 * SECOND).await;
        redis.freeze(false);
    };
    let (sent, ()) = tokio::join!(send_for(&clients, 20 * SECOND, "share"), outages);
    let (second, minute) = (sandbox.busiest_call(SECOND), sandbox.busiest_call(60 * SECOND));
    println!("{sent} sent in 20 s with two outages; {second} in the busiest second");
    assert!(second <= 50 && minute <= 1000, "{second} in a second, {minute} in a minute");
    assert_eq!(sandbox.messages().len(), sent, "each is delivered once");
    assert!(sent >= 120, "{sent} in 20 s");
}

/// Calls end by their deadline, whatever Redis does: nothing, slowly, or not at all.
#[tokio::test]
async fn every_call_ends_by_its_deadline() {
    let Some(mut redis) = Redis::start() else { return };
    let sandbox = support::sandbox().await;
    // far more than that, on any machine, means that something waited for something else
    let late = 4 * SECOND;
    let ends = async |client: &Client, deadline: Duration| {
        let (began, card) = (Instant::now(), card());
        let sends = (0..80).map(|number| client.send(To::open_id(format!("ou_{number}")), &card).deadline(deadline));
        let ends = join_all(sends.map(IntoFuture::into_future)).await;
        assert!(began.elapsed() < deadline + late, "{:?}", began.elapsed());
        ends
    };
    let process = client(&sandbox, Arc::new(redis.fleet())).build().unwrap();
    let full = ends(&process, SECOND).await;
    assert!(full.iter().any(Result::is_err), "80 in a second have no room");
    assert!(full.iter().flatten().count() + full.iter().filter(|end| end.is_err()).count() == 80);
    assert!(full.iter().filter_map(|end| end.as_ref().err()).all(|error| error.had_no_effect()));
    redis.freeze(true);
    let hangs = ends(&process, SECOND).await;
    assert!(hangs.iter().all(|end| end.as_ref().is_err_and(Error::had_no_effect)), "{hangs:?}");
    redis.stop();
    let gone = ends(&process, SECOND).await;
    assert!(gone.iter().all(|end| end.as_ref().is_err_and(Error::had_no_effect)), "{gone:?}");
}

/// Tells nobody of a pause, ever.
struct TellsNobody(Arc<RedisFleet>);

impl Limiter for TellsNobody {
    fn ask<'a>(&'a self, call: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission> {
        self.0.ask(call)
    }

    fn pause<'a>(&'a self, _: &'a LimitedCall<'a>, _: bool, _: Duration) -> SharedFuture<'a, ()> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_pause_that_cannot_be_told_holds_no_call_beyond_its_deadline() {
    let Some(redis) = Redis::start() else { return };
    let sandbox = support::sandbox().await;
    let fleet = Arc::new(redis.fleet());
    let builder = Client::builder(sandbox.app_id(), sandbox.app_secret()).base_url(sandbox.base_url());
    let client = builder.limiter(Arc::new(TellsNobody(fleet))).build().unwrap();
    client.send(To::open_id("ou_1"), &card()).await.unwrap();
    sandbox.inject(Fault::new(Failure::RateLimited(Some(60 * SECOND))).on(Api::MessageCreate).times(1));
    let began = Instant::now();
    let error = client.send(To::open_id("ou_2"), &card()).deadline(SECOND / 2).await.unwrap_err();
    assert!(error.is_retryable() && error.had_no_effect(), "{error}");
    assert!(began.elapsed() < 5 * SECOND, "{:?}", began.elapsed());
}

/// Answers nothing, ever.
struct Silent;

impl Limiter for Silent {
    fn ask<'a>(&'a self, _: &'a LimitedCall<'a>) -> SharedFuture<'a, Permission> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_limiter_that_never_answers_holds_no_call_beyond_its_deadline() {
    let token = || async { Ok(Token::new("t-1", 7200 * SECOND)) };
    let builder = Client::builder("cli_1", "secret").base_url("http://127.0.0.1:1").token_source(token);
    let client = builder.limiter(Arc::new(Silent)).build().unwrap();
    let (card, began) = (card(), tokio::time::Instant::now());
    for seconds in [0, 3, 12] {
        let error = client.send(To::open_id("ou_1"), &card).deadline(seconds * SECOND).await.unwrap_err();
        assert!(error.had_no_effect(), "{error}");
    }
    assert_eq!(began.elapsed().as_secs(), 15);
}
