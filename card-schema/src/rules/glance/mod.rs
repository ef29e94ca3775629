//! Cards that are right at a glance: most of those that are sent. One look at each value as it is tells it: no tree is made,
//! no place is kept, next to nothing is allocated. What the look does not surely know to be right ends it with `None`, and
//! then the rules read the card.
//!
//! It knows nothing of its own. What a member takes is that of its row (`takes`), whether a value is right is asked of the file
//! of its rule, and the list of the rules says what each might have something to say of (`spoils`). A test in card-core holds
//! that the rules find nothing in what is right at a glance.

pub(crate) mod looks;
pub(crate) mod spoils;
pub(crate) mod takes;

use super::{
    context::Counts,
    forms::unique,
    links::addresses,
    members::together,
    plan::{Plan, Row, RowFacts, Rows},
    values::{colors, lengths, numbers, plain, strings},
};
use crate::{
    Limits, Version,
    markdown::{self, Context, Flavour},
    table::{Kind, Object, objects},
    tree::TextPart,
    words,
};
use takes::{Takes, Texts};

/// A look at a card. Whoever has the value walks it and tells what is there.
pub struct Glance<'s> {
    limits: &'s Limits,
    version: Version,
    frame: Frame,
    /// How many more lists and objects may nest.
    deeper: usize,
    /// How many levels of nesting are around, as the platform counts them.
    levels: usize,
    counts: Counts,
    /// An upper bound of the bytes so far.
    bytes: usize,
    /// Fingerprints of names, ids and callback values, which differ in a right card.
    told: Vec<u64>,
}

/// What was seen of the object or map that is looked at.
#[derive(Clone, Copy)]
pub struct Frame {
    within: Within,
    seen: Seen,
    /// What is special about its texts.
    texts: Texts,
    /// Whether its tag was among the members.
    tagged: bool,
}

#[derive(Clone, Copy)]
enum Within {
    Nothing,
    Object(&'static Object, &'static Plan),
    /// A map from locales, and what is in it.
    Locales(Expected),
}

/// The members of an object that were seen, a bit for each row.
#[derive(Clone, Copy, Default)]
pub(crate) struct Seen {
    pub(crate) written: Rows,
    /// Those that are `true`.
    pub(crate) on: Rows,
    /// Those that are `false`.
    pub(crate) off: Rows,
    /// Those that another member gives an effect.
    pub(crate) enabled: Rows,
}

/// What may be at a place.
#[derive(Clone, Copy)]
pub struct Expected(Option<Slot>);

/// A member, or what is in the list or the map in it.
#[derive(Clone, Copy)]
struct Slot {
    nth: u8,
    /// How deep in the member.
    depth: u8,
    row: &'static Row,
    told: &'static RowFacts,
}

impl Expected {
    /// A whole card.
    pub const CARD: Expected = Expected(None);

    fn takes(self) -> Takes {
        match self.0 {
            None => Takes::Object(&objects::Card),
            Some(slot) => slot.told.looks.takes.get(usize::from(slot.depth)).copied().unwrap_or(Takes::Unread),
        }
    }

    /// Whether it is data of the author's, of which only a fingerprint is wanted.
    #[must_use]
    pub fn is_data(self) -> bool {
        matches!(self.takes(), Takes::Data)
    }

    fn inside(self) -> Expected {
        Expected(self.0.map(|slot| Slot { depth: slot.depth + 1, ..slot }))
    }
}

