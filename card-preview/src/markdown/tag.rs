//! One tag of the platform as it is written: name and attributes, quoted or not, with blanks around `=`.

/// A tag: `<name a='b' c=d>` or `</name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'s> {
    pub(crate) name: &'s str,
    pub(crate) closing: bool,
    attributes: &'s str,
}

/// Reads the tag at the start of a text; with it the number of bytes it takes. `None` where there is no complete tag.
pub(crate) fn read(text: &str) -> Option<(Tag<'_>, usize)> {
    let inner = text.strip_prefix('<')?;
    let (closing, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inner),
    };
    let named = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(inner.len());
    let name = inner.get(..named).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let after = inner.get(named..)?;
    if !after.starts_with(['>', '/', ' ', '\t']) {
        return None;
    }
    let end = end_of(after)?;
    let attributes = after.get(..end)?;
    let taken = text.len() - after.len() + end + 1;
    Some((Tag { name, closing, attributes: attributes.strip_suffix('/').unwrap_or(attributes) }, taken))
}

/// Where the `>` of a tag is: not in quotes, on the same line.
fn end_of(text: &str) -> Option<usize> {
    let mut quote = None;
    // a quote begins a value only after `=`
    let mut equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (_, b'\n') => return None,
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (None, b'\'' | b'"') if equals => quote = Some(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            equals = byte == b'=' && quote.is_none();
        }
    }
    None
}

impl<'s> Tag<'s> {
    /// The value of an attribute; the last one where it is written twice.
    pub(crate) fn get(&self, wanted: &str) -> Option<&'s str> {
        let mut found = None;
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return found;
            }
            let named = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(named);
            let after = after.trim_start();
            let Some(value) = after.strip_prefix('=') else {
                // a word without a value
                rest = if named == 0 { rest.get(1..).unwrap_or_default() } else { after };
                continue;
            };
            let value = value.trim_start();
            let (value, after) = match value.chars().next() {
                Some(quote @ ('\'' | '"')) => {
                    let inner = value.get(1..).unwrap_or_default();
                    inner.split_once(quote).unwrap_or((inner, ""))
                }
                _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case(wanted) {
                found = Some(value);
            }
            rest = after;
        }
    }

    /// As [`get`](Tag::get), where empty counts as absent.
    pub(crate) fn word(&self, name: &str) -> Option<&'s str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// A flag: `true` or `false`.
    pub(crate) fn flag(&self, name: &str, default: bool) -> bool {
        match self.word(name) {
            Some("true") => true,
            Some("false") => false,
            _ => default,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_in_all_spellings() {
        let (tag, taken) = read("<person id = 'ou_1' show_name=false style=\"a>b\" bare>x").unwrap();
        assert_eq!((tag.name, tag.closing, taken), ("person", false, 53));
        assert_eq!(
            (tag.get("id"), tag.get("style"), tag.get("bare"), tag.get("x")),
            (Some("ou_1"), Some("a>b"), None, None)
        );
        assert!(!tag.flag("show_name", true) && tag.flag("other", true));
        assert_eq!(read("</font>").map(|(tag, taken)| (tag.name, tag.closing, taken)), Some(("font", true, 7)));
        assert_eq!(read("<hr/>").map(|(tag, taken)| (tag.name, taken)), Some(("hr", 5)));
        assert_eq!(read("<at id=all></at>").unwrap().0.get("id"), Some("all"));
        assert_eq!(read("<a href='https://a.cn/?x=1&y=2'>").unwrap().0.get("href"), Some("https://a.cn/?x=1&y=2"));
        assert_eq!(read("<link url=it's>").map(|(tag, _)| tag.get("url")), Some(Some("it's")));
    }

    #[test]
    fn what_is_no_tag() {
        for text in [
            "<",
            "< a>",
            "<1>",
            "<a",
            "<a\n>",
            "<a <b>",
            "<https://a.cn>",
            "<a@b.cn>",
            "<a href='>",
            "x",
            "</>",
            "<中>",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
