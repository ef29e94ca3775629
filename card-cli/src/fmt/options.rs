//! How wide a line is, what an indentation is, how lines end: what `rustfmt.toml` says, else rustfmt's defaults.

use unicode_width::UnicodeWidthStr;

/// How markup is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The most columns of a line; wide characters (Chinese, for example) count two. Default 100.
    pub max_width: usize,
    /// The columns of one indentation, and of a tab. Default 4.
    pub tab_spaces: usize,
    /// Whether an indentation is a tab. Default `false`.
    pub hard_tabs: bool,
    /// How lines end. Default: as the first line of the text does.
    pub newline_style: NewlineStyle,
}

/// How lines end, by rustfmt's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum NewlineStyle {
    /// As the first line of the text does.
    #[default]
    Auto,
    /// `\n` on Unix, `\r\n` on Windows.
    Native,
    /// `\n`
    Unix,
    /// `\r\n`
    Windows,
}

impl Default for Options {
    fn default() -> Self {
        Options { max_width: 100, tab_spaces: 4, hard_tabs: false, newline_style: NewlineStyle::Auto }
    }
}

impl Options {
    /// How lines of this text end.
    pub(super) fn newline(&self, text: &str) -> &'static str {
        let windows = match self.newline_style {
            NewlineStyle::Auto => text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r')),
            NewlineStyle::Native => cfg!(windows),
            NewlineStyle::Unix => false,
            NewlineStyle::Windows => true,
        };
        if windows { "\r\n" } else { "\n" }
    }

    /// The columns that a text takes.
    pub(super) fn columns_of(&self, text: &str) -> usize {
        let tabs = text.matches('\t').count();
        text.width() - "\t".width() * tabs + self.tab_spaces * tabs
    }

    /// Takes one line of a `rustfmt.toml`, or of `--config`: `Ok(false)` for a key that means nothing here.
    pub(super) fn set(&mut self, key: &str, value: &str) -> Result<bool, String> {
        let number = || value.parse::<usize>().map_err(|_| format!("`{key}` must be a whole number, found `{value}`"));
        match key {
            "max_width" => self.max_width = number()?,
            "tab_spaces" => self.tab_spaces = number()?,
            "hard_tabs" => {
                self.hard_tabs =
                    value.parse().map_err(|_| format!("`{key}` must be true or false, found `{value}`"))?;
            }
            "newline_style" => {
                self.newline_style = match value {
                    "Auto" => NewlineStyle::Auto,
                    "Native" => NewlineStyle::Native,
                    "Unix" => NewlineStyle::Unix,
                    "Windows" => NewlineStyle::Windows,
                    _ => return Err(format!("`{key}` must be Auto, Native, Unix or Windows, found `{value}`")),
                };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
