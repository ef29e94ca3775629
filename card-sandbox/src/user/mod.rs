//! Users of the emulated platform: they work cards, and see what the app answers.

mod act;
mod actor;
mod answer;
mod error;
mod outcome;
mod says;
mod target;

pub use act::Entered;
pub(crate) use act::action_of;
pub use actor::{Actor, FormFilling};
pub use error::ActError;
pub use outcome::{Outcome, Posted, Shown, ShownToast};
pub use says::Said;
pub use target::Target;
pub(crate) use target::controls;

#[cfg(test)]
mod tests;
