//! The shape of one tag in Markdown, `<font color='red'>`: its name and attributes, each with its place.

use super::source::{Source, is_blank};
use std::ops::Range;

/// A tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// From `<` through `>`.
    pub range: Range<usize>,
    /// Its name.
    pub name: Range<usize>,
    /// `</name>`.
    pub closing: bool,
    /// `<name/>`.
    pub empty: bool,
    /// Its attributes, in their order.
    pub attributes: Vec<Attribute>,
}

/// An attribute of a tag.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: Range<usize>,
    /// Without its quotes; `None` for an attribute without `=`.
    pub value: Option<Range<usize>>,
    /// Whether it has quotes.
    pub quoted: bool,
}

/// What begins at a `<`.
pub(super) enum Found {
    /// A whole tag.
    Tag(Tag),
    /// The beginning of a tag that has no `>`; its name.
    Open(Range<usize>),
    /// `<https://…>`: from `<` through `>`.
    Address(Range<usize>),
    /// Just a `<`.
    Nothing,
}

/// Reads the tag that begins with the `<` at `at` and ends before `end`.
pub(super) fn tag(source: &Source, at: usize, end: usize) -> Found {
    let mut i = at + 1;
    let closing = source.get(i) == Some('/');
    i += usize::from(closing);
    let name_start = i;
    if !source.get(i).is_some_and(|c| c.is_ascii_alphabetic()) {
        return Found::Nothing;
    }
    i = skip(source, i, end, &|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let name = name_start..i;
    if !closing && source.get(i) == Some(':') {
        let stop = skip(source, i, end, &|c| !c.is_whitespace() && c != '<' && c != '>');
        return if source.get(stop) == Some('>') { Found::Address(at..stop + 1) } else { Found::Nothing };
    }
    let mut attributes = Vec::new();
    loop {
        i = skip(source, i, end, &|c| c.is_whitespace());
        match source.get(i).filter(|_| i < end) {
            Some('>') => return Found::Tag(Tag { range: at..i + 1, name, closing, empty: false, attributes }),
            Some('/') if source.get(i + 1) == Some('>') && i + 1 < end => {
                return Found::Tag(Tag { range: at..i + 2, name, closing, empty: true, attributes });
            }
            None | Some('<') => return Found::Open(name),
            Some(_) if i == name.end => return Found::Nothing,
            Some(_) => {}
        }
        match attribute(source, i, end) {
            Some((attribute, next)) => {
                attributes.push(attribute);
                i = next;
            }
            None => return Found::Open(name),
        }
    }
}

/// The attribute at `at` and the place after it; `None` if a quote is never closed on its line.
fn attribute(source: &Source, at: usize, end: usize) -> Option<(Attribute, usize)> {
    let mut i = skip(source, at, end, &|c| !c.is_whitespace() && !matches!(c, '=' | '>' | '<' | '/'));
    // A stray `/` or `=` is an attribute of its own: reading always goes on.
    i = i.max(at + 1);
    let name = at..i;
    let equals = skip(source, i, end, &is_blank);
    if source.get(equals) != Some('=') || equals >= end {
        return Some((Attribute { name, value: None, quoted: false }, i));
    }
    i = skip(source, equals + 1, end, &is_blank);
    match source.get(i).filter(|c| matches!(c, '\'' | '"')) {
        Some(quote) => {
            let close = skip(source, i + 1, end, &|c| c != quote && c != '\n');
            let closed = close < end && source.get(close) == Some(quote);
            closed.then_some((Attribute { name, value: Some(i + 1..close), quoted: true }, close + 1))
        }
        None => {
            let mut stop = skip(source, i, end, &|c| !c.is_whitespace() && c != '<' && c != '>');
            // `<audio file_key=k/>` is an empty tag; the slash of an address (`href=https://a.cn/>`) stays.
            if source.before(stop) == Some('/')
                && source.get(stop) == Some('>')
                && !source.slice(i..stop).contains(&':')
            {
                stop = (stop - 1).max(i);
            }
            Some((Attribute { name, value: Some(i..stop), quoted: false }, stop))
        }
    }
}

fn skip(source: &Source, from: usize, end: usize, pass: &dyn Fn(char) -> bool) -> usize {
    from + source.leading(from..end.max(from), pass)
}

impl Tag {
    /// The characters of its name.
    pub fn name<'s>(&self, source: &'s Source) -> &'s [char] {
        source.slice(self.name.clone())
    }

    /// Whether this is its name.
    pub fn is(&self, source: &Source, name: &str) -> bool {
        self.name(source).iter().copied().eq(name.chars())
    }
}

impl Attribute {
    /// Whether this is its name.
    pub fn is(&self, source: &Source, name: &str) -> bool {
        source.slice(self.name.clone()).iter().copied().eq(name.chars())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::TextPart;

    /// The tag at the beginning of `text`, as `name attribute=value …`.
    fn read(text: &str) -> String {
        let source = Source::new(&[TextPart::Text(text.into())]);
        match tag(&source, 0, source.chars.len()) {
            Found::Tag(tag) => {
                let mut out = format!("{}{}", if tag.closing { "/" } else { "" }, source.text(tag.name.clone()));
                for a in &tag.attributes {
                    out += &format!(" {}", source.text(a.name.clone()));
                    if let Some(value) = &a.value {
                        out += &format!("=[{}]", source.text(value.clone()));
                    }
                }
                out + if tag.empty { " /" } else { "" }
            }
            Found::Open(name) => format!("open {}", source.text(name)),
            Found::Address(range) => format!("address {}", source.text(range)),
            Found::Nothing => "nothing".into(),
        }
    }

    #[test]
    fn the_forms_of_the_samples_are_read() {
        assert_eq!(read("<at id=all></at>"), "at id=[all]");
        assert_eq!(read("</at>"), "/at");
        assert_eq!(read("<font color='red'>"), "font color=[red]");
        assert_eq!(
            read("<person id = 'u' show_name = true style=\"normal\"></person>"),
            "person id=[u] show_name=[true] style=[normal]"
        );
        assert_eq!(read("<br/>"), "br /");
        assert_eq!(read("<hr />"), "hr /");
        assert_eq!(read("<a href=https://a.cn/>"), "a href=[https://a.cn/]");
        assert_eq!(read("<audio file_key=k/>"), "audio file_key=[k] /");
        assert_eq!(read("<text_tag>"), "text_tag");
    }

    #[test]
    fn what_is_no_tag_is_told_apart() {
        for text in ["<", "< a>", "<3", "<详情>", "<a.b>", "<-x>"] {
            assert_eq!(read(text), "nothing", "{text}");
        }
        for text in ["<font color='red>x", "<font color=red", "<font <b>", "<a href='\n'>"] {
            assert!(read(text).starts_with("open"), "{text}");
        }
        assert_eq!(read("<https://a.cn>"), "address <https://a.cn>");
    }
}
