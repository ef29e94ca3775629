//! Rules on blocks: code, tables, and what a flavour does not have; and on emoji.

use super::inline::{Token, TokenKind};
use super::lines::{Blocks, Fence, Mark, Run};
use super::{Checker, Flavour};
use crate::{entries, nearest, words};
use std::ops::Range;

entries! {
    CONSTRUCT_OF_OTHER_FLAVOUR = "C0721" "this kind of text does not have that construct" [W W W]
        why "`lark_md` has no headings, quotes, code, tables, dividers or images; the `markdown` of JSON 1.0 no headings, quotes, tables \
             or code spans (card-json-1 §9, card-json-2 §7.4). It shows as typed."
        wrong "<card><markdown>\"# 标题\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"# 标题\"</markdown></card>"

    FENCE_NOT_CLOSED = "C0722" "a code block is never closed" [W W W]
        why "Everything after it is code. The closing fence is on a line of its own, with as many marks as the opening one."
        wrong "<card><markdown>\"```rust\\nlet x = 1;\"</markdown></card>"
        right "<card><markdown>\"```rust\\nlet x = 1;\\n```\"</markdown></card>"

    CODE_LANGUAGE = "C0723" "the language of the code block is not in the list" [W W W]
        why "An unknown language shows as plain text; the names are in card-json-2 §13.7, upper or lower case."
        wrong "<card><markdown>\"```js\\nx\\n```\"</markdown></card>"
        right "<card><markdown>\"```javascript\\nx\\n```\"</markdown></card>"

    TOO_MANY_TABLES = "C0724" "the text has too many tables" [W W W] 11310
        why "Reports contradict each other on how many tables one Markdown component may have: 3, 4 (card-json-2 §18), more."
        wrong "a `<markdown>` with four tables"
        right "the tables in two `<markdown>`, or as `<table>`"

    EMOJI = "C0726" "the emoji is spelled in another case" [W W W]
        why "The keys are printed so, and other words between colons show as they are (card-json-2 §16)."
        wrong "<card><markdown>\":ok:\"</markdown></card>"
        right "<card><markdown>\":OK:\"</markdown></card>"

    INDENTED = "C0727" "four spaces make this line code" [W W W]
        why "In 2.0 a line that begins with four or more spaces is a code block (card-json-2 §13.1; an older page says that it is not). \
             In a text over several lines of source such spaces are easily added by accident."
        wrong "<card schema=\"2.0\"><markdown>\"标题\\n\\n    **正文**\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"标题\\n\\n**正文**\"</markdown></card>"

    INDENTED_FENCE = "C0730" "a code block does not begin its line" [W W W]
        why "Both fences begin their lines (card-json-2 §13.1): with spaces before them they are not drawn as code. Four \
             backticks hold a text that has three."
        wrong "<card schema=\"2.0\"><markdown>\"Run:\\n\\n  ```bash\\n  ls\\n  ```\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"Run:\\n\\n```bash\\nls\\n```\"</markdown></card>"

    BARE_LESS = "C0731" "a bare `<` in Markdown" [W W W]
        why "While a text is streamed, a `<` that begins no tag cuts off what follows it. `&#60;` shows it anywhere outside of code."
        wrong "<card schema=\"2.0\"><markdown>\"if x < 10\"</markdown></card>"
        right "<card schema=\"2.0\"><markdown>\"if x &#60; 10\"</markdown></card>"
}

/// Usual names of languages, and the platform's.
static LANGUAGES: &[(&str, &str)] = &[
    ("js", "javascript"),
    ("jsx", "javascript"),
    ("ts", "typescript"),
    ("tsx", "typescript"),
    ("py", "python"),
    ("rs", "rust"),
    ("rb", "ruby"),
    ("kt", "kotlin"),
    ("sh", "bash"),
    ("zsh", "bash"),
    ("console", "bash"),
    ("yml", "yaml"),
    ("md", "markdown"),
    ("c++", "cpp"),
    ("c#", "c_sharp"),
    ("cs", "c_sharp"),
    ("objc", "objective_c"),
    ("dockerfile", "docker_file"),
    ("golang", "go"),
    ("text", "plain_text"),
    ("txt", "plain_text"),
    ("plain", "plain_text"),
    ("plaintext", "plain_text"),
    ("ps1", "powershell"),
    ("vb", "visual_basic"),
    ("proto", "protobuf"),
    ("tex", "latex"),
];

