//! Builds the HTTP client: HTTP/1.1, no redirects, no retries of its own, TLS with errors that say the cure.

use crate::client::{Error, defaults::IDLE};
use reqwest::{Url, redirect};
use std::{error::Error as _, fmt, sync::Arc, time::Duration};

/// How the user changes the building of the HTTP client.
#[derive(Clone, Default)]
pub(crate) struct Configure(Option<Arc<Change>>);

type Change = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

impl Configure {
    pub(crate) fn new(
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        Configure(Some(Arc::new(change)))
    }
}

impl fmt::Debug for Configure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "set" } else { "none" })
    }
}

/// Checks the base URL and gives it without a slash at its end.
pub(crate) fn base(text: &str) -> Result<Url, Error> {
    let wrong =
        |why: &str| Error::Setup(format!("the base URL is unusable: {why}; write it like `https://open.feishu.cn`"));
    let url = Url::parse(text.trim_end_matches('/')).map_err(|e| wrong(&e.to_string()))?;
    match url.scheme() {
        _ if url.host_str().is_none() => Err(wrong("it names no host")),
        _ if !url.username().is_empty() || url.password().is_some() => {
            Err(wrong("it has a user name or password; for a proxy or gateway use `.http(…)`"))
        }
        "http" | "https" if url.query().is_none() && url.fragment().is_none() => Ok(url),
        "http" | "https" => Err(wrong("it has a query or fragment")),
        scheme => Err(wrong(&format!("its scheme is `{scheme}`"))),
    }
}

/// A URL below `/open-apis` of a base URL.
pub(crate) fn below(base: &Url, steps: &[&str]) -> Url {
    let mut url = base.clone();
    // a base URL with a host always has a path
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push("open-apis").extend(steps);
    }
    url
}

/// The client for a base URL of this scheme.
pub(crate) fn client(base: &Url, connect_timeout: Duration, configure: &Configure) -> Result<reqwest::Client, Error> {
    let plain = base.scheme() == "http";
    provider()?;
    let builder = reqwest::Client::builder()
        .user_agent(concat!("feishu-card/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(IDLE)
        .tcp_nodelay(true);
    let builder = if plain { without_tls(builder) } else { with_tls(builder)? };
    let builder = configure.0.iter().fold(builder, |builder, change| change(builder));
    // whatever the user changes: a redirect would carry the app's secret to another host, and what is repeated is
    // decided elsewhere
    let builder = builder.http1_only().redirect(redirect::Policy::none()).retry(reqwest::retry::never());
    builder.build().map_err(|error| setup(&error))
}

/// Plain HTTP is for the sandbox and for gateways inside a network: no proxy, and no reading of the
/// system's certificates, which may be missing and takes time.
fn without_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let builder = builder.no_proxy();
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    let builder = builder.tls_certs_only([]);
    builder
}

#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
    Ok(builder)
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
fn with_tls(_: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
    Err(Error::Setup(
        "an https URL needs TLS, and none is compiled in; turn on one of the features `rustls`, `rustls-no-provider`, `native-tls`"
            .to_owned(),
    ))
}

/// Without a provider reqwest panics, even for plain HTTP.
#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn provider() -> Result<(), Error> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err(Error::Setup(
            "the feature `rustls-no-provider` is on and no TLS provider is installed; install one at the start of the \
             program, `rustls::crypto::ring::default_provider().install_default()`, or turn on the feature `rustls`"
                .to_owned(),
        )),
    }
}

#[cfg(not(all(feature = "rustls-no-provider", not(feature = "rustls"))))]
fn provider() -> Result<(), Error> {
    Ok(())
}

fn setup(error: &reqwest::Error) -> Error {
    let chain = chain(error);
    if chain.to_ascii_lowercase().contains("certificate") {
        return Error::Setup(format!(
            "no certificates to check the platform's identity with ({chain}); install them (Debian and Ubuntu: `apt-get install \
             ca-certificates`, Alpine: `apk add ca-certificates`; in a scratch image copy `/etc/ssl/certs`), or point the \
             variable SSL_CERT_FILE to a bundle, or give the client certificates of your own with `.http(…)`"
        ));
    }
    Error::Setup(chain)
}

/// An error and its causes in one line. The URL is left out: a webhook's is a secret.
pub(crate) fn chain(error: &reqwest::Error) -> String {
    let mut text = match error.url() {
        Some(url) => error.to_string().replace(&format!(" for url ({url})"), ""),
        None => error.to_string(),
    };
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.ends_with(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    text
}
