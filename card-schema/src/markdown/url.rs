//! Writing values into the targets of links.

use super::entity::bare;

/// Where a link goes whose value is not an allowed address. `.invalid` is never a host (RFC 2606).
pub(super) const HARMLESS: &str = "https://link.invalid/";

/// Schemes that a value may bring.
const SCHEMES: [&str; 3] = ["https://", "http://", "tel:"];

/// Writes a whole address: kept if it is of a scheme that links may have, percent-encoded where Markdown
/// or the platform would stumble.
pub(super) fn whole(text: &str, out: &mut String) {
    let text = text.trim();
    let Some(scheme) = SCHEMES.iter().find(|scheme| starts_with(text, scheme)) else {
        out.push_str(HARMLESS);
        return part(text, out);
    };
    out.push_str(scheme);
    let rest = &text[scheme.len()..];
    let mut in_host = true;
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
    fn other_schemes_lead_nowhere() {
        assert_eq!(write("javascript:alert(1)"), "https://link.invalid/javascript%3Aalert%281%29");
        assert_eq!(write("$var"), "https://link.invalid/%24var");
        assert_eq!(write(""), "https://link.invalid/");
        assert_eq!(write("java\nscript:x"), "https://link.invalid/java%0Ascript%3Ax");
        assert_eq!(write("/docs/home"), "https://link.invalid/%2Fdocs%2Fhome");
    }
}
