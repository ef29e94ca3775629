//! A list that is either `'static` or owned, so that a whole card can be a `const`.

use std::{fmt, ops::Deref};

/// Text of a card: borrowed for `'static` where it is written in code, owned where it is made at run time.
pub type Str = std::borrow::Cow<'static, str>;

/// An ordered list: a `'static` slice or a `Vec`.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::List;
/// const FIXED: List<u8> = List::fixed(&[1, 2]);
/// let grown: List<u8> = FIXED.iter().copied().chain([3]).collect();
/// assert_eq!(grown[..], [1, 2, 3]);
/// ```
pub enum List<T: 'static> {
    /// Items that live as long as the program.
    Fixed(&'static [T]),
    /// Items made at run time.
    Owned(Vec<T>),
}

impl<T> List<T> {
    /// The list with nothing in it.
    pub const EMPTY: List<T> = List::Fixed(&[]);

    /// A list of items that live as long as the program.
    #[must_use]
    pub const fn fixed(items: &'static [T]) -> Self {
        List::Fixed(items)
    }

    /// The items.
    #[must_use]
    pub const fn as_slice(&self) -> &[T] {
        match self {
            List::Fixed(items) => items,
            List::Owned(items) => items.as_slice(),
        }
    }
}

impl<T: Clone> List<T> {
    /// The items as a `Vec` to change; copies a `'static` list first.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        loop {
            match self {
                List::Owned(items) => return items,
                List::Fixed(items) => *self = List::Owned(items.to_vec()),
            }
        }
    }

    /// Appends an item.
    pub fn push(&mut self, item: T) {
        self.to_mut().push(item);
    }

    /// The items as a `Vec`.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        match self {
            List::Fixed(items) => items.to_vec(),
            List::Owned(items) => items,
        }
    }
}

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: Clone> Clone for List<T> {
    fn clone(&self) -> Self {
        match self {
            List::Fixed(items) => List::Fixed(items),
            List::Owned(items) => List::Owned(items.clone()),
        }
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List::EMPTY
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        List::Owned(items)
    }
}

impl<T, const N: usize> From<[T; N]> for List<T> {
    fn from(items: [T; N]) -> Self {
        List::Owned(items.into())
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        List::Owned(items.into_iter().collect())
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Clone> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}
