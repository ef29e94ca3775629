//! Sending on loopback: our client (token cache, validation, limiter, retries) against a plain reqwest loop.
//!
//! Both send the same: bodies and headers of the same length. The plain loop has its card as text and its key as a constant; ours
//! writes the card and makes a key each time.
//!
//! `cargo run --release --bin send [ROUNDS]` starts a server of fixed answers in a process of its own, sends
//! with 1, 16 and 64 in flight, ours and plain in turn, and prints a Markdown table of medians.

use axum::{Router, response::IntoResponse, routing::post};
use feishu_card_bench::{
    measure::median,
    server::{SERVE, ServerProcess, argument},
    writers::{RELEASE, ours},
};
use feishu_card_core::Content;
use feishu_card_send::{Client, To};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

const REQUESTS: usize = 4_000;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn serve() {
    let json = |body: &'static str| ([("content-type", "application/json")], body).into_response();
    let token = move || async move { json(r#"{"code":0,"msg":"ok","expire":7200,"tenant_access_token":"t-bench"}"#) };
    let message = move |_body: axum::body::Bytes| async move {
        json(
            r#"{"code":0,"msg":"success","data":{"message_id":"om_bench","chat_id":"oc_bench","msg_type":"interactive"}}"#,
        )
    };
    let app = Router::new()
        .route("/open-apis/auth/v3/tenant_access_token/internal", post(token))
        .route("/open-apis/im/v1/messages", post(message));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    println!("{}", listener.local_addr().expect("an address"));
    axum::serve(listener, app).await.expect("serves");
}

fn cpu() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the system counts");
    (usage.user_time() + usage.system_time()).num_microseconds() as f64
}

/// Requests per second, and CPU microseconds per request of this process.
async fn run<F: Future<Output = ()>>(in_flight: usize, send: impl Fn() -> F) -> (f64, f64) {
    let next = Arc::new(AtomicUsize::new(0));
    let (start, before) = (Instant::now(), cpu());
    let workers = (0..in_flight).map(|_| async {
        while next.fetch_add(1, Ordering::Relaxed) < REQUESTS {
            send().await;
        }
    });
    futures_util::future::join_all(workers).await;
    (REQUESTS as f64 / start.elapsed().as_secs_f64(), (cpu() - before) / REQUESTS as f64)
}

async fn measure(base: &str, rounds: usize) {
    let card = ours::tutorial(RELEASE);
    let client = Client::builder("cli_bench", "secret").base_url(base).scale_limits(1e6).build().expect("a client");
    let plain = reqwest::Client::builder().user_agent("feishu-card/0.1.0").no_proxy().http1_only();
    let plain = plain.timeout(Duration::from_secs(10)).build().expect("a client");
    let url = format!("{base}/open-apis/im/v1/messages?receive_id_type=open_id");
    let mut escaped = String::new();
    card.write_escaped(&mut escaped);
    let ours = || async {
        client.send(To::open_id("ou_bench"), &card).await.expect("sent");
    };
    let floor = || async {
        let body = format!(
            r#"{{"receive_id":"ou_bench","msg_type":"interactive","content":{escaped},"uuid":"0123456789abcdef0123456789abcdef"}}"#
        );
        let request = plain.post(&url).bearer_auth("t-bench").header("content-type", "application/json; charset=utf-8");
        let request = request.body(body);
        let answer = request.send().await.expect("sent").bytes().await.expect("read");
        let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
        assert_eq!(answer["code"], 0);
    };
    println!(
        "| in flight | plain, requests/s | ours ÷ plain | CPU per request, plain | ours |\n|---:|---:|---:|---:|---:|"
    );
    for in_flight in [1, 16, 64] {
        let (mut rates, mut ratios, mut cpus) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
        run(in_flight, &floor).await;
        run(in_flight, &ours).await;
        for round in 0..rounds {
            // each goes first in every other round
            let early = if round % 2 == 1 { Some(run(in_flight, &ours).await) } else { None };
            let (plain_rate, plain_cpu) = run(in_flight, &floor).await;
            let (our_rate, our_cpu) = match early {
                Some(early) => early,
                None => run(in_flight, &ours).await,
            };
            rates.push(plain_rate);
            ratios.push(our_rate / plain_rate);
            cpus[0].push(plain_cpu);
            cpus[1].push(our_cpu);
        }
        let [plain_cpu, our_cpu] = cpus.map(median);
        println!(
            "| {in_flight} | {:.0} | {:.2} | {plain_cpu:.0} µs | {our_cpu:.0} µs |",
            median(rates),
            median(ratios)
        );
    }
}

fn main() {
    let given = env::args().nth(1);
    if given.as_deref() == Some(SERVE) {
        return runtime().block_on(serve());
    }
    let rounds = argument(given.as_deref(), "ROUNDS", 7_usize).max(1);
    let server = ServerProcess::start();
    runtime().block_on(measure(&server.base, rounds));
}
