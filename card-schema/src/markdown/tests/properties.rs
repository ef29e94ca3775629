//! What is escaped shows as it is, wherever it is; nothing makes the reader panic or slow down.

use super::super::inline::{TokenKind, tokens};
use super::super::lines::blocks;
use super::super::source::Source;
use super::super::{Builder, Context, Finding, Flavour, HoleContext, check, escape, hole_contexts};
use super::super::{entity, tags};
use crate::Severity;
use crate::tree::TextPart;
use proptest::prelude::*;
use std::ops::Range;

/// What a text shows.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Text(String),
    Code(String),
    Tag(String, Vec<(String, Option<String>)>),
    /// The end of a link: where it leads.
    Target(String),
    /// A mark of any kind, as written.
    Mark(String),
}

/// Stands for the value in a frame.
const VALUE: &str = "\u{E000}";

/// Texts with a place for a value.
static FRAMES: &[(&str, &str)] = &[
    ("", ""),
    ("前 ", "，后"),
    ("前", "后"),
    ("a\n", "\nb"),
    ("a\n\n", "\n\nb"),
    ("**", "**"),
    ("~~", "~~ x"),
    ("*a ", "*"),
    ("# ", "\n"),
    ("> ", "c\n> b"),
    ("- ", "\n- b"),
    ("1. a", ""),
    ("|a|b|\n|-|-|\n|", "|c|"),
    ("<font color='red'>", "</font>"),
    ("x:", ":OK:"),
    (":O", ":"),
    ("https:", "，b"),
    ("[a](https://a.cn) ", "(b)"),
    ("[x]", "(https://a.cn)"),
    ("!", "[a](img_k)"),
    ("1", "b"),
    ("[", "](https://a.cn)"),
    ("![", "](img_k)"),
    ("<text_tag color='red'>", "</text_tag>"),
    ("<link url='https://a.cn'>", "</link>"),
    ("<font color='", "'>x</font>"),
    ("<font color=\"", "\">x</font>"),
    ("<font color=", ">x</font>"),
    ("<person id = ", " style='normal'></person>"),
    ("<at id=", "></at>"),
    ("<at ids='ou_1,", "'></at>"),
    ("[a](https://a.cn/", "?b=c)"),
    ("[a](https://a.cn/?b=", "&c=d)"),
    ("[a](https://", "/b)"),
    ("<a href='https://a.cn/", "'>x</a>"),
    ("<link url=https://a.cn/", ">x</link>"),
    ("见 https://a.cn/", "\n谢谢"),
    ("![a](", ")"),
    ("`", "`"),
    ("``a ", "b``"),
    ("|a|\n|-|\n|`", "`|"),
    ("```\n", "\n```\nb"),
    ("a\n~~~\n", "\n~~~\n"),
    ("```rust\na ", "b\n```"),
    ("- ```\n  ", "\n  ```\n- b"),
    ("- a\n    ```\n    ", "\n    ```\n- b"),
];

fn parts(before: &'static str, after: &'static str) -> [TextPart<'static>; 3] {
    [TextPart::Text(before.into()), TextPart::Hole, TextPart::Text(after.into())]
}

