//! Answers of the platform: the envelope, refusals and their texts.

use crate::json::{object, set};
use feishu_card_core::Json;

/// An answer before it goes on the wire.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Body,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Json(Json),
    Bytes(&'static str, Vec<u8>),
}

impl Reply {
    /// Success with `data`: `{"code":0,"msg":…,"data":…}`.
    pub(crate) fn data(msg: &'static str, data: Json) -> Self {
        Reply::json(200, object([("code", Json::int(0)), ("msg", msg.into()), ("data", data)]))
    }

    /// A JSON body as it is.
    pub(crate) fn json(status: u16, body: Json) -> Self {
        Reply { status, headers: Vec::new(), body: Body::Json(body) }
    }

    /// The `code` of the body.
    pub(crate) fn code(&self) -> Option<i64> {
        match &self.body {
            Body::Json(json) => json.get("code")?.as_i64(),
            Body::Bytes(..) => None,
        }
    }

    /// The body as it goes on the wire.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match &self.body {
            Body::Json(json) => json.to_string().into_bytes(),
            Body::Bytes(_, bytes) => bytes.clone(),
        }
    }

    /// Gives the answer its log id: a header always, `error.log_id` when it is a failure. (The older calls,
    /// which answer failures with 200, have no `error`.)
    pub(crate) fn with_log_id(mut self, log_id: &str) -> Self {
        self.headers.push(("x-tt-logid", log_id.to_owned()));
        if self.status != 200
            && let Body::Json(json) = &mut self.body
        {
            let mut error = json.get("error").cloned().unwrap_or_else(|| object([]));
            set(&mut error, "log_id", log_id.into());
            let code = json.get("code").and_then(Json::as_i64).unwrap_or(0);
            let search = format!("https://open.feishu.cn/search?from=openapi&log_id={log_id}&code={code}");
            set(&mut error, "troubleshooter", format!("Troubleshooting suggestions: {search}").into());
            set(json, "error", error);
        }
        self
    }
}

/// What a call answers.
pub(crate) type Answer = Result<Reply, Refusal>;

/// A failure with the platform's code.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) status: u16,
    pub(crate) msg: String,
    /// Members of `error` besides the log id.
    pub(crate) error: Option<Json>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal with the code's usual status and text.
    pub(crate) fn of(code: u32) -> Self {
        let (status, msg) = super::codes::usual(code);
        let error = (code == 99991672).then(missing_scope);
        Refusal { code, status, msg: msg.to_owned(), error, headers: Vec::new() }
    }

    /// The same, with this HTTP status.
    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The same, with another text.
    pub(crate) fn msg(mut self, msg: impl Into<String>) -> Self {
        self.msg = msg.into();
        self
    }

    /// 230001, which names the parameter after `ext=`.
    pub(crate) fn parameter(ext: &str) -> Self {
        Refusal::of(230001).msg(format!("Your request contains an invalid request parameter, ext={ext}."))
    }

    /// 99992402, which lists the fields that break a rule.
    pub(crate) fn field(field: &str, description: &str) -> Self {
        let violation = object([("field", field.into()), ("value", "".into()), ("description", description.into())]);
        Refusal { error: Some(object([("field_violations", Json::from(vec![violation]))])), ..Refusal::of(99992402) }
    }

    /// A card that cannot be built: the umbrella code with the sub-code, place and words in its text.
    pub(crate) fn card(sub_code: u32, path: &str, msg: &str, value: &str) -> Self {
        Refusal::of(230099).msg(format!("Failed to create card content, ext={}", card_text(sub_code, path, msg, value)))
    }

    /// The part of a 230099 text from `ErrCode` on.
    pub(crate) fn card_part(&self) -> &str {
        self.msg.split_once("ext=").map_or(&self.msg, |(_, part)| part)
    }

    pub(crate) fn into_reply(self) -> Reply {
        let mut body = object([("code", i64::from(self.code).into()), ("msg", self.msg.into())]);
        if let Some(error) = self.error {
            set(&mut body, "error", error);
        }
        Reply { headers: self.headers, ..Reply::json(self.status, body) }
    }
}

/// The hints beside 99991672.
fn missing_scope() -> Json {
    const URL: &str = "https://open.feishu.cn/app/cli_0/auth?q=im:message&op_from=openapi";
    let violation = object([("scope", "im:message".into()), ("url", URL.into())]);
    let help = object([("url", URL.into()), ("description", "Scopes and how to add them: [im:message]".into())]);
    object([("permission_violations", Json::from(vec![violation])), ("helps", Json::from(vec![help]))])
}

/// `ErrCode: …; ErrPath: …; ErrMsg: …; ErrorValue: …; `. Readers split at `; `, so the parts must not hold it.
fn card_text(code: u32, path: &str, msg: &str, value: &str) -> String {
    let path = if path.is_empty() { String::new() } else { format!("ErrPath: {path}; ") };
    let [msg, value] = [msg, value].map(|part| part.replace("; ", ", "));
    format!("ErrCode: {code}; {path}ErrMsg: {msg}; ErrorValue: {value}; ")
}
