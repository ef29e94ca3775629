//! Texts that are right at a glance: most of those in cards. They are known by one look at each byte, with nothing
//! allocated; every other text is read by [`check`](super::check).
//!
//! Taken are lines and items of lists with `**bold**`, `[text](https://…)`, and the tags `<font>`, `<text_tag>` and `<at>`,
//! each of them whole, on one line and not in one another; and holes between them. Whatever else might mean something is
//! left to the reader; a property test holds that it finds nothing in what is taken, and the same places of holes.

use super::{
    Context, Flavour,
    entity::bare,
    inline,
    source::{EMOJI_LENGTH, HOLE},
};
use crate::{markdown::HoleContext, tree::TextPart, words};
use std::borrow::Cow;

/// Whether the reader surely finds nothing in a text, and no table, audio or variable. How the text is set is not told.
#[must_use]
pub fn is_right_at_a_glance(parts: &[TextPart<'_>], flavour: Flavour, context: &Context<'_>) -> bool {
    holes(parts, flavour, context).is_some()
}

/// The places of the holes in such a text.
pub(super) fn holes(parts: &[TextPart<'_>], flavour: Flavour, context: &Context<'_>) -> Option<Vec<HoleContext>> {
    let text = joined(parts)?;
    let mut glance =
        Glance { text: &text, flavour, context, at: 0, bold: false, font: false, colon: None, holes: Vec::new() };
    glance.whole()?;
    (!glance.bold && !glance.font).then_some(glance.holes)
}

/// The parts as one text; none where its author wrote what is a hole in it.
fn joined<'p>(parts: &'p [TextPart<'_>]) -> Option<Cow<'p, str>> {
    if let [TextPart::Text(text)] = parts {
        return (!text.contains(HOLE)).then_some(Cow::Borrowed(text));
    }
    let mut joined = String::new();
    for part in parts {
        match part {
            TextPart::Text(text) if text.contains(HOLE) => return None,
            TextPart::Text(text) => joined.push_str(text),
            TextPart::Hole => joined.push(HOLE),
        }
    }
    Some(Cow::Owned(joined))
}

/// Where the look is. What it does not know ends it with `None`.
struct Glance<'t> {
    text: &'t str,
    flavour: Flavour,
    context: &'t Context<'t>,
    at: usize,
    /// Whether a `**` is open.
    bold: bool,
    /// Whether a `<font>` is open.
    font: bool,
    /// What is behind the last colon: with another it may be an emoji.
    colon: Option<usize>,
    /// The places of the holes so far.
    holes: Vec<HoleContext>,
}

/// The bytes that may mean something in a line, and the control characters.
const fn matters(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'*' | b'[' | b']' | b'<' | b'!' | b':' | b'&' | b'\\' | b'`' | b'|' | b'~' | 0x7f)
}

static MATTERS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = matters(byte as u8);
        byte += 1;
    }
    table
};

impl<'t> Glance<'t> {
    fn whole(&mut self) -> Option<()> {
        loop {
            self.line_start()?;
            loop {
                let rest = self.text.as_bytes().get(self.at..)?;
                let Some(skipped) = rest.iter().position(|byte| MATTERS[usize::from(*byte)]) else { return Some(()) };
                self.at += skipped;
                match rest.get(skipped)? {
                    b'\n' => break,
                    b'*' => self.stars()?,
                    b'[' => self.link()?,
                    b'<' => self.tag()?,
                    b':' => self.colon()?,
                    b'\0' => self.hole()?,
                    b'!' if self.byte(1) != Some(b'[') => self.at += 1,
                    _ => return None,
                }
            }
            // marks of emphasis do not always reach over the end of a line
            if self.bold {
                return None;
            }
            self.at += 1;
        }
    }

