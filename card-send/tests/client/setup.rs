//! Building a client: certificates, clients of one's own, URLs.

use crate::support::{builder, card, sandbox};
use feishu_card_send::{Client, Error, To, Webhook};

#[test]
fn a_base_url_that_is_none_is_said() {
    for url in ["", "open.feishu.cn", "ftp://open.feishu.cn", "http://", "https://x?y", "mailto:a@b"] {
        let error = Client::builder("cli_1", "s").base_url(url).build().unwrap_err();
        assert!(matches!(error, Error::Setup(_)), "{url}: {error}");
        assert!(error.to_string().contains("base URL"), "{url}: {error}");
        assert!(Webhook::new(url).build().is_err() || url.contains('?'), "{url}");
    }
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let sandbox = sandbox().await;
    let client = builder(&sandbox).base_url(format!("{}/gateway/", sandbox.base_url())).build().unwrap();
    assert!(client.send(To::open_id("ou_1"), &card()).await.is_err());
    assert_eq!(sandbox.requests()[0].path, "/gateway/open-apis/auth/v3/tenant_access_token/internal");
}

#[tokio::test]
async fn an_http_client_of_ones_own() {
    let sandbox = sandbox().await;
    let client = builder(&sandbox).http(|http| http.user_agent("my own")).build().unwrap();
    client.send(To::open_id("ou_1"), &card()).await.unwrap();
    assert!(sandbox.requests().iter().all(|request| request.header("user-agent") == Some("my own")));
}

#[test]
fn the_hosts_of_both_brands() {
    // its certificates are never used
    let client = |builder: feishu_card_send::ClientBuilder| {
        format!("{:?}", builder.http(|http| http.no_proxy().tls_certs_only([])).build().unwrap())
    };
    assert!(client(Client::builder("cli_1", "s")).contains("open.feishu.cn"));
    assert!(client(Client::builder("cli_1", "s").lark()).contains("open.larksuite.com"));
}

/// In a process of its own, since the places of certificates are variables of the process. With `native-tls` beside
/// `rustls` reqwest takes the system's library, which looks elsewhere.
#[cfg(all(feature = "rustls", not(feature = "native-tls"), target_os = "linux"))]
#[test]
fn missing_certificates_are_an_error_with_the_cure() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "setup::without_certificates", "--ignored", "--nocapture"])
        .env("SSL_CERT_FILE", "/nonexistent/bundle.pem")
        .env("SSL_CERT_DIR", "/nonexistent")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("apt-get install ca-certificates") && said.contains("SSL_CERT_FILE"), "{said}");
}

#[test]
#[ignore = "runs in a process without certificates, started by the test above"]
fn without_certificates() {
    let error = Client::builder("cli_1", "s").build().expect_err("a client without certificates");
    println!("{error}");
    assert!(matches!(error, Error::Setup(_)));
    Client::builder("cli_1", "s").base_url("http://127.0.0.1:1").build().expect("plain HTTP needs none");
}
