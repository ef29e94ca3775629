//! Checking values by the rule book, and the size of cards.

use crate::{
    Allow, CheckOptions, Content, Diagnostic, Diagnostics, Json, Limits, json_tree,
    parse::DEPTH,
    shelf::{Extent, Shelf, Shelves},
};
use feishu_card_schema::{
    Reader,
    rules::{self, Counts, Expected, Glance, Settings, Subject},
    tree::{Known, Node},
};
use std::collections::BTreeMap;

impl Json {
    /// Every finding of the rule book, in document order: for a card, a template message or a card entity.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Json;
    /// let card = Json::parse(r#"{"schema": "2.0", "body": {"elements": [{"tag": "hr", "colour": "red"}]}}"#)?;
    /// let found = card.validate();
    /// let first = found.iter().next().expect("one finding");
    /// assert_eq!((first.code(), first.pointer.as_str()), ("C0101", "/body/elements/0/colour"));
    /// assert_eq!(first.platform_code(), Some(200621));
    /// # Ok::<(), feishu_card::JsonError>(())
    /// ```
    #[must_use]
    pub fn validate(&self) -> Diagnostics {
        self.validate_with(&CheckOptions::default())
    }

    /// Every finding of the rule book in what is `subject`: also for parts of a card, which are held to the
    /// version that only they can belong to, else to what both versions refuse.
    #[doc(hidden)]
    #[must_use]
    pub fn validate_as(&self, subject: Subject, options: &CheckOptions) -> Diagnostics {
        check(self, subject, options)
    }

    /// What this card holds of what the platform counts; nothing where it nests deeper than 128 levels.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Json;
    /// let card = Json::parse(r#"{"schema": "2.0", "body": {"elements": [{"tag": "hr"}, {"tag": "hr"}]}}"#)?;
    /// assert_eq!((card.counts().elements, card.counts().tables), (2, 0));
    /// # Ok::<(), feishu_card::JsonError>(())
    /// ```
    #[must_use]
    pub fn counts(&self) -> Counts {
        let extent = extent(self);
        if extent.too_deep {
            return Counts::default();
        }
        let settings = Settings { reader: Reader::Json, version: None, limits: &Limits::PLATFORM, allow: &Allow::NONE };
        let mut shelves = Shelves::of(extent);
        rules::counts(&json_tree::node(self, &mut shelves.shelf()), Subject::Card, &settings)
    }
}

/// So many times the largest card is far too large.
const FAR_TOO_LARGE: usize = 20;

/// What can be checked.
pub(crate) trait Checked {
    /// Measures what may nest so many levels deep, and looks no deeper.
    fn measure(&self, levels: usize, extent: &mut Extent);

    /// The tree that the rules read.
    fn tree<'t>(&'t self, shelf: Shelf<'t>) -> Node<'t>;

    /// The version that it says, where that may come behind other members.
    fn schema(&self) -> Option<&str> {
        None
    }

    /// Tells a look at a card what is there; `None` for what is not surely right.
    fn glance(&self, look: &mut Glance<'_>) -> Option<()>;

    /// An upper bound of its bytes as JSON.
    fn bound(&self) -> usize;

    /// Its JSON.
    fn text(&self) -> String;
}

impl Checked for Json {
    fn measure(&self, levels: usize, extent: &mut Extent) {
        self.measure(levels, extent);
    }

    fn tree<'t>(&'t self, mut shelf: Shelf<'t>) -> Node<'t> {
        json_tree::node(self, &mut shelf)
    }

    fn schema(&self) -> Option<&str> {
        self.get("schema")?.as_str()
    }

    fn glance(&self, look: &mut Glance<'_>) -> Option<()> {
        self.glance(look, Expected::CARD)
    }

