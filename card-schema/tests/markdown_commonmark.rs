//! The escapes of 2.0 against a CommonMark reader that is not ours: a value shows as it is, and changes
//! nothing around it.

use feishu_card_schema::markdown::{Builder, Flavour, HoleContext, hole_contexts};
use feishu_card_schema::tree::TextPart;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

const VALUE: &str = "\u{E000}";

static FRAMES: &[(&str, &str)] = &[
    ("前", "后"),
    ("x **", "** y"),
    ("x ~~", "~~ x"),
    ("# a", "b\n"),
    ("> a", "b\n> b"),
    ("- ", "b\n- b"),
    ("1. a", ""),
    ("a\n", "b\n===\n"),
    ("|a|b|\n|-|-|\n|x", "|c|"),
    ("[a](https://a.cn) ", "(b)"),
    ("[x", "](https://a.cn)"),
    ("[a](https://a.cn/", "?b=c)"),
    ("x `", "` y"),
    ("```\n", "\n```\nb"),
    ("- a\n\n    ```\n    ", "\n    ```\n- b"),
    ("- ```\n  ", "\n  ```\n  x"),
    ("a\n\n    x", "\n\nb"),
];

/// What the text shows: runs of text, and the names of everything else.
fn shown(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        let text = match event {
            Event::Text(text) => text.into_string(),
            Event::SoftBreak => "\n".into(),
            Event::InlineHtml(tag) if &*tag == "<br>" => "\n".into(),
            event => {
                out.push(match event {
                    Event::Code(code) => format!("code {code}"),
                    event => format!("{event:?}"),
                });
                out.push(String::new());
                continue;
            }
        };
        out.last_mut().expect("begins with a text").push_str(&text);
    }
    out
}

fn value() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec![
        "<at id=all></at>",
        "</font>",
        "<br>",
        "<",
        ">",
        "<!--",
        "**",
        "*",
        "__",
        "_",
        "~~",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "\r\n",
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
        "[a]: /x",
        "![",
        "[",
        "](",
        ")",
        "(",
        "https://a.cn",
        ":",
        "&lt;",
        "&",
        "&#",
        "\\",
        "\\*",
        "'",
        "\"",
        "=",
        "a",
        "b c",
        "1",
        "中",
        "：",
        "😄",
        "!",
        "#",
        ".",
        "\u{a0}",
        "\u{3000}",
    ]);
    prop::collection::vec(mark, 0..7).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn escapes_hold_for_another_reader(value in value(), (before, after) in prop::sample::select(FRAMES.to_vec())) {
        let found = hole_contexts(&[TextPart::Text(before.into()), TextPart::Hole, TextPart::Text(after.into())], Flavour::Markdown2);
        let Some(Ok(place)) = found.first().cloned() else { panic!("{found:?}") };
        let mut builder = Builder::default();
        builder.push_str(before);
        builder.push_value(&value, place, Flavour::Markdown2);
        builder.push_str(after);
        let text = builder.finish(Flavour::Markdown2);
        let lines = value.replace("\r\n", "\n").replace('\r', "\n");
        let expected = match place {
            HoleContext::Text => lines,
            HoleContext::Label => lines.replace('\n', " "),
            HoleContext::Between if value.is_empty() => "\u{200d}".into(),
            HoleContext::Between => lines,
            // code is unaltered: the marks around it are longer
            HoleContext::Code if value.is_empty() => " ".into(),
            HoleContext::Code => lines.replace('\n', " "),
            HoleContext::Fence { indent: 0 } => lines,
            _ => {
                // In addresses and code the value itself is written otherwise; see the properties beside the reader.
                let frame = shown(&format!("{before}{VALUE}{after}"));
                let text = shown(&text);
                prop_assert_eq!(text.len(), frame.len());
                prop_assert_eq!(text.first(), frame.first());
                prop_assert_eq!(text.last(), frame.last());
                return Ok(());
            }
        };
        let frame: Vec<String> =
            shown(&format!("{before}{VALUE}{after}")).iter().map(|event| event.replace(VALUE, &expected)).collect();
        prop_assert_eq!(shown(&text), frame, "{:?}", text);
    }
}
