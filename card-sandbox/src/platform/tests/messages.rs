//! Sending, replying, reading, recalling, editing, urgent.

use super::bench::{Bench, SEND, card, card2, send_body};
use crate::json::{object, text};
use feishu_card_core::Json;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

fn body(members: [(&'static str, Json); 3]) -> String {
    object(members).to_string()
}

#[test]
fn every_kind_of_receiver_is_taken_in_its_own_shape() {
    let mut bench = Bench::with(|config| config.factor = 10.0);
    for (kind, id, code) in [
        ("open_id", "ou_1", 0),
        ("union_id", "on_1", 0),
        ("user_id", "867abc", 0),
        ("email", "a@b.example", 0),
        ("chat_id", "oc_1", 0),
        ("open_id", "oc_1", 230034),
        ("user_id", "ou_1", 230034),
        ("email", "a@b", 230034),
        ("open_id", "", 230001),
        ("thread_id", "omt_1", 230001),
    ] {
        let target = format!("/open-apis/im/v1/messages?receive_id_type={kind}");
        let body = body([("receive_id", id.into()), ("msg_type", "interactive".into()), ("content", card("a").into())]);
        assert_eq!(bench.code("POST", &target, &body), code, "{kind} {id}");
    }
}

#[test]
fn bad_requests_have_their_codes_and_texts() {
    let mut bench = Bench::new();
    let text_of = |bench: &mut Bench, target: &str, body: &str| {
        let answer = bench.json("POST", target, body);
        (answer.get("code").and_then(Json::as_i64).unwrap(), text(&answer, "msg").unwrap().to_owned())
    };
    let with = |kind: &str, content: Json| {
        body([("receive_id", "ou_1".into()), ("msg_type", kind.into()), ("content", content)])
    };
    for (body, code, part) in [
        ("{".to_owned(), 9499, ""),
        (r#"{"msg_type":"text"}"#.to_owned(), 99992402, ""),
        (with("card", card("a").into()), 230001, "ext=invalid msg_type"),
        (with("interactive", "".into()), 230001, "ext=content cannot be empty"),
        (with("interactive", "no json".into()), 230001, "ext=content is not a string in json format"),
        (with("interactive", Json::parse(&card("a")).unwrap()), 230001, "ext=content is not a string in json format"),
        (with("text", "{}".into()), 230001, "ext=invalid message content"),
        (with("interactive", card(&"x".repeat(30 * 1024)).into()), 230025, ""),
        (with("interactive", r#"{"type":"template","data":{"template_id":"x"}}"#.into()), 230099, "ErrCode: 200380; "),
        (with("interactive", r#"{"type":"card","data":{"card_id":"x"}}"#.into()), 230099, "ErrCode: 200740; "),
    ] {
        let (found, msg) = text_of(&mut bench, SEND, &body);
        assert_eq!(found, code, "{body:.80} {msg}");
        assert!(msg.contains(part), "{msg}");
    }
    let (code, _) = text_of(&mut bench, "/open-apis/im/v1/messages", &with("interactive", card("a").into()));
    assert_eq!(code, 99992402);
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), &"u".repeat(51))), 99992402);
    assert_eq!(bench.platform.messages.len(), 0);
}

#[test]
fn a_failure_says_its_log_id_in_the_header_and_in_the_body() {
    let mut bench = Bench::new();
    let reply = bench.reply("POST", SEND, b"{", "");
    let (_, header) = reply.headers.iter().find(|(name, _)| *name == "x-tt-logid").unwrap();
    let super::super::reply::Body::Json(body) = &reply.body else { panic!("JSON") };
    assert_eq!(body.pointer("/error/log_id").and_then(Json::as_str), Some(header.as_str()));
}

#[test]
fn receivers_that_cannot_be_reached_refuse_with_their_code() {
    let mut bench = Bench::new();
    bench.platform.unreachable.insert("ou_1".to_owned(), 230013);
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 230013);
}

#[test]
fn a_uuid_delivers_once_in_an_hour() {
    let mut bench = Bench::new();
    let send = |bench: &mut Bench| bench.json("POST", SEND, &send_body(&card("a"), "u1"));
    let (first, second) = (send(&mut bench), send(&mut bench));
    assert_eq!(first, second);
    assert_eq!(bench.platform.messages.len(), 1);
    bench.clock.advance(HOUR);
    assert_ne!(send(&mut bench), first);
    assert_eq!(bench.platform.messages.len(), 2);
    bench.platform.config.repeated_uuid = Some(230049);
    assert_eq!(text(&send(&mut bench), "msg"), Some("The message is being sent."));
}

#[test]
fn the_sixth_message_of_a_second_to_one_receiver_is_refused() {
    let mut bench = Bench::new();
    for _ in 0..5 {
        assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0);
    }
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 230020);
    bench.clock.advance(Duration::from_secs(1));
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0);
}