/// The fingerprint of a text or a part of one, going on from `before`.
#[must_use]
pub fn fingerprint(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where fingerprints begin that must differ from each other.
const NAMES: u64 = 0xcbf2_9ce4_8422_2325;
const ELEMENT_IDS: u64 = NAMES.rotate_left(21);

impl<'s> Glance<'s> {
    /// A look at a card that nests at most so many lists and objects. `schema` is what the card says of its version, if
    /// that is known before its members come.
    #[must_use]
    pub fn new(limits: &'s Limits, schema: Option<&str>, deeper: usize) -> Self {
        let version = if schema == Some(Version::V2.as_str()) { Version::V2 } else { Version::V1 };
        let frame = Frame { within: Within::Nothing, seen: Seen::default(), texts: Texts::Any, tagged: false };
        Glance { limits, version, frame, deeper, levels: 0, counts: Counts::default(), bytes: 0, told: Vec::new() }
    }

    /// All was told. An upper bound of the bytes of the card, if it is right.
    #[must_use]
    pub fn whole(mut self) -> Option<usize> {
        self.told.sort_unstable();
        let differ = self.told.windows(2).all(|pair| pair.first() != pair.last());
        let few = self.counts.elements.max(self.counts.tagged) <= self.limits.elements;
        (differ && few).then_some(self.bytes)
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, at: Expected, on: bool) -> Option<()> {
        self.bytes += 5;
        let (Takes::Bool, Some(slot)) = (at.takes(), at.0) else { return None };
        let (rows, word) = if on { (&mut self.frame.seen.on, "true") } else { (&mut self.frame.seen.off, "false") };
        *rows |= 1 << slot.nth;
        self.frame.seen.enabled |= slot.told.looks.enabled_by(word);
        Some(())
    }

    /// A number, and how many bytes it may take.
    pub fn number(&mut self, at: Expected, n: f64, bytes: usize) -> Option<()> {
        self.bytes += bytes;
        let (Takes::Number { whole }, Some(slot)) = (at.takes(), at.0) else { return None };
        numbers::is_right(n, whole, &slot.told.ranges).then_some(())
    }

    /// A text.
    pub fn text(&mut self, at: Expected, text: &str) -> Option<()> {
        self.bytes += 2 + 6 * text.len();
        let slot = at.0?;
        let told = slot.told;
        let words = &told.words;
        let right = match at.takes() {
            Takes::Word => {
                self.frame.seen.enabled |= told.looks.enabled_by(text);
                words.contains(&text)
            }
            Takes::Schema => return self.schema(slot, text),
            _ if strings::is_variable(text) => false,
            Takes::Plain => self.is_short(text) && !plain::may_have_marks(text),
            Takes::Markdown(flavour) => self.is_short(text) && self.markdown(flavour, text),
            Takes::Text => true,
            Takes::Name => {
                self.told.push(fingerprint(NAMES, text.as_bytes()));
                true
            }
            Takes::ElementId => {
                self.told.push(fingerprint(ELEMENT_IDS, text.as_bytes()));
                unique::is_an_element_id(text)
            }
            Takes::Color => colors::is_a_colour(text, words, told.facts),
            Takes::TextSize => self.frame.texts != Texts::OfChecker && words.contains(&text),
            Takes::Icon => words::is_icon(text) && !together::is_colourful(text),
            Takes::Url => addresses::is_plain(text),
            Takes::Key => addresses::may_be_a_key(text),
            Takes::Length(kind) => {
                self.frame.seen.enabled |= told.looks.enabled_by(text);
                lengths::fit(kind, words, &told.ranges, text)
            }
            Takes::Sides(counts) => {
                counts.contains(&lengths::each_side(text).count())
                    && lengths::fit(Kind::Sides, words, &told.ranges, text)
            }
            _ => false,
        };
        right.then_some(())
    }

    /// The version, which is known before, or said first.
    fn schema(&mut self, slot: Slot, text: &str) -> Option<()> {
        let version = [Version::V1, Version::V2].into_iter().find(|version| version.as_str() == text)?;
        let first = self.frame.seen.written == 1 << slot.nth;
        (version == self.version || first).then(|| self.version = version)
    }

    fn is_short(&self, text: &str) -> bool {
        self.frame.texts != Texts::Short || text.len() <= self.limits.short_text
    }

    fn markdown(&self, flavour: Flavour, text: &str) -> bool {
        // colours of the card's own are not looked at
        let context = Context { colors: Some(&[]), tables: Some(self.limits.markdown_tables) };
        let parts = [TextPart::Text(text.into())];
        self.frame.texts != Texts::OfHeader && markdown::is_right_at_a_glance(&parts, flavour, &context)
    }

    /// An object of data, by its fingerprint, in which the order of members does not count; and how many bytes it may take.
    pub fn data(&mut self, fingerprint: u64, bytes: usize) {
        self.bytes += bytes;
        self.told.push(fingerprint);
    }

    /// How many more lists and objects may nest.
    #[must_use]
    pub fn deeper(&self) -> usize {
        self.deeper
    }

    /// A list of so many items, and what they may be. It ends with [`up`](Glance::up).
    pub fn list(&mut self, at: Expected, items: usize) -> Option<Expected> {
        self.down()?;
        self.bytes += items;
        (matches!(at.takes(), Takes::Items) && items > 0).then(|| at.inside())
    }

    /// The end of a list.
    pub fn up(&mut self) {
        self.deeper += 1;
    }

    fn down(&mut self) -> Option<()> {
        self.bytes += 2;
        self.deeper = self.deeper.checked_sub(1)?;
        Some(())
    }

    /// An object or a map; `tag` gives its member of a name, if that is a text. What was around it is kept by the caller and
    /// given back to [`leave`](Glance::leave).
    pub fn object<'v>(&mut self, at: Expected, tag: impl FnOnce(&str) -> Option<&'v str>) -> Option<Frame> {
        match at.takes() {
            Takes::Object(object) if object.key.is_empty() => self.record(at, object),
            Takes::Object(object) => (tag(object.key)? == object.tag).then(|| self.record(at, object))?,
            Takes::Family(family) => self.record(at, family.variant(tag(family.variants.first()?.key)?)?),
            Takes::Locales => {
                self.down()?;
                Some(self.enter(Within::Locales(at.inside()), self.frame.texts))
            }
            _ => None,
        }
    }

    /// An object of this row.
    pub fn record(&mut self, at: Expected, object: &'static Object) -> Option<Frame> {
        let right = match at.takes() {
            Takes::Object(only) => only == object,
            Takes::Family(_) => object.versions.has(self.version),
            _ => false,
        };
        if !right {
            return None;
        }
        self.down()?;
        let plan = object.plan();
        let mut texts = Texts::Any;
        let mut is_element = plan.is_component;
        if let Some(Slot { row, told, .. }) = at.0 {
            let elsewhere = plan.is_component && row.container.is_some();
            if elsewhere && !plan.is_allowed_in(told.container_bit, self.version) {
                return None;
            }
            if row.member.kind.is_family(&objects::Text) && !(told.words.is_empty() || told.words.contains(&object.tag))
            {
                return None;
            }
            texts = told.looks.texts;
            is_element |= told.looks.holds_an_element;
        }
        if plan.is_component && self.levels >= self.limits.depth {
            return None;
        }
        if self.version == Version::V2 && plan.is_tagged {
            self.counts.tagged += 1;
            self.counts.elements += usize::from(is_element);
        }
        self.levels += usize::from(plan.is_level);
        Some(self.enter(Within::Object(object, plan), texts))
    }

    fn enter(&mut self, within: Within, texts: Texts) -> Frame {
        std::mem::replace(&mut self.frame, Frame { within, seen: Seen::default(), texts, tagged: false })
    }

    /// A member by its name, and what it may be; within, `None` for the tag, which is known already.
    pub fn member(&mut self, name: &str) -> Option<Option<Expected>> {
        self.bytes += 4 + 6 * name.len();
        match self.frame.within {
            Within::Object(object, _) if object.key == name && !name.is_empty() => {
                self.bytes += 2 + 6 * object.tag.len();
                // a second one is odd
                (!std::mem::replace(&mut self.frame.tagged, true)).then_some(None)
            }
            Within::Object(_, plan) => self.row(plan.named(name)).map(Some),
            Within::Locales(inside) => {
                self.frame.seen.written = 1;
                words::is_locale(name).then_some(Some(inside))
            }
            Within::Nothing => None,
        }
    }

    /// The nth member of the row, and what it may be.
    pub fn nth(&mut self, nth: usize) -> Option<Expected> {
        self.row(u8::try_from(nth).ok()?)
    }

    fn row(&mut self, nth: u8) -> Option<Expected> {
        let Within::Object(_, plan) = self.frame.within else { return None };
        let (row, told) = plan.known(nth, self.version)?;
        let bit = 1 << nth;
        if self.frame.seen.written & bit != 0 {
            return None;
        }
        self.frame.seen.written |= bit;
        Some(Expected(Some(Slot { nth, depth: 0, row, told })))
    }

    /// The end of an object or a map: what was around it comes back.
    pub fn leave(&mut self, around: Frame) -> Option<()> {
        let Frame { within, seen, .. } = std::mem::replace(&mut self.frame, around);
        self.deeper += 1;
        match within {
            Within::Object(_, plan) => {
                self.levels -= usize::from(plan.is_level);
                (!plan.spoilers(self.version).spoil(seen)).then_some(())
            }
            // one without anything in it shows nothing
            Within::Locales(_) => (seen.written != 0).then_some(()),
            Within::Nothing => None,
        }
    }
}
