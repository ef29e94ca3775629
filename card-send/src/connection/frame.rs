//! A frame of the long connection: what every binary message holds, to either side.
//!
//! proto2, package `pbbp2`; the first four fields are required. Unknown fields are kept, since the answer to a frame is
//! the frame itself with another payload.

use super::codec::{Fields, FrameError, Problem, put_bytes, put_int32, put_number};

/// The longest frame that is read. The platform's own maximum is unknown; a card has 30 KB at most.
pub(crate) const MAX_FRAME: usize = 4 << 20;
/// The most headers of a frame. Real ones have seven.
const MAX_HEADERS: usize = 64;

/// What `method` says of a frame.
pub(crate) const CONTROL: i32 = 0;
pub(crate) const DATA: i32 = 1;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Frame {
    pub(crate) seq_id: u64,
    pub(crate) log_id: u64,
    pub(crate) service: i32,
    pub(crate) method: i32,
    pub(crate) headers: Vec<Header>,
    pub(crate) payload_encoding: Option<String>,
    pub(crate) payload_type: Option<String>,
    pub(crate) payload: Option<Vec<u8>>,
    pub(crate) log_id_new: Option<String>,
    /// Fields that are not known here, as they came.
    pub(crate) unknown: Vec<u8>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Header {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) unknown: Vec<u8>,
}

impl Header {
    pub(crate) fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Header { key: key.into(), value: value.into(), unknown: Vec::new() }
    }

    fn decode(bytes: &[u8], base: usize) -> Result<Header, FrameError> {
        let (mut key, mut value, mut unknown) = (None, None, Vec::new());
        let mut fields = Fields::new(bytes, base);
        while let Some(field) = fields.next()? {
            match field.number {
                1 => key = Some(field.text()?),
                2 => value = Some(field.text()?),
                _ => unknown.extend_from_slice(field.raw),
            }
        }
        let missing = |name| FrameError { at: base, problem: Problem::Missing(name) };
        Ok(Header { key: key.ok_or(missing("key"))?, value: value.ok_or(missing("value"))?, unknown })
    }

    fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.key.len() + self.value.len() + self.unknown.len() + 8);
        put_bytes(&mut out, 1, self.key.as_bytes());
        put_bytes(&mut out, 2, self.value.as_bytes());
        out.extend_from_slice(&self.unknown);
        out
    }
}

impl Frame {
    /// The ping of the protocol, for the service that the ticket named.
    pub(crate) fn ping(service: i32) -> Frame {
        Frame { service, method: CONTROL, headers: vec![Header::new("type", "ping")], ..Frame::default() }
    }

    /// Reads the whole of `bytes` as one frame.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Frame, FrameError> {
        if bytes.len() > MAX_FRAME {
            return Err(FrameError { at: MAX_FRAME, problem: Problem::TooLong });
        }
        let mut frame = Frame::default();
        let (mut seq_id, mut log_id, mut service, mut method) = (None, None, None, None);
        let mut fields = Fields::new(bytes, 0);
        while let Some(field) = fields.next()? {
            match field.number {
                1 => seq_id = Some(field.varint()?),
                2 => log_id = Some(field.varint()?),
                3 => service = Some(field.int32()?),
                4 => method = Some(field.int32()?),
                5 if frame.headers.len() == MAX_HEADERS => {
                    return Err(FrameError { at: field.at, problem: Problem::TooManyHeaders });
                }
                5 => frame.headers.push(Header::decode(field.bytes()?, field.inside())?),
                6 => frame.payload_encoding = Some(field.text()?),
                7 => frame.payload_type = Some(field.text()?),
                8 => frame.payload = Some(field.bytes()?.to_vec()),
                9 => frame.log_id_new = Some(field.text()?),
                _ => frame.unknown.extend_from_slice(field.raw),
            }
        }
        let missing = |name| FrameError { at: bytes.len(), problem: Problem::Missing(name) };
        frame.seq_id = seq_id.ok_or(missing("SeqID"))?;
        frame.log_id = log_id.ok_or(missing("LogID"))?;
        frame.service = service.ok_or(missing("service"))?;
        frame.method = method.ok_or(missing("method"))?;
        Ok(frame)
    }

    /// The bytes, as the official clients write them: fields in order, the required ones always.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256 + self.payload.as_ref().map_or(0, Vec::len) + self.unknown.len());
        put_number(&mut out, 1, self.seq_id);
        put_number(&mut out, 2, self.log_id);
        put_int32(&mut out, 3, self.service);
        put_int32(&mut out, 4, self.method);
        for header in &self.headers {
            put_bytes(&mut out, 5, &header.encode());
        }
        let texts = [(6, self.payload_encoding.as_ref()), (7, self.payload_type.as_ref())];
        for (field, text) in texts {
            if let Some(text) = text {
                put_bytes(&mut out, field, text.as_bytes());
            }
        }
        if let Some(payload) = &self.payload {
            put_bytes(&mut out, 8, payload);
        }
        if let Some(log_id) = &self.log_id_new {
            put_bytes(&mut out, 9, log_id.as_bytes());
        }
        out.extend_from_slice(&self.unknown);
        out
    }

    /// The value of the first header of this name.
    pub(crate) fn header(&self, key: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.key == key).map(|header| header.value.as_str())
    }

    /// What `type` says: `event`, `card`, `ping`, `pong`.
    pub(crate) fn kind(&self) -> &str {
        self.header("type").unwrap_or_default()
    }

    /// The answer to this frame: the frame itself, the time it took, and another payload.
    pub(crate) fn answered(mut self, millis: u64, payload: Vec<u8>) -> Frame {
        self.headers.push(Header::new("biz_rt", millis.to_string()));
        self.payload = Some(payload);
        self
    }
}

#[cfg(test)]
mod tests;