#[test]
fn the_51st_call_of_a_second_gets_429_with_the_seconds_to_wait() {
    let mut bench = Bench::new();
    let id = bench.sent(&card("a"));
    let target = format!("/open-apis/im/v1/messages/{id}");
    for _ in 0..50 {
        assert_eq!(bench.code("GET", &target, ""), 0);
        bench.clock.advance(Duration::from_millis(10));
    }
    let reply = bench.reply("GET", &target, b"", "");
    assert_eq!((reply.status, reply.code()), (429, Some(99991400)));
    let header = |name| reply.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    assert_eq!(header("x-ogw-ratelimit-limit"), Some("50"));
    assert_eq!(header("x-ogw-ratelimit-reset"), Some("1"));
    // another call has a window of its own
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0);
    assert_eq!(bench.platform.windows.busiest(Duration::from_secs(1), |_| true), 51);
}

#[test]
fn replies_know_their_root_and_their_thread() {
    let mut bench = Bench::new();
    let root = bench.sent(&card("a"));
    let mut reply = |to: &str, in_thread: bool| {
        let body = body([
            ("msg_type", "interactive".into()),
            ("content", card("b").into()),
            ("reply_in_thread", in_thread.into()),
        ]);
        let answer = bench.json("POST", &format!("/open-apis/im/v1/messages/{to}/reply"), &body);
        ["message_id", "root_id", "parent_id", "thread_id"]
            .map(|name| answer.pointer(&format!("/data/{name}")).and_then(Json::as_str).unwrap_or_default().to_owned())
    };
    let [first, first_root, parent, thread] = reply(&root, false);
    assert_eq!((&first_root, &parent, thread.as_str()), (&root, &root, ""));
    let [_, second_root, parent, _] = reply(&first, false);
    assert_eq!((second_root, parent), (root.clone(), first));
    let [third, _, _, thread] = reply(&root, true);
    assert!(thread.starts_with("omt_"));
    let [_, root_in_thread, parent, same_thread] = reply(&third, false);
    assert_eq!((root_in_thread, parent, same_thread), (root.clone(), root, thread));
}

#[test]
fn reading_gives_the_simple_form_or_the_card_as_sent() {
    let mut bench = Bench::new();
    let sent = r#"{"header":{"title":{"tag":"plain_text","content":"T"}},"elements":[
        {"tag":"div","text":{"tag":"lark_md","content":"x"}},{"tag":"hr"},
        {"tag":"action","actions":[{"tag":"button","type":"primary","text":{"tag":"plain_text","content":"ok"}}]}]}"#;
    let id = bench.sent(sent);
    let mut content = |query: &str| {
        let answer = bench.json("GET", &format!("/open-apis/im/v1/messages/{id}{query}"), "");
        answer.pointer("/data/items/0/body/content").and_then(Json::as_str).map(str::to_owned).unwrap()
    };
    assert_eq!(content("?card_msg_content_type=user_card_content"), sent);
    assert_eq!(
        content(""),
        r#"{"title":"T","elements":[[{"tag":"text","text":"x"}],[{"tag":"hr"}],[{"tag":"button","text":"ok","type":"primary"}]]}"#
    );
    assert_eq!(bench.code("GET", "/open-apis/im/v1/messages/om_unknown", ""), 230001);
    assert_eq!(bench.code("GET", "/open-apis/im/v1/messages/unknown", ""), 99992354);
}

