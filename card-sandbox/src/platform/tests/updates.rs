//! Updates of sent cards: patch and delayed update.

use super::bench::{Bench, SEND, card, card2, exclusive, send_body};
use crate::{
    Cause,
    config::App,
    json::{object, text},
};
use feishu_card_core::Json;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);
const UPDATE: &str = "/open-apis/interactive/v1/card/update";

fn patch(bench: &mut Bench, id: &str, card: &str) -> i64 {
    let body = object([("content", card.into())]).to_string();
    bench.code("PATCH", &format!("/open-apis/im/v1/messages/{id}"), &body)
}

fn update(bench: &mut Bench, token: &str, card: &str) -> i64 {
    bench.code("POST", UPDATE, &format!(r#"{{"token":"{token}","card":{card}}}"#))
}

#[test]
fn a_patch_replaces_a_shared_card_for_fourteen_days() {
    let mut bench = Bench::new();
    let id = bench.sent(&card("a"));
    assert_eq!(patch(&mut bench, &id, &card("b")), 0);
    let message = bench.message(&id);
    assert_eq!(message.card().to_string(), card("b"));
    assert_eq!(message.content().to_string(), card("a"));
    assert_eq!(message.history.last().unwrap().cause, Cause::Patched);
    bench.clock.advance(14 * DAY);
    bench.token = bench.fetch_token(0);
    assert_eq!(patch(&mut bench, &id, &card("c")), 0);
    bench.clock.advance(Duration::from_millis(1));
    assert_eq!(patch(&mut bench, &id, &card("d")), 230031);
}

#[test]
fn what_cannot_be_patched_says_why() {
    let mut bench = Bench::with(|config| {
        config.factor = 10.0;
        config.apps.push(App { id: "cli_2".to_owned(), secret: "s".to_owned(), store: false });
    });
    let shared = bench.sent(&card("a"));
    let alone = bench.sent(&exclusive("a"));
    let second = bench.sent(&card2("a"));
    assert_eq!(patch(&mut bench, &shared, &exclusive("b")), 230001, "update_multi after");
    assert_eq!(patch(&mut bench, &alone, &card("b")), 230001, "update_multi before");
    assert_eq!(patch(&mut bench, &second, &card("b")), 230099, "2.0 to 1.0");
    assert_eq!(patch(&mut bench, &shared, &card2("b")), 230099, "1.0 to 2.0");
    let body = object([("content", card2("b").into())]).to_string();
    let answer = bench.json("PATCH", &format!("/open-apis/im/v1/messages/{shared}"), &body);
    assert!(text(&answer, "msg").unwrap().contains("ErrCode: 200800; ErrMsg: create universal card fail"), "{answer}");
    assert_eq!(patch(&mut bench, &second, &card2("b")), 0);
    assert_eq!(patch(&mut bench, &shared, "no json"), 230001);
    assert_eq!(patch(&mut bench, &shared, &card(&"x".repeat(30 * 1024))), 230025);
    assert_eq!(patch(&mut bench, "om_unknown", &card("b")), 230001);
    let text_body = r#"{"receive_id":"ou_1","msg_type":"text","content":"{\"text\":\"a\"}"}"#;
    let answer = bench.json("POST", SEND, text_body);
    let id = answer.pointer("/data/message_id").and_then(Json::as_str).unwrap().to_owned();
    let answer = bench.json(
        "PATCH",
        &format!("/open-apis/im/v1/messages/{id}"),
        &object([("content", card("b").into())]).to_string(),
    );
    assert!(text(&answer, "msg").unwrap().contains("ext=This message is NOT a card"), "{answer}");
    bench.code("DELETE", &format!("/open-apis/im/v1/messages/{shared}"), "");
    assert_eq!(patch(&mut bench, &shared, &card("b")), 230011, "recalled");
    bench.token = bench.fetch_token(1);
    assert_eq!(patch(&mut bench, &second, &card2("b")), 230001, "another app");
}

#[test]
fn a_message_takes_five_patches_a_second() {
    let mut bench = Bench::new();
    let id = bench.sent(&card("a"));
    let codes: Vec<_> = (0..6).map(|_| patch(&mut bench, &id, &card("b"))).collect();
    assert_eq!(codes, [0, 0, 0, 0, 0, 230020]);
}

#[test]
fn a_callbacks_token_works_twice() {
    let mut bench = Bench::new();
    let id = bench.sent(&card("a"));
    let token = bench.update_token(&id, true);
    assert_eq!(update(&mut bench, &token, &card("b")), 0);
    assert_eq!(update(&mut bench, &token, &card("c")), 0);
    assert_eq!(update(&mut bench, &token, &card("d")), 300040);
    assert_eq!(bench.message(&id).card().to_string(), card("c"));
}

#[test]
fn a_callbacks_token_lives_thirty_minutes() {
    let mut bench = Bench::new();
    let id = bench.sent(&card("a"));
    let token = bench.update_token(&id, true);
    bench.clock.advance(Duration::from_secs(30 * 60));
    assert_eq!(update(&mut bench, &token, &card("b")), 0);
    bench.clock.advance(Duration::from_millis(1));
    assert_eq!(update(&mut bench, &token, &card("c")), 300030);
}

#[test]
fn a_delayed_update_waits_for_the_answer_to_the_callback() {
    let mut bench = Bench::new();
    let id = bench.sent(&card("a"));
    let token = bench.update_token(&id, false);
    assert_eq!(update(&mut bench, &token, &card("b")), 11310);
    bench.platform.settle(&token);
    assert_eq!(update(&mut bench, &token, &card("b")), 0);
}

#[test]
fn an_exclusive_card_is_updated_for_the_users_named() {
    let mut bench = Bench::new();
    let id = bench.sent(&exclusive("a"));
    let token = bench.update_token(&id, true);
    let with_ids = |ids: &str| exclusive("b").replacen('{', &format!("{{\"open_ids\":{ids},"), 1);
    assert_eq!(update(&mut bench, &token, &exclusive("b")), 300090);
    assert_eq!(update(&mut bench, &token, &with_ids("[]")), 200320);
    assert_eq!(update(&mut bench, &token, &with_ids(r#"["x"]"#)), 200320);
    assert_eq!(update(&mut bench, &token, &with_ids(r#"["ou_1"]"#)), 0);
    let message = bench.message(&id);
    assert_eq!(message.card_for("ou_1").to_string(), exclusive("b"));
    assert_eq!(message.card_for("ou_2").to_string(), exclusive("a"));
    let shared = bench.sent(&card("a"));
    let token = bench.update_token(&shared, true);
    assert_eq!(update(&mut bench, &token, &with_ids(r#"["ou_1"]"#)), 200320, "a shared card takes none");
}

#[test]
fn bad_delayed_updates_have_their_codes() {
    let mut bench = Bench::with(|config| {
        config.apps.push(App { id: "cli_2".to_owned(), secret: "s".to_owned(), store: false });
    });
    let id = bench.sent(&card2("a"));
    let token = bench.update_token(&id, true);
    assert_eq!(bench.code("POST", UPDATE, "{"), 100030);
    assert_eq!(update(&mut bench, "x", &card2("b")), 300020);
    assert_eq!(update(&mut bench, "c-unknown", &card2("b")), 300020);
    assert_eq!(update(&mut bench, &token, "1"), 10002);
    assert_eq!(update(&mut bench, &token, &card("b")), 11311, "2.0 to 1.0");
    assert_eq!(update(&mut bench, &token, &card2(&"x".repeat(31 * 1024))), 11311);
    assert_eq!(update(&mut bench, &token, &card2(&"x".repeat(101 * 1024))), 100000);
    let own = std::mem::take(&mut bench.token);
    bench.token = bench.fetch_token(1);
    assert_eq!(update(&mut bench, &token, &card2("b")), 200310);
    bench.token = own;
    bench.code("DELETE", &format!("/open-apis/im/v1/messages/{id}"), "");
    assert_eq!(update(&mut bench, &token, &card2("b")), 200000);
    assert_eq!(bench.code("POST", SEND, &send_body(&card2("b"), "")), 0);
}
