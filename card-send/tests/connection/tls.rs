//! TLS: a company's own certificates, through `CONNECT`, and a server that would rather speak HTTP/2.

use crate::{
    rig::{run, soon},
    support,
    transport::{a_click_is_answered, proxy, through},
};
use feishu_card_send::connection::ConnectionError;
use reqwest::{Certificate, ClientBuilder};
use std::sync::Arc;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// Installs a provider, as programs do that have the feature `rustls-no-provider`.
pub fn install() {
    // a second time it is there already
    let _ = aws_lc_rs::default_provider().install_default();
}

fn acceptor(protocols: &[&str]) -> TlsAcceptor {
    let cert = CertificateDer::from_pem_slice(include_bytes!("../tls/cert.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../tls/key.pem")).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let mut config = builder.with_single_cert(vec![cert], key).unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

/// A TLS server in front of a plain one, which would rather speak HTTP/2, and then says nothing.
async fn in_front_of(target: &str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (target, acceptor) = (target.trim_start_matches("http://").to_owned(), acceptor(&["h2", "http/1.1"]));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (target, acceptor) = (target.clone(), acceptor.clone());
            tokio::spawn(async move {
                let mut tls = acceptor.accept(stream).await.ok()?;
                if tls.get_ref().1.alpn_protocol() == Some(b"h2") {
                    return None;
                }
                let mut server = TcpStream::connect(target).await.ok()?;
                copy_bidirectional(&mut tls, &mut server).await.ok()?;
                Some(())
            });
        }
    });
    port
}

/// Trusts the tests' authority and nobody else.
fn trusting(http: ClientBuilder) -> ClientBuilder {
    http.tls_certs_only([Certificate::from_pem(include_bytes!("../tls/ca.pem")).unwrap()])
}

#[tokio::test]
async fn by_a_companys_own_certificate() {
    install();
    let sandbox = support::sandbox().await;
    let port = in_front_of(sandbox.base_url()).await;
    sandbox.wire(|wire| wire.url = Some(format!("wss://localhost:{port}")));
    a_click_is_answered(&sandbox, &through(&sandbox, &format!("https://localhost:{port}"), trusting)).await;
}

#[tokio::test]
async fn through_a_connect_proxy_with_tls_inside() {
    install();
    let sandbox = support::sandbox().await;
    let port = in_front_of(sandbox.base_url()).await;
    sandbox.wire(|wire| wire.url = Some(format!("wss://localhost:{port}")));
    let (address, asked) = proxy().await;
    let change = move |http| trusting(http).proxy(reqwest::Proxy::all(address.as_str()).unwrap());
    a_click_is_answered(&sandbox, &through(&sandbox, &format!("https://localhost:{port}"), change)).await;
    let asked = asked.lock().unwrap();
    assert!(!asked.is_empty() && asked.iter().all(|line| line.starts_with("CONNECT localhost:")), "{asked:?}");
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_final_and_says_the_cure() {
    install();
    let sandbox = support::sandbox().await;
    let port = in_front_of(sandbox.base_url()).await;
    let other = |http: ClientBuilder| http.tls_certs_only([]);
    let bot = run(through(&sandbox, &format!("https://localhost:{port}"), other).long_connection());
    let error = soon("the end", bot.task).await.unwrap().unwrap_err();
    assert!(matches!(error, ConnectionError::Certificate(_)), "{error}");
    assert!(error.to_string().contains("tls_certs_merge"), "{error}");
}
