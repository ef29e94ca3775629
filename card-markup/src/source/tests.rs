//! Which calls are found in a text, and what is said of a text that is not Rust.

use super::{Source, SourceFinding, read};
use crate::Settings;

/// `text of the call's body` of each call.
fn bodies(text: &str) -> Vec<String> {
    read(text, |source| source.cards().iter().map(|call| text[call.body.clone()].trim().to_owned()).collect())
}

fn check(text: &str) -> Vec<SourceFinding> {
    super::check(text, &Settings::default())
}

/// `code, what is underlined, message` of each finding.
fn said(text: &str) -> Vec<String> {
    let line = |f: &SourceFinding| format!("{} `{}` {}", f.entry.code, &text[f.range.clone()], f.message);
    check(text).iter().map(line).collect()
}

#[test]
fn calls_are_found_wherever_they_are() {
    for text in [
        "fn f() { card! { <hr/> } }",
        "fn f() { feishu_card::card! { <hr/> } }",
        "fn f() { ::feishu_card::card!(<hr/>); }",
        "fn f() { card![<hr/>]; }",
        "use feishu_card::card as c; fn f() { c! { <hr/> } }",
        "use feishu_card::{Card, card as made}; const X: Hr = made! { <hr/> };",
        "use renamed::card; mod a { mod b { impl X { fn f(&self) { let x = card! { <hr/> }; } } } }",
        "fn f() { println!(\"{:?}\", vec![card! { <hr/> }]) }",
        "#[test] fn f() { assert_eq!(card! { <hr/> }.to_json_string(), \"\") }",
        "macro_rules! m { () => { card! { <hr/> } } }",
        "#!/usr/bin/env -S cargo +nightly -Zscript「\nfn main() { card! { <hr/> } }",
        "\u{feff}fn main() { card! { <hr/> } }",
        "fn main() {\r\n    // 卡片 card! {\r\n    card! { <hr/> }\r\n}\r\n",
    ] {
        assert_eq!(bodies(text), ["<hr/>"], "{text}");
    }
}

#[test]
fn what_is_said_to_be_ours_is_judged_whatever_it_begins_with() {
    for text in [
        "use feishu_card::card; fn f() { card! { text } }",
        "use feishu_card::{Card, card as c}; fn f() { c! { text } }",
        "fn f() { use feishu_card::card; card! { text } }",
        "fn f() { feishu_card::card! { text } }",
    ] {
        assert_eq!(bodies(text), ["text"], "{text}");
    }
}

#[test]
fn a_card_in_a_card_is_found_beside_it() {
    let text = "fn f() { card! { <card>{ card! { <hr/> } }</card> } }";
    let found = read(text, |source| source.cards().iter().map(|call| call.parent).collect::<Vec<_>>());
    assert_eq!(found, [None, Some(0)]);
}

