//! Every fault as a client on the wire sees it.

mod common;

use common::{Answer, Client, raw};
use feishu_card_core::Json;
use feishu_card_sandbox::{Api, Builder, Failure, Fault, Sandbox};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

const CARD: &str = r#"{"elements":[{"tag":"markdown","content":"x"}]}"#;

/// A sandbox where this goes wrong with the first message, and what its sender sees.
async fn send_with(fault: Fault) -> (Sandbox, Answer) {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::new(&sandbox);
    sandbox.inject(fault.on(Api::MessageCreate).nth(1));
    let answer = client.send(CARD, "");
    (sandbox, answer)
}

#[tokio::test]
async fn whole_answers_with_another_status() {
    for (failure, status, code) in [
        (Failure::Json(503, 1500, "busy".to_owned()), 503, 1500),
        (Failure::Code(230013), 400, 230013),
        (Failure::RateLimited(None), 429, 99991400),
        (Failure::ExpiredToken, 400, 99991663),
    ] {
        let (sandbox, answer) = send_with(Fault::new(failure)).await;
        assert_eq!((answer.status, answer.code()), (status, code));
        assert_eq!(answer.header("x-ogw-ratelimit-reset"), None);
        assert_eq!(answer.header("x-tt-logid").map(str::to_owned), Some(answer.text("/error/log_id")));
        assert!(sandbox.messages().is_empty(), "the fault comes before the effect");
        let request = sandbox.requests().pop().unwrap();
        assert_eq!((request.status, request.code), (Some(status), Some(code)));
    }
    let (_, answer) = send_with(Fault::new(Failure::RateLimited(Some(Duration::from_millis(1500))))).await;
    assert_eq!(answer.header("x-ogw-ratelimit-reset"), Some("1.5"));
}

#[tokio::test]
async fn answers_that_are_no_json() {
    for (failure, status, body) in [
        (Failure::EmptyBody, 200, ""),
        (Failure::NotJson, 200, "this is not JSON"),
        (Failure::Status(504), 504, ""),
        (Failure::Html(502), 502, "<html>"),
    ] {
        let (sandbox, answer) = send_with(Fault::new(failure).applied()).await;
        assert_eq!(answer.status, status);
        let text = String::from_utf8(answer.body).unwrap();
        assert!(text.starts_with(body) && text.is_empty() == body.is_empty(), "{text}");
        assert_eq!(sandbox.messages().len(), 1, "the effect comes before the fault");
    }
    let (_, answer) = send_with(Fault::new(Failure::Redirect("http://elsewhere.example/".to_owned()))).await;
    assert_eq!((answer.status, answer.header("location")), (302, Some("http://elsewhere.example/")));
}

#[tokio::test]
async fn the_journal_tells_what_went_out() {
    let status = |status: i64| Some(Json::int(status));
    for (failure, status) in [
        (Failure::Status(500), status(500)),
        (Failure::Html(502), status(502)),
        (Failure::EmptyBody, status(200)),
        (Failure::CutBody, status(400)),
        (Failure::Huge(1 << 20), status(400)),
        (Failure::Disconnect, None),
    ] {
        let sandbox = Sandbox::builder().journal().start().await.unwrap();
        let client = Client::new(&sandbox);
        sandbox.inject(Fault::new(failure).on(Api::MessageCreate).nth(1));
        client.send(CARD, "");
        let told = sandbox.control("requests", &Json::parse("{}").unwrap()).await.unwrap();
        let last = told.get("entries").and_then(Json::as_list).and_then(<[Json]>::last).unwrap();
        let known = |member: &str| last.get(member).filter(|member| **member != Json::Null).cloned();
        assert_eq!(known("status"), status, "{last}");
        assert_eq!(known("code"), None, "no code was in it: {last}");
    }
}

