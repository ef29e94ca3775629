//! Switches for what the platform's documentation leaves open, so that a program can be tried with each reading.

/// Which limits count calls that stream text, besides nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContentLimits {
    /// None: the page says that streamed text is free of limits.
    Free,
    /// 10 a second for each card and 50 a second for the app.
    PerSecond,
    /// The same, and 1000 a minute for the app.
    PerSecondAndMinute,
}

/// How the emulated CardKit behaves where the documentation leaves it open.
///
/// The defaults are what reports from the field say, else the stricter reading.
///
/// ```
/// # mod feishu_card { pub use feishu_card_sandbox as sandbox; }
/// use feishu_card::sandbox::{CardkitRules, Sandbox};
/// let mut rules = CardkitRules::default();
/// rules.batch_is_atomic = false;
/// let builder = Sandbox::builder().cardkit(rules);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CardkitRules {
    /// Opening the streaming mode while it is open begins another 600 seconds. Default: true.
    pub reopening_extends: bool,
    /// The 600 seconds of a card that was created streaming begin when it is sent, not when it is created.
    /// Default: false.
    pub window_begins_with_sending: bool,
    /// A batch with a refused action changes nothing; else what comes before that action stays. Default: true.
    pub batch_is_atomic: bool,
    /// The card is held to the rule book after each step of a batch; else at its end only. Default: false.
    pub batch_checks_each_step: bool,
    /// A partial element is merged into the old one at every depth; else each member replaces the old member.
    /// Default: false.
    pub patch_merges_deeply: bool,
    /// `null` in a partial element removes the member; else it is refused with 300313. Default: false.
    pub null_removes: bool,
    /// Replacing an element may change its tag; else it is refused with 300121. Default: true.
    pub replacing_changes_tags: bool,
    /// What limits streamed text. Default: [`ContentLimits::PerSecond`].
    pub content_limits: ContentLimits,
    /// The code for more than 10 calls a second: 99991400 (HTTP 429) or 230020. Default: 99991400.
    pub rate_code: u32,
    /// Streamed text is held to the rule book, as it is in other calls. Default: true.
    pub content_is_checked: bool,
    /// Tables in streamed text count too: reports disagree. Default: true.
    pub content_tables_count: bool,
    /// A refused call uses its sequence up. Default: false.
    pub refusals_use_sequence: bool,
    /// A repeated `uuid` is answered as the first call, without another effect; else with 200770. Default: false.
    pub repeated_uuid_succeeds: bool,
    /// Streamed text after the 600 seconds is answered with success and has no effect. Default: false.
    pub silent_after_timeout: bool,
    /// Adding elements after the 600 seconds is refused with 200510 until the mode is set again. Default: true.
    pub timeout_stops_adding: bool,
    /// The entity of a message can be asked for. Default: true.
    pub id_convert: bool,
}

impl Default for CardkitRules {
    fn default() -> Self {
        CardkitRules {
            reopening_extends: true,
            window_begins_with_sending: false,
            batch_is_atomic: true,
            batch_checks_each_step: false,
            patch_merges_deeply: false,
            null_removes: false,
            replacing_changes_tags: true,
            content_limits: ContentLimits::PerSecond,
            rate_code: 99991400,
            content_is_checked: true,
            content_tables_count: true,
            refusals_use_sequence: false,
            repeated_uuid_succeeds: false,
            silent_after_timeout: false,
            timeout_stops_adding: true,
            id_convert: true,
        }
    }
}
