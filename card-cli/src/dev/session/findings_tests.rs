//! Which findings a card has, and where they lead: values that were typed, parts of other functions, arms that are not
//! shown, loops.

use super::*;

fn session(files: &[(&str, &str)]) -> Session {
    let mut session = Session::new("/base".into(), Vec::new(), Options::new());
    for (name, text) in files {
        session.file(&Path::new("/base").join(name), false, Ok((*text).to_owned()));
    }
    session
}

fn finding(session: &Session, id: &str) -> Json {
    let view = session.view(id, &Look::default()).unwrap();
    let findings = view.get("findings").unwrap().as_list().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings[0].clone()
}

fn is_fine(session: &Session, id: &str) -> bool {
    session.view(id, &Look::default()).unwrap().get("findings").unwrap().as_list().unwrap().is_empty()
}

fn said(finding: &Json, name: &str) -> String {
    match finding.get(name).unwrap() {
        Json::Str(text) => text.to_string(),
        other => other.to_string(),
    }
}

fn errors(session: &Session, id: &str) -> i64 {
    let list = session.list(0);
    let card = list.get("cards").unwrap().as_list().unwrap().iter().find(|card| said(card, "id") == id).unwrap();
    card.get("errors").unwrap().as_i64().unwrap()
}

#[test]
fn a_value_that_is_typed_is_checked_and_what_was_never_typed_is_not() {
    let text = "fn a(wiki: &str) -> Card {\n    card! {\n        <card schema=\"2.0\">\n            <button>\n                \"read\"\n                <open_url default_url={wiki}/>\n            </button>\n        </card>\n    }\n}\n";
    let mut session = session(&[("a.rs", text)]);
    assert!(is_fine(&session, "a.rs#a"), "a chip is no value");
    for (wrong, code) in [("wiki/x", "C0802"), ("", "C0804")] {
        assert!(session.choose("a.rs#a", "text:wiki", wrong.into()));
        let finding = finding(&session, "a.rs#a");
        assert_eq!((said(&finding, "code").as_str(), said(&finding, "line").as_str()), (code, "6"), "{finding}");
        assert_eq!(said(&finding, "pointer"), "/body/elements/0/behaviors/0/default_url");
        assert_eq!(errors(&session, "a.rs#a"), 1);
    }
    assert!(session.choose("a.rs#a", "text:wiki", "https://example.com/x".into()));
    assert!(is_fine(&session, "a.rs#a"));
    assert_eq!(errors(&session, "a.rs#a"), 0);
}

#[test]
fn a_mistake_in_a_part_is_one_of_the_cards_that_draw_it() {
    let text = "fn whole() -> Card { card! { <card schema=\"2.0\"><hr/>{footer()}</card> } }";
    let part = "fn footer() -> Component {\n    card! { <hr colour=red/> }.into()\n}\nfn other() -> Hr {\n    card! { <hr/> }\n}\n";
    let session = session(&[("a.rs", text), ("b.rs", part)]);
    let finding = finding(&session, "a.rs#whole");
    assert_eq!((said(&finding, "file").as_str(), said(&finding, "line").as_str()), ("b.rs", "2"));
    assert_eq!(said(&finding, "pointer"), "/body/elements/1");
    assert_eq!(
        (errors(&session, "a.rs#whole"), errors(&session, "b.rs#footer"), errors(&session, "b.rs#other")),
        (1, 1, 0)
    );
}

#[test]
fn a_mistake_in_an_arm_that_is_not_shown_says_what_shows_it() {
    let text = r#"fn a(s: S) -> Card { card! {
        <card schema="2.0">
            <hr/>
            match s {
                S::Failed => <hr/>,
                S::Done => <hr colour=red/>,
            }
        </card>
    } }"#;
    let mut session = session(&[("a.rs", text)]);
    let hidden = finding(&session, "a.rs#a");
    assert_eq!((said(&hidden, "pointer").as_str(), said(&hidden, "knob").as_str()), ("null", "arms:match s"));
    assert!(session.choose("a.rs#a", "arms:match s", hidden.get("value").unwrap().clone()));
    let shown = finding(&session, "a.rs#a");
    assert_eq!((said(&shown, "pointer").as_str(), said(&shown, "knob").as_str()), ("/body/elements/1", "null"));
}

#[test]
fn of_what_a_loop_draws_the_first_is_marked() {
    let text = r#"fn a() -> Card { card! { <card schema="2.0"><hr/>for x in xs { <hr colour=red/> }</card> } }"#;
    let mut session = session(&[("a.rs", text)]);
    assert_eq!(said(&finding(&session, "a.rs#a"), "pointer"), "/body/elements/1");
    // one that runs never is shown by its count
    session.choose("a.rs#a", "count:for x in xs", 0.into());
    let hidden = finding(&session, "a.rs#a");
    assert_eq!((said(&hidden, "knob").as_str(), said(&hidden, "value").as_str()), ("count:for x in xs", "2"));
}

