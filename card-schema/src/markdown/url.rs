//! Writing values into the targets of links.

use super::{entity::bare, links::is_scheme};
use std::borrow::Cow;

/// Schemes that a value may bring.
const SCHEMES: [&str; 3] = ["https://", "http://", "tel:"];

/// What stands for an empty address: it leads nowhere, and is a value without quotes too.
const EMPTY: &str = "#";

/// Writes a whole address, percent-encoded where Markdown or the platform would stumble. A scheme that links cannot have
/// stays one: whether a link may lead there is for the rules to say, as with one that is written out.
pub fn whole(text: &str, out: &mut String) {
    let text = text.trim();
    if text.is_empty() {
        return out.push_str(EMPTY);
    }
    let (rest, mut in_host) = match SCHEMES.iter().find(|scheme| starts_with(text, scheme)) {
        Some(scheme) => {
            out.push_str(scheme);
            (text.get(scheme.len()..).unwrap_or_default(), true)
        }
        None => match text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            Some((scheme, rest)) => {
                out.push_str(scheme);
                out.push(':');
                (rest, false)
            }
            None => (text, false),
        },
    };
    let mut chars = rest.char_indices();
    while let Some((i, c)) = chars.next() {
        in_host &= !matches!(c, '/' | '?' | '#');
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => out.push(c),
            '/' | '?' | '#' | '=' | '+' | ',' | '@' => out.push(c),
            ':' if in_host => out.push(c),
            '%' if is_encoded(&rest[i..]) => out.push(c),
            '&' => {
                out.push(c);
                // `&copy=1` would become `©=1`: the encoded first letter is the same address.
                let name: Vec<char> = rest[i + 1..].chars().take(6).collect();
                if bare(&name).is_some()
                    && let Some((_, letter)) = chars.next()
                {
                    percent(letter, out);
                }
            }
            c => percent(c, out),
        }
    }
}

/// An address with what no URL may hold percent-encoded: blanks, control characters, `<`, `>`, `"` and what is not ASCII.
/// Nothing else changes, least of all what is encoded already.
///
/// ```
/// use feishu_card_schema::markdown::encoded_url;
/// assert_eq!(encoded_url("https://a.cn/%E9?q=飞 书"), "https://a.cn/%E9?q=%E9%A3%9E%20%E4%B9%A6");
/// ```
#[must_use]
pub fn encoded_url(text: &str) -> Cow<'_, str> {
    let never = |c: char| c <= ' ' || !c.is_ascii() || matches!(c, '<' | '>' | '"' | '\u{7f}');
    if !text.contains(never) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if never(c) {
            percent(c, &mut out);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Writes the host of an address, perhaps with a port.
pub(super) fn host(text: &str, out: &mut String) {
    text.chars().for_each(|c| if c == ':' { out.push(c) } else { component(c, out) });
}

/// Writes one piece of a path, or one value of a query.
pub(super) fn part(text: &str, out: &mut String) {
    text.chars().for_each(|c| component(c, out));
}

fn component(c: char, out: &mut String) {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => out.push(c),
        c => percent(c, out),
    }
}

fn percent(c: char, out: &mut String) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push('%');
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}

fn is_encoded(text: &str) -> bool {
    let digits = text.as_bytes().get(1..3);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

fn starts_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(text: &str) -> String {
        let mut out = String::new();
        whole(text, &mut out);
        out
    }

    #[test]
    fn addresses_are_kept() {
        for text in
            ["https://a.cn/b_c?d=e&f=1,2#g", "http://localhost:3000/x@y", "tel:+8613800000000", "https://a.cn/%E4"]
        {
            assert_eq!(write(text), text);
        }
        assert_eq!(write(" HTTPS://a.cn "), "https://a.cn");
    }

    #[test]
    fn what_would_stumble_is_encoded() {
        assert_eq!(write("https://a.cn/x y(1)'\"<>*~"), "https://a.cn/x%20y%281%29%27%22%3C%3E%2A%7E");
        assert_eq!(write("https://a.cn/搜?q=:OK:&copy=1"), "https://a.cn/%E6%90%9C?q=%3AOK%3A&%63opy=1");
        assert_eq!(write("https://a.cn/100%"), "https://a.cn/100%25");
    }

    #[test]
    fn what_is_no_address_stays_for_the_rules_to_see() {
        assert_eq!(write("javascript:alert(1)"), "javascript:alert%281%29");
        assert_eq!(write("lark://x/y z"), "lark://x/y%20z");
        assert_eq!(write("$var"), "%24var");
        assert_eq!(write(" "), "#");
        assert_eq!(write("java\nscript:x"), "java%0Ascript%3Ax");
        assert_eq!(write("/docs/home"), "/docs/home");
        assert_eq!(write("wiki/x"), "wiki/x");
    }

    #[test]
    fn an_address_keeps_all_that_a_url_may_hold() {
        for text in ["https://a.cn/?a=b&c=%20#d", "", "lark://msgcard/unsupported_action", "a|b{c}^`[d]\\'"] {
            assert!(matches!(encoded_url(text), Cow::Borrowed(same) if same == text), "{text}");
        }
        assert_eq!(encoded_url("https://a.cn/a b\n<\"é"), "https://a.cn/a%20b%0A%3C%22%C3%A9");
    }
}
