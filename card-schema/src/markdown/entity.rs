//! HTML entities: how the platform's escapes read.

use super::source::Source;

/// Names of entities and their characters: those of the escape table (card-json-2 §13.6) and the usual ones.
static NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("copy", '©'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("gt", '>'),
    ("lt", '<'),
    ("nbsp", '\u{a0}'),
    ("quot", '"'),
    ("reg", '®'),
    ("sim", '∼'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// Names that HTML reads without a `;` after them, sorted, without the upper-case forms.
///
/// The documentation names `&reg` and `&copy`, "even inside links".
#[rustfmt::skip]
static BARE: &[&str] = &[
    "aacute", "acirc", "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil",
    "cent", "copy", "curren", "deg", "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14",
    "frac34", "gt", "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash", "otilde", "ouml",
    "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1", "sup2", "sup3", "szlig", "thorn",
    "times", "uacute", "ucirc", "ugrave", "uml", "uuml", "yacute", "yen", "yuml",
];

/// The entity that begins with the `&` at `at`: its character and its length.
pub fn entity(source: &Source, at: usize) -> Option<(char, usize)> {
    let rest = source.slice(at + 1..(at + 12).min(source.chars.len()));
    let end = rest.iter().position(|c| *c == ';')?;
    let name: String = rest[..end].iter().collect();
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => parse(hex, 16)?,
                None => parse(number, 10)?,
            };
            char::from_u32(number).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 2))
}

fn parse(digits: &str, radix: u32) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok()
}

/// The name without `;` that `text`, which follows an `&`, begins with: `copy` of `copyright=1`.
pub(super) fn bare(text: &[char]) -> Option<&'static str> {
    (2..=6).rev().find_map(|len| {
        let name = text.get(..len)?;
        BARE.binary_search_by(|known| known.chars().cmp(name.iter().copied())).ok().map(|at| BARE[at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::TextPart;

    fn read(text: &str) -> Option<(char, usize)> {
        entity(&Source::new(&[TextPart::Text(text.into())]), 0)
    }

    #[test]
    fn entities_are_read() {
        assert_eq!(read("&#42;x"), Some(('*', 5)));
        assert_eq!(read("&#x2A;"), Some(('*', 6)));
        assert_eq!(read("&zwj;"), Some(('\u{200d}', 5)));
        assert_eq!(read("&#0;"), Some(('\u{fffd}', 4)));
        assert_eq!(read("&#+4;"), None);
        assert_eq!(read("& copy;"), None);
        assert_eq!(read("&"), None);
    }

    #[test]
    fn bare_names_are_found() {
        assert!(BARE.windows(2).all(|w| w[0] < w[1]));
        let bare = |s: &str| bare(&s.chars().collect::<Vec<_>>());
        assert_eq!(bare("copyright=1"), Some("copy"));
        assert_eq!(bare("r=1"), None);
        assert_eq!(bare("section"), Some("sect"));
    }
}
