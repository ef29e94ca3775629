//! Reads an app's answer to a callback as the platform does (api.md §10.3, §10.4).

use super::outcome::{Shown, ShownToast};
use crate::json::text;
use feishu_card_core::Json;

/// A good answer.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Answered {
    pub(crate) toast: Option<ShownToast>,
    /// The card to show, in the form it can be stored: card JSON, or a template with its envelope.
    pub(crate) card: Option<Json>,
}

const TOASTS: &[&str] = &["info", "success", "error", "warning"];

/// Reads status and body of the answer to a callback of either kind.
pub(crate) fn read(new_kind: bool, status: u16, body: &[u8], locale: &str) -> Result<Answered, Shown> {
    if status != 200 {
        return Err(shown(200671, format!("the app answered HTTP {status} instead of 200")));
    }
    let json = std::str::from_utf8(body).ok().and_then(|body| Json::parse(body).ok());
    let json = json.filter(|json| json.as_map().is_some());
    let json = json.ok_or_else(|| shown(200672, "the body of the answer is not a JSON object"))?;
    let toast = json.get("toast").map(|toast| read_toast(toast, locale)).transpose()?;
    let card = if new_kind { new_card(&json)? } else { old_card(&json) };
    Ok(Answered { toast, card })
}

fn read_toast(toast: &Json, locale: &str) -> Result<ShownToast, Shown> {
    let kind = text(toast, "type").unwrap_or("info");
    if !TOASTS.contains(&kind) {
        return Err(shown(200672, format!("toast.type is `{kind}`, not one of {}", TOASTS.join(", "))));
    }
    let local = toast.get("i18n").and_then(|i18n| text(i18n, locale));
    let content = local.or_else(|| text(toast, "content"));
    let content = content.ok_or_else(|| shown(200672, "the toast has no content"))?;
    Ok(ShownToast { kind: kind.to_owned(), content: content.to_owned() })
}

/// `card: {type: raw | template, data}`
fn new_card(answer: &Json) -> Result<Option<Json>, Shown> {
    let Some(card) = answer.get("card") else {
        let old = ["elements", "i18n_elements", "body", "header"].iter().find(|member| answer.get(member).is_some());
        return match old {
            Some(member) => Err(shown(
                200672,
                format!(
                    "unexpected `{member}` at the top level; a card answer is {{\"card\":{{\"type\":\"raw\",\"data\":…}}}}"
                ),
            )),
            None => Ok(None),
        };
    };
    let data = card.get("data").filter(|data| data.as_map().is_some());
    match (text(card, "type"), data) {
        (Some("raw"), Some(data)) => Ok(Some(data.clone())),
        (Some("template"), Some(_)) => Ok(Some(card.clone())),
        (Some("raw" | "template"), None) => Err(shown(200672, "card.data is missing or not an object")),
        _ => Err(shown(200672, "card.type must be `raw` or `template`")),
    }
}

/// The card at top level, with the toast taken out; `{}` and the like of `{"msg":"success"}` change nothing.
fn old_card(answer: &Json) -> Option<Json> {
    let members = answer.as_map().unwrap_or_default();
    let is_card = ["elements", "i18n_elements", "header", "body", "data"].iter().any(|name| answer.get(name).is_some());
    let card = || Json::Map(members.iter().filter(|(name, _)| name != "toast").cloned().collect());
    is_card.then(card)
}

pub(crate) fn shown(code: u32, reason: impl Into<String>) -> Shown {
    Shown { code, reason: reason.into() }
}
