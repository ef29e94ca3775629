//! What the user gets to see for a click: nothing, a toast, another card, or both.

use super::{
    BoxError, Event, Generation, Toast, Updates, Work,
    payload::{AnswerError, Payload},
};
use feishu_card_core::{CheckOptions, Content, Json, Repair, Str, Version};
use http::{HeaderValue, Response, StatusCode, header};
use std::{fmt, future::Future};

type Then = Box<dyn FnOnce(Updates) -> Work + Send>;

/// The answer to a click. It must reach the platform within three seconds; for longer work see [`Answer::then`].
///
/// ```
/// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send::callback; }
/// use feishu_card::Json;
/// use feishu_card::callback::{Answer, Toast};
/// let card = Json::parse(r#"{"schema": "2.0", "body": {"elements": [{"tag": "markdown", "content": "done"}]}}"#)?;
/// let answer = Answer::card(&card).with_toast(Toast::success("已发布"));
/// # Ok::<(), feishu_card::JsonError>(())
/// ```
#[derive(Default)]
#[must_use]
pub struct Answer {
    toast: Option<Toast>,
    card: Option<Payload>,
    shown: Option<Version>,
    then: Option<Then>,
}

impl Answer {
    /// Nothing changes for the user.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Only a toast.
    pub fn toast(toast: Toast) -> Self {
        Answer { toast: Some(toast), ..Self::default() }
    }

    /// Another card, or a template, in place of the shown one. It must be of the version of the shown card.
    ///
    /// The card is checked by the rule book; one with errors does not leave ([`AnswerError::Card`]).
    pub fn card(card: &(impl Content + ?Sized)) -> Self {
        Self::card_with(card, &CheckOptions::default())
    }

    /// As [`Answer::card`], with your own limits and lowered codes.
    pub fn card_with(card: &(impl Content + ?Sized), options: &CheckOptions) -> Self {
        Answer { card: Some(Payload::new(card, options)), ..Self::default() }
    }

    /// Shows what can be shown of a card that breaks rules, instead of failing: the smallest part that the rules refuse
    /// is taken out, see [`Card::repaired`](feishu_card_core::Card::repaired). Every change is among the
    /// [`repairs`](Answer::repairs), and is logged as a warning where handlers are. A card with nothing left to show still does not leave.
    pub fn repaired(mut self) -> Self {
        if let Some(card) = self.card.as_mut().filter(|card| !card.findings.is_ok()) {
            card.repair();
        }
        self
    }

    /// What [`repaired`](Answer::repaired) changed in the card.
    #[must_use]
    pub fn repairs(&self) -> &[Repair] {
        self.card.as_ref().map_or(&[], |card| &card.repairs)
    }

    /// Adds a toast.
    pub fn with_toast(mut self, toast: Toast) -> Self {
        self.toast = Some(toast);
        self
    }

    /// Says which version the shown card has, where [`Callbacks::shown`](super::Callbacks::shown) does not know it.
    pub fn replacing(mut self, shown: Version) -> Self {
        self.shown = Some(shown);
        self
    }

    /// Goes on in the background after the answer has left, and updates the card when done: at most twice, within
    /// 30 minutes.
    ///
    /// The platform wants the answer first: the work may start at once, but its updates wait until the answer is
    /// out. With feature `axum` the `Hook` sees to all of this; elsewhere see [`Answer::take_work`].
    ///
    /// ```
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send::callback; }
    /// # use feishu_card::Json;
    /// use feishu_card::callback::{Answer, Toast};
    /// # async fn publish(id: u64) -> Result<Json, std::io::Error> { Ok(Json::Null) }
    /// # let id = 7;
    /// let answer = Answer::toast(Toast::info("发布中…")).then(move |updates| async move {
    ///     let card = publish(id).await?;
    ///     updates.card(&card).await?;
    ///     Ok(())
    /// });
    /// ```
    pub fn then<F, Fut>(mut self, work: F) -> Self
    where
        F: FnOnce(Updates) -> Fut + Send + 'static,
        Fut: Future<Output = Result<(), BoxError>> + Send + 'static,
    {
        self.then = Some(Box::new(|updates| Box::pin(work(updates))));
        self
    }

    /// The work given to [`Answer::then`], if any. Let it run **after** the response has been sent.
    pub fn take_work(&mut self, updates: Updates) -> Option<Work> {
        // called inside of the work, so that a panic of the closure is one of the work
        self.then.take().map(|work| -> Work { Box::pin(async move { work(updates).await }) })
    }

    /// The body for this event: in the shape of its generation.
    ///
    /// # Errors
    /// When the platform would refuse the answer: see [`AnswerError`].
    pub fn body(&self, event: &Event) -> Result<String, AnswerError> {
        let mut members: Vec<(Str, Json)> = Vec::new();
        if let Some(card) = &self.card {
            card.check(self.shown.or(event.shown))?;
            members = match event.generation {
                Generation::New => vec![("card".into(), card.wrapped())],
                Generation::Old => card.json.as_map().unwrap_or_default().to_vec(),
            };
        }
        if let Some(toast) = &self.toast {
            members.push(("toast".into(), toast.into()));
        }
        Ok(Json::from(members).to_string())
    }

    /// The whole response for this event.
    ///
    /// # Errors
    /// When the platform would refuse the answer. [`AnswerError::response`] is what to send instead.
    pub fn response(&self, event: &Event) -> Result<Response<String>, AnswerError> {
        Ok(respond(StatusCode::OK, self.body(event)?))
    }

    /// The response that changes nothing, which suits any event and other pushes too.
    #[must_use]
    pub fn nothing_response() -> Response<String> {
        respond(StatusCode::OK, NOTHING.to_owned())
    }

    /// The card, to be delivered late.
    #[cfg(feature = "handlers")]
    pub(super) fn take_card(&mut self) -> Option<Payload> {
        self.card.take()
    }
}

impl From<Toast> for Answer {
    fn from(toast: Toast) -> Self {
        Answer::toast(toast)
    }
}

impl From<()> for Answer {
    fn from((): ()) -> Self {
        Answer::nothing()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("toast", &self.toast)
            .field("card", &self.card.as_ref().map(|card| &card.json))
            .field("then", &self.then.is_some())
            .finish_non_exhaustive()
    }
}

impl AnswerError {
    /// What to send instead: a toast that tells the user that it did not work.
    #[must_use]
    pub fn response(&self) -> Response<String> {
        respond(StatusCode::OK, only_toast(&Toast::failure()))
    }
}

/// The body that changes nothing.
pub(super) const NOTHING: &str = "{}";

/// The body with only this toast; it has the same shape in both generations.
pub(super) fn only_toast(toast: &Toast) -> String {
    Json::from(vec![("toast".into(), Json::from(toast))]).to_string()
}

pub(super) fn respond<B>(status: StatusCode, body: B) -> Response<B> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
