//! A page as it is read here: its headings with their anchors, its fenced blocks, its links.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What of a page matters.
#[derive(Debug, Default)]
pub struct Page {
    /// In the order of the page.
    pub headings: Vec<Heading>,
    /// In the order of the page.
    pub blocks: Vec<Block>,
    /// Targets of links and pictures, as written, each with its line.
    pub links: Vec<(usize, String)>,
    /// How many tables, list items and pictures there are: what two languages of a page have in common.
    pub shape: Vec<&'static str>,
}

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// As it is shown.
    pub text: String,
    /// What a link to it ends with.
    pub anchor: String,
}

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What follows the opening fence: `rust,no_run`.
    pub info: String,
    /// The text, up to the closing fence.
    pub text: String,
    /// The line of the page on which the text begins, from 1.
    pub line: usize,
    /// The path that is alone in the paragraph above.
    pub file: Option<String>,
}

impl Page {
    /// Reads Markdown as GitHub does.
    #[must_use]
    pub fn read(text: &str) -> Page {
        let mut page = Page::default();
        let (mut heading, mut block): (Option<Heading>, Option<Block>) = (None, None);
        // of the paragraph that is read, and of the one that was: what is in backticks, and whether it is all
        let (mut code, mut alone) = (String::new(), false);
        let line_of = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    heading = Some(Heading { level: level as u8, text: String::new(), anchor: String::new() });
                }
                Event::End(TagEnd::Heading(_)) => {
                    page.headings.extend(heading.take().map(|heading| page.anchored(heading)))
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    let file = (alone && !code.is_empty()).then(|| std::mem::take(&mut code));
                    let line = line_of(range.start) + 1;
                    block = Some(Block { info: info.trim().to_owned(), text: String::new(), line, file });
                }
                Event::End(TagEnd::CodeBlock) => {
                    page.blocks.extend(block.take());
                    alone = false;
                }
                Event::Start(Tag::Paragraph) => (code, alone) = (String::new(), true),
                Event::Start(Tag::Strong | Tag::Emphasis) | Event::End(_) => {}
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push((line_of(range.start), dest_url.into_string()));
                    alone = false;
                }
                Event::Start(Tag::Item) => page.shape.push("item"),
                Event::Start(Tag::TableRow) => page.shape.push("row"),
                Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.text.push_str(&text);
                    }
                    alone &= code.is_empty();
                    code.push_str(&text);
                }
                Event::Text(text) => match (&mut block, &mut heading) {
                    (Some(block), _) => block.text.push_str(&text),
                    (None, Some(heading)) => heading.text.push_str(&text),
                    (None, None) => alone = false,
                },
                _ => alone = false,
            }
        }
        page
    }

    /// With its anchor: as GitHub makes it, with a number where it was there before.
    fn anchored(&self, mut heading: Heading) -> Heading {
        let kept = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == ' ';
        let anchor: String = heading.text.to_lowercase().chars().filter(|c| kept(*c)).collect();
        let anchor = anchor.replace(' ', "-");
        let same = self
            .headings
            .iter()
            .filter(|other| other.anchor == anchor || other.anchor.strip_prefix(&anchor).is_some_and(is_number));
        heading.anchor = match same.count() {
            0 => anchor,
            n => format!("{anchor}-{n}"),
        };
        heading
    }
}

/// `-1`, `-2` behind an anchor.
fn is_number(rest: &str) -> bool {
    rest.strip_prefix('-').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Block {
    /// The kind: `rust` of `rust,no_run`.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.info.split([',', ' ']).next().unwrap_or_default()
    }

    /// Whether the words after the kind have this one.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.info.split([',', ' ']).skip(1).any(|other| other == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_anchors_of_github() {
        let page = Page::read("# A `card` & more!\n\n## Same\n\n## Same\n\n## 在你的 项目里\n");
        let anchors: Vec<_> = page.headings.iter().map(|heading| heading.anchor.as_str()).collect();
        assert_eq!(anchors, ["a-card--more", "same", "same-1", "在你的-项目里"]);
    }

    #[test]
    fn a_block_has_its_kind_its_line_and_the_file_above_it() {
        let page =
            Page::read("text\n\n**`src/main.rs`**\n\n```rust,no_run\nfn main() {}\n```\n\nsee `x`\n\n```sh\nls\n```\n");
        let [program, shell] = page.blocks.as_slice() else { panic!("{page:?}") };
        assert_eq!((program.kind(), program.has("no_run"), program.line), ("rust", true, 6));
        assert_eq!(program.file.as_deref(), Some("src/main.rs"));
        assert_eq!(program.text, "fn main() {}\n");
        assert_eq!((shell.kind(), shell.file.as_deref()), ("sh", None));
    }

    #[test]
    fn links_in_code_are_none() {
        let page = Page::read("[a](b.md#c) `[d](e)`\n\n```rust\n\"[f](g)\"\n```\n\n![h](i.png)\n");
        assert_eq!(page.links, [(1, "b.md#c".to_owned()), (7, "i.png".to_owned())]);
    }
}
