//! Reads JSON text: strict, bounded in depth, numbers kept as written, errors with line and column.

use crate::{Json, JsonError, List, Number, write::first_special};
use std::{ops::Range, str::FromStr};

/// How deep arrays and objects may nest.
pub(crate) const DEPTH: usize = 128;

impl Json {
    /// Reads JSON text. Numbers and the order of members are kept as written, duplicate members too.
    ///
    /// # Errors
    /// When the text is not JSON (RFC 8259), or nests deeper than 128 levels.
    ///
    /// ```
    /// # extern crate feishu_card_core as feishu_card;
    /// use feishu_card::Json;
    /// let json = Json::parse(r#"{"n": 1.0, "big": 1e400}"#)?;
    /// assert_eq!(json.to_string(), r#"{"n":1.0,"big":1e400}"#);
    /// assert_eq!(Json::parse("[1,]").unwrap_err().to_string(), "line 1 column 4: expected a value");
    /// # Ok::<(), feishu_card::JsonError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Json, JsonError> {
        Parser::new(text).whole()
    }
}

impl FromStr for Json {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Json, JsonError> {
        Json::parse(text)
    }
}

/// The bytes of a value that is not shown as a whole.
const LONG: usize = 100;

/// Where one value is.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValueSpan {
    /// Its name with the quotes, for the member of an object.
    pub(crate) name: Option<Range<usize>>,
    pub(crate) value: Range<usize>,
    /// For an object: its member `tag`, name and value.
    pub(crate) tag: Option<Range<usize>>,
    /// Whether it is an array or an object.
    pub(crate) nested: bool,
    /// How many values it consists of, itself and all in it.
    pub(crate) values: usize,
}

impl ValueSpan {
    /// What to show of it: a member by its name, with a value that is short; an object in a list by its tag.
    pub(crate) fn mark(&self) -> Range<usize> {
        match (&self.name, &self.tag) {
            (Some(name), _) if self.nested || self.value.len() > LONG => name.clone(),
            (Some(name), _) => name.start..self.value.end,
            (None, Some(tag)) => tag.clone(),
            (None, None) if self.nested => self.value.start..self.value.start + 1,
            (None, None) => self.value.clone(),
        }
    }
}

type Parsed<T> = Result<T, &'static str>;

