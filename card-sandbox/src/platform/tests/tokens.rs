//! Tokens: life, renewal, refusals, store apps.

use super::bench::{Bench, SEND, TOKEN, card, send_body};
use crate::json::{object, text};
use feishu_card_core::Json;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn the_same_token_comes_back_until_half_an_hour_is_left() {
    let mut bench = Bench::new();
    let first = bench.token.clone();
    bench.clock.advance(90 * MINUTE);
    assert_eq!(bench.fetch_token(0), first);
    bench.clock.advance(Duration::from_micros(1));
    let second = bench.fetch_token(0);
    assert_ne!(second, first);
    // both are good until the first one's own end
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0);
    bench.clock.advance(30 * MINUTE);
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 99991663);
    bench.token = second;
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0);
}

#[test]
fn expire_counts_what_is_left() {
    let mut bench = Bench::new();
    bench.clock.advance(10 * MINUTE);
    let body = bench.credentials(0);
    let answer = bench.json("POST", TOKEN, &body);
    assert_eq!(answer.get("expire"), Some(&Json::int(6600)));
    assert_eq!(answer.get("data"), None, "the fields are beside the code");
}

#[test]
fn wrong_credentials_have_their_codes() {
    let mut bench = Bench::new();
    let app = bench.platform.config.apps[0].id.clone();
    for (body, code) in [
        (String::new(), 10003),
        ("[]".to_owned(), 10003),
        (r#"{"app_id":"x"}"#.to_owned(), 10003),
        (r#"{"app_id":"x","app_secret":"y"}"#.to_owned(), 10014),
        (format!(r#"{{"app_id":"{app}","app_secret":"y"}}"#), 10014),
    ] {
        let reply = bench.reply("POST", TOKEN, body.as_bytes(), "");
        assert_eq!((reply.status, reply.code()), (200, Some(code)), "{body}");
    }
    let body = bench.credentials(0);
    assert_eq!(bench.code("POST", "/open-apis/auth/v3/app_ticket/resend", &body), 10016);
}

#[test]
fn each_wrong_authorization_has_its_code() {
    let mut bench = Bench::new();
    for (token, code) in
        [("", 99991661), ("x-1", 99991671), ("t-unknown", 99991663), ("u-unknown", 99991668), ("a-unknown", 99991664)]
    {
        bench.token = token.to_owned();
        assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), code, "{token}");
    }
}

#[test]
fn a_store_app_goes_from_ticket_to_app_token_to_tenant_token() {
    let mut bench = Bench::with(|config| config.apps[0].store = true);
    let app = bench.platform.config.apps[0].clone();
    let with_ticket = |ticket: &str| {
        object([
            ("app_id", app.id.as_str().into()),
            ("app_secret", app.secret.as_str().into()),
            ("app_ticket", ticket.into()),
        ])
        .to_string()
    };
    const APP: &str = "/open-apis/auth/v3/app_access_token";
    assert_eq!(bench.code("POST", APP, &with_ticket("old")), 10012);
    let ticket = bench.platform.app_ticket.clone();
    let answer = bench.json("POST", APP, &with_ticket(&ticket));
    let app_token = text(&answer, "app_access_token").expect("a token").to_owned();
    assert!(app_token.starts_with("a-"));

    const TENANT: &str = "/open-apis/auth/v3/tenant_access_token";
    let with_tenant = |token: &str, tenant: &str| {
        object([("app_access_token", token.into()), ("tenant_key", tenant.into())]).to_string()
    };
    let tenant = bench.platform.config.tenant_key.clone();
    assert_eq!(bench.code("POST", TENANT, &with_tenant("a-unknown", &tenant)), 10012);
    assert_eq!(bench.code("POST", TENANT, &with_tenant(&app_token, "other")), 10013);
    let answer = bench.json("POST", TENANT, &with_tenant(&app_token, &tenant));
    bench.token = text(&answer, "tenant_access_token").expect("a token").to_owned();
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 0);
    // the app's own token opens nothing else
    bench.token = app_token;
    assert_eq!(bench.code("POST", SEND, &send_body(&card("a"), "")), 99991663);

    bench.platform.config.callback_url = Some("http://127.0.0.1:1/".to_owned());
    let body = bench.credentials(0);
    assert_eq!(bench.code("POST", "/open-apis/auth/v3/app_ticket/resend", &body), 0);
    let push = bench.platform.ticket_push().expect("a push").push;
    assert_eq!(push.event.pointer("/event/app_ticket"), Some(&Json::from(ticket)));
    assert!(bench.platform.ticket_push().is_none(), "once per request");
}
