//! What the rules ask of an object, resolved once out of its row: where a member is among the rows, which rules concern
//! the object at all, and what must be there, or be missing, for each of them to have something to say. A right object is
//! so asked next to nothing; the rules themselves decide, and are in their files.

#[cfg(feature = "values")]
use super::glance::{looks::Looks, spoils::Spoilers};
use super::{
    WHEN_ENTERED, WHEN_LEFT,
    asked::{Asked, Of, Rule},
    nesting::{depth, places},
    values::ranges::{self, Range},
};
use crate::{
    Version,
    nesting::{Nesting, containers},
    table::{Facts, Kind, Member, Object, objects},
    tree::{Fields, Known},
};

/// Rows of an object, a bit for each.
pub(crate) type Rows = u64;

/// What must hold for a rule to have something to say.
#[derive(Clone, Copy)]
pub(crate) enum When {
    Always,
    Written(Rows),
    Missing(Rows),
    Unknown,
    Null,
    Twice,
}

/// An object, resolved.
pub(crate) struct Plan {
    pub(crate) is_component: bool,
    pub(crate) is_interactive: bool,
    /// Whether it is told by a `tag`.
    pub(crate) is_tagged: bool,
    /// Whether it counts as a level of nesting.
    pub(crate) is_level: bool,
    pub(crate) rows: Vec<Row>,
    by_name: Names,
    versions: [PlanOfVersion; 2],
}

struct PlanOfVersion {
    entered: Vec<(Rule, When)>,
    left: Vec<(Rule, When)>,
    /// The containers that allow it for certain, a bit for each.
    within: u32,
    #[cfg(feature = "values")]
    spoilers: Spoilers,
}

/// A member, resolved.
pub(crate) struct Row {
    pub(crate) member: &'static Member,
    /// The name of this list among the containers, if it is one.
    pub(crate) container: Option<&'static str>,
    facts: [Option<RowFacts>; 2],
}

/// What a version says of a member, resolved.
pub(crate) struct RowFacts {
    pub(crate) facts: &'static Facts,
    /// The words of `values`, or the words of the vocabulary in this version.
    pub(crate) words: Vec<&'static str>,
    /// The ranges of `values`.
    pub(crate) ranges: Vec<Range>,
    /// The bit of the container that it is.
    pub(crate) container_bit: u32,
    /// What a look at a card asks of it.
    #[cfg(feature = "values")]
    pub(crate) looks: Looks,
}

/// What is written in an object.
#[derive(Clone, Copy, Default)]
pub(crate) struct Met {
    written: Rows,
    unknown: bool,
    null: bool,
    twice: bool,
}

/// A member that has no row.
pub(crate) const NO_ROW: u8 = u8::MAX;

const fn index(version: Version) -> usize {
    match version {
        Version::V1 => 0,
        Version::V2 => 1,
    }
}

impl Plan {
    /// Resolves an object.
    pub(crate) fn of(object: &'static Object) -> Self {
        let (mut rows, mut names) = (Vec::new(), Vec::new());
        for member in object.members {
            rows.push(Row::of(object, member));
            names.push(member.name);
        }
        let of_version = |version| PlanOfVersion {
            entered: asked_about(WHEN_ENTERED, object, version),
            left: asked_about(WHEN_LEFT, object, version),
            within: within(object, version),
            #[cfg(feature = "values")]
            spoilers: Spoilers::of(object, version),
        };
        Plan {
            is_component: object.is_component(),
            is_interactive: object.is_interactive(),
            is_tagged: object.key == "tag",
            is_level: depth::LEVELS.contains(&object),
            by_name: Names::of(&names),
            versions: [of_version(Version::V1), of_version(Version::V2)],
            rows,
        }
    }

    /// The row of a member, if it has one, and what this version says of it.
    pub(crate) fn known(&self, nth: u8, version: Version) -> Option<(&Row, &RowFacts)> {
        let row = self.rows.get(usize::from(nth))?;
        Some((row, row.facts[index(version)].as_ref()?))
    }

