//! The schedule under virtual time: random limits, callers, pauses, cancelled and parked futures.

use super::*;
use std::{cmp::Reverse, collections::BinaryHeap};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// How many random schedules are run: many more in the long run.
fn schedules() -> u64 {
    match std::env::var_os("FEISHU_CARD_LONG") {
        Some(_) => 100_000,
        None => 300,
    }
}

/// What a caller does with its future.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Habit {
    /// Polls it when told, a little late.
    Prompt,
    /// Sets it aside at this time, and polls it again only after this long.
    Parked(Duration, Duration),
    /// Drops it at this time.
    Cancelled(Duration),
}

#[derive(Debug)]
struct Caller {
    arrival: Duration,
    key: Option<ScheduleKey>,
    deadline: Duration,
    habit: Habit,
    ticket: Option<u64>,
    asked: u32,
    /// When it left; `None` at the end if it did not.
    left: Option<Duration>,
    ended: Option<Duration>,
}

/// One run: callers against a schedule.
struct World {
    random: fastrand::Rng,
    schedule: Schedule,
    limits: [f64; 3],
    callers: Vec<Caller>,
    events: BinaryHeap<Reverse<(Duration, usize)>>,
    pauses: Vec<(Duration, Duration)>,
}

impl World {
    /// One lane with limits in a second and a minute, and one group of keys with a limit in a second.
    fn new(seed: u64, limits: [f64; 3]) -> World {
        let [second, minute, key] = limits;
        let windows = [Window::new(second, SECOND), Window::new(minute, MINUTE)];
        World {
            random: fastrand::Rng::with_seed(seed),
            schedule: Schedule::new([windows], vec![Window::new(key, SECOND)]),
            limits,
            callers: Vec::new(),
            events: BinaryHeap::new(),
            pauses: Vec::new(),
        }
    }

    fn add(&mut self, arrival: Duration, key: Option<u64>, patience: Duration, habit: Habit) {
        let key = key.map(|id| ScheduleKey { group: 0, id });
        self.events.push(Reverse((arrival, self.callers.len())));
        let deadline = arrival + patience;
        let (ticket, asked, left, ended) = (None, 0, None, None);
        self.callers.push(Caller { arrival, key, deadline, habit, ticket, asked, left, ended });
    }

    /// Runs until nobody waits.
    fn run(&mut self) {
        self.pauses.sort();
        let mut pauses = std::mem::take(&mut self.pauses).into_iter().peekable();
        while let Some(Reverse((now, index))) = self.events.pop() {
            while let Some((at, wait)) = pauses.next_if(|(at, _)| *at <= now) {
                self.schedule.pause(0, at, wait);
            }
            let caller = &mut self.callers[index];
            if let Habit::Cancelled(at) = caller.habit
                && now >= at
            {
                caller.ended = Some(now);
                if let Some(ticket) = caller.ticket {
                    self.schedule.cancel(ticket);
                }
                continue;
            }
            caller.asked += 1;
            match self.schedule.ask(0, caller.key, caller.ticket, now) {
                Turn::Leave => (caller.left, caller.ended) = (Some(now), Some(now)),
                Turn::Wait { ticket, .. } if now >= caller.deadline => {
                    caller.ended = Some(now);
                    self.schedule.cancel(ticket);
                }
                Turn::Wait { ticket, at, .. } => {
                    assert!(at > now, "it would ask for ever");
                    caller.ticket = Some(ticket);
                    // timers and busy executors are late
                    let late = Duration::from_micros(self.random.u64(0..3_000));
                    let mut next = at.min(caller.deadline) + late;
                    match caller.habit {
                        Habit::Parked(from, time) if now < from && next >= from => next = next.max(from + time),
                        Habit::Cancelled(at) => next = next.min(at),
                        _ => {}
                    }
                    self.events.push(Reverse((next.max(now), index)));
                }
            }
        }
        assert!(self.schedule.tickets.is_empty() && self.schedule.promises.is_empty(), "something is left behind");
        assert!(self.schedule.lanes[0].line.is_empty());
    }

    fn departures(&self, key: Option<Option<ScheduleKey>>) -> Vec<Duration> {
        let of_key = |caller: &&Caller| key.is_none_or(|key| caller.key == key);
        let mut departures: Vec<_> = self.callers.iter().filter(of_key).filter_map(|caller| caller.left).collect();
        departures.sort();
        departures
    }

