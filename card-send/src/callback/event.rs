//! A click as a typed value, from either generation of callbacks.

use super::{FormValues, ValueError, lenient};
use feishu_card_core::{ChatId, Json, MessageId, OpenId, UnionId, UserId, Version};
use serde_core::de::DeserializeOwned;
use std::{error::Error, fmt, sync::Arc};

/// Which kind of callback an app has subscribed to. The answer has another shape in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generation {
    /// `card.action.trigger`: an envelope with `header` and `event`.
    New,
    /// `card.action.trigger_v1`: a flat body.
    Old,
}

/// A user did something with a card. `Debug` shows neither the update token nor the raw body, which holds the
/// Verification Token.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// Which kind of callback this is.
    pub generation: Generation,
    /// The version of the shown card, where [`Callbacks::shown`](super::Callbacks::shown) knows it.
    pub shown: Option<Version>,
    /// The id of the event, to drop duplicates; absent in old callbacks.
    pub id: Option<String>,
    /// The app, `cli_…`; absent in old callbacks.
    pub app_id: Option<String>,
    /// The tenant of the app.
    pub tenant_key: Option<String>,
    /// When the platform sent it, as written: documented as microseconds since 1970. Absent in old callbacks.
    pub create_time: Option<String>,
    /// Who did it.
    pub operator: Operator,
    /// With this the card can be updated twice within 30 minutes, after the callback is answered.
    pub token: Option<UpdateToken>,
    /// What was done.
    pub action: EventAction,
    /// Where the card is shown: `im_message`, `im_top_notice`.
    pub host: Option<String>,
    /// `url_preview` on link preview cards.
    pub delivery_type: Option<String>,
    /// The message that shows the card, `om_…`.
    pub message_id: Option<MessageId>,
    /// The chat of the message, `oc_…`.
    pub chat_id: Option<ChatId>,
    /// The link, on link preview cards.
    pub preview: Option<Preview>,
    body: Arc<Json>,
}

/// The user who acted, by the ids that the platform sent: mostly all, at times only one. `Display` writes
/// [`Operator::id`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Operator {
    /// The user's id for this app, `ou_…`.
    pub open_id: Option<OpenId>,
    /// The user's id for all apps of one developer, `on_…`.
    pub union_id: Option<UnionId>,
    /// The user's id in the tenant; only with the scope `contact:user.employee_id:readonly`.
    pub user_id: Option<UserId>,
    /// The user's tenant.
    pub tenant_key: Option<String>,
}

/// What was done with which component. What the component does not report is absent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EventAction {
    /// The tag of the component: `button`, `select_static`, `checker` … For a form it is the submit `button`.
    pub tag: Option<String>,
    /// The name of the component.
    pub name: Option<String>,
    /// The developer's value as JSON; `null` when the component has none. As your own type: [`EventAction::value()`].
    pub value: Json,
    /// The chosen option, person (an open_id), date or time. As your own type: [`EventAction::option()`].
    pub option: Option<String>,
    /// The chosen options of a multi-select.
    pub options: Vec<String>,
    /// Whether a checker is ticked now.
    pub checked: Option<bool>,
    /// The text of an input outside of forms.
    pub input: Option<String>,
    /// The values of a submitted form. As your own type: [`Event::form`].
    pub form: Option<FormValues>,
    /// The user's time zone as an IANA name, with date and time pickers.
    pub timezone: Option<String>,
}

/// The link of a link preview card.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preview {
    /// The link.
    pub url: Option<String>,
    /// With this the preview can be updated.
    pub token: Option<String>,
}

/// The token of a click, `c-…`: two updates within 30 minutes. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UpdateToken(String);

/// Why JSON is not a card callback: a member is missing or of another type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapeError {
    /// Where, as JSON Pointer.
    pub pointer: &'static str,
    /// What should be there.
    pub expected: &'static str,
}

