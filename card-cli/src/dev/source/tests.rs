//! What is drawn of Rust sources, and what can be chosen.

use super::*;
use crate::dev::{
    session::Session,
    sketch::{Choices, Drawn, Functions},
};
use feishu_card_core::Json;
use std::path::Path;

/// The first card of a source, drawn.
fn drawn_with(text: &str, choices: &[(&str, Json)]) -> Drawn {
    let reading = read(&"a.rs".into(), text);
    let mut functions = Functions::new();
    for sheet in &reading.sheets {
        if let (Some(name), Body::Sketch(sketch)) = (sheet.gives.as_deref(), &sheet.body) {
            functions.insert(name, sketch);
        }
    }
    let Body::Sketch(sketch) = &reading.sheets[0].body else { panic!("nothing to draw") };
    let choices: Choices = choices.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    sketch.draw(&choices, &functions)
}

/// The elements of the first card, holes in angle brackets.
fn elements(text: &str, choices: &[(&str, Json)]) -> String {
    let card = drawn_with(text, choices).card;
    let elements = card.get("elements").or_else(|| card.pointer("/body/elements")).unwrap();
    elements.to_string().replace('\u{10fff0}', "<").replace('\u{10fff1}', ">")
}

fn knobs(text: &str) -> Vec<String> {
    drawn_with(text, &[]).knobs.into_iter().map(|knob| knob.key).collect()
}

fn card(inside: &str) -> String {
    format!("fn a() -> Card {{ card! {{ <card>{inside}</card> }} }}")
}

