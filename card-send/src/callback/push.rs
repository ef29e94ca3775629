//! What a pushed request turns out to be.
//!
//! The order of checks: size, text, JSON → decrypt → URL check (by token) → signature, time, token → replay → shape.
//! A URL check is not signed by the documentation's wording, so what a request is must be known before its signature
//! is asked for. That a stranger can make us decrypt is harmless: all refusals of that kind answer alike.

use super::{
    AppEvent, Callbacks, DecryptError, Event, Generation, Rejection, ShapeError, answer::respond,
    callbacks::ShownVersion, decrypt, verify::Signer,
};
use feishu_card_core::{Json, Str};
use http::{HeaderMap, Response, StatusCode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A verified request of the platform.
#[derive(Clone, Debug, PartialEq)]
pub enum Push {
    /// The callback URL is being saved in the console: answer with the challenge, within one second.
    Challenge(Challenge),
    /// A user did something with a card.
    Event(Box<Event>),
    /// An event: a message, the `app_ticket` of a store app, `url.preview.get`.
    Other(AppEvent),
}

/// The text to send back when the callback URL is being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(pub String);

impl Challenge {
    /// The answer.
    #[must_use]
    pub fn response(&self) -> Response<String> {
        let body = Json::from(vec![(Str::Borrowed("challenge"), Json::Str(self.0.clone().into()))]);
        respond(StatusCode::OK, body.to_string())
    }
}

/// The kinds of body the platform pushes.
#[derive(Clone, Copy, PartialEq)]
enum BodyKind {
    /// The check of the callback URL.
    UrlCheck,
    /// An event in the envelope of schema 2.0: new card callbacks and most others.
    Envelope2,
    /// An event in the older envelope: `app_ticket`.
    Envelope1,
    /// The old card callback, flat.
    OldCard,
}

impl BodyKind {
    fn of(body: &Json) -> Self {
        match body.get("type").and_then(Json::as_str) {
            Some("url_verification") => BodyKind::UrlCheck,
            Some("event_callback") => BodyKind::Envelope1,
            _ if body.get("schema").is_some() || body.get("header").is_some() => BodyKind::Envelope2,
            _ => BodyKind::OldCard,
        }
    }
}

impl Callbacks {
    /// Verifies and reads a pushed request: its headers, and its body exactly as it came.
    ///
    /// # Errors
    /// When the request is not what it claims to be, or not readable. Log the [`Rejection`] and answer with
    /// [`Rejection::response`].
    pub fn read(&self, headers: &HeaderMap, body: &[u8]) -> Result<Push, Rejection> {
        self.check_configured()?;
        if body.len() > self.max_body {
            return Err(Rejection::TooLarge { limit: self.max_body });
        }
        self.check_outside(headers, body)?;
        let text = std::str::from_utf8(body).map_err(|_| Rejection::NotUtf8)?;
        let outer = Json::parse(text).map_err(Rejection::NotJson)?;
        let plain = match outer.get("encrypt") {
            None => outer,
            // a changed body and a wrong key show as bad ciphertext, but the signature tells the reason
            Some(encrypted) => self.open(encrypted).map_err(|wrong| self.check_any_signature(headers, body, wrong))?,
        };

        match BodyKind::of(&plain) {
            BodyKind::UrlCheck => {
                self.check_token(plain.get("token").or_else(|| plain.pointer("/header/token")))?;
                let challenge = plain.get("challenge").and_then(Json::as_str);
                let missing = ShapeError { pointer: "/challenge", expected: "the text to send back" };
                challenge.map(|text| Push::Challenge(Challenge(text.to_owned()))).ok_or(Rejection::Shape(missing))
            }
            BodyKind::Envelope2 => {
                let event_type = text_at(&plain, "/header/event_type").or_else(|| text_at(&plain, "/event_type"));
                let token = plain.pointer("/header/token");
                if event_type.as_deref() != Some("card.action.trigger") {
                    self.check_origin(Signer::Event, headers, body, token, None)?;
                    return Ok(Push::Other(self.app_event(plain)));
                }
                self.check_generation(Generation::New)?;
                self.check_origin(Signer::Event, headers, body, token, plain.pointer("/header/event_id"))?;
                self.event(plain)
            }
            BodyKind::Envelope1 => {
                self.check_origin(Signer::Event, headers, body, plain.get("token"), None)?;
                Ok(Push::Other(self.app_event(plain)))
            }
            BodyKind::OldCard => {
                self.check_generation(Generation::Old)?;
                self.check_origin(Signer::OldCard, headers, body, None, None)?;
                self.event(plain)
            }
        }
    }

    fn open(&self, encrypted: &Json) -> Result<Json, Rejection> {
        let key = self.key.as_deref().ok_or(Rejection::NoEncryptKey)?;
        let plain = decrypt(key, encrypted.as_str().ok_or(DecryptError::Base64)?)?;
        let text = String::from_utf8(plain).map_err(|_| Rejection::Plaintext)?;
        Json::parse(&text).map_err(|_| Rejection::Plaintext)
    }

    fn app_event(&self, plain: Json) -> AppEvent {
        AppEvent::from_json(plain).aged((self.clock)())
    }

    fn event(&self, plain: Json) -> Result<Push, Rejection> {
        let mut event = Event::from_json(plain)?;
        let ask = |shown: &ShownVersion| {
            // the user's code: a panic in it must not end the connection
            catch_unwind(AssertUnwindSafe(|| shown(&event))).unwrap_or_default()
        };
        event.shown = self.shown.as_ref().and_then(ask);
        Ok(Push::Event(Box::new(event)))
    }
}

fn text_at(json: &Json, pointer: &str) -> Option<String> {
    json.pointer(pointer).and_then(Json::as_str).map(str::to_owned)
}