    /// The byte `n` places on.
    fn byte(&self, n: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + n).copied()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Blanks and the marks of list items; none of what else a line may begin with.
    fn line_start(&mut self) -> Option<()> {
        let mut blanks = self.blanks();
        for _ in 0..4 {
            let mark = match self.byte(0) {
                _ if blanks > 3 => return None,
                Some(b'#' | b'>') => return None,
                // in `lark_md`, which has no blocks, a star is one of emphasis
                Some(b'*') if self.flavour == Flavour::LarkMd => 0,
                Some(b'-' | b'*' | b'+') => 1,
                // a row of them is a divider
                Some(b'_') => return (!matches!(self.byte(1), Some(b'_' | b' ') | None)).then_some(()),
                Some(b'0'..=b'9') => {
                    let digits = (0..10).take_while(|n| self.byte(*n).is_some_and(|b| b.is_ascii_digit())).count();
                    match self.byte(digits) {
                        Some(b'.' | b')') if digits < 10 => digits + 1,
                        _ => 0,
                    }
                }
                _ => 0,
            };
            if mark == 0 || self.byte(mark) != Some(b' ') {
                // `-5` and `**bold**` begin a text, and a row of marks is a divider
                let bold = mark == 1 && self.byte(0) == Some(b'*') && self.byte(1) == Some(b'*');
                let next = self.byte(if bold { 2 } else { 1 });
                let is_text = mark != 1 || !matches!(next, None | Some(b'-' | b'*' | b'+' | b' ' | b'\n'));
                return is_text.then_some(());
            }
            self.at += mark;
            blanks = self.blanks().min(1);
        }
        None
    }

    fn blanks(&mut self) -> usize {
        let blanks = self.rest().bytes().take_while(|byte| *byte == b' ').count();
        self.at += blanks;
        blanks
    }

    /// `**` that opens, or that closes what is open.
    fn stars(&mut self) -> Option<()> {
        if self.byte(1) != Some(b'*') || self.byte(2) == Some(b'*') {
            return None;
        }
        let before = self.text.get(..self.at)?.chars().next_back();
        let after = self.text.get(self.at + 2..)?.chars().next();
        let (opens, closes) = inline::sides(before, after);
        self.bold = match self.bold {
            true if closes => false,
            false if opens => true,
            _ => return None,
        };
        self.at += 2;
        Some(())
    }

    /// `[text](https://…)`.
    fn link(&mut self) -> Option<()> {
        let (shown, rest) = self.rest().get(1..)?.split_once(']')?;
        let (target, _) = rest.strip_prefix('(')?.split_once(')')?;
        let host = target.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest))?;
        let is_address = host.starts_with("://")
            && target.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b';' | b'{' | b'<' | b'>'))
            && target.match_indices('&').all(|(at, _)| is_no_entity(target, at + 1));
        let is_plain = !shown.bytes().any(|byte| MATTERS[usize::from(byte)]);
        (is_plain && is_address).then(|| {
            self.at += shown.len() + target.len() + "[]()".len();
            // what is behind it is another text
            self.colon = None;
        })
    }

    /// A tag with what it needs.
    fn tag(&mut self) -> Option<()> {
        let rest = self.rest();
        let length = if let Some(behind) = rest.strip_prefix("<font color=") {
            let (color, behind) = value(behind)?;
            let known = match self.context.colors {
                Some(custom) => words::is_color(color) || custom.contains(&color),
                None => true,
            };
            if self.font || !known {
                return None;
            }
            self.font = true;
            rest.len() - behind.len()
        } else if rest.starts_with("</font>") && self.font {
            self.font = false;
            "</font>".len()
        } else if let Some(behind) = rest.strip_prefix("<at id=") {
            let (_, behind) = value(behind)?;
            rest.len() - behind.strip_prefix("</at>")?.len()
        } else {
            let (color, behind) = value(rest.strip_prefix("<text_tag color=")?)?;
            let (inside, behind) = behind.split_once('<')?;
            let is_plain = words::is_tag_color(color) && !inside.is_empty() && !inside.contains(['&', '\n', '\0']);
            rest.len() - behind.strip_prefix("/text_tag>").filter(|_| is_plain)?.len()
        };
        self.at += length;
        self.colon = None;
        Some(())
    }

    /// A colon: with the last one it is around no key of an emoji, and it is in no address.
    fn colon(&mut self) -> Option<()> {
        let before = self.colon.replace(self.at + 1);
        let key = before.and_then(|before| self.text.as_bytes().get(before..self.at));
        let letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let may_be_key = key.is_some_and(|key| key.iter().all(letter) && !key.iter().all(u8::is_ascii_digit));
        let is_address = self.byte(1) == Some(b'/') && self.byte(2) == Some(b'/');
        (!may_be_key && !is_address).then(|| self.at += 1)
    }

    /// A hole in running text, where its value completes nothing.
    fn hole(&mut self) -> Option<()> {
        let before = self.text.get(..self.at)?.chars().next_back();
        let after = self.text.get(self.at + 1..)?.chars().next();
        // `:{x}:` may be an emoji, `https:/{x}` an address, `!{x}[` an image
        let key = self.colon.filter(|colon| self.at - colon <= EMOJI_LENGTH);
        let key = key.and_then(|colon| self.text.as_bytes().get(colon..self.at));
        let in_key = key.is_some_and(|key| key.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'\0')));
        // what is in a tag has a place of its own
        if self.font || in_key || matches!(before, Some(':' | '/' | '!')) {
            return None;
        }
        self.holes.push(match before {
            Some('*' | '_') if after == before => HoleContext::Between,
            _ => HoleContext::Text,
        });
        self.at += 1;
        Some(())
    }
}

