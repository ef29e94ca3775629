//! Of what a rule might have something to say, where that is less than what it is asked about: by that a card is not right at a
//! glance. It may be too much, and never too little.

use super::Seen;
use crate::{
    Version,
    rules::{
        WHEN_ENTERED, WHEN_LEFT,
        asked::{Asked, Of, Spoil},
        plan::Rows,
    },
    table::{Member, Object},
};

/// All that spoils a look at an object of one row.
#[derive(Default)]
pub(crate) struct Spoilers {
    always: bool,
    written: Rows,
    missing: Rows,
    without_effect: Rows,
    on: Rows,
    off: Rows,
    together: Vec<Rows>,
    lacking: Vec<Rows>,
}

impl Spoilers {
    /// What spoils it by any rule.
    pub(crate) fn of(object: &'static Object, version: Version) -> Self {
        let mut spoilers = Spoilers::default();
        for asked in WHEN_ENTERED.iter().chain(WHEN_LEFT) {
            match asked.spoils {
                Some(spoils) => spoils.iter().for_each(|spoil| spoilers.add(spoil, object, version)),
                None => spoilers.add_all(asked, object, version),
            }
        }
        spoilers
    }

    /// Whatever the rule is asked about.
    fn add_all(&mut self, asked: &Asked, object: &'static Object, version: Version) {
        match asked.of {
            Of::These(these) => self.always |= these.contains(&object),
            Of::Those(concerns) => self.always |= concerns(object),
            Of::Written(concerns) => self.written |= rows(object, |member| concerns(object, member, version)),
            Of::Missing(concerns) => self.missing |= rows(object, |member| concerns(object, member, version)),
            // the look itself takes no such member
            Of::Unknown | Of::Null | Of::Twice => {}
        }
    }

    fn add(&mut self, spoil: &Spoil, object: &'static Object, version: Version) {
        let named = |names: &[&str]| rows(object, |member| names.contains(&member.name));
        match spoil {
            Spoil::Objects(these) => self.always |= these.contains(&object),
            Spoil::Written(concerns) => self.written |= rows(object, |member| concerns(object, member, version)),
            Spoil::WithoutEffect(concerns) => {
                self.without_effect |= rows(object, |member| concerns(object, member, version));
            }
            Spoil::Pairs(other) => {
                let pairs = object.members.iter().map(|member| [member.name, other(member, version)]);
                self.together.extend(pairs.filter(|[_, other]| !other.is_empty()).map(|pair| named(&pair)));
            }
            Spoil::Together(of, pair) if *of == object => self.together.push(named(pair)),
            Spoil::Lacking(of, names) if *of == object => self.lacking.push(named(names)),
            Spoil::On(of, name) if *of == object => self.on |= named(&[name]),
            Spoil::Off(of, name) if *of == object => self.off |= named(&[name]),
            _ => {}
        }
    }

    /// Whether what was seen of an object spoils the look.
    pub(crate) fn spoil(&self, seen: Seen) -> bool {
        self.always
            || seen.written & self.written != 0
            || !seen.written & self.missing != 0
            || seen.written & !seen.enabled & self.without_effect != 0
            || seen.on & self.on != 0
            || seen.off & self.off != 0
            || self.together.iter().any(|rows| seen.written & rows == *rows)
            || self.lacking.iter().any(|rows| seen.written & rows == 0)
    }
}

fn rows(object: &Object, concerns: impl Fn(&Member) -> bool) -> Rows {
    let rows = object.members.iter().enumerate();
    rows.filter(|(_, member)| concerns(member)).fold(0, |rows, (nth, _)| rows | 1 << nth)
}
