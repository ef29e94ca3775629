//! What can be set of every stream, whether it begins or goes on.

use super::{core::StreamPlan, driver::OnRecord, look::Look};
use crate::client::Client;
use feishu_card_core::SplitLimits;
use std::time::Duration;

/// From one call of a card to the next: ten in a second.
pub(crate) const PACE: Duration = Duration::from_millis(100);
/// The same for messages that are patched, where card entities may not be used.
pub(crate) const PATCH_PACE: Duration = Duration::from_millis(1500);
/// How long a streaming mode is relied upon; the platform closes it after 600 seconds.
pub(crate) const WINDOW: Duration = Duration::from_secs(540);
/// Bytes of the JSON of one card.
pub(crate) const CARD_BYTES: usize = 28_000;
/// Characters of the text on one card.
pub(crate) const CARD_CHARS: usize = 30_000;
/// The fewest bytes of text that a card has room for.
const LEAST_TEXT: usize = 2_000;
/// What a card says when none came.
const IF_EMPTY: &str = "(no content)";

/// What can be set of every stream.
pub(super) struct StreamOptions {
    pub(super) if_empty: String,
    pub(super) stop: Option<String>,
    pub(super) pace: Duration,
    pub(super) window: Duration,
    pub(super) bytes: usize,
    pub(super) on_record: Option<OnRecord>,
}

impl Default for StreamOptions {
    fn default() -> Self {
        StreamOptions {
            if_empty: IF_EMPTY.to_owned(),
            stop: None,
            pace: PACE,
            window: WINDOW,
            bytes: CARD_BYTES,
            on_record: None,
        }
    }
}

impl StreamOptions {
    pub(super) fn plan(&self, client: &Client, look: &Look, typing: bool) -> StreamPlan {
        let bytes = self.bytes.saturating_sub(look.bytes()).max(LEAST_TEXT);
        StreamPlan {
            typing,
            pace: self.pace.max(PACE),
            patch_pace: PATCH_PACE.max(self.pace),
            window: self.window,
            limits: SplitLimits::new(bytes, CARD_CHARS),
            tables: client.inner.rules.limits.markdown_tables,
            if_empty: self.if_empty.clone(),
            has_status: look.status.is_some(),
        }
    }
}

/// The setters of a builder that has `options`.
macro_rules! stream_options {
    ($Builder:ident) => {
        impl $Builder<'_> {
            /// The text of an answer without any, "(no content)" unless set.
            pub fn if_empty(mut self, text: impl Into<String>) -> Self {
                self.options.if_empty = text.into();
                self
            }

            /// Shows a button with this label beside the stream, as a message of its own: a card that is typed into takes
            /// no clicks. It goes when the stream ends. Its click reaches [`stopped`](crate::CardStream::stopped) through
            /// [`Client::take_stop`](crate::Client::take_stop).
            pub fn stop_button(mut self, label: impl Into<String>) -> Self {
                self.options.stop = Some(label.into());
                self
            }

            /// The time from one call of a card to the next, 100 ms unless set and at least: the platform takes ten a
            /// second.
            pub fn pace(mut self, pace: std::time::Duration) -> Self {
                self.options.pace = pace;
                self
            }

            /// How long a streaming mode is relied upon before it is opened again, 540 seconds unless set.
            pub fn window(mut self, window: std::time::Duration) -> Self {
                self.options.window = window;
                self
            }

            /// The bytes of one card, 28,000 unless set; the text goes on in the next card behind them.
            pub fn card_bytes(mut self, bytes: usize) -> Self {
                self.options.bytes = bytes;
                self
            }

            /// Is called before each call of the stream leaves, with what another process needs to end it
            /// ([`Client::stream_resume`](crate::Client::stream_resume)): keep the last one until the stream has ended. It
            /// must neither panic nor take long, since the stream waits for it.
            pub fn on_record(mut self, keep: impl Fn(&crate::StreamRecord) + Send + Sync + 'static) -> Self {
                self.options.on_record = Some(std::sync::Arc::new(keep));
                self
            }
        }
    };
}

pub(super) use stream_options;
