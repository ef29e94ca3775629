//! Settings of a card entity, in the one shape that takes effect.

use feishu_card_core::{CardLink, Config, Json, Typed};

/// What the settings call changes: members of `config`, and the link of the card.
///
/// A flat `{"streaming_mode": false}` is taken by the platform and has no effect; this type always writes the nesting
/// that has.
///
/// ```
/// # mod feishu_card { pub use feishu_card_core::*; pub use feishu_card_send as send; }
/// use feishu_card::send::CardSettings;
/// let done = CardSettings::new().streaming_mode(false).summary("All done");
/// assert_eq!(
///     done.to_json().to_string(),
///     r#"{"config":{"streaming_mode":false,"summary":{"content":"All done"}}}"#
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CardSettings {
    config: Vec<(String, Json)>,
    link: Option<Json>,
}

impl CardSettings {
    /// Settings that change nothing yet.
    #[must_use]
    pub fn new() -> Self {
        CardSettings::default()
    }

    /// Opens the streaming mode, for 600 seconds, or closes it. Only while it is closed do clicks change the card.
    #[must_use]
    pub fn streaming_mode(self, open: bool) -> Self {
        self.set("streaming_mode", Json::Bool(open))
    }

    /// The line in the list of chats. While text streams and none is set it says "[Generating...]".
    #[must_use]
    pub fn summary(self, text: impl Into<String>) -> Self {
        let content = Json::from(text.into());
        self.set("summary", Json::Map(vec![("content".into(), content)].into()))
    }

    /// The members of `config` that this one has; others stay as they are.
    #[must_use]
    pub fn config(self, config: &Config) -> Self {
        let json = Typed::to_json(config);
        let members = json.as_map().unwrap_or_default();
        members.iter().fold(self, |settings, (name, value)| settings.set(name, value.clone()))
    }

    /// The address that a click on the card opens.
    #[must_use]
    pub fn card_link(mut self, link: &CardLink) -> Self {
        self.link = Some(Typed::to_json(link));
        self
    }

    /// A member of `config`, whatever it is.
    #[must_use]
    pub fn set(mut self, name: &str, value: Json) -> Self {
        self.config.retain(|(known, _)| known != name);
        self.config.push((name.to_owned(), value));
        self
    }

    /// The link as JSON.
    pub(crate) fn link(mut self, link: Json) -> Self {
        self.link = Some(link);
        self
    }

    /// The settings as the platform takes them.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut members = Vec::new();
        if !self.config.is_empty() {
            let config: Vec<_> = self.config.iter().map(|(name, value)| (name.clone().into(), value.clone())).collect();
            members.push(("config".into(), Json::Map(config.into())));
        }
        members.extend(self.link.clone().map(|link| ("card_link".into(), link)));
        Json::Map(members.into())
    }
}
