//! A number as it is written. A whole one that is made of a value takes no memory of its own.

use std::{
    borrow::Cow,
    fmt,
    hash::{Hash, Hasher},
    io::Write,
    ops::Deref,
};

/// The text of a number.
#[derive(Clone)]
pub struct Digits<'a>(Repr<'a>);

/// The bytes of the longest `i64`.
const LONGEST: usize = 20;

#[derive(Clone)]
enum Repr<'a> {
    Text(Cow<'a, str>),
    Short { len: u8, bytes: [u8; LONGEST] },
}

impl Digits<'_> {
    /// A whole number.
    #[must_use]
    pub fn int(n: i64) -> Self {
        let mut bytes = [0; LONGEST];
        let mut rest = &mut bytes[..];
        let left = match n {
            // most are one digit
            0..=9 => rest.write_all(&[b'0' + n.unsigned_abs() as u8]).map(|()| rest.len()),
            _ => write!(rest, "{n}").map(|()| rest.len()),
        };
        match left.ok().and_then(|left| u8::try_from(LONGEST - left).ok()) {
            Some(len) => Digits(Repr::Short { len, bytes }),
            None => Digits(Repr::Text(Cow::Owned(n.to_string()))),
        }
    }
}

impl Deref for Digits<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Repr::Text(text) => text,
            Repr::Short { len, bytes } => {
                let written = bytes.get(..usize::from(*len)).unwrap_or_default();
                std::str::from_utf8(written).unwrap_or_default()
            }
        }
    }
}

impl<'a> From<&'a str> for Digits<'a> {
    fn from(text: &'a str) -> Self {
        Digits(Repr::Text(Cow::Borrowed(text)))
    }
}

impl From<String> for Digits<'_> {
    fn from(text: String) -> Self {
        Digits(Repr::Text(Cow::Owned(text)))
    }
}

impl PartialEq for Digits<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Hash for Digits<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Digits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Digits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_written_as_it_is() {
        for n in [0, 1, 9, 10, -1, 12_345, i64::MAX, i64::MIN] {
            assert_eq!(&*Digits::int(n), n.to_string());
        }
        assert_eq!(Digits::int(7), Digits::from("7"));
    }
}
