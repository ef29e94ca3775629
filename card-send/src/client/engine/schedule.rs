//! When a call may leave, so that the platform's limits hold on our side: a plain state machine without clock, task or
//! lock. Time comes in as an argument; what comes out is "leave now" or "ask again then".
//!
//! **It is decided at the moment a call leaves**, for the call and its receiver together: all windows have room and
//! are charged, or none is. Nothing is reserved ahead, so a caller that vanishes costs the others nothing. While it
//! waits, a call holds a ticket that only says when to ask again. Tickets are served in the order they came, for each
//! receiver; one whose holder does not ask in time (a future that nobody polls) is passed by the next, and keeps its
//! position for when it asks again. A ticket that waits for one receiver delays no other receiver.

use foldhash::quality::RandomState;
use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

/// How much of a limit is used while calls wait. The rest is room for calls that take longer to arrive than others.
const USED: f64 = 0.87;
/// How much longer than the platform's our windows are, for the same reason.
const MARGIN: f64 = 0.05;
/// So many in a period count as no limit.
const UNLIMITED: f64 = 1e9;
/// The longest time between two departures, however small the limit is.
const LONGEST_SPACING: f64 = 3600.0;

/// No ticket sleeps longer: meanwhile those ahead may have been given up.
const LONGEST_SLEEP: Duration = Duration::from_millis(250);
/// No ticket sleeps longer while the platform has asked for a pause, which may be lifted.
const LONGEST_SLEEP_PAUSED: Duration = Duration::from_secs(1);
/// How soon a ticket asks again when those ahead of it are due and have not asked yet.
const SOON: Duration = Duration::from_millis(10);
/// A ticket whose holder is later than this is passed.
const GRACE: Duration = Duration::from_millis(50);
/// Tickets ahead are counted up to here at most.
const COUNTED: usize = 1024;
/// During a pause that the platform asked for, one call leaves after each such time to see whether it still holds.
const PROBE: Duration = Duration::from_secs(30);
/// After so many new keys those that no longer matter are thrown away.
const CLEAN_EVERY: u32 = 128;

/// One limit: so many in a period.
///
/// It keeps the earliest time of the next departure at an even pace, and a slack by which departures may be ahead of
/// it. Both are chosen so that no window of the period, wherever it begins, holds more than the limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    spacing: Duration,
    slack: Duration,
    next: Duration,
    /// How many tickets ahead are worth counting: with more, a ticket sleeps as long as it may anyway.
    counted: usize,
}

impl Window {
    pub(crate) fn new(limit: f64, period: Duration) -> Self {
        if limit.is_nan() || limit >= UNLIMITED {
            return Window::spaced(Duration::ZERO, Duration::ZERO);
        }
        let period = period.as_secs_f64();
        // less than one in a period is one in a longer period
        let (limit, period) = if limit < 1.0 { (1.0, period / limit.max(1e-9)) } else { (limit.floor(), period) };
        let spacing = (period / (limit * USED)).min(LONGEST_SPACING);
        // the first departure beyond the limit comes (limit - slack) spacings after the first: `MARGIN` later than needed
        let slack = limit * (1.0 - (1.0 + MARGIN) * USED) * spacing;
        Window::spaced(Duration::from_secs_f64(spacing), Duration::from_secs_f64(slack))
    }

    fn spaced(spacing: Duration, slack: Duration) -> Self {
        let counted = (slack + LONGEST_SLEEP).as_nanos() / spacing.as_nanos().max(1) + 2;
        let counted = usize::try_from(counted).map_or(COUNTED, |n| n.min(COUNTED));
        Window { spacing, slack, next: Duration::ZERO, counted }
    }

    /// When a departure has room, if `ahead` others leave before it, all as early as they may.
    fn room(&self, now: Duration, ahead: usize) -> Duration {
        let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
        (self.next.max(now) + self.spacing.saturating_mul(ahead)).saturating_sub(self.slack)
    }

    fn charge(&mut self, now: Duration) {
        self.next = self.next.max(now) + self.spacing;
    }
}

/// What else than the call itself is limited: a receiver, a message, a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ScheduleKey {
    /// Which limit holds for it.
    pub(crate) group: usize,
    pub(crate) id: u64,
}

/// What a call is told that asks whether it may leave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Turn {
    /// It may leave now, and counts as having left.
    Leave,
    /// It may not; it holds this ticket.
    Wait {
        ticket: u64,
        /// When to ask again.
        at: Duration,
        /// The end of the pause that the platform asked for, if that is the reason.
        paused: Option<Duration>,
    },
}

/// The line of one kind of call.
#[derive(Debug)]
struct Lane {
    windows: [Window; 2],
    pause: Option<Pause>,
    /// Nobody leaves before: the processes of the app together leave no room.
    held: Duration,
    /// The tickets whose receivers have room.
    line: BTreeSet<u64>,
}

