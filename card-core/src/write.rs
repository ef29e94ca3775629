//! The one-pass writer: JSON, or JSON already escaped as a string inside a request body.

/// Appends JSON to a string. With `ESCAPED` everything is written as it stands inside a JSON string,
/// so the card lands in `content` without a second pass.
pub(crate) struct Writer<'a, const ESCAPED: bool> {
    pub(crate) out: &'a mut String,
}

/// For each byte: 0 when it stands for itself in a JSON string, else the letter after the backslash
/// (`u` for the other control characters).
const ESCAPE: [u8; 256] = {
    let mut table = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        table[control] = b'u';
        control += 1;
    }
    table[0x08] = b'b';
    table[0x09] = b't';
    table[0x0a] = b'n';
    table[0x0c] = b'f';
    table[0x0d] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table
};

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
        self.quote();
        self.out.push(':');
    }

    /// A string with its quotes.
    pub(crate) fn string(&mut self, text: &str) {
        self.quote();
        let mut rest = 0;
        for (i, byte) in text.bytes().enumerate() {
            let letter = ESCAPE[byte as usize];
            if letter == 0 {
                continue;
            }
            self.out.push_str(&text[rest..i]);
            rest = i + 1;
            // inside a string inside a string a backslash is two, and a quote or backslash needs another pair
            self.out.push_str(if ESCAPED { "\\\\" } else { "\\" });
            match letter {
                b'u' => {
                    self.out.push_str("u00");
                    for digit in [byte >> 4, byte & 15] {
                        self.out.push(char::from(b"0123456789abcdef"[digit as usize]));
                    }
                }
                b'"' | b'\\' => {
                    if ESCAPED {
                        self.out.push('\\');
                    }
                    self.out.push(char::from(letter));
                }
                letter => self.out.push(char::from(letter)),
            }
        }
        self.out.push_str(&text[rest..]);
        self.quote();
    }
}

/// A member's JSON name out of its Rust name, which may be raw.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}
