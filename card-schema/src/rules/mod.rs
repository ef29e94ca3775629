//! The rules that a card must keep, over the abstract tree: one set of functions for markup, typed values and JSON.

mod names;
mod path;
mod values;
mod version;
mod walk;
mod words;

use crate::{
    Allow, Diagnostic, Limits, Reader, Version,
    table::{Family, Object, objects},
    tree::{Node, Value},
};

/// What the root of a tree is.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// A card, or what may travel instead of one: a template message or a card entity.
    Card,
    /// One object on its own: a fragment that some card will hold.
    Object(&'static Object),
    /// A list of such objects.
    List(&'static Family),
}

/// How a tree is checked.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'s> {
    /// Who reads it: decides severities and wording.
    pub reader: Reader,
    /// The version of card JSON; `None` to read it from the card, or for a fragment that may stand in both.
    pub version: Option<Version>,
    /// The limits to hold.
    pub limits: &'s Limits,
    /// The codes that are lowered.
    pub allow: &'s Allow,
}

/// Every finding in a tree, in document order.
///
/// - The tree is the JSON as far as it is known, `tag` members included. A member that the table does not
///   have is reported whatever its value: leave out of the tree what shall not be checked.
/// - One mistake is one finding; nothing is reported that a hole, an open object, a branch or a loop may mend.
/// - `at` is that of the most exact node: the value for a wrong value, the member for a wrong name, the
///   element for what concerns the element.
#[must_use]
pub fn check(root: &Node<'_>, subject: Subject, settings: &Settings<'_>) -> Vec<Diagnostic> {
    match version::of(root, subject, settings) {
        version::Answer::One(version) => run(root, subject, settings, version),
        // a fragment for both: only what both versions refuse
        version::Answer::Both => {
            let other = run(root, subject, settings, Version::V1);
            let mut found = run(root, subject, settings, Version::V2);
            found.retain_mut(|finding| {
                let twin = other
                    .iter()
                    .find(|o| o.entry.code == finding.entry.code && o.pointer == finding.pointer && o.at == finding.at);
                twin.is_some_and(|twin| {
                    finding.severity = finding.severity.min(twin.severity);
                    true
                })
            });
            found
        }
    }
}

/// The finding about the size of a card in bytes, if it is too large.
#[must_use]
pub fn card_size(bytes: usize, settings: &Settings<'_>) -> Option<Diagnostic> {
    let limit = settings.limits.card_bytes;
    if bytes <= limit {
        return None;
    }
    let entry = &crate::catalogue::card::TOO_LARGE;
    Some(Diagnostic {
        entry,
        severity: settings.allow.lower(entry.code, crate::Severity::Error)?,
        at: crate::tree::At::default(),
        pointer: String::new(),
        path: "ROOT".to_owned(),
        message: format!("the card has {bytes} bytes, a message takes {limit}"),
        help: Some("split it over several messages, or shorten texts and tables".to_owned()),
    })
}

fn run(root: &Node<'_>, subject: Subject, settings: &Settings<'_>, version: Version) -> Vec<Diagnostic> {
    let mut walk = walk::Walk::new(settings, version, !matches!(subject, Subject::Card));
    match subject {
        Subject::Card => walk.single(root_object(root), root, None),
        Subject::Object(object) => walk.single(object, root, None),
        Subject::List(family) => walk.items(crate::table::Item::Family(family), root, None),
    }
    walk.finish()
}

/// The object at the root of what is sent as a card: mostly a card.
fn root_object(root: &Node<'_>) -> &'static Object {
    let Value::Object(object) = &root.value else { return &objects::Card };
    match (object.text("type"), object.member("data")) {
        (Some("template"), Some(_)) => &objects::Template,
        (Some("card"), Some(_)) => &objects::CardEntity,
        _ => &objects::Card,
    }
}

/// A rule over one object of the tree.
type Rule = for<'t> fn(&mut walk::Walk<'t, '_>, &walk::Element<'t>);

/// The rules asked before the members of an object are visited, in the order of their findings.
const ON_ENTER: &[Rule] = &[names::every_member_is_known];

/// The rules asked after the members of an object were visited.
const ON_LEAVE: &[Rule] = &[];
