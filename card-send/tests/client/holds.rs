//! The client holds: what a probe once broke, for its whole kind.

use crate::{
    server::{Server, Step, answer, sent, token},
    support::{card, json},
};
use feishu_card_core::Json;
use feishu_card_send::{BoxFuture, Client, ClientBuilder, Error, StoreApp, To, Token, Urgent, Users, Webhook};
use futures_util::{StreamExt, future::join_all, poll};
use std::{
    collections::HashSet,
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::time::{sleep, timeout};

const LIFTED: f64 = 1000.0;

fn to(server: &Server) -> ClientBuilder {
    Client::builder("cli_1", "the-app-secret").base_url(&server.base)
}

/// Everything is accepted.
fn friendly() -> Server {
    Server::start(None, |got| if got.is_token() { token("t-1", 7200) } else { sent(got.number) })
}

fn bot(server: &Server) -> Webhook {
    Webhook::new(format!("{}/open-apis/bot/v2/hook/hook-token", server.base)).build().unwrap()
}

/// A call of each kind.
fn each_kind<'a>(client: &'a Client, bot: &'a Webhook, card: &'a Json) -> Vec<(&'static str, BoxFuture<'a, bool>)> {
    macro_rules! kinds {
        ($($name:literal => $call:expr;)*) => {
            vec![$(($name, {
                let call = $call;
                Box::pin(async move { call.await.is_ok() }) as BoxFuture<'a, bool>
            })),*]
        };
    }
    kinds! {
        "send" => client.send(To::open_id("ou_1"), card);
        "text" => client.send_text(To::open_id("ou_1"), "hello");
        "reply" => client.reply("om_1", card);
        "patch" => client.patch("om_1", card);
        "update" => client.update("c-1", card);
        "recall" => client.recall("om_1");
        "upload" => client.upload_image(vec![1_u8; 100]);
        "ephemeral" => client.send_ephemeral("oc_1", To::open_id("ou_1"), card);
        "batch" => client.send_batch(card).open_ids(["ou_1"]);
        "urgent" => client.urgent("om_1", Urgent::App, Users::open_ids(["ou_1"]));
        "webhook" => bot.send(card);
    }
}

/// H1. Each kind of call is set aside at each point where it waits; the same kind of call then goes through.
#[tokio::test]
async fn a_future_set_aside_holds_up_no_other_call() {
    let (card, server) = (card(), friendly());
    let kinds = each_kind(&to(&server).build().unwrap(), &bot(&server), &card).len();
    let runs = (0..kinds).flat_map(|kind| [0, 1, 2, 5].map(|polls| (kind, polls)));
    join_all(runs.map(|(kind, polls)| set_aside(kind, polls, &card))).await;
}

async fn set_aside(kind: usize, polls: usize, card: &Json) {
    let server = friendly();
    let (client, bot) = (to(&server).build().unwrap(), bot(&server));
    let call = || each_kind(&client, &bot, card).swap_remove(kind);
    // the limits are full, so that a call waits for its turn too
    let mut used = pin!(join_all((0..8).map(|_| call().1)));
    let _ = poll!(used.as_mut());
    let (name, aside) = call();
    let mut aside = pin!(aside);
    let mut ended = false;
    for _ in 0..polls {
        ended = ended || poll!(aside.as_mut()).is_ready();
        sleep(Duration::from_millis(3)).await;
    }
    let other = timeout(Duration::from_secs(20), call().1).await;
    assert_eq!(other, Ok(true), "{name}, set aside after {polls} polls");
    assert!(ended || aside.await, "{name}: it goes on where it was");
}

