//! The wanted text of a stream, as sheets: one card's worth each. The last one grows, those before it are full.
//!
//! Every change of what is to be shown has a number of its own, so that "is it shown already" is a comparison of two
//! numbers, and no text is kept for it.

use feishu_card_core::{GrowingText, Limits, Markdown, SplitLimits};

/// The fewest bytes that a sheet is made smaller to when the platform refuses its size.
const LEAST_BYTES: usize = 500;

/// A sheet as it is to be shown.
#[derive(Debug)]
struct Sheet {
    text: String,
    version: u64,
}

#[derive(Debug)]
pub(crate) struct Sheets {
    limits: SplitLimits,
    tables: usize,
    /// All that was pushed.
    raw: String,
    full: Vec<Sheet>,
    growing: GrowingText,
    /// The growing one as it can be shown.
    last: Sheet,
    /// Whether something was pushed since it was looked at.
    is_stale: bool,
    /// Nothing more comes: the last one does not grow any more.
    is_finished: bool,
    versions: u64,
}

impl Sheets {
    pub(crate) fn new(limits: SplitLimits, tables: usize) -> Self {
        Sheets {
            limits,
            tables,
            raw: String::new(),
            full: Vec::new(),
            growing: GrowingText::new(tables),
            last: Sheet { text: String::new(), version: 0 },
            is_stale: false,
            is_finished: false,
            versions: 0,
        }
    }

    /// More text at the end.
    pub(crate) fn push(&mut self, delta: &str) {
        if self.is_finished || delta.is_empty() {
            return;
        }
        self.raw.push_str(delta);
        self.growing.push(delta);
        self.is_stale = true;
    }

    /// Another text. Where it begins with the one before, that is a push.
    pub(crate) fn set(&mut self, whole: &str) {
        if let Some(delta) = whole.strip_prefix(self.raw.as_str()) {
            return self.push(delta);
        }
        if self.is_finished {
            return;
        }
        whole.clone_into(&mut self.raw);
        self.growing = GrowingText::new(self.tables);
        self.growing.push(whole);
        let mut full = 0;
        while let Some(text) = self.growing.take_part(&self.limits) {
            let version = match self.full.get(full).filter(|sheet| sheet.text == text) {
                Some(same) => same.version,
                None => self.next_version(),
            };
            let sheet = Sheet { text, version };
            match self.full.get_mut(full) {
                Some(old) => *old = sheet,
                None => self.full.push(sheet),
            }
            full += 1;
        }
        self.full.truncate(full);
        // its number says nothing about the sheet at the same place before
        self.last = Sheet { text: String::new(), version: self.next_version() };
        self.is_stale = true;
    }

    /// All that was pushed.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// Brings the sheets up to date with what was pushed.
    pub(crate) fn look(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        while let Some(text) = self.growing.take_part(&self.limits) {
            let version = self.next_version();
            self.full.push(Sheet { text, version });
            self.last = Sheet { text: String::new(), version: self.next_version() };
        }
        let text = self.growing.shown();
        if text != self.last.text {
            self.last = Sheet { text, version: self.next_version() };
        }
    }

    /// Nothing more comes: what was held back is shown, code is closed, and the footer is put behind it.
    pub(crate) fn finish(&mut self, footer: Option<&str>, if_empty: &str) {
        if self.is_finished {
            return;
        }
        self.look();
        self.is_finished = true;
        let growing = std::mem::replace(&mut self.growing, GrowingText::new(self.tables));
        let mut text = growing.finish().0;
        put_footer(&mut text, footer);
        if self.full.is_empty() && text.trim().is_empty() {
            if_empty.clone_into(&mut text);
        }
        self.put_last(text);
    }

    /// What a text and a footer have more than what was pushed, safe by itself: a code block that goes on is opened
    /// again. All of the text, where it does not begin with what was pushed.
    pub(crate) fn beyond(&self, wanted: &str, footer: Option<&str>) -> String {
        let mut more = GrowingText::new(self.tables);
        let rest = match wanted.strip_prefix(self.raw.as_str()) {
            Some(rest) if !rest.is_empty() => {
                more.push(&self.raw);
                drop(more.take_shown());
                rest
            }
            Some(rest) => rest,
            None => wanted,
        };
        more.push(rest);
        let mut text = more.finish().0;
        put_footer(&mut text, footer);
        text
    }

    /// Puts the text in place of the last sheet, over as many as it needs.
    fn put_last(&mut self, mut text: String) {
        let mut parts = Markdown::raw(std::mem::take(&mut text)).split(&self.limits);
        let last = parts.pop().map_or_else(String::new, |part| part.as_str().to_owned());
        for part in parts {
            let version = self.next_version();
            self.full.push(Sheet { text: part.as_str().to_owned(), version });
            self.last = Sheet { text: String::new(), version: self.next_version() };
        }
        if last != self.last.text {
            self.last = Sheet { text: last, version: self.next_version() };
        }
    }

