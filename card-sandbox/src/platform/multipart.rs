//! Reads `multipart/form-data` (RFC 7578) that is already in memory.

/// One part.
#[derive(Debug, PartialEq)]
pub(crate) struct FormPart<'a> {
    pub(crate) name: String,
    pub(crate) bytes: &'a [u8],
}

/// The parts of a body with this content type; `None` for any other content type, and for a cut body.
pub(crate) fn read<'a>(content_type: &str, body: &'a [u8]) -> Option<Vec<FormPart<'a>>> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(parameters, "boundary").filter(|boundary| (1..=70).contains(&boundary.len()))?;
    let line = format!("\r\n--{boundary}");
    // the first boundary may begin the body
    let mut rest = match body.strip_prefix(&line.as_bytes()[2..]) {
        Some(rest) => rest,
        None => split(body, line.as_bytes())?.1,
    };
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let (_, after) = split(rest, b"\r\n")?;
        let (part, next) = split(after, line.as_bytes())?;
        // a part without headers begins with the blank line itself
        let (head, bytes) = match part.strip_prefix(b"\r\n") {
            Some(bytes) => (&part[..0], bytes),
            None => split(part, b"\r\n\r\n")?,
        };
        let head = std::str::from_utf8(head).ok()?;
        let disposition = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-disposition").then_some(value)
        })?;
        let name = parameter(disposition.split_once(';')?.1, "name")?;
        parts.push(FormPart { name, bytes });
        rest = next;
    }
}

/// What is before and after the first `mark`.
fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

/// A parameter of a header, quotes taken off.
fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.trim().split_once('=')?;
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        name.eq_ignore_ascii_case(wanted).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_come_out_as_they_went_in() {
        let body = b"--b\r\nContent-Disposition: form-data; name=\"image_type\"\r\n\r\nmessage\r\n\
            --b\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\
            Content-Type: image/png\r\n\r\n\x89PNG\r\n--c\r\n\r\n--b--\r\n";
        let parts = read("multipart/form-data; boundary=b", body).unwrap();
        let image: &[u8] = b"\x89PNG\r\n--c\r\n";
        let part = |name: &str, bytes| FormPart { name: name.to_owned(), bytes };
        assert_eq!(parts, [part("image_type", b"message"), part("image", image)]);
        assert_eq!(read("multipart/form-data; boundary=\"b\"", body), Some(parts));
        assert_eq!(read("multipart/form-data; boundary=b", &body[..60]), None, "cut");
        assert_eq!(read("application/json; boundary=b", body), None);
    }

    proptest! {
        #[test]
        fn no_body_panics(body in proptest::collection::vec(prop_oneof![Just(b'-'), Just(b'b'), Just(b'\r'), Just(b'\n'), any::<u8>()], 0..60)) {
            read("multipart/form-data; boundary=b", &body);
        }
    }
}
