//! What is checked before anything is sent, and the settings and futures that all calls share.

use super::Error;
use feishu_card_core::{Allow, Content, Limits, Options};

/// The longest `uuid`, in characters.
const UUID_CHARS: usize = 50;

/// How one card is checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checks {
    pub(crate) skip: bool,
    pub(crate) allow: Allow,
}

impl Checks {
    /// Asks the rule book.
    pub(crate) fn card(self, content: &dyn Content, limits: Limits) -> Result<(), Error> {
        if self.skip {
            return Ok(());
        }
        let found = content.validate_with(&Options { limits, allow: self.allow });
        for finding in found.iter().filter(|d| d.severity == feishu_card_core::Severity::Warning) {
            tracing::debug!(code = finding.code(), at = finding.path, "{}", finding.message);
        }
        found.into_result().map_err(Error::Card)
    }
}

/// Checks a given `uuid`, or makes one.
pub(crate) fn uuid(given: Option<String>) -> Result<String, Error> {
    match given {
        Some(uuid) if uuid.is_empty() => Err(Error::Request("the uuid is empty".to_owned())),
        Some(uuid) if uuid.chars().count() > UUID_CHARS => {
            let chars = uuid.chars().count();
            Err(Error::Request(format!(
                "the uuid has {chars} characters, the platform takes {UUID_CHARS}: use a hash of it"
            )))
        }
        Some(uuid) => Ok(uuid),
        None => Ok(format!("{:032x}", fastrand::u128(..))),
    }
}

/// Checks an id that goes into the path of a URL.
pub(crate) fn id<'a>(what: &str, id: &'a str) -> Result<&'a str, Error> {
    match id {
        // as a step of a path these mean something else
        "" | "." | ".." => Err(Error::Request(format!("`{id}` is no {what}"))),
        id => Ok(id),
    }
}

/// The settings of calls that send a card.
macro_rules! card_settings {
    ($Type:ident) => {
        impl $Type<'_> {
            /// Sends without asking the rule book.
            pub fn unchecked(mut self) -> Self {
                self.checks.skip = true;
                self
            }

            /// Lowers a code of the rule book for this card: a warning is dropped, an error becomes a warning.
            pub fn allow(mut self, code: impl Into<String>) -> Self {
                self.checks.allow = self.checks.allow.code(code);
                self
            }
        }
    };
}

/// Makes a call awaitable: `run` is its `async fn`.
macro_rules! awaited {
    ($Type:ident => $Output:ty) => {
        impl<'a> IntoFuture for $Type<'a> {
            type Output = Result<$Output, $crate::Error>;
            type IntoFuture = $crate::BoxFuture<'a, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.run())
            }
        }
    };
}

pub(crate) use {awaited, card_settings};
