//! Text written so that Markdown shows exactly that text.

use super::{Flavour, HoleContext, url};
use std::fmt::Write;

/// Writes `text` for a place of a Markdown text, so that exactly this text shows, or is the attribute's
/// value, or the address.
///
/// What the platform cannot show exactly:
///
/// - A [label](HoleContext::Label), the [text of a tag](HoleContext::TagText) and a [code span](HoleContext::Code) have
///   one line: new lines become spaces.
/// - Nothing is escaped or changed inside code: the marks around it must be more than it has in a row, which
///   [`Builder`](super::Builder) sees to.
/// - An empty text [between such characters](HoleContext::Between) or between colons is written as that joiner, in a code
///   span as a space.
/// - A mention of `all` becomes `_all`, which is nobody: write `<at id=all></at>` out to mention everybody.
/// - An address is written as it is, percent-encoded: what is not `http`, `https` or `tel` the rules refuse, or warn of,
///   as they do where it is written out (C0712, C0713). An empty one becomes `#`.
/// - `NUL` becomes U+FFFD, and `\r\n` and `\r` are new lines.
///
/// ```
/// use feishu_card_schema::markdown::{Flavour, HoleContext, escape};
/// let mut out = String::from("**");
/// escape("<at id=all></at>", HoleContext::Text, Flavour::Markdown2, &mut out);
/// assert_eq!(out, "**&#60;at id=all&#62;&#60;/at&#62;");
/// ```
pub fn escape(text: &str, place: HoleContext, flavour: Flavour, out: &mut String) {
    match place {
        HoleContext::Text => running(text, flavour, out),
        HoleContext::Between if text.is_empty() => out.push(JOINER),
        HoleContext::Between => running(text, flavour, out),
        HoleContext::Glued => glued(text, flavour, out),
        HoleContext::Label => label(text, out),
        HoleContext::TagText => tag_text(text, out),
        HoleContext::Attribute => attribute(text, out),
        HoleContext::BareAttribute if text.is_empty() => out.push_str("''"),
        HoleContext::BareAttribute => attribute(text, out),
        HoleContext::Mention => mention(text, out),
        HoleContext::Url => url::whole(text, out),
        HoleContext::UrlHost => url::host(text, out),
        HoleContext::UrlPart => url::part(text, out),
        HoleContext::ImageKey => image_key(text, out),
        HoleContext::Code | HoleContext::CodeInTable => code(text, place == HoleContext::CodeInTable, out),
        HoleContext::Fence { indent } => fence(text, usize::from(indent), out),
    }
}

/// ZERO WIDTH JOINER: the documentation's own way to break a sequence.
const JOINER: char = '\u{200d}';

fn running(text: &str, flavour: Flavour, out: &mut String) {
    let mut line = Line::Start;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_new_line(c, &mut chars) {
            // In 2.0 a bare new line ends headings, items and rows, and may be dropped.
            out.push_str(if flavour == Flavour::Markdown2 { "<br>" } else { "\n" });
            line = Line::Start;
        } else {
            let last = chars.peek().is_none();
            line = inside(c, line, last, out);
        }
    }
}

/// Where in its line a character is: marks of lists and headings count at the start only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Start,
    /// Behind digits at the start: `1.` makes a list.
    Digits,
    /// Behind `www` or the like: a dot would make an address.
    Www(u8),
    Inside,
}

fn inside(c: char, line: Line, last: bool, out: &mut String) -> Line {
    let start = line == Line::Start;
    match c {
        '\0' => out.push(char::REPLACEMENT_CHARACTER),
        // Always of meaning somewhere: `&` begins entities, `:` emoji and addresses, `$` variables.
        '&' | '<' | '>' | '*' | '_' | '~' | '`' | '[' | ']' | '(' | ')' | '\\' | '$' | '|' | '!' | '#' | ':' => {
            entity(c, out);
        }
        c if c.is_whitespace() && (start || last) => {
            entity(c, out);
            return line;
        }
        '-' | '+' | '=' if start => {
            entity(c, out);
            return line;
        }
        '.' if line != Line::Inside && line != Line::Www(1) && line != Line::Www(2) => entity(c, out),
        _ => out.push(c),
    }
    match (c, line) {
        ('0'..='9', Line::Start | Line::Digits) => Line::Digits,
        ('w' | 'W', Line::Www(2 | 3)) => Line::Www(3),
        ('w' | 'W', Line::Www(1)) => Line::Www(2),
        ('w' | 'W', _) => Line::Www(1),
        _ => Line::Inside,
    }
}

fn glued(text: &str, flavour: Flavour, out: &mut String) {
    let mut chars = text.chars();
    match chars.next() {
        None => out.push(JOINER),
        Some(first) if first.is_ascii_alphanumeric() || first == '/' => {
            entity(first, out);
            running(chars.as_str(), flavour, out);
        }
        Some(_) => running(text, flavour, out),
    }
}

fn label(text: &str, out: &mut String) {
    let mut line = Line::Start;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = if is_new_line(c, &mut chars) { ' ' } else { c };
        let last = chars.peek().is_none();
        line = inside(c, line, last, out);
    }
}

fn tag_text(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match if is_new_line(c, &mut chars) { ' ' } else { c } {
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

/// A key is left as it is; of what is none nothing is read as Markdown, and the rules refuse it.
fn image_key(text: &str, out: &mut String) {
    let text = text.trim();
    url::part(if text.is_empty() { "none" } else { text }, out);
}

fn attribute(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = if is_new_line(c, &mut chars) { '\n' } else { c };
        match c {
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '@' | '+' | ',' | '%' => out.push(c),
            c if c.is_ascii() || c.is_whitespace() => entity(c, out),
            c => out.push(c),
        }
    }
}

/// Ids are mentioned as they are; a value that says "everybody" is not an id.
fn mention(text: &str, out: &mut String) {
    for (i, id) in text.split(',').enumerate() {
        if i > 0 {
            out.push(',');
        }
        if id.trim().eq_ignore_ascii_case("all") {
            out.push('_');
        }
        attribute(id, out);
    }
}

fn code(text: &str, in_table: bool, out: &mut String) {
    if text.is_empty() {
        out.push(' ');
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match if is_new_line(c, &mut chars) { ' ' } else { c } {
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            '|' if in_table => out.push_str("\\|"),
            c => out.push(c),
        }
    }
}

fn fence(text: &str, indent: usize, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_new_line(c, &mut chars) {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
        } else {
            out.push(if c == '\0' { char::REPLACEMENT_CHARACTER } else { c });
        }
    }
}

/// Whether a new line begins at `c`; takes the second character of `\r\n`.
fn is_new_line(c: char, rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    if c == '\r' {
        rest.next_if_eq(&'\n');
    }
    c == '\n' || c == '\r'
}

fn entity(c: char, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(out, "&#{};", u32::from(c));
}
