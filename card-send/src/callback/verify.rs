//! Where a pushed request comes from: signature, time, Verification Token, replay.

use super::{Callbacks, Generation, Rejection, card_signature, event_signature};
use feishu_card_core::Json;
use http::HeaderMap;
use std::time::{Duration, SystemTime};
use subtle::ConstantTimeEq;

const TIMESTAMP: &str = "X-Lark-Request-Timestamp";
const NONCE: &str = "X-Lark-Request-Nonce";
const SIGNATURE: &str = "X-Lark-Signature";

/// A request that is not signed by us is read up to this size: the check of the URL has a few hundred bytes.
const UNSIGNED_BYTES: usize = 8 * 1024;

/// Who signs a kind of request, and with what.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Signer {
    /// SHA-256 with the Encrypt Key, or nothing where none is set; the token is in the body.
    Event,
    /// SHA-1 with the Verification Token.
    OldCard,
}

/// The three headers of a signed request.
struct Signed<'a> {
    timestamp: &'a str,
    nonce: &'a str,
    signature: &'a str,
}

impl<'a> Signed<'a> {
    fn of(headers: &'a HeaderMap) -> Result<Self, Rejection> {
        let header = |name: &'static str| {
            let value = headers.get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
            value.ok_or(Rejection::MissingHeader(name))
        };
        Ok(Signed { timestamp: header(TIMESTAMP)?, nonce: header(NONCE)?, signature: header(SIGNATURE)? })
    }
}

impl Signed<'_> {
    /// What the request is remembered as.
    fn seen_as(&self, signer: Signer) -> String {
        format!("{} {}{}", signer as u8, self.timestamp, self.nonce)
    }
}

impl Callbacks {
    /// What a request with these headers may be remembered as.
    pub(super) fn seen_as(&self, headers: &HeaderMap) -> Vec<String> {
        let signed = Signed::of(headers);
        let keys =
            signed.iter().flat_map(|signed| [Signer::Event, Signer::OldCard].map(|signer| signed.seen_as(signer)));
        keys.collect()
    }

    /// Where an Encrypt Key is set, all but the check of the URL is signed: what is not, or not by us, is refused
    /// before anything of it is read.
    pub(super) fn check_outside(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), Rejection> {
        if self.key.is_none() {
            return Ok(());
        }
        match Signed::of(headers) {
            Ok(signed) if self.fits(Signer::Event, &signed, body) | self.fits(Signer::OldCard, &signed, body) => Ok(()),
            Ok(_) if body.len() > UNSIGNED_BYTES => Err(Rejection::Signature),
            Err(missing) if body.len() > UNSIGNED_BYTES => Err(missing),
            // small enough to be a check of the URL; the reason is told from what it turns out to be
            _ => Ok(()),
        }
    }

    pub(super) fn check_configured(&self) -> Result<(), Rejection> {
        match (&*self.token, self.key.as_deref()) {
            ("", _) => Err(Rejection::NotConfigured("Verification Token")),
            (_, Some("")) => Err(Rejection::NotConfigured("Encrypt Key")),
            _ => Ok(()),
        }
    }

    pub(super) fn check_generation(&self, generation: Generation) -> Result<(), Rejection> {
        match self.only {
            Some(only) if only != generation => Err(Rejection::Generation(generation)),
            None if generation == Generation::Old && self.key.is_some() && !self.old_too => {
                Err(Rejection::Generation(generation))
            }
            _ => Ok(()),
        }
    }

    /// Checks signature, time and token, and that the request is new. Without a signature `id` tells it from others.
    pub(super) fn check_origin(
        &self,
        signer: Signer,
        headers: &HeaderMap,
        body: &[u8],
        token: Option<&Json>,
        id: Option<&Json>,
    ) -> Result<(), Rejection> {
        let unsigned = signer == Signer::Event && self.key.is_none();
        let signed = match Signed::of(headers) {
            Ok(signed) => Some(signed),
            Err(_) if unsigned => None,
            Err(missing) => return Err(missing),
        };
        if let Some(signed) = &signed
            && !unsigned
            && !self.fits(signer, signed, body)
        {
            return Err(Rejection::Signature);
        }
        let time = match signed.as_ref().map(|signed| self.check_time(signed.timestamp)) {
            Some(Err(Rejection::Timestamp)) if unsigned => self.now(),
            Some(time) => time?,
            None => self.now(),
        };
        if signer == Signer::Event {
            self.check_token(token)?;
        }
        let seen_as = match (signed, id.and_then(Json::as_str)) {
            // an app that has subscribed to both generations gets each click twice
            (Some(signed), _) if !unsigned => Some(signed.seen_as(signer)),
            (_, id) => id.map(str::to_owned),
        };
        match seen_as.is_none_or(|key| self.seen.is_new(key, time, self.now().saturating_sub(self.window.as_secs()))) {
            true => Ok(()),
            false => Err(Rejection::Replayed),
        }
    }

    /// The reason for a body that cannot be opened: `wrong`, unless it is signed by someone else.
    pub(super) fn check_any_signature(&self, headers: &HeaderMap, body: &[u8], wrong: Rejection) -> Rejection {
        match Signed::of(headers) {
            Ok(signed) if self.key.is_some() => {
                let ours = self.fits(Signer::Event, &signed, body) | self.fits(Signer::OldCard, &signed, body);
                if ours { wrong } else { Rejection::Signature }
            }
            _ => wrong,
        }
    }

    fn fits(&self, signer: Signer, signed: &Signed<'_>, body: &[u8]) -> bool {
        let expected = match (signer, self.key.as_deref()) {
            (Signer::Event, Some(key)) => event_signature(signed.timestamp, signed.nonce, key, body),
            (Signer::Event, None) => return false,
            (Signer::OldCard, _) => card_signature(signed.timestamp, signed.nonce, &self.token, body),
        };
        same(signed.signature, &expected)
    }

    pub(super) fn check_token(&self, token: Option<&Json>) -> Result<(), Rejection> {
        match token.and_then(Json::as_str) {
            Some(token) if same(token, &self.token) => Ok(()),
            _ => Err(Rejection::Token),
        }
    }

    fn check_time(&self, timestamp: &str) -> Result<u64, Rejection> {
        let time = timestamp.parse::<u64>().map_err(|_| Rejection::Timestamp)?;
        let (now, window) = (self.now(), self.window.as_secs());
        match (now.saturating_sub(time), time.saturating_sub(now)) {
            (age, _) if age > window => Err(Rejection::Stale(Duration::from_secs(age))),
            (_, ahead) if ahead > window => Err(Rejection::Future(Duration::from_secs(ahead))),
            _ => Ok(time),
        }
    }

    /// Seconds since 1970.
    fn now(&self) -> u64 {
        (self.clock)().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }
}

/// Equality in constant time.
fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}