    /// Whether a list certainly allows this component.
    pub(crate) fn is_allowed_in(&self, container_bit: u32, version: Version) -> bool {
        self.versions[index(version)].within & container_bit != 0
    }

    /// Looks up the members of an object; `found` gets the row of each.
    pub(crate) fn meet(&self, object: &Object, tree: &Fields<'_>, version: Version, found: &mut Vec<u8>) -> Met {
        let mut met = Met::default();
        let (mut next, mut tags, mut unknown) = (0, 0_usize, 0_usize);
        for member in &tree.members {
            let name = &*member.name;
            if !object.key.is_empty() && name == object.key {
                tags += 1;
                found.push(NO_ROW);
                continue;
            }
            let row = self.row(name, &mut next);
            found.push(row);
            if row == NO_ROW {
                unknown += 1;
                continue;
            }
            let bit = 1 << row;
            met.twice |= met.written & bit != 0;
            met.written |= bit;
            match self.known(row, version) {
                None => met.unknown = true,
                Some(_) => met.null |= matches!(member.node.value, Known::Null),
            }
        }
        met.unknown |= unknown > 0;
        met.twice |= tags > 1 || unknown > 1;
        met
    }

    /// What spoils a look at it.
    #[cfg(feature = "values")]
    pub(crate) fn spoilers(&self, version: Version) -> &Spoilers {
        &self.versions[index(version)].spoilers
    }

    /// The row of a name. Names of typed values come in the order of the rows and are the same texts: `next` is where the
    /// search goes on, until it fails.
    fn row(&self, name: &str, next: &mut usize) -> u8 {
        let same =
            |row: &Row| std::ptr::eq(row.member.name.as_ptr(), name.as_ptr()) && row.member.name.len() == name.len();
        if let Some(found) = self.rows.get(*next..).and_then(|rest| rest.iter().position(same)) {
            let nth = *next + found;
            *next = nth + 1;
            return u8::try_from(nth).unwrap_or(NO_ROW);
        }
        *next = usize::MAX;
        self.named(name)
    }

    /// The row of a name.
    pub(crate) fn named(&self, name: &str) -> u8 {
        let nth = self.by_name.find(name);
        match self.rows.get(usize::from(nth)) {
            Some(row) if row.member.name == name => nth,
            _ => NO_ROW,
        }
    }

    /// The rules to ask before the members are looked at, in order.
    pub(crate) fn entered(&self, version: Version, met: Met) -> impl Iterator<Item = Rule> {
        self.versions[index(version)].entered.iter().filter(move |(_, when)| when.holds(met)).map(|(rule, _)| *rule)
    }

    /// The rules to ask after the members were looked at.
    pub(crate) fn left(&self, version: Version) -> &[(Rule, When)] {
        &self.versions[index(version)].left
    }
}

/// The rules that an object concerns.
fn asked_about(rules: &[Asked], object: &'static Object, version: Version) -> Vec<(Rule, When)> {
    let mut asked_about = Vec::new();
    for asked in rules {
        if let Some(when) = asked.when(object, version) {
            asked_about.push((asked.rule, when));
        }
    }
    asked_about
}

impl Asked {
    /// When the rule is asked about an object; `None` for never.
    fn when(&self, object: &'static Object, version: Version) -> Option<When> {
        let rows = |concerns: fn(&Object, &Member, Version) -> bool| {
            let rows = object.members.iter().enumerate();
            rows.filter(|(_, member)| concerns(object, member, version)).fold(0, |rows, (nth, _)| rows | 1 << nth)
        };
        Some(match self.of {
            Of::These(objects) if objects.contains(&object) => When::Always,
            Of::Those(concerns) if concerns(object) => When::Always,
            Of::These(_) | Of::Those(_) => return None,
            Of::Written(concerns) => match rows(concerns) {
                0 => return None,
                rows => When::Written(rows),
            },
            Of::Missing(concerns) => match rows(concerns) {
                0 => return None,
                rows => When::Missing(rows),
            },
            Of::Unknown => When::Unknown,
            Of::Null => When::Null,
            Of::Twice => When::Twice,
        })
    }
}

