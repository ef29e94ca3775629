//! Writes request bodies: the card goes into them in one pass.

use bytes::Bytes;
use feishu_card_core::{Content, Json, Str};

/// A JSON object that is being written.
pub(crate) struct Body {
    text: String,
}

impl Body {
    pub(crate) fn new() -> Self {
        Body { text: String::from("{") }
    }

    pub(crate) fn json(mut self, name: &str, value: &Json) -> Self {
        self.name(name);
        value.write_json(&mut self.text);
        self
    }

    pub(crate) fn str(mut self, name: &str, text: &str) -> Self {
        self.name(name);
        Json::Str(Str::Owned(text.to_owned())).write_json(&mut self.text);
        self
    }

    /// The member `content`: the card as a string.
    pub(crate) fn content(mut self, content: &dyn Content) -> Self {
        self.name("content");
        content.write_escaped(&mut self.text);
        self
    }

    pub(crate) fn done(mut self) -> Bytes {
        self.text.push('}');
        Bytes::from(self.text)
    }

    fn name(&mut self, name: &str) {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        self.text.push('"');
        self.text.push_str(name);
        self.text.push_str("\":");
    }
}