    /// How many sheets there are; an empty last one does not count unless it is the only one.
    pub(crate) fn count(&self) -> usize {
        let last = self.full.is_empty() || !self.last.text.is_empty();
        self.full.len() + usize::from(last)
    }

    /// Whether a sheet is as it will be.
    pub(crate) fn is_full(&self, index: usize) -> bool {
        self.is_finished || index < self.full.len()
    }

    /// What is to be shown; of a sheet that is none any more, nothing.
    pub(crate) fn text(&self, index: usize) -> &str {
        match self.full.get(index) {
            Some(sheet) => &sheet.text,
            None if index == self.full.len() => &self.last.text,
            None => "",
        }
    }

    /// The number of what is to be shown: another one for each text.
    pub(crate) fn version(&self, index: usize) -> u64 {
        match self.full.get(index) {
            Some(sheet) => sheet.version,
            None if index == self.full.len() => self.last.version,
            // one that is none any more shows nothing, always
            None => u64::MAX,
        }
    }

    /// The text from this sheet on, to go on from.
    pub(crate) fn from(&self, index: usize) -> String {
        let last = if self.is_finished { self.last.text.clone() } else { self.growing.so_far() };
        let full = self.full.get(index..).unwrap_or_default();
        let mut texts: Vec<&str> = full.iter().map(|sheet| sheet.text.as_str()).collect();
        texts.extend(Some(last.as_str()).filter(|last| !last.is_empty()));
        texts.join("\n")
    }

    /// What was shown of the growing sheet is full; what comes goes to the next one. False if it is still empty.
    pub(crate) fn move_on(&mut self) -> bool {
        self.look();
        if self.is_finished || self.last.text.is_empty() {
            return false;
        }
        let text = self.growing.take_shown();
        let version = if text == self.last.text { self.last.version } else { self.next_version() };
        self.full.push(Sheet { text, version });
        self.last = Sheet { text: String::new(), version: self.next_version() };
        self.is_stale = true;
        true
    }

    /// The platform takes no text as large as this sheet. False if it cannot be smaller.
    pub(crate) fn shrink(&mut self, index: usize) -> bool {
        let bytes = self.text(index).len().min(self.limits.bytes) * 3 / 4;
        if bytes < LEAST_BYTES {
            return false;
        }
        self.limits.bytes = bytes;
        self.again(index);
        true
    }

    /// The platform takes no text with so many tables. False if none is allowed already.
    pub(crate) fn fewer_tables(&mut self, index: usize) -> bool {
        if self.tables == 0 {
            return false;
        }
        self.tables /= 2;
        self.again(index);
        true
    }

    /// Room is needed beside the text of the last sheet.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.limits.bytes = self.limits.bytes.saturating_sub(bytes).max(LEAST_BYTES);
        self.is_stale = true;
    }

    /// Makes the sheets from this one on anew.
    fn again(&mut self, index: usize) {
        self.look();
        let held = self.growing.held_back().to_owned();
        let rest = self.full.split_off(index.min(self.full.len()));
        let mut texts: Vec<String> = rest.into_iter().map(|sheet| sheet.text).collect();
        texts.push(std::mem::take(&mut self.last.text));
        let mut limits = Limits::PLATFORM;
        limits.markdown_tables = self.tables;
        let text = Markdown::untrusted_with(&texts.join("\n"), &limits).0.as_str().to_owned();
        self.last = Sheet { text: String::new(), version: self.next_version() };
        if self.is_finished {
            self.put_last(text);
        } else {
            self.growing = GrowingText::new(self.tables);
            self.growing.push(&text);
            self.growing.push(&held);
            self.is_stale = true;
            self.look();
        }
    }

    fn next_version(&mut self) -> u64 {
        self.versions += 1;
        self.versions
    }
}

