//! Whether the other side is alive.
//!
//! The protocol's own ping is due every two minutes, and a path that is half open looks fine for hours. So after 15
//! seconds of silence the other side is asked by a ping of RFC 6455, 10 seconds later by one of the protocol, in case it
//! answers only those; 20 seconds after the first question without a word it is taken for dead: 35 seconds at most.
//! A machine that slept asks at once when it wakes.

use super::moment::Moment;
use std::time::Duration;

/// After this much silence the other side is asked.
pub(super) const QUIET: Duration = Duration::from_secs(15);
/// How long after the first question the other kind of question follows.
const AGAIN: Duration = Duration::from_secs(10);
/// How long after the first question the other side is taken for dead.
const GRACE: Duration = Duration::from_secs(20);
/// How often the two clocks are compared.
const TICK: Duration = Duration::from_secs(15);
/// A clock that is ahead by so much means that the machine, or this program, slept.
const SLEPT: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(super) struct Heart {
    /// When the protocol's ping is due.
    ping_due: Duration,
    heard: Duration,
    asked: Option<Asked>,
    tick: Moment,
}

#[derive(Debug)]
struct Asked {
    at: Duration,
    again: bool,
}

/// What is to be done now.
#[derive(Debug, PartialEq)]
pub(super) enum Beat {
    /// Send the protocol's ping.
    Ping,
    /// Send a ping of RFC 6455.
    Probe,
    /// Nothing was heard for this long.
    Dead(Duration),
}

impl Heart {
    /// The heart of a connection that is open since now; the first ping is due at once.
    pub(super) fn new(moment: Moment) -> Self {
        Heart { ping_due: moment.now, heard: moment.now, asked: None, tick: moment }
    }

    /// Something came in, whatever it was.
    pub(super) fn heard(&mut self, now: Duration) {
        self.heard = now;
        self.asked = None;
    }

    /// The platform named another interval.
    pub(super) fn ping_every(&mut self, interval: Duration, now: Duration) {
        self.ping_due = self.ping_due.min(now + interval);
    }

    /// When to look again.
    pub(super) fn due(&self) -> Duration {
        let silence = match &self.asked {
            None => self.heard + QUIET,
            Some(Asked { at, again: false }) => *at + AGAIN,
            Some(Asked { at, again: true }) => *at + GRACE,
        };
        silence.min(self.ping_due).min(self.tick.now + TICK)
    }

    /// What is to be done; asked again until there is nothing.
    pub(super) fn beat(&mut self, moment: Moment, interval: Duration) -> Option<Beat> {
        let now = moment.now;
        let passed = now.saturating_sub(self.tick.now);
        if passed >= TICK {
            let slept = moment.wall.saturating_sub(self.tick.wall).saturating_sub(passed).max(passed - TICK);
            self.tick = moment;
            if slept >= SLEPT {
                // what was asked before the sleep may have been answered during it
                return Some(self.ask(now));
            }
        }
        if now >= self.ping_due {
            self.ping_due = now + interval;
            return Some(Beat::Ping);
        }
        match &mut self.asked {
            None if now.saturating_sub(self.heard) >= QUIET => Some(self.ask(now)),
            Some(asked) if !asked.again && now.saturating_sub(asked.at) >= AGAIN => {
                asked.again = true;
                Some(Beat::Ping)
            }
            Some(asked) if now.saturating_sub(asked.at) >= GRACE => Some(Beat::Dead(now.saturating_sub(self.heard))),
            _ => None,
        }
    }

    fn ask(&mut self, now: Duration) -> Beat {
        self.asked = Some(Asked { at: now, again: false });
        Beat::Probe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PING: Duration = Duration::from_secs(120);

    fn at(seconds: f64) -> Moment {
        // the wall clock runs along
        let now = Duration::from_secs_f64(seconds);
        Moment { now, wall: Duration::from_secs(1_700_000_000) + now }
    }

    /// Lets time pass as a driver would: always to the moment the heart named.
    fn run(heart: &mut Heart, until: f64, mut each: impl FnMut(&mut Heart, f64, Beat)) {
        while heart.due() <= at(until).now {
            let moment = at(heart.due().as_secs_f64());
            while let Some(beat) = heart.beat(moment, PING) {
                let dead = matches!(beat, Beat::Dead(_));
                each(heart, moment.now.as_secs_f64(), beat);
                if dead {
                    return;
                }
            }
        }
    }

    #[test]
    fn silence_is_noticed_within_40_seconds_however_rare_pings_are() {
        for last_word in [0.0, 0.1, 7.3, 14.9, 15.0] {
            let mut heart = Heart::new(at(0.0));
            let mut said = Vec::new();
            run(&mut heart, last_word, |heart, now, _| heart.heard(at(now).now));
            heart.heard(at(last_word).now);
            run(&mut heart, 1000.0, |_, now, beat| said.push((now - last_word, beat)));
            let (after, last) = said.last().expect("something is done");
            assert!(matches!(last, Beat::Dead(_)) && *after <= 40.0, "{last_word}: {said:?}");
            assert!(said.iter().any(|(_, beat)| *beat == Beat::Probe));
        }
    }

    #[test]
    fn whoever_answers_one_kind_of_question_lives() {
        for answers in [Beat::Probe, Beat::Ping] {
            let mut heart = Heart::new(at(0.0));
            let mut dead = false;
            run(&mut heart, 10_000.0, |heart, now, beat| {
                dead |= matches!(beat, Beat::Dead(_));
                if beat == answers {
                    heart.heard(at(now).now);
                }
            });
            assert!(!dead, "{answers:?}");
        }
    }

    #[test]
    fn the_protocols_ping_keeps_its_interval() {
        let mut heart = Heart::new(at(0.0));
        let mut pings = Vec::new();
        run(&mut heart, 600.0, |heart, now, beat| {
            if beat == Beat::Ping {
                pings.push(now);
            }
            heart.heard(at(now).now);
        });
        assert_eq!(pings, [0.0, 120.0, 240.0, 360.0, 480.0, 600.0]);
        heart.ping_every(Duration::from_secs(5), at(600.0).now);
        assert_eq!(heart.due(), at(605.0).now);
    }

    #[test]
    fn a_machine_that_slept_asks_at_once_and_gives_time_to_answer() {
        let mut heart = Heart::new(at(0.0));
        assert_eq!(heart.beat(at(0.0), PING), Some(Beat::Ping));
        heart.heard(at(14.0).now);
        // the monotonic clock stopped for an hour
        let woken = Moment { now: at(15.0).now, wall: at(3615.0).wall };
        assert_eq!(heart.beat(woken, PING), Some(Beat::Probe));
        assert_eq!(heart.beat(woken, PING), None);
        // the program was stopped, and the monotonic clock went on
        let mut heart = Heart::new(at(0.0));
        assert_eq!(heart.beat(at(0.0), PING), Some(Beat::Ping));
        assert_eq!(heart.beat(at(100.0), PING), Some(Beat::Probe), "asked, not taken for dead");
        assert_eq!(heart.beat(at(100.0), PING), None);
        assert_eq!(heart.due(), at(110.0).now);
    }
}
