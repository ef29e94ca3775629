//! Where the tree is kept that the rules read: two pieces of memory for all of it, as large as the value was measured.

use feishu_card_schema::tree::{At, Field, Node, Run};

/// How much there is of a value.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// Items of lists.
    pub(crate) items: usize,
    /// Members of objects, tags included.
    pub(crate) members: usize,
    /// An upper bound of its bytes as JSON, which looks into no text: every byte may be an escape.
    pub(crate) bytes: usize,
    /// Whether lists and objects nest deeper than they may. What is so deep is not looked into.
    pub(crate) too_deep: bool,
}

impl Extent {
    /// Counts a text with its quotes.
    pub(crate) fn text(&mut self, text: &str) {
        self.bytes += 2 + 6 * text.len();
    }

    /// Counts so many items with their commas.
    pub(crate) fn items(&mut self, count: usize) {
        self.items += count;
        self.bytes += count;
    }

    /// Counts a member with this name.
    pub(crate) fn member(&mut self, name: &str) {
        self.members += 1;
        self.bytes += 4 + 6 * name.len();
    }

    /// Counts a list, an object or what is in one; `None` where it nests too deep.
    pub(crate) fn level(&mut self, levels: usize) -> Option<usize> {
        self.bytes += 2;
        self.too_deep |= levels == 0;
        levels.checked_sub(1)
    }
}

/// The memory of a tree.
pub(crate) struct Shelves<'t> {
    items: Vec<Node<'t>>,
    members: Vec<Field<'t>>,
}

impl<'t> Shelves<'t> {
    /// For a value of this extent.
    pub(crate) fn of(extent: Extent) -> Self {
        let (mut items, mut members) = (Vec::new(), Vec::new());
        items.resize_with(extent.items, Node::default);
        members.resize_with(extent.members, Field::default);
        Shelves { items, members }
    }

    /// All of it, to build a tree in.
    pub(crate) fn shelf(&'t mut self) -> Shelf<'t> {
        Shelf { items: &mut self.items, members: &mut self.members, last: None }
    }
}

/// What is left of the memory of a tree.
pub struct Shelf<'t> {
    items: &'t mut [Node<'t>],
    members: &'t mut [Field<'t>],
    last: Option<u32>,
}

impl<'t> Shelf<'t> {
    /// Gives every value a place of its own: its number in the text, from 1.
    pub(crate) fn numbered(self) -> Self {
        Shelf { last: Some(0), ..self }
    }

    /// The place of the next value.
    pub(crate) fn place(&mut self) -> At {
        let Some(last) = &mut self.last else { return At::default() };
        *last = last.saturating_add(1);
        At(*last)
    }

    /// Room for so many items.
    pub(crate) fn items(&mut self, count: usize) -> Room<'t, Node<'t>> {
        Room::of(&mut self.items, count)
    }

    /// Room for so many members.
    pub(crate) fn members(&mut self, count: usize) -> Room<'t, Field<'t>> {
        Room::of(&mut self.members, count)
    }
}

/// Room for the values of one list or object.
pub(crate) struct Room<'t, T> {
    place: &'t mut [T],
    taken: usize,
}

impl<'t, T: Clone + Default> Room<'t, T> {
    fn of(rest: &mut &'t mut [T], count: usize) -> Self {
        let count = count.min(rest.len());
        let (place, left) = std::mem::take(rest).split_at_mut(count);
        *rest = left;
        Room { place, taken: 0 }
    }

    /// Puts the next value in.
    pub(crate) fn push(&mut self, value: T) {
        debug_assert!(self.taken < self.place.len(), "a value has more in it than was measured");
        if let Some(place) = self.place.get_mut(self.taken) {
            *place = value;
            self.taken += 1;
        }
    }

    /// What was put in.
    pub(crate) fn full(self) -> Run<'t, T> {
        let Room { place, taken } = self;
        Run::Kept(place.get(..taken).unwrap_or_default())
    }
}