/// Puts the footer, made safe, behind a text.
fn put_footer(text: &mut String, footer: Option<&str>) {
    let Some(footer) = footer else { return };
    text.truncate(text.trim_end().len());
    *text += if text.is_empty() { "" } else { "\n\n" };
    *text += Markdown::untrusted(footer).as_str();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PIECES: &[&str] = &[
        "word",
        " ",
        "\n",
        "\n\n",
        "**",
        "*",
        "[a](",
        "https://b.c",
        ")",
        "```",
        "```rust\n",
        "`",
        "<at id=",
        "all></at>",
        "|a|b|",
        "\n|-|-|\n",
        "- ",
        "# ",
        "&lt;",
        "\\",
        "<",
        "![x](img_1)",
        "\r\n",
        "é",
    ];

    fn config() -> ProptestConfig {
        let cases = if std::env::var_os("FEISHU_CARD_LONG").is_some() { 200_000 } else { 1_000 };
        ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
    }

    proptest! {
        #![proptest_config(config())]
        /// Wherever a stream is left off, it goes on as if it had not been.
        #[test]
        fn a_text_that_goes_on_from_what_was_kept_ends_as_the_whole(
            before in prop::collection::vec(prop::sample::select(PIECES), 0..14),
            after in prop::collection::vec(prop::sample::select(PIECES), 0..8),
            looks in any::<u16>(),
        ) {
            let (mut whole, mut next) = (sheets(28_000), sheets(28_000));
            for (nth, piece) in before.iter().enumerate() {
                whole.push(piece);
                if looks >> nth & 1 == 1 {
                    whole.look();
                }
            }
            next.push(&whole.from(0));
            for piece in &after {
                whole.push(piece);
                next.push(piece);
            }
            whole.finish(None, "");
            next.finish(None, "");
            prop_assert_eq!(texts(&next), texts(&whole));
            let again = Markdown::untrusted(whole.text(0));
            prop_assert_eq!(again.as_str(), whole.text(0));
        }
    }

    fn sheets(bytes: usize) -> Sheets {
        Sheets::new(SplitLimits::new(bytes, 30_000), 4)
    }

    fn texts(sheets: &Sheets) -> Vec<&str> {
        (0..sheets.count()).map(|index| sheets.text(index)).collect()
    }

    #[test]
    fn a_text_grows_over_several_sheets() {
        let mut sheets = sheets(600);
        for n in 0..100 {
            sheets.push(&format!("word{n} "));
            sheets.look();
        }
        assert!(sheets.count() > 1 && sheets.is_full(0) && !sheets.is_full(sheets.count() - 1));
        sheets.finish(Some("stopped"), "nothing");
        let joined = texts(&sheets).join(" ");
        let words: Vec<_> = joined.split_whitespace().collect();
        let all: Vec<_> = (0..100).map(|n| format!("word{n}")).chain(["stopped".to_owned()]).collect();
        assert_eq!(words, all);
    }

    #[test]
    fn what_comes_after_the_end_is_safe_by_itself() {
        let mut sheets = sheets(600);
        let shown = "See\n```rust\nlet a = 1;\n";
        sheets.push(shown);
        sheets.finish(None, "nothing");
        assert_eq!(sheets.beyond(shown, None), "");
        assert_eq!(sheets.beyond(shown, Some("stopped")), "stopped");
        assert_eq!(sheets.beyond(&format!("{shown}let b = 2;"), None), "```rust\nlet b = 2;\n```");
        assert_eq!(sheets.beyond("Else", Some("stopped")), "Else\n\nstopped");
    }

    #[test]
    fn numbers_change_with_the_text_and_only_then() {
        let mut sheets = sheets(600);
        sheets.push("one");
        sheets.look();
        let first = sheets.version(0);
        sheets.push(" [a](");
        sheets.look();
        assert_ne!(first, sheets.version(0), "the blank before what is held back");
        let second = sheets.version(0);
        sheets.push("https");
        sheets.look();
        assert_eq!((second, sheets.text(0)), (sheets.version(0), "one "));
        sheets.set("one [a](https://b.c)");
        sheets.look();
        assert_eq!(sheets.text(0), "one [a](https://b.c)");
        sheets.set("another");
        sheets.look();
        assert_eq!(texts(&sheets), ["another"]);
    }

    #[test]
    fn a_shorter_text_leaves_sheets_without_any() {
        let mut sheets = sheets(600);
        sheets.set(&"word ".repeat(300));
        sheets.look();
        let before = sheets.count();
        sheets.set("short");
        sheets.look();
        assert!(before > 2 && sheets.count() == 1 && sheets.text(1).is_empty());
    }

    #[test]
    fn what_is_refused_is_made_smaller_and_nothing_is_lost() {
        let mut sheets = sheets(28_000);
        sheets.push(&"word ".repeat(900));
        sheets.look();
        assert_eq!(sheets.count(), 1);
        // what came since was not looked at yet
        sheets.push(&"word ".repeat(100));
        assert!(sheets.shrink(0));
        assert!(sheets.count() > 1);
        while sheets.shrink(0) {}
        sheets.finish(None, "");
        assert_eq!(texts(&sheets).join(" ").split_whitespace().count(), 1000);
        let tables = ["|a|b|\n|-|-|\n|c|d|"; 4].join("\n\n");
        let mut sheets = self::sheets(28_000);
        sheets.push(&tables);
        sheets.look();
        assert!(sheets.fewer_tables(0));
        assert_eq!(sheets.text(0).matches("```").count(), 4, "two as code: {}", sheets.text(0).replace('\n', "⏎"));
    }

    #[test]
    fn an_empty_text_says_so() {
        let mut sheets = sheets(600);
        sheets.finish(None, "(no content)");
        assert_eq!(texts(&sheets), ["(no content)"]);
    }
}
