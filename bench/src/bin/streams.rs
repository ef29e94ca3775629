//! 10,000 streams of 100 pieces each, at the same time, on one core: time, CPU, memory, and the limits that hold.
//!
//! `cargo run --release --bin streams [STREAMS] [FACTOR]` starts a server in a process of its own, which counts the calls
//! of each second, and prints a Markdown table. The platform's limits are multiplied by FACTOR (20), so that a minute at
//! the platform is three seconds here; a card is still shown anew ten times a second at most.

use axum::{
    Router,
    extract::{ConnectInfo, State},
    http::Uri,
    response::IntoResponse,
};
use feishu_card_bench::{
    arrivals::{Arrival, StampedListener},
    server::{SERVE, ServerProcess, argument},
};
use feishu_card_send::{Client, To};
use futures_util::{StreamExt, stream};
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike,
};
use std::{
    collections::HashMap,
    env, fs,
    process::exit,
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

const STREAMS: usize = 10_000;
const PIECES: usize = 100;
/// From one piece of a stream to the next.
const PACE: Duration = Duration::from_secs(1);
/// What the limits of the platform are multiplied by.
const FACTOR: f64 = 20.0;
const SECOND: Duration = Duration::from_secs(1);

/// When calls with text came: for each card, and all; and when the server's thread came to them.
#[derive(Default)]
struct Looks {
    ids: usize,
    calls: u64,
    all: Vec<Duration>,
    read: Vec<Duration>,
    cards: HashMap<String, Vec<Duration>>,
}

/// The most in any second.
fn busiest(times: &[Duration]) -> usize {
    let mut times = times.to_vec();
    times.sort_unstable();
    let mut first = 0;
    times.iter().enumerate().fold(0, |most, (last, at)| {
        while times[first] + SECOND <= *at {
            first += 1;
        }
        most.max(last + 1 - first)
    })
}

async fn answer(
    State(looks): State<Arc<Mutex<Looks>>>,
    ConnectInfo(arrival): ConnectInfo<Arrival>,
    uri: Uri,
    _body: axum::body::Bytes,
) -> impl IntoResponse {
    let mut looks = looks.lock().expect("nobody panics");
    let body = if uri.path() == "/looks" {
        let cards = looks.cards.values().map(|times| busiest(times)).max().unwrap_or(0);
        format!("{} {} {} {} {cards}", looks.calls, looks.all.len(), busiest(&looks.all), busiest(&looks.read))
    } else if uri.path().contains("tenant_access_token") {
        r#"{"code":0,"expire":7200,"tenant_access_token":"t-bench"}"#.to_owned()
    } else {
        looks.calls += 1;
        looks.ids += 1;
        if uri.path().ends_with("/content") {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
            let at = arrival.last().unwrap_or(now);
            looks.all.push(at);
            looks.read.push(now);
            let card = uri.path().split('/').nth(5).unwrap_or_default().to_owned();
            looks.cards.entry(card).or_default().push(at);
        }
        let id = looks.ids;
        format!(r#"{{"code":0,"data":{{"card_id":"{id}","message_id":"om_{id}"}}}}"#)
    };
    ([("content-type", "application/json")], body)
}

async fn serve() {
    let app = Router::new().fallback(answer).with_state(Arc::<Mutex<Looks>>::default());
    let (listener, address) = StampedListener::on_loopback().await.expect("loopback");
    println!("{address}");
    axum::serve(listener, app.into_make_service_with_connect_info::<Arrival>()).await.expect("serves");
}

/// Seconds of CPU of this process.
fn cpu() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).expect("the system counts");
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
}

/// Bytes of this process in memory.
fn resident() -> f64 {
    let pages = fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|text| text.split(' ').nth(1)?.parse::<f64>().ok());
    pages.map_or(f64::NAN, |pages| pages * 4096.0)
}

