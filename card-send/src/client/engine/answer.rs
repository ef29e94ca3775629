//! Reads answers leniently: only `code` counts, everything else may be missing, odd or new.

use feishu_card_core::Json;
use http::HeaderMap;

/// An answer with a JSON body and a code.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) status: u16,
    pub(crate) json: Json,
    pub(crate) headers: HeaderMap,
}

impl Envelope {
    /// An answer that says nothing but that the call took effect.
    pub(crate) fn empty() -> Self {
        Envelope { status: 200, json: Json::Null, headers: HeaderMap::new() }
    }

    /// The code; older bots of a webhook only say `StatusCode`.
    pub(crate) fn code(&self) -> Option<i64> {
        self.json.get("code").or_else(|| self.json.get("StatusCode")).and_then(integer)
    }

    pub(crate) fn msg(&self) -> String {
        text(&self.json, "msg").or_else(|| text(&self.json, "StatusMessage")).unwrap_or_default()
    }

    pub(crate) fn log_id(&self) -> Option<String> {
        let error = self.json.get("error");
        let named = |name| error.and_then(|e| text(e, name));
        named("log_id").or_else(|| named("logid")).or_else(|| log_id(&self.headers))
    }

    /// Takes the result out.
    pub(crate) fn take_data(&mut self) -> Option<Json> {
        let Json::Map(members) = std::mem::take(&mut self.json) else { return None };
        members.into_vec().into_iter().find_map(|(name, value)| (name == "data").then_some(value))
    }

    /// The result; a call without one answers without it.
    pub(crate) fn data(&self) -> Option<&Json> {
        self.json.get("data")
    }
}

/// The log id in the headers.
pub(crate) fn log_id(headers: &HeaderMap) -> Option<String> {
    let named = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    named("x-tt-logid").or_else(|| named("x-request-id"))
}

/// An integer, also when it was written as `0.0` or `"0"`.
pub(crate) fn integer(value: &Json) -> Option<i64> {
    match value {
        Json::Number(n) => n.as_i64().or_else(|| {
            let n = n.as_f64();
            // exact in this range
            (n.fract() == 0.0 && n.abs() < 9.0e15).then_some(n as i64)
        }),
        Json::Str(digits) => digits.trim().parse().ok(),
        _ => None,
    }
}

/// The text of a member; empty counts as missing.
pub(crate) fn text(object: &Json, name: &str) -> Option<String> {
    let text = object.get(name)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    fn envelope(text: &str) -> Envelope {
        let headers = HeaderMap::from_iter([(HeaderName::from_static("x-tt-logid"), HeaderValue::from_static("h"))]);
        Envelope { status: 400, json: Json::parse(text).unwrap(), headers }
    }

    #[test]
    fn the_code_is_read_however_it_is_written() {
        for (text, code) in [
            (r#"{"code":0}"#, Some(0)),
            (r#"{"code":"230001"}"#, Some(230_001)),
            (r#"{"code":230001.0}"#, Some(230_001)),
            (r#"{"StatusCode":0}"#, Some(0)),
            (r#"{"code":null}"#, None),
            (r#"{"code":1e400}"#, None),
            (r#"[1]"#, None),
        ] {
            assert_eq!(envelope(text).code(), code, "{text}");
        }
    }

    #[test]
    fn both_spellings_of_the_log_id_are_read() {
        assert_eq!(envelope(r#"{"error":{"log_id":"a"}}"#).log_id().unwrap(), "a");
        assert_eq!(envelope(r#"{"error":{"logid":"b"}}"#).log_id().unwrap(), "b");
        assert_eq!(envelope(r#"{"error":[]}"#).log_id().unwrap(), "h");
    }
}