/// A pause that the platform asked for.
#[derive(Clone, Copy, Debug)]
struct Pause {
    since: Duration,
    until: Duration,
    /// When one call leaves nevertheless.
    probe: Duration,
}

/// The line of one receiver.
#[derive(Debug)]
struct KeyLine {
    window: Window,
    paused: Duration,
    held: Duration,
    /// The tickets that want to leave to it.
    line: BTreeSet<u64>,
}

#[derive(Debug)]
struct Ticket {
    lane: usize,
    key: Option<ScheduleKey>,
    /// When its holder said to ask again; `None` when it did not and was passed.
    promised: Option<Duration>,
}

/// All lines of an app.
#[derive(Debug)]
pub(crate) struct Schedule {
    lanes: Vec<Lane>,
    /// Fresh windows of the groups of keys.
    groups: Vec<Window>,
    keys: HashMap<ScheduleKey, KeyLine, RandomState>,
    tickets: HashMap<u64, Ticket, RandomState>,
    /// The tickets in the order in which they are to ask again.
    promises: BTreeSet<(Duration, u64)>,
    last_ticket: u64,
    new_keys: u32,
}

impl Schedule {
    /// A schedule with these two windows for each kind of call, and one for each group of keys.
    pub(crate) fn new(lanes: impl IntoIterator<Item = [Window; 2]>, groups: Vec<Window>) -> Self {
        let lane = |windows| Lane { windows, pause: None, held: Duration::ZERO, line: BTreeSet::new() };
        Schedule {
            lanes: lanes.into_iter().map(lane).collect(),
            groups,
            keys: HashMap::default(),
            tickets: HashMap::default(),
            promises: BTreeSet::new(),
            last_ticket: 0,
            new_keys: 0,
        }
    }

    /// A ticket for a call that has not asked yet, so that it keeps its position also after its turn.
    pub(crate) fn ticket(&mut self) -> u64 {
        self.last_ticket += 1;
        self.last_ticket
    }

    /// Asks whether a call may leave; `ticket` is the one it was given when it asked before.
    pub(crate) fn ask(&mut self, lane: usize, key: Option<ScheduleKey>, ticket: Option<u64>, now: Duration) -> Turn {
        self.pass_over(now);
        let id = ticket.unwrap_or_else(|| self.ticket());
        if let Some(promised) = self.tickets.get_mut(&id).and_then(|ticket| ticket.promised.take()) {
            self.promises.remove(&(promised, id));
        }
        if let Some(key) = key {
            self.line_of(key, now);
        }
        let Some(lane_line) = self.lanes.get_mut(lane) else { return Turn::Leave };
        let mut key_line = key.and_then(|key| self.keys.get_mut(&key));

        let lane_pause = lane_line.pause.filter(|pause| pause.until > now);
        let key_pause = key_line.as_ref().map_or(Duration::ZERO, |line| line.paused);
        let start = now.max(lane_pause.map_or(now, |pause| pause.until.min(pause.probe)));
        let paused =
            (start.max(key_pause) > now).then(|| lane_pause.map_or(key_pause, |pause| pause.until.max(key_pause)));
        // the others' departures are no reason that is worth telling
        let start = start.max(lane_line.held);
        let key_start = key_pause.max(key_line.as_ref().map_or(Duration::ZERO, |line| line.held));

        // whoever leaves at once is never put into the lines
        let (mut ahead, mut at, mut first) = (0, start, None);
        if let Some(line) = &key_line {
            ahead = line.line.range(..id).take(line.window.counted).count();
            at = at.max(key_start).max(line.window.room(start.max(key_start), ahead));
            first = line.line.first().copied();
        }
        let receiver_has_room = ahead == 0 && at <= start;
        if receiver_has_room {
            let counted = lane_line.windows.iter().map(|window| window.counted).min().unwrap_or(COUNTED);
            ahead = lane_line.line.range(..id).take(counted).count();
            first = lane_line.line.first().copied();
            for window in &lane_line.windows {
                at = at.max(window.room(start, ahead));
            }
            if ahead == 0 && at <= now {
                for window in &mut lane_line.windows {
                    window.charge(now);
                }
                if let Some(pause) = lane_line.pause.as_mut().filter(|pause| pause.until > now) {
                    pause.probe = now + PROBE;
                }
                if let Some(line) = key_line {
                    line.window.charge(now);
                }
                if ticket.is_some() {
                    self.give_up(id, lane, key);
                }
                return Turn::Leave;
            }
            lane_line.line.insert(id);
        } else {
            // whoever has room may leave before
            lane_line.line.remove(&id);
        }
        if let Some(line) = &mut key_line {
            line.line.insert(id);
        }
        let mut earliest = now + Duration::from_nanos(1);
        if ahead > 0 {
            // it cannot leave before the first has asked again, or has been passed
            let promised = first.and_then(|first| self.tickets.get(&first)?.promised);
            earliest = promised.map_or(earliest, |promised| earliest.max(promised)) + SOON;
        }
        let latest = now + if paused.is_some() { LONGEST_SLEEP_PAUSED } else { LONGEST_SLEEP };
        let at = at.max(earliest).min(latest);
        self.tickets.insert(id, Ticket { lane, key, promised: Some(at) });
        self.promises.insert((at, id));
        Turn::Wait { ticket: id, at, paused }
    }

