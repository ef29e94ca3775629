//! The session as the page sees it, without files and clock.

use super::*;
use crate::dev::program::{End, Line};

fn session() -> Session {
    Session::new("/base".into(), vec!["make cards".to_owned()], Options::new())
}

fn save(session: &mut Session, name: &str, text: &str) -> bool {
    session.file(&Path::new("/base").join(name), false, Ok(text.to_owned()))
}

fn names(session: &Session) -> Vec<String> {
    let list = session.list(0);
    let cards = list.get("cards").unwrap().as_list().unwrap();
    let text = |card: &Json, name: &str| card.get(name).unwrap().as_str().unwrap().to_owned();
    let old = |card: &Json| if card.get("old") == Some(&Json::Bool(true)) { " (old)" } else { "" };
    cards.iter().map(|card| format!("{}{}", text(card, "id"), old(card))).collect()
}

fn view(session: &Session, id: &str) -> Json {
    session.view(id, &Look::default()).unwrap()
}

fn findings(view: &Json) -> Vec<String> {
    let findings = view.get("findings").unwrap().as_list().unwrap();
    findings.iter().map(|finding| finding.get("message").unwrap().as_str().unwrap().to_owned()).collect()
}

const HR: &str = r#"{"elements": [{"tag": "hr"}]}"#;

#[test]
fn files_come_change_and_go() {
    let mut session = session();
    assert!(save(&mut session, "cards/a.json", HR));
    assert!(!save(&mut session, "cards/a.json", HR), "nothing has changed");
    assert!(save(&mut session, "b.card", HR));
    assert!(!save(&mut session, "package.json", r#"{"name": "x"}"#), "not a card");
    assert_eq!(names(&session), ["b.card", "cards/a.json"]);
    assert!(session.gone(Path::new("/base/b.card")));
    assert!(!session.gone(Path::new("/base/b.card")));
    assert_eq!(names(&session), ["cards/a.json"]);
    assert!(session.view("b.card", &Look::default()).is_none());
}

#[test]
fn a_save_that_cannot_be_read_keeps_the_last_picture() {
    let mut session = session();
    save(&mut session, "a.json", HR);
    let before = view(&session, "a.json");
    save(&mut session, "a.json", r#"{"elements": [{"tag": "hr"}, ]}"#);
    let now = view(&session, "a.json");
    assert_eq!((before.get("html"), before.get("json")), (now.get("html"), now.get("json")));
    assert_eq!(names(&session), ["a.json (old)"]);
    assert!(findings(&now)[0].starts_with("this is not JSON"), "{now}");
    save(&mut session, "a.json", HR);
    assert_eq!(names(&session), ["a.json"]);
    assert!(findings(&view(&session, "a.json")).is_empty());
}

#[test]
fn what_was_never_read_has_no_picture() {
    let mut session = session();
    save(&mut session, "a.card", "{");
    let view = view(&session, "a.card");
    assert_eq!(view.get("html"), Some(&Json::Null));
    assert_eq!(findings(&view).len(), 1);
}

#[test]
fn a_view_says_all() {
    let mut session = session();
    save(
        &mut session,
        "a.json",
        "{\"schema\": \"2.0\",\n \"body\": {\"elements\": [{\"tag\": \"markdown\", \"content\": \"it's\", \"i18n_content\": {\"en_us\": \"x\"}, \"odd\": 1}]}}",
    );
    let view = view(&session, "a.json");
    let finding = &view.get("findings").unwrap().as_list().unwrap()[0];
    assert_eq!(finding.get("pointer").unwrap().as_str(), Some("/body/elements/0/odd"));
    assert_eq!(finding.get("line").unwrap().as_i64(), Some(2));
    assert!(view.get("curl").unwrap().as_str().unwrap().contains("it'\\''s"));
    assert!(view.get("markup").unwrap().as_str().unwrap().starts_with("card! {"));
    assert_eq!(view.get("locales").unwrap().to_string(), r#"["en_us"]"#);
    assert_eq!(view.pointer("/counts/2/value").unwrap().as_i64(), Some(1));
    // the lines of the JSON are the JSON
    let lines = view.get("json").unwrap().as_list().unwrap();
    let text: String = lines.iter().map(|line| line.as_list().unwrap()[1].as_str().unwrap()).collect();
    assert_eq!(Json::parse(&text).unwrap().to_string(), view.get("content").unwrap().as_str().unwrap());
    assert_eq!(lines[3].as_list().unwrap()[0].as_str(), Some("/body/elements"));
}

fn stale(session: &Session, id: &str) -> String {
    view(session, id).get("stale").unwrap().to_string()
}

fn card(name: &str) -> Line {
    Line::Card { name: name.to_owned(), card: Json::parse(HR).unwrap() }
}

#[test]
fn cards_of_a_program_stay_until_a_good_run_leaves_them_out() {
    let mut session = session();
    let end =
        |trouble: Option<&str>| Event::Ended(End { trouble: trouble.map(str::to_owned), error: "why".to_owned() });
    session.program(0, Event::Started);
    session.program(0, Event::Printed(vec![card("a"), card("b")]));
    session.program(0, end(None));
    assert_eq!(names(&session), ["run:a", "run:b"]);
    session.program(0, Event::Started);
    assert_eq!(names(&session), ["run:a (old)", "run:b (old)"]);
    assert_eq!(stale(&session, "run:a"), r#"{"why":"running","file":null,"line":null,"message":""}"#);
    session.program(0, Event::Printed(vec![card("b")]));
    session.program(0, end(Some("it broke")));
    assert_eq!(names(&session), ["run:a (old)", "run:b"]);
    // what the program says of itself, and nothing of the picture
    assert_eq!(stale(&session, "run:a"), r#"{"why":"failed","file":null,"line":null,"message":"it broke: why"}"#);
    assert_eq!(stale(&session, "run:b"), "null");
    let list = session.list(0);
    assert_eq!(list.pointer("/programs/0/state").unwrap().as_str(), Some("failed"));
    assert_eq!(list.pointer("/programs/0/trouble").unwrap().as_str(), Some("it broke"));
    assert_eq!(list.pointer("/programs/0/error").unwrap().as_str(), Some("why"));
    session.program(0, Event::Started);
    session.program(0, Event::Printed(vec![card("b"), Line::Other { text: "x".to_owned(), why: "y".to_owned() }]));
    session.program(0, end(None));
    assert_eq!(names(&session), ["run:b"]);
    assert_eq!(session.list(0).pointer("/programs/0/other_count").unwrap().as_i64(), Some(1));
}

#[test]
fn a_flood_of_cards_is_bounded() {
    let mut session = session();
    session.program(0, Event::Printed((0..2000).map(|n| card(&n.to_string())).collect()));
    assert_eq!(names(&session).len(), crate::dev::program::MOST_CARDS);
    assert_eq!(session.list(0).pointer("/programs/0/surplus").unwrap().as_i64(), Some(1000));
}

#[test]
fn only_known_knobs_are_turned() {
    let mut session = session();
    save(&mut session, "a.json", HR);
    assert!(!session.choose("a.json", "text:x", "y".into()));
    assert!(!session.choose("none", "text:x", "y".into()));
    assert!(!session.reset("a.json"));
}

#[test]
fn odd_questions_are_answered_as_plain_ones() {
    for odd in
        ["{}", r#"{"width": 1e9, "locale": [], "theme": 7, "device": null, "utc_offset": 1.5}"#, r#"{"width": -1}"#]
    {
        assert_eq!(Look::of(&Json::parse(odd).unwrap()), Look::default(), "{odd}");
    }
}