#[test]
fn texts_have_holes_that_can_be_filled() {
    let text = card(r#"<markdown>"**{name}** `{host:>4}`"</markdown>"#);
    assert_eq!(elements(&text, &[]), r#"[{"tag":"markdown","content":"**<name>** `<host>`"}]"#);
    assert_eq!(knobs(&text), ["text:name", "text:host"]);
    // what is typed is escaped for its place, as the program does it
    let chosen = [("text:name", "a*b".into()), ("text:host", "h".into())];
    assert_eq!(elements(&text, &chosen), r#"[{"tag":"markdown","content":"**a&#42;b** `h`"}]"#);
    let text = card(r#"<div>"a"{b.c}{"d"}</div>"#);
    let plain = |content: &str| format!(r#"[{{"tag":"div","text":{{"tag":"plain_text","content":"{content}"}}}}]"#);
    assert_eq!(elements(&text, &[]), plain("a<b.c>d"));
    assert_eq!(elements(&text, &[("text:b.c", "".into())]), plain("ad"));
}

#[test]
fn one_arm_is_drawn() {
    let text = card("if ok {<hr/>} else {<div/>}");
    assert_eq!(elements(&text, &[]), r#"[{"tag":"hr"}]"#);
    assert_eq!(elements(&text, &[("switch:if ok", false.into())]), r#"[{"tag":"div"}]"#);
    let text = card("if let Some(x) = y {<hr/>}");
    assert_eq!(elements(&text, &[("switch:if let Some(x) = y", false.into())]), "[]");
    let text = card("if a {<hr/>} else if b {<div/>}");
    assert_eq!(knobs(&text), ["arms:if a"]);
    assert_eq!(elements(&text, &[("arms:if a", 1.into())]), r#"[{"tag":"div"}]"#);
    assert_eq!(elements(&text, &[("arms:if a", 2.into())]), "[]");
    let text = card(r#"match state { State::Done => <hr/>, State::Open(n) if n > 1 => {<div>"{n}"</div>} }"#);
    let knob = &drawn_with(&text, &[]).knobs[0];
    let crate::dev::sketch::Control::Arms(arms) = &knob.control else { panic!("{knob:?}") };
    assert_eq!(
        (knob.label.as_str(), arms.as_slice()),
        ("match state", &["State::Done".to_owned(), "State::Open(n) if n > 1".to_owned()][..])
    );
    assert!(elements(&text, &[("arms:match state", 1.into())]).contains("<n>"));
    // what cannot be chosen is not
    assert_eq!(elements(&text, &[("arms:match state", 7.into())]), r#"[{"tag":"hr"}]"#);
}

#[test]
fn a_loop_runs_as_often_as_chosen() {
    let text = card(r#"for (i, x) in xs.iter() {<hr/>}"#);
    let count = |n: i64| elements(&text, &[("count:for (i, x) in xs.iter()", Json::int(n))]).matches("hr").count();
    assert_eq!((count(0), count(1), count(5)), (0, 1, 5));
    assert_eq!(elements(&text, &[]).matches("hr").count(), 2);
    assert_eq!(count(1000), 2, "more than the page offers");
    // loops in loops multiply
    let mut deep = "<hr/>".to_owned();
    let mut chosen = Vec::new();
    for n in 0..6 {
        deep = format!("for x in x{n} {{{deep}}}");
        chosen.push(format!("count:for x in x{n}"));
    }
    let chosen: Vec<_> = chosen.iter().map(|key| (key.as_str(), Json::int(30))).collect();
    let many = elements(&card(&deep), &chosen).matches("hr").count();
    assert!((1000..4000).contains(&many), "{many}");
}

/// Whatever multiplies, drawing ends: this test ends.
#[test]
fn what_multiplies_is_drawn_within_bounds() {
    let twelve = |root: &dyn Fn(&str) -> String, last: &str| {
        let mut text = format!("fn whole() -> Card {{ card! {{ <card>{}</card> }} }}\n", "{f0()}".repeat(20));
        for n in 0..12 {
            let next = if n < 11 { root(&format!("f{}()", n + 1)) } else { last.to_owned() };
            text.push_str(&format!("fn f{n}() -> X {{ card! {{ {next} }} }}\n"));
        }
        text
    };
    let list = |call: &str| format!("<>{}</>", format!("{{{call}}}").repeat(20));
    let attributes = |call: &str| {
        let icon = format!("<button icon={{{call}}} text={{{call}}} confirm={{{call}}}>{{{call}}}{{{call}}}</button>");
        format!("<column_set><column>{}</column></column_set>", icon.repeat(4))
    };
    let loops = |call: &str| format!("<>for x in xs {{{{{call}}} for y in ys {{{{{call}}}}}}}</>");
    for text in [
        // parts that draw something, and parts that draw nothing
        twelve(&list, "<hr/>"),
        twelve(&list, "<></>"),
        twelve(&attributes, "<hr/>"),
        twelve(&loops, "<></>"),
        // loops of nothing, of texts, of entries
        card(&format!("{}{}", "for a in b {".repeat(24), "}".repeat(24))),
        card(&format!("<div>{}\"x\"{}</div>", "for a in b {".repeat(24), "}".repeat(24))),
        // cards that are names of others
        format!(
            "fn a() -> Card {{ {} card! {{ <card>{}</card> }} }}",
            (0..8)
                .map(|n| format!("let c{n} = card! {{ <column>{}</column> }};", format!("{{c{}}}", n + 1).repeat(20)))
                .collect::<String>(),
            "{c0}".repeat(20)
        ),
    ] {
        let sketches = read(&"a.rs".into(), &text).sheets.len();
        let drawn = drawn_with(&text, &[]);
        assert!(sketches > 0 && drawn.card.to_string().len() < 2 << 20, "{}", drawn.card.to_string().len());
    }
}

#[test]
fn expressions_are_chips_that_can_be_switched_off() {
    let text = card("{rows}<action>{button}</action>");
    let drawn = elements(&text, &[]);
    assert!(drawn.contains("<rows>") && drawn.contains("<button>"), "{drawn}");
    let off = elements(&text, &[("switch:rows", false.into())]);
    assert!(!off.contains("<rows>") && off.contains("<button>"), "{off}");
}

#[test]
fn parts_of_functions_are_drawn_in_place() {
    let text = r#"
        fn whole(x: X) -> Card { card! { <card><hr/>{part(&x.y)?}{self.rows(x)}{other(x)}</card> } }
        fn part(y: &Y) -> Option<Component> { card! { <div>"{y}"</div> } }
        fn rows(&self) -> Vec<Component> { let n = 1; card! { <> for r in rs {<markdown>"{r}"</markdown>} <hr/> </> } }
        fn other(x: X) -> Component { let c = card! { <hr/> }; c.into() }
    "#;
    let drawn = elements(text, &[]);
    assert_eq!(drawn.matches(r#""<y>""#).count(), 1, "{drawn}");
    assert_eq!(drawn.matches(r#""<r>""#).count(), 2, "{drawn}");
    assert!(drawn.contains("<other(x)>"), "it does not end in a card: {drawn}");
    // what is chosen in a part belongs to the part
    assert!(knobs(text).contains(&"part/text:y".to_owned()), "{:?}", knobs(text));
    assert_eq!(elements(text, &[("rows/count:for r in rs", 3.into())]).matches(r#""<r>""#).count(), 3);
    // every object leads to its source
    let drawn = drawn_with(text, &[]);
    for place in &drawn.places {
        assert!(drawn.card.pointer(&place.pointer).is_some(), "{} in {}", place.pointer, drawn.card);
    }
    let hr = drawn.places.iter().rfind(|place| &text[place.at.clone()] == "hr").unwrap();
    assert_eq!(drawn.card.pointer(&hr.pointer).unwrap().to_string(), r#"{"tag":"hr"}"#);
}

#[test]
fn functions_that_call_each_other_end() {
    let text = "fn a() -> C { card! { <card>{b()}</card> } } fn b() -> C { card! { <><hr/>{c()}</> } } fn c() -> C { card! { <>{b()}</> } }";
    assert_eq!(elements(text, &[]).matches("hr").count(), 1);
}

#[test]
fn cards_within_cards_and_names_of_cards_are_drawn() {
    let text = r#"fn a() { let top = card! { <header title="T"/> }; card! { <card header={top}>{xs.iter().map(|x| card! { <div>"{x}"</div> })}</card> } }"#;
    let reading = read(&"a.rs".into(), text);
    let names: Vec<_> = reading.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["a · top", "a"]);
    let text = text.replace("let top = card! { <header title=\"T\"/> };", "");
    assert!(elements(&text, &[]).contains(r#""<x>""#));
}

#[test]
fn members_that_are_expressions_are_typed_by_their_kind() {
    let text =
        card(r#"<action><button type={kind} disabled={busy} url={url} value={{"id": id}}>{label}</button></action>"#);
    assert_eq!(knobs(&text), ["words:kind", "bool:busy", "text:url", "json:id", "text:label"]);
    let drawn = elements(&text, &[]);
    assert!(!drawn.contains("disabled") && drawn.contains(r#""url":"https://example.com/url""#), "{drawn}");
    let drawn = elements(
        &text,
        &[
            ("words:kind", "danger".into()),
            ("bool:busy", true.into()),
            ("json:id", Json::int(7)),
            ("text:url", "https://x.y".into()),
        ],
    );
    assert!(drawn.contains(r#""type":"danger""#) && drawn.contains(r#""disabled":true"#), "{drawn}");
    assert!(drawn.contains(r#""value":{"id":7}"#) && drawn.contains(r#""url":"https://x.y""#), "{drawn}");
    assert!(!elements(&text, &[("words:kind", "odd".into())]).contains("odd"));
}

#[test]
fn fragments_are_drawn_in_a_card_of_their_own() {
    for inside in ["<hr/>", "<><hr/></>", "<column><hr/></column>"] {
        let drawn = drawn_with(&format!("fn a() -> X {{ card! {{ {inside} }} }}"), &[]);
        assert!(drawn.card.to_string().contains(r#"{"tag":"hr"}"#), "{inside}: {}", drawn.card);
        for place in &drawn.places {
            assert!(drawn.card.pointer(&place.pointer).is_some(), "{inside}: {} in {}", place.pointer, drawn.card);
        }
    }
    let drawn = drawn_with(r#"const OPTION: X = card! { <overflow.option value="a">"text"</overflow.option> };"#, &[]);
    assert!(drawn.card.to_string().contains("text"), "{}", drawn.card);
}

#[test]
fn an_error_is_at_its_line_and_the_rest_is_drawn() {
    let text = "fn a() {\n    card! {\n        <card>\n            <hr colour=red/>\n            <div>\"x\"</div>\n        </card>\n    }\n}\n";
    let reading = read(&"a.rs".into(), text);
    let finding = &reading.sheets[0].findings[0];
    let excerpt = finding.excerpt.as_ref().unwrap();
    assert_eq!((excerpt.line, excerpt.column, excerpt.text.as_str()), (4, 17, "            <hr colour=red/>"));
    assert!(elements(text, &[]).contains(r#""content":"x""#));
    let mut session = Session::new("/base".into(), Vec::new(), Default::default());
    session.file(Path::new("/base/a.rs"), false, Ok(text.to_owned()));
    let view = session.view("a.rs#a", &Default::default()).unwrap();
    assert_eq!(view.pointer("/findings/0/pointer").unwrap().as_str(), Some("/elements/0"));
    assert!(view.get("markup").unwrap().as_str().unwrap().starts_with("card! {\n    <card>\n        <hr"));
}

#[test]
fn a_save_that_does_not_lex_keeps_the_pictures_it_breaks() {
    let mut session = Session::new("/base".into(), Vec::new(), Default::default());
    let mut save = |text: &str| session.file(Path::new("/base/a.rs"), false, Ok(text.to_owned()));
    let good = "fn a() { card! { <card><hr/></card> } }\nfn b() { card! { <card><div/></card> } }\n";
    assert!(save(good));
    // in a card, with what could be read as a card of its own
    assert!(save(&good.replace("<hr/>", "<hr margin：4px/>")));
    let old = |session: &Session, id: &str| {
        session.view(id, &Default::default()).map(|view| view.get("stale") != Some(&Json::Null))
    };
    assert_eq!((old(&session, "a.rs#a"), old(&session, "a.rs#b")), (Some(true), Some(false)));
    let view = session.view("a.rs#a", &Default::default()).unwrap();
    assert_eq!(view.get("content").unwrap().as_str(), Some(r#"{"elements":[{"tag":"hr"}]}"#));
    assert!(view.pointer("/findings/0/line").unwrap().as_i64() == Some(1), "{view}");
    // so much that nothing can be read any more
    let mut save = |text: &str| session.file(Path::new("/base/a.rs"), false, Ok(text.to_owned()));
    assert!(save(&good.replace("<hr/>", &"：".repeat(60))));
    assert_eq!((old(&session, "a.rs#a"), old(&session, "a.rs#b")), (Some(true), Some(true)));
    let mut save = |text: &str| session.file(Path::new("/base/a.rs"), false, Ok(text.to_owned()));
    assert!(save(good));
    assert_eq!((old(&session, "a.rs#a"), old(&session, "a.rs#b")), (Some(false), Some(false)));
}

#[test]
fn what_is_chosen_outlives_an_edit_above() {
    let mut session = Session::new("/base".into(), Vec::new(), Default::default());
    session.file(Path::new("/base/a.rs"), false, Ok(card(r#"<div>"{name}"</div>"#)));
    assert!(session.choose("a.rs#a", "text:name", "Ada".into()));
    assert!(!session.choose("a.rs#a", "text:other", "x".into()));
    session.file(Path::new("/base/a.rs"), false, Ok(card(r#"<hr/>if x {<hr/>}<div>"Dear {name}"</div>"#)));
    let view = session.view("a.rs#a", &Default::default()).unwrap();
    assert!(view.get("content").unwrap().as_str().unwrap().contains("Dear Ada"));
    assert!(session.reset("a.rs#a"));
    let view = session.view("a.rs#a", &Default::default()).unwrap();
    assert!(view.get("content").unwrap().as_str().unwrap().contains("Dear {name}"));
}

#[test]
fn a_source_that_is_too_large_says_so() {
    let large = format!("fn a() {{ card! {{ <card/> }} }} //{}", "x".repeat(5 << 20));
    let reading = read(&"a.rs".into(), &large);
    assert!(reading.sheets.is_empty() && reading.findings[0].message.contains("larger than 2 MB"));
    let other = format!("// card {}", "x".repeat(5 << 20));
    assert!(read(&"a.rs".into(), &other).findings.is_empty());
}
