//! Markdown as the client draws it: CommonMark behind a reader of the platform's tags, in three dialects.
//!
//! `tokens` replaces the platform's tags by markers before CommonMark sees the text (two thirds of the tags have an
//! underscore in their name, and a tag alone on its line would begin an HTML block); `blocks` turns CommonMark's events
//! into elements, `spans` keeps what is open, `elements` draws the tags.

mod blocks;
mod elements;
mod emoji;
mod spans;
mod tag;
mod tokens;

use crate::draw::Drawing;
use feishu_card_core::Json;

/// Which Markdown a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The `markdown` of JSON 2.0: CommonMark without HTML, with tables, strikethrough and tags.
    Second,
    /// The `markdown` of JSON 1.0: no headings, quotes, inline code and tables, which are shown as typed.
    First,
    /// `lark_md`: emphasis, links and tags within a text; no blocks.
    Lark,
}

/// Draws a text with blocks inside of the element that is open.
pub(crate) fn draw<'a>(d: &mut Drawing<'a>, source: &'a str, dialect: Dialect, href: Option<&'a Json>) {
    let tokens = tokens::read(source, dialect, d.options.holes);
    let depth = d.html.depth();
    blocks::Writer::new(d, &tokens, dialect, href).run();
    d.html.close_to(depth);
}

/// Draws a `lark_md` text inside of the element that is open: only inline elements and line breaks.
pub(crate) fn inline<'a>(d: &mut Drawing<'a>, source: &'a str, href: Option<&'a Json>) {
    draw(d, source, Dialect::Lark, href);
}

#[cfg(test)]
mod tests {
    use crate::{Options, fragment};
    use feishu_card_core::Json;

    fn drawn(text: &str) -> String {
        let card = format!(
            r#"{{"schema":"2.0","body":{{"elements":[{{"tag":"markdown","content":{}}}]}}}}"#,
            Json::from(text.to_owned())
        );
        fragment(&Json::parse(&card).unwrap(), &Options::new())
    }

    #[test]
    fn beside_emphasis_a_tag_is_the_punctuation_that_it_is_written_with() {
        for (text, wanted) in [
            ("<font color='blue'>**78%**</font>", "<strong>78%</strong>"),
            ("<font color='blue'>**（甲）**</font>", "<strong>（甲）</strong>"),
            ("**<font color='blue'>a</font>**b", "**"),
            ("a**:OK:**", "a**"),
            ("`<at id=all></at>`", "&lt;at id=all&gt;&lt;/at&gt;</code>"),
            ("\u{1bc9f}", "\u{1bc9f}"),
        ] {
            let html = drawn(text);
            assert!(html.contains(wanted), "{text}: {html}");
        }
        assert!(!drawn("<font color='blue'>**78%**</font> <br> :OK: a~b &reg").contains('\u{1bc9f}'));
    }
}