/// What the text shows, neighbouring texts joined.
fn shown(text: &str, flavour: Flavour) -> Vec<Shown> {
    let source = Source::new(&[TextPart::Text(text.into())]);
    let blocks = blocks(&source, flavour);
    let mut found: Vec<(Range<usize>, Shown)> = Vec::new();
    for code in blocks.fences.iter().map(|fence| &fence.body).chain(&blocks.indented) {
        found.push((code.clone(), Shown::Code(source.text(code.clone()))));
    }
    for run in &blocks.runs {
        for token in tokens(&source, run, flavour) {
            let raw = source.text(token.range.clone());
            let shown = match token.kind {
                TokenKind::Text | TokenKind::TagText => Shown::Text(raw),
                TokenKind::Break => Shown::Text("\n".into()),
                TokenKind::Character => match entity::entity(&source, token.range.start) {
                    Some((c, _)) => Shown::Text(c.into()),
                    None => Shown::Text(raw[1..].into()),
                },
                TokenKind::Code => {
                    let marks = raw.chars().take_while(|c| *c == '`').count();
                    let code = &raw[marks..raw.len() - marks];
                    // one blank on both sides is not shown
                    let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
                    let code = inner.filter(|_| !code.trim_matches(' ').is_empty()).unwrap_or(code).to_owned();
                    Shown::Code(if run.cells { code.replace("\\|", "|") } else { code })
                }
                TokenKind::Tag(tag) => {
                    let attributes = tag.attributes.iter().map(|a| {
                        let name = source.text(a.name.clone());
                        let value = a.value.clone().map(|range| decoded(&source.text(range)));
                        let value =
                            value.map(|value| if tags::is_url(&name) { percent_decoded(&value) } else { value });
                        (name, value)
                    });
                    let slash = if tag.closing { "/" } else { "" };
                    Shown::Tag(format!("{slash}{}", source.text(tag.name.clone())), attributes.collect())
                }
                TokenKind::LinkEnd { target, .. } => Shown::Target(percent_decoded(&source.text(target))),
                TokenKind::Address => Shown::Target(percent_decoded(&raw)),
                _ => Shown::Mark(raw),
            };
            found.push((token.range, shown));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut all = Vec::new();
    let mut at = 0;
    for (range, shown) in found {
        between(&source, at..range.start, &mut all);
        at = range.end;
        all.push(shown);
    }
    between(&source, at..source.chars.len(), &mut all);
    joined(all)
}

/// What no run holds: new lines between them, and the marks of blocks.
fn between(source: &Source, range: Range<usize>, all: &mut Vec<Shown>) {
    for (i, line) in source.text(range).split('\n').enumerate() {
        if i > 0 {
            all.push(Shown::Text("\n".into()));
        }
        if !line.is_empty() {
            all.push(Shown::Mark(line.into()));
        }
    }
}

fn joined(all: Vec<Shown>) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    for shown in all {
        match (out.last_mut(), shown) {
            (Some(Shown::Text(before)), Shown::Text(text)) => before.push_str(&text),
            (_, shown) => out.push(shown),
        }
    }
    out.retain(|shown| *shown != Shown::Text(String::new()));
    out
}

fn decoded(text: &str) -> String {
    let source = Source::new(&[TextPart::Text(text.into())]);
    let (mut out, mut i) = (String::new(), 0);
    while let Some(c) = source.get(i) {
        match entity::entity(&source, i).filter(|_| c == '&') {
            Some((c, len)) => {
                out.push(c);
                i += len;
            }
            None => {
                out.push(c);
                i += 1;
            }
        }
    }
    out
}

fn percent_decoded(text: &str) -> String {
    let (bytes, mut out, mut i) = (text.as_bytes(), Vec::new(), 0);
    while i < bytes.len() {
        let hex = text.get(i + 1..i + 3).filter(|_| bytes[i] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(bytes[i]));
        i += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The value as it is to be shown at a place: see the list at [`escape`].
fn expected(value: &str, place: HoleContext) -> String {
    match place {
        HoleContext::UrlHost | HoleContext::UrlPart => return value.to_owned(),
        HoleContext::ImageKey if value.trim().is_empty() => return "none".to_owned(),
        HoleContext::ImageKey => return value.trim().to_owned(),
        _ => {}
    }
    let value = value.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let one_line = || value.replace('\n', " ");
    match place {
        HoleContext::Label | HoleContext::TagText => one_line(),
        HoleContext::Between | HoleContext::Glued if value.is_empty() => "\u{200d}".into(),
        HoleContext::Code | HoleContext::CodeInTable if value.is_empty() => " ".into(),
        HoleContext::Code | HoleContext::CodeInTable => one_line(),
        HoleContext::Fence { indent } => value.replace('\n', &format!("\n{}", " ".repeat(indent.into()))),
        _ => value,
    }
}

fn replaced(shown: Vec<Shown>, value: &str) -> Vec<Shown> {
    let with = |text: String| text.replace(VALUE, value);
    let put = |shown| match shown {
        Shown::Text(text) => Shown::Text(with(text)),
        Shown::Code(text) => Shown::Code(with(text)),
        Shown::Target(text) => Shown::Target(with(text)),
        Shown::Mark(text) => Shown::Mark(text),
        Shown::Tag(name, attributes) => {
            Shown::Tag(name, attributes.into_iter().map(|(name, value)| (name, value.map(with))).collect())
        }
    };
    joined(shown.into_iter().map(put).collect())
}

/// The marks of a block of code are as many as its content asks for: three do for all.
fn as_short(mut shown: Vec<Shown>) -> Vec<Shown> {
    for mark in &mut shown {
        if let Shown::Mark(text) = mark {
            while text.contains("````") || text.contains("~~~~") {
                *text = text.replace("````", "```").replace("~~~~", "~~~");
            }
        }
    }
    shown
}

fn value() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec![
        "<at id=all></at>",
        "<at id='x'>",
        "</font>",
        "<font color='red'>",
        "</text_tag>",
        "<br>",
        "<",
        ">",
        "</",
        "/>",
        "**",
        "*",
        "__",
        "_",
        "~~",
        "~",
        "`",
        "``",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "    ",
        "\t",
        "# ",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "1) ",
        "> ",
        "---",
        "***",
        "===",
        "|",
        "|a|\n|-|\n",
        "[a](https://b.cn)",
        "![",
        "[",
        "](",
        ")",
        "(",
        "$var",
        "${x}",
        "https://a.cn",
        "http:",
        "//",
        "www.a.cn",
        "tel:1",
        ":OK:",
        ":",
        "OK",
        "&lt;",
        "&",
        "&#",
        "&copy",
        "lt;",
        "#42;",
        "\\",
        "\\*",
        "'",
        "\"",
        "=",
        "/",
        "all",
        ",",
        "%41",
        "%",
        "a",
        "b c",
        "1",
        "中",
        "文，",
        "：",
        "😄",
        "\u{200d}",
        "\u{a0}",
        "\u{3000}",
        "\0",
        "{",
        "}",
        "{{",
        "!",
        "#",
        ".",
    ]);
    let piece = prop_oneof![4 => mark.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn flavour() -> impl Strategy<Value = Flavour> {
    prop::sample::select(vec![Flavour::LarkMd, Flavour::Markdown1, Flavour::Markdown2])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_escaped_shows_as_it_is(
        value in value(),
        (before, after) in prop::sample::select(FRAMES.to_vec()),
        flavour in flavour(),
    ) {
        let found = hole_contexts(&parts(before, after), flavour);
        let Some(Ok(place)) = found.first() else { panic!("{found:?}") };
        let mut builder = Builder::default();
        builder.push_str(before);
        builder.push_value(&value, *place, flavour);
        builder.push_str(after);
        let text = builder.finish(flavour);
        let checked = check(&[TextPart::Text(text.as_str().into())], flavour, &Context { colors: None, tables: Some(1) });
        let refused = |finding: &&Finding| finding.entry.json2 == Severity::Error;
        let refused: Vec<&str> = checked.findings.iter().filter(refused).map(|finding| finding.entry.code).collect();
        // only the key of an image is refused for what it is
        let allowed = *place == HoleContext::ImageKey && refused == ["C0728"];
        prop_assert!(refused.is_empty() || allowed, "a value is never why a card is refused: {:?}", checked);
        let expected = expected(&value, *place);
        let text_shown = as_short(shown(&text, flavour));
        // tested below: `all`
        if *place == HoleContext::Mention && value.to_lowercase().contains("all") {
            return Ok(());
        }
        let frame = as_short(replaced(shown(&format!("{before}{VALUE}{after}"), flavour), &expected));
        prop_assert_eq!(text_shown, frame, "{:?} as {:?}", text, place);
    }

    #[test]
    fn indented_code_stays_code(value in value()) {
        let mut text = "a\n\n    ".to_owned();
        escape(&value, HoleContext::Fence { indent: 4 }, Flavour::Markdown2, &mut text);
        text.push_str("\n\nb");
        let shown = shown(&text, Flavour::Markdown2);
        let code = |shown: &Shown| match shown {
            Shown::Code(_) => true,
            Shown::Text(text) | Shown::Mark(text) => text.trim().is_empty(),
            _ => false,
        };
        prop_assert_eq!(shown.first(), Some(&Shown::Text("a\n\n".into())));
        prop_assert_eq!(shown.last(), Some(&Shown::Text("\n\nb".into())));
        prop_assert!(shown[1..shown.len() - 1].iter().all(code), "{:?}", shown);
    }

    #[test]
    fn a_whole_address_is_kept_and_judged_by_the_rules(
        value in value(),
        scheme in prop::sample::select(vec!["", "https://", "http://", "tel:", "javascript:", "lark://"]),
        (before, after) in prop::sample::select(vec![
            ("[a](", ")"),
            ("<link url='", "' pc_url='https://a.cn'>x</link>"),
            ("<link url=", " pc_url='https://a.cn'>x</link>"),
        ]),
    ) {
        let value = format!("{scheme}{value}");
        let mut out = String::new();
        escape(&value, HoleContext::Url, Flavour::Markdown2, &mut out);
        let wrong = |c: char| c.is_whitespace() || !c.is_ascii() || r#"<>()[]'"`*~$\|;{}"#.contains(c);
        prop_assert!(!out.contains(wrong), "{}", out);
        let expected = if value.trim().is_empty() { "#" } else { value.trim() };
        let allowed = ["https://", "http://", "tel:"].contains(&scheme);
        if allowed {
            prop_assert_eq!(percent_decoded(&out), percent_decoded(expected));
        }
        let text = format!("{before}{out}{after}");
        let frame = shown(&format!("{before}{VALUE}{after}"), Flavour::Markdown2);
        prop_assert_eq!(shown(&text, Flavour::Markdown2), replaced(frame, &percent_decoded(&out)), "{}", text);
        let checked = check(&super::parts(&text), Flavour::Markdown2, &Context::default());
        let refused = checked.findings.iter().any(|finding| finding.entry.json2 == Severity::Error);
        if scheme == "javascript:" || scheme == "lark://" {
            // with a digit it is a host with its port
            let port = out.split(':').nth(1).is_some_and(|port| port.starts_with(|c: char| c.is_ascii_digit()));
            prop_assert!(refused || port, "{}", text);
        } else if allowed {
            prop_assert!(!refused, "{}: {:?}", text, checked.findings);
        }
    }

    #[test]
    fn the_reader_takes_anything(values in prop::collection::vec(prop::option::of(value()), 0..12), flavour in flavour()) {
        let parts: Vec<TextPart<'_>> = values.iter().map(|value| match value {
            Some(text) => TextPart::Text(text.as_str().into()),
            None => TextPart::Hole,
        }).collect();
        let known = values.iter().flatten().map(|text| text.chars().count()).sum::<usize>();
        let checked = check(&parts, flavour, &Context { colors: Some(&[]), tables: Some(0) });
        for finding in &checked.findings {
            prop_assert!(finding.excerpt.offset + finding.excerpt.len <= known);
            prop_assert_eq!(finding.excerpt.to_string().lines().count(), 2);
            prop_assert!(!finding.message.contains('\n') && !finding.help.contains('\n'));
        }
        prop_assert!(checked.findings.is_sorted_by_key(|finding| finding.excerpt.offset));
        prop_assert_eq!(hole_contexts(&parts, flavour).len(), values.iter().filter(|value| value.is_none()).count());
    }
}

#[test]
fn nobody_mentions_everybody() {
    for (value, written) in [("all", "_all"), ("ALL", "_ALL"), (" all ", "_&#32;all&#32;"), ("ou_1,all", "ou_1,_all")] {
        let mut out = String::new();
        escape(value, HoleContext::Mention, Flavour::LarkMd, &mut out);
        assert_eq!(out, written);
    }
}

#[test]
fn code_keeps_all_but_what_would_end_it() {
    let write = |text: &str, place| {
        let mut out = String::new();
        escape(text, place, Flavour::Markdown2, &mut out);
        out
    };
    assert_eq!(write("a`b\n<at id=all></at> <a> &lt;", HoleContext::Code), "a`b <at id=all></at> <a> &lt;");
    assert_eq!(write("a|b", HoleContext::CodeInTable), "a\\|b");
    assert_eq!(write("a`b\r\n```\n~~~~d", HoleContext::Fence { indent: 2 }), "a`b\n  ```\n  ~~~~d");
    assert_eq!(
        write("custom_transform: <T> & #(x)\n**", HoleContext::TagText),
        "custom_transform: &lt;T&gt; &amp; #(x) **"
    );
    assert_eq!(write(" img_v3_02vb-1 ", HoleContext::ImageKey), "img_v3_02vb-1");
    assert_eq!(write("https://a.cn/x.png", HoleContext::ImageKey), "https%3A%2F%2Fa.cn%2Fx.png");
}

/// A reader that went over the text again for each mark would not come to an end here.
#[test]
fn long_texts_are_read_in_one_pass() {
    let marks = [
        "[",
        "](",
        "[](",
        "[a](b",
        "<a ",
        "<a '",
        "<font color=red>",
        "</font>",
        "<x1>",
        "*a ",
        "a* ",
        "**a ",
        "a_b ",
        "~~a ",
        "`",
        "`a ``b ",
        ":a",
        "&",
        "&#4",
        "h",
        "xhttps://",
        "https://a.cn/(",
        "|",
        "\n|",
        "|a|\n|-|\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "\n```\n",
        "    a\n\n",
        "\\",
        "中",
        "{…}",
    ];
    for mark in marks {
        let text = mark.repeat(3_000);
        for flavour in [Flavour::LarkMd, Flavour::Markdown1, Flavour::Markdown2] {
            let parts = super::parts(&text);
            let checked = check(&parts, flavour, &Context { colors: Some(&[]), tables: Some(4) });
            assert!(checked.findings.len() <= text.len(), "{mark}");
            assert_eq!(hole_contexts(&parts, flavour).len(), text.matches("{…}").count());
        }
    }
}