    /// What holds in every run.
    fn check(&self) {
        let [second, minute, per_key] = self.limits;
        let all = self.departures(None);
        not_denser(&all, second, SECOND);
        not_denser(&all, minute, MINUTE);
        let mut keys: Vec<_> = self.callers.iter().filter_map(|caller| caller.key).collect();
        keys.sort_by_key(|key| key.id);
        keys.dedup();
        for key in keys {
            not_denser(&self.departures(Some(Some(key))), per_key, SECOND);
            // first come, first served: those who always asked in time left in the order they came
            let mut prompt: Vec<_> = self
                .callers
                .iter()
                .filter(|caller| caller.key == Some(key) && caller.habit == Habit::Prompt && caller.left.is_some())
                .collect();
            prompt.sort_by_key(|caller| caller.arrival);
            assert!(prompt.is_sorted_by_key(|caller| caller.left), "a later one went first");
        }
        for caller in &self.callers {
            let ended = caller.ended.expect("every caller ends");
            if caller.habit == Habit::Prompt {
                assert!(ended <= caller.deadline + Duration::from_millis(3), "{caller:?}");
                let waited = (ended - caller.arrival).as_secs_f64();
                // once in 250 ms, and each 10 ms of the 50 in which one ahead may still ask that nobody polls
                let idle = |other: &&Caller| {
                    other.habit != Habit::Prompt
                        && other.arrival <= caller.arrival
                        && other.ended.is_some_and(|ended| ended >= caller.arrival)
                };
                let idle = self.callers.iter().filter(idle).count() as f64;
                let most = 8.0 + 6.0 * waited + 5.0 * idle;
                assert!(f64::from(caller.asked) <= most, "asked more than {most} times: {caller:?}");
            }
        }
    }
}

/// No window of this period, wherever it begins, holds more than the limit.
fn not_denser(departures: &[Duration], limit: f64, period: Duration) {
    if limit >= UNLIMITED {
        return;
    }
    let most = limit.max(1.0) as usize;
    for (first, beyond) in departures.iter().zip(departures.iter().skip(most)) {
        assert!(*beyond - *first >= period, "more than {most} in {period:?}, from {first:?}");
    }
}

#[test]
fn random_callers_pauses_and_futures_set_aside() {
    for seed in 0..schedules() {
        let mut random = fastrand::Rng::with_seed(seed);
        let second = random.choice([0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 400.0, f64::INFINITY]).unwrap();
        let minute = random.choice([20.0, 100.0, 1000.0, f64::INFINITY]).unwrap();
        let mut world = World::new(seed, [second, minute, random.choice([1.0, 5.0, 40.0]).unwrap()]);
        let millis = |random: &mut fastrand::Rng, most: u64| Duration::from_millis(random.u64(0..=most));
        let span = random.u64(1..6_000);
        let keys = random.u64(1..20);
        for _ in 0..random.u64(1..80) {
            let arrival = millis(&mut random, span);
            let key = random.bool().then(|| random.u64(0..keys));
            let habit = match random.u8(0..10) {
                0 => Habit::Parked(arrival + millis(&mut random, 3_000), millis(&mut random, 30_000)),
                1 => Habit::Cancelled(arrival + millis(&mut random, 5_000)),
                _ => Habit::Prompt,
            };
            world.add(arrival, key, millis(&mut random, 12_000), habit);
        }
        for _ in 0..random.u8(0..3) {
            let pause = (millis(&mut random, span), millis(&mut random, 40_000));
            world.pauses.push(pause);
        }
        world.run();
        world.check();
    }
}