/// H1, M10. A loop over a bulk's results that sends, and works for longer than a call may take.
#[tokio::test]
async fn a_bulk_whose_results_are_looked_at_slowly_holds_up_nobody_and_loses_nothing() {
    let server = friendly();
    let times = Duration::from_millis(600);
    let client = to(&server).timeout(times).deadline(times).build().unwrap();
    let card = card();
    let items = (0..60).map(|i| (To::open_id(format!("ou_{i}")), &card));
    let mut results = pin!(client.send_all().iter(items));
    let mut ended = 0;
    while let Some(delivery) = results.next().await {
        delivery.result.unwrap();
        ended += 1;
        if ended % 20 == 1 {
            client.send(To::chat_id("oc_admin"), &card).deadline(Duration::from_secs(10)).await.unwrap();
            sleep(2 * times).await;
        }
    }
    assert_eq!(ended, 60);
    let bodies: HashSet<_> = server.calls().into_iter().map(|got| got.body).collect();
    assert_eq!(bodies.len(), 63, "something was sent under another key");
}

/// `for_each` sends on while its body works.
#[tokio::test]
async fn a_bulk_for_each_sends_on_while_its_body_works() {
    let server = friendly();
    let client = to(&server).scale_limits(LIFTED).build().unwrap();
    let card = card();
    let items = (0..50).map(|i| (To::open_id(format!("ou_{i}")), &card));
    let (mut seen, mut first_ended) = (0, 0);
    let bulk = client.send_all().in_flight(64);
    bulk.for_each(items, async |delivery| {
        delivery.result.unwrap();
        if seen == 0 {
            // the others are sent meanwhile
            timeout(Duration::from_secs(20), async {
                while server.calls().len() < 50 {
                    sleep(Duration::from_millis(5)).await;
                }
            })
            .await
            .unwrap();
            first_ended = server.calls().len();
        }
        seen += 1;
    })
    .await;
    assert_eq!((seen, first_ended), (50, 50));
}

