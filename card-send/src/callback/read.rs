//! From headers and bytes to a verified push.
//!
//! The order of checks: size, text, JSON → decrypt → URL check (by token) → signature, time, token → replay → shape.
//! A URL check is not signed by the documentation's wording, so what a request is must be known before its signature
//! is asked for. That a stranger can make us decrypt is harmless: all refusals of that kind answer alike.

use super::{Callbacks, Event, Generation, Refusal, answer::respond, card_signature, decrypt, event_signature};
use feishu_card_core::{Json, Str};
use http::{HeaderMap, Response, StatusCode};
use std::time::{Duration, SystemTime};
use subtle::ConstantTimeEq;

const TIMESTAMP: &str = "X-Lark-Request-Timestamp";
const NONCE: &str = "X-Lark-Request-Nonce";
const SIGNATURE: &str = "X-Lark-Signature";

/// A verified request of the platform.
#[derive(Clone, Debug, PartialEq)]
pub enum Push {
    /// The callback URL is being saved in the console: answer with the challenge, within one second.
    Challenge(Challenge),
    /// A user did something with a card.
    Event(Box<Event>),
    /// Another push to the same URL, such as `url.preview.get`.
    Other(Other),
}

/// The text to send back when the callback URL is being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge(pub String);

/// A verified push that is no card callback.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Other {
    /// The type of the event: `url.preview.get`.
    pub event_type: String,
    /// The body as it came (decrypted). It holds the Verification Token: mind your log.
    pub body: Json,
}

impl Challenge {
    /// The answer.
    #[must_use]
    pub fn response(&self) -> Response<String> {
        let body = Json::from(vec![(Str::Borrowed("challenge"), Json::Str(self.0.clone().into()))]);
        respond(StatusCode::OK, body.to_string())
    }
}

impl std::fmt::Debug for Other {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Other").field("event_type", &self.event_type).finish_non_exhaustive()
    }
}

/// The three headers of a signed request.
struct Signed<'a> {
    timestamp: &'a str,
    nonce: &'a str,
    signature: &'a str,
}