#[test]
fn most_of_a_limit_is_used_while_calls_wait() {
    for seed in 0..schedules() / 20 {
        let mut random = fastrand::Rng::with_seed(seed);
        let limit = random.choice([5.0, 10.0, 50.0]).unwrap();
        let of_one_receiver = random.bool();
        let limits = if of_one_receiver { [1000.0, f64::INFINITY, limit] } else { [limit, f64::INFINITY, 1000.0] };
        let mut world = World::new(seed, limits);
        // for 10 s there are always more calls than may leave; some are dropped, some set aside
        for i in 0..(limit as u64 * 15) {
            let key = if of_one_receiver { Some(7) } else { random.bool().then_some(i) };
            let arrival = Duration::from_millis(random.u64(0..500));
            let at = arrival + Duration::from_millis(random.u64(0..10_000));
            let habit = match random.u8(0..30) {
                0 => Habit::Parked(at, Duration::from_millis(random.u64(0..5_000))),
                1 => Habit::Cancelled(at),
                _ => Habit::Prompt,
            };
            world.add(arrival, key, Duration::from_secs(10), habit);
        }
        world.run();
        world.check();
        let span = Duration::from_millis(500)..Duration::from_secs(10);
        let left = world.departures(None).iter().filter(|at| span.contains(*at)).count() as f64;
        let possible = limit * (span.end - span.start).as_secs_f64();
        assert!(left >= 0.85 * possible, "seed {seed}: {left} of {possible} at {limit} in a second");
    }
}

#[test]
fn the_platforms_minute_is_used_too() {
    let mut world = World::new(1, [50.0, 1000.0, 5.0]);
    for i in 0..2_500 {
        world.add(Duration::from_micros(i), Some(i), Duration::from_secs(120), Habit::Prompt);
    }
    world.run();
    world.check();
    let left = world.departures(None).len();
    assert!(left as f64 >= 0.85 * 2.0 * 1000.0, "{left} in two minutes");
}

/// A thread that is busy writes together what was let go apart. It is counted then, so that no second holds more than the
/// limit, if no more are on their way than may leave in a second.
#[test]
fn what_leaves_late_is_counted_when_it_leaves() {
    for seed in 0..schedules() {
        let mut random = fastrand::Rng::with_seed(seed);
        let limit = random.choice([5.0, 10.0, 50.0, 400.0]).unwrap();
        let windows = [Window::new(limit, SECOND), Window::new(f64::INFINITY, SECOND)];
        let mut schedule = Schedule::new([windows], vec![]);
        let busy = random.u64(1..3_000);
        let (mut now, mut free, mut ticket) = (Duration::ZERO, Duration::ZERO, None);
        let (mut on_their_way, mut left) = (Vec::new(), Vec::new());
        while now < 10 * SECOND {
            now += Duration::from_millis(random.u64(1..20));
            if now >= free {
                for let_go in on_their_way.drain(..) {
                    if now - let_go > Duration::from_millis(50) {
                        schedule.leaves_late(0, None, now);
                    }
                    left.push(now);
                }
                free = now + Duration::from_millis(random.u64(0..busy));
            }
            while on_their_way.len() < limit as usize {
                match schedule.ask(0, None, ticket.take(), now) {
                    Turn::Leave => on_their_way.push(now),
                    Turn::Wait { ticket: waits, .. } => {
                        ticket = Some(waits);
                        break;
                    }
                }
            }
        }
        assert!(left.len() > limit as usize, "{} of {limit} left", left.len());
        not_denser(&left, limit, SECOND);
    }
}

/// What `docs/streams.md` counts with.
#[test]
fn of_a_limit_that_is_always_full_so_much_is_used() {
    let limits =
        [("an app's text", [50.0, f64::INFINITY, 10.0], 43.5), ("an app's other calls", [50.0, 1000.0, 10.0], 14.5)];
    let card = ("a card's text", [50.0, f64::INFINITY, 10.0], 8.7);
    for (what, limits, a_second) in limits.into_iter().chain([card]) {
        let mut world = World::new(1, limits);
        let of_one_card = what == card.0;
        for i in 0..(a_second * 60.0) as u64 {
            let key = if of_one_card { 1 } else { i % 1000 };
            world.add(Duration::from_micros(i), Some(key), Duration::from_secs(50), Habit::Prompt);
        }
        world.run();
        let (from, to) = (Duration::from_secs(10), Duration::from_secs(50));
        let left = world.departures(None).into_iter().filter(|at| (from..to).contains(at)).count() as f64 / 40.0;
        assert!((left - a_second).abs() < 0.02 * a_second, "{what}: {left} a second");
    }
}

#[test]
fn after_cancelled_callers_the_next_waits_as_with_an_empty_line() {
    let mut world = World::new(1, [50.0, 1000.0, 5.0]);
    let gone = Duration::from_millis(300);
    for _ in 0..1_900 {
        world.add(Duration::ZERO, Some(1), Duration::from_secs(100), Habit::Cancelled(gone));
    }
    let after = gone + Duration::from_millis(1);
    world.add(after, Some(1), Duration::from_secs(100), Habit::Prompt);
    world.run();
    let waited = world.callers.last().unwrap().left.unwrap() - after;
    assert!(waited <= Duration::from_millis(240), "{waited:?}");
}

