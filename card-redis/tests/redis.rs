//! The fleet over a real Redis server, which the tests start on a free port. Without `redis-server` they say what they
//! skip; in CI that is a failure.

mod support;

use feishu_card_redis::{RedisFleet, WhenGone};
use feishu_card_send::{
    Error, To, Token,
    fleet::{LimitedCall, Limiter, Permission, RateLimit, Stored, TokenStore, TokenWanted},
};
use futures_util::{StreamExt, future::join_all};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use support::{Redis, Slow, card, client, not_denser, sandbox};
use tokio::time::sleep;

const SECOND: Duration = Duration::from_secs(1);

fn limits(second: f64, minute: f64) -> [RateLimit; 2] {
    [(second, SECOND), (minute, 60 * SECOND)].map(|(count, period)| RateLimit { count, period })
}

/// Departures as a client would have them: it waits as it is told, and does not leave when it is late.
async fn leave(fleet: &RedisFleet, call: &LimitedCall<'_>, until: Instant) -> Option<Instant> {
    while Instant::now() < until {
        let Ok(permission) = fleet.ask(call).await else {
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        match permission {
            Permission::Leave { after, late } => {
                let answered = Instant::now();
                sleep(after).await;
                let left = Instant::now();
                if left <= answered + after + late {
                    return Some(left);
                }
            }
            Permission::Wait(wait) | Permission::WaitForReceiver(wait) => sleep(wait).await,
            other => panic!("{other:?}"),
        }
    }
    None
}

/// As many departures as come about in this time, by callers who each begin anew when they have left.
async fn departures(fleets: &[Arc<RedisFleet>], callers: usize, limits: &[RateLimit], time: Duration) -> Vec<Instant> {
    let until = Instant::now() + time;
    let all = fleets.iter().flat_map(|fleet| (0..callers).map(move |_| fleet)).map(|fleet| async move {
        let call = LimitedCall::new("cli_1", "im.message.create", limits);
        let mut left = Vec::new();
        while let Some(at) = leave(fleet, &call, until).await {
            left.push(at);
        }
        left
    });
    let mut left: Vec<_> = join_all(all).await.concat();
    left.sort();
    left
}

#[tokio::test]
async fn no_window_of_several_processes_holds_more_than_the_limit_and_most_of_it_is_used() {
    let Some(redis) = Redis::start() else { return };
    let fleets: Vec<_> = (0..4).map(|_| Arc::new(redis.fleet())).collect();
    let left = departures(&fleets, 8, &limits(50.0, 1e9), Duration::from_secs(6)).await;
    not_denser(&left, 50, SECOND);
    let used = left.len() as f64 / (50.0 * 5.0);
    assert!(used >= 0.8, "{} in 6 s, of which the first is for what may have left before", left.len());
}

#[tokio::test]
async fn a_slow_redis_breaks_no_window() {
    let Some(redis) = Redis::start() else { return };
    let slow = Slow::before(redis.port(), Duration::from_millis(200)).await;
    let fleets: Vec<_> = (0..3).map(|_| Arc::new(slow.fleet())).collect();
    let left = departures(&fleets, 12, &limits(20.0, 1e9), Duration::from_secs(8)).await;
    not_denser(&left, 20, SECOND);
    assert!(left.len() >= 60, "{} in 8 s", left.len());
}

#[tokio::test]
async fn what_was_lost_counts_as_full() {
    let Some(mut redis) = Redis::start() else { return };
    let fleet = Arc::new(redis.fleet());
    let limits = limits(10.0, 1e9);
    let before = tokio::spawn({
        let fleet = Arc::clone(&fleet);
        async move { departures(&[fleet], 4, &limits, Duration::from_secs(3)).await }
    });
    sleep(Duration::from_millis(2_500)).await;
    redis.restart();
    let after = departures(&[fleet], 4, &limits, Duration::from_secs(5)).await;
    let mut left = before.await.unwrap();
    assert!(!left.is_empty() && after.len() >= 15, "{} before, {} after", left.len(), after.len());
    left.extend(after);
    left.sort();
    not_denser(&left, 10, SECOND);
}

/// Redis' clock is set back by ten minutes: what it has granted seems to be far ahead.
#[tokio::test]
async fn a_clock_that_is_set_back_holds_nobody_up_and_breaks_no_window() {
    let Some(redis) = Redis::start() else { return };
    let fleet = Arc::new(redis.fleet());
    let limits = limits(10.0, 1e9);
    let mut left = departures(std::slice::from_ref(&fleet), 4, &limits, Duration::from_secs(3)).await;
    let key = "feishu-card:{cli_1}:calls:im.message.create";
    for field in ["1", "since"] {
        let ahead = redis.command(&["HINCRBY", key, field, "600000000"]);
        assert!(ahead.starts_with(':'), "{ahead}");
    }
    let after = departures(&[fleet], 4, &limits, Duration::from_secs(4)).await;
    assert!(after.len() >= 15, "{} after", after.len());
    left.extend(after);
    not_denser(&left, 10, SECOND);
}

#[tokio::test]
async fn a_receiver_is_counted_for_all_and_delays_no_other() {
    let Some(redis) = Redis::start() else { return };
    let (one, two) = (redis.fleet(), redis.fleet());
    let limits = limits(1000.0, 1e9);
    let limit = RateLimit { count: 5.0, period: SECOND };
    let to = |id: &'static str| LimitedCall::new("cli_1", "im.message.create", &limits).receiver(id, limit);
    // what may have left before is over
    sleep(Duration::from_millis(50)).await;
    let _ = one.ask(&to("a")).await.unwrap();
    sleep(3 * SECOND).await;
    assert!(matches!(one.ask(&to("b")).await.unwrap(), Permission::Leave { .. }));
    assert!(matches!(two.ask(&to("b")).await.unwrap(), Permission::WaitForReceiver(_)));
    assert!(matches!(two.ask(&to("c")).await.unwrap(), Permission::Leave { .. }));
    // a pause that one was asked for holds all
    one.pause(&to("c"), true, Duration::from_secs(2)).await.unwrap();
    assert!(matches!(two.ask(&to("c")).await.unwrap(), Permission::WaitForReceiver(wait) if wait > SECOND));
    one.pause(&to("c"), false, Duration::from_secs(5)).await.unwrap();
    assert!(matches!(two.ask(&to("d")).await.unwrap(), Permission::Wait(wait) if wait > 3 * SECOND));
}

#[tokio::test]
async fn one_process_fetches_the_token_and_a_refused_one_is_replaced() {
    let Some(redis) = Redis::start() else { return };
    let (one, two) = (redis.fleet(), redis.fleet());
    let wanted = TokenWanted::new("cli_1 tenant", Duration::from_secs(20));
    assert!(matches!(one.get(&wanted).await.unwrap(), Stored::Fetch));
    assert!(matches!(two.get(&wanted).await.unwrap(), Stored::Wait(wait) if wait > 10 * SECOND));
    one.release("cli_1 tenant").await.unwrap();
    assert!(matches!(two.get(&wanted).await.unwrap(), Stored::Fetch), "who cannot fetch gives way");
    two.put("cli_1 tenant", &Token::new("t-1", 7200 * SECOND), 6900 * SECOND).await.unwrap();
    let Stored::Token(token) = one.get(&wanted).await.unwrap() else { panic!("no token") };
    assert_eq!(token.secret(), "t-1");
    assert!((7190 * SECOND..=7200 * SECOND).contains(&token.lives()), "{:?}", token.lives());
    assert!(matches!(one.get(&wanted.other_than(Some("t-1"))).await.unwrap(), Stored::Fetch));
    // one that only looks takes no lease
    let look = TokenWanted::new("cli_1 ticket", Duration::ZERO);
    assert!(matches!(one.get(&look).await.unwrap(), Stored::Fetch));
    assert!(matches!(two.get(&look).await.unwrap(), Stored::Fetch));
    assert!(!format!("{one:?} {token:?} {wanted:?}").contains("t-1"));
}

#[cfg(feature = "callback")]
#[tokio::test]
async fn what_one_process_has_seen_all_have() {
    use feishu_card_send::fleet::{Seen, Sighting};
    let Some(redis) = Redis::start() else { return };
    let (one, two) = (redis.fleet(), redis.fleet());
    let lease = Duration::from_millis(300);
    assert_eq!(one.begin("a", lease).await.unwrap(), Sighting::First);
    assert_eq!(two.begin("a", lease).await.unwrap(), Sighting::Running);
    one.done("a", 60 * SECOND).await.unwrap();
    assert_eq!(two.begin("a", lease).await.unwrap(), Sighting::Done);
    assert_eq!(two.begin("b", lease).await.unwrap(), Sighting::First);
    two.forget("b").await.unwrap();
    assert_eq!(one.begin("b", lease).await.unwrap(), Sighting::First);
    sleep(2 * lease).await;
    assert_eq!(two.begin("b", lease).await.unwrap(), Sighting::First, "who had it has died");
}

#[tokio::test]
async fn while_redis_is_gone_it_is_as_chosen_and_nothing_is_lost() {
    let Some(mut redis) = Redis::start() else { return };
    let sandbox = sandbox().await;
    let stops = client(&sandbox, Arc::new(redis.fleet())).deadline(2 * SECOND).build().unwrap();
    let share = Arc::new(redis.fleet().when_gone(WhenGone::GoOnWithShare(0.5)));
    let goes_on = client(&sandbox, share).build().unwrap();
    let card = card();
    stops.send(To::open_id("ou_1"), &card).await.unwrap();
    goes_on.send(To::open_id("ou_2"), &card).await.unwrap();
    redis.stop();
    let began = Instant::now();
    let error = stops.send(To::open_id("ou_3"), &card).await.unwrap_err();
    assert!(matches!(error, Error::Shared(_)) && error.is_retryable() && error.had_no_effect(), "{error}");
    assert!(began.elapsed() < 30 * SECOND, "it ends by its deadline");
    goes_on.send(To::open_id("ou_4"), &card).await.unwrap();
    // a bulk waits until Redis is back
    let items = (0..5).map(|i| (To::open_id(format!("ou_later_{i}")), &card));
    let waits = client(&sandbox, Arc::new(redis.fleet())).build().unwrap();
    let bulk = async { waits.send_all().iter(items).collect::<Vec<_>>().await };
    let (ends, ()) = tokio::join!(bulk, async {
        sleep(2 * SECOND).await;
        redis.begin();
    });
    assert!(ends.iter().all(|delivery| delivery.result.is_ok()), "{ends:?}");
    assert_eq!(sandbox.messages().len(), 3 + 5);
}

#[tokio::test]
async fn a_lost_script_is_sent_again_and_a_send_asks_once() {
    let Some(redis) = Redis::start() else { return };
    let sandbox = support::start(feishu_card_sandbox::Sandbox::builder().limit_factor(1000.0)).await;
    let client = client(&sandbox, Arc::new(redis.fleet())).scale_limits(1000.0).build().unwrap();
    let card = card();
    client.send(To::open_id("ou_1"), &card).await.unwrap();
    redis.command(&["SCRIPT", "FLUSH"]);
    client.send(To::open_id("ou_1"), &card).await.unwrap();
    // until then what Redis knew of receivers may have been lost with all else
    sleep(3 * SECOND).await;
    let before = redis.commands();
    for i in 0..40 {
        client.send(To::open_id(format!("ou_{i}")), &card).await.unwrap();
    }
    let asked = redis.commands() - before;
    println!("{asked} questions for 40 sends");
    // a machine that is busy elsewhere lets a moment pass now and then, which is asked for again
    assert!((40..=80).contains(&asked), "{asked} questions for 40 sends");
}

/// What a send costs with Redis beside one without; printed, not asserted.
#[tokio::test]
async fn what_a_send_costs() {
    let Some(redis) = Redis::start() else { return };
    let sandbox = support::start(feishu_card_sandbox::Sandbox::builder().limit_factor(1000.0)).await;
    let card = card();
    let with = client(&sandbox, Arc::new(redis.fleet())).scale_limits(1000.0).build().unwrap();
    let without = feishu_card_send::Client::builder(sandbox.app_id(), sandbox.app_secret());
    let without = without.base_url(sandbox.base_url()).scale_limits(1000.0).build().unwrap();
    with.send(To::open_id("ou_1"), &card).await.unwrap();
    sleep(3 * SECOND).await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..300 {
        for (client, times) in [&without, &with].into_iter().zip(&mut times) {
            let began = Instant::now();
            client.send(To::open_id(format!("ou_{round}")), &card).await.unwrap();
            times.push(began.elapsed());
        }
    }
    let [without, with] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    println!(
        "a send: {without:?} without Redis, {with:?} with it: {:.2} times",
        with.as_secs_f64() / without.as_secs_f64()
    );
}

#[tokio::test]
async fn connections_that_are_made_by_a_function_are_made_anew() {
    let Some(mut redis) = Redis::start() else { return };
    let url = redis.url();
    let fleet = RedisFleet::connecting(move || {
        let client = feishu_card_redis::redis::Client::open(url.as_str());
        async move { client?.get_multiplexed_async_connection().await }
    });
    let wanted = TokenWanted::new("cli_1 tenant", Duration::ZERO);
    assert!(fleet.get(&wanted).await.is_ok());
    redis.restart();
    let until = Instant::now() + Duration::from_secs(20);
    while fleet.get(&wanted).await.is_err() {
        assert!(Instant::now() < until, "it does not find back");
        sleep(Duration::from_millis(100)).await;
    }
}

#[test]
fn what_cannot_be_connected_to_is_said() {
    assert!(RedisFleet::connect("ftp://127.0.0.1").is_err());
}