impl Event {
    /// Reads a body that is already verified, or needs no verifying: from a long connection, in a test.
    /// Requests from outside go through [`Callbacks::read`](super::Callbacks::read).
    ///
    /// Only the object `action` must be there: whatever else the platform leaves out is absent in the event, and no
    /// click is lost for what its handler may not need.
    ///
    /// # Errors
    /// When the object `action` is missing: then it is not a card callback.
    ///
    /// ```
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send::callback; }
    /// use feishu_card::Json;
    /// use feishu_card::callback::Event;
    /// let body = r#"{"open_id": "ou_1", "token": "c-1", "action": {"tag": "button", "value": {"id": 7}}}"#;
    /// let event = Event::from_json(Json::parse(body)?)?;
    /// assert_eq!(event.operator.id(), Some("ou_1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(body: Json) -> Result<Event, ShapeError> {
        let new = body.get("schema").is_some() || body.get("header").is_some();
        // samples of the documentation leave out `header` or `event`, or end `event` too early
        let header = body.get("header").unwrap_or(&body);
        let event = body.get("event").unwrap_or(&body);
        let operator = if new { event.get("operator").unwrap_or(&Json::Null) } else { &body };
        let context = event.get("context").or_else(|| body.get("context")).unwrap_or(&body);
        let in_event = |name| text(event, name).or_else(|| text(&body, name));

        let Some(action) = event.get("action").filter(|action| action.as_map().is_some()) else {
            return Err(ShapeError { pointer: "/event/action", expected: "the object `action` of a card callback" });
        };
        let url = text(context, "url");
        let preview_token = text(context, "preview_token");
        Ok(Event {
            generation: if new { Generation::New } else { Generation::Old },
            shown: None,
            id: text(header, "event_id").filter(|_| new),
            app_id: text(header, "app_id"),
            tenant_key: text(header, "tenant_key"),
            create_time: text(header, "create_time"),
            operator: Operator {
                open_id: text(operator, "open_id").map(OpenId::from),
                union_id: text(operator, "union_id").map(UnionId::from),
                user_id: text(operator, "user_id").map(UserId::from),
                tenant_key: text(operator, "tenant_key"),
            },
            token: text(event, "token").map(UpdateToken),
            action: EventAction::from_json(action, text(&body, "timezone")),
            host: in_event("host"),
            delivery_type: in_event("delivery_type"),
            message_id: text(context, "open_message_id").map(MessageId::from),
            chat_id: text(context, "open_chat_id").map(ChatId::from),
            preview: (url.is_some() || preview_token.is_some()).then_some(Preview { url, token: preview_token }),
            body: Arc::new(body),
        })
    }

    /// The body as it came (decrypted), for members that have no field here.
    #[must_use]
    pub fn body(&self) -> &Json {
        &self.body
    }

    /// The submitted form as your own type: the names of the form's components are the names of its fields.
    ///
    /// | component | fits |
    /// |---|---|
    /// | input | `String`, a number, any type with `Deserialize` from text |
    /// | select | `String`, a number, an enum of unit variants |
    /// | multi-select, multi-person select | `Vec` of those |
    /// | date, time, date and time | [`Date`](super::Date), [`Time`](super::Time), [`DateTime`](super::DateTime), `String` |
    /// | checker | `bool` |
    /// | person select | `String`, an open_id |
    ///
    /// `Option` is `None` for what was left empty. Components that the platform leaves out when empty
    /// need `Option` or `#[serde(default)]`.
    ///
    /// # Errors
    /// When the click submitted no form, or a value does not fit: the error names the field.
    ///
    /// ```
    /// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send::callback; }
    /// use feishu_card::callback::{Date, Event};
    /// # use feishu_card::Json;
    /// #[derive(serde::Deserialize)]
    /// struct Leave {
    ///     start: Date,
    ///     days: u32,
    ///     reason: Option<String>,
    /// }
    /// # let body = r#"{"open_id": "ou_1", "token": "c-1", "action": {"tag": "button", "form_value":
    /// #   {"start": "2026-01-05 +0800", "days": "3", "reason": ""}}}"#;
    /// # let event = Event::from_json(Json::parse(body)?)?;
    /// let leave: Leave = event.form()?;
    /// assert_eq!((leave.start.day(), leave.days, leave.reason), (5, 3, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, ValueError> {
        match &self.action.form {
            Some(form) => form.parse(),
            None => Err(ValueError::absent("form_value", "this click submitted no form")),
        }
    }
}

