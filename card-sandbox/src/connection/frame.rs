//! The frames of the long connection, as the platform reads and writes them: strictly, with the offset of what is wrong.
//!
//! Written on its own, not shared with the client: two readings of one format find each other's mistakes.

/// One frame: `pbbp2.Frame` of proto2. Unknown fields are skipped.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Frame {
    pub(crate) seq_id: u64,
    pub(crate) log_id: u64,
    pub(crate) service: i32,
    /// 0 control, 1 data.
    pub(crate) method: i32,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) payload: Option<Vec<u8>>,
    pub(crate) log_id_new: Option<String>,
}

/// What is wrong with the bytes, and where.
pub(crate) type Malformed = (usize, &'static str);

impl Frame {
    /// The value of the first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (key, number) in [
            (0x08, self.seq_id),
            (0x10, self.log_id),
            (0x18, i64::from(self.service) as u64),
            (0x20, i64::from(self.method) as u64),
        ] {
            out.push(key);
            varint(&mut out, number);
        }
        for (key, value) in &self.headers {
            let mut header = Vec::new();
            text(&mut header, 0x0a, key.as_bytes());
            text(&mut header, 0x12, value.as_bytes());
            text(&mut out, 0x2a, &header);
        }
        if let Some(payload) = &self.payload {
            text(&mut out, 0x42, payload);
        }
        if let Some(log_id) = &self.log_id_new {
            text(&mut out, 0x4a, log_id.as_bytes());
        }
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Frame, Malformed> {
        let mut frame = Frame::default();
        let mut required = [false; 4];
        let mut input = Input { all: bytes, at: 0, end: bytes.len() };
        while let Some((field, value)) = input.field()? {
            let at = input.at;
            let wrong = (at, "a field of another wire type");
            if let Some(seen) = usize::try_from(field).ok().and_then(|field| required.get_mut(field.wrapping_sub(1))) {
                *seen = true;
            }
            match (field, value) {
                (1, FieldValue::Number(n)) => frame.seq_id = n,
                (2, FieldValue::Number(n)) => frame.log_id = n,
                (3, FieldValue::Number(n)) => frame.service = n as i32,
                (4, FieldValue::Number(n)) => frame.method = n as i32,
                (5, FieldValue::Bytes(start, end)) => frame.headers.push(header(bytes, start, end)?),
                // payload_encoding and payload_type mean nothing here
                (6 | 7, FieldValue::Bytes(..)) => {}
                (8, FieldValue::Bytes(start, end)) => frame.payload = bytes.get(start..end).map(<[u8]>::to_vec),
                (9, FieldValue::Bytes(start, end)) => frame.log_id_new = Some(string(bytes, start, end)?),
                (1..=9, _) => return Err(wrong),
                _ => {}
            }
        }
        match required.iter().position(|seen| !seen) {
            None => Ok(frame),
            Some(0) => Err((bytes.len(), "SeqID is missing")),
            Some(1) => Err((bytes.len(), "LogID is missing")),
            Some(2) => Err((bytes.len(), "service is missing")),
            Some(_) => Err((bytes.len(), "method is missing")),
        }
    }
}

fn header(all: &[u8], start: usize, end: usize) -> Result<(String, String), Malformed> {
    let (mut key, mut value) = (None, None);
    let mut input = Input { all, at: start, end };
    while let Some((field, found)) = input.field()? {
        match (field, found) {
            (1, FieldValue::Bytes(start, end)) => key = Some(string(all, start, end)?),
            (2, FieldValue::Bytes(start, end)) => value = Some(string(all, start, end)?),
            (1 | 2, _) => return Err((input.at, "a field of another wire type")),
            _ => {}
        }
    }
    key.zip(value).ok_or((start, "a header without key or value"))
}

