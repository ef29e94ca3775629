//! Requests the platform pushes to an app: their bodies, signatures and encryption (api.md §10, §11).

use crate::{config::Config, json::object, random::Random};
use aes::cipher::{BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7};
use base64::{Engine, engine::general_purpose::STANDARD};
use feishu_card_core::Json;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A request ready to be posted.
#[derive(Clone, Debug)]
pub(crate) struct Push {
    pub(crate) kind: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
    /// The body before encryption.
    pub(crate) event: Json,
}

/// Who did what to which card.
pub(crate) struct Deed<'a> {
    pub(crate) app_id: &'a str,
    pub(crate) open_id: &'a str,
    pub(crate) union_id: &'a str,
    pub(crate) user_id: &'a str,
    pub(crate) message_id: &'a str,
    pub(crate) chat_id: &'a str,
    pub(crate) update_token: &'a str,
    pub(crate) action: Json,
}

/// `card.action.trigger`: an event envelope, signed with the encrypt key, encrypted if there is one.
pub(crate) fn new_kind(config: &Config, random: &mut Random, deed: &Deed<'_>) -> Push {
    let micros = config.clock.micros();
    let event = object([
        ("schema", "2.0".into()),
        (
            "header",
            object([
                ("event_id", random.id("").into()),
                ("token", config.verification_token.as_str().into()),
                ("create_time", micros.to_string().into()),
                ("event_type", "card.action.trigger".into()),
                ("tenant_key", config.tenant_key.as_str().into()),
                ("app_id", deed.app_id.into()),
            ]),
        ),
        (
            "event",
            object([
                (
                    "operator",
                    object([
                        ("tenant_key", config.tenant_key.as_str().into()),
                        ("user_id", deed.user_id.into()),
                        ("open_id", deed.open_id.into()),
                        ("union_id", deed.union_id.into()),
                    ]),
                ),
                ("token", deed.update_token.into()),
                ("action", deed.action.clone()),
                ("host", "im_message".into()),
                (
                    "context",
                    object([("open_message_id", deed.message_id.into()), ("open_chat_id", deed.chat_id.into())]),
                ),
            ]),
        ),
    ]);
    event_push(config, random, "card.action.trigger", event)
}

/// An event in the envelope of schema 2.0; its time is in milliseconds.
pub(crate) fn event(config: &Config, random: &mut Random, kind: &'static str, app_id: &str, event: Json) -> Push {
    let body = object([
        ("schema", "2.0".into()),
        (
            "header",
            object([
                ("event_id", random.id("").into()),
                ("event_type", kind.into()),
                ("create_time", config.clock.unix_millis().to_string().into()),
                ("token", config.verification_token.as_str().into()),
                ("app_id", app_id.into()),
                ("tenant_key", config.tenant_key.as_str().into()),
            ]),
        ),
        ("event", event),
    ]);
    event_push(config, random, kind, body)
}

/// `card.action.trigger_v1`: flat, never encrypted, signed with the verification token.
pub(crate) fn old_kind(config: &Config, random: &mut Random, deed: &Deed<'_>) -> Push {
    let event = object([
        ("open_id", deed.open_id.into()),
        ("user_id", deed.user_id.into()),
        ("open_message_id", deed.message_id.into()),
        ("open_chat_id", deed.chat_id.into()),
        ("tenant_key", config.tenant_key.as_str().into()),
        ("token", deed.update_token.into()),
        ("action", deed.action.clone()),
    ]);
    let body = event.to_string();
    let (timestamp, nonce) = (seconds(config), random.id(""));
    let signature = digest::<Sha1>(&[&timestamp, &nonce, &config.verification_token, &body]);
    let headers = signed(timestamp, nonce, signature);
    Push { kind: "card.action.trigger_v1", headers, body, event }
}

/// `url_verification`: asks an address to give the challenge back. It is not signed.
pub(crate) fn challenge(config: &Config, random: &mut Random, challenge: &str) -> Push {
    let event = object([
        ("challenge", challenge.into()),
        ("token", config.verification_token.as_str().into()),
        ("type", "url_verification".into()),
    ]);
    let push = event_push(config, random, "url_verification", event);
    Push { headers: Vec::new(), ..push }
}

/// The `app_ticket` event of store apps, in the older envelope.
pub(crate) fn ticket_event(config: &Config, random: &mut Random, app_id: &str, ticket: &str) -> Push {
    let event = object([
        ("ts", seconds(config).into()),
        ("uuid", random.id("").into()),
        ("token", config.verification_token.as_str().into()),
        ("type", "event_callback".into()),
        ("event", object([("app_id", app_id.into()), ("app_ticket", ticket.into()), ("type", "app_ticket".into())])),
    ]);
    event_push(config, random, "app_ticket", event)
}

/// The same request with a time and a signature of now: what is sent once more must be as fresh as anything.
pub(crate) fn signed_again(config: &Config, random: &mut Random, old: &Push) -> Push {
    if old.headers.is_empty() {
        return old.clone();
    }
    let (timestamp, nonce) = (seconds(config), random.id(""));
    let signature = match old.kind {
        "card.action.trigger_v1" => digest::<Sha1>(&[&timestamp, &nonce, &config.verification_token, &old.body]),
        _ => digest::<Sha256>(&[&timestamp, &nonce, config.encrypt_key.as_deref().unwrap_or_default(), &old.body]),
    };
    Push { headers: signed(timestamp, nonce, signature), ..old.clone() }
}

/// An event, encrypted if there is a key, and signed with it over the body as sent.
fn event_push(config: &Config, random: &mut Random, kind: &'static str, event: Json) -> Push {
    let plain = event.to_string();
    let body = match &config.encrypt_key {
        Some(key) => object([("encrypt", encrypt(key, random.bytes16(), &plain).into())]).to_string(),
        None => plain,
    };
    let (timestamp, nonce) = (seconds(config), random.id(""));
    let key = config.encrypt_key.as_deref().unwrap_or_default();
    let signature = digest::<Sha256>(&[&timestamp, &nonce, key, &body]);
    let headers = signed(timestamp, nonce, signature);
    Push { kind, headers, body, event }
}

/// AES-256-CBC with the key's SHA-256: base64 of the IV and the padded text.
pub(crate) fn encrypt(key: &str, iv: [u8; 16], plain: &str) -> String {
    let key: [u8; 32] = Sha256::digest(key).into();
    let cipher = cbc::Encryptor::<aes::Aes256>::new(&key.into(), &iv.into());
    let padded = (plain.len() / 16 + 1) * 16;
    let mut buffer = vec![0; padded];
    buffer[..plain.len()].copy_from_slice(plain.as_bytes());
    let mut out = iv.to_vec();
    // the buffer has room for the padding, which is all that could fail
    if let Ok(encrypted) = cipher.encrypt_padded::<Pkcs7>(&mut buffer, plain.len()) {
        out.extend_from_slice(encrypted);
    }
    STANDARD.encode(out)
}

fn signed(timestamp: String, nonce: String, signature: String) -> Vec<(&'static str, String)> {
    vec![("x-lark-request-timestamp", timestamp), ("x-lark-request-nonce", nonce), ("x-lark-signature", signature)]
}

fn seconds(config: &Config) -> String {
    (config.clock.unix_millis() / 1000).to_string()
}

/// Lowercase hex of the digest of these controls, one after the other.
pub(crate) fn digest<D: Digest>(controls: &[&str]) -> String {
    let mut sha = D::new();
    for control in controls {
        sha.update(control);
    }
    let mut out = String::new();
    for byte in sha.finalize() {
        // writing into a String cannot fail
        let _ = write!(out, "{byte:02x}");
    }
    out
}
