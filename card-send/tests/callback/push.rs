//! Pushed requests: good ones become challenges and events, each kind of bad one has its own rejection.
use crate::request::{BODY, KEY, NOW, OLD_BODY, Request, TOKEN, callbacks, fixed_clock};
use feishu_card_core::Json;
use feishu_card_send::callback::{Callbacks, DecryptError, Generation, Push, Rejection, encrypt};
use http::{HeaderMap, StatusCode};
use proptest::prelude::*;
use std::time::Duration;

fn event(push: Push) -> feishu_card_send::callback::Event {
    match push {
        Push::Event(event) => *event,
        other => panic!("no event: {other:?}"),
    }
}

#[test]
fn a_signed_click_becomes_an_event_plain_and_encrypted() {
    for request in [Request::new(BODY), Request::encrypted(BODY)] {
        let event = event(request.read(&callbacks()).unwrap());
        assert_eq!(event.generation, Generation::New);
        assert_eq!(event.id.as_deref(), Some("e1"));
        assert_eq!(event.operator.open_id.as_deref(), Some("ou_1"));
        assert_eq!(event.operator.union_id.as_deref(), Some("on_1"));
        assert_eq!(event.token.as_ref().unwrap().as_str(), "c-abc");
        assert_eq!(event.action.tag.as_deref(), Some("button"));
        assert_eq!(event.host.as_deref(), Some("im_message"));
        assert_eq!(event.message_id.as_deref(), Some("om_1"));
        assert_eq!(event.chat_id.as_deref(), Some("oc_1"));
        assert_eq!(event.body(), &Json::parse(BODY).unwrap());
    }
}

#[test]
fn an_old_click_is_proved_by_the_verification_token() {
    let event = event(Request::old(OLD_BODY).read(&callbacks()).unwrap());
    assert_eq!(event.generation, Generation::Old);
    assert_eq!(event.operator.open_id.as_deref(), Some("ou_2"));
    assert_eq!(event.action.timezone.as_deref(), Some("Asia/Shanghai"));
    assert_eq!((event.id, event.message_id.as_deref()), (None, Some("om_2")));

    let only_old = callbacks().only(Generation::Old);
    assert_eq!(Request::new(BODY).read(&only_old), Err(Rejection::Generation(Generation::New)));
    let only_new = callbacks().only(Generation::New);
    assert_eq!(Request::old(OLD_BODY).read(&only_new), Err(Rejection::Generation(Generation::Old)));
}

