//! The custom bot of one group: its address is its secret, rules guard it, and it has bodies of its own.

use super::{
    Platform,
    messages::Destination,
    reply::{Answer, Refusal, Reply},
    windows::{PER_HOOK, WindowKey},
};
use crate::{
    Request,
    json::{object, set, text},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use feishu_card_core::Json;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Seconds by which a timestamp may differ from now.
const TIMESTAMP_WINDOW: u64 = 3600;

impl Platform {
    /// `bot.v2.hook`
    pub(crate) fn hook(&mut self, token: &str, request: &Request) -> Answer {
        self.hook_message(token, request).or_else(|refusal| {
            // these three carry an empty `data`, the others none
            let data = [9499, 11232, 19001, 11246].contains(&refusal.code);
            let mut reply = refusal.into_reply();
            if let (true, super::reply::Body::Json(body)) = (data, &mut reply.body) {
                set(body, "data", object([]));
            }
            Ok(reply)
        })
    }

    fn hook_message(&mut self, token: &str, request: &Request) -> Answer {
        if token != self.config.hook.token {
            return Err(Refusal::of(19001));
        }
        let now = self.config.clock.micros();
        self.windows.admit(WindowKey::Hook(token.to_owned()), PER_HOOK, now).map_err(|_| Refusal::of(11232))?;
        let small = request.body.len() <= self.config.options.limits.webhook_bytes;
        let body = request.json().filter(|body| small && body.as_map().is_some());
        let body = body.ok_or_else(|| Refusal::of(9499))?;
        if let Some(secret) = &self.config.hook.secret {
            check_sign(&body, secret, now / 1_000_000)?;
        }
        let kind = text(&body, "msg_type").ok_or_else(|| Refusal::of(19002))?;
        let member = match kind {
            "interactive" => "card",
            "text" | "post" | "image" | "share_chat" => "content",
            _ => return Err(Refusal::of(19002).msg("params error, msg_type is unknown")),
        };
        let content = body.get(member).filter(|content| content.as_map().is_some());
        let content = content.ok_or_else(|| Refusal::of(19002).msg(format!("params error, {member} need")))?;
        let keywords = &self.config.hook.keywords;
        if !keywords.is_empty() && !keywords.iter().any(|keyword| says(content, keyword)) {
            return Err(Refusal::of(19024));
        }
        if kind == "interactive" {
            // the code around a bad card is seen in the field only
            self.card(content).map_err(|refusal| Refusal::of(11246).msg(refusal.card_part()))?;
        }
        let chat = format!("oc_{}", crate::random::digest(token));
        let to = Destination {
            receive_id_type: "webhook".to_owned(),
            receive_id: chat.clone(),
            chat_id: chat,
            root_id: None,
            parent_id: None,
            thread_id: None,
        };
        self.store("", kind, content.to_string(), None, to);
        Ok(Reply::json(
            200,
            object([
                ("StatusCode", Json::int(0)),
                ("StatusMessage", "success".into()),
                ("code", Json::int(0)),
                ("data", object([])),
                ("msg", "success".into()),
            ]),
        ))
    }
}

/// The signature over the timestamp, which must be within an hour of now (seconds).
fn check_sign(body: &Json, secret: &str, now: u64) -> Result<(), Refusal> {
    let refused = || Refusal::of(19021);
    let timestamp = match body.get("timestamp") {
        Some(Json::Str(timestamp)) => timestamp.to_string(),
        // documented as a string; many clients send a number
        Some(Json::Number(timestamp)) => timestamp.to_string(),
        _ => return Err(refused()),
    };
    let at: u64 = timestamp.parse().map_err(|_| refused())?;
    let good = text(body, "sign") == sign(&timestamp, secret).as_deref();
    if good && now.abs_diff(at) <= TIMESTAMP_WINDOW { Ok(()) } else { Err(refused()) }
}

/// The key is the timestamp and the secret, the message is empty.
fn sign(timestamp: &str, secret: &str) -> Option<String> {
    let key = format!("{timestamp}\n{secret}");
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
    Some(STANDARD.encode(mac.finalize().into_bytes()))
}

/// Whether a text of the message holds the keyword; addresses do not count.
fn says(json: &Json, keyword: &str) -> bool {
    match json {
        Json::Str(text) => text.contains(keyword),
        Json::List(items) => items.iter().any(|item| says(item, keyword)),
        Json::Map(members) => {
            members.iter().any(|(name, value)| !matches!(name.as_ref(), "href" | "url" | "tag") && says(value, keyword))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_documented_one() {
        // the inputs are those of the platform's guide
        assert_eq!(sign("1599360473", "demo").unwrap(), "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=");
        assert_eq!(sign("0", "密钥").unwrap(), "xBQPmuHWE+cnu+4rImJczBovMQzd7YMk2uG1Q62Mmgk=");
    }
}