impl Operator {
    /// The user's id: the open_id, else the user_id, else the union_id. `None` when the platform sent none of them.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.open_id.as_deref().or(self.user_id.as_deref()).or(self.union_id.as_deref())
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id().unwrap_or("an unknown user"))
    }
}

impl EventAction {
    fn from_json(action: &Json, timezone: Option<String>) -> EventAction {
        // a single choice of pictures comes as `options`, but is a string
        let single = action.get("options").and_then(Json::as_str).map(str::to_owned);
        EventAction {
            tag: text(action, "tag"),
            name: text(action, "name"),
            value: action.get("value").cloned().unwrap_or_default(),
            option: text(action, "option").or_else(|| single.clone()),
            options: match action.get("options").and_then(Json::as_list) {
                Some(options) => options.iter().filter_map(|option| option.as_str().map(str::to_owned)).collect(),
                None => single.into_iter().collect(),
            },
            checked: action.get("checked").and_then(Json::as_bool),
            input: text(action, "input_value"),
            form: action.get("form_value").filter(|form| form.as_map().is_some()).cloned().map(FormValues),
            timezone: text(action, "timezone").or(timezone),
        }
    }

    /// The developer's value as your own type: what `value={Review::Publish { id }}` in the card was made from.
    /// A value that was sent as a string of JSON is read too.
    ///
    /// # Errors
    /// When the value is missing or does not fit the type: the error says where.
    ///
    /// ```
    /// # use feishu_card_core::Json;
    /// # use feishu_card_send::callback::Event;
    /// #[derive(serde::Deserialize, PartialEq, Debug)]
    /// enum Review {
    ///     Publish { id: u64 },
    ///     Reject,
    /// }
    /// # let body = r#"{"open_id": "ou_1", "token": "c-1", "action": {"tag": "button", "value": {"Publish": {"id": 7}}}}"#;
    /// # let event = Event::from_json(Json::parse(body)?)?;
    /// assert_eq!(event.action.value::<Review>()?, Review::Publish { id: 7 });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, ValueError> {
        let read = |json: &Json| lenient::read(json, false);
        read(&self.value).or_else(|wrong| {
            let inner = self.value.as_str().and_then(|text| Json::parse(text).ok());
            inner.and_then(|json| read(&json).ok()).ok_or_else(|| wrong.of("value"))
        })
    }

    /// The chosen option as your own type: an enum of unit variants, a number, a [`Date`](super::Date) …
    ///
    /// # Errors
    /// When nothing was chosen, or it does not fit the type.
    pub fn option<T: DeserializeOwned>(&self) -> Result<T, ValueError> {
        match &self.option {
            Some(option) => lenient::read(&Json::Str(option.clone().into()), true).map_err(|wrong| wrong.of("option")),
            None => Err(ValueError::absent("option", "this component reports no option")),
        }
    }
}

/// A string member that is not empty: the platform writes `""` for what it does not know.
fn text(json: &Json, name: &str) -> Option<String> {
    json.get(name)?.as_str().filter(|text| !text.is_empty() || name == "input_value").map(str::to_owned)
}

impl UpdateToken {
    /// The token, to hand to the delayed update.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for UpdateToken {
    fn from(token: String) -> Self {
        UpdateToken(token)
    }
}

impl fmt::Debug for UpdateToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UpdateToken(…)")
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview").field("url", &self.url).finish_non_exhaustive()
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("generation", &self.generation)
            .field("id", &self.id)
            .field("app_id", &self.app_id)
            .field("operator", &self.operator)
            .field("action", &self.action)
            .field("host", &self.host)
            .field("message_id", &self.message_id)
            .field("chat_id", &self.chat_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body is not a card callback: {} is missing at `{}`", self.expected, self.pointer)
    }
}

impl Error for ShapeError {}
