//! What time it is, for state machines that have no clock.

use std::time::Duration;

/// A point in time: by a clock that never jumps, and by the one on the wall, each since some beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moment {
    pub(crate) now: Duration,
    pub(crate) wall: Duration,
}
