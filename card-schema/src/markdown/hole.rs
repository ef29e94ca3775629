//! Where a hole is, and so how the value that fills it must be written.

use super::inline::{Token, TokenKind, tokens};
use super::lines::{Blocks, blocks};
use super::source::{EMOJI_LENGTH, HOLE as HOLE_CHAR, Source};
use super::tag::Tag;
use super::tags;
use super::{Context, Finding, Flavour, glance};
use crate::tree::TextPart;
use std::ops::Range;

use crate::entries;

entries! {
    HOLE = "C0725" "a value is not allowed here" [E E E]
        why "Values are written so that they show as they are. That needs a place where they can be: text, an attribute's value, \
             the target of a link, the key of an image, code. `Markdown::raw` passes whole Markdown."
        wrong "<card><markdown>\"<{tag}>x</{tag}>\"</markdown></card>"
        right "<card><markdown>\"<font color={color}>x</font>\"</markdown></card>"
}

/// Where a hole is in a Markdown text.
///
/// Found by [`hole_contexts`] at compile time; [`escape`](super::escape()) writes the value for it at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HoleContext {
    /// In running text.
    Text,
    /// In running text, between characters that would mean something else if they met: `**{x}**`.
    Between,
    /// In running text, where the value could complete an emoji or an address: `:{x}:`, `https:{x}`.
    Glued,
    /// In the text of a link or image, or of a tag that holds nothing but text: new lines become spaces.
    Label,
    /// In a `<text_tag>`, where nothing is read but `&`, `<` and `>`: new lines become spaces.
    TagText,
    /// The value of an attribute, or a part of it.
    Attribute,
    /// The whole value of an attribute that has no quotes.
    BareAttribute,
    /// The `id` or `ids` of `<at>`: `all` is not a user, and never means everybody.
    Mention,
    /// The beginning of a link's target, or all of it: the value brings the scheme.
    Url,
    /// Behind `://` of a link's target: the host, perhaps with a port.
    UrlHost,
    /// Further on in a link's target: one piece of a path, or one value of a query.
    UrlPart,
    /// The key of an image, `![text](key)`.
    ImageKey,
    /// In a code span.
    Code,
    /// In a code span in a table, where `|` parts cells.
    CodeInTable,
    /// In a code block.
    Fence {
        /// How many spaces each further line of the value needs, to stay in a block that is indented.
        indent: u8,
    },
}