#[test]
fn the_url_check_needs_the_token_and_no_signature() {
    let check = format!(r#"{{"challenge":"c-\"1","token":"{TOKEN}","type":"url_verification"}}"#);
    let sealed = format!(r#"{{"encrypt":"{}"}}"#, encrypt(KEY, [3; 16], check.as_bytes()));
    for body in [&check, &sealed] {
        let Ok(Push::Challenge(challenge)) = callbacks().read(&HeaderMap::new(), body.as_bytes()) else {
            panic!("no challenge")
        };
        let response = challenge.response();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.body(), r#"{"challenge":"c-\"1"}"#);
    }
    let strange = check.replace(TOKEN, "another");
    assert_eq!(callbacks().read(&HeaderMap::new(), strange.as_bytes()), Err(Rejection::Token));
}

#[test]
fn without_an_encrypt_key_the_token_decides() {
    let plain = Callbacks::new(TOKEN);
    assert!(plain.read(&HeaderMap::new(), BODY.as_bytes()).is_ok());
    assert_eq!(plain.read(&HeaderMap::new(), BODY.as_bytes()), Err(Rejection::Replayed), "the same event id");
    let unsigned = |request: Request| request.signature("").read(&Callbacks::new(TOKEN).clock(fixed_clock));
    assert!(unsigned(Request::new(BODY).stamp("")).is_ok(), "empty headers, as nothing is set to sign with");
    assert!(matches!(unsigned(Request::new(BODY).at(NOW - 301)), Err(Rejection::Stale(_))));
    let strange = Callbacks::new("another");
    assert_eq!(strange.read(&HeaderMap::new(), BODY.as_bytes()), Err(Rejection::Token));
}

#[test]
fn an_empty_secret_verifies_nothing() {
    let no_token = Callbacks::new("").encrypt_key(KEY);
    assert_eq!(Request::new(BODY).read(&no_token), Err(Rejection::NotConfigured("Verification Token")));
    let no_key = Callbacks::new(TOKEN).encrypt_key("");
    assert_eq!(Request::new(BODY).read(&no_key), Err(Rejection::NotConfigured("Encrypt Key")));
}

#[test]
fn another_push_is_handed_on() {
    let body = BODY.replace("card.action.trigger", "url.preview.get");
    match Request::new(&body).read(&callbacks()).unwrap() {
        Push::Other(other) => assert_eq!(other.event_type, "url.preview.get"),
        push => panic!("{push:?}"),
    }
}

/// One row of the table: what was done to the request, and the rejection it must meet.
type Row = (&'static str, Request, fn(&Rejection) -> bool, u16);

fn bad_pushes() -> Vec<Row> {
    let sealed = |text: String| Request::new(&format!(r#"{{"encrypt":"{text}"}}"#));
    let good = encrypt(KEY, [7; 16], BODY.as_bytes());
    let cut = good[..good.len() - 8].to_owned();
    vec![
        (
            "tampered body",
            Request::new(BODY).with_body(BODY.replace("ou_1", "ou_9")),
            |r| matches!(r, Rejection::Signature),
            401,
        ),
        (
            "tampered ciphertext",
            Request::encrypted(BODY).with_body(format!(r#"{{"encrypt":"{}"}}"#, good.replacen('A', "B", 1))),
            |r| matches!(r, Rejection::Signature),
            401,
        ),
        ("signed with another key", Request::signed(BODY, "another key"), |r| matches!(r, Rejection::Signature), 401),
        (
            "signed and sealed with another key",
            Request::signed(&format!(r#"{{"encrypt":"{}"}}"#, encrypt("x", [7; 16], BODY.as_bytes())), "x"),
            |r| matches!(r, Rejection::Signature),
            401,
        ),
        (
            "sealed with another key",
            sealed(encrypt("x", [7; 16], BODY.as_bytes())),
            |r| matches!(r, Rejection::Decrypt(DecryptError::Padding) | Rejection::Plaintext),
            401,
        ),
        ("wrong token", Request::new(&BODY.replace(TOKEN, "another")), |r| matches!(r, Rejection::Token), 401),
        ("no token", Request::new(&BODY.replace(r#""token":"vt","#, "")), |r| matches!(r, Rejection::Token), 401),
        ("stale", Request::new(BODY).at(NOW - 301), |r| *r == Rejection::Stale(Duration::from_secs(301)), 401),
        ("future", Request::new(BODY).at(NOW + 301), |r| *r == Rejection::Future(Duration::from_secs(301)), 401),
        ("stale, old kind", Request::old(OLD_BODY).at(NOW - 999), |r| matches!(r, Rejection::Stale(_)), 401),
        ("no time stamp", Request::new(BODY).stamp("yesterday"), |r| matches!(r, Rejection::Timestamp), 401),
        ("cut ciphertext", sealed(cut), |r| matches!(r, Rejection::Decrypt(DecryptError::Cut)), 401),
        ("empty ciphertext", sealed(String::new()), |r| matches!(r, Rejection::Decrypt(DecryptError::TooShort)), 401),
        ("no base64", sealed("@@".into()), |r| matches!(r, Rejection::Decrypt(DecryptError::Base64)), 401),
        (
            "bad padding",
            sealed("AAECAwQFBgcICQoLDA0OD2MRo+7QhrGM3AlWzqmjWZg=".into()),
            |r| matches!(r, Rejection::Decrypt(DecryptError::Padding)),
            401,
        ),
        (
            "sealed bytes that are not text",
            sealed(encrypt(KEY, [7; 16], &[0xff; 9])),
            |r| matches!(r, Rejection::Plaintext),
            401,
        ),
        ("not UTF-8", Request::raw(b"{\"a\":\"\xff\"}".to_vec()), |r| matches!(r, Rejection::NotUtf8), 400),
        ("not JSON", Request::new("hello"), |r| matches!(r, Rejection::NotJson(_)), 400),
        ("empty", Request::new(""), |r| matches!(r, Rejection::NotJson(_)), 400),
        (
            "10 MB",
            Request::raw(vec![b' '; 10 << 20]),
            |r| *r == Rejection::TooLarge { limit: Callbacks::MAX_BODY },
            413,
        ),
        ("nested a million times", Request::new(&"[".repeat(1_000_000)), |r| matches!(r, Rejection::NotJson(_)), 400),
        (
            "without signature",
            Request::new(BODY).without("X-Lark-Signature"),
            |r| *r == Rejection::MissingHeader("X-Lark-Signature"),
            401,
        ),
        (
            "without nonce",
            Request::new(BODY).without("X-Lark-Request-Nonce"),
            |r| *r == Rejection::MissingHeader("X-Lark-Request-Nonce"),
            401,
        ),
        (
            "old kind without time stamp",
            Request::old(OLD_BODY).without("X-Lark-Request-Timestamp"),
            |r| *r == Rejection::MissingHeader("X-Lark-Request-Timestamp"),
            401,
        ),
        ("old kind signed as new", Request::new(OLD_BODY), |r| matches!(r, Rejection::Signature), 401),
        ("new kind signed as old", Request::old(BODY), |r| matches!(r, Rejection::Signature), 401),
        (
            "signed, but no click",
            Request::new(&BODY.replace("action\"", "deed\"")),
            |r| matches!(r, Rejection::Shape(shape) if shape.pointer == "/event/action"),
            400,
        ),
    ]
}

#[test]
fn every_bad_push_has_its_own_refusal_and_leaks_nothing() {
    for (what, request, expected, status) in bad_pushes() {
        let rejection = request.read(&callbacks()).expect_err(what);
        assert!(expected(&rejection), "{what}: {rejection:?}");
        let response = rejection.response();
        assert_eq!(response.status().as_u16(), status, "{what}");
        for text in [rejection.to_string(), format!("{rejection:?}"), response.body().clone()] {
            for secret in [TOKEN, KEY, "c-abc", "ou_1"] {
                assert!(!text.contains(secret), "{what} tells {secret}: {text}");
            }
        }
    }
}

#[test]
fn what_concerns_keys_answers_alike() {
    let answers: std::collections::BTreeSet<String> = bad_pushes()
        .into_iter()
        .filter(|(.., status)| *status == 401)
        .map(|(_, request, ..)| format!("{:?}", request.read(&callbacks()).unwrap_err().response()))
        .collect();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[test]
fn a_copied_request_is_refused() {
    let callbacks = callbacks();
    for request in [Request::new(BODY), Request::old(OLD_BODY).nonce("other")] {
        assert!(request.read(&callbacks).is_ok());
        assert_eq!(request.read(&callbacks), Err(Rejection::Replayed));
        assert_eq!(request.read(&callbacks.clone()), Err(Rejection::Replayed), "clones share the memory");
    }
    assert!(Request::new(BODY).nonce("fresh").read(&callbacks).is_ok());
}

#[test]
fn a_refused_request_is_not_remembered() {
    let callbacks = callbacks();
    assert_eq!(Request::signed(BODY, "another key").read(&callbacks), Err(Rejection::Signature));
    assert!(Request::new(BODY).read(&callbacks).is_ok());
}

#[test]
fn debug_shows_no_secret() {
    let push = Request::new(BODY).read(&callbacks()).unwrap();
    let other = Request::new(&BODY.replace("card.action.trigger", "url.preview.get")).read(&callbacks()).unwrap();
    for text in [format!("{push:?}"), format!("{other:?}"), format!("{:?}", callbacks())] {
        for secret in [TOKEN, KEY, "c-abc"] {
            assert!(!text.contains(&format!("\"{secret}")), "{secret} in {text}");
        }
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_pass(body: Vec<u8>, timestamp in ".*", nonce in ".*", signature in ".*") {
        let request = Request::raw(body).stamp(&timestamp).nonce(&nonce).signature(&signature);
        prop_assert!(request.read(&callbacks()).is_err());
    }

    #[test]
    fn arbitrary_sealed_and_signed_bytes_never_panic(plain: Vec<u8>) {
        let _ = Request::new(&format!(r#"{{"encrypt":"{}"}}"#, encrypt(KEY, [1; 16], &plain))).read(&callbacks());
    }

    #[test]
    fn one_changed_byte_is_noticed(at in 0..BODY.len(), change in 1u8..=255) {
        let mut body = BODY.as_bytes().to_vec();
        body[at] ^= change;
        prop_assert!(Request::new(BODY).with_body(body).read(&callbacks()).is_err());
    }
}