async fn measure(base: &str, count: usize, factor: f64) {
    let (clock, left) = (Instant::now(), Arc::<Mutex<Vec<Duration>>>::default());
    let leaves = Arc::clone(&left);
    let client = Client::builder("cli_bench", "secret").base_url(base).scale_limits(factor);
    let client = client.on_attempt(move |attempt| {
        if attempt.call == "cardkit.card-element.content" {
            leaves.lock().expect("nobody panics").push(clock.elapsed().saturating_sub(attempt.took));
        }
    });
    let client = client.build().expect("a client");
    // connections and token are there before anything is counted
    client.stream(To::open_id("ou_first")).await.expect("begun").finish().await.expect("ended");
    let (start, before) = (Instant::now(), (resident(), cpu()));
    let all = stream::iter(0..count).map(|n| {
        let client = client.clone();
        async move { client.stream(To::open_id(format!("ou_{n}"))).await.expect("begun") }
    });
    let streams: Vec<_> = all.buffer_unordered(count).collect().await;
    let (begun, idle, begun_cpu) = (start.elapsed(), resident(), cpu());
    let mut beat = tokio::time::interval(PACE);
    for piece in 0..PIECES {
        beat.tick().await;
        let text = format!("Piece {piece} of **an answer**, 一段回答。\n");
        for (n, stream) in streams.iter().enumerate() {
            stream.push(&text);
            if n % 256 == 0 {
                // as many producers would, they take turns with the streams
                tokio::task::yield_now().await;
            }
        }
    }
    let (written, full, written_cpu) = (start.elapsed(), resident(), cpu());
    let ends = stream::iter(streams).map(|stream| stream.finish()).buffer_unordered(count);
    let frames: Vec<u64> = ends.map(|ended| ended.expect("all is shown").counts.sent).collect().await;
    let (ended, all_cpu) = (start.elapsed(), cpu());
    let looks = reqwest::get(format!("{base}/looks")).await.expect("counted").text().await.expect("counted");
    let looks: Vec<u64> = looks.split(' ').map(|n| n.parse().expect("a number")).collect();
    let [calls, looks, app, read, card] = looks[..] else { panic!("five numbers") };
    let per = |bytes: f64| (bytes - before.0) / count as f64 / 1024.0;
    let text = PIECES * "Piece 00 of **an answer**, 一段回答。\n".len();
    println!("| what | {count} streams of {PIECES} pieces ({text} bytes), limits × {factor} |\n|---|---|");
    println!("| to begin all | {:.1} s, {:.1} s of CPU |", begun.as_secs_f64(), begun_cpu - before.1);
    println!("| to write all | {:.1} s, {:.1} s of CPU |", (written - begun).as_secs_f64(), written_cpu - begun_cpu);
    println!("| to end all | {:.1} s, {:.1} s of CPU |", (ended - written).as_secs_f64(), all_cpu - written_cpu);
    println!(
        "| calls | {calls}, of which {looks} with text; {:.0} µs of CPU each |",
        (all_cpu - before.1) * 1e6 / calls as f64
    );
    println!("| memory of a stream, begun | {:.1} KiB |", per(idle));
    println!("| memory of a stream, all written | {:.1} KiB |", per(full));
    println!("| looks of a stream | {} to {} |", frames.iter().min().unwrap_or(&0), frames.iter().max().unwrap_or(&0));
    println!("| most calls with text in a second, app | {app} of {:.0} |", 50.0 * factor);
    let left = busiest(&left.lock().expect("nobody panics"));
    println!("| the same as the client handed them to their connections | {left} |");
    println!("| the same by the clock of the server's thread, which may come late | {read} |");
    println!("| most calls with text in a second, card | {card} of 10 |");
    assert!(app as f64 <= 50.0 * factor && card <= 10, "a limit was broken");
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (streams, factor) = match arguments[..] {
        [SERVE] => return runtime().block_on(serve()),
        [] => (None, None),
        [streams] => (Some(streams), None),
        [streams, factor] => (Some(streams), Some(factor)),
        _ => {
            eprintln!("error: expected `streams [STREAMS] [FACTOR]`, found {} arguments", arguments.len());
            exit(2)
        }
    };
    let (count, factor) = (argument(streams, "STREAMS", STREAMS), argument(factor, "FACTOR", FACTOR));
    if count == 0 || !(factor.is_finite() && factor > 0.0) {
        eprintln!("error: STREAMS and FACTOR are more than 0, found {count} and {factor}");
        exit(2);
    }
    let server = ServerProcess::start();
    runtime().block_on(measure(&server.base, count, factor));
}