#[tokio::test]
async fn answers_that_break_off() {
    let (sandbox, answer) = send_with(Fault::new(Failure::CutBody).applied()).await;
    let announced: usize = answer.header("content-length").unwrap().parse().unwrap();
    assert_eq!(answer.body.len(), announced / 2);
    assert_eq!(sandbox.messages().len(), 1);
    let (sandbox, answer) = send_with(Fault::new(Failure::Disconnect)).await;
    assert_eq!((answer.status, answer.head.as_str()), (0, ""));
    assert!(sandbox.messages().is_empty());
    assert_eq!(sandbox.requests().pop().unwrap().status, None);
    // the next request is served as ever
    assert_eq!(Client::new(&sandbox).send(CARD, "").code(), 0);
}

#[tokio::test]
async fn answers_that_take_their_time() {
    for failure in [Failure::Delay(Duration::from_millis(60)), Failure::SlowBody(Duration::from_millis(60))] {
        let start = Instant::now();
        let (_, answer) = send_with(Fault::new(failure).applied()).await;
        assert!(start.elapsed() >= Duration::from_millis(60));
        assert_eq!(answer.code(), 0);
    }
}

#[tokio::test]
async fn a_sender_that_leaves_during_the_delay_leaves_no_message() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::new(&sandbox);
    sandbox.inject(Fault::new(Failure::Delay(Duration::from_millis(300))).on(Api::MessageCreate).nth(1));
    let host = sandbox.base_url().strip_prefix("http://").unwrap();
    let body = r#"{"receive_id":"ou_1","msg_type":"interactive","content":"{}"}"#;
    let request = format!(
        "POST /open-apis/im/v1/messages?receive_id_type=open_id HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         content-length: {}\r\n\r\n{body}",
        client.token,
        body.len()
    );
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    while sandbox.calls(Api::MessageCreate) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(stream);
    std::thread::sleep(Duration::from_millis(400));
    assert!(sandbox.messages().is_empty());
    assert_eq!(sandbox.requests().pop().unwrap().status, None);
}

#[tokio::test]
async fn bytes_that_are_no_http_harm_nobody() {
    let sandbox = Sandbox::start().await.unwrap();
    let host = sandbox.base_url().strip_prefix("http://").unwrap();
    for bytes in
        [&b"\0\xff\x80"[..], b"GET\r\n\r\n", b"POST / HTTP/1.1\r\ncontent-length: 99\r\n\r\n{", &[b'A'; 100_000]]
    {
        let mut stream = TcpStream::connect(host).unwrap();
        // it may hang up before all is written
        let _ = stream.write_all(bytes);
    }
    assert_eq!(Client::new(&sandbox).send(CARD, "").code(), 0);
}

/// L16. A page of another site in the browser of whoever runs the sandbox.
#[tokio::test]
async fn what_is_not_for_this_machine_or_comes_from_another_site_is_not_taken() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.base_url().strip_prefix("http://").unwrap().to_owned();
    let ask = |head: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(stream, "GET /open-apis/im/v1/messages/om_1 HTTP/1.1\r\n{head}connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_whitespace().nth(1).unwrap_or_default().to_owned()
    };
    for refused in ["host: evil.example\r\n", "host: localhost\r\norigin: https://evil.example\r\n"] {
        assert_eq!(ask(refused), "403", "{refused}");
    }
    assert!(sandbox.requests().is_empty(), "it was kept");
    for taken in ["host: localhost:1\r\n", "host: [::1]\r\norigin: http://127.0.0.1:3000\r\n"] {
        assert_ne!(ask(taken), "403", "{taken}");
    }
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn a_huge_answer_comes_in_full() {
    let (_, answer) = send_with(Fault::new(Failure::Huge(1 << 20))).await;
    assert!(answer.body.len() >= 1 << 20);
}