impl When {
    fn holds(self, met: Met) -> bool {
        match self {
            When::Always => true,
            When::Written(rows) => met.written & rows != 0,
            When::Missing(rows) => rows & !met.written != 0,
            When::Unknown => met.unknown,
            When::Null => met.null,
            When::Twice => met.twice,
        }
    }
}

impl Row {
    fn of(object: &'static Object, member: &'static Member) -> Self {
        let container = places::container(object, member);
        let told = |version| {
            let (_, facts) = object.known(member.name, version)?;
            let (mut ranges, mut words) = (Vec::new(), Vec::new());
            let values = facts.values();
            for value in &values {
                match ranges::range(value) {
                    Some(range) => ranges.push(range),
                    None => words.push(*value),
                }
            }
            if let Kind::Choice(choice) = member.kind {
                let every_version = choice == &objects::Schema || !values.is_empty();
                words.clear();
                for word in choice.words {
                    let is_of_it = every_version || word.versions.has(version);
                    if is_of_it && (values.is_empty() || values.contains(&word.word)) {
                        words.push(word.word);
                    }
                }
            }
            let place = container.and_then(|container| containers(version).iter().position(|name| *name == container));
            let container_bit = place.map_or(0, |place| 1 << place);
            Some(RowFacts {
                facts,
                words,
                ranges,
                container_bit,
                #[cfg(feature = "values")]
                looks: Looks::of(object, member, facts, version),
            })
        };
        Row { member, container, facts: [told(Version::V1), told(Version::V2)] }
    }
}

/// The containers that allow a component for certain, whatever is around them.
fn within(object: &Object, version: Version) -> u32 {
    if !object.is_component() || places::MULTI.contains(&object) {
        return 0;
    }
    let allowed = containers(version).iter().enumerate();
    let allowed = allowed.filter(|(_, name)| object.nesting(version, name) == Nesting::Allowed);
    allowed.fold(0, |within, (nth, _)| within | 1 << nth)
}

/// A table of names in which each has a slot of its own.
struct Names {
    seed: u32,
    slots: [u8; SLOTS],
}

const SLOTS: usize = 256;

impl Names {
    fn of(names: &[&str]) -> Self {
        // two names in one slot are rare enough that a seed without any is soon found
        (1..u32::MAX).find_map(|seed| Self::with(seed, names)).unwrap_or(Names { seed: 0, slots: [NO_ROW; SLOTS] })
    }

    fn with(seed: u32, names: &[&str]) -> Option<Self> {
        let mut slots = [NO_ROW; SLOTS];
        for (nth, name) in names.iter().enumerate() {
            let slot = slots.get_mut(slot(seed, name)).filter(|slot| **slot == NO_ROW)?;
            *slot = u8::try_from(nth).ok()?;
        }
        Some(Names { seed, slots })
    }

    /// The only name that this one can be.
    fn find(&self, name: &str) -> u8 {
        self.slots.get(slot(self.seed, name)).copied().unwrap_or(NO_ROW)
    }
}

/// The slot of a name.
fn slot(seed: u32, name: &str) -> usize {
    let bytes = name.as_bytes();
    let hash = bytes.iter().fold(seed, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    (hash ^ hash >> 15) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    #[test]
    fn every_member_is_found_by_its_name() {
        for object in table::all() {
            assert!(object.members.len() < 64, "{}", object.name);
            let plan = Plan::of(object);
            for (nth, member) in object.members.iter().enumerate() {
                let name = member.name.to_owned();
                assert_eq!(usize::from(plan.row(&name, &mut 0)), nth, "{}.{name}", object.name);
                assert_eq!(usize::from(plan.row(member.name, &mut 0)), nth);
            }
            assert_eq!(plan.row("no such member", &mut 0), NO_ROW);
            assert_eq!(plan.row("", &mut 0), NO_ROW);
        }
    }
}
