//! What a model or a person wrote, made safe: against the rule book, and against a CommonMark reader that is not ours.

mod commonmark;
mod linear;

use super::{GrowingText, SplitLimits, split, untrusted};
use feishu_card_schema::{
    Severity,
    markdown::{Context, Flavour, check},
    tree::TextPart,
};
use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Every text with every `<` of HTML written as an entity, by the other reader's own places.
fn tags_as_text(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..50 {
        let html = Parser::new_ext(&text, options()).into_offset_iter().find_map(|(event, range)| match event {
            Event::Html(_) | Event::InlineHtml(_) if !text[range.clone()].starts_with("<br>") => {
                Some(range.start + text[range.clone()].find('<')?)
            }
            _ => None,
        });
        let Some(at) = html else { break };
        text.replace_range(at..at + 1, "&lt;");
    }
    text
}

/// What a text shows: its text and code, without regard to how it is set.
fn content(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            _ => {}
        }
    }
    out.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a tag begins in what the other reader takes for HTML; `<br>` is no harm.
fn holds_a_tag(html: &str) -> bool {
    let html = html.replace("<br>", "");
    let begins = |at: usize| html[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    html.match_indices('<').any(|(at, _)| begins(at))
}

/// Whether the other reader finds something that must not be: HTML, a picture, a link that leads elsewhere.
fn is_safe(text: &str) -> Result<(), String> {
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) if holds_a_tag(&html) => return Err(format!("html {html}")),
            Event::Start(Tag::Image { dest_url, .. }) => return Err(format!("picture {dest_url}")),
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let allowed = ["https://", "http://", "tel:"].iter().any(|scheme| dest_url.starts_with(scheme));
                if !allowed || !matches!(link_type, LinkType::Inline | LinkType::Autolink) {
                    return Err(format!("link {dest_url}"));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// No error of the rule book, no tag of the platform.
fn is_valid(text: &str) -> Result<(), String> {
    let context = Context { colors: None, tables: Some(4) };
    let found = check(&[TextPart::Text(text.into())], Flavour::Markdown2, &context);
    match found.findings.iter().find(|finding| finding.entry.json2 == Severity::Error) {
        Some(finding) => Err(format!("{}: {}", finding.entry.code, finding.message)),
        None => Ok(()),
    }
}

/// A tag that notifies somebody, or shows what belongs to others, wherever it is; `<ata` in code is none.
fn live_tag(text: &str) -> Option<String> {
    let small = text.to_ascii_lowercase();
    let tags = ["<at", "</at", "<person", "</person", "<audio", "</audio"];
    let found = tags.iter().flat_map(|tag| small.match_indices(tag));
    let ends = |at: usize| !small[at..].starts_with(|c: char| c.is_ascii_alphanumeric());
    found.filter(|(at, tag)| ends(at + tag.len())).map(|(_, tag)| tag.to_owned()).next()
}

/// Valid by the rule book, twice as once, and nobody is notified however the text is read.
fn holds(text: &str) -> Result<String, TestCaseError> {
    let (safe, _) = untrusted(text, 4);
    let fail = |why: String| TestCaseError::fail(format!("{why}\n{text:?}\n{safe:?}"));
    is_valid(&safe).map_err(fail)?;
    if let Some(tag) = live_tag(&safe) {
        return Err(fail(format!("{tag:?} is left")));
    }
    let (twice, _) = untrusted(&safe, 4);
    prop_assert_eq!(&twice, &safe, "twice is once: {:?}", text);
    Ok(safe)
}

/// Pieces of what models write.
fn block() -> impl Strategy<Value = String> {
    let words = "[a-z]{1,6}( [a-z0-9]{1,5}){0,4}";
    prop_oneof![
        words.prop_map(|w| format!("# {w}")),
        words.prop_map(|w| format!("**{w}** and *{w}* ~~{w}~~, `{w}`")),
        words.prop_map(|w| format!("- {w}\n- **{w}**\n  1. {w}")),
        words.prop_map(|w| format!("> {w}\n> {w}")),
        (words, "[a-z ;(){}<>=&*\\[\\]]{0,20}").prop_map(|(w, code)| format!("```rust\n{code}\n{w}\n```")),
        words.prop_map(|w| format!("| {w} | b |\n|---|---|\n| `{w}` | **c** |")),
        words.prop_map(|w| format!("see [{w}](https://example.com/{}) now", w.replace(' ', "/"))),
        words.prop_map(|w| format!("a <at id=all></at> {w} <font color='red'>{w}</font>")),
        words.prop_map(|w| format!("x < 10 and {w} &amp; <br> y")),
        words.prop_map(|w| format!("mail <b>{w}</b> 1 < 2 > 0")),
        Just("---".to_owned()),
        Just("snake_case_name and 2*3*4 and C++".to_owned()),
    ]
}

/// What is meant to break readers.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<at id=all></at>",
        "<at id=\"",
        "<AT ID=all>",
        "</at>",
        "<",
        ">",
        "`",
        "``",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "[",
        "]",
        "](",
        "(",
        ")",
        "![",
        "![a](img_v2_x)",
        "[a](javascript:alert(1))",
        "[a](mailto:x@y)",
        "[a](<https://a.b>)",
        "[a]: https://x",
        "[a][b]",
        "<https://a.b>",
        "<mailto:a@b.c>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?",
        "|",
        "|-|-|",
        "|a|b|",
        "- ",
        "1. ",
        "> ",
        "#",
        "*",
        "**",
        "_",
        "~~",
        "\\",
        "&",
        "&lt;",
        "&#60;",
        "<text_tag color='red'>",
        "</text_tag>",
        "<link url='https://a'>",
        "<br>",
        "<audio file_key=x>",
        "$x",
        ":OK:",
        "a",
        "长",
        "\0",
        "\r",
        "{",
        "=",
        "---",
        "===",
        "https://a.b/c",
        "HTTP://x",
        "<font color=red>",
        "</font>",
        "<person id=1>",
        "\"",
        "'",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn cases(short: u32, long: u32) -> ProptestConfig {
    let long_run = std::env::var_os("FEISHU_CARD_LONG").is_some();
    ProptestConfig {
        cases: if long_run { long } else { short },
        max_shrink_iters: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(400, 1_000_000))]

    #[test]
    fn what_models_write_keeps_its_content(blocks in prop::collection::vec(block(), 0..9), cut in any::<prop::sample::Index>()) {
        let whole = blocks.join("\n\n");
        // also in the middle of it, as a stream has it
        let end = whole.char_indices().map(|(at, _)| at).nth(cut.index(whole.chars().count().max(1))).unwrap_or(whole.len());
        let safe = holds(&whole)?;
        is_safe(&safe).map_err(TestCaseError::fail)?;
        if whole.matches("|---|").count() <= 4 {
            prop_assert_eq!(content(&safe), content(&tags_as_text(&whole)), "{:?} {:?}", whole, safe);
        }
        holds(&whole[..end])?;
    }

    #[test]
    fn whatever_is_written_is_valid_and_mentions_nobody(text in hostile()) {
        holds(&text)?;
    }

    #[test]
    fn parts_fit_are_safe_and_hold_everything(
        blocks in prop::collection::vec(block(), 1..30), bytes in 150usize..900,
    ) {
        let (safe, _) = untrusted(&blocks.join("\n\n"), 99);
        let limits = SplitLimits::new(bytes, 30_000);
        let parts = split(&safe, &limits);
        for part in &parts {
            let cost: usize = part.chars().map(|c| if matches!(c, '"' | '\\' | '\n') { 2 } else { c.len_utf8() }).sum();
            prop_assert!(cost <= bytes, "{} > {}: {:?}", cost, bytes, part);
            prop_assert!(is_safe(part).is_ok(), "{:?}", part);
            prop_assert_eq!(part.matches("```").count() % 2, 0, "fences are balanced: {:?}", part);
        }
        let letters = |text: &str| content(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let joined: String = parts.iter().map(|part| letters(part)).collect();
        let whole = letters(&safe);
        // a list that is cut begins to count again, and a row of a table is text without its head
        prop_assert_eq!(joined, whole, "{:?}", parts);
    }
}

/// Long pieces, which are settled in their middle.
fn long_block() -> impl Strategy<Value = String> {
    let words = "[a-z]{2,7}";
    prop_oneof![
        3 => block(),
        1 => (words, 30usize..90).prop_map(|(w, n)| format!("```\n{}```", format!("let {w} = <at id=1>;\n").repeat(n))),
        1 => (words, 30usize..90).prop_map(|(w, n)| format!("{w} 的回答，**粗体** `{w}` [{w}](https://a.b/{w}) ").repeat(n)),
        1 => (words, 30usize..90).prop_map(|(w, n)| format!("- {w} <at id=all></at>\n").repeat(n)),
        1 => (words, 10usize..60).prop_map(|(w, n)| format!("1. {w}\n\n   ```\n   {w}\n   ```\n").repeat(n)),
        1 => (words, 10usize..60).prop_map(|(w, n)| format!("> {w} `{w}\n").repeat(n)),
        1 => words.prop_map(|w| format!("```\n{w}\n\n")),
        1 => words.prop_map(|w| format!("\n~~~ {w}\n{w}")),
    ]
}

/// The text pushed in pieces, looked at after each: what is shown at the end, and how often a look did not begin with the
/// one before.
fn grown(text: &str, pieces: &[usize]) -> Result<(String, usize), TestCaseError> {
    let (mut growing, mut rest, mut before, mut jumps) = (GrowingText::new(4), text, String::new(), 0);
    for piece in pieces.iter().cycle() {
        let end = rest.char_indices().nth(*piece).map_or(rest.len(), |(at, _)| at);
        growing.push(&rest[..end]);
        rest = &rest[end..];
        let shown = growing.shown();
        is_valid(&shown).map_err(|why| TestCaseError::fail(format!("{why}: {shown:?} of {text:?}")))?;
        prop_assert!(live_tag(&shown).is_none(), "{:?} in {:?} of {:?}", live_tag(&shown), shown, text);
        jumps += usize::from(!shown.starts_with(&before));
        before = shown;
        if rest.is_empty() {
            break;
        }
    }
    Ok((growing.finish().0, jumps))
}

proptest! {
    #![proptest_config(cases(120, 100_000))]

    #[test]
    fn a_text_that_grows_shows_what_the_whole_does(
        blocks in prop::collection::vec(long_block(), 1..5), pieces in prop::collection::vec(1usize..400, 1..9),
    ) {
        let whole = blocks.join("\n\n");
        let (grown, _) = grown(&whole, &pieces)?;
        is_valid(&grown).map_err(TestCaseError::fail)?;
        is_safe(&grown).map_err(TestCaseError::fail)?;
        prop_assert_eq!(content(&grown), content(&untrusted(&whole, 4).0), "{:?} {:?}", whole, grown);
    }

    #[test]
    fn whatever_grows_is_valid_at_any_time_and_mentions_nobody(
        text in prop::collection::vec(hostile(), 1..6), pieces in prop::collection::vec(1usize..60, 1..9),
    ) {
        let text = text.concat();
        let (grown, _) = grown(&text, &pieces)?;
        is_valid(&grown).map_err(|why| TestCaseError::fail(format!("{why} {grown:?} {text:?}")))?;
        prop_assert_eq!(&untrusted(&grown, 4).0, &grown, "twice is once: {:?}", text);
    }

    #[test]
    fn parts_of_a_text_that_grows_hold_everything(
        blocks in prop::collection::vec(long_block(), 1..6), pieces in prop::collection::vec(1usize..900, 1..9),
        bytes in 600usize..4000,
    ) {
        let whole = blocks.join("\n\n");
        let limits = SplitLimits::new(bytes, 30_000);
        let (mut growing, mut rest, mut parts) = (GrowingText::new(99), whole.as_str(), Vec::new());
        for piece in pieces.iter().cycle() {
            let end = rest.char_indices().nth(*piece).map_or(rest.len(), |(at, _)| at);
            growing.push(&rest[..end]);
            rest = &rest[end..];
            while let Some(part) = growing.take_part(&limits) {
                parts.push(part);
            }
            if rest.is_empty() {
                break;
            }
        }
        parts.extend(split(&growing.finish().0, &limits));
        let letters = |text: &str| content(text).chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let joined: String = parts.iter().map(|part| letters(part)).collect();
        prop_assert_eq!(joined, letters(&untrusted(&whole, 99).0), "{:?} {:?}", whole, parts);
    }
}

/// A link that is no more leaves three backticks at the beginning of a line.
#[test]
fn what_becomes_a_code_block_as_it_is_made_safe_ends_before_what_follows() {
    let mut growing = GrowingText::new(4);
    growing.push("```[a](`)word<at id=<at id=\n\n\n**");
    assert_eq!(growing.shown(), "```a\n\n\n```\n**");
    growing.push("b**");
    assert_eq!(growing.finish().0, "```a\n\n\n```\n**b**");
}

#[test]
fn a_table_of_texts_and_what_becomes_of_them() {
    for (text, wanted) in [
        ("plain", "plain"),
        ("<at id=all></at>", "&#60;at id=all>&#60;/at>"),
        ("`<at id=all>`", "`<\u{200b}at id=all>`"),
        ("`<div>`", "`<div>`"),
        ("1 < 2", "1 < 2"),
        ("[a](https://b.c)", "[a](https://b.c)"),
        ("[a](https://b.c \"title\")", "[a](https://b.c)"),
        ("[a](<https://b.c/d e>)", "[a](https://b.c/d%20e)"),
        ("[a](mailto:b@c.d)", "a (mailto&#58;b@c.d)"),
        ("[a](/docs)", "a (/docs)"),
        ("![plan](https://b.c/p.png)", "[plan](https://b.c/p.png)"),
        ("![](https://b.c/p.png)", "https://b.c/p.png"),
        ("![plan](img_v2_x)", "plan (img&#95;v2&#95;x)"),
        ("[![build](https://b.c/s.svg)](https://b.c)", "[build](https://b.c)"),
        ("<https://a.b>", "https://a.b"),
        ("<https://a.b/c_d?e=\\*>", "[https&#58;//a.b/c&#95;d?e=&#92;&#42;](https://a.b/c_d?e=%5C%2A)"),
        ("**a<https://a.b/**>", "**a[https&#58;//a.b/&#42;&#42;](https://a.b/%2A%2A)"),
        ("\\<br/> \\< 1", "&#60;br/> \\< 1"),
        ("[a](b &quot;c\\>)", "a (b \"c&#62;)"),
        ("a<br>b", "a<br>b"),
        ("```rust\nlet a = 1;", "```rust\nlet a = 1;\n```"),
        ("```<at id=all>\nx\n```", "```\nx\n```"),
        ("a\n\n    code\n\nb", "a\n\n```\ncode\n```\n\nb"),
        ("[a]: javascript:x", "[a]&#58; javascript:x"),
        ("\0", "\u{fffd}"),
    ] {
        assert_eq!(untrusted(text, 4).0, wanted, "{text}");
    }
    let tables = ["|a|b|\n|-|-|\n|c|d|"; 6].join("\n\n");
    let (safe, changes) = untrusted(&tables, 4);
    assert_eq!((changes.tables, safe.matches("```").count()), (2, 4));
    assert!(untrusted("**fine**", 4).1.is_empty());
}

#[test]
fn a_long_answer_is_cut_before_blocks_and_its_code_goes_on() {
    let text = format!("# One\n{}\n\n```rust\n{}```\n\n# Two\nend", "words ".repeat(20), "let a = 1;\n".repeat(40));
    let parts = split(&text, &SplitLimits::new(300, 300));
    assert!(parts.len() > 2);
    assert!(parts[1].starts_with("```rust\n") && parts[1].ends_with("\n```"), "{parts:?}");
    assert_eq!(parts.concat().matches("let a = 1;").count(), 40);
    assert_eq!(split("short", &SplitLimits::default()), ["short"]);
    // 100,000 Chinese characters: every part fits
    let long = "这是一段很长的回答。".repeat(10_000);
    let parts = split(&long, &SplitLimits::default());
    assert!(parts.iter().all(|part| part.len() <= 28_000) && parts.concat() == long);
}
