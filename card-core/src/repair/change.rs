//! The change that takes one finding out of a card.

use super::{Change, text};
use crate::{CheckOptions, Json, Str};
use feishu_card_schema::Diagnostic;
use std::ops::Range;

/// What was done, and where: places are those of the card before.
pub(super) struct Outcome {
    pub(super) at: String,
    pub(super) change: Change,
    /// The items that were removed, list by list.
    pub(super) removed: Vec<(String, Range<usize>)>,
}

impl Outcome {
    fn new(at: &str, change: Change) -> Self {
        Outcome { at: at.to_owned(), change, removed: Vec::new() }
    }
}

/// Characters of a button, an option or a placeholder (card-json-1 §12).
const SHORT_TEXT: usize = 100;

/// Takes a finding out of the card; `None` if nothing can be done about it.
pub(super) fn apply(card: &mut Json, found: &Diagnostic, options: &CheckOptions) -> Option<Outcome> {
    let at = found.pointer.as_str();
    match found.entry.code {
        // a text over its limit
        "C0315" => {
            let place = value(card, at)?;
            let Some(text) = place.as_str() else { return remove(card, at) };
            let cut: String = text.chars().take(SHORT_TEXT).collect();
            *place = Json::from(cut);
            Some(Outcome::new(at, Change::TextCut))
        }
        // a body without `schema`
        "C0904" => {
            let Json::Map(members) = card else { return None };
            let members = members.to_mut();
            members.retain(|(name, _)| name != "schema");
            members.insert(0, ("schema".into(), Json::str("2.0")));
            Some(Outcome::new("/schema", Change::MemberAdded))
        }
        // too many elements: this one and all behind it
        "C0407" => cut_from(card, at),
        "C0409" => cut_list(card, at, options.limits.checker_buttons),
        code if code.starts_with("C07") => match text::rewritten(card, found, options) {
            Some(text) => {
                *value(card, at)? = Json::from(text);
                Some(Outcome::new(at, Change::TextRewritten))
            }
            None => remove(card, at),
        },
        _ => remove(card, at),
    }
}

/// The value at a pointer; of members with one name the last.
pub(super) fn value<'j>(card: &'j mut Json, pointer: &str) -> Option<&'j mut Json> {
    let mut at = card;
    for step in pointer.split('/').skip(1) {
        at = match at {
            Json::Map(members) => {
                let name = unescaped(step);
                members.to_mut().iter_mut().rfind(|(key, _)| *key == name).map(|(_, value)| value)?
            }
            Json::List(items) => items.to_mut().get_mut(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(at)
}

fn unescaped(step: &str) -> Str {
    step.replace("~1", "/").replace("~0", "~").into()
}

/// Removes what is at a pointer: the member, or the item of a list. The tag of an object is the object.
fn remove(card: &mut Json, pointer: &str) -> Option<Outcome> {
    let (parent, last) = pointer.rsplit_once('/')?;
    if last == "tag" {
        return remove(card, parent);
    }
    match value(card, parent)? {
        Json::Map(members) => {
            let name = unescaped(last);
            let members = members.to_mut();
            // of two with one name the last counts, so that the first goes
            match members.iter().position(|(key, _)| *key == name) {
                Some(at) => {
                    members.remove(at);
                    Some(Outcome::new(pointer, Change::MemberRemoved))
                }
                // what is missing cannot be removed: the object that lacks it can
                None => remove(card, parent),
            }
        }
        Json::List(items) => {
            let index = last.parse::<usize>().ok()?;
            if index >= items.len() {
                return None;
            }
            items.to_mut().remove(index);
            let removed = vec![(parent.to_owned(), index..index + 1)];
            Some(Outcome { removed, ..Outcome::new(pointer, Change::ItemRemoved) })
        }
        _ => None,
    }
}

/// Removes the items of a list beyond a limit.
fn cut_list(card: &mut Json, pointer: &str, limit: usize) -> Option<Outcome> {
    let Json::List(items) = value(card, pointer)? else { return remove(card, pointer) };
    let len = items.len();
    if len <= limit {
        return None;
    }
    items.to_mut().truncate(limit);
    Some(Outcome { removed: vec![(pointer.to_owned(), limit..len)], ..Outcome::new(pointer, Change::ItemsCut) })
}

/// Removes an item, and in every list around it the items behind.
fn cut_from(card: &mut Json, pointer: &str) -> Option<Outcome> {
    let mut removed = Vec::new();
    let mut inner = true;
    let mut rest = pointer;
    while let Some((parent, last)) = rest.rsplit_once('/') {
        if let (Ok(index), Some(Json::List(items))) = (last.parse::<usize>(), value(card, parent)) {
            let (start, len) = (if inner { index } else { index + 1 }, items.len());
            inner = false;
            if start < len {
                items.to_mut().truncate(start);
                removed.push((parent.to_owned(), start..len));
            }
        }
        rest = parent;
    }
    // the outer lists first: their places do not depend on those within
    removed.reverse();
    if removed.is_empty() {
        return remove(card, pointer);
    }
    Some(Outcome { removed, ..Outcome::new(pointer, Change::ItemsCut) })
}
