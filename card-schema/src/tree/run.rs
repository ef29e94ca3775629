//! Values in a row: of their own, or kept by whoever builds the tree, so that a whole tree is a few pieces of memory.

use std::ops::Deref;

/// Items or members, in order.
#[derive(Clone, Debug)]
pub enum Run<'a, T> {
    /// On their own.
    Owned(Vec<T>),
    /// Kept by whoever builds the tree.
    Kept(&'a [T]),
}

impl<T> Run<'_, T> {
    /// The values to change; copies what is kept elsewhere first.
    pub fn to_mut(&mut self) -> &mut Vec<T>
    where
        T: Clone,
    {
        loop {
            match self {
                Run::Owned(values) => return values,
                Run::Kept(values) => *self = Run::Owned(values.to_vec()),
            }
        }
    }

    /// Appends a value.
    pub fn push(&mut self, value: T)
    where
        T: Clone,
    {
        self.to_mut().push(value);
    }
}

impl<T> Deref for Run<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Run::Owned(values) => values,
            Run::Kept(values) => values,
        }
    }
}

impl<T> Default for Run<'_, T> {
    fn default() -> Self {
        Run::Kept(&[])
    }
}

impl<T: PartialEq> PartialEq for Run<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T> From<Vec<T>> for Run<'_, T> {
    fn from(values: Vec<T>) -> Self {
        Run::Owned(values)
    }
}

impl<T> FromIterator<T> for Run<'_, T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Run::Owned(values.into_iter().collect())
    }
}

impl<'r, T> IntoIterator for &'r Run<'_, T> {
    type Item = &'r T;
    type IntoIter = std::slice::Iter<'r, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