    fn bound(&self) -> usize {
        self.bound::<false>()
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

/// How much there is of a value, as deep as JSON is read.
pub(crate) fn extent(value: &impl Checked) -> Extent {
    let mut extent = Extent::default();
    value.measure(DEPTH, &mut extent);
    extent
}

/// Checks a value by the rule book; of a card also the size. Of each kind of finding the first are listed.
pub(crate) fn check(value: &impl Checked, subject: Subject, options: &CheckOptions) -> Diagnostics {
    Diagnostics::new(capped(every_finding(value, subject, options)))
}

/// As [`check`], with every finding however many there are.
pub(crate) fn every_finding(value: &impl Checked, subject: Subject, options: &CheckOptions) -> Vec<Diagnostic> {
    if subject.is_card() && is_right_at_a_glance(value, options) {
        return Vec::new();
    }
    found_by_the_rules(value, subject, options)
}

/// Whether one look at a card tells that nothing will be found: most cards are right.
pub(crate) fn is_right_at_a_glance(value: &impl Checked, options: &CheckOptions) -> bool {
    let mut look = Glance::new(&options.limits, value.schema(), DEPTH);
    let limit = options.limits.card_bytes;
    value.glance(&mut look).and_then(|()| look.whole()).is_some_and(|bytes| bytes <= limit || value.bound() <= limit)
}

/// Every finding, by the rules themselves.
pub(crate) fn found_by_the_rules(value: &impl Checked, subject: Subject, options: &CheckOptions) -> Vec<Diagnostic> {
    let settings = Settings { reader: Reader::Json, version: None, limits: &options.limits, allow: &options.allow };
    // a value made in code may nest deeper than the stack reaches
    let extent = extent(value);
    if extent.too_deep {
        return rules::nests_too_deep(DEPTH, &settings).into_iter().collect();
    }
    // a card that is far too large is not looked into: what it costs is bounded, and nothing else matters before
    // most cards are small enough even if every byte were an escape
    let may_be_large = subject.is_card() && extent.bytes > options.limits.card_bytes;
    let bound = if may_be_large { value.bound() } else { 0 };
    if bound > FAR_TOO_LARGE.saturating_mul(options.limits.card_bytes) {
        let bytes = value.text().len();
        if bytes > FAR_TOO_LARGE.saturating_mul(options.limits.card_bytes) {
            return rules::card_size(bytes, &settings).into_iter().collect();
        }
    }
    let mut shelves = Shelves::of(extent);
    let node = value.tree(shelves.shelf());
    let node = match (&node.value, subject) {
        // an item of a list is checked as the only one
        (Known::Object(_), Subject::List(_)) => Node::new(Known::List(vec![node].into())),
        _ => node,
    };
    let mut found = rules::check(&node, subject, &settings);
    // the exact size is counted only where it may be too large
    if bound > options.limits.card_bytes {
        found.splice(0..0, rules::card_size(value.text().len(), &settings));
    }
    found
}

/// Findings of one code that are listed before the rest is only counted: nobody reads a thousand.
const LISTED: usize = 100;

/// The findings without those beyond the first hundred of their code; the last that is listed counts them.
fn capped(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if found.len() <= LISTED {
        return found;
    }
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut listed: Vec<Diagnostic> = Vec::new();
    for finding in found {
        let (count, last) = counts.entry(finding.entry.code).or_default();
        *count += 1;
        if *count <= LISTED {
            *last = listed.len();
            listed.push(finding);
        }
    }
    for (count, last) in counts.into_values().filter(|(count, _)| *count > LISTED) {
        if let Some(finding) = listed.get_mut(last) {
            finding.message.push_str(&format!(" (and {} more of this kind)", count - LISTED));
        }
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Boxed, Column, Component, Typed};

    /// So many levels, which no stack of a task reaches.
    const MANY: usize = 100_000;

    #[test]
    fn a_value_nested_beyond_the_stack_is_refused_and_not_looked_into() {
        let deep = (0..MANY).fold(Json::Null, |inner, level| match level % 2 {
            0 => Json::from(vec![inner]),
            _ => Json::Map(vec![("x".into(), inner)].into()),
        });
        let found = deep.validate();
        let codes: Vec<_> = found.iter().map(Diagnostic::code).collect();
        assert_eq!(codes, ["C0406"], "{found}");
        assert!(found.to_string().contains("nested deeper than 128 levels"), "{found}");
        assert!(deep.nests_too_deep() && deep.counts() == Counts::default());
        let columns = (0..MANY).fold(Component::raw(Json::Null), |inner, _| {
            Component::Column(Boxed::new(Column::NEW.elements(vec![inner].into())))
        });
        let found = Typed::validate(&columns);
        assert_eq!(found.iter().map(Diagnostic::code).collect::<Vec<_>>(), ["C0406"], "{found}");
        // their end would need the stack too
        std::mem::forget((deep, columns));
    }

    #[test]
    fn as_deep_as_json_is_read_is_looked_into_and_no_deeper_is_read() {
        let nested = |levels: usize| (0..levels).fold(Json::Null, |inner, _| Json::from(vec![inner]));
        assert!(!nested(DEPTH).nests_too_deep() && nested(DEPTH + 1).nests_too_deep());
        let read = |levels| serde_json::from_value::<Json>(nested(levels).into());
        assert_eq!(read(DEPTH).unwrap(), nested(DEPTH));
        let error = read(DEPTH + 1).unwrap_err().to_string();
        assert!(error.contains("nested deeper than 128 levels"), "{error}");
    }
}
