//! The platform's limits, each with its source. They can be raised at run time: the platform changes them.

macro_rules! limits {
    ($($(#[doc = $doc:literal])* $name:ident = $figure:expr;)*) => {
        /// Limits of the platform.
        ///
        /// [`Limits::PLATFORM`] holds the documented figures; to follow a change of the platform before this crate does,
        /// change one of them:
        ///
        /// ```
        /// use feishu_card_schema::Limits;
        /// let limits = Limits::PLATFORM.tables(8);
        /// assert_eq!((limits.tables, limits.elements), (8, 200));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Limits {$(
            $(#[doc = $doc])*
            pub $name: usize,
        )*}

        impl Limits {
            /// The documented figures.
            pub const PLATFORM: Limits = Limits { $($name: $figure),* };

            /// The name of every limit.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// The limit of this name, to be changed.
            ///
            /// ```
            /// # use feishu_card_schema::Limits;
            /// let mut limits = Limits::PLATFORM;
            /// *limits.named("tables").expect("a limit") = 8;
            /// assert_eq!(limits, Limits::PLATFORM.tables(8));
            /// ```
            pub fn named(&mut self, name: &str) -> Option<&mut usize> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }

            $(
                $(#[doc = $doc])*
                #[must_use]
                pub const fn $name(mut self, limit: usize) -> Self {
                    self.$name = limit;
                    self
                }
            )*
        }
    };
}

limits! {
    /// Bytes of the card in a message request (card-json-1 §12: 30 KB).
    card_bytes = 30 * 1024;
    /// Bytes of a request of a custom bot (card-json-1 §12: 20 KB).
    webhook_bytes = 20 * 1024;
    /// Tables of one card, per language (1.0 and 2.0: 5; platform code 11310).
    tables = 5;
    /// Elements of a 2.0 card (200; platform code 11310).
    elements = 200;
    /// Levels of nesting (5).
    depth = 5;
    /// Charts of a card: not more than the platform advises (5).
    charts = 5;
    /// Characters of a button's text, of an option's text in an overflow, of a placeholder (100; card-json-1 §12, card-json-2 §18).
    short_text = 100;
    /// Columns that a table shows (50; the rest is ignored).
    table_columns = 50;
    /// Tags that a header shows (3 per language; the rest is hidden).
    header_tags = 3;
    /// Images that a combination shows in the mode `double` (2).
    double_images = 2;
    /// Images that a combination shows in the mode `triple` (3).
    triple_images = 3;
    /// Images that a combination shows in the mode `bisect` (6).
    bisect_images = 6;
    /// Images that a combination shows in the mode `trisect` (9).
    trisect_images = 9;
    /// Buttons in the button area of a checker (3).
    checker_buttons = 3;
    /// Tables in Markdown texts of a 2.0 card, beyond which there is a warning: reports contradict each other (3, 5, more).
    markdown_tables = 3;
}

impl Default for Limits {
    fn default() -> Self {
        Limits::PLATFORM
    }
}