#[tokio::test]
async fn faults_by_chance_come_out_the_same_for_the_same_seed() {
    let run = |seed| async move {
        let fault = Fault::new(Failure::Status(500)).path("/open-apis/im/").chance(0.3);
        let builder = Sandbox::builder().seed(seed).limit_factor(100.0).fault(fault);
        let sandbox = builder.start().await.unwrap();
        let client = Client::new(&sandbox);
        (0..40).map(|_| client.send(CARD, "").status).collect::<Vec<_>>()
    };
    let first = run(5).await;
    assert_eq!(first, run(5).await);
    assert!(first.contains(&500) && first.contains(&200));
    assert_ne!(first, run(6).await);
}

#[tokio::test]
async fn a_seed_decides_all_that_is_made_up_and_nothing_that_is_given() {
    let names = |builder: Builder| async move {
        let sandbox = builder.start().await.unwrap();
        let hook = sandbox.webhook_url().rsplit('/').next().unwrap().to_owned();
        [sandbox.app_id(), sandbox.app_secret(), sandbox.tenant_key(), sandbox.verification_token(), hook]
    };
    let seeded = |seed| names(Sandbox::builder().seed(seed));
    let first = seeded(5).await;
    assert_eq!(first, seeded(5).await);
    let others = [seeded(6).await, names(Sandbox::builder()).await];
    for other in others {
        assert!(first.iter().zip(&other).all(|(one, other)| one != other), "{first:?} {other:?}");
    }
    // in whatever order
    let given = names(Sandbox::builder().app("cli_mine", "mine").verification_token("v").seed(5)).await;
    assert_eq!(given, names(Sandbox::builder().seed(5).verification_token("v").app("cli_mine", "mine")).await);
    assert_eq!(given[..2], ["cli_mine", "mine"]);
    assert_eq!((&given[2], given[3].as_str(), &given[4]), (&first[2], "v", &first[4]));
}

#[tokio::test]
async fn two_sandboxes_do_not_share_tokens() {
    let (one, other) = (Sandbox::start().await.unwrap(), Sandbox::start().await.unwrap());
    let mut client = Client::new(&one);
    client.base_url = other.base_url().to_owned();
    assert_eq!(client.send(CARD, "").code(), 99991663);
    assert_eq!((one.token_requests(), other.token_requests()), (1, 0));
}

#[tokio::test]
async fn the_record_shows_requests_without_their_secrets() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = Client::new(&sandbox);
    client.send(CARD, "u1");
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].path, "/open-apis/im/v1/messages");
    assert_eq!(requests[1].parameter("receive_id_type").as_deref(), Some("open_id"));
    assert_eq!(requests[1].header("Authorization"), Some(format!("Bearer {}", client.token).as_str()));
    assert_eq!(requests[1].json().unwrap().get("uuid").unwrap().as_str(), Some("u1"));
    let shown = format!("{requests:?} {sandbox:?} {:?}", Sandbox::builder());
    assert!(!shown.contains(&client.token) && !shown.contains(&sandbox.app_secret()), "{shown}");
    let hook = sandbox.webhook_url();
    let target = hook.strip_prefix(sandbox.base_url()).unwrap();
    raw(sandbox.base_url(), "POST", target, &[], b"{}");
    assert!(!format!("{:?}", sandbox.requests()).contains(target), "the address of a custom bot is its secret");
}

#[test]
fn it_serves_code_without_a_runtime() {
    let sandbox = Sandbox::builder().app("cli_mine", "secret").start_blocking().unwrap();
    assert_eq!(sandbox.app_id(), "cli_mine");
    assert_eq!(Client::new(&sandbox).send(CARD, "").code(), 0);
    let id = sandbox.messages()[0].message_id.clone();
    let error = sandbox.block_on(sandbox.click(&id, "OK")).unwrap_err();
    assert!(error.to_string().contains("nothing a user can work"), "{error}");
    let address = sandbox.base_url().to_owned();
    drop(sandbox);
    let host = address.strip_prefix("http://").unwrap();
    // the thread ends soon after
    let gone = |_| {
        std::thread::sleep(Duration::from_millis(10));
        std::net::TcpStream::connect(host).is_err()
    };
    assert!((0..500).any(gone), "the port is closed when the sandbox is dropped");
}