/// How a request proves where it comes from.
#[derive(Clone, Copy)]
enum Proof<'a> {
    /// SHA-256 with the Encrypt Key.
    EventSignature(&'a str),
    /// SHA-1 with the Verification Token.
    CardSignature(&'a str),
}

impl Callbacks {
    /// Verifies and reads a pushed request: its headers, and its body exactly as it came.
    ///
    /// # Errors
    /// When the request is not what it claims to be, or not readable. Log the [`Refusal`] and answer with
    /// [`Refusal::response`].
    pub fn read(&self, headers: &HeaderMap, body: &[u8]) -> Result<Push, Refusal> {
        self.configured()?;
        if body.len() > self.max_body {
            return Err(Refusal::TooLarge { limit: self.max_body });
        }
        let text = std::str::from_utf8(body).map_err(|_| Refusal::NotUtf8)?;
        let outer = Json::parse(text).map_err(Refusal::NotJson)?;
        let plain = match outer.get("encrypt") {
            None => outer,
            Some(encrypted) => self.decrypt(encrypted).map_err(|wrong| match self.is_ours(headers, body) {
                false => Refusal::Signature,
                true => wrong,
            })?,
        };

        if plain.get("type").and_then(Json::as_str) == Some("url_verification") {
            self.check_token(&plain)?;
            let challenge = plain.get("challenge").and_then(Json::as_str);
            return challenge
                .map(|text| Push::Challenge(Challenge(text.to_owned())))
                .ok_or(Refusal::Shape(super::ShapeError { pointer: "/challenge", expected: "the challenge" }));
        }
        let is_new = plain.get("schema").is_some() || plain.get("header").is_some();
        let generation = if is_new { Generation::New } else { Generation::Old };
        if self.only.is_some_and(|only| only != generation) {
            return Err(Refusal::Generation(generation));
        }
        let proof = match (is_new, self.key.as_deref()) {
            (true, Some(key)) => Some(Proof::EventSignature(key)),
            (true, None) => None,
            (false, _) => Some(Proof::CardSignature(&self.token)),
        };
        let seen_as = self.check_origin(proof, headers, body, &plain)?;
        self.check_replay(seen_as)?;

        let event_type = plain.pointer("/header/event_type").and_then(Json::as_str).unwrap_or("card.action.trigger");
        if event_type != "card.action.trigger" {
            return Ok(Push::Other(Other { event_type: event_type.to_owned(), body: plain }));
        }
        let mut event = Event::from_json(plain)?;
        event.shown = self.shown.as_ref().and_then(|shown| shown(&event));
        Ok(Push::Event(Box::new(event)))
    }

    fn configured(&self) -> Result<(), Refusal> {
        match (&*self.token, self.key.as_deref()) {
            ("", _) => Err(Refusal::NotConfigured("Verification Token")),
            (_, Some("")) => Err(Refusal::NotConfigured("Encrypt Key")),
            _ => Ok(()),
        }
    }

    fn decrypt(&self, encrypted: &Json) -> Result<Json, Refusal> {
        let key = self.key.as_deref().ok_or(Refusal::NoEncryptKey)?;
        let plain = decrypt(key, encrypted.as_str().ok_or(super::DecryptError::Base64)?)?;
        let text = String::from_utf8(plain).map_err(|_| Refusal::Plaintext)?;
        Json::parse(&text).map_err(|_| Refusal::Plaintext)
    }

    /// Whether a signature, if there is one, fits one of our keys: tells a changed body from a wrong key.
    fn is_ours(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        let Ok(signed) = Signed::of(headers) else { return true };
        let Some(key) = self.key.as_deref() else { return true };
        signed.fits(Proof::EventSignature(key), body) | signed.fits(Proof::CardSignature(&self.token), body)
    }

    /// Checks signature, time and token; gives the key and the time under which the request is remembered.
    fn check_origin(
        &self,
        proof: Option<Proof<'_>>,
        headers: &HeaderMap,
        body: &[u8],
        plain: &Json,
    ) -> Result<Option<(String, u64)>, Refusal> {
        let Some(proof) = proof else {
            // no Encrypt Key: only the token speaks for the request; headers are checked as far as they are there
            if let Ok(signed) = Signed::of(headers) {
                self.check_time(signed.timestamp)?;
            }
            self.check_token(plain)?;
            let id = plain.pointer("/header/event_id").and_then(Json::as_str);
            return Ok(id.map(|id| (id.to_owned(), self.now())));
        };
        let signed = Signed::of(headers)?;
        if !signed.fits(proof, body) {
            return Err(Refusal::Signature);
        }
        let time = self.check_time(signed.timestamp)?;
        if let Proof::EventSignature(_) = proof {
            self.check_token(plain)?;
        }
        // an app that has subscribed to both generations gets each click twice
        let kind = if let Proof::EventSignature(_) = proof { "new" } else { "old" };
        Ok(Some((format!("{kind} {}{}", signed.timestamp, signed.nonce), time)))
    }

    fn check_token(&self, plain: &Json) -> Result<(), Refusal> {
        let token = plain.pointer("/header/token").or_else(|| plain.get("token")).and_then(Json::as_str);
        match token.map(|token| same(token, &self.token)) {
            Some(true) => Ok(()),
            _ => Err(Refusal::Token),
        }
    }

    fn check_time(&self, timestamp: &str) -> Result<u64, Refusal> {
        let time = timestamp.parse::<u64>().map_err(|_| Refusal::Timestamp)?;
        let now = self.now();
        if now.saturating_sub(time) > self.window.as_secs() {
            return Err(Refusal::Stale(Duration::from_secs(now - time)));
        }
        if time.saturating_sub(now) > self.window.as_secs() {
            return Err(Refusal::Future(Duration::from_secs(time - now)));
        }
        Ok(time)
    }

    fn check_replay(&self, seen_as: Option<(String, u64)>) -> Result<(), Refusal> {
        let oldest = self.now().saturating_sub(self.window.as_secs());
        let is_new = seen_as.is_none_or(|(key, time)| self.seen.is_new(key, time, oldest));
        if is_new { Ok(()) } else { Err(Refusal::Replayed) }
    }

    fn now(&self) -> u64 {
        (self.clock)().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }
}

impl<'a> Signed<'a> {
    fn of(headers: &'a HeaderMap) -> Result<Self, Refusal> {
        let header = |name: &'static str| {
            let value = headers.get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
            value.ok_or(Refusal::MissingHeader(name))
        };
        Ok(Signed { timestamp: header(TIMESTAMP)?, nonce: header(NONCE)?, signature: header(SIGNATURE)? })
    }

    fn fits(&self, proof: Proof<'_>, body: &[u8]) -> bool {
        let expected = match proof {
            Proof::EventSignature(key) => event_signature(self.timestamp, self.nonce, key, body),
            Proof::CardSignature(token) => card_signature(self.timestamp, self.nonce, token, body),
        };
        same(self.signature, &expected)
    }
}

/// Equality in constant time.
fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}
