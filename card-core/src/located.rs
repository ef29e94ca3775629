//! JSON text with the places of its values: a finding leads to bytes, and nothing reads the text twice.

use crate::{
    CheckOptions, Diagnostic, Diagnostics, Json, JsonError,
    check::{self, Checked},
    json_tree,
    parse::{Parser, ValueSpan},
    shelf::{Extent, Shelf},
};
use feishu_card_schema::{
    rules::{Glance, Subject},
    tree::Node,
};
use std::ops::Range;

/// JSON that knows where in its text each value is; [`Json::parse_located`] makes it.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{Json, CheckOptions};
/// let text = r#"{"schema": "2.0", "body": {"elements": [{"tag": "hr", "colour": "red"}]}}"#;
/// let card = Json::parse_located(text)?;
/// let found = card.validate_with(&CheckOptions::default());
/// let span = found.iter().next().and_then(|finding| card.span(finding)).expect("one finding");
/// assert_eq!(&text[span], r#""colour": "red""#);
/// # Ok::<(), feishu_card::JsonError>(())
/// ```
#[derive(Clone, Debug)]
pub struct LocatedJson {
    json: Json,
    /// For each value, in the order of the text.
    spans: Vec<ValueSpan>,
}

impl Json {
    /// As [`parse`](Json::parse), with the place of every value.
    ///
    /// # Errors
    /// When the text is not JSON (RFC 8259), or nests deeper than 128 levels.
    pub fn parse_located(text: &str) -> Result<LocatedJson, JsonError> {
        let mut parser = Parser::new(text);
        parser.spans = Some(Vec::new());
        let json = parser.whole()?;
        Ok(LocatedJson { json, spans: parser.spans.unwrap_or_default() })
    }
}

impl LocatedJson {
    /// The JSON.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// The JSON alone.
    #[must_use]
    pub fn into_json(self) -> Json {
        self.json
    }

    /// The bytes of the value itself.
    #[must_use]
    pub fn value_span(&self) -> Range<usize> {
        self.spans.first().map(|own| own.value.clone()).unwrap_or_default()
    }

    /// The bytes to show for the value itself: with its name, where it is a member.
    #[must_use]
    pub fn own_span(&self) -> Range<usize> {
        self.spans.first().map(ValueSpan::mark).unwrap_or_default()
    }

    /// The bytes to show for a finding in this value: a member with its name, an object by its tag. What is missing has no
    /// place: its object has. `None` for a finding on the whole, such as a card that is too large.
    #[must_use]
    pub fn span(&self, finding: &Diagnostic) -> Option<Range<usize>> {
        // place 0 means "no place"
        let nth = usize::try_from(finding.at.0).ok()?.checked_sub(1)?;
        self.spans.get(nth).map(ValueSpan::mark)
    }

    /// The member of this name, if this is an object; with two of one name, the last.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<LocatedJson> {
        let (_, json, spans) = parts(&self.json, &self.spans).into_iter().rfind(|(key, ..)| *key == Some(name))?;
        Some(LocatedJson { json: json.clone(), spans: spans.to_vec() })
    }

    /// The first name that one object has twice, and the bytes of the second: readers differ in which of the two counts.
    #[must_use]
    pub fn duplicate_name(&self) -> Option<(&str, Range<usize>)> {
        // what mostly is not there is looked for without places
        has_a_name_twice(&self.json).then(|| duplicate_name(&self.json, &self.spans))?
    }

    /// Every finding of the rule book in a card, a template message or a card entity, in document order.
    #[must_use]
    pub fn validate_with(&self, options: &CheckOptions) -> Diagnostics {
        check::check(self, Subject::Card, options)
    }
}

impl Checked for LocatedJson {
    fn measure(&self, levels: usize, extent: &mut Extent) {
        self.json.measure(levels, extent);
    }

    /// With the place of every value: its number in the text, from 1.
    fn tree<'t>(&'t self, shelf: Shelf<'t>) -> Node<'t> {
        json_tree::node(&self.json, &mut shelf.numbered())
    }

    fn schema(&self) -> Option<&str> {
        Checked::schema(&self.json)
    }

    fn glance(&self, look: &mut Glance<'_>) -> Option<()> {
        Checked::glance(&self.json, look)
    }

    fn bound(&self) -> usize {
        Checked::bound(&self.json)
    }

    fn text(&self) -> String {
        self.json.to_string()
    }
}

/// A value in another: its name if it is a member, and its places.
type Inner<'a> = (Option<&'a str>, &'a Json, &'a [ValueSpan]);

/// The values directly in a value.
fn parts<'a>(json: &'a Json, spans: &'a [ValueSpan]) -> Vec<Inner<'a>> {
    let inside: Vec<(Option<&str>, &Json)> = match json {
        Json::List(items) => items.iter().map(|item| (None, item)).collect(),
        Json::Map(members) => members.iter().map(|(name, value)| (Some(name.as_ref()), value)).collect(),
        _ => Vec::new(),
    };
    let mut rest = spans.get(1..).unwrap_or_default();
    let mut next = || {
        let (own, others) = rest.split_at_checked(rest.first()?.values)?;
        rest = others;
        Some(own)
    };
    inside.into_iter().map_while(|(name, value)| Some((name, value, next()?))).collect()
}

/// Objects of so few members are compared name by name, larger ones by sorting.
const FEW: usize = 16;

/// Whether some object has a name twice.
fn has_a_name_twice(json: &Json) -> bool {
    match json {
        Json::List(items) => items.iter().any(has_a_name_twice),
        Json::Map(members) => {
            let here = match members.len() {
                0..=FEW => members.iter().enumerate().any(|(nth, (name, _))| {
                    let before = members.get(..nth).unwrap_or_default();
                    before.iter().any(|(other, _)| other == name)
                }),
                _ => {
                    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_ref()).collect();
                    names.sort_unstable();
                    names.windows(2).any(|pair| pair.first() == pair.last())
                }
            };
            here || members.iter().any(|(_, value)| has_a_name_twice(value))
        }
        _ => false,
    }
}

fn duplicate_name<'a>(json: &'a Json, spans: &'a [ValueSpan]) -> Option<(&'a str, Range<usize>)> {
    let parts = parts(json, spans);
    let mut names: Vec<&str> = parts.iter().filter_map(|(name, ..)| *name).collect();
    names.sort_unstable();
    if let Some(name) = names.windows(2).find_map(|pair| (pair.first() == pair.get(1)).then(|| pair.first())?) {
        let mut places = parts.iter().filter(|(known, ..)| *known == Some(*name));
        let second = places.nth(1).and_then(|(.., spans)| spans.first());
        return Some((name, second.map(ValueSpan::mark).unwrap_or_default()));
    }
    parts.into_iter().find_map(|(_, value, spans)| duplicate_name(value, spans))
}

#[cfg(test)]
mod tests;