/// The place of each hole of a text, in order; a finding where no hole is allowed.
#[must_use]
pub fn hole_contexts(parts: &[TextPart<'_>], flavour: Flavour) -> Vec<Result<HoleContext, Finding>> {
    match glance::holes(parts, flavour, &Context::default()) {
        Some(places) => {
            let mut contexts = Vec::with_capacity(places.len());
            places.iter().for_each(|place| contexts.push(Ok(*place)));
            contexts
        }
        None => read(parts, flavour),
    }
}

/// The same for any text, which is read as a whole.
pub(super) fn read(parts: &[TextPart<'_>], flavour: Flavour) -> Vec<Result<HoleContext, Finding>> {
    let source = Source::new(parts);
    let blocks = blocks(&source, flavour);
    let mut finder = Finder { source: &source, places: vec![None; source.holes.len()] };
    finder.blocks(&blocks);
    for run in &blocks.runs {
        if source.has_hole(run.range.clone()) {
            finder.run(&tokens(&source, run, flavour), run.cells);
        }
    }
    let mut contexts = Vec::with_capacity(finder.places.len());
    for (at, place) in source.holes.iter().zip(&finder.places) {
        contexts.push(place.unwrap_or(Err("here")).map_err(|context| refuse(&source, *at, context)));
    }
    contexts
}

type Found = Result<HoleContext, &'static str>;

struct Finder<'s> {
    source: &'s Source,
    places: Vec<Option<Found>>,
}

impl Finder<'_> {
    fn blocks(&mut self, blocks: &Blocks) {
        for fence in &blocks.fences {
            self.fill(fence.info.clone(), &|_| Err("in the language of a code block"));
            let indent = u8::try_from(fence.indent).unwrap_or(u8::MAX);
            let place =
                if fence.quoted { Err("in a code block inside a quote") } else { Ok(HoleContext::Fence { indent }) };
            self.fill(fence.body.clone(), &|_| place);
        }
        for line in &blocks.indented {
            self.fill(line.clone(), &|_| Ok(HoleContext::Fence { indent: 4 }));
        }
    }

    fn run(&mut self, tokens: &[Token], cells: bool) {
        let (mut labels, mut tag_text) = (0_usize, false);
        for token in tokens {
            let range = token.range.clone();
            match &token.kind {
                TokenKind::Tag(tag) => {
                    if tag.is(self.source, "text_tag") && !tag.empty {
                        tag_text = !tag.closing;
                    } else if tags::holds_text_only(self.source, tag) && !tag.empty {
                        labels = if tag.closing { labels.saturating_sub(1) } else { labels + 1 };
                    }
                    let source = self.source;
                    self.fill(range, &|at| in_tag(source, tag, at));
                }
                TokenKind::LinkStart { .. } => {
                    labels += 1;
                    self.fill(range, &|_| Err("here"));
                }
                TokenKind::LinkEnd { image, target } => {
                    labels = labels.saturating_sub(1);
                    let (source, image) = (self.source, *image);
                    let title = source.slice(target.clone()).iter().position(|c| c.is_whitespace());
                    let title = title.map_or(target.end, |at| target.start + at);
                    self.fill(range, &|at| in_target(source, target, title, image, at));
                }
                TokenKind::Address => {
                    let source = self.source;
                    self.fill(range.clone(), &|at| in_url(source, &range, at));
                }
                TokenKind::Code if cells => self.fill(range, &|_| Ok(HoleContext::CodeInTable)),
                TokenKind::Code => self.fill(range, &|_| Ok(HoleContext::Code)),
                _ => {
                    let source = self.source;
                    let text = tag_text.then_some(Ok(HoleContext::TagText));
                    self.fill(range, &|at| text.unwrap_or_else(|| in_text(source, at, labels > 0)));
                }
            }
        }
    }

    /// Decides the holes of a range.
    fn fill(&mut self, range: Range<usize>, place: &dyn Fn(usize) -> Found) {
        let first = self.source.holes.partition_point(|hole| *hole < range.start);
        let (holes, places) = (self.source.holes.iter().skip(first), self.places.iter_mut().skip(first));
        for (hole, found) in holes.zip(places) {
            if *hole >= range.end {
                break;
            }
            *found = Some(place(*hole));
        }
    }
}

fn in_text(source: &Source, at: usize, label: bool) -> Found {
    let before = source.before(at);
    if behind_tag_name(source, at) {
        return Err("in the name of a tag");
    }
    if behind_ampersand(source, at) {
        return Err("after `&`, where it may become another character");
    }
    match before {
        Some('\\') => Err("after a backslash"),
        _ if label => Ok(HoleContext::Label),
        _ if in_emoji(source, at) || behind_scheme(source, at) => Ok(HoleContext::Glued),
        Some('*' | '_' | '~') if source.get(at + 1) == before => Ok(HoleContext::Between),
        Some('!') if source.get(at + 1) == Some('[') => Ok(HoleContext::Between),
        Some(']') if source.get(at + 1) == Some('(') => Ok(HoleContext::Between),
        _ => Ok(HoleContext::Text),
    }
}

/// `<{x}`, `</{x}`, `<a{x}`: with a `>` somewhere after it, the value would be a tag.
fn behind_tag_name(source: &Source, at: usize) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    let len = source.trailing(at.saturating_sub(32)..at, &name);
    source.before(at - len) == Some('<')
}

/// `&{x}`, `&#{x}`, `&am{x}`.
fn behind_ampersand(source: &Source, at: usize) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let len = source.trailing(at.saturating_sub(32)..at, &name);
    source.before(at - len) == Some('&')
}

