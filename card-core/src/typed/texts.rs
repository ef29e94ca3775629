//! Shorthands of texts: a string is plain text.

use crate::{LarkMd, PlainText, Str, Text};

impl Text {
    /// Plain text.
    #[must_use]
    pub fn plain(content: impl Into<Str>) -> Text {
        PlainText::NEW.content(content.into()).into()
    }

    /// Markdown of the flavour `lark_md`, as it is; escape what users typed.
    #[must_use]
    pub fn lark_md(content: impl Into<Str>) -> Text {
        LarkMd::NEW.content(content.into()).into()
    }
}

impl From<&'static str> for Text {
    fn from(content: &'static str) -> Self {
        Text::plain(content)
    }
}

impl From<String> for Text {
    fn from(content: String) -> Self {
        Text::plain(content)
    }
}

impl From<Str> for Text {
    fn from(content: Str) -> Self {
        Text::plain(content)
    }
}