pub(crate) struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Where the values are, in the order of the text, if that is wanted.
    pub(crate) spans: Option<Vec<ValueSpan>>,
    /// The place of the name of the value that comes next.
    name: Option<Range<usize>>,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Parser { text, at: 0, depth: 0, spans: None, name: None }
    }

    /// The whole text as one value.
    pub(crate) fn whole(&mut self) -> Result<Json, JsonError> {
        let value = self.value().and_then(|value| {
            self.blanks();
            if self.at == self.text.len() { Ok(value) } else { Err("unexpected text after the JSON value") }
        });
        value.map_err(|message| {
            let before = self.text.get(..self.at).unwrap_or(self.text);
            JsonError {
                message: message.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before.rsplit('\n').next().unwrap_or("").chars().count() + 1,
                offset: self.at,
            }
        })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Parsed<Json> {
        self.blanks();
        let start = self.at;
        let nth = self.spans.as_ref().map_or(0, Vec::len);
        let name = self.name.take();
        if let Some(spans) = &mut self.spans {
            spans.push(ValueSpan { name, ..ValueSpan::default() });
        }
        let value = self.unplaced()?;
        let end = self.at;
        if let Some(spans) = &mut self.spans {
            let values = spans.len() - nth;
            if let Some(span) = spans.get_mut(nth) {
                span.nested = matches!(value, Json::List(_) | Json::Map(_));
                (span.value, span.values) = (start..end, values);
            }
        }
        Ok(value)
    }

    /// A value whose place is noted by [`value`](Self::value).
    fn unplaced(&mut self) -> Parsed<Json> {
        match self.peek() {
            Some(b'{') => self.nested(Self::map),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => Ok(Json::Str(self.string()?.into())),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'a'..=b'z') => self.word(),
            None => Err("expected a value, found the end of the text"),
            Some(_) => Err("expected a value"),
        }
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Parsed<Json>) -> Parsed<Json> {
        if self.depth == DEPTH {
            return Err("nested deeper than 128 levels");
        }
        self.depth += 1;
        self.at += 1;
        let value = inner(self);
        self.depth -= 1;
        value
    }

    fn word(&mut self) -> Parsed<Json> {
        for (word, value) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
            if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err("expected a value; strings need double quotes")
    }

    fn digits(&mut self) -> Parsed<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err("expected a digit") }
    }

    fn number(&mut self) -> Parsed<Json> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err("a number cannot begin with 0");
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        Ok(Json::Number(Number::from_text(text)))
    }

    fn list(&mut self) -> Parsed<Json> {
        let mut items = Vec::new();
        self.blanks();
        if self.eat(b']') {
            return Ok(Json::List(List::EMPTY));
        }
        loop {
            items.push(self.value()?);
            self.blanks();
            if self.eat(b']') {
                return Ok(Json::List(items.into()));
            }
            if !self.eat(b',') {
                return Err("expected `,` or `]`");
            }
        }
    }

    fn map(&mut self) -> Parsed<Json> {
        let mut members = Vec::new();
        // the last that was begun is this object
        let own = self.spans.as_ref().map_or(0, |spans| spans.len() - 1);
        self.blanks();
        if self.eat(b'}') {
            return Ok(Json::Map(List::EMPTY));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return Err("expected a member's name in double quotes");
            }
            let start = self.at;
            let name = self.string()?;
            self.name = Some(start..self.at);
            self.blanks();
            if !self.eat(b':') {
                return Err("expected `:`");
            }
            let value = self.value()?;
            if name == "tag"
                && let Some(span) = self.spans.as_mut().and_then(|spans| spans.get_mut(own))
            {
                span.tag = Some(start..self.at);
            }
            members.push((name.into(), value));
            self.blanks();
            if self.eat(b'}') {
                return Ok(Json::Map(members.into()));
            }
            if !self.eat(b',') {
                return Err("expected `,` or `}`");
            }
        }
    }

    fn string(&mut self) -> Parsed<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            self.at += first_special(rest).unwrap_or(rest.len());
            let piece = self.text.get(start..self.at).unwrap_or_default();
            match self.peek() {
                // most strings are one piece
                Some(b'"') if out.is_empty() => {
                    self.at += 1;
                    return Ok(piece.to_owned());
                }
                Some(b'"') => {
                    self.at += 1;
                    out.push_str(piece);
                    return Ok(out);
                }
                Some(b'\\') => {
                    out.push_str(piece);
                    out.push(self.escape()?);
                }
                Some(_) => return Err("a control character in a string; write it as an escape"),
                None => return Err("this string is never closed"),
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        self.at += 1;
        let letter = self.peek().ok_or("this string is never closed")?;
        let plain = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err("unknown escape"),
        };
        self.at += 1;
        Ok(plain)
    }

    fn unicode(&mut self) -> Parsed<char> {
        const LONE: &str = "half of a surrogate pair";
        let high = self.hex()?;
        let code = match high {
            0xd800..=0xdbff => {
                if self.peek() != Some(b'\\') {
                    return Err(LONE);
                }
                self.at += 1;
                if self.peek() != Some(b'u') {
                    return Err(LONE);
                }
                match self.hex()? {
                    low @ 0xdc00..=0xdfff => 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00),
                    _ => return Err(LONE),
                }
            }
            code => code,
        };
        char::from_u32(code).ok_or(LONE)
    }

    /// The four digits after `u`, which is the next byte.
    fn hex(&mut self) -> Parsed<u32> {
        let digits = self.text.get(self.at + 1..self.at + 5).ok_or("expected four hexadecimal digits")?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err("expected four hexadecimal digits");
        }
        self.at += 5;
        u32::from_str_radix(digits, 16).map_err(|_| "expected four hexadecimal digits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(text: &str) -> String {
        Json::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn numbers_and_order_stay_as_written() {
        let text = r#"{"z":1,"a":1.0,"b":123456789012345678901234567890,"c":1e400,"d":-0,"e":1.50,"f":0.1}"#;
        assert_eq!(Json::parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn strings_come_back() {
        assert_eq!(Json::parse(r#""\ud83d\ude00\n\u0001\/""#).unwrap().to_string(), "\"😀\\n\\u0001/\"");
    }

    #[test]
    fn errors_say_where() {
        assert_eq!(fails(""), "line 1 column 1: expected a value, found the end of the text");
        assert_eq!(fails("{\n  \"甲\": 1 2}"), "line 2 column 10: expected `,` or `}`");
        assert_eq!(fails("[01]"), "line 1 column 3: a number cannot begin with 0");
        assert_eq!(fails(r#""\ud800""#), "line 1 column 8: half of a surrogate pair");
        assert_eq!(fails("{a:1}"), "line 1 column 2: expected a member's name in double quotes");
        assert_eq!(fails("1 1"), "line 1 column 3: unexpected text after the JSON value");
        assert!(fails(&"[".repeat(10_000)).contains("deeper than 128"));
    }
}
