//! The platform's limits, each with its source. They can be raised at run time: the platform changes them.

/// Limits of the platform.
///
/// [`Limits::PLATFORM`] holds the documented figures; to follow a change of the platform before this
/// crate does, change one member:
///
/// ```
/// use feishu_card_schema::Limits;
/// let limits = Limits { tables: 8, ..Limits::PLATFORM };
/// assert_eq!(limits.elements, 200);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the card in a message request (card-json-1 §12: 30 KB).
    pub card_bytes: usize,
    /// Bytes of a request of a custom bot (card-json-1 §12: 20 KB).
    pub webhook_bytes: usize,
    /// Tables of one card, per language (1.0 and 2.0: 5; platform code 11310).
    pub tables: usize,
    /// Elements of a 2.0 card (200; platform code 11310).
    pub elements: usize,
    /// Levels of nesting (5).
    pub depth: usize,
    /// Columns that a table shows (50; the rest is ignored).
    pub table_columns: usize,
    /// Tags that a header shows (3 per language; the rest is hidden).
    pub header_tags: usize,
    /// Buttons in the button area of a checker (3).
    pub checker_buttons: usize,
    /// Tables in Markdown texts of a 2.0 card, beyond which there is a warning: reports contradict each other (3, 5, more).
    pub markdown_tables: usize,
}

impl Limits {
    /// The documented figures.
    pub const PLATFORM: Limits = Limits {
        card_bytes: 30 * 1024,
        webhook_bytes: 20 * 1024,
        tables: 5,
        elements: 200,
        depth: 5,
        table_columns: 50,
        header_tags: 3,
        checker_buttons: 3,
        markdown_tables: 3,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Limits::PLATFORM
    }
}
