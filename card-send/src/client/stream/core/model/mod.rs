//! The streams' state machine against a small model of the platform, under a virtual clock: random producers, faults and
//! readings of what the documentation leaves open. At the end the text is on the cards, or the error holds what is
//! missing.
//!
//! The platform follows cardkit.md §9 and §10. `FEISHU_CARD_LONG=1` runs 100,000 schedules of up to 25 minutes and
//! 200,000 characters; `FEISHU_CARD_SEED` is the first, and `FEISHU_CARD_SCHEDULES` their number: several processes can
//! share them.

mod platform;
mod running;
mod script;

use super::{Core, StreamPlan};
use crate::client::engine::schedule::{Schedule, Window};
use feishu_card_core::SplitLimits;
use platform::{Faults, LANES, PER_APP, PER_CARD, Platform, Rules, SECOND, busiest};
use running::Running;
use script::script;
use std::{collections::VecDeque, time::Duration};

fn run(seed: u64, long: bool) {
    let random = &mut fastrand::Rng::with_seed(seed);
    let rules = Rules {
        reopening_extends: random.bool(),
        window_begins_with_sending: random.bool(),
        silent_after_timeout: random.u32(0..4) == 0,
        refusals_use_sequence: random.bool(),
        bytes: if random.u32(0..6) == 0 { random.usize(3_000..28_000) } else { 30_000 },
    };
    let bad = random.u32(0..4);
    let mut chance = |most: u32| if bad == 0 || random.u32(0..3) > 0 { 0 } else { random.u32(0..most * bad) };
    let mut faults = Faults {
        lost_answer: chance(100),
        lost_call: chance(100),
        limited: chance(150),
        broken: chance(100),
        busy: chance(30),
        closed: chance(60),
        other_writer: chance(30),
        gone: chance(6),
        recalled: chance(10),
        ..Faults::default()
    };
    faults.no_reopening = random.u32(0..6) == 0;
    faults.no_cards = random.u32(0..6) == 0;
    if random.u32(0..8) == 0 {
        faults.outage = (Duration::from_secs(random.u64(0..600)), Duration::from_secs(random.u64(1..300)));
    }
    let mut platform =
        Platform { rules, faults, entities: Vec::new(), messages: Vec::new(), calls: vec![Vec::new(); LANES] };
    let windows = |_| [Window::new(PER_APP as f64, SECOND), Window::new(f64::INFINITY, SECOND)];
    let mut schedule = Schedule::new((0..LANES).map(windows), vec![Window::new(PER_CARD as f64, SECOND)]);
    let streams = if random.u32(0..12) == 0 { random.usize(2..12) } else { 1 };
    let plan = StreamPlan {
        typing: !faults.no_cards,
        pace: Duration::from_millis(100),
        patch_pace: Duration::from_millis(1500),
        window: Duration::from_secs(540),
        limits: SplitLimits::new(random.usize(2_000..28_000), 30_000),
        tables: 4,
        if_empty: "(no content)".to_owned(),
        has_status: true,
    };
    let mut running: Vec<Running> = (0..streams)
        .map(|_| {
            let (acts, wanted) = script(random, long);
            let core = Core::new(plan.clone(), "Thinking...");
            Running {
                core,
                acts,
                wanted,
                waits: None,
                flies: None,
                asks: Some(Duration::ZERO),
                plain: vec![],
                sequences: vec![],
                log: VecDeque::new(),
                done: false,
            }
        })
        .collect();
    let mut now = Duration::ZERO;
    let mut steps = 0;
    while running.iter().any(|stream| !stream.done) {
        steps += 1;
        if steps > 500_000 {
            panic!("it does not come to an end: {:?}", running.iter().map(|stream| &stream.log).collect::<Vec<_>>());
        }
        for (n, stream) in running.iter_mut().enumerate().filter(|(_, stream)| !stream.done) {
            stream.turn(n, &mut platform, &mut schedule, now, random);
        }
        let next = running.iter().filter(|stream| !stream.done).filter_map(Running::next).min();
        match next {
            Some(next) => now = now.max(next),
            None => assert!(running.iter().all(|stream| stream.done), "a stream waits for nothing"),
        }
    }
    for entity in &platform.entities {
        assert!(busiest(&entity.calls) <= PER_CARD, "{} calls of a card in a second", busiest(&entity.calls));
    }
    for calls in &platform.calls {
        assert!(busiest(calls) <= PER_APP, "{} calls of an app in a second", busiest(calls));
    }
    for stream in &running {
        stream.check(&platform);
    }
}

#[test]
fn the_text_arrives_or_the_error_holds_it() {
    let long = std::env::var_os("FEISHU_CARD_LONG").is_some();
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let first = number("FEISHU_CARD_SEED").unwrap_or(0);
    let count = number("FEISHU_CARD_SCHEDULES").unwrap_or(if long { 100_000 } else { 150 });
    for seed in first..first + count {
        if let Err(cause) = std::panic::catch_unwind(|| run(seed, long)) {
            eprintln!("schedule {seed} failed: FEISHU_CARD_SEED={seed} runs it first");
            std::panic::resume_unwind(cause);
        }
    }
}
