//! What users choose and enter arrives as the types of the app, and an error names the field.
use feishu_card_core::Json;
use feishu_card_send::callback::{Date, DateTime, Delayed, Event, Time, UpdateError, Updates, form};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

fn event(action: &str) -> Event {
    let body = format!(r#"{{"open_id":"ou_1","token":"c-1","action":{action}}}"#);
    Event::from_json(Json::parse(&body).unwrap()).unwrap()
}

fn submitted(form: &str) -> Event {
    event(&format!(r#"{{"tag":"button","name":"submit","form_value":{form}}}"#))
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Review {
    Publish { id: u64, notes: Vec<String> },
    Move(u8, u8),
    Rename(String),
    Reject,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Tagged {
    Publish { id: u64 },
    Reject,
}

#[test]
fn a_value_comes_back_as_the_type_it_was_made_from() {
    for value in [
        Review::Publish { id: u64::MAX, notes: vec!["a".into(), "值".into()] },
        Review::Move(1, 2),
        Review::Rename("x".into()),
        Review::Reject,
    ] {
        let json = Json::from_serialize(&value).unwrap();
        assert_eq!(event(&format!(r#"{{"tag":"button","value":{json}}}"#)).action.value::<Review>().unwrap(), value);
        let text = Json::from(json.to_string());
        let as_text = event(&format!(r#"{{"tag":"button","value":{text}}}"#));
        assert_eq!(as_text.action.value::<Review>().unwrap(), value, "a string of JSON is read too");
    }
    for value in [Tagged::Publish { id: 7 }, Tagged::Reject] {
        let json = Json::from_serialize(&value).unwrap();
        assert_eq!(event(&format!(r#"{{"tag":"button","value":{json}}}"#)).action.value::<Tagged>().unwrap(), value);
    }
    let text = event(r#"{"tag":"button","value":"{\"plain\": text"}"#);
    assert_eq!(text.action.value::<String>().unwrap(), r#"{"plain": text"#);
    let text = event(r#"{"tag":"button","value":"7"}"#);
    assert_eq!(text.action.value::<String>().unwrap(), "7", "what fits as it is stays as it is");
}

#[test]
fn a_value_that_does_not_fit_says_where() {
    for (value, message) in [
        ("{}", "`action.value`: invalid value: map, expected an object with one member, the variant"),
        (
            r#"{"publish":{"id":7}}"#,
            "`action.value` at `publish.notes`: missing; where it may stay empty use `Option` or `#[serde(default)]`",
        ),
        (
            r#"{"publish":{"id":"7","notes":[]}}"#,
            r#"`action.value` at `publish.id`: invalid type: string "7", expected u64"#,
        ),
        (
            r#"{"publish":{"id":7,"notes":["a",1]}}"#,
            "`action.value` at `publish.notes[1]`: invalid type: integer `1`, expected a string",
        ),
        (
            r#"{"move":[1]}"#,
            "`action.value` at `move`: invalid length 1, expected tuple variant Review::Move with 2 elements",
        ),
        (
            r#""approve""#,
            "`action.value`: unknown variant `approve`, expected one of `publish`, `move`, `rename`, `reject`",
        ),
        ("7", "`action.value`: invalid type: integer `7`, expected the name of a variant"),
    ] {
        let wrong = event(&format!(r#"{{"tag":"button","value":{value}}}"#)).action.value::<Review>().unwrap_err();
        assert_eq!(wrong.to_string(), message);
        assert_eq!(wrong.member(), "value");
    }
    let wrong = event(r#"{"tag":"button"}"#).action.value::<Review>().unwrap_err();
    assert_eq!(wrong.to_string(), "`action.value`: invalid type: unit value, expected the name of a variant");
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Holiday,
    Sick,
}

form! {
    /// A request for leave: every kind of component a form can have.
    #[derive(Debug, PartialEq, Deserialize)]
    struct Leave {
        kind: Kind,
        start: Date,
        at: Time,
        until: DateTime,
        days: u32,
        share: f64,
        reason: String,
        deputy: Option<String>,
        watchers: Vec<String>,
        tags: Vec<Kind>,
        urgent: bool,
        r#type: Option<u8>,
    }
}

const FORM: &str = r#"{"kind":"sick","start":"2026-01-05 +0800","at":"09:30 +0800","until":"2026-01-07 18:00 -0330",
    "days":"3","share":"0.5","reason":"","deputy":"","watchers":["ou_1","ou_2"],"tags":"holiday","urgent":true,
    "type":"7","left_over":"ignored"}"#;

#[test]
fn a_form_becomes_the_struct_with_its_names() {
    let leave: Leave = submitted(FORM).form().unwrap();
    let expected = Leave {
        kind: Kind::Sick,
        start: Date::new(2026, 1, 5).and_then(|date| date.with_offset(480)).unwrap(),
        at: Time::new(9, 30).and_then(|time| time.with_offset(480)).unwrap(),
        until: "2026-01-07 18:00 -0330".parse().unwrap(),
        days: 3,
        share: 0.5,
        reason: String::new(),
        deputy: None,
        watchers: vec!["ou_1".into(), "ou_2".into()],
        tags: vec![Kind::Holiday],
        urgent: true,
        r#type: Some(7),
    };
    assert_eq!(leave, expected);
    let empty: Leave = submitted(&FORM.replace(r#""tags":"holiday""#, r#""tags":"""#)).form().unwrap();
    assert_eq!(empty.tags, Vec::new());
    for (text, urgent) in [("true", true), ("false", false)] {
        let form = submitted(&FORM.replace(r#""urgent":true"#, &format!(r#""urgent":"{text}""#)));
        assert_eq!(form.form::<Leave>().unwrap().urgent, urgent, "a checker as text");
    }
    assert_eq!((Leave::kind, Leave::r#type, Leave::left()), ("kind", "type", 12));
}

impl Leave {
    fn left() -> usize {
        [
            Leave::kind,
            Leave::start,
            Leave::at,
            Leave::until,
            Leave::days,
            Leave::share,
            Leave::reason,
            Leave::deputy,
            Leave::watchers,
            Leave::tags,
            Leave::urgent,
            Leave::r#type,
        ]
        .iter()
        .filter(|name| submitted(FORM).action.form.unwrap().get(name).is_some())
        .count()
    }
}

#[test]
fn an_error_names_the_field() {
    let cases = [
        (r#""kind":"sick""#, r#""kind":"bored""#, "kind", "unknown variant `bored`, expected `holiday` or `sick`"),
        (r#""kind":"sick","#, "", "kind", "missing; where it may stay empty use `Option` or `#[serde(default)]`"),
        (
            "2026-01-05 +0800",
            "2026-02-30 +0800",
            "start",
            "`2026-02-30 +0800`: expected a date like `2024-04-01 +0800`",
        ),
        ("09:30 +0800", "25:30 +0800", "at", "`25:30 +0800`: expected a time like `07:07 +0800`"),
        (r#""days":"3""#, r#""days":"many""#, "days", r#"invalid value: string "many", expected u32"#),
        (r#""days":"3""#, r#""days":"-1""#, "days", r#"invalid value: string "-1", expected u32"#),
        (r#""days":"3""#, r#""days":"""#, "days", "left empty; use `Option` if it may be"),
        (r#""urgent":true"#, r#""urgent":"yes""#, "urgent", r#"invalid type: string "yes", expected a boolean"#),
        (r#""ou_2"]"#, "2]", "watchers[1]", "invalid type: integer `2`, expected a string"),
    ];
    for (from, to, field, message) in cases {
        assert!(FORM.contains(from), "{from}");
        let wrong = submitted(&FORM.replace(from, to)).form::<Leave>().unwrap_err();
        assert_eq!(wrong.to_string(), format!("form field `{field}`: {message}"));
        assert_eq!((wrong.member(), wrong.field()), ("form_value", field));
    }
    let wrong = event(r#"{"tag":"button"}"#).form::<Leave>().unwrap_err();
    assert_eq!(wrong.to_string(), "the form: this click submitted no form");
}

#[test]
fn a_field_of_a_form_can_be_read_alone() {
    let form = submitted(FORM).action.form.unwrap();
    assert_eq!(form.field::<u32>("days").unwrap(), 3);
    assert_eq!(form.field::<Option<u32>>("nowhere").unwrap(), None);
    assert_eq!(form.field::<Vec<String>>("nowhere").unwrap(), Vec::<String>::new());
    assert_eq!(form.field::<Date>("days").unwrap_err().field(), "days");
}

#[test]
fn single_components_report_what_was_chosen() {
    assert_eq!(event(r#"{"tag":"select_static","option":"sick"}"#).action.option::<Kind>().unwrap(), Kind::Sick);
    assert_eq!(event(r#"{"tag":"select_static","option":"12"}"#).action.option::<u8>().unwrap(), 12);
    let date = event(r#"{"tag":"date_picker","option":"2025-06-10 +0800","timezone":"Asia/Shanghai"}"#);
    assert_eq!(date.action.option::<Date>().unwrap().to_string(), "2025-06-10 +0800");
    let pictures = event(r#"{"tag":"select_img","options":["a","b"]}"#);
    assert_eq!((pictures.action.options, pictures.action.option), (vec!["a".to_owned(), "b".to_owned()], None));
    let input = event(r#"{"tag":"input","input_value":""}"#);
    assert_eq!(input.action.input.as_deref(), Some(""), "emptied by the user");
    assert_eq!(event(r#"{"tag":"checker","checked":false}"#).action.checked, Some(false));
    let none = event(r#"{"tag":"button"}"#).action.option::<String>().unwrap_err();
    assert_eq!(none.to_string(), "`action.option`: this component reports no option");
}

#[test]
fn what_the_platform_leaves_empty_is_absent() {
    let body = r#"{"open_id":"ou_1","user_id":"","open_chat_id":"","token":"c-1","timezone":"Asia/Tokyo",
        "action":{"tag":"button","name":"","timezone":""}}"#;
    let event = Event::from_json(Json::parse(body).unwrap()).unwrap();
    assert_eq!((event.operator.user_id, event.chat_id, event.action.name), (None, None, None));
    assert_eq!(event.action.timezone.as_deref(), Some("Asia/Tokyo"), "SDKs have it at top level");
}

#[test]
fn no_click_is_refused_for_what_its_handler_may_not_need() {
    let read = |body: &str| Event::from_json(Json::parse(body).unwrap()).unwrap();
    // as seen in the field: no open_id, no tag
    let field = read(
        r#"{"schema":"2.0","header":{"event_id":"e1","event_type":"card.action.trigger"},"event":{
            "operator":{"user_id":"uid_123","tenant_key":"t"},"token":"c-1","action":{"value":{"a":1}},
            "context":{"open_message_id":"om_1","open_chat_id":"oc_1"}}}"#,
    );
    assert_eq!((field.operator.id(), field.operator.open_id.as_deref()), (Some("uid_123"), None));
    assert_eq!((field.operator.to_string(), field.action.tag), ("uid_123".to_owned(), None));
    let empty = read(r#"{"open_id":"","union_id":"on_1","action":{"tag":7}}"#);
    assert_eq!((empty.operator.id(), empty.token, empty.action.tag), (Some("on_1"), None, None));
    let bare = read(r#"{"schema":"2.0","event":{"operator":null,"action":{}}}"#);
    assert_eq!(bare.operator.to_string(), "an unknown user");
    for body in [r#"{"open_id":"ou_1","token":"c-1"}"#, "[]", r#"{"action":7}"#, r#"{"event":{"action":null}}"#] {
        assert_eq!(Event::from_json(Json::parse(body).unwrap()).unwrap_err().pointer, "/event/action");
    }
}

#[tokio::test]
async fn an_update_says_what_the_click_came_without() {
    let card = Json::parse(r#"{"elements":[{"tag":"hr"}]}"#).unwrap();
    let shared = Json::parse(r#"{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}"#).unwrap();
    let deliver = |_: Delayed| async { Ok::<(), std::io::Error>(()) };
    let event = |text: &str| Event::from_json(Json::parse(text).unwrap()).unwrap();
    let no_token = Updates::new(&event(r#"{"open_id":"ou_1","action":{}}"#), deliver);
    assert!(matches!(no_token.card(&shared).await, Err(UpdateError::NoToken)));
    let no_user = Updates::new(&event(r#"{"user_id":"7","token":"c-1","action":{}}"#), deliver);
    assert!(matches!(no_user.card(&card).await, Err(UpdateError::NoOperator)));
    no_user.card(&shared).await.unwrap();
    no_user.card(&shared).await.unwrap();
    assert!(matches!(no_user.card(&shared).await, Err(UpdateError::UsedUp)), "a refused update costs no use");
}

fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| Json::float(n).to_string()),
        "[a-z0-9 +:-]{0,8}".prop_map(|text| Json::from(text).to_string()),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            proptest::collection::vec(("[a-z]{1,4}", inner), 0..4).prop_map(|members| {
                let members: Vec<_> = members.iter().map(|(key, value)| format!(r#""{key}":{value}"#)).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_an_event_or_refused(body in json()) {
        let _ = Event::from_json(Json::parse(&body).unwrap());
    }

    #[test]
    fn any_value_is_read_as_serde_json_reads_it(value in json()) {
        let action = event(&format!(r#"{{"tag":"button","value":{value}}}"#)).action;
        prop_assert_eq!(action.value::<serde_json::Value>().unwrap(), serde_json::from_str::<serde_json::Value>(&value).unwrap());
        let ours = action.value::<Option<Vec<Option<i32>>>>().ok();
        prop_assert_eq!(ours, serde_json::from_str(&value).ok());
    }

    #[test]
    fn any_form_is_read_or_refused(value in json()) {
        let _ = submitted(&FORM.replace(r#""2026-01-05 +0800""#, &value)).form::<Leave>();
    }
}
