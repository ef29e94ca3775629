//! CPU times of things that take nanoseconds, taken in turn, so that a busy machine is busy for all of them.

use crate::measure::{median, own_seconds};
use std::hint::black_box;

/// CPU seconds that each contender runs in each round.
const TURN: f64 = 0.008;

/// Nanoseconds per call by contender and round. The first turn of each is thrown away.
pub fn nanoseconds<T>(contenders: &[&dyn Fn() -> T], rounds: usize) -> Vec<Vec<f64>> {
    let calls: Vec<u32> = contenders.iter().map(|run| calls_in_a_turn(run)).collect();
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for _ in 0..rounds {
        for ((run, &calls), times) in contenders.iter().zip(&calls).zip(&mut times) {
            times.push(time(run, calls) * 1e9 / f64::from(calls));
        }
    }
    times
}

/// The median over the rounds of one contender's time ÷ another's in the same round.
pub fn ratio(times: &[f64], to: &[f64]) -> f64 {
    median(times.iter().zip(to).map(|(time, to)| time / to))
}

fn calls_in_a_turn<T>(run: &dyn Fn() -> T) -> u32 {
    let mut calls = 1;
    loop {
        let taken = time(run, calls);
        if taken * 2.0 >= TURN {
            return calls;
        }
        calls *= 2;
    }
}

fn time<T>(run: &dyn Fn() -> T, calls: u32) -> f64 {
    let start = own_seconds();
    for _ in 0..calls {
        black_box(run());
    }
    own_seconds() - start
}
