//! Paths, ephemeral cards, batches, images, the custom bot, and bytes that make no sense.

use super::bench::{Bench, SEND, card, send_body};
use crate::{Api, Failure, Fault, json::object, platform::reply::Body};
use feishu_card_core::Json;
use proptest::prelude::*;
use std::time::Duration;

#[test]
fn unknown_paths_and_methods_have_their_codes() {
    let mut bench = Bench::new();
    assert_eq!(bench.code("POST", "/open-apis/im/v1/nothing", ""), 99991201);
    assert_eq!(bench.code("POST", "/", ""), 99991201);
    assert_eq!(bench.code("PUT", "/open-apis/im/v1/messages", ""), 99991301);
}

#[test]
fn an_ephemeral_card_is_sent_and_deleted_once() {
    let mut bench = Bench::new();
    const SEND: &str = "/open-apis/ephemeral/v1/send";
    let body = |chat: &str, card: &str| {
        format!(r#"{{"chat_id":"{chat}","open_id":"ou_1","msg_type":"interactive","card":{card}}}"#)
    };
    assert_eq!(bench.code("POST", SEND, &body("ou_1", "{}")), 10003);
    assert_eq!(bench.code("POST", SEND, &body("oc_1", "1")), 10003);
    let answer = bench.json("POST", SEND, &body("oc_1", &card("a")));
    let id = answer.pointer("/data/message_id").and_then(Json::as_str).unwrap().to_owned();
    assert_eq!(bench.message(&id).ephemeral_for.as_deref(), Some("ou_1"));
    let patch = object([("content", card("b").into())]).to_string();
    assert_eq!(bench.code("PATCH", &format!("/open-apis/im/v1/messages/{id}"), &patch), 230001);
    let delete = object([("message_id", id.into())]).to_string();
    assert_eq!(bench.code("POST", "/open-apis/ephemeral/v1/delete", &delete), 0);
    assert_eq!(bench.code("POST", "/open-apis/ephemeral/v1/delete", &delete), 18051);
}

#[test]
fn a_group_takes_forty_ephemeral_cards_a_second() {
    let mut bench = Bench::new();
    let body = format!(r#"{{"chat_id":"oc_1","open_id":"ou_1","msg_type":"interactive","card":{}}}"#, card("a"));
    let codes: Vec<_> = (0..41).map(|_| bench.code("POST", "/open-apis/ephemeral/v1/send", &body)).collect();
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 40);
    assert_eq!(codes[40], 230020);
}

#[test]
fn a_batch_reaches_the_valid_and_names_the_invalid() {
    let mut bench = Bench::new();
    const BATCH: &str = "/open-apis/message/v4/batch_send/";
    bench.platform.unreachable.insert("ou_2".to_owned(), 230013);
    let body = format!(
        r#"{{"msg_type":"interactive","card":{},"open_ids":["ou_1","ou_2","x"],"department_ids":["0","od-1"]}}"#,
        card("a")
    );
    let answer = bench.json("POST", BATCH, &body);
    let data = answer.get("data").unwrap();
    assert_eq!(data.get("invalid_open_ids").unwrap().to_string(), r#"["ou_2","x"]"#);
    assert_eq!(data.get("invalid_department_ids").unwrap().to_string(), r#"["0"]"#);
    let id = data.get("message_id").and_then(Json::as_str).unwrap().to_owned();
    assert!(id.starts_with("bm-"));
    assert_eq!(bench.platform.batches[0].receivers, ["od-1", "ou_1"]);

    let path = format!("/open-apis/im/v1/batch_messages/{id}");
    let progress = bench.json("GET", &format!("{path}/get_progress"), "");
    assert_eq!(progress.pointer("/data/batch_message_send_progress/success_user_ids_count"), Some(&Json::int(2)));
    let read = bench.json("GET", &format!("{path}/read_user"), "");
    assert_eq!(read.pointer("/data/read_user/total_count"), Some(&Json::from("2")), "a string");
    assert_eq!(bench.code("DELETE", &path, ""), 0);
    let progress = bench.json("GET", &format!("{path}/get_progress"), "");
    assert_eq!(progress.pointer("/data/batch_message_recall_progress/recall"), Some(&Json::Bool(true)));
    assert_eq!(bench.code("DELETE", "/open-apis/im/v1/batch_messages/bm-x", ""), 230030);

    for bad in [
        r#"{"msg_type":"interactive","open_ids":["ou_1"]}"#,
        r#"{"msg_type":"file","content":{},"open_ids":["ou_1"]}"#,
        r#"{"msg_type":"text","content":{}}"#,
    ] {
        let reply = bench.reply("POST", BATCH, bad.as_bytes(), "");
        assert_eq!((reply.status, reply.code()), (200, Some(10003)), "{bad}");
    }
    let many = vec!["\"ou_1\""; 201].join(",");
    let body = format!(r#"{{"msg_type":"text","content":{{}},"open_ids":[{many}]}}"#);
    assert_eq!(bench.code("POST", BATCH, &body), 10003);
    let template =
        r#"{"msg_type":"interactive","card":{"type":"template","data":{"template_id":"x"}},"open_ids":["ou_1"]}"#;
    let answer = bench.json("POST", BATCH, template);
    assert_eq!(answer.get("code"), Some(&Json::int(11246)));
    assert!(answer.get("msg").and_then(Json::as_str).unwrap().starts_with("ErrCode: 200380; "), "{answer}");
}

#[test]
fn images_are_checked_and_come_back() {
    let mut bench = Bench::new();
    let mut upload = |kind: &str, image: &[u8]| {
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"image_type\"\r\n\r\n{kind}\r\n--b\r\n");
        let head = head + "Content-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n";
        let body = [head.as_bytes(), image, b"\r\n--b--\r\n"].concat();
        let reply = bench.reply("POST", "/open-apis/im/v1/images", &body, "multipart/form-data; boundary=b");
        let Body::Json(json) = reply.body else { panic!("JSON") };
        (json.get("code").and_then(Json::as_i64).unwrap(), json)
    };
    let png = |width: u32| {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend_from_slice(&width.to_be_bytes());
        png.extend_from_slice(&[0, 0, 0, 1, 8, 2, 0, 0, 0]);
        png
    };
    assert_eq!(upload("message", b"").0, 234010);
    assert_eq!(upload("message", b"text").0, 234011);
    assert_eq!(upload("poster", &png(1)).0, 234001);
    assert_eq!(upload("message", &png(12_001)).0, 234039);
    assert_eq!(upload("avatar", &png(4097)).0, 234039);
    assert_eq!(upload("message", &vec![0; (10 << 20) + 1]).0, 234006);
    let (code, json) = upload("message", &png(12_000));
    assert_eq!(code, 0);
    let key = json.pointer("/data/image_key").and_then(Json::as_str).unwrap().to_owned();
    let reply = bench.reply("GET", &format!("/open-apis/im/v1/images/{key}"), b"", "");
    let Body::Bytes(kind, bytes) = reply.body else { panic!("bytes") };
    assert_eq!((kind, bytes), ("image/png", png(12_000)));
    assert_eq!(bench.code("GET", "/open-apis/im/v1/images/img_x", ""), 234005);
    assert_eq!(bench.code("POST", "/open-apis/im/v1/images", "{}"), 234001);
}

#[test]
fn the_custom_bot_has_its_own_bodies() {
    let mut bench = Bench::with(|config| config.hook.token = "T".to_owned());
    let mut post = |token: &str, body: &str| {
        let reply = bench.reply("POST", &format!("/open-apis/bot/v2/hook/{token}"), body.as_bytes(), "");
        let Body::Json(json) = reply.body else { panic!("JSON") };
        (reply.status, json.to_string())
    };
    let message = format!(r#"{{"msg_type":"interactive","card":{}}}"#, card("a"));
    for (token, body, status, answer) in [
        (
            "T",
            message.as_str(),
            200,
            r#"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#,
        ),
        ("X", "{}", 200, r#"{"code":19001,"msg":"param invalid: incoming webhook access token invalid","data":{}}"#),
        ("T", "{}", 200, r#"{"code":19002,"msg":"params error, msg_type need"}"#),
    ] {
        assert_eq!(post(token, body), (status, answer.to_owned()));
    }
    let (status, body) = post("T", "{");
    assert!(status == 400 && body.starts_with(r#"{"code":9499,"msg":"Bad Request","data":{}"#), "{body}");
    let (status, body) =
        post("T", &format!(r#"{{"msg_type":"text","content":{{"text":"{}"}}}}"#, "x".repeat(20 * 1024)));
    assert!(status == 400 && body.contains("9499"), "{body}");
    post("T", &message);
    let (_, body) = post("T", &message);
    assert!(body.contains("11232"), "the sixth in a second: {body}");
    assert_eq!(bench.platform.messages[0].receive_id_type, "webhook");
}

#[test]
fn the_custom_bot_keeps_its_rules() {
    let mut bench = Bench::with(|config| {
        config.hook.token = "T".to_owned();
        config.hook.secret = Some("demo".to_owned());
        config.hook.keywords = vec!["alarm".to_owned()];
        config.clock = crate::Clock::fixed(1_599_360_473_000);
    });
    let mut post = |timestamp: &str, sign: &str, text: &str| {
        let body =
            format!(r#"{{"timestamp":{timestamp},"sign":"{sign}","msg_type":"text","content":{{"text":"{text}"}}}}"#);
        bench.code("POST", "/open-apis/bot/v2/hook/T", &body)
    };
    let sign = "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=";
    assert_eq!(post("\"1599360473\"", sign, "alarm!"), 0);
    assert_eq!(post("1599360473", sign, "alarm!"), 0, "a number is taken too");
    assert_eq!(post("\"1599360473\"", sign, "calm"), 19024);
    assert_eq!(post("\"1599360474\"", sign, "alarm!"), 19021);
    bench.platform.config.clock.advance(Duration::from_secs(3601));
    let body =
        format!(r#"{{"timestamp":"1599360473","sign":"{sign}","msg_type":"text","content":{{"text":"alarm"}}}}"#);
    assert_eq!(bench.code("POST", "/open-apis/bot/v2/hook/T", &body), 19021, "over an hour old");
}

#[test]
fn a_fault_tells_before_from_after_the_effect() {
    let mut bench = Bench::new();
    bench.platform.faults.push(Fault::new(Failure::Code(2200)).on(Api::MessageCreate).nth(1));
    bench.platform.faults.push(Fault::new(Failure::Code(5000)).on(Api::MessageCreate).nth(1).applied());
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 2200);
    assert_eq!(bench.platform.messages.len(), 0);
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 5000);
    assert_eq!(bench.platform.messages.len(), 1);
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0);
}

#[test]
fn only_so_many_requests_are_kept() {
    let mut bench = Bench::with(|config| config.keep_requests = 3);
    for n in 0..5 {
        bench.code("GET", &format!("/{n}"), "");
    }
    let kept: Vec<_> = bench.platform.requests.iter().map(|seen| seen.request()).collect();
    assert_eq!(kept.iter().map(|request| request.path.as_str()).collect::<Vec<_>>(), ["/2", "/3", "/4"]);
    assert_eq!(kept[2].code, Some(99991201));
    bench.platform.config.keep_requests = 0;
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0, "what is not kept is answered all the same");
}

#[test]
fn only_so_many_bytes_of_requests_are_kept() {
    let mut bench = Bench::new();
    let body = "x".repeat(8 << 20);
    for n in 0..20 {
        bench.code("POST", &format!("/{n}"), &body);
        let kept: usize = bench.platform.requests.iter().map(|seen| seen.request.body.len()).sum();
        assert!(kept <= 64 << 20 && kept == bench.platform.kept_bytes, "{kept} bytes after {n} requests");
    }
    assert!(!bench.platform.requests.is_empty(), "the last ones are kept");
}

/// A path of some call, with ids that exist and that do not.
fn target() -> impl Strategy<Value = String> {
    let paths = [
        "/open-apis/auth/v3/tenant_access_token/internal",
        "/open-apis/auth/v3/app_access_token",
        "/open-apis/auth/v3/tenant_access_token",
        "/open-apis/auth/v3/app_ticket/resend",
        "/open-apis/im/v1/messages?receive_id_type=open_id",
        "/open-apis/im/v1/messages?container_id_type=chat&container_id=oc_1&page_size=7",
        "/open-apis/im/v1/messages/ID",
        "/open-apis/im/v1/messages/ID/reply",
        "/open-apis/im/v1/messages/ID/urgent_app?user_id_type=open_id",
        "/open-apis/interactive/v1/card/update",
        "/open-apis/ephemeral/v1/send",
        "/open-apis/ephemeral/v1/delete",
        "/open-apis/message/v4/batch_send/",
        "/open-apis/im/v1/batch_messages/ID/get_progress",
        "/open-apis/im/v1/images",
        "/open-apis/im/v1/images/ID",
        "/open-apis/bot/v2/hook/T",
    ];
    prop_oneof![8 => proptest::sample::select(paths.to_vec()).prop_map(str::to_owned), 1 => ".*"]
}

/// Bodies from nonsense to nearly right: each member may be missing or of another type.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let value = prop_oneof![
        Just(r#""interactive""#.to_owned()),
        Just(r#""text""#.to_owned()),
        Just(r#""ou_1""#.to_owned()),
        Just(r#""oc_1""#.to_owned()),
        Just(r#""{\"elements\":[]}""#.to_owned()),
        Just(r#"{"elements":[{"tag":"button"}],"open_ids":[1]}"#.to_owned()),
        Just(r#"{"type":"template","data":[]}"#.to_owned()),
        Just("[1,\"ou_2\"]".to_owned()),
        Just("null".to_owned()),
        Just("-1e99".to_owned()),
    ];
    let names = [
        "receive_id",
        "msg_type",
        "content",
        "uuid",
        "card",
        "token",
        "chat_id",
        "open_id",
        "open_ids",
        "user_id_list",
    ];
    let member =
        (proptest::sample::select(names.to_vec()), value).prop_map(|(name, value)| format!("\"{name}\":{value}"));
    prop_oneof![
        4 => proptest::collection::vec(member, 0..8).prop_map(|members| format!("{{{}}}", members.join(",")).into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #[test]
    fn no_request_panics(
        requests in proptest::collection::vec((proptest::sample::select(vec!["GET", "POST", "PATCH", "PUT", "DELETE"]), target(), body()), 1..8),
        kind in prop_oneof![Just("application/json".to_owned()), Just("multipart/form-data; boundary=b".to_owned()), ".*"],
    ) {
        let mut bench = Bench::with(|config| config.hook.token = "T".to_owned());
        let id = bench.sent(&card("a"));
        for (method, target, body) in requests {
            let reply = bench.reply(method, &target.replace("ID", &id), &body, &kind);
            prop_assert!(reply.code().is_some() || matches!(reply.body, Body::Bytes(..)));
        }
    }
}
