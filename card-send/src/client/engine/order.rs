//! The order of calls that replace each other's effect: a repeated patch must not undo a newer one.

use super::{
    api::{self, Api},
    schedule::ScheduleKey,
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// A patch is repeated for no longer, whatever its deadline.
const REMEMBERED: Duration = Duration::from_secs(600);
/// After so many patches those that nobody repeats any more are forgotten.
const CLEAN_EVERY: u64 = 256;

/// The last patch of each message.
#[derive(Debug, Default)]
pub(crate) struct Order(Mutex<LastPatches>);

#[derive(Debug, Default)]
struct LastPatches {
    count: u64,
    last: HashMap<ScheduleKey, (u64, Instant)>,
}

impl Order {
    /// A call leaves for the first time. Gives its number; 0 for calls that replace nothing.
    pub(crate) fn begin(&self, api: &Api, key: Option<ScheduleKey>) -> u64 {
        let Some(key) = key.filter(|_| api.index == api::PATCH.index) else { return 0 };
        let mut patches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        patches.count += 1;
        if patches.count.is_multiple_of(CLEAN_EVERY) {
            patches.last.retain(|_, (_, at)| now < *at + REMEMBERED);
        }
        let count = patches.count;
        patches.last.insert(key, (count, now));
        count
    }

    /// Whether no newer call has left since. One that is not remembered is too old to be repeated.
    pub(crate) fn is_last(&self, api: &Api, key: Option<ScheduleKey>, number: u64) -> bool {
        let Some(key) = key.filter(|_| api.index == api::PATCH.index) else { return true };
        let patches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        patches.last.get(&key).is_some_and(|(last, _)| *last == number)
    }
}