#[test]
fn a_list_has_pages() {
    let mut bench = Bench::new();
    let ids: Vec<_> = (0..5).map(|n| bench.sent(&card2(&n.to_string()))).collect();
    let chat = bench.message(&ids[0]).chat_id.clone();
    let mut page = |query: &str| {
        let target = format!("/open-apis/im/v1/messages?container_id_type=chat&container_id={chat}&{query}");
        let data = bench.json("GET", &target, "").get("data").cloned().unwrap();
        let items = data.get("items").and_then(Json::as_list).unwrap_or_default();
        let ids: Vec<_> = items.iter().filter_map(|item| text(item, "message_id")).map(str::to_owned).collect();
        (ids, text(&data, "page_token").map(str::to_owned))
    };
    let (first, token) = page("page_size=3&page_token=");
    let (second, end) = page(&format!("page_size=3&page_token={}", token.unwrap()));
    assert_eq!([first, second].concat(), ids);
    assert_eq!(end, None);
    assert_eq!(page("sort_type=ByCreateTimeDesc&page_size=1").0, ids[4..]);
}

#[test]
fn a_recalled_message_is_gone() {
    let mut bench = Bench::new();
    let id = bench.sent(&card("a"));
    let target = format!("/open-apis/im/v1/messages/{id}");
    assert_eq!(bench.code("DELETE", &target, ""), 0);
    assert_eq!(bench.code("DELETE", &target, ""), 230110);
    let answer = bench.json("GET", &target, "");
    assert_eq!(answer.pointer("/data/items/0/deleted"), Some(&Json::Bool(true)));
    assert_eq!(answer.pointer("/data/items/0/body"), None);
    let reply = body([("msg_type", "interactive".into()), ("content", card("b").into()), ("x", Json::Null)]);
    assert_eq!(bench.code("POST", &format!("{target}/reply"), &reply), 230011);
}

#[test]
fn texts_are_edited_and_cards_are_not() {
    let mut bench = Bench::with(|config| config.factor = 10.0);
    let text_body = |text: &str| {
        body([
            ("receive_id", "ou_1".into()),
            ("msg_type", "text".into()),
            ("content", object([("text", text.into())]).to_string().into()),
        ])
    };
    let answer = bench.json("POST", SEND, &text_body("a"));
    let id = answer.pointer("/data/message_id").and_then(Json::as_str).unwrap();
    let target = format!("/open-apis/im/v1/messages/{id}");
    for _ in 0..20 {
        assert_eq!(bench.code("PUT", &target, &text_body("b")), 0);
    }
    assert_eq!(bench.code("PUT", &target, &text_body("b")), 230072);
    let card_id = bench.sent(&card("a"));
    let target = format!("/open-apis/im/v1/messages/{card_id}");
    assert_eq!(bench.code("PUT", &target, &text_body("b")), 230054);
    assert_eq!(bench.code("PUT", &target, &send_body(&card("b"), "")), 230001);
}

#[test]
fn urgent_names_the_users_it_does_not_know() {
    let mut bench = Bench::with(|config| {
        config.apps.push(crate::config::App { id: "cli_2".into(), secret: "s".into(), store: false })
    });
    let id = bench.sent(&card("a"));
    let target = format!("/open-apis/im/v1/messages/{id}/urgent_app?user_id_type=open_id");
    let users = |users: &[&str]| {
        object([("user_id_list", Json::from(users.iter().map(|u| Json::from(*u)).collect::<Vec<_>>()))]).to_string()
    };
    let answer = bench.json("PATCH", &target, &users(&["ou_1", "on_1", "ou_2"]));
    assert_eq!(answer.pointer("/data/invalid_user_id_list").unwrap().to_string(), r#"["on_1","ou_2"]"#);
    assert_eq!(bench.message(&id).urgent, [("app", "ou_1".to_owned())]);
    assert_eq!(bench.code("PATCH", &target, &users(&["x"])), 230001);
    assert_eq!(bench.code("PATCH", &target, &users(&[])), 230001);
    assert_eq!(bench.code("PATCH", &format!("/open-apis/im/v1/messages/{id}/urgent_app"), &users(&["ou_1"])), 99992402);
    bench.token = bench.fetch_token(1);
    assert_eq!(bench.code("PATCH", &target, &users(&["ou_1"])), 230012);
}