/// Whether no name of an entity follows a `&` in an address without `;`.
fn is_no_entity(target: &str, at: usize) -> bool {
    let mut name = ['\0'; 8];
    let behind = target.get(at..).unwrap_or_default();
    name.iter_mut().zip(behind.chars()).for_each(|(place, c)| *place = c);
    bare(&name).is_none()
}

/// The value of the last attribute of a tag, in quotes or not, and what is behind the `>`: letters and digits only.
fn value(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let text = text.get(usize::from(quote.is_some())..)?;
    let end = text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))?;
    let (value, behind) = text.split_at_checked(end).filter(|(value, _)| !value.is_empty())?;
    let behind = match quote {
        Some(quote) => behind.strip_prefix(quote)?,
        None => behind,
    };
    Some((value, behind.strip_prefix('>')?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{check, hole};
    use proptest::prelude::*;

    const FLAVOURS: [Flavour; 3] = [Flavour::LarkMd, Flavour::Markdown1, Flavour::Markdown2];

    /// Whether a text is right at a glance; `\0` is a hole.
    fn is_right(text: &str, flavour: Flavour) -> bool {
        let context = Context { colors: Some(&["brand"]), tables: Some(5) };
        let mut parts = Vec::new();
        for part in text.split(HOLE) {
            parts.extend([TextPart::Text(part.into()), TextPart::Hole]);
        }
        parts.pop();
        let places = holes(&parts, flavour, &context);
        let right = places.is_some();
        if let Some(places) = places {
            let read: Vec<_> = hole::read(&parts, flavour).into_iter().map(|place| place.ok()).collect();
            assert_eq!(places.into_iter().map(Some).collect::<Vec<_>>(), read, "{flavour:?} {text:?}");
            let found = check(&parts, flavour, &context);
            assert!(found.findings.is_empty(), "{flavour:?} {text:?}: {:?}", found.findings);
            assert!(found.tables == 0 && found.audio_ids.is_empty() && found.variables.is_empty(), "{text:?}");
        }
        right
    }

    #[test]
    fn what_cards_mostly_say_is_seen_to_be_right() {
        for text in [
            "",
            "已完成，请查收！",
            "**状态**：进行中",
            "- [第 1 项](https://open.feishu.cn/1)：<font color='grey'>说明</font>",
            "1. a\n2. b\n\n**c** d",
            "<at id=all></at> 12:30:45, a_b-c",
            "<font color=\"brand\">**x**</font> <text_tag color='blue'>v1</text_tag>",
            "**a** b **c**",
            "[看板](https://example.com/d/1?from=now-1h&to=now)",
            "-5 °C",
            "**第 \0 张** \0",
            "**\0**：\0 _\0_",
            "\0\0\n- \0，[看板](https://example.com) \0",
        ] {
            assert!(FLAVOURS.iter().all(|flavour| is_right(text, *flavour)), "{text}");
        }
    }

    #[test]
    fn what_may_be_wrong_is_left_to_the_reader() {
        for text in [
            "**a",
            "** a**",
            "# a",
            "> a",
            "---",
            "* * *",
            "- - -",
            "`a`",
            "|a|",
            "~~a~~",
            "a *b*",
            "***a***",
            "[a](b)",
            "![a](https://b.c)",
            "[a](https://b.c d)",
            "https://a.cn",
            ":ok:",
            "a < b",
            "<font color='gray'>x</font>",
            "<font color='red'>x",
            "</font>",
            "<b>",
            "<at id=all>",
            "<at id=a@b.c></at>",
            "&copy",
            "[a](https://b.c/?d=e&copy=f)",
            "[a](https://b.c/?d=e&amp;f)",
            "\\*",
            "    a",
            "a\tb",
            "<text_tag color='grey'>x</text_tag>",
            "__a__\n___",
            "[a](https://b.c)](https://d.e)",
            "**a\nb**",
            "**\0",
            ":\0:",
            ":a\0b:",
            "https:\0",
            "https:/\0",
            "!\0[a](https://b.c)",
            "&\0",
            "\\\0",
            "[\0](https://a.cn)",
            "[a](https://b.cn/\0)",
            "<font color='red'>\0</font>",
            "<font color=\0>a</font>",
            "<text_tag color='blue'>\0</text_tag>",
            "<\0>",
            "# \0",
            "`\0`",
        ] {
            assert!(!FLAVOURS.iter().any(|flavour| is_right(text, *flavour)), "{text}");
        }
    }

    /// Pieces that are right one by one, and may not be so beside one another.
    fn soup() -> impl Strategy<Value = String> {
        const PIECES: [&str; 86] = [
            "\0",
            "\0",
            "\0",
            "**\0**",
            "\0**",
            ":\0",
            "a",
            "中",
            " ",
            "  ",
            "    ",
            "\n",
            "\n\n",
            "- ",
            "* ",
            "+ ",
            "1. ",
            "12) ",
            "-",
            "+",
            "_",
            "__",
            "***",
            "**",
            "**",
            "**",
            "*",
            "#",
            "# ",
            "> ",
            "[",
            "]",
            "(",
            ")",
            "](",
            "[a](https://b.c/d?e=f)",
            "![a](img_v3_x)",
            "!",
            ":",
            ":OK:",
            ":ok",
            "http",
            "https://x.y",
            "<",
            ">",
            "<font color='red'>",
            "<font color=nope>",
            "</font>",
            "<at id=all></at>",
            "<at id=ou_1>",
            "</at>",
            "<text_tag color='blue'>",
            "</text_tag>",
            "<text_tag color='red'>x</text_tag>",
            "。",
            "，",
            "（",
            "0",
            "=",
            "|",
            "\u{3000}",
            "${x}",
            "[](https://a.cn)",
            "[a](https://)",
            "[ ](http://b)",
            "[a](https://b\"c)",
            "[中](https://b/中)",
            "[a](https://b.c/?d=1&to=2)",
            "[a](https://b.c/?d=1&copy=2)",
            "[a](https://b.c/?d=1&sim;)",
            "[a](https://b.c/?d&g",
            "<text_tag color='blue'>[a](b)</text_tag>",
            "<text_tag color='blue'>**</text_tag>",
            "<text_tag color='blue'>`</text_tag>",
            "<text_tag color='blue'>![x](https://y)</text_tag>",
            "<text_tag color='blue'> </text_tag>",
            "<font color='green'>",
            "<at id=ou_1></at>",
            "<at id=\"a-b\"></at>",
            "www.a.cn",
            "ftp://x",
            "mailto:a@b.c",
            "a@b.c",
            "\r\n",
            "\"",
            "=====",
        ];
        proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("FEISHU_CARD_LONG").is_some() { 400_000 } else { 4_000 }))]

        #[test]
        fn the_reader_finds_nothing_in_what_is_right_at_a_glance(text in soup()) {
            for flavour in FLAVOURS {
                is_right(&text, flavour);
            }
        }

        #[test]
        fn nor_in_any_text(text in "[-a*_ \n:\\[\\]()<>!1.+中，\0]{0,24}") {
            for flavour in FLAVOURS {
                is_right(&text, flavour);
            }
        }
    }
}
