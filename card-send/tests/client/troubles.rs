//! What can go wrong on the way to the platform and back.
#![allow(dead_code, reason = "not every program that shares this uses all of it")]

use feishu_card_sandbox::Failure;
use std::time::Duration;

/// How long one attempt may take in the tests of the table: also on a machine that does much else.
pub const TIMEOUT: Duration = Duration::from_secs(3);

/// What a trouble is to a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// The answer is lost; the call may have had its effect.
    Lost,
    /// It had no effect, and may be repeated.
    Passing,
    /// It had no effect, and a repetition ends the same way.
    Final,
}

use Kind::{Final, Lost, Passing};

/// The table.
pub fn troubles(elsewhere: &str) -> Vec<(&'static str, Failure, Kind)> {
    let internal = || "internal error".to_owned();
    vec![
        ("slow headers", Failure::Delay(TIMEOUT * 5), Lost),
        ("slow body", Failure::SlowBody(TIMEOUT * 5), Lost),
        ("cut body", Failure::CutBody, Lost),
        ("no answer", Failure::Disconnect, Lost),
        ("empty body", Failure::EmptyBody, Lost),
        ("not JSON", Failure::NotJson, Lost),
        ("page with 200", Failure::Html(200), Lost),
        ("page with 500", Failure::Html(500), Lost),
        ("page with 502", Failure::Html(502), Lost),
        ("page with 504", Failure::Html(504), Lost),
        ("502 without a body", Failure::Status(502), Lost),
        ("500 with JSON", Failure::Json(500, 2200, internal()), Lost),
        ("502 with JSON", Failure::Json(502, 77, internal()), Lost),
        ("504 with JSON", Failure::Json(504, 5000, internal()), Lost),
        ("internal error with 200", Failure::Json(200, 1500, internal()), Lost),
        ("408 without a body", Failure::Status(408), Lost),
        ("503 without a body", Failure::Status(503), Lost),
        ("500 with a code that nobody knows", Failure::Json(500, 4_000_000_001, internal()), Lost),
        ("overlong", Failure::Huge(100 * 1024 * 1024), Lost),
        ("429 with the reset header", Failure::RateLimited(Some(Duration::from_millis(1100))), Passing),
        ("429 without it", Failure::RateLimited(None), Passing),
        ("429 without JSON", Failure::Status(429), Passing),
        ("429 as a page", Failure::Html(429), Passing),
        ("429 with a reset of nothing", Failure::RateLimited(Some(Duration::ZERO)), Passing),
        ("400 with 99991400", Failure::Json(400, 99_991_400, "request trigger frequency limit".to_owned()), Passing),
        ("expired token", Failure::ExpiredToken, Passing),
        ("invalid token with 200", Failure::Json(200, 99_991_665, "invalid tenant code".to_owned()), Passing),
        ("malformed token", Failure::Json(400, 99_991_671, "token format".to_owned()), Passing),
        ("redirect", Failure::Redirect(elsewhere.to_owned()), Final),
        ("page with 404", Failure::Html(404), Final),
        ("403 without a body", Failure::Status(403), Final),
        ("missing scope", Failure::Json(400, 99_991_672, "no scope".to_owned()), Final),
        ("unknown code", Failure::Json(200, 123_456_789, "new".to_owned()), Final),
        ("negative code", Failure::Json(418, 4_000_000_000, String::new()), Final),
    ]
}
