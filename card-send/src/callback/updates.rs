//! Updates of a card after its callback was answered: the delayed update, within the token's 30 minutes and two uses.

use super::{
    Event, UpdateToken,
    callbacks::Clock,
    payload::{AnswerError, Payload},
};
use feishu_card_core::{CheckOptions, Content, Json, OpenId, Version};
use std::{
    error::Error,
    fmt,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::{Duration, SystemTime},
};

/// Any error that may cross threads.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Work that goes on after the answer, or a delivery on its way.
pub type Work = Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send>>;

/// One delayed update: `POST /open-apis/interactive/v1/card/update`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delayed {
    /// The token of the click.
    pub token: UpdateToken,
    /// The card or template.
    pub card: Json,
    /// Who sees the update; empty for a card that all share (`update_multi`), and always for JSON 2.0.
    pub open_ids: Vec<OpenId>,
}

/// Delivers delayed updates. Any `async fn(Delayed) -> Result<(), E>` does.
pub trait Deliver: Send + Sync + 'static {
    /// Delivers one update.
    fn deliver(&self, update: Delayed) -> Work;
}

impl<F, Fut, E> Deliver for F
where
    F: Fn(Delayed) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), E>> + Send + 'static,
    E: Into<BoxError>,
{
    fn deliver(&self, update: Delayed) -> Work {
        let delivery = self(update);
        Box::pin(async { delivery.await.map_err(Into::into) })
    }
}

/// Updates the card of one click, at most twice and within 30 minutes.
pub struct Updates {
    token: Option<UpdateToken>,
    operator: Option<OpenId>,
    shown: Option<Version>,
    left: AtomicU8,
    since: SystemTime,
    clock: Clock,
    deliver: Option<Arc<dyn Deliver>>,
}

impl Updates {
    /// How many updates one click allows.
    pub const USES: u8 = 2;
    /// How long after the click.
    pub const LIFE: Duration = Duration::from_secs(30 * 60);

    /// Updates for this click; its 30 minutes count from now.
    #[must_use]
    pub fn new(event: &Event, deliver: impl Deliver) -> Self {
        let clock: Clock = Arc::new(SystemTime::now);
        Self::through(event, clock(), clock, Some(Arc::new(deliver)))
    }

    pub(super) fn through(event: &Event, since: SystemTime, clock: Clock, deliver: Option<Arc<dyn Deliver>>) -> Self {
        Updates {
            token: event.token.clone(),
            operator: event.operator.open_id.clone(),
            shown: event.shown,
            left: AtomicU8::new(Self::USES),
            since,
            clock,
            deliver,
        }
    }

    /// Replaces the card. A JSON 1.0 card without `"update_multi": true` changes for the user who clicked only.
    ///
    /// # Errors
    /// When the card breaks rules, the token is used up or too old, or the delivery fails.
    pub async fn card(&self, card: &(impl Content + ?Sized)) -> Result<(), UpdateError> {
        self.payload(Payload::new(card, &CheckOptions::default())).await
    }

    pub(super) async fn payload(&self, card: Payload) -> Result<(), UpdateError> {
        card.check(self.shown).map_err(UpdateError::Card)?;
        let deliver = self.deliver.as_ref().ok_or(UpdateError::NoDelivery)?;
        let token = self.token.clone().ok_or(UpdateError::NoToken)?;
        let open_ids = match card.edition() {
            Some(edition) if !edition.shared => vec![self.operator.clone().ok_or(UpdateError::NoOperator)?],
            _ => Vec::new(),
        };
        if (self.clock)().duration_since(self.since).unwrap_or_default() >= Self::LIFE {
            return Err(UpdateError::Expired);
        }
        let take = |left: u8| left.checked_sub(1);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).map_err(|_| UpdateError::UsedUp)?;

        let update = Delayed { token, card: card.json, open_ids };
        let outcome = deliver.deliver(update).await;
        if let Err(wrong) = &outcome
            && never_left(wrong)
        {
            self.left.fetch_add(1, Ordering::Relaxed);
        }
        outcome.map_err(UpdateError::Delivery)
    }
}

/// Whether it is certain that the platform saw nothing of an update, so that it used nothing up.
fn never_left(wrong: &BoxError) -> bool {
    #[cfg(feature = "client")]
    if let Some(error) = wrong.downcast_ref::<crate::Error>() {
        return error.had_no_effect() && error.refusal().is_none();
    }
    let _ = wrong;
    false
}

impl fmt::Debug for Updates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Updates").field("left", &self.left).finish_non_exhaustive()
    }
}

/// Why a delayed update did not happen.
#[derive(Debug)]
#[non_exhaustive]
pub enum UpdateError {
    /// The platform would refuse the card.
    Card(AnswerError),
    /// The click was updated twice already (300040).
    UsedUp,
    /// The click is more than 30 minutes ago (300030).
    Expired,
    /// Nothing is configured that delivers updates.
    NoDelivery,
    /// The click came without its update token.
    NoToken,
    /// The click came without the open_id of its user, and the card changes for that user only.
    NoOperator,
    /// The delivery failed.
    Delivery(BoxError),
}

impl fmt::Display for UpdateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UpdateError::Card(wrong) => write!(f, "{wrong}"),
            UpdateError::UsedUp => {
                f.write_str("a click allows two delayed updates, and both are used: patch the message")
            }
            UpdateError::Expired => {
                f.write_str("a click allows delayed updates for 30 minutes, which are over: patch the message")
            }
            UpdateError::NoDelivery => {
                f.write_str("nothing delivers delayed updates here: give the hook a client with `.deliver(…)`")
            }
            UpdateError::NoToken => f.write_str("this click came without an update token: patch the message"),
            UpdateError::NoOperator => f.write_str(
                "this click came without the open_id of its user, who alone sees a card that is not shared: patch the \
                 message, or write `\"update_multi\": true`",
            ),
            UpdateError::Delivery(wrong) => write!(f, "the delayed update failed: {wrong}"),
        }
    }
}

// what is inside of the boxed one is only shown
impl std::panic::UnwindSafe for UpdateError {}
impl std::panic::RefUnwindSafe for UpdateError {}

impl Error for UpdateError {
    /// What is below the error inside, whose text this one's holds.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            UpdateError::Delivery(wrong) => wrong.source(),
            _ => None,
        }
    }
}
