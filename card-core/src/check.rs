//! Checking JSON by the rule book: the JSON as a borrowed tree, and its size.

use crate::{Content, Diagnostics, Json, Number, Options};
use feishu_card_schema::{
    Reader,
    rules::{self, Settings, Subject},
    tree::{Member, Node, Object, Value},
};
use std::borrow::Cow;

impl Json {
    /// Every finding of the rule book, in document order: for a card, a template message or a card entity.
    ///
    /// ```
    /// use feishu_card_core::Json;
    /// let card = Json::parse(r#"{"schema": "2.0", "body": {"elements": [{"tag": "hr", "colour": "red"}]}}"#)?;
    /// let found = card.validate();
    /// let first = found.iter().next().expect("one finding");
    /// assert_eq!((first.code(), first.pointer.as_str()), ("C0101", "/body/elements/0/colour"));
    /// assert_eq!(first.platform_code(), Some(200621));
    /// # Ok::<(), feishu_card_core::JsonError>(())
    /// ```
    #[must_use]
    pub fn validate(&self) -> Diagnostics {
        self.validate_with(&Options::default())
    }

    /// Every finding of the rule book in what is `subject`: also for parts of a card, which are held to the
    /// version that only they can belong to, else to what both versions refuse.
    #[must_use]
    pub fn validate_as(&self, subject: Subject, options: &Options) -> Diagnostics {
        let settings = Settings { reader: Reader::Json, version: None, limits: &options.limits, allow: &options.allow };
        let mut found = rules::check(&node(self), subject, &settings);
        if matches!(subject, Subject::Card) {
            found.extend(rules::card_size(compact_len(self), &settings));
        }
        Diagnostics::new(found)
    }
}

/// The bytes of the compact JSON.
fn compact_len(json: &Json) -> usize {
    let mut out = String::new();
    json.write_json(&mut out);
    out.len()
}

/// The tree that the rules read.
fn node(json: &Json) -> Node<'_> {
    Node::new(match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(Number::Text(text)) => Value::Number(Cow::Borrowed(text)),
        Json::Number(number) => Value::Number(Cow::Owned(number.to_string())),
        Json::Str(text) => Value::Str(Cow::Borrowed(text)),
        Json::List(items) => Value::List(items.iter().map(node).collect()),
        Json::Map(members) => Value::Object(Object {
            members: members.iter().map(|(name, value)| member(name, value)).collect(),
            open: false,
        }),
    })
}

fn member<'j>(name: &'j str, value: &'j Json) -> Member<'j> {
    Member { name: Cow::Borrowed(name), at: Default::default(), node: node(value), sure: true }
}