impl Checker<'_> {
    pub(super) fn blocks_are_known_here(&mut self, blocks: &Blocks) {
        self.marks(blocks);
        if self.flavour == Flavour::Markdown2 {
            self.found.tables = blocks.tables.len();
        }
        for fence in &blocks.fences {
            self.fence(fence);
        }
        for code in &blocks.indented {
            let help = "remove the spaces, or put code between lines of three backticks";
            self.report(&INDENTED, code.clone(), "four leading spaces make this code", help);
        }
        let Some(limit) = self.context.tables.filter(|limit| self.found.tables > *limit) else { return };
        if let Some(table) = blocks.tables.get(limit) {
            let message = format!("too many tables: a text can have at most {limit}, found {}", self.found.tables);
            self.report(&TOO_MANY_TABLES, table.clone(), message, "use `<table>`, or a second `<markdown>`");
        }
    }

    /// Images and code spans are for flavours that have them; emoji are spelled as printed.
    pub(super) fn words_are_known_here(&mut self, runs: &[(&Run, Vec<Token>)]) {
        let (mut image, mut code) = (None, None);
        for (_, tokens) in runs {
            if code.is_none() && self.flavour != Flavour::Markdown2 {
                code = self.code_span(tokens);
            }
            for token in tokens {
                if image.is_none() && matches!(token.kind, TokenKind::LinkStart { image: true }) {
                    image = Some(token.range.clone());
                }
            }
        }
        if let Some(image) = image.filter(|_| self.flavour == Flavour::LarkMd) {
            self.other_flavour(Mark::Image, image);
        }
        if let Some(code) = code {
            self.other_flavour(Mark::Code, code);
        }
        for (_, tokens) in runs {
            for token in tokens {
                if matches!(token.kind, TokenKind::Text) {
                    self.emoji(token.range.clone());
                    self.bare_less(token.range.clone());
                }
            }
        }
    }

    /// The first `` `x` `` on one line, where that is plain text.
    fn code_span(&self, tokens: &[Token]) -> Option<Range<usize>> {
        let mut opened = None;
        for token in tokens {
            match token.kind {
                TokenKind::Text => {}
                TokenKind::Break => opened = None,
                _ => continue,
            }
            for at in token.range.clone().filter(|at| self.source.get(*at) == Some('`')) {
                match opened.replace(at) {
                    Some(start) if at > start + 1 => return Some(start..at + 1),
                    _ => {}
                }
            }
        }
        None
    }

    /// `x < 10`: streamed text may end there.
    fn bare_less(&mut self, range: Range<usize>) {
        if self.flavour != Flavour::Markdown2 {
            return;
        }
        let bare = |at: &usize| {
            self.source.get(*at) == Some('<')
                && self.source.get(at + 1).is_none_or(|c| matches!(c, ' ' | '\n' | '=' | '-' | '<' | '0'..='9'))
        };
        if let Some(at) = range.clone().find(bare) {
            let help = "write `&#60;` where it is to be shown";
            self.report(&BARE_LESS, at..at + 1, "a bare `<` may cut off the rest of a streamed text", help);
        }
    }

    fn emoji(&mut self, range: Range<usize>) {
        let colons: Vec<usize> = range.filter(|at| self.source.get(*at) == Some(':')).collect();
        for pair in colons.windows(2) {
            let &[start, end] = pair else { continue };
            let key = self.source.text(start + 1..end.min(start + 42));
            let printed = words::EMOJI.iter().find(|printed| printed.eq_ignore_ascii_case(&key));
            if let Some(printed) = printed.filter(|_| !self.source.has_hole(start..end)) {
                let message = format!("unknown emoji key `:{key}:`");
                self.report(&EMOJI, start..end + 1, message, format!("write `:{printed}:`"));
            }
        }
    }

    /// Each kind of construct is reported once.
    fn marks(&mut self, blocks: &Blocks) {
        let mut seen: Vec<Mark> = Vec::new();
        for (mark, range) in &blocks.marks {
            let missing = match self.flavour {
                Flavour::Markdown2 => false,
                Flavour::Markdown1 => matches!(mark, Mark::Heading | Mark::Quote | Mark::Table),
                Flavour::LarkMd => true,
            };
            if missing && !seen.contains(mark) {
                seen.push(*mark);
                self.other_flavour(*mark, range.clone());
            }
        }
    }

    fn other_flavour(&mut self, mark: Mark, range: Range<usize>) {
        let what = match mark {
            Mark::Heading => "headings",
            Mark::Quote => "quotes",
            Mark::Divider => "dividers",
            Mark::Fence => "code blocks",
            Mark::Table => "tables",
            Mark::Image => "images",
            Mark::Code => "code spans",
        };
        let (flavour, help) = match (self.flavour, mark) {
            (Flavour::LarkMd, Mark::Heading) => {
                ("`lark_md`", "write it bold, or use a `markdown` component of JSON 2.0")
            }
            (Flavour::LarkMd, Mark::Divider) => ("`lark_md`", "put an `<hr/>` component between two texts"),
            (Flavour::LarkMd, _) => ("`lark_md`", "use a `markdown` component"),
            (_, Mark::Heading) => ("the `markdown` of JSON 1.0", "write it bold, or use `text_size`"),
            (_, Mark::Table) => ("the `markdown` of JSON 1.0", "use a `<table>` component"),
            _ => ("the `markdown` of JSON 1.0", "they require JSON 2.0"),
        };
        let message = format!("{flavour} does not support {what}: this shows as typed");
        self.report(&CONSTRUCT_OF_OTHER_FLAVOUR, range, message, help);
    }

    fn fence(&mut self, fence: &Fence) {
        let source = self.source;
        if fence.closing.is_none() {
            let help = "write the same marks on a line of their own where the code ends";
            self.report(&FENCE_NOT_CLOSED, fence.opening.clone(), "this code block is never closed", help);
        }
        if fence.indent > 0 && !fence.in_list && !fence.quoted {
            let help = "remove the blanks before it";
            let message = "this code block does not begin its line: it may not be drawn as code";
            self.report(&INDENTED_FENCE, fence.opening.clone(), message, help);
        }
        let info = source.text(fence.info.clone());
        let name = info.split_whitespace().next().unwrap_or_default();
        if name.is_empty() || source.has_hole(fence.info.clone()) || words::is_code_language(name) {
            return;
        }
        let lower = name.to_ascii_lowercase();
        let usual = LANGUAGES.iter().find(|(usual, _)| *usual == lower).map(|(_, name)| *name);
        let help = match usual.or_else(|| nearest(&lower, words::CODE_LANGUAGES.iter().copied())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "it shows as plain text: write `plain_text` or nothing".into(),
        };
        let message = format!("unknown code block language `{name}`");
        self.report(&CODE_LANGUAGE, fence.info.clone(), message, help);
    }
}