/// `:{x}:`, `:O{x}:`.
fn in_emoji(source: &Source, at: usize) -> bool {
    let key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | HOLE_CHAR);
    let before = source.trailing(at.saturating_sub(EMOJI_LENGTH)..at, &key);
    let after = source.leading(at + 1..source.chars.len().min(at + 1 + EMOJI_LENGTH), &key);
    source.before(at - before) == Some(':') && source.get(at + 1 + after) == Some(':')
}

/// `https:{x}`, `http:/{x}`.
fn behind_scheme(source: &Source, at: usize) -> bool {
    let head: String = source.slice(at.saturating_sub(7)..at).iter().map(char::to_ascii_lowercase).collect();
    ["http:", "https:", "http:/", "https:/"].iter().any(|scheme| head.ends_with(scheme))
}

fn in_tag(source: &Source, tag: &Tag, at: usize) -> Found {
    let next = tag.attributes.partition_point(|attribute| attribute.name.start <= at);
    let attribute = next.checked_sub(1).and_then(|n| tag.attributes.get(n));
    let value = attribute.and_then(|a| Some((a, a.value.clone().filter(|value| value.contains(&at))?)));
    let Some((attribute, value)) = value else {
        return Err("in a tag outside of an attribute's value");
    };
    let name = source.text(attribute.name.clone());
    if source.has_hole(attribute.name.clone()) {
        return Err("in the name of an attribute");
    }
    if tags::is_url(&name) {
        return in_url(source, &value, at);
    }
    if tag.is(source, "at") && (name == "id" || name == "ids") {
        return Ok(HoleContext::Mention);
    }
    let whole = value == (at..at + 1);
    Ok(if whole && !attribute.quoted { HoleContext::BareAttribute } else { HoleContext::Attribute })
}

fn in_target(source: &Source, target: &Range<usize>, title: usize, image: bool, at: usize) -> Found {
    match (target.contains(&at), at > title) {
        (false, _) => Err("here"),
        (true, true) => Err("in the title of a link"),
        (true, false) if image => Ok(HoleContext::ImageKey),
        (true, false) => in_url(source, target, at),
    }
}

fn in_url(source: &Source, url: &Range<usize>, at: usize) -> Found {
    let start = url.start + usize::from(source.get(url.start) == Some('<') && url.start < at);
    if at == start {
        return match source.get(at + 1) {
            Some(':') => Err("in place of a link's scheme"),
            _ => Ok(HoleContext::Url),
        };
    }
    let head: String = source.slice(start..at.min(start + 9)).iter().map(char::to_ascii_lowercase).collect();
    match head.as_str() {
        "http://" | "https://" => Ok(HoleContext::UrlHost),
        "http" | "https" | "http:" | "https:" | "http:/" | "https:/" => Err("in place of a link's scheme"),
        _ if source.before(at) == Some('&') => Err("in place of a parameter's name after `&`"),
        _ => Ok(HoleContext::UrlPart),
    }
}

