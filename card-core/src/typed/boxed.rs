//! A nested object: `'static` where it is written in code, on the heap where it is made at run time.

use std::{fmt, ops::Deref};

/// One nested object of a card, `'static` or owned.
///
/// It keeps components small (a pointer per nested object), and lets a whole card be a `const`.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{Boxed, Confirm};
/// let mut confirm: Boxed<Confirm> = Boxed::new(Confirm::NEW);
/// confirm.to_mut().title = Some("Sure?".into());
/// assert!(confirm.title.is_some());
/// ```
pub enum Boxed<T: 'static> {
    /// An object that lives as long as the program.
    Fixed(&'static T),
    /// An object made at run time.
    Owned(Box<T>),
}

impl<T> Boxed<T> {
    /// An object made at run time.
    #[must_use]
    pub fn new(value: T) -> Self {
        Boxed::Owned(Box::new(value))
    }

    /// An object that lives as long as the program.
    #[must_use]
    pub const fn fixed(value: &'static T) -> Self {
        Boxed::Fixed(value)
    }
}

impl<T: Clone> Boxed<T> {
    /// The object, to change it; copies a `'static` one first.
    pub fn to_mut(&mut self) -> &mut T {
        loop {
            match self {
                Boxed::Owned(value) => return value,
                Boxed::Fixed(value) => *self = Boxed::new(value.clone()),
            }
        }
    }

    /// The object itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        match self {
            Boxed::Fixed(value) => value.clone(),
            Boxed::Owned(value) => *value,
        }
    }
}

impl<T> Deref for Boxed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        match self {
            Boxed::Fixed(value) => value,
            Boxed::Owned(value) => value,
        }
    }
}

impl<T: Clone> Clone for Boxed<T> {
    fn clone(&self) -> Self {
        match self {
            Boxed::Fixed(value) => Boxed::Fixed(value),
            Boxed::Owned(value) => Boxed::Owned(value.clone()),
        }
    }
}

impl<T: PartialEq> PartialEq for Boxed<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Boxed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> From<T> for Boxed<T> {
    fn from(value: T) -> Self {
        Boxed::new(value)
    }
}