#[test]
fn what_is_not_ours_is_left_alone() {
    for text in [
        "macro_rules! m { ($t:expr) => { card! { <div>{$t}</div> } } }",
        "macro_rules! m { ($($t:tt)*) => { card! { $($t)* } } }",
        "fn f() { card!(Spades, 7) }",
        "use deck::card; fn f() { card!(Spades, 7) }",
        "fn f() { cards! { <hr/> } }",
        "fn f() { card != x }",
        "macro_rules! card { () => {} }",
        "fn card() {}",
        "// card! { <hr/> }\n/// card! { <hr/> }\nfn f() { \"card! { <hr/> }\" }",
    ] {
        assert_eq!(bodies(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn functions_and_names_around_a_call() {
    let text = r#"
        fn outer(x: u8) -> [u8; { 3 }] { fn inner() -> Card { card! { <card/> } } let a: Card = card! { <card/> }; card! { <card/> }; }
        const C: Card = card! { <card/> };
        impl A { fn r#type<const N: usize>(&self) -> B<{ 4 }> where [u8; 3]: Sized { return card! { <card/> }; } fn none(); }
        trait T { fn declared(&self); fn given(&self) -> Card { let mut done = 1; card! { <card/> } } }
    "#;
    let found = read(text, |source| {
        let one = |source: &Source<'_>, n: usize| {
            let call = &source.cards()[n];
            let function = source.function_of(call).map(|f| f.name.clone());
            (function, call.is_tail, call.binding.clone())
        };
        (0..source.cards().len()).map(|n| one(source, n)).collect::<Vec<_>>()
    });
    let row = |function: &str, tail, binding: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (some(function), tail, some(binding))
    };
    assert_eq!(
        found,
        [
            row("inner", true, ""),
            row("outer", false, "a"),
            row("outer", false, ""),
            row("", false, "C"),
            row("type", false, ""),
            row("given", true, ""),
        ]
    );
    let parameters = read(text, |source| text[source.functions()[0].parameters.clone()].to_owned());
    assert_eq!(parameters, "(x: u8)");
}

#[test]
fn findings_are_at_their_bytes() {
    let text = "fn f() { card! { <card><div>\"审核\"</div><hr 颜色=red/></card> }; card! {} }";
    assert_eq!(said(text)[0].split(' ').nth(1), Some("`颜色`"));
    assert_eq!(said(text)[1], "C0010 `card! {}` `card!` is empty");
}

/// One place, one finding; the card behind it is still read.
#[test]
fn what_the_lexer_does_not_take_is_said_and_read_on() {
    let card = "card! { <hr colour=red/> }";
    for (wrong, underlined, message) in [
        ("let a： u8 = 1;", "：", "unexpected full-width colon `：` outside of quotes"),
        ("f（1);", "（", "unexpected full-width parenthesis `（` outside of quotes"),
        ("f(1）;", "）", "unexpected full-width parenthesis `）` outside of quotes"),
        ("f(“第一”);", "“第一”", "text is in straight double quotes"),
        ("f(「第一」);", "「第一」", "text is in straight double quotes"),
        ("f('两个字');", "'两个字'", "text is in double quotes, not in single ones"),
        ("f(`a`);", "`a`", "text is in double quotes, not in backticks"),
        ("f(1，2);", "，", "unexpected full-width comma `，` outside of quotes"),
        ("f(0x);", "0x", "`0x` is not a number"),
        ("f(✅);", "✅", "unexpected character `✅` outside of quotes"),
        ("f(\u{200b});", "\u{200b}", "unexpected invisible character U+200B"),
        ("f(1]);", "]", "this `]` closes nothing"),
        ("f(1;", "(", "this `(` is never closed"),
        ("g(f[1);", "[", "this `[` is never closed"),
        ("/* never", "/* never", "this comment is never closed"),
    ] {
        let text = format!("fn f() {{\n{wrong}\n{card}\n}}");
        let found = said(&text);
        assert_eq!(found.len(), 2, "{wrong}: {found:?}");
        assert_eq!(found[0], format!("C0024 `{underlined}` {message}"), "{wrong}");
        assert!(found[1].starts_with("C0101 `colour` "), "{wrong}: {found:?}");
    }
}

/// Within a card too: what was read in its place is not a mistake of its own, and the help is the card's.
#[test]
fn a_place_in_a_card_that_the_lexer_does_not_take_is_one_finding() {
    for (wrong, help) in [
        ("<div margin：4px>\"y\"</div>", "`name=value`"),
        ("<div>\"a\"，\"b\"</div>", "remove the `,`"),
        ("<div>\"a\"</div>；", "remove the `;`"),
        ("<hr ＝ />", ""),
        ("<div text＝\"a\"/>", ""),
        ("<div text=“a”/>", "write `\"a\"`"),
        ("<div>「a」</div>", "write `\"a\"`"),
        ("<div text=\"a\"／>", ""),
        ("＜hr/>", ""),
        ("<hr✅/>", ""),
        ("<div>{name｝</div>", ""),
    ] {
        let text = format!("fn f() {{ card! {{ <card schema=\"2.0\">{wrong}</card> }} }}");
        let found = check(&text);
        let faults: Vec<_> = found.iter().filter(|finding| finding.entry.code == "C0024").collect();
        assert!(!faults.is_empty(), "{wrong}: {found:?}");
        for fault in &faults {
            let here = found.iter().filter(|other| (fault.range.start..=fault.range.end).contains(&other.range.start));
            let here: Vec<_> = here.filter(|finding| finding.entry.code.starts_with("C00")).collect();
            assert_eq!(here.len(), 1, "{wrong}: {here:?}");
        }
        assert!(faults[0].help.as_ref().unwrap().contains(help), "{wrong}: {:?}", faults[0].help);
        // whoever asks for the parts hears the same
        let parts = read(&text, |source| {
            let cards = source.cards().iter().flat_map(|call| source.findings_of(call));
            source.faults().iter().cloned().chain(cards).map(|finding| (finding.range.start, finding.help)).collect()
        });
        let mut parts: Vec<_> = parts;
        parts.sort();
        let mut whole: Vec<_> = found.into_iter().map(|finding| (finding.range.start, finding.help)).collect();
        whole.sort();
        assert_eq!(parts, whole, "{wrong}");
    }
}

#[test]
fn a_text_that_is_no_rust_at_all_ends() {
    let text = format!("card {}", "：\n".repeat(1000));
    assert_eq!(check(&text).len(), 50);
    for text in
        ["card \"", "card {", "card r#\"", "card b'", "card '", "card /*", "card }", "card \\", "card `", "card “"]
    {
        assert_eq!(check(text).len(), 1, "{text}");
    }
}

#[test]
fn what_nests_without_end_is_left_alone() {
    for (open, close) in [("{", "}"), ("(", ")"), ("<div>", "</div>"), ("if x {", "}"), ("[", "]")] {
        let text = format!("fn f() {{ card! {{ <card>{}{}</card> }} }}", open.repeat(20_000), close.repeat(20_000));
        check(&text);
    }
    let text = format!("fn f() {{ card! {{ <card>{}</card> }} }}", "<div>".repeat(20_000));
    assert!(!check(&text).is_empty());
}
