//! Without a TLS provider there is an error with the cure, where reqwest panics:
//! `cargo test -p feishu-card-send --features client,rustls-no-provider --test provider`.
#![cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]

use feishu_card_send::{Client, Webhook};

#[test]
fn a_missing_tls_provider_is_an_error() {
    for url in ["https://open.feishu.cn", "http://127.0.0.1:1"] {
        for error in
            [Client::builder("cli_1", "s").base_url(url).build().unwrap_err(), Webhook::new(url).build().unwrap_err()]
        {
            assert!(error.to_string().contains("install_default"), "{error}");
        }
    }
}
