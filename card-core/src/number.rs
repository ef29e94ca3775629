//! JSON numbers, kept as written; whatever one is made of, what it writes is a JSON number.

use crate::{JsonError, Str, write::Writer};
use std::{fmt, str::FromStr};

/// A JSON number, kept as written: `1`, `1.0`, `1.50`, 30 digits, `1e400`.
///
/// ```
/// # extern crate feishu_card_core as feishu_card;
/// use feishu_card::Number;
/// const PRICE: Number = Number::new("1.50"); // checked when compiling
/// assert_eq!((PRICE.to_string(), PRICE.as_f64()), ("1.50".to_owned(), 1.5));
/// assert_eq!("-0".parse::<Number>()?.to_string(), "-0");
/// assert!("1,\"x\":2".parse::<Number>().is_err());
/// # Ok::<(), feishu_card::JsonError>(())
/// ```
#[derive(Clone)]
pub struct Number(pub(crate) Repr);

/// How a number is held.
#[derive(Clone, Debug)]
pub(crate) enum Repr {
    Int(i64),
    /// Finite, written in Rust's shortest form.
    Float(f64),
    /// Any other, as its text.
    Text(Str),
}

impl Number {
    /// An integer.
    #[must_use]
    pub const fn int(n: i64) -> Self {
        Number(Repr::Int(n))
    }

    /// A finite number with a fraction or exponent; `None` for the others, which JSON does not have.
    #[must_use]
    pub const fn float(n: f64) -> Option<Self> {
        if n.is_finite() { Some(Number(Repr::Float(n))) } else { None }
    }

    /// A number as JSON spells it, in a constant; for text of a running program there is `parse`.
    ///
    /// # Panics
    /// When the text is not a JSON number: in a `const` an error when compiling.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        assert!(is_number(text.as_bytes()), "not a JSON number");
        Number(Repr::Text(Str::Borrowed(text)))
    }

    /// A number from its text, which is one.
    pub(crate) fn from_text(text: &str) -> Self {
        // JSON writes an integer in one way, but for zero
        if let Ok(n) = text.parse::<i64>()
            && text != "-0"
        {
            return Number::int(n);
        }
        if let Ok(n) = text.parse::<f64>()
            && n.is_finite()
            && format!("{n:?}") == text
        {
            return Number(Repr::Float(n));
        }
        Number(Repr::Text(Str::Owned(text.to_owned())))
    }

    /// The value of an integer that fits and is written as one.
    #[must_use]
    pub const fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Int(n) => Some(n),
            _ => None,
        }
    }

    /// The value as a float, rounded; infinite for what is too large.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Int(n) => *n as f64,
            Repr::Float(n) => *n,
            Repr::Text(text) => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// An upper bound of the bytes that `write` appends.
    pub(crate) fn max_len(&self) -> usize {
        match &self.0 {
            Repr::Int(_) => 20,
            // the shortest form of a float that comes back has 17 digits, sign, point and exponent
            Repr::Float(_) => 32,
            Repr::Text(text) => text.len(),
        }
    }

    pub(crate) fn write<const ESCAPED: bool>(&self, w: &mut Writer<'_, ESCAPED>) {
        use fmt::Write;
        // writing into a String cannot fail
        let _ = match &self.0 {
            Repr::Int(n) => write!(w.out, "{n}"),
            Repr::Float(n) => write!(w.out, "{n:?}"),
            Repr::Text(text) => w.out.write_str(text),
        };
    }
}

/// Whether a text is a JSON number (RFC 8259): `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
const fn is_number(text: &[u8]) -> bool {
    let mut rest = after(text, b"-");
    rest = match rest {
        [b'0', rest @ ..] => rest,
        _ => match digits(rest) {
            Some(rest) => rest,
            None => return false,
        },
    };
    if let [b'.', fraction @ ..] = rest {
        rest = match digits(fraction) {
            Some(rest) => rest,
            None => return false,
        };
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        rest = match digits(after(exponent, b"+-")) {
            Some(rest) => rest,
            None => return false,
        };
    }
    rest.is_empty()
}

/// What follows one byte of these, if there is one.
const fn after<'t>(text: &'t [u8], signs: &[u8]) -> &'t [u8] {
    match (text, signs) {
        ([first, rest @ ..], [sign, ..]) if *first == *sign => rest,
        (_, [_, signs @ ..]) => after(text, signs),
        (_, []) => text,
    }
}

/// What follows at least one digit.
const fn digits(mut text: &[u8]) -> Option<&[u8]> {
    let length = text.len();
    while let [b'0'..=b'9', rest @ ..] = text {
        text = rest;
    }
    if text.len() < length { Some(text) } else { None }
}

/// Equal are numbers that are written alike: `1` and `1.0` are not.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Int(one), Repr::Int(other)) => one == other,
            (Repr::Text(one), Repr::Text(other)) => one == other,
            _ => self.to_string() == other.to_string(),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Int(n) => write!(f, "{n}"),
            Repr::Float(n) => write!(f, "{n:?}"),
            Repr::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

impl FromStr for Number {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Self, JsonError> {
        match is_number(text.as_bytes()) {
            true => Ok(Number::from_text(text)),
            false => Err(JsonError {
                message: "expected a number as JSON spells it".to_owned(),
                line: 1,
                column: 1,
                offset: 0,
            }),
        }
    }
}

macro_rules! integers {
    ($($Int:ty),*) => {$(
        impl From<$Int> for Number {
            fn from(n: $Int) -> Self {
                i64::try_from(n).map_or_else(|_| Number(Repr::Text(Str::Owned(n.to_string()))), Number::int)
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_a_number_here_is_one_to_the_parser(text in "[-+0-9.eE]{0,8}|-?[0-9]{1,4}(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?") {
            let parsed = Json::parse(&text);
            prop_assert_eq!(text.parse::<Number>().is_ok(), parsed.is_ok(), "{}", text);
            if let Ok(number) = text.parse::<Number>() {
                prop_assert_eq!(number.to_string(), text);
                prop_assert_eq!(Json::Number(number), parsed.unwrap());
            }
        }

        #[test]
        fn a_number_is_equal_to_itself_however_it_was_made(n in -1000i32..1000) {
            let text: &'static str = Box::leak(n.to_string().into_boxed_str());
            prop_assert_eq!(Number::new(text), Number::from(n));
            let text: &'static str = Box::leak(format!("{:?}", f64::from(n) / 8.0).into_boxed_str());
            prop_assert_eq!(Some(Number::new(text)), Number::float(f64::from(n) / 8.0));
        }

        #[test]
        fn any_float_is_written_as_a_number(bits in any::<u64>()) {
            if let Some(number) = Number::float(f64::from_bits(bits)) {
                prop_assert!(Json::parse(&number.to_string()).is_ok(), "{}", number);
            }
        }

        #[test]
        fn any_integer_is_written_as_a_number(n in any::<u64>()) {
            prop_assert_eq!(Number::from(n).to_string(), n.to_string());
        }
    }
}
