//! A sandbox and a client that belong together.
#![allow(dead_code, reason = "not every program that shares this uses all of it")]

use feishu_card_core::Json;
use feishu_card_sandbox::{Builder, Sandbox};
use feishu_card_send::{Client, ClientBuilder};
use std::time::Duration;

/// Both sides' limits are out of the way.
pub const HURRY: f64 = 1000.0;

pub async fn sandbox() -> Sandbox {
    start(Sandbox::builder()).await
}

pub async fn start(builder: Builder) -> Sandbox {
    // as programs do that have this feature; a second time it is there already
    #[cfg(feature = "rustls-no-provider")]
    let _ = tokio_rustls::rustls::crypto::aws_lc_rs::default_provider().install_default();
    builder.limit_factor(HURRY).start().await.expect("a free port on loopback")
}

pub fn builder(sandbox: &Sandbox) -> ClientBuilder {
    Client::builder(sandbox.app_id(), sandbox.app_secret())
        .base_url(sandbox.base_url())
        .scale_limits(HURRY)
        .timeout(Duration::from_secs(5))
}

pub fn client(sandbox: &Sandbox) -> Client {
    builder(sandbox).build().expect("a client for plain HTTP")
}

/// A card that the platform takes, and that may be replaced.
pub fn card() -> Json {
    json(
        r#"{"config":{"update_multi":true},"elements":[{"tag":"div","text":{"tag":"plain_text","content":"发布审核"}}]}"#,
    )
}

pub fn json(text: &str) -> Json {
    Json::parse(text).expect("JSON")
}
