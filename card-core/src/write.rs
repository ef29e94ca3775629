//! The one-pass writer: JSON, or JSON already escaped as a string inside a request body.

/// Appends JSON to a string. With `ESCAPED` everything is written as it stands inside a JSON string,
/// so the card lands in `content` without a second pass.
pub(crate) struct Writer<'a, const ESCAPED: bool> {
    pub(crate) out: &'a mut String,
}

/// Whether a byte does not stand for itself in a JSON string.
#[inline]
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// An upper bound of the bytes that [`Writer::string`] writes for this text.
#[inline]
pub(crate) fn string_bound<const ESCAPED: bool>(text: &str) -> usize {
    // written so that the compiler counts many bytes at once
    let special: usize = text
        .as_bytes()
        .chunks(128)
        .map(|chunk| usize::from(chunk.iter().map(|&byte| u8::from(is_special(byte))).sum::<u8>()))
        .sum();
    // the longest escapes are \u0001, six bytes for one, and \\u0001 inside a string
    let (quotes, more) = if ESCAPED { (4, 6) } else { (2, 5) };
    quotes + text.len() + special * more
}

impl<const ESCAPED: bool> Writer<'_, ESCAPED> {
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

    /// The name of a member out of the table, with what separates it.
    #[inline]
    pub(crate) fn key(&mut self, name: &'static str) {
        self.comma();
        self.quote();
        self.out.push_str(name);
        self.out.push_str(if ESCAPED { "\\\":" } else { "\":" });
    }

    /// A string with its quotes.
    pub(crate) fn string(&mut self, text: &str) {
        self.quote();
        let bytes = text.as_bytes();
        let (mut done, mut at) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            // sixteen bytes at once while nothing is special
            if let Some(chunk) = rest.first_chunk::<16>()
                && !chunk.iter().fold(false, |found, &byte| found | is_special(byte))
            {
                at += 16;
                continue;
            }
            let near = rest.iter().take(16).position(|&byte| is_special(byte));
            let Some(near) = near else {
                at += rest.len().min(16);
                continue;
            };
            at += near;
            self.out.push_str(text.get(done..at).unwrap_or_default());
            self.escape(bytes.get(at).copied().unwrap_or_default());
            at += 1;
            done = at;
        }
        self.out.push_str(text.get(done..).unwrap_or_default());
        self.quote();
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

/// A member's JSON name out of its Rust name, which may be raw.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}
