//! What holds for a whole card: names that its `config` defines, counts, and the branches of the markup.

use crate::tree::{Fields, Known, Node};

/// One alternative of a branch, or the body of a loop. Two places can be part of one card
/// unless they are in different arms of one choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arm {
    pub(crate) choice: u32,
    pub(crate) arm: usize,
}

/// What was counted so far, as a lower bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Elements of a 2.0 card: components and their texts; 0 for 1.0, where none are counted.
    pub elements: usize,
    /// Tables.
    pub tables: usize,
    /// Charts.
    pub charts: usize,
    /// Objects of a 2.0 card that have a tag, texts and icons included: by this count some cards were refused.
    pub tagged: usize,
    /// Tables in Markdown texts.
    pub markdown_tables: usize,
}

impl Counts {
    pub(crate) fn least(self, other: Counts) -> Counts {
        Counts {
            elements: self.elements.min(other.elements),
            tables: self.tables.min(other.tables),
            charts: self.charts.min(other.charts),
            tagged: self.tagged.min(other.tagged),
            markdown_tables: self.markdown_tables.min(other.markdown_tables),
        }
    }
}

/// DefinedNames that a card defines; `open` when there may be more than are visible.
#[derive(Clone, Debug)]
pub(crate) struct DefinedNames<'t> {
    pub(crate) names: Vec<&'t str>,
    pub(crate) open: bool,
}

impl DefinedNames<'_> {
    pub(crate) fn may_have(&self, name: &str) -> bool {
        self.open || self.names.contains(&name)
    }
}

/// What the root of a card says for all of it.
#[derive(Clone, Debug)]
pub(crate) struct CardFacts<'t> {
    /// `config.style.color`.
    pub(crate) colors: DefinedNames<'t>,
    /// `config.style.text_size`.
    pub(crate) text_sizes: DefinedNames<'t>,
    /// `config.locales`; without them every locale takes effect.
    pub(crate) locales: Option<DefinedNames<'t>>,
    /// Whether the card is certain to allow forwarding.
    pub(crate) forwards: bool,
}

impl<'t> CardFacts<'t> {
    /// Of a fragment: nothing is known.
    pub(crate) fn unknown() -> Self {
        let open = || DefinedNames { names: Vec::new(), open: true };
        CardFacts { colors: open(), text_sizes: open(), locales: None, forwards: false }
    }

    /// Of a card.
    pub(crate) fn of(root: &'t Node<'t>) -> Self {
        let config = child(Told::Is(root), "config");
        let style = child(config, "style");
        let forwards = match child(config, "enable_forward") {
            Told::Absent => true,
            Told::Is(node) => matches!(node.value, Known::Bool(true)),
            Told::Unknown => false,
        };
        let locales = match child(config, "locales") {
            Told::Absent => None,
            Told::Unknown => Some(DefinedNames { names: Vec::new(), open: true }),
            Told::Is(node) => node.as_list().map(|items| {
                let mut names = Vec::with_capacity(items.len());
                items.iter().for_each(|item| names.extend(item.as_str()));
                DefinedNames { open: names.len() < items.len(), names }
            }),
        };
        CardFacts {
            colors: keys(child(style, "color")),
            text_sizes: keys(child(style, "text_size")),
            locales,
            forwards,
        }
    }
}

#[derive(Clone, Copy)]
enum Told<'t> {
    Absent,
    Is(&'t Node<'t>),
    Unknown,
}

fn child<'t>(parent: Told<'t>, name: &str) -> Told<'t> {
    let node = match parent {
        Told::Is(node) => node,
        other => return other,
    };
    let Known::Object(Fields { open, .. }) = &node.value else { return Told::Unknown };
    match node.as_object().and_then(|object| object.member(name)) {
        Some(member) if member.sure && !matches!(member.node.value, Known::Hole | Known::Branches(_)) => {
            Told::Is(&member.node)
        }
        Some(_) => Told::Unknown,
        None if *open => Told::Unknown,
        None => Told::Absent,
    }
}

fn keys(map: Told<'_>) -> DefinedNames<'_> {
    match map {
        Told::Absent => DefinedNames { names: Vec::new(), open: false },
        Told::Is(Node { value: Known::Object(map), .. }) => {
            let mut names = Vec::with_capacity(map.members.len());
            map.members.iter().for_each(|member| names.push(&*member.name));
            DefinedNames { names, open: map.open }
        }
        _ => DefinedNames { names: Vec::new(), open: true },
    }
}

/// The items of a list as far as they are sure: a branch counts with its shortest arm, a loop not at all.
pub(crate) fn least_items(items: &[Node<'_>]) -> usize {
    items
        .iter()
        .map(|item| match &item.value {
            Known::Branches(arms) => arms.iter().map(|arm| least_items(arm)).min().unwrap_or(0),
            Known::Repeat(_) | Known::Hole => 0,
            _ => 1,
        })
        .sum()
}

/// Every item that a list may have, and whether there can be others.
pub(crate) fn all_items<'t>(items: &'t [Node<'t>]) -> (Vec<&'t Node<'t>>, bool) {
    let (mut all, mut open) = (Vec::new(), false);
    collect(items, &mut all, &mut open);
    (all, open)
}

fn collect<'t>(items: &'t [Node<'t>], all: &mut Vec<&'t Node<'t>>, open: &mut bool) {
    for item in items {
        match &item.value {
            Known::Hole => *open = true,
            Known::Branches(arms) => arms.iter().for_each(|arm| collect(arm, all, open)),
            Known::Repeat(body) => collect(body, all, open),
            _ => all.push(item),
        }
    }
}