/// H3. A pause longer than the deadline uses up no items of a bulk.
#[tokio::test]
async fn a_bulk_waits_a_long_pause_out() {
    let server = Server::start(None, |got| match got.number {
        _ if got.is_token() => token("t-1", 7200),
        20 => answer(429, &[("x-ogw-ratelimit-reset", "3")], r#"{"code":99991400,"msg":"limit"}"#),
        number => sent(number),
    });
    let client = to(&server).deadline(Duration::from_secs(1)).scale_limits(LIFTED).build().unwrap();
    let card = card();
    let items = (0..2_000).map(|i| (To::open_id(format!("ou_{i}")), &card));
    let results: Vec<_> = client.send_all().in_flight(8).iter(items).collect().await;
    let failed: Vec<_> = results.iter().filter_map(|delivery| delivery.result.as_ref().err()).collect();
    assert!(failed.is_empty(), "{} failed: {}", failed.len(), failed[0]);
    // one with a deadline of its own ends by it
    let server = Server::start(None, |got| match got.is_token() {
        true => token("t-1", 7200),
        false => answer(429, &[("x-ogw-ratelimit-reset", "200")], r#"{"code":99991400,"msg":"limit"}"#),
    });
    let client = to(&server).build().unwrap();
    let bulk = client.send_all().deadline(Duration::from_millis(500));
    let results: Vec<_> = bulk.iter([(To::open_id("ou_1"), &card)]).collect().await;
    assert!(results[0].result.as_ref().unwrap_err().is_retryable());
}

/// H2. A server that closes idle connections while the only thread works: calls that may not be repeated are not lost.
#[test]
fn a_connection_that_died_while_nobody_looked_loses_no_call() {
    let idle = Duration::from_millis(40);
    let server = Server::start(Some(idle), |got| if got.is_token() { token("t-1", 7200) } else { sent(got.number) });
    let (client, bot) = (to(&server).scale_limits(LIFTED).build().unwrap(), bot(&server));
    let card = card();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut made = 0;
    runtime.block_on(async {
        for _ in 0..4 {
            for (name, call) in each_kind(&client, &bot, &card) {
                assert!(call.await, "{name}");
                made += 1;
                thread::sleep(2 * idle);
            }
        }
    });
    assert_eq!(server.calls().len(), made, "something was repeated");
}

/// H2, L6. The same without async; and waiting is right where tokio lets one block.
#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_lose_none_and_are_right_where_blocking_is() {
    use feishu_card_send::Blocking;
    let idle = Duration::from_millis(40);
    let server = Server::start(Some(idle), |got| if got.is_token() { token("t-1", 7200) } else { sent(got.number) });
    let bot = bot(&server);
    let blocking = Arc::new(Blocking::new().unwrap());
    let card = card();
    for _ in 0..6 {
        blocking.wait(bot.send(&card)).unwrap();
        thread::sleep(2 * idle);
    }
    assert_eq!(server.calls().len(), 6);
    for runtime in [
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap(),
    ] {
        let (blocking, bot) = (Arc::clone(&blocking), bot.clone());
        runtime.block_on(async move {
            let card = card_of_its_own();
            let refused = |result: Result<(), Error>| matches!(result, Err(Error::Request(_)));
            assert!(refused(blocking.wait(bot.send(&card))), "the root is async code");
            let (b, w) = (Arc::clone(&blocking), bot.clone());
            let inside = tokio::spawn(async move { refused(b.wait(w.send(&card_of_its_own()))) });
            assert!(inside.await.unwrap(), "a task is async code");
            let outside = tokio::task::spawn_blocking(move || blocking.wait(bot.send(&card_of_its_own())));
            outside.await.unwrap().unwrap();
        });
    }
}

fn card_of_its_own() -> Json {
    card()
}

/// M1. A renewal ahead of time that hangs costs no send, while the token is good.
#[tokio::test]
async fn a_renewal_that_hangs_costs_no_send() {
    let asked = AtomicUsize::new(0);
    let server = Server::start(None, move |got| match got.is_token() {
        true if asked.fetch_add(1, Ordering::SeqCst) == 0 => token("t-1", 6),
        true => vec![Step::Hang],
        false => sent(got.number),
    });
    let client = to(&server).deadline(Duration::from_millis(500)).build().unwrap();
    let card = card();
    client.send(To::open_id("ou_1"), &card).await.unwrap();
    sleep(Duration::from_millis(3_100)).await;
    for i in 0..5 {
        client.send(To::open_id(format!("ou_{i}")), &card).await.unwrap();
    }
    // the renewal has a connection of its own, which may come about later than all the sends
    let _ = timeout(Duration::from_secs(10), async {
        while server.tokens() < 2 {
            sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
    assert_eq!(server.tokens(), 2);
}

/// M2. The token endpoint is not stormed: neither when it says how long to wait, nor when it hangs.
#[tokio::test]
async fn the_token_endpoint_is_asked_once_however_many_wait() {
    let card = card();
    let limit = || answer(429, &[("retry-after", "600")], r#"{"code":99991400,"msg":"limit"}"#);
    for name in ["429", "hang"] {
        let server = Server::start(None, move |got| match got.is_token() {
            true if name == "429" => limit(),
            true => vec![Step::Hang],
            false => sent(got.number),
        });
        let client = to(&server).deadline(Duration::from_millis(700)).build().unwrap();
        for _ in 0..4 {
            let sends = (0..100).map(|i| client.send(To::open_id(format!("ou_{i}")), &card).into_future());
            let results = join_all(sends).await;
            assert!(results.iter().all(|result| matches!(result, Err(Error::Token(_)))), "{name}: {:?}", results[0]);
        }
        assert_eq!(server.tokens(), 1, "{name}");
        assert!(server.calls().is_empty());
    }
}

/// M3. A header that names no sensible time stops nobody.
#[tokio::test]
async fn an_odd_header_stops_nobody() {
    let card = card();
    for odd in ["1e9", "inf", "1795805755", "-5", "soon"] {
        let server = Server::start(None, move |got| match got.number {
            _ if got.is_token() => token("t-1", 7200),
            0 => answer(429, &[("x-ogw-ratelimit-reset", odd)], r#"{"code":99991400,"msg":"limit"}"#),
            number => sent(number),
        });
        let client = to(&server).deadline(Duration::from_secs(10)).build().unwrap();
        for i in 0..3 {
            client.send(To::open_id(format!("ou_{i}")), &card).await.unwrap_or_else(|error| panic!("{odd}: {error}"));
        }
    }
}

/// M7. Many clients that are told the same time do not come back at the same moment.
#[tokio::test]
async fn waits_that_the_platform_names_have_jitter() {
    let seen = Mutex::new(HashSet::new());
    let server = Server::start(None, move |got| match got.is_token() {
        true => token("t-1", 7200),
        false if seen.lock().unwrap().insert(got.body.clone()) => {
            answer(429, &[("x-ogw-ratelimit-reset", "1.5")], r#"{"code":99991400,"msg":"limit"}"#)
        }
        false => sent(got.number),
    });
    let clients: Vec<_> = (0..20).map(|_| to(&server).build().unwrap()).collect();
    let card = card();
    let sends = clients.iter().map(|client| client.send(To::open_id("ou_1"), &card).into_future());
    assert!(join_all(sends).await.iter().all(Result::is_ok));
    let calls = server.calls();
    let last = calls[..20].iter().map(|got| got.at).max().unwrap();
    let again: Vec<_> = calls[20..].iter().map(|got| got.at).collect();
    assert!(again.iter().all(|at| *at >= last), "nobody comes back early");
    let spread = *again.iter().max().unwrap() - *again.iter().min().unwrap();
    assert!(spread >= Duration::from_millis(60), "all within {spread:?}");
}

/// M8. While everything fails, what is sent is little more than the first attempts; afterwards all is as before.
#[tokio::test]
async fn an_outage_costs_little_more_than_the_first_attempts() {
    let broken = Arc::new(AtomicUsize::new(1));
    let state = Arc::clone(&broken);
    let server = Server::start(None, move |got| match got.is_token() {
        true => token("t-1", 7200),
        false if state.load(Ordering::SeqCst) == 1 => answer(502, &[], "bad gateway"),
        false => sent(got.number),
    });
    let client = to(&server).scale_limits(LIFTED).retry_budget(50).build().unwrap();
    let card = card();
    for round in 1..=2 {
        let sends = (0..100).map(|i| client.send(To::open_id(format!("ou_{i}")), &card).into_future());
        let results = join_all(sends).await;
        assert!(results.iter().all(|result| result.as_ref().unwrap_err().is_retryable()));
        assert!(server.calls().len() <= 100 * round + 10, "{} in round {round}", server.calls().len());
    }
    broken.store(0, Ordering::SeqCst);
    assert!(client.send(To::open_id("ou_1"), &card).await.is_ok());
    // a bulk is bounded by what is in flight, and repeats as ever
    broken.store(1, Ordering::SeqCst);
    let before = server.calls().len();
    let bulk = client.send_all().in_flight(2).attempts(3);
    let ends: Vec<_> = bulk.iter((0..2).map(|i| (To::open_id(format!("ou_{i}")), &card))).collect().await;
    assert!(ends.iter().all(|delivery| delivery.result.is_err()));
    assert_eq!(server.calls().len() - before, 6);
}

/// M9. A connection that never came about is never "unknown", however short the times are.
#[tokio::test]
async fn a_connection_that_never_came_about_is_not_unknown() {
    // a socket that listens and accepts nothing: its queue is full, so that no further connection comes about
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let filled: Vec<_> = (0..8).map(|_| tokio::spawn(tokio::net::TcpStream::connect(address))).collect();
    sleep(Duration::from_millis(200)).await;
    let card = card();
    for (timeout, connect, deadline) in [(300, 5_000, 1_000), (5_000, 300, 1_000), (400, 400, 450), (5_000, 5_000, 700)]
    {
        let millis = Duration::from_millis;
        let bot = Webhook::new(format!("http://{address}/hook/x")).timeout(millis(timeout));
        let bot = bot.connect_timeout(millis(connect)).deadline(millis(deadline)).build().unwrap();
        let error = bot.send(&card).await.unwrap_err();
        assert!(!matches!(error, Error::OutcomeUnknown { .. }), "{timeout} {connect} {deadline}: {error}");
    }
    drop(filled);
}

/// M11, M12. Replies to one message have their limit; a receiver that gets too much pauses alone.
#[tokio::test]
async fn one_receiver_is_held_to_its_limit_alone() {
    let server = friendly();
    let client = to(&server).build().unwrap();
    let card = card();
    let replies = (0..12).map(|_| client.reply("om_same", &card).into_future());
    assert!(join_all(replies).await.iter().all(Result::is_ok));
    let at: Vec<_> = server.calls().iter().map(|got| got.at).collect();
    let second = Duration::from_secs(1);
    let densest = at.iter().map(|from| at.iter().filter(|at| **at >= *from && **at - *from < second).count()).max();
    assert!(densest.unwrap() <= 6, "{densest:?} replies in a second");

    let server = Server::start(None, |got| match got.is_token() {
        true => token("t-1", 7200),
        false if got.number == 0 => {
            answer(400, &[("x-ogw-ratelimit-reset", "5")], r#"{"code":230020,"msg":"frequency limit"}"#)
        }
        false => sent(got.number),
    });
    let client = to(&server).build().unwrap();
    let popular = client.send(To::open_id("ou_popular"), &card).attempts(1).await.unwrap_err();
    assert_eq!(popular.code(), Some(230_020));
    let wait = Duration::from_secs(2);
    client.send(To::open_id("ou_other"), &card).deadline(wait).await.unwrap();
    let busy = client.send(To::open_id("ou_popular"), &card).deadline(wait).await.unwrap_err();
    assert!(matches!(busy, Error::Busy { wait: Some(_) }), "{busy}");
}

/// L2. A store app asks for its ticket once, and a tenant that is gone costs the others nothing.
#[tokio::test]
async fn a_store_app_asks_no_more_than_it_must() {
    let server = Server::start(None, |got| match () {
        () if got.path.contains("resend") => answer(200, &[], r#"{"code":0}"#),
        () if got.path.ends_with("app_access_token") => {
            answer(200, &[], r#"{"code":0,"app_access_token":"a-1","expire":7200}"#)
        }
        () if got.is_token() && got.body.contains("gone") => answer(200, &[], r#"{"code":10013,"msg":"uninstalled"}"#),
        () if got.is_token() => token("t-1", 7200),
        () => sent(got.number),
    });
    let app = StoreApp::new();
    let card = card();
    let client = to(&server).scale_limits(LIFTED).token_source(app.tenant("here")).build().unwrap();
    let gone = to(&server).scale_limits(LIFTED).token_source(app.tenant("gone")).build().unwrap();
    let asked = |path: &str| server.got().iter().filter(|got| got.path.ends_with(path)).count();
    for _ in 0..20 {
        let error = client.send(To::open_id("ou_1"), &card).await.unwrap_err();
        assert!(error.to_string().contains("set_ticket"), "{error}");
    }
    assert_eq!(asked("/resend"), 1);
    app.set_ticket("ticket\n");
    for _ in 0..20 {
        assert_eq!(gone.send(To::open_id("ou_1"), &card).await.unwrap_err().code(), Some(10_013));
        client.send(To::open_id("ou_1"), &card).await.unwrap();
    }
    assert_eq!(asked("/app_access_token"), 1);
    assert_eq!(server.calls().len(), 20);
}

/// L3, L4. A token from a file with a line break works; one that is refused again and again is not asked for each time.
#[tokio::test]
async fn a_bad_token_is_remembered() {
    let card = card();
    let server = friendly();
    let source = || async { Ok(Token::new("t-1\r\n", Duration::from_secs(7200))) };
    let client = to(&server).token_source(source).build().unwrap();
    client.send(To::open_id("ou_1"), &card).await.unwrap();
    assert_eq!(server.calls()[0].header("authorization"), Some("Bearer t-1"));

    let server = Server::start(None, |got| match got.is_token() {
        true => token("t-same", 7200),
        false => answer(400, &[], r#"{"code":99991663,"msg":"invalid"}"#),
    });
    let client = to(&server).scale_limits(LIFTED).build().unwrap();
    for _ in 0..50 {
        assert_eq!(client.send(To::open_id("ou_1"), &card).await.unwrap_err().code(), Some(99_991_663));
    }
    assert!(server.tokens() <= 4, "{} token requests for 50 sends", server.tokens());
}

/// L9, L17. No password in `Debug`, none accepted in the URL; no redirect is followed, whatever the user builds.
#[tokio::test]
async fn credentials_go_nowhere_else() {
    let builder = Client::builder("cli_1", "the-app-secret").base_url("http://user:the-password@127.0.0.1:9");
    assert!(!format!("{builder:?}").contains("the-password"), "{builder:?}");
    let error = builder.build().unwrap_err();
    assert!(matches!(error, Error::Setup(_)) && !error.to_string().contains("the-password"), "{error}");

    let thief = friendly();
    let elsewhere = thief.base.clone();
    let server = Server::start(None, move |_| answer(307, &[("location", &format!("{elsewhere}/stolen"))], ""));
    let client = to(&server).http(|http| http.redirect(reqwest::redirect::Policy::limited(5)));
    let error = client.build().unwrap().send(To::open_id("ou_1"), &card()).await.unwrap_err();
    assert!(error.to_string().contains("a redirect to"), "{error}");
    assert!(thief.got().is_empty(), "a redirect was followed with the secret in the body");
}

/// L14. A card made in code that nests deeper than the stack reaches is refused by every call.
#[tokio::test]
async fn a_card_nested_beyond_the_stack_is_refused() {
    let server = friendly();
    let (client, bot) = (to(&server).build().unwrap(), bot(&server));
    let deep = (0..100_000).fold(Json::Null, |inner, _| Json::from(vec![inner]));
    for (name, call) in each_kind(&client, &bot, &deep) {
        let sends_no_card = ["text", "recall", "upload", "urgent"].contains(&name);
        assert_eq!(call.await, sends_no_card, "{name}");
    }
    for error in [
        client.send(To::open_id("ou_1"), &deep).unchecked().await.unwrap_err(),
        client.create_card(&deep).await.unwrap_err(),
    ] {
        assert!(error.to_string().contains("nests deeper than 128 levels"), "{error}");
    }
    // its end would need the stack too
    std::mem::forget(deep);
}

/// L19. A patch whose answer was lost is not repeated over a newer one.
#[tokio::test]
async fn a_repeated_patch_never_undoes_a_newer_one() {
    let server = Server::start(None, |got| match got.number {
        _ if got.is_token() => token("t-1", 7200),
        // the answer to the first is lost, after a while
        0 => vec![Step::Sleep(Duration::from_millis(300)), Step::Close],
        number => sent(number),
    });
    let client = to(&server).scale_limits(LIFTED).build().unwrap();
    let (old, new) =
        (json(r#"{"config":{"update_multi":true},"elements":[{"tag":"markdown","content":"old"}]}"#), card());
    let (first, second) = tokio::join!(client.patch("om_1", &old).into_future(), async {
        sleep(Duration::from_millis(100)).await;
        client.patch("om_1", &new).await
    });
    second.unwrap();
    assert!(matches!(first, Err(Error::OutcomeUnknown { .. })), "{first:?}");
    assert_eq!(server.calls().len(), 2, "the old one was repeated");
    // one that is the newest is repeated
    let server = Server::start(None, |got| match got.number {
        _ if got.is_token() => token("t-1", 7200),
        0 => vec![Step::Close],
        number => sent(number),
    });
    to(&server).build().unwrap().patch("om_1", &old).await.unwrap();
}
