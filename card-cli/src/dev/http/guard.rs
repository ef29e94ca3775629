//! Who may ask: this machine's own browser, on the page that has the secret of this run.
//!
//! A page elsewhere can make a browser send requests to 127.0.0.1, and a name elsewhere can be made to point there.
//! The first has another `Origin`, the second another `Host`, and neither knows the secret.

use std::fmt;

/// The secret of a run: 128 random bits as the first step of every address.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no random numbers to give.
    pub(crate) fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Secret(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    /// For the address that is printed, and for nothing else.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Compares in a time that does not tell how much was right.
    fn is(&self, other: &str) -> bool {
        let differing = self.0.bytes().zip(other.bytes()).fold(0, |found, (a, b)| found | (a ^ b));
        self.0.len() == other.len() && differing == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a request says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asking<'a> {
    pub(crate) path: &'a str,
    pub(crate) host: Option<&'a str>,
    pub(crate) origin: Option<&'a str>,
    /// `Sec-Fetch-Site`: where the browser says that the request comes from.
    pub(crate) site: Option<&'a str>,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Host,
    Origin,
    Secret,
}

impl Refusal {
    /// What the browser shows.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Refusal::Host => "refused: this page is served to 127.0.0.1 and localhost only\n",
            Refusal::Origin => "refused: this request comes from another site\n",
            Refusal::Secret => "refused: open the address that `card dev` printed; it changes with every run\n",
        }
    }
}

/// The rest of the path behind the secret.
pub(crate) fn admit<'a>(asking: &Asking<'a>, port: u16, secret: &Secret) -> Result<&'a str, Refusal> {
    let is_ours = |authority: &str| ["127.0.0.1", "localhost"].iter().any(|host| authority == format!("{host}:{port}"));
    if !asking.host.is_some_and(is_ours) {
        return Err(Refusal::Host);
    }
    let elsewhere = |origin: &str| !origin.strip_prefix("http://").is_some_and(is_ours);
    if asking.origin.is_some_and(elsewhere) || asking.site.is_some_and(|site| !["same-origin", "none"].contains(&site))
    {
        return Err(Refusal::Origin);
    }
    let path = asking.path.strip_prefix('/').unwrap_or_default();
    let (first, rest) = path.split_once('/').unwrap_or((path, "\u{0}"));
    if secret.is(first) { Ok(rest) } else { Err(Refusal::Secret) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_itself_may_ask() {
        let secret = Secret::new().unwrap();
        let path = format!("/{}/state", secret.reveal());
        let good = Asking { path: &path, host: Some("127.0.0.1:7717"), origin: None, site: None };
        let ask = |asking: Asking<'_>| admit(&asking, 7717, &secret).map(str::to_owned);
        assert_eq!(ask(good), Ok("state".to_owned()));
        assert_eq!(ask(Asking { host: Some("localhost:7717"), ..good }), Ok("state".to_owned()));
        let own = Asking { origin: Some("http://127.0.0.1:7717"), site: Some("same-origin"), ..good };
        assert_eq!(ask(own), Ok("state".to_owned()));
        assert_eq!(ask(Asking { site: Some("none"), ..good }), Ok("state".to_owned()));
        for host in [
            None,
            Some("evil.example"),
            Some("evil.example:7717"),
            Some("127.0.0.1"),
            Some("127.0.0.1:7718"),
            Some("127.0.0.1:7717.evil"),
        ] {
            assert_eq!(ask(Asking { host, ..good }), Err(Refusal::Host), "{host:?}");
        }
        for origin in [
            "null",
            "http://evil.example",
            "https://127.0.0.1:7717",
            "http://127.0.0.1:1",
            "http://127.0.0.1:7717.evil",
            "",
        ] {
            assert_eq!(ask(Asking { origin: Some(origin), ..good }), Err(Refusal::Origin), "{origin}");
        }
        assert_eq!(ask(Asking { site: Some("cross-site"), ..good }), Err(Refusal::Origin));
        for path in ["", "/", "/state", "//", "/0123456789abcdef0123456789abcdef/state", &path[..path.len() - 7]] {
            assert_eq!(ask(Asking { path, ..good }), Err(Refusal::Secret), "{path}");
        }
    }

    #[test]
    fn secrets_differ_and_do_not_show() {
        let (one, other) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.reveal().len(), 32);
        assert_eq!(format!("{one:?}"), "Secret(…)");
        assert!(
            one.is(one.reveal()) && !one.is(other.reveal()) && !one.is("") && !one.is(&format!("{}0", one.reveal()))
        );
    }
}
