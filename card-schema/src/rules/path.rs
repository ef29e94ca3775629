//! Where the walk is, and how a place is written: as JSON Pointer and in the platform's own words.

use crate::tree::At;
use std::fmt::Write;

/// One step down the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'t> {
    /// To the member of this name, the `nth` of its object.
    Member { nth: u32, name: &'t str },
    /// To the item with this index, and its tag.
    Item { index: u32, tag: Option<&'t str> },
}

impl<'t> Step<'t> {
    /// To the nth member.
    pub(crate) fn member(nth: usize, name: &'t str) -> Self {
        Step::Member { nth: u32::try_from(nth).unwrap_or(u32::MAX), name }
    }

    /// To the item with this index.
    pub(crate) fn item(index: usize) -> Self {
        Step::Item { index: u32::try_from(index).unwrap_or(u32::MAX), tag: None }
    }
}

/// No rule reports further below the present place of the walk than this: `rows/3/tags/0/color`.
const DEEPEST: usize = 5;

/// A place to report: the first `depth` steps of the walk, and a few more.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'t> {
    pub(crate) at: At,
    depth: usize,
    tail: [Option<Step<'t>>; DEEPEST],
}

impl<'t> Spot<'t> {
    /// The place `depth` steps down the walk.
    pub(crate) fn new(at: At, depth: usize) -> Self {
        Spot { at, depth, tail: [None; DEEPEST] }
    }

    /// The same place, marked by another node in markup.
    pub(crate) fn marked(self, at: At) -> Self {
        Spot { at, ..self }
    }

    /// One step further down.
    pub(crate) fn then(mut self, step: Step<'t>, at: At) -> Self {
        self.at = at;
        match self.tail.iter_mut().find(|step| step.is_none()) {
            Some(free) => *free = Some(step),
            None => debug_assert!(false, "a rule reports deeper than `DEEPEST`"),
        }
        self
    }

    /// How many steps of the walk lead to it.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Its further steps.
    pub(crate) fn tail(self) -> impl Iterator<Item = Step<'t>> {
        self.tail.into_iter().flatten()
    }

    /// Its further steps, behind those of the walk.
    pub(crate) fn tail_behind(&self, steps: &mut Vec<Step<'t>>) {
        steps.truncate(self.depth);
        for step in self.tail {
            steps.extend(step);
        }
    }
}

/// Most pointers are shorter.
const SHORT: usize = 64;

/// `/body/elements/1/text`
pub(crate) fn pointer(steps: &[Step<'_>]) -> String {
    let mut out = String::with_capacity(SHORT);
    for step in steps {
        out.push('/');
        match *step {
            Step::Member { name, .. } if name.contains(['~', '/']) => {
                out.push_str(&name.replace("~", "~0").replace("/", "~1"));
            }
            Step::Member { name, .. } => out.push_str(name),
            // writing into a String cannot fail
            Step::Item { index, .. } => drop(write!(out, "{index}")),
        }
    }
    out
}

/// `ROOT -> body -> elements -> [1](tag: form)`
pub(crate) fn platform(steps: &[Step<'_>]) -> String {
    let mut out = String::with_capacity(2 * SHORT);
    out.push_str("ROOT");
    for step in steps {
        out.push_str(" -> ");
        match *step {
            Step::Member { name, .. } => out.push_str(name),
            Step::Item { index, tag } => {
                // writing into a String cannot fail
                let _ = write!(out, "[{index}]");
                tag.into_iter().for_each(|tag| out.extend(["(tag: ", tag, ")"]));
            }
        }
    }
    out
}

/// Orders findings as they appear in the document.
pub(crate) fn order(steps: &[Step<'_>]) -> Vec<u32> {
    let mut order = Vec::with_capacity(steps.len());
    for step in steps {
        order.push(match *step {
            Step::Member { nth, .. } => nth,
            Step::Item { index, .. } => index,
        });
    }
    order
}
