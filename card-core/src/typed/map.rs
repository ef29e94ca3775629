//! Maps of a card: from locale or from a name of the author's to a value, in order.

use crate::{List, Str};

/// An ordered map from a locale (`zh_cn`) or a free name to a value.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::{Map, Str};
/// const TITLE: Map<Str> = Map::fixed(const { &[(Str::Borrowed("en_us"), Str::Borrowed("Hi"))] });
/// assert_eq!(TITLE.get("en_us").map(|text| &**text), Some("Hi"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Map<T: 'static>(pub List<(Str, T)>);

impl<T> Map<T> {
    /// The map with nothing in it.
    pub const EMPTY: Map<T> = Map(List::EMPTY);

    /// A map of entries that live as long as the program.
    #[must_use]
    pub const fn fixed(entries: &'static [(Str, T)]) -> Self {
        Map(List::fixed(entries))
    }

    /// The value under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The entries, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (Str, T)> {
        self.0.iter()
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map::EMPTY
    }
}

impl<T> From<Vec<(Str, T)>> for Map<T> {
    fn from(entries: Vec<(Str, T)>) -> Self {
        Map(entries.into())
    }
}

impl<T, K: Into<Str>> FromIterator<(K, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

impl<'a, T> IntoIterator for &'a Map<T> {
    type Item = &'a (Str, T);
    type IntoIter = std::slice::Iter<'a, (Str, T)>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