fn string(all: &[u8], start: usize, end: usize) -> Result<String, Malformed> {
    let text = all.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.map(str::to_owned).ok_or((start, "a text that is not UTF-8"))
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn text(out: &mut Vec<u8>, key: u8, bytes: &[u8]) {
    out.push(key);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A part of the bytes, and how far it is read.
struct Input<'a> {
    all: &'a [u8],
    at: usize,
    end: usize,
}

enum FieldValue {
    Number(u64),
    /// Where bytes begin and end.
    Bytes(usize, usize),
    Fixed,
}

impl Input<'_> {
    fn field(&mut self) -> Result<Option<(u64, FieldValue)>, Malformed> {
        if self.at >= self.end {
            return Ok(None);
        }
        let start = self.at;
        let key = self.number()?;
        if !(1..1 << 29).contains(&(key >> 3)) {
            return Err((start, "an invalid field number"));
        }
        let value = match key & 7 {
            0 => FieldValue::Number(self.number()?),
            1 => self.skip(8).map(|_| FieldValue::Fixed)?,
            2 => {
                let length = self.number()?;
                let from = self.skip(usize::try_from(length).unwrap_or(usize::MAX))?;
                FieldValue::Bytes(from, self.at)
            }
            5 => self.skip(4).map(|_| FieldValue::Fixed)?,
            _ => return Err((start, "an unknown wire type")),
        };
        Ok(Some((key >> 3, value)))
    }

    fn number(&mut self) -> Result<u64, Malformed> {
        let start = self.at;
        let mut number = 0_u128;
        for place in 0..10 {
            let from = self.skip(1).map_err(|_| (start, "a number that is cut off"))?;
            let byte = self.all.get(from).copied().unwrap_or_default();
            number |= u128::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return u64::try_from(number).map_err(|_| (start, "a number of more than 64 bits"));
            }
        }
        Err((start, "a number of more than ten bytes"))
    }

    /// Goes over this many bytes; where they began.
    fn skip(&mut self, count: usize) -> Result<usize, Malformed> {
        let (from, to) = (self.at, self.at.checked_add(count).filter(|to| *to <= self.end));
        self.at = to.ok_or((from, "bytes that are cut off"))?;
        Ok(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
        digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
    }

    /// The known answers A, C and F of the documentation of the format.
    #[test]
    fn the_known_answers_hold_both_ways() {
        let ping = |service| Frame { service, headers: vec![("type".into(), "ping".into())], ..Frame::default() };
        let pairs = [("type", "event"), ("message_id", "m1"), ("sum", "1"), ("seq", "0"), ("trace_id", "t1")];
        let event = Frame {
            seq_id: 1,
            log_id: 300,
            service: 33_554_678,
            method: 1,
            headers: pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
            payload: Some(br#"{"schema":"2.0"}"#.to_vec()),
            log_id_new: Some("L1".to_owned()),
        };
        for (frame, hex) in [
            (ping(33_554_678), "0800100018f681801020002a0c0a0474797065120470696e67"),
            (ping(-1), "0800100018ffffffffffffffffff0120002a0c0a0474797065120470696e67"),
            (
                event,
                "08 01 10 ac 02 18 f6 81 80 10 20 01 2a 0d 0a 04 74 79 70 65 12 05 65 76 65 6e 74 2a 10 0a 0a 6d 65 73 73 61
                 67 65 5f 69 64 12 02 6d 31 2a 08 0a 03 73 75 6d 12 01 31 2a 08 0a 03 73 65 71 12 01 30 2a 0e 0a 08 74 72 61
                 63 65 5f 69 64 12 02 74 31 42 10 7b 22 73 63 68 65 6d 61 22 3a 22 32 2e 30 22 7d 4a 02 4c 31",
            ),
        ] {
            assert_eq!(Frame::decode(&bytes(hex)), Ok(frame.clone()));
            assert_eq!(frame.encode(), bytes(hex));
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (hex, wrong) in [
            ("", (0, "SeqID is missing")),
            ("0800 1000 2000", (6, "service is missing")),
            ("0b", (0, "an unknown wire type")),
            ("00", (0, "an invalid field number")),
            ("08 ffffffffffffffffff7f", (1, "a number of more than 64 bits")),
            ("08 ffffffffffffffffffff", (1, "a number of more than ten bytes")),
            ("2a0a0a01", (2, "bytes that are cut off")),
            ("2a030a016b", (2, "a header without key or value")),
            ("4a01ff", (2, "a text that is not UTF-8")),
        ] {
            assert_eq!(Frame::decode(&bytes(hex)), Err(wrong), "{hex}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_frame_or_refused(input in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(frame) = Frame::decode(&input) {
                prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
            }
        }
    }
}
