//! `card rust` against the samples of the language and the corpus. That it compiles and gives the same JSON is
//! shown in `tests/packages/card_rust` of the project.

use feishu_card_cli::rust_source;
use feishu_card_core::Json;

/// The words of a source, sorted: two sources with equal words differ in the order of attributes and members.
fn words(source: &str) -> Vec<String> {
    let code: Vec<_> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let spaced = code.join("\n").replace("/>", " /> ").replace('>', " > ").replace('<', " < ");
    let mut words: Vec<_> = spaced.split_whitespace().map(str::to_owned).collect();
    words.sort();
    words
}

/// The samples were written for another order of attributes; all else must be as they say.
#[test]
fn the_samples_are_what_is_printed() {
    let Some(shared) = feishu_card_corpus::shared() else { return };
    let mut compared = 0;
    for entry in std::fs::read_dir(shared.join("markup-samples")).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let sample = std::fs::read_to_string(entry.path()).unwrap();
        let Some(file) = sample.lines().find_map(|line| line.strip_prefix("// corpus file: ")) else { continue };
        let card = Json::parse(&feishu_card_corpus::text(&format!("corpus/{file}")).unwrap()).unwrap();
        let printed = rust_source(&card, false).text;
        // what the rule book refuses went into a hatch
        if card.validate().is_ok() || words(&printed) == words(&sample) {
            assert_eq!(words(&printed), words(&sample), "{name}\n{printed}");
            compared += 1;
        }
    }
    assert!(compared >= 15, "{compared} samples");
}

#[test]
fn every_card_becomes_rust_tokens() {
    let files = feishu_card_corpus::files(&["official-v1", "official-v2", "wild"]);
    for file in &files {
        let card = Json::parse(&file.text).unwrap();
        for strict in [false, true] {
            let source = rust_source(&card, strict).text;
            assert!(source.starts_with("card! {\n    ") && source.ends_with(">\n}\n"), "{}", file.name);
            assert!(source.parse::<proc_macro2::TokenStream>().is_ok(), "{}\n{source}", file.name);
            for line in source.lines().filter(|line| !line.contains('"')) {
                assert!(line.chars().count() <= 100, "{}: {line}", file.name);
            }
        }
    }
}

fn source(json: &str) -> String {
    rust_source(&Json::parse(json).unwrap(), false).text
}

/// How an element is written, in one line.
fn line_of(element: &str) -> String {
    let source = source(&format!(r#"{{"elements":[{element},{{"tag":"hr"}}]}}"#));
    source.lines().skip(2).take_while(|line| *line != "        <hr/>").map(str::trim).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_odd_value_has_its_hatch() {
    for (json, markup) in [
        (r#"{}"#, "<raw json={{}}/>"),
        (r#"null"#, "<raw json=null/>"),
        (r#"{"tag":"new","value":30}"#, r#"<raw json={{"tag": "new", "value": 30}}/>"#),
        (r#"{"tag":"div","text":"好"}"#, r#"<div json:text="好"/>"#),
        (r#"{"tag":"div","text":{"content":"x"}}"#, r#"<div json:text={{"content": "x"}}/>"#),
        (r#"{"tag":"div","icon":null}"#, "<div json:icon=null/>"),
        (r#"{"tag":"hr","a b":1,"on":true}"#, r#"<hr json:"a b"=1 json:on/>"#),
        (
            r#"{"tag":"column_set","columns":[{"tag":"column","action":{}}]}"#,
            "<column_set> <column json:action={{}}/> </column_set>",
        ),
    ] {
        assert_eq!(line_of(json), markup, "{json}");
    }
}

#[test]
fn the_shortest_form_is_taken() {
    for (json, markup) in [
        // a name in braces that are text: the escape says that it is no hole
        (r#"{"tag":"markdown","content":"{a}\nb\n"}"#, r#"<markdown> "\u{7b}{a}}\n" "b\n" </markdown>"#),
        (
            r#"{"tag":"note","elements":[{"tag":"plain_text","content":"a"},{"tag":"plain_text","content":"b"}]}"#,
            r#"<note> "a" <plain_text>"b"</plain_text> </note>"#,
        ),
        (
            r#"{"tag":"div","text":{"tag":"lark_md","content":"**x**","i18n_content":{"en_us":"y"}}}"#,
            r#"<div><lark_md en_us="y">"**x**"</lark_md></div>"#,
        ),
        (
            r#"{"tag":"div","icon":{"tag":"standard_icon","token":"chat_outlined"},"text":{"tag":"plain_text","content":""}}"#,
            r#"<div icon=chat_outlined>""</div>"#,
        ),
    ] {
        assert_eq!(line_of(json), markup, "{json}");
    }
}

#[test]
fn a_body_that_is_more_than_its_list_is_written_out() {
    let inside = |body: &str| {
        let source = source(&format!(r#"{{"schema":"2.0","body":{body}}}"#));
        let card = source.lines().skip_while(|line| !line.starts_with("    <card")).skip(1);
        card.take_while(|line| *line != "    </card>").map(str::trim).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(inside(r#"{"elements":[{"tag":"hr"}]}"#), "<hr/>");
    assert_eq!(inside("{}"), "<body/>");
    assert_eq!(inside(r#"{"elements":[]}"#), "<body elements={[]}/>");
    assert_eq!(inside(r#"{"padding":"4px","elements":[{"tag":"hr"}]}"#), "<body padding=4px> <hr/> </body>");
}

#[test]
fn a_function_has_a_parameter_for_each_variable() {
    let card = r#"{
        "schema": "2.0",
        "header": {"template": "${colour}", "title": {"tag": "plain_text", "content": "${user.name} asks for {leave}"}},
        "body": {"elements": [
            {"tag": "markdown", "content": "from **${first}** to ${last}"},
            {"tag": "button", "text": {"tag": "plain_text", "content": "Look"}, "disabled": "${closed}",
             "behaviors": [{"type": "open_url", "default_url": "${link}"}]},
            {"tag": "button", "text": {"tag": "plain_text", "content": "Approve"},
             "behaviors": [{"type": "callback", "value": {"id": "${id}", "key": "leave-${id}", "type": "${type}"}}]}
        ]}
    }"#;
    let source = feishu_card_cli::rust_function(&Json::parse(card).unwrap(), "leave_card", false);
    let expected = r#"use feishu_card::{Card, card};

pub fn leave_card(
    colour: &str,
    user_name: &str,
    first: &str,
    last: &str,
    closed: &str,
    link: &str,
    id: &str,
    type_: &str,
) -> Card {
    card! {
        <card schema="2.0">
            <header title="{user_name} asks for \u{7b}{leave}}" json:template={colour}/>
            <markdown>"from **{first}** to {last}"</markdown>
            <button json:disabled={closed}>
                "Look"
                <open_url default_url="{link}"/>
            </button>
            <button>
                "Approve"
                <callback value={{"id": id, "key": format!("leave-{id}"), "type": type_}}/>
            </button>
        </card>
    }
}
"#;
    assert_eq!(source.text, expected);
    assert_eq!(source.unchecked, ["/body/elements/1/disabled", "/header/template"]);
}
