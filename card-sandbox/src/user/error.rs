//! Why a user cannot do what a test asks for.

use std::fmt;

/// A user cannot do this: the test, not the app, is at fault. (What goes wrong between the platform and the app
/// is not an error but control of the [`Outcome`](crate::Outcome).)
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActError {
    /// No message has this id.
    NoMessage(String),
    /// The message shows this user no card: it is another kind of message, was recalled, or is for someone else.
    NoCard(String),
    /// The card is too old to be worked: 30 days (1.0) or 14 days (2.0).
    Expired,
    /// No component has this name, text or path.
    NotFound {
        /// What was looked for.
        wanted: String,
        /// The components there are.
        there: Vec<String>,
    },
    /// Several components have this text.
    Ambiguous {
        /// What was looked for.
        wanted: String,
        /// Their JSON Pointers; use one as the target.
        paths: Vec<String>,
    },
    /// The component is disabled.
    Disabled(String),
    /// The component cannot take this: text for a checker, an option a select does not have.
    Unfit {
        /// The component.
        target: String,
        /// Why.
        why: String,
    },
}

impl fmt::Display for ActError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ActError::NoMessage(id) => write!(f, "unknown message `{id}`"),
            ActError::NoCard(why) => write!(f, "the user sees no card there: {why}"),
            ActError::Expired => f.write_str("the card is too old to be worked (30 days, schema 2.0: 14 days)"),
            ActError::NotFound { wanted, there } if there.is_empty() => {
                write!(f, "the card has no `{wanted}`: it has nothing a user can work")
            }
            ActError::NotFound { wanted, there } => {
                write!(f, "the card has no `{wanted}`; there are: {}", there.join(", "))
            }
            ActError::Ambiguous { wanted, paths } => {
                write!(f, "the card has `{wanted}` {} times; give the path: {}", paths.len(), paths.join(", "))
            }
            ActError::Disabled(target) => write!(f, "`{target}` is disabled"),
            ActError::Unfit { target, why } => write!(f, "`{target}`: {why}"),
        }
    }
}

impl std::error::Error for ActError {}
