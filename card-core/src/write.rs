//! The one-pass writer: JSON, or JSON already escaped as a string inside a request body.

/// Appends JSON to a string. With `ESCAPED` everything is written as it is inside a JSON string,
/// so the card lands in `content` without a second pass.
pub struct Writer<'a, const ESCAPED: bool> {
    pub(crate) out: &'a mut String,
    /// How many levels deeper lists and objects may nest.
    levels: usize,
    too_deep: bool,
}

/// Whether a byte must be escaped in a JSON string.
#[inline]
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Not zero when any of eight bytes, looked at as one number, is special.
#[inline]
const fn specials_of_word(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    // a byte of `w - n` has its top bit set, and `w` not, when the byte of `w` is below n
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = word ^ (ONES * b'"' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = word ^ (ONES * b'\\' as u64);
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & TOPS
}

/// Whether any byte must be escaped.
#[inline]
fn has_special(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    // no branch inside, so that the compiler looks at several words at once
    let found = words.iter().fold(0, |found, word| found | specials_of_word(u64::from_ne_bytes(*word)));
    match bytes.last_chunk::<8>() {
        // the last eight bytes once more, instead of the rest one by one
        Some(last) => found | specials_of_word(u64::from_ne_bytes(*last)) != 0,
        None => rest.iter().any(|&byte| is_special(byte)),
    }
}

/// Where the first byte is that a string of JSON cannot hold as it is.
#[inline]
pub(crate) fn first_special(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let Some(word) = rest.first_chunk::<8>() else {
            return rest.iter().position(|&byte| is_special(byte)).map(|near| at + near);
        };
        // the lowest byte that is marked is always special
        match specials_of_word(u64::from_le_bytes(*word)) {
            0 => at += 8,
            found => return Some(at + found.trailing_zeros() as usize / 8),
        }
    }
}

/// An upper bound of the bytes that [`Writer::string`] writes for this text.
#[inline]
pub(crate) fn string_bound<const ESCAPED: bool>(text: &str) -> usize {
    // the longest escapes are \u0001, six bytes for one, and \\u0001 inside a string
    let (quotes, more) = if ESCAPED { (4, 6) } else { (2, 5) };
    let bytes = text.as_bytes();
    let special = match bytes.len() {
        _ if !has_special(bytes) => 0,
        // counting costs more than the room of a short text
        len @ 0..64 => len,
        _ => bytes.iter().filter(|byte| is_special(**byte)).count(),
    };
    quotes + text.len() + special * more
}

impl<'a, const ESCAPED: bool> Writer<'a, ESCAPED> {
    /// Writes however deep a value nests, which takes as much stack as it is deep.
    pub(crate) fn new(out: &'a mut String) -> Self {
        Writer { out, levels: usize::MAX, too_deep: false }
    }

    /// Writes lists and objects down to so many levels, and nothing in place of what is deeper.
    pub(crate) fn down_to(levels: usize, out: &'a mut String) -> Self {
        Writer { out, levels, too_deep: false }
    }

    /// Whether anything was too deep to be written.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.too_deep
    }

    /// Writes a list or an object.
    #[inline]
    pub(crate) fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        match self.levels.checked_sub(1) {
            Some(levels) => {
                self.levels = levels;
                write(self);
                self.levels = levels + 1;
            }
            None => self.too_deep = true,
        }
    }

    /// Structure and numbers: text without quotes, backslashes and control characters.
    #[inline]
    pub(crate) fn plain(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// The quote around a string.
    #[inline]
    pub(crate) fn quote(&mut self) {
        self.out.push_str(if ESCAPED { "\\\"" } else { "\"" });
    }

    /// The comma between members, unless this is the first of its object.
    #[inline]
    pub(crate) fn comma(&mut self) {
        // a string ends in its quote, so a brace here opens an object
        if !self.out.ends_with('{') {
            self.out.push(',');
        }
    }

    /// The name of a member with what separates it, made by the macro `key!`; `first` if nothing may come before it.
    // inlined, so that a name is copied as the few words that it is
    #[inline(always)]
    pub(crate) fn key(&mut self, key: &'static str, first: bool) {
        if first && self.out.ends_with('{') {
            self.out.push_str(key.get(1..).unwrap_or_default());
        } else {
            self.out.push_str(key);
        }
    }

    /// A word of a vocabulary, with its quotes.
    #[inline]
    pub(crate) fn word(&mut self, word: &str) {
        self.quote();
        self.plain(word);
        self.quote();
    }

    /// A string with its quotes.
    #[inline]
    pub(crate) fn string(&mut self, text: &str) {
        self.quote();
        self.text(text);
        self.quote();
    }

    /// The content of a string, between its quotes.
    #[inline]
    pub(crate) fn text(&mut self, text: &str) {
        if has_special(text.as_bytes()) {
            self.mixed(text);
        } else {
            self.out.push_str(text);
        }
    }

    /// Text with special bytes in it.
    fn mixed(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut done = 0;
        while let Some(near) = bytes.get(done..).and_then(first_special) {
            let at = done + near;
            self.out.push_str(text.get(done..at).unwrap_or_default());
            self.escape(bytes.get(at).copied().unwrap_or_default());
            done = at + 1;
        }
        self.out.push_str(text.get(done..).unwrap_or_default());
    }

    /// The escape of a special byte. Inside a string inside a string a backslash is two, and a quote or
    /// backslash needs another pair.
    fn escape(&mut self, byte: u8) {
        let letter = match byte {
            0x08 => 'b',
            b'\t' => 't',
            b'\n' => 'n',
            0x0c => 'f',
            b'\r' => 'r',
            b'"' | b'\\' => {
                self.out.push_str(if ESCAPED { "\\\\\\" } else { "\\" });
                self.out.push(char::from(byte));
                return;
            }
            _ => 'u',
        };
        self.out.push_str(if ESCAPED { "\\\\" } else { "\\" });
        self.out.push(letter);
        if letter == 'u' {
            self.out.push_str("00");
            for digit in [byte >> 4, byte & 15] {
                self.out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
    }
}

/// A member's name with what surrounds it in JSON, `,"name":`, and the same inside of a string.
macro_rules! key {
    (r#type) => {
        (",\"type\":", ",\\\"type\\\":")
    };
    ($name:ident) => {
        (concat!(",\"", stringify!($name), "\":"), concat!(",\\\"", stringify!($name), "\\\":"))
    };
}

/// What opens an object, out of the facts of its row: `{"tag":"button"`, or `{` without a tag.
macro_rules! open {
    ($ESCAPED:ident, key = $key:expr, tag = $tag:expr $(, $fact:ident = $value:expr)*) => {
        if $ESCAPED {
            concat!("{\\\"", $key, "\\\":\\\"", $tag, "\\\"")
        } else {
            concat!("{\"", $key, "\":\"", $tag, "\"")
        }
    };
    ($ESCAPED:ident, $first:ident = $ignored:expr $(, $fact:ident = $value:expr)*) => {
        $crate::write::open!($ESCAPED, $($fact = $value),*)
    };
    ($ESCAPED:ident,) => {
        "{"
    };
}
pub(crate) use {key, open};
