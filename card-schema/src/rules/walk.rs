//! The walk over the abstract tree, led by the component table: where it stands, and what it found.

use super::{
    Settings, names,
    path::{self, Spot, Step},
    values, words,
};
use crate::{
    Diagnostic, Entry, Reader, Version,
    catalogue::names::{MISSING_TAG, WRONG_KIND},
    table::{Facts, Family, Item, Member, Object},
    tree::{self, At, Node, Value},
};

/// The state of one check.
pub(crate) struct Walk<'t, 's> {
    pub(crate) settings: &'s Settings<'s>,
    pub(crate) version: Version,
    /// Whether the root is a part of a card, so that what surrounds it is unknown.
    pub(crate) fragment: bool,
    /// The objects around the present one, outermost first.
    pub(crate) above: Vec<&'static Object>,
    steps: Vec<Step<'t>>,
    found: Vec<(Vec<u32>, Diagnostic)>,
}

/// The member that holds an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder {
    pub(crate) object: &'static Object,
    pub(crate) member: &'static Member,
    pub(crate) facts: &'static Facts,
}

/// An object of the tree and the row of the table that describes it.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    pub(crate) object: &'static Object,
    pub(crate) tree: &'t tree::Object<'t>,
    pub(crate) holder: Option<Holder>,
    at: At,
    depth: usize,
}

impl<'t> Element<'t> {
    /// The place of the element itself.
    pub(crate) fn spot(&self) -> Spot<'t> {
        Spot { at: self.at, depth: self.depth, last: None }
    }

    /// The place of the name of its nth member.
    pub(crate) fn name_spot(&self, nth: usize) -> Spot<'t> {
        self.tree.members.get(nth).map_or(self.spot(), |member| Spot { at: member.at, ..self.nth_spot(nth, member) })
    }

    /// The place of the value of a member, else that of the element.
    pub(crate) fn value_spot(&self, name: &str) -> Spot<'t> {
        let found = self.tree.members.iter().enumerate().find(|(_, member)| member.name == name);
        found.map_or(self.spot(), |(nth, member)| self.nth_spot(nth, member))
    }

    fn nth_spot(&self, nth: usize, member: &'t tree::Member<'t>) -> Spot<'t> {
        let last = Step::Member { nth: u32::try_from(nth).unwrap_or(u32::MAX), name: &member.name };
        Spot { at: member.node.at, depth: self.depth, last: Some(last) }
    }

    /// The value of a member.
    pub(crate) fn get(&self, name: &str) -> Option<&'t Node<'t>> {
        self.tree.get(name)
    }

    /// Whether a member is written, or may be.
    pub(crate) fn may_have(&self, name: &str) -> bool {
        self.tree.open || self.tree.member(name).is_some()
    }
}

impl<'t, 's> Walk<'t, 's> {
    pub(crate) fn new(settings: &'s Settings<'s>, version: Version, fragment: bool) -> Self {
        Walk { settings, version, fragment, above: Vec::new(), steps: Vec::new(), found: Vec::new() }
    }