    /// A call that was let go before is written only now: it counts at this time too.
    pub(crate) fn leaves_late(&mut self, lane: usize, key: Option<ScheduleKey>, now: Duration) {
        let windows = self.lanes.get_mut(lane).map(|lane| &mut lane.windows);
        let window = key.and_then(|key| self.keys.get_mut(&key)).map(|line| &mut line.window);
        for window in windows.into_iter().flatten().chain(window) {
            window.charge(now);
        }
    }

    /// Takes a ticket back whose call is no longer made.
    pub(crate) fn cancel(&mut self, ticket: u64) {
        if let Some(Ticket { lane, key, .. }) = self.tickets.get(&ticket) {
            self.give_up(ticket, *lane, *key);
        }
    }

    /// Lets no call of this kind leave for a while: the platform asked for it.
    pub(crate) fn pause(&mut self, lane: usize, now: Duration, wait: Duration) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            let until = lane.pause.map_or(now + wait, |pause| pause.until.max(now + wait));
            lane.pause = Some(Pause { since: now, until, probe: now + PROBE });
        }
    }

    /// Lets no call to this receiver leave for a while.
    pub(crate) fn pause_key(&mut self, key: ScheduleKey, now: Duration, wait: Duration) {
        let line = self.line_of(key, now);
        line.paused = line.paused.max(now + wait);
    }

    /// Lets no call of this kind leave before then; a departure that is accepted does not change that.
    pub(crate) fn hold(&mut self, lane: usize, until: Duration) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.held = lane.held.max(until);
        }
    }

    /// As [`hold`](Schedule::hold), for one receiver.
    pub(crate) fn hold_key(&mut self, key: ScheduleKey, now: Duration, wait: Duration) {
        let line = self.line_of(key, now);
        line.held = line.held.max(now + wait);
    }

    /// A call that left at `left` was accepted: a pause that was asked for before that is over.
    pub(crate) fn resume(&mut self, lane: usize, left: Duration) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.pause = lane.pause.filter(|pause| pause.since >= left);
        }
    }

    /// Takes those out of the lines who did not ask in time.
    fn pass_over(&mut self, now: Duration) {
        while let Some(&(promised, id)) = self.promises.first()
            && promised + GRACE < now
        {
            self.promises.pop_first();
            let Some(ticket) = self.tickets.get_mut(&id) else { continue };
            ticket.promised = None;
            let (lane, key) = (ticket.lane, ticket.key);
            self.leave_lines(id, lane, key);
        }
    }

    fn give_up(&mut self, id: u64, lane: usize, key: Option<ScheduleKey>) {
        self.leave_lines(id, lane, key);
        if let Some(promised) = self.tickets.remove(&id).and_then(|ticket| ticket.promised) {
            self.promises.remove(&(promised, id));
        }
    }

    fn leave_lines(&mut self, id: u64, lane: usize, key: Option<ScheduleKey>) {
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.line.remove(&id);
        }
        if let Some(line) = key.and_then(|key| self.keys.get_mut(&key)) {
            line.line.remove(&id);
        }
    }

    /// The line of a key, made if it is not there; now and then those that no longer matter are thrown away.
    fn line_of(&mut self, key: ScheduleKey, now: Duration) -> &mut KeyLine {
        if !self.keys.contains_key(&key) {
            self.new_keys += 1;
            if self.new_keys >= CLEAN_EVERY {
                self.new_keys = 0;
                self.keys.retain(|_, line| {
                    !line.line.is_empty() || line.window.next > now || line.paused.max(line.held) > now
                });
                self.keys.shrink_to(2 * self.keys.len());
            }
        }
        let groups = &self.groups;
        self.keys.entry(key).or_insert_with(|| KeyLine {
            window: groups.get(key.group).copied().unwrap_or_else(|| Window::new(f64::INFINITY, Duration::ZERO)),
            paused: Duration::ZERO,
            held: Duration::ZERO,
            line: BTreeSet::new(),
        })
    }
}

#[cfg(test)]
#[path = "schedule_model.rs"]
mod model;
