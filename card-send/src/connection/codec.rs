//! The bytes of protobuf that a frame needs: varints, fields, skipping what is unknown. Reads borrow from the input and
//! allocate nothing.

use std::fmt;

/// Why bytes are not a frame, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FrameError {
    /// The offset of the byte at which reading stopped.
    pub(crate) at: usize,
    pub(crate) problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The bytes end within a value.
    Cut,
    /// A varint of more than 64 bits.
    Varint,
    /// A field number that protobuf does not allow.
    FieldNumber,
    /// A wire type that is unknown, or not the one of this field.
    WireType,
    /// A text that is not UTF-8.
    NotUtf8,
    /// A required field is missing.
    Missing(&'static str),
    /// More headers than any frame has.
    TooManyHeaders,
    /// More bytes than any frame has.
    TooLong,
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed frame at byte {}: ", self.at)?;
        match self.problem {
            Problem::Cut => f.write_str("the bytes end within a value"),
            Problem::Varint => f.write_str("a varint of more than 64 bits"),
            Problem::FieldNumber => f.write_str("invalid field number"),
            Problem::WireType => f.write_str("unexpected wire type"),
            Problem::NotUtf8 => f.write_str("a text that is not UTF-8"),
            Problem::Missing(field) => write!(f, "the required field `{field}` is missing"),
            Problem::TooManyHeaders => f.write_str("too many headers"),
            Problem::TooLong => f.write_str("too many bytes"),
        }
    }
}

/// The value of a field as it is on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Wire<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes, which no known field has.
    Fixed,
}

/// One field: its number, its value, and all its bytes.
pub(crate) struct Field<'a> {
    pub(crate) number: u64,
    pub(crate) value: Wire<'a>,
    pub(crate) raw: &'a [u8],
    /// The offset of its first byte in the frame.
    pub(crate) at: usize,
}

impl<'a> Field<'a> {
    pub(crate) fn varint(&self) -> Result<u64, FrameError> {
        match self.value {
            Wire::Varint(value) => Ok(value),
            _ => Err(self.wrong(Problem::WireType)),
        }
    }

    /// The low 32 bits, as protobuf reads an `int32`.
    pub(crate) fn int32(&self) -> Result<i32, FrameError> {
        Ok(self.varint()? as i32)
    }

    pub(crate) fn bytes(&self) -> Result<&'a [u8], FrameError> {
        match self.value {
            Wire::Bytes(bytes) => Ok(bytes),
            _ => Err(self.wrong(Problem::WireType)),
        }
    }

    pub(crate) fn text(&self) -> Result<String, FrameError> {
        let text = std::str::from_utf8(self.bytes()?).map_err(|_| self.wrong(Problem::NotUtf8))?;
        Ok(text.to_owned())
    }

    fn wrong(&self, problem: Problem) -> FrameError {
        FrameError { at: self.at, problem }
    }

    /// The offset in the frame of the value of a length-delimited field.
    pub(crate) fn inside(&self) -> usize {
        match self.value {
            Wire::Bytes(bytes) => self.at + (self.raw.len() - bytes.len()),
            _ => self.at,
        }
    }
}

/// Reads the fields of one message, in order.
pub(crate) struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The offset of `bytes` in the frame.
    base: usize,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(bytes: &'a [u8], base: usize) -> Self {
        Fields { bytes, at: 0, base }
    }

    /// The next field; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Field<'a>>, FrameError> {
        let start = self.at;
        if start == self.bytes.len() {
            return Ok(None);
        }
        let key = self.varint()?;
        let number = key >> 3;
        // field numbers have 29 bits
        if number == 0 || number >= 1 << 29 {
            return Err(self.wrong(start, Problem::FieldNumber));
        }
        let value = match key & 7 {
            0 => Wire::Varint(self.varint()?),
            1 => self.take(8).map(|_| Wire::Fixed)?,
            2 => {
                let length = self.varint()?;
                Wire::Bytes(self.take(usize::try_from(length).unwrap_or(usize::MAX))?)
            }
            5 => self.take(4).map(|_| Wire::Fixed)?,
            _ => return Err(self.wrong(start, Problem::WireType)),
        };
        let raw = self.bytes.get(start..self.at).unwrap_or_default();
        Ok(Some(Field { number, value, raw, at: self.base + start }))
    }

    fn varint(&mut self) -> Result<u64, FrameError> {
        let start = self.at;
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at).ok_or(self.wrong(start, Problem::Cut))?;
            self.at += 1;
            // the tenth byte has room for one bit
            if shift == 63 && byte > 1 {
                return Err(self.wrong(start, Problem::Varint));
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.wrong(start, Problem::Varint))
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], FrameError> {
        let end = self.at.checked_add(length);
        let taken = end.and_then(|end| self.bytes.get(self.at..end)).ok_or(self.wrong(self.at, Problem::Cut))?;
        self.at += length;
        Ok(taken)
    }

    fn wrong(&self, at: usize, problem: Problem) -> FrameError {
        FrameError { at: self.base + at, problem }
    }
}

pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A field of wire type 0.
pub(crate) fn put_number(out: &mut Vec<u8>, field: u64, value: u64) {
    put_varint(out, field << 3);
    put_varint(out, value);
}

/// An `int32`: a negative one is extended to 64 bits, which makes ten bytes.
pub(crate) fn put_int32(out: &mut Vec<u8>, field: u64, value: i32) {
    put_number(out, field, i64::from(value) as u64);
}

/// A field of wire type 2.
pub(crate) fn put_bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    put_varint(out, field << 3 | 2);
    put_varint(out, value.len() as u64);
    out.extend_from_slice(value);
}
