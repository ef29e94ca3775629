//! The bot of one group, reached by its URL: `POST /open-apis/bot/v2/hook/…`.

use crate::client::{
    Error,
    engine::{
        api,
        body::Body,
        call::{Call, Engine},
        checks::{Checks, Rules, awaited, card_settings},
        connect,
        options::{CallOptions, call_settings},
    },
    secret::Secret,
    settings::{Settings, settings},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use feishu_card_core::Content;
use reqwest::Url;
use std::{fmt, sync::Arc, time::SystemTime};

/// A custom bot. Clones share the connections and the budget.
///
/// Its cards can only open links: there are no callbacks, and nothing can be changed later.
///
/// ```no_run
/// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
/// # async fn example(card: &feishu_card::Json) -> Result<(), feishu_card::send::Error> {
/// use feishu_card::send::Webhook;
/// let bot = Webhook::new("https://open.feishu.cn/open-apis/bot/v2/hook/…").secret("…").build()?;
/// bot.send(card).await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Webhook {
    inner: Arc<BotState>,
}

struct BotState {
    engine: Arc<Engine>,
    url: Url,
    secret: Option<Secret>,
    rules: Rules,
}

impl Webhook {
    /// Begins a bot, by the URL that the group's settings show. The URL is a secret.
    #[expect(clippy::new_ret_no_self, reason = "building can fail: the URL may be invalid")]
    pub fn new(url: impl Into<String>) -> WebhookBuilder {
        WebhookBuilder { url: Secret(url.into()), secret: None, settings: Settings::default() }
    }

    /// Sends a card or a template. The body is 20 KB at most.
    ///
    /// Not repeated when its outcome is unknown: the platform has no key for it, so a repetition may send twice.
    pub fn send<'a>(&'a self, content: &'a dyn Content) -> SendWebhook<'a> {
        SendWebhook { webhook: self, content, checks: Checks::default(), options: CallOptions::default() }
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").field("host", &self.inner.url.host_str()).finish_non_exhaustive()
    }
}

/// Settings of a [`Webhook`].
#[derive(Clone, Debug)]
pub struct WebhookBuilder {
    url: Secret,
    secret: Option<Secret>,
    settings: Settings,
}

settings!(WebhookBuilder);

impl WebhookBuilder {
    /// The secret of the signature rule, if the bot has that rule.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(Secret(secret.into()));
        self
    }

    /// Builds the bot. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Setup`] when the URL is invalid, or TLS cannot be set up.
    pub fn build(self) -> Result<Webhook, Error> {
        let url = connect::base(&self.url.0)?;
        let rules = Rules::new(self.settings.limits);
        // the URL is a secret
        let owner = hmac_sha256::HMAC::mac(url.as_str(), "feishu-card bot");
        let owner: String = owner.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let engine = Arc::new(self.settings.engine(&url, &format!("bot {owner}"))?);
        Ok(Webhook { inner: Arc::new(BotState { engine, url, secret: self.secret, rules }) })
    }
}

/// A send that is made when it is awaited.
#[must_use = "nothing is sent until it is awaited: `.await`"]
pub struct SendWebhook<'a> {
    webhook: &'a Webhook,
    content: &'a dyn Content,
    checks: Checks,
    options: CallOptions,
}

impl SendWebhook<'_> {
    async fn run(self) -> Result<(), Error> {
        let inner = &*self.webhook.inner;
        let checked = !self.checks.skip;
        let prepared = inner.rules.prepared(&self.checks, self.content);
        let content = prepared.content();
        let mut body = Body::draft();
        let mut signature = None;
        if let Some(secret) = &inner.secret {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
            let sign = signature.insert(sign(now, &secret.0));
            body = body.str("timestamp", &now.to_string()).str("sign", sign);
        }
        let body = body.str("msg_type", "interactive").card(content, &[])?;
        inner.rules.check(&self.checks, content, &body)?;
        let body = body.done();
        let most = inner.rules.limits.webhook_bytes;
        if checked && body.len() > most {
            return Err(Error::Request(format!("the body has {} bytes, a custom bot takes {most}", body.len())));
        }
        let mut call = Call::new(&api::WEBHOOK, inner.url.clone(), self.options);
        call.body(body);
        if let Some(token) = inner.url.path_segments().and_then(Iterator::last) {
            call.secret(token);
        }
        for secret in inner.secret.iter().map(|secret| secret.0.as_str()).chain(signature.as_deref()) {
            call.secret(secret);
        }
        inner.engine.call(&call, false, None, |_| Some(())).await
    }
}

card_settings!(SendWebhook);
call_settings!(SendWebhook);
awaited!(SendWebhook => ());

/// The signature of a moment: the moment and the secret are the key, the message is empty.
fn sign(timestamp: u64, secret: &str) -> String {
    BASE64_STANDARD.encode(hmac_sha256::HMAC::mac([], format!("{timestamp}\n{secret}")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_signature_has_the_moment_and_the_secret_as_key() {
        for (timestamp, secret, sign) in [
            (1_599_360_473, "demo", "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="),
            (1_700_000_000, "SEC0123456789", "ukltNRENYMvqlIpTDbO14XaB5X9Lc3nYKcFTY1Yb7Rk="),
            (1_700_000_000, "", "DaBQacIHB6FCKocfPme7o5BIrwne87ibBLj7EYGUds0="),
            (0, "密钥", "xBQPmuHWE+cnu+4rImJczBovMQzd7YMk2uG1Q62Mmgk="),
        ] {
            assert_eq!(super::sign(timestamp, secret), sign);
        }
    }
}
