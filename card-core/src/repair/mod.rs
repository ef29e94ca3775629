//! Cards that cannot be sent as they are, made sendable: the smallest part that the rules refuse is taken out or
//! neutralised, and every change is told.

mod change;
mod origin;
mod text;

use crate::{Card, CheckOptions, Json, Severity, Typed, check};
use change::Outcome;
use feishu_card_schema::{Diagnostic, rules::Subject};
use origin::Origins;
use std::{collections::HashSet, fmt};

/// One change of [`Card::repaired`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// The code of the finding, `C0101`.
    pub code: &'static str,
    /// Where the card was changed, as a JSON Pointer into the card as it was given.
    pub pointer: String,
    /// What was done.
    pub change: Change,
    /// What was wrong, in the words of the finding.
    pub message: String,
}

/// What was done to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change {
    /// A member was removed: its default holds.
    MemberRemoved,
    /// A component, or another item of a list, was removed.
    ItemRemoved,
    /// Items beyond a limit were removed, from this one on.
    ItemsCut,
    /// A text was cut at its limit.
    TextCut,
    /// A picture or link in Markdown became a link or text, a table became code.
    TextRewritten,
    /// A member that was missing was written.
    MemberAdded,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Change::MemberRemoved => "member removed",
            Change::ItemRemoved => "removed",
            Change::ItemsCut => "removed from here on",
            Change::TextCut => "text cut",
            Change::TextRewritten => "text rewritten",
            Change::MemberAdded => "member added",
        })
    }
}

/// `C0101 at /body/elements/0/colour: member removed: unknown attribute …`.
impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.pointer.is_empty() { "the card" } else { &self.pointer };
        write!(f, "{} at {at}: {}: {}", self.code, self.change, self.message)
    }
}

/// One change can make another one necessary: a member that is removed was required. More rounds than objects can be
/// within each other are never needed.
const ROUNDS: usize = 40;

impl Json {
    /// The card with the smallest parts neutralised that the rules refuse, and every change. See [`Card::repaired`].
    #[must_use]
    pub fn repaired(&self) -> (Json, Vec<Repair>) {
        self.repaired_with(&CheckOptions::default())
    }

    /// As [`Json::repaired`], with other limits or lowered codes.
    #[must_use]
    pub fn repaired_with(&self, options: &CheckOptions) -> (Json, Vec<Repair>) {
        let (mut card, mut repairs, mut origins) = (self.clone(), Vec::new(), Origins::default());
        for _ in 0..ROUNDS {
            let mut errors = check::every_finding(&card, Subject::Card, options);
            errors.retain(|found| found.severity == Severity::Error);
            if errors.is_empty() || !round(&mut card, &errors, options, &mut origins, &mut repairs) {
                break;
            }
        }
        (card, repairs)
    }
}

impl Card {
    /// The card with the smallest parts neutralised that the rules refuse, and every change, in the order of the changes.
    ///
    /// | what the rules refuse | becomes |
    /// |---|---|
    /// | an unknown or misplaced member, a value or word that its member does not take | removed: the default holds |
    /// | a required member that is missing; an unknown or misplaced component | the component is removed |
    /// | an `element_id`, `name` or option that repeats an earlier one | the later loses it |
    /// | a picture by address in Markdown | a link with its text |
    /// | a link that leads nowhere | its text |
    /// | surplus options, rows, buttons, tables, elements; a text over its limit | cut |
    ///
    /// A card without errors comes back as it is; warnings are left alone. What cannot be repaired, such as a card with
    /// nothing left to show, is still refused by [`Card::validate`].
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Card;
    /// let text = r#"{"schema": "2.0", "body": {"elements": [
    ///     {"tag": "markdown", "content": "seen: ![graph](https://a.cn/x.png)"}, {"tag": "hr", "colour": "red"}]}}"#;
    /// let (card, repairs) = Card::parse(text)?.repaired();
    /// assert!(card.validate().is_ok());
    /// assert!(card.to_json_string().contains("seen: [graph](https://a.cn/x.png)"));
    /// let places: Vec<&str> = repairs.iter().map(|repair| repair.pointer.as_str()).collect();
    /// assert_eq!(places, ["/body/elements/1/colour", "/body/elements/0/content"]);
    /// # Ok::<(), feishu_card::ReadError>(())
    /// ```
    #[must_use]
    pub fn repaired(&self) -> (Card, Vec<Repair>) {
        self.repaired_with(&CheckOptions::default())
    }

    /// As [`Card::repaired`], with other limits or lowered codes.
    #[must_use]
    pub fn repaired_with(&self, options: &CheckOptions) -> (Card, Vec<Repair>) {
        let (json, repairs) = Typed::to_json(self).repaired_with(options);
        if repairs.is_empty() {
            return (self.clone(), repairs);
        }
        // an object stays an object, and every object can be read as a card
        (Card::from_json(json).unwrap_or_else(|_| self.clone()), repairs)
    }
}

/// Repairs all findings of one check, the last first: so the places of the others stay right. Whether anything changed.
fn round(
    card: &mut Json,
    errors: &[Diagnostic],
    options: &CheckOptions,
    origins: &mut Origins,
    repairs: &mut Vec<Repair>,
) -> bool {
    let mut changed = false;
    let mut done: HashSet<String> = HashSet::new();
    let mut gone = Vec::new();
    for found in errors.iter().rev() {
        // what is in something that was changed in this round is looked at in the next
        if holders(&found.pointer).any(|outer| done.contains(outer)) {
            continue;
        }
        let Some(Outcome { at, change, removed }) = change::apply(card, found, options) else { continue };
        changed = true;
        repairs.push(Repair {
            code: found.entry.code,
            pointer: origins.of(&at),
            change,
            message: found.message.clone(),
        });
        gone.extend(removed);
        done.insert(at);
    }
    // places of this round are those before it
    for (list, indexes) in gone {
        origins.remove(&list, indexes);
    }
    changed
}

/// A JSON Pointer, and those of all that holds what it points to, the card first.
fn holders(pointer: &str) -> impl Iterator<Item = &str> {
    pointer.match_indices('/').filter_map(|(at, _)| pointer.get(..at)).chain([pointer])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_a_place_is_all_that_its_pointer_begins_with_up_to_a_slash() {
        assert_eq!(holders("/a/10").collect::<Vec<_>>(), ["", "/a", "/a/10"]);
        assert_eq!(holders("").collect::<Vec<_>>(), [""]);
    }
}
