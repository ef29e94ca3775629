//! What the platform says of pings and reconnects: with each ticket, and again with any pong.

use feishu_card_core::Json;
use std::time::Duration;

/// The platform's `ClientConfig`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClientConfig {
    /// How many tries a reconnect has; `None` for no end.
    pub(crate) tries: Option<u32>,
    /// The longest wait between two tries.
    pub(crate) interval: Duration,
    /// The longest random wait before the first try.
    pub(crate) nonce: Duration,
    /// How often the protocol's own ping is due.
    pub(crate) ping: Duration,
}

impl Default for ClientConfig {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        ClientConfig { tries: None, interval: seconds(120), nonce: seconds(30), ping: seconds(120) }
    }
}

impl ClientConfig {
    /// Takes over what makes sense; anything else stays as it was.
    pub(crate) fn update(&mut self, json: &Json) {
        let number = |name| json.get(name).and_then(Json::as_i64);
        let seconds = |name, least: i64| {
            let seconds = number(name).filter(|seconds| (least..=86_400).contains(seconds));
            seconds.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs)
        };
        if let Some(count) = number("ReconnectCount") {
            // a negative count means no end, and so does one beyond reason
            self.tries = u32::try_from(count).ok().filter(|count| *count <= 10_000);
        }
        self.interval = seconds("ReconnectInterval", 1).unwrap_or(self.interval);
        self.nonce = seconds("ReconnectNonce", 0).unwrap_or(self.nonce);
        self.ping = seconds("PingInterval", 1).unwrap_or(self.ping);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> ClientConfig {
        let mut config = ClientConfig::default();
        config.update(&Json::parse(text).unwrap());
        config
    }

    #[test]
    fn what_makes_sense_is_taken_over() {
        let seconds = Duration::from_secs;
        assert_eq!(
            after(r#"{"ReconnectCount":5,"ReconnectInterval":60,"ReconnectNonce":0,"PingInterval":90}"#),
            ClientConfig { tries: Some(5), interval: seconds(60), nonce: seconds(0), ping: seconds(90) }
        );
        for odd in [
            "{}",
            "[]",
            "7",
            r#"{"ReconnectCount":-1,"ReconnectInterval":0,"ReconnectNonce":-1,"PingInterval":86401}"#,
            r#"{"ReconnectCount":10001,"ReconnectInterval":"60","PingInterval":-5}"#,
            r#"{"ReconnectCount":99999999999999,"PingInterval":1e400}"#,
        ] {
            assert_eq!(after(odd), ClientConfig::default(), "{odd}");
        }
    }
}