fn refuse(source: &Source, at: usize, context: &str) -> Finding {
    let help = match context {
        "after `&`, where it may become another character" => "write `&#38;` for the `&`, or a space after it",
        "in the name of a tag" => "to show a `<`, write `&#60;`; the name of a tag must be in the text itself",
        "after a backslash" => "to show a backslash, write `&#92;`",
        "in place of a link's scheme" => "write `https://` in the text, or let one value hold the whole address",
        "in place of a parameter's name after `&`" => "write the name out: some names become other characters there",
        _ => "values are allowed in text, quoted attributes, link targets and code; write the rest out",
    };
    Finding::new(&HOLE, source, at..at + 1, format!("a value is not allowed {context}"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of a text in which `@` is a hole.
    fn read(text: &str, flavour: Flavour) -> Vec<String> {
        let mut parts = Vec::new();
        for (i, known) in text.split('@').enumerate() {
            if i > 0 {
                parts.push(TextPart::Hole);
            }
            parts.push(TextPart::Text(known.into()));
        }
        let name = |place| match place {
            Ok(place) => format!("{place:?}"),
            Err(Finding { message, .. }) => message.replace("a value is not allowed ", "no: "),
        };
        hole_contexts(&parts, flavour).into_iter().map(name).collect()
    }

    fn one(text: &str) -> String {
        read(text, Flavour::Markdown2).join(" ")
    }

    #[test]
    fn text_is_told_by_what_stands_beside() {
        assert_eq!(one("@"), "Text");
        assert_eq!(one("**@**　<font color='grey'>@ s</font>"), "Between Text");
        assert_eq!(one("*@ 个*"), "Text");
        assert_eq!(one("IP:@ :@: 10:@:@ :O@:"), "Text Glued Glued Text Glued");
        assert_eq!(one("https:@ http:/@"), "Glued Glued");
        assert_eq!(one("# @\n> @\n- @\n|@|b|\n|-|-|\n|c|@|"), "Text Text Text Text Text");
        assert_eq!(one("[@](https://a.cn) ![@](k)"), "Label Label");
        assert_eq!(one("<text_tag color=red>@</text_tag><link url='x'>@</link>@"), "TagText Label Text");
        assert_eq!(one("[@]"), "Text");
    }

    #[test]
    fn attributes_and_links() {
        assert_eq!(one("<at id=@></at><at ids='a,@'></at>"), "Mention Mention");
        assert_eq!(one("<font color=@>x</font><font color='@'>x</font>"), "BareAttribute Attribute");
        assert_eq!(one("<person id = @ style='normal'></person>"), "BareAttribute");
        assert_eq!(one("<link url='@' pc_url=\"https://@/@\"></link>"), "Url UrlHost UrlPart");
        assert_eq!(one("[a](@) [a](@?from=card) [a](https://a.cn/@?q=@)"), "Url Url UrlPart UrlPart");
        assert_eq!(one("<a href='https://a.cn/@'></a> https://a.cn/@ x"), "UrlPart UrlPart");
        assert_eq!(one("![图](@)"), "ImageKey");
    }

    #[test]
    fn code_needs_its_flavour() {
        assert_eq!(one("`@` ``a@`` `@"), "Code Code Text");
        assert_eq!(one("|`@`|\n|-|\n|`@`|"), "CodeInTable CodeInTable");
        assert_eq!(one("```\n@\n@\n```\n@"), "Fence { indent: 0 } Fence { indent: 0 } Text");
        assert_eq!(one("- ```\n  @\n  ```\n  @"), "Fence { indent: 2 } Text");
        assert_eq!(one("    @"), "Fence { indent: 4 }");
        assert_eq!(read("`@`", Flavour::Markdown1), ["Text"]);
        assert_eq!(read("```\n@\n```", Flavour::Markdown1), ["Fence { indent: 0 }"]);
        assert_eq!(read("```\n@\n```", Flavour::LarkMd), ["Text"]);
    }

    #[test]
    fn some_places_take_no_value() {
        assert_eq!(one("<@>"), "no: in the name of a tag");
        assert_eq!(one("<fo@>"), "no: in the name of a tag");
        assert_eq!(one("</@>"), "no: in the name of a tag");
        assert_eq!(one("<font @=red>"), "no: in a tag outside of an attribute's value");
        assert_eq!(one("<font color=red @>"), "no: in a tag outside of an attribute's value");
        assert_eq!(one("a &@;"), "no: after `&`, where it may become another character");
        assert_eq!(one("\\@"), "no: after a backslash");
        assert_eq!(one("```@\n```"), "no: in the language of a code block");
        assert_eq!(one("[a](@://b)"), "no: in place of a link's scheme");
        assert_eq!(one("[a](https://b '@')"), "no: in the title of a link");
        assert_eq!(one("> ```\n> @\n> ```\n> @"), "no: in a code block inside a quote Text");
    }
}
