//! Writes request bodies: the card goes into them in one pass.

use crate::client::Error;
use bytes::Bytes;
use feishu_card_core::{Content, draft, finish, write_string};
use std::ops::Range;

/// What the members around a card take, generously.
const AROUND: usize = 256;

/// A JSON object that is being written.
pub(crate) struct Body {
    text: String,
    /// Whether the text is one that the thread keeps, so that it need not be measured.
    is_draft: bool,
    card: Range<usize>,
}

impl Body {
    /// A body with room for a card of this size.
    pub(crate) fn new(card: usize) -> Self {
        let mut text = String::with_capacity(card + AROUND);
        text.push('{');
        Body { text, is_draft: false, card: 0..0 }
    }

    /// A body for a card.
    pub(crate) fn draft() -> Self {
        let mut text = draft();
        text.push('{');
        Body { text, is_draft: true, card: 0..0 }
    }

    /// A member with a string.
    pub(crate) fn str(mut self, name: &str, text: &str) -> Self {
        self.name(name);
        write_string(text, &mut self.text);
        self
    }

    /// A member with a whole number.
    pub(crate) fn int(mut self, name: &str, number: u32) -> Self {
        self.name(name);
        self.text.push_str(&number.to_string());
        self
    }

    /// Opens a member that is an object: what follows goes into it, until `close`.
    pub(crate) fn open(mut self, name: &str) -> Self {
        self.name(name);
        self.text.push('{');
        self
    }

    /// Ends the object that `open` began.
    pub(crate) fn close(mut self) -> Self {
        self.text.push('}');
        self
    }

    /// A member that is `true`, or nothing.
    pub(crate) fn flag(mut self, name: &str, set: bool) -> Self {
        if set {
            self.name(name);
            self.text.push_str("true");
        }
        self
    }

    /// A member with a list of strings.
    pub(crate) fn list(mut self, name: &str, items: &[String]) -> Self {
        self.name(name);
        strings(&mut self.text, items);
        self
    }

    /// The member `content`: the card as a string.
    ///
    /// # Errors
    /// When it nests too deep to be written: that would take as much stack as it is deep.
    pub(crate) fn content(self, content: &dyn Content) -> Result<Self, Error> {
        self.card_string("content", content)
    }

    /// A member of this name: the card, or other JSON, as a string.
    ///
    /// # Errors
    /// As [`content`](Body::content).
    pub(crate) fn card_string(mut self, name: &str, content: &dyn Content) -> Result<Self, Error> {
        self.name(name);
        self.write(content, true)?;
        Ok(self)
    }

    /// The member `card`: the card as an object, with the users who shall see it at its beginning.
    ///
    /// # Errors
    /// As [`content`](Body::content).
    pub(crate) fn card(mut self, content: &dyn Content, open_ids: &[String]) -> Result<Self, Error> {
        self.name("card");
        self.write(content, false)?;
        let start = self.card.start;
        if !open_ids.is_empty() && self.text.get(start..).is_some_and(|card| card.starts_with('{')) {
            let mut member = String::from("\"open_ids\":");
            strings(&mut member, open_ids);
            if self.text.get(start..) != Some("{}") {
                member.push(',');
            }
            self.text.insert_str(start + 1, &member);
        }
        self.card = start..self.text.len();
        Ok(self)
    }

    fn write(&mut self, content: &dyn Content, escaped: bool) -> Result<(), Error> {
        let start = self.text.len();
        if !content.write_unless_too_deep(escaped, &mut self.text) {
            return Err(Error::Request("the card nests deeper than 128 levels".to_owned()));
        }
        self.card = start..self.text.len();
        Ok(())
    }

    /// What was written so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The card as it was written.
    pub(crate) fn card_text(&self) -> &str {
        self.text.get(self.card.clone()).unwrap_or_default()
    }

    pub(crate) fn done(mut self) -> Bytes {
        self.text.push('}');
        match self.is_draft {
            true => finish(self.text, |text| Bytes::copy_from_slice(text.as_bytes())),
            false => Bytes::from(self.text),
        }
    }

    fn name(&mut self, name: &str) {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.text.push('"');
        self.text.push_str(name);
        self.text.push_str("\":");
    }
}

fn strings(out: &mut String, items: &[String]) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_string(item, out);
    }
    out.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use feishu_card_core::Json;

    #[test]
    fn members_stand_in_order() {
        let card = Json::parse(r#"{"a":"\""}"#).unwrap();
        let body = Body::new(0)
            .str("x", "\n")
            .flag("no", false)
            .flag("yes", true)
            .content(&card)
            .unwrap()
            .card(&card, &[])
            .unwrap()
            .done();
        assert_eq!(body, r#"{"x":"\n","yes":true,"content":"{\"a\":\"\\\"\"}","card":{"a":"\""}}"#);
    }

    #[test]
    fn objects_hold_their_own_members() {
        let card = Json::parse(r#"{"a":1}"#).unwrap();
        let body =
            Body::new(0).open("card").str("type", "x").card_string("data", &card).unwrap().close().int("n", 7).done();
        assert_eq!(body, r#"{"card":{"type":"x","data":"{\"a\":1}"},"n":7}"#);
    }

    #[test]
    fn users_stand_inside_the_card() {
        let ids = ["ou_1".to_owned()];
        let card = |text| Body::new(0).card(&Json::parse(text).unwrap(), &ids).unwrap().done();
        assert_eq!(card("{}"), r#"{"card":{"open_ids":["ou_1"]}}"#);
        assert_eq!(card(r#"{"a":1}"#), r#"{"card":{"open_ids":["ou_1"],"a":1}}"#);
        assert_eq!(card("[]"), r#"{"card":[]}"#);
    }
}