#[test]
fn a_name_that_is_handed_to_a_part_is_one_field() {
    let text = r#"
        fn whole(service: &str) -> Card { card! { <card schema="2.0"><markdown>"{service}"</markdown>{footer(service)}{footer2(&service, "x")}</card> } }
        fn footer(name: &str) -> Markdown { card! { <markdown>"by {name}"</markdown> } }
        fn footer2(service: &str, other: &str) -> Markdown { card! { <markdown>"{service} {other}"</markdown> } }
    "#;
    let mut session = session(&[("a.rs", text)]);
    let keys = |session: &Session| -> Vec<String> {
        let view = session.view("a.rs#whole", &Look::default()).unwrap();
        view.get("knobs").unwrap().as_list().unwrap().iter().map(|knob| said(knob, "key")).collect()
    };
    let fields: Vec<_> = keys(&session).into_iter().filter(|key| !key.starts_with("switch")).collect();
    assert_eq!(fields, ["text:service", "footer2/text:other"]);
    assert!(session.choose("a.rs#whole", "text:service", "S".into()));
    let view = session.view("a.rs#whole", &Look::default()).unwrap();
    let content = said(&view, "content");
    assert!(content.contains("by S") && content.contains("S {other}"), "{content}");
    assert_eq!(said(&view, "unfilled"), "1");
}

/// The bytes of a text lead nowhere in the next one: whatever is drawn of the old one has no line, of the card itself and of
/// the parts that it draws.
#[test]
fn what_is_drawn_of_a_source_that_has_changed_leads_nowhere() {
    let whole = "fn whole(x: &str) -> Card {\n    card! { <card schema=\"2.0\"><hr/>{footer(x)}</card> }\n}\n";
    let part = "fn footer(wiki: &str) -> Component {\n    card! {\n        <button>\n            <open_url default_url={wiki}/>\n            \"x\"\n        </button>\n    }.into()\n}\n";
    let files = [("a.rs", whole), ("b.rs", part)];
    let mut session = session(&files);
    assert!(session.choose("a.rs#whole", "text:x", "wiki/x".into()));
    let lead = |session: &Session, file: &str| {
        let view = session.view("a.rs#whole", &Look::default()).unwrap();
        let of = |name: &str, list: &str| {
            let all = view.get(list).unwrap().as_list().unwrap().iter();
            all.filter(|one| said(one, "file") == name && said(one, "line") != "null").count()
        };
        let all = view.get("findings").unwrap().as_list().unwrap().iter();
        let of_value: Vec<_> = all.filter(|finding| said(finding, "code") == "C0802").collect();
        assert_eq!(of_value.len(), 1, "{view}");
        (of(file, "places"), of(file, "knobs"), said(of_value[0], "line"))
    };
    assert_eq!(lead(&session, "b.rs"), (2, 1, "4".to_owned()));
    for broken in 0..2 {
        let (name, text) = files[broken];
        let other = files[1 - broken].0;
        let path = Path::new("/base").join(name);
        // further down, and broken
        let moved = format!("// one\n// more\n{}", text.replace("</", "： </"));
        session.file(&path, false, Ok(moved));
        let (places, knobs, line) = lead(&session, name);
        assert_eq!((places, knobs), (0, 0), "{name}");
        assert!(lead(&session, other).0 > 0, "{name}: what has not changed leads there still");
        assert_eq!(line, if name == "b.rs" { "0" } else { "4" }, "{name}");
        // as it was: all is there again
        session.file(&path, false, Ok(text.to_owned()));
        assert_eq!(lead(&session, "b.rs"), (2, 1, "4".to_owned()), "{name}");
    }
    // one that cannot be read at all
    session.file(Path::new("/base/b.rs"), false, Err(crate::input::Trouble::new("gone")));
    assert_eq!(lead(&session, "b.rs"), (0, 0, "0".to_owned()));
}

/// One place of the source that is drawn several times is wrong once.
#[test]
fn a_value_that_a_loop_draws_again_and_again_is_one_finding() {
    let text = r#"
        fn a(url: &str) -> Card { card! { <card schema="2.0">
            for x in xs { for y in ys { <button><open_url default_url={url}/>"x"</button> } }
            {part(url)}{part(url)}
        </card> } }
        fn part(url: &str) -> Button { card! { <button><open_url default_url={url}/>"y"</button> } }
    "#;
    let mut session = session(&[("a.rs", text)]);
    assert!(session.choose("a.rs#a", "text:url", "wiki".into()));
    let view = session.view("a.rs#a", &Look::default()).unwrap();
    let found = view.get("findings").unwrap().as_list().unwrap();
    let lines: Vec<_> = found.iter().filter(|one| said(one, "code") == "C0802").map(|one| said(one, "line")).collect();
    assert_eq!(lines, ["3", "6"], "{found:?}");
    assert_eq!(
        errors(&session, "a.rs#a"),
        i64::try_from(found.iter().filter(|one| said(one, "severity") == "error").count()).unwrap()
    );
}

#[test]
fn cards_are_searched_by_their_text_and_listed_by_what_they_are_for() {
    let card = |text: &str| {
        format!(r#"{{"elements": [{{"tag": "div", "text": {{"tag": "plain_text", "content": "{text}"}}}}]}}"#)
    };
    let source = "fn a() -> Card { card! { <card><div>\"Deploy\"</div></card> } }";
    let session = session(&[
        ("tests/ui/a.json", &card("wrong")),
        ("examples/a.json", &card("an example")),
        ("cards/a.json", &card("deploy")),
        ("src/a.rs", source),
    ]);
    assert_eq!(session.search("DEPLOY").to_string(), r#"["cards/a.json","src/a.rs#a"]"#);
    assert_eq!(session.search("none").to_string(), "[]");
    let list = session.list(0);
    let ids: Vec<_> = list.get("cards").unwrap().as_list().unwrap().iter().map(|card| said(card, "id")).collect();
    assert_eq!(ids, ["src/a.rs#a", "examples/a.json", "cards/a.json", "tests/ui/a.json"]);
}
