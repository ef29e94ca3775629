//! `card rust --fn`: the variables of a card as parameters. What a card says never becomes code, and what is written is
//! taken by the front end of the macro. That rustc takes it too is shown in `tests/packages/card_rust` of the project.

use feishu_card_cli::{rust_function, rust_source};
use feishu_card_core::{Json, Str};
use feishu_card_markup::{Settings, source};
use feishu_card_schema::Severity;
use proc_macro2::{TokenStream, TokenTree};
use proptest::prelude::*;

/// The function of a card whose elements these are, and its places without a check.
fn function(elements: &str) -> (String, Vec<String>) {
    let card = Json::parse(&format!(r#"{{"schema":"2.0","body":{{"elements":[{elements}]}}}}"#)).unwrap();
    let made = rust_function(&card, "made", false);
    (made.text, made.unchecked)
}

/// What the front end refuses in a source.
fn refused(text: &str) -> Vec<String> {
    let found = source::check(text, &Settings::default());
    let errors = found.into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{} {}", finding.entry.code, finding.message)).collect()
}

fn markdown(text: &str) -> (String, Vec<String>) {
    function(&format!(r#"{{"tag":"markdown","content":{}}}"#, Json::from(text.to_owned())))
}

#[test]
fn values_in_markdown_are_escaped_wherever_the_macro_takes_them() {
    for text in [
        "![](${img}) by ${name}",
        "[x](${url}) [y](https://a.cn/${path}?q=${query})",
        "**${bold}** `${code}` <font color='red'>${text}</font>",
        "<at id=${user}></at> <font color='${colour}'>x</font>",
        "```\n${code}\n```",
        "|a|b|\n|-|-|\n|${a}|${b}|",
    ] {
        let (source, unchecked) = markdown(text);
        assert!(unchecked.is_empty() && !source.contains("json:"), "{text}\n{source}");
        assert_eq!(refused(&source), [""; 0], "{source}");
    }
}

#[test]
fn where_the_macro_takes_no_value_the_hatch_is_named() {
    for text in ["<${tag}>x</${tag}>", "[x](${protocol}://x)", "a ${b} <${tag}>"] {
        let (source, unchecked) = markdown(text);
        let pointers =
            if refused(&source).is_empty() { &unchecked[..] } else { panic!("{source}\n{:?}", refused(&source)) };
        assert_eq!(pointers, ["/body/elements/0/content"], "{source}");
    }
    let locales = r#"{"tag":"markdown","content":"a","i18n_content":{"en_us":"<${tag}>"}}"#;
    let (source, unchecked) = function(locales);
    assert_eq!((refused(&source), unchecked), (vec![], vec!["/body/elements/0/i18n_content".to_owned()]), "{source}");
    // in a text that is no Markdown nothing is escaped
    let (source, unchecked) = function(r#"{"tag":"div","text":{"tag":"plain_text","content":"<${tag}>"}}"#);
    assert_eq!((refused(&source), unchecked), (vec![], vec![]), "{source}");
}

#[test]
fn cells_are_escaped_for_their_column() {
    let table = |columns: &str, cell: &str| {
        let columns = format!(r#"[{{"name":"a","data_type":"{columns}"}},{{"name":"n","data_type":"text"}}]"#);
        function(&format!(r#"{{"tag":"table","columns":{columns},"rows":[{{"a":"{cell}","n":"${{n}}"}}]}}"#))
    };
    for (column, cell, checked) in [
        ("lark_md", "**${x}**", true),
        ("lark_md", "<${x}>", false),
        ("text", "<${x}>", true),
        ("number", "${x}", false),
        ("${type}", "${x}", true),
        ("${type}", "a ${x}", false),
    ] {
        let (source, unchecked) = table(column, cell);
        assert_eq!(refused(&source), [""; 0], "{source}");
        let rows = unchecked.iter().filter(|pointer| pointer.contains("/rows")).count();
        assert_eq!(rows == 0, checked, "{column} {cell} {unchecked:?}\n{source}");
    }
}

#[test]
fn different_variables_are_different() {
    // as letters they would be the same name, option and id
    let input = |name: &str| format!(r#"{{"tag":"input","name":"{name}"}}"#);
    let option = |name: &str| format!(r#"{{"text":{{"tag":"plain_text","content":"{name}"}},"value":"{name}"}}"#);
    let form = format!(
        r#"{{"tag":"form","name":"${{form}}","elements":[{},{},
            {{"tag":"select_static","name":"${{c}}","options":[{},{}]}},
            {{"tag":"button","name":"${{d}}","form_action_type":"submit","text":{{"tag":"plain_text","content":"x"}}}}]}}"#,
        input("${a}"),
        input("${b}"),
        option("${o}"),
        option("${p}"),
    );
    let (source, unchecked) = function(&form);
    assert_eq!((refused(&source), unchecked), (vec![], vec![]), "{source}");
}

#[test]
fn what_is_written_fits_its_lines() {
    let many: Vec<_> =
        (0..30).map(|n| format!(r#"{{"tag":"markdown","content":"{}${{n}}"}}"#, "长".repeat(n))).collect();
    let (source, _) = function(&many.join(","));
    let wide = |line: &&str| unicode_width::UnicodeWidthStr::width(*line) > 100;
    assert_eq!(source.lines().find(wide), None);
    // a name of 40 characters takes 120 bytes
    let (source, _) = markdown(&format!("${{{}}}", "名".repeat(30)));
    assert!(source.contains(&format!("pub fn made({}: &str) -> Card {{", "名".repeat(30))), "{source}");
}

/// Texts that would be code, if something took them for it.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        "\u{fdd0}",
        "\u{fdd1}",
        "panic!()",
        "${a}",
        "${b.c}",
        "${\u{fdd0}}",
        "${Ok}",
        "{",
        "}",
        "{{",
        "}}",
        "$",
        "\"",
        "\\",
        "\n",
        "{exit(1)}",
        "*",
        "`",
        "<",
        ">",
        "[",
        "](",
        ")",
        "字",
        " ",
        "'",
        "u{7b}",
        "//",
        "#",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..8).prop_map(|pieces| pieces.concat())
}

/// Any JSON, with names of members that cards have.
fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![4 => text().prop_map(Json::from), 1 => Just(Json::Null), 1 => Just(Json::Bool(true))];
    leaf.prop_recursive(4, 32, 4, |inner| {
        let name = prop_oneof![
            3 => prop::sample::select(vec![
                "tag", "content", "text", "value", "elements", "rows", "columns", "name", "i18n_content", "disabled", "url",
                "behaviors", "type", "icon", "token", "header", "title", "options", "width", "data_type", "en_us",
            ])
            .prop_map(str::to_owned),
            1 => text(),
        ];
        let tag = prop::sample::select(vec!["div", "markdown", "plain_text", "lark_md", "button", "table", "input", "raw"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            (tag, prop::collection::vec((name, inner), 0..4)).prop_map(|(tag, members)| {
                // as when JSON is read, a name is there once
                let mut object = vec![(Str::from("tag"), Json::from(tag))];
                for (name, value) in members {
                    if !object.iter().any(|(known, _)| *known == name) {
                        object.push((name.into(), value));
                    }
                }
                Json::from(object)
            }),
        ]
    })
}

fn names(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names(group.stream(), found),
            TokenTree::Ident(name) => found.push(name.to_string()),
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_card_says_is_never_code(elements in prop::collection::vec(json(), 0..4)) {
        let body = Json::from(vec![("elements".into(), Json::from(elements))]);
        let card = Json::from(vec![("schema".into(), "2.0".into()), ("body".into(), body)]);
        for strict in [false, true] {
            for source in [rust_source(&card, strict).text, rust_function(&card, "made", strict).text] {
                let tokens: Result<TokenStream, _> = source.parse();
                prop_assert!(tokens.is_ok(), "{}", source);
                let mut found = Vec::new();
                names(tokens.unwrap_or_default(), &mut found);
                prop_assert!(!found.iter().any(|name| name == "panic" || name == "exit"), "{}", source);
                prop_assert!(strict || refused(&source).is_empty(), "{:?}\n{}", refused(&source), source);
            }
        }
    }

    #[test]
    fn what_is_written_is_taken(text in text(), other in text()) {
        let card = format!(
            r#"{{"tag":"markdown","content":{text}}},{{"tag":"div","text":{{"tag":"lark_md","content":{other}}}}},
               {{"tag":"button","text":{{"tag":"plain_text","content":{other}}},"value":{{"a":{text}}}}}"#,
            text = Json::from(text), other = Json::from(other),
        );
        let (source, _) = function(&card);
        prop_assert_eq!(refused(&source), [""; 0], "{}", source);
        // braces and dollars that are meant are told to be
        let found = source::check(&source, &Settings::default());
        let told = found.iter().find(|finding| ["C0026", "C0027"].contains(&finding.entry.code));
        prop_assert!(told.is_none(), "{:?}\n{}", told, source);
    }
}

#[test]
fn marks_of_no_meaning_are_text() {
    let card = r#"{"schema":"2.0","body":{"elements":[{"tag":"button","disabled":"\ufdd0std::process::exit(1)\ufdd1",
        "text":{"tag":"plain_text","content":"\ufdd0x\ufdd1"},"value":{"k":"\ufdd0panic!()\ufdd1"}}]}}"#;
    let card = Json::parse(card).unwrap();
    for source in [rust_source(&card, false).text, rust_function(&card, "made", false).text] {
        for part in [
            r#"json:disabled="\u{fdd0}std::process::exit(1)\u{fdd1}""#,
            r#"{"k": "\u{fdd0}panic!()\u{fdd1}"}"#,
            r#""\u{fdd0}x\u{fdd1}""#,
        ] {
            assert!(source.contains(part), "{part}\n{source}");
        }
    }
}