    /// The findings, in document order.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| a.0.cmp(&b.0));
        self.found.into_iter().map(|(_, finding)| finding).collect()
    }

    /// Whether the card is written as markup.
    pub(crate) fn markup(&self) -> bool {
        self.settings.reader == Reader::Markup
    }

    /// The place where the walk stands.
    pub(crate) fn here(&self, at: At) -> Spot<'t> {
        Spot { at, depth: self.steps.len(), last: None }
    }

    /// Adds a finding.
    pub(crate) fn report(&mut self, entry: &'static Entry, spot: Spot<'t>, message: String, help: Option<String>) {
        let severity = entry.severity(self.settings.reader, self.version);
        let Some(severity) = self.settings.allow.lower(entry.code, severity) else { return };
        let steps = || self.steps.iter().take(spot.depth).copied().chain(spot.last);
        let finding = Diagnostic {
            entry,
            severity,
            at: spot.at,
            pointer: path::pointer(steps()),
            path: path::platform(steps()),
            message,
            help,
        };
        self.found.push((path::order(steps()), finding));
    }

    /// An object whose row is known.
    pub(crate) fn single(&mut self, object: &'static Object, node: &'t Node<'t>, holder: Option<Holder>) {
        match &node.value {
            Value::Object(tree) => self.object(object, node.at, tree, holder),
            Value::Branches(arms) => arms.iter().flatten().for_each(|node| self.single(object, node, holder)),
            Value::Hole => {}
            _ => self.wrong_kind(&words::an(&words::plain_name(object)), node),
        }
    }

    /// An object that tells its row by its tag.
    pub(crate) fn variant(&mut self, family: &'static Family, node: &'t Node<'t>, holder: Option<Holder>) {
        match &node.value {
            Value::Object(tree) => match names::variant(self, family, node, tree, holder) {
                names::Variant::Is(object) => self.object(object, node.at, tree, holder),
                names::Variant::Untold if !tree.open => {
                    let key = family.variants.first().map_or("tag", |object| object.key);
                    let message = format!("this object does not say what it is: its `{key}` is missing");
                    let tags: Vec<_> = family.variants.iter().map(|o| o.tag).filter(|t| !t.is_empty()).collect();
                    let help = (tags.len() < 8).then(|| format!("`{key}` is {}", words::list(&tags)));
                    self.report(&MISSING_TAG, self.here(node.at), message, help);
                }
                _ => {}
            },
            Value::Branches(arms) => arms.iter().flatten().for_each(|node| self.variant(family, node, holder)),
            Value::Hole => {}
            _ => self.wrong_kind("an object", node),
        }
    }

    /// The items of a list.
    pub(crate) fn items(&mut self, item: Item, node: &'t Node<'t>, holder: Option<Holder>) {
        match &node.value {
            Value::List(items) => {
                let mut index = 0;
                items.iter().for_each(|node| self.item(item, node, holder, &mut index));
            }
            Value::Branches(arms) => arms.iter().flatten().for_each(|node| self.items(item, node, holder)),
            Value::Hole => {}
            _ => self.wrong_kind("a list", node),
        }
    }

    fn item(&mut self, item: Item, node: &'t Node<'t>, holder: Option<Holder>, index: &mut u32) {
        match &node.value {
            Value::Branches(arms) => arms.iter().flatten().for_each(|node| self.item(item, node, holder, index)),
            Value::Repeat(body) => body.iter().for_each(|node| self.item(item, node, holder, index)),
            _ => {
                let tag = node.as_object().and_then(|object| object.text("tag"));
                self.down(Step::Item { index: *index, tag }, |walk| match item {
                    Item::Object(object) => walk.single(object, node, holder),
                    Item::Family(family) => walk.variant(family, node, holder),
                });
                *index += 1;
            }
        }
    }

    fn object(&mut self, object: &'static Object, at: At, tree: &'t tree::Object<'t>, holder: Option<Holder>) {
        let element = Element { object, tree, holder, at, depth: self.steps.len() };
        for rule in super::ON_ENTER {
            rule(self, &element);
        }
        self.above.push(object);
        for (nth, member) in tree.members.iter().enumerate() {
            let Some(row) = object.member(&member.name) else { continue };
            let Some(facts) = row.facts(self.version) else { continue };
            let step = Step::Member { nth: u32::try_from(nth).unwrap_or(u32::MAX), name: &member.name };
            self.down(step, |walk| values::value(walk, Holder { object, member: row, facts }, &member.node));
        }
        self.above.pop();
        for rule in super::ON_LEAVE {
            rule(self, &element);
        }
    }

    fn down(&mut self, step: Step<'t>, inside: impl FnOnce(&mut Self)) {
        self.steps.push(step);
        inside(self);
        self.steps.pop();
    }

    /// Reports a value of another kind than `expected`, at the place where the walk stands.
    pub(crate) fn wrong_kind(&mut self, expected: &str, node: &'t Node<'t>) {
        let Some(got) = words::kind(&node.value) else { return };
        let message = match self.steps.last() {
            Some(Step::Member { name, .. }) => format!("`{name}` is {expected}, this is {got}"),
            _ => format!("{expected} is wanted here, this is {got}"),
        };
        self.report(&WRONG_KIND, self.here(node.at), message, None);
    }
}