#[test]
fn futures_that_nobody_polls_delay_the_next_by_a_moment() {
    let mut world = World::new(1, [50.0, 1000.0, 5.0]);
    for i in 0..200 {
        let habit = Habit::Parked(Duration::from_millis(1), Duration::from_secs(3600));
        world.add(Duration::ZERO, Some(i), Duration::from_secs(60), habit);
    }
    world.add(Duration::from_millis(100), Some(900), Duration::from_secs(60), Habit::Prompt);
    world.run();
    let waited = world.callers.last().unwrap().left.unwrap() - Duration::from_millis(100);
    assert!(waited <= Duration::from_millis(400), "{waited:?}");
}

#[test]
fn a_receiver_without_room_delays_no_other() {
    let mut world = World::new(1, [50.0, 1000.0, 5.0]);
    for _ in 0..100 {
        world.add(Duration::ZERO, Some(1), Duration::from_secs(60), Habit::Prompt);
    }
    for i in 0..20 {
        world.add(Duration::from_millis(1_000 + i), Some(100 + i), Duration::from_secs(60), Habit::Prompt);
    }
    world.run();
    world.check();
    let others = world.callers[100..].iter().map(|caller| caller.left.unwrap() - caller.arrival).max().unwrap();
    assert!(others <= Duration::from_millis(600), "{others:?}");
}

#[test]
fn a_pause_is_kept_probed_and_lifted_by_a_success() {
    let windows = || [Window::new(50.0, SECOND), Window::new(1000.0, MINUTE)];
    let mut schedule = Schedule::new([windows(), windows()], vec![Window::new(5.0, SECOND)]);
    let at = Duration::from_secs;
    schedule.pause(0, at(10), at(600));
    let Turn::Wait { ticket, paused, .. } = schedule.ask(0, None, None, at(11)) else { panic!("it left") };
    assert_eq!(paused, Some(at(610)));
    assert_eq!(schedule.ask(1, None, None, at(11)), Turn::Leave, "another call is not meant");
    // one leaves every 30 s to see whether the pause still holds
    assert_eq!(schedule.ask(0, None, Some(ticket), at(40)), Turn::Leave);
    let Turn::Wait { ticket, .. } = schedule.ask(0, None, None, at(41)) else { panic!("it left") };
    assert!(matches!(schedule.ask(0, None, Some(ticket), at(69)), Turn::Wait { .. }));
    // a call that left before the pause says nothing about it
    schedule.resume(0, at(9));
    assert!(matches!(schedule.ask(0, None, Some(ticket), at(69)), Turn::Wait { .. }));
    schedule.resume(0, at(40));
    assert_eq!(schedule.ask(0, None, Some(ticket), at(69)), Turn::Leave);

    // a pause of one receiver stops it alone
    let key = |id| Some(ScheduleKey { group: 0, id });
    schedule.pause_key(ScheduleKey { group: 0, id: 1 }, at(100), at(5));
    assert!(matches!(schedule.ask(0, key(1), None, at(101)), Turn::Wait { .. }));
    assert_eq!(schedule.ask(0, key(2), None, at(101)), Turn::Leave);
}

#[test]
fn the_memory_for_receivers_is_bounded() {
    let mut schedule = Schedule::new([[Window::new(f64::INFINITY, SECOND); 2]], vec![Window::new(5.0, SECOND)]);
    for id in 0..5_000 {
        let now = Duration::from_millis(2 * id);
        assert_eq!(schedule.ask(0, Some(ScheduleKey { group: 0, id }), None, now), Turn::Leave);
        assert!(schedule.keys.len() <= CLEAN_EVERY as usize + 500);
    }
}

#[test]
fn every_limit_gives_a_window() {
    for limit in [0.0, -1.0, 1e-300, 1e-9, 0.1, 0.5, 1.0, 3.7, 1e3, 1e9, f64::INFINITY, f64::NAN] {
        let window = Window::new(limit, MINUTE);
        assert!(window.spacing <= Duration::from_secs_f64(LONGEST_SPACING), "{limit}");
    }
}
