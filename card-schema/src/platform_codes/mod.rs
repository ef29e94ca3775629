//! What the platform's codes mean, where they come from, and what to do: one table for the client, the command line, the
//! emulator and the page `docs/platform-codes.md`.
//!
//! ```
//! use feishu_card_schema::platform_codes::{Class, CodeRow};
//! let row = CodeRow::in_content(11310, "ErrMsg: card table number over limit; ").expect("a row");
//! assert_eq!((row.class, row.meaning.contains("tables")), (Class::CallerBug, true));
//! ```

//!
//! Where the platform's pages differ: 11247, the daily quota of batch messages, is a rate limit in the list of codes and
//! "stop until the quota resets" in the text. It is permanent here: repeating it within a call is of no use.

mod help;

use crate::Entry;

/// What a code of the platform asks of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A temporary failure: the same request may succeed later.
    Retry,
    /// The token is not accepted: drop it, get another, repeat once.
    RefreshToken,
    /// Too many requests: wait, then repeat.
    RateLimit,
    /// Configuration, permission or state outside of the request: the same call fails again.
    Permanent,
    /// The request itself must change.
    CallerBug,
}

impl Class {
    /// What to do about any code of this class; `None` where the meaning of the code says it.
    #[must_use]
    pub const fn help(self) -> Option<&'static str> {
        match self {
            Class::RateLimit => Some("wait, then repeat; the client has done so until its deadline"),
            Class::Retry => Some("a temporary failure; try again later"),
            Class::RefreshToken => Some("get another token and repeat once, as the client does by itself"),
            Class::Permanent | Class::CallerBug => None,
        }
    }
}

/// One meaning of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeRow {
    /// The code.
    pub code: i64,
    /// What it asks of the caller.
    pub class: Class,
    /// The calls that answer it, parted by spaces: `im.message.create`. `*` stands for any call, [`CodeRow::CONTENT`] for
    /// the text of an umbrella code such as 230099.
    pub calls: &'static str,
    /// What the platform's text holds where a code has several causes.
    pub text: Option<&'static str>,
    /// What it means.
    pub meaning: &'static str,
}

static TABLE: &str = include_str!("codes.tsv");

impl CodeRow {
    /// The word in [`CodeRow::calls`] for the codes inside the text of 230099 and 11246.
    pub const CONTENT: &'static str = "content";

    /// Every row, by code.
    pub fn all() -> impl Iterator<Item = CodeRow> {
        TABLE.lines().skip(1).filter_map(read)
    }

    /// What `code` means as the answer to the call `api`, in which the platform says `text`.
    #[must_use]
    pub fn of_call(code: i64, api: &str, text: &str) -> Option<CodeRow> {
        let rank = |row: &CodeRow| match row.calls {
            calls if calls.split(' ').any(|call| call == api) => 0,
            "*" => 1,
            _ => 2,
        };
        Self::of(code).filter(|row| row.fits(text)).min_by_key(|row| (rank(row), row.text.is_none()))
    }

    /// What `code` means inside the text of an umbrella code: only codes about the content of a card count, since the
    /// same number may mean something else as the answer to a call.
    #[must_use]
    pub fn in_content(code: i64, text: &str) -> Option<CodeRow> {
        let content = |row: &CodeRow| row.calls.split(' ').any(|call| call == Self::CONTENT);
        Self::of(code).filter(|row| content(row) && row.fits(text)).min_by_key(|row| row.text.is_none())
    }

    /// Every meaning of a code.
    pub fn of(code: i64) -> impl Iterator<Item = CodeRow> {
        Self::all().filter(move |row| row.code == code)
    }

    fn fits(&self, text: &str) -> bool {
        self.text.is_none_or(|part| text.contains(part))
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        help(self.code).or_else(|| self.class.help())
    }

    /// Where it comes from, in words.
    #[must_use]
    pub fn source(&self) -> String {
        match self.calls {
            calls if calls.split(' ').any(|call| call == "*") => "any call".to_owned(),
            Self::CONTENT => "the content of a card: inside the text of 230099, or 11246 of older calls".to_owned(),
            "card.action.trigger" => "a click: the client of the user shows it".to_owned(),
            "ws.endpoint" => "opening a long connection".to_owned(),
            "auth" => "asking for a token".to_owned(),
            "message.v4" => "calls of the older message service".to_owned(),
            calls => calls.split(' ').map(|call| format!("`{call}`")).collect::<Vec<_>>().join(", "),
        }
    }
}

/// What to do about a code, where its meaning alone does not say it.
#[must_use]
pub fn help(code: i64) -> Option<&'static str> {
    help::HELP.iter().find(|(codes, _)| codes.contains(&code)).map(|(_, help)| *help)
}

/// The kinds of findings by which the rule book tells of a code before anything is sent.
pub fn findings(code: i64) -> impl Iterator<Item = &'static Entry> {
    crate::catalogue::all().filter(move |entry| entry.platform.is_some_and(|of_entry| i64::from(of_entry) == code))
}

fn read(line: &'static str) -> Option<CodeRow> {
    let mut cells = line.split('\t');
    Some(CodeRow {
        code: cells.next()?.parse().ok()?,
        class: match cells.next()? {
            "retry" => Class::Retry,
            "refresh_token" => Class::RefreshToken,
            "rate_limit" => Class::RateLimit,
            "permanent" => Class::Permanent,
            "caller_bug" => Class::CallerBug,
            _ => return None,
        },
        calls: cells.next()?,
        text: cells.next().filter(|text| *text != "-"),
        meaning: cells.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        assert_eq!(CodeRow::all().count(), TABLE.lines().count() - 1);
    }

    #[test]
    fn a_call_has_its_own_meaning_of_a_code() {
        let of = |code, api| CodeRow::of_call(code, api, "");
        assert_eq!(of(230_071, "im.message.reply").unwrap().meaning, "group does not support replying in a thread");
        assert_eq!(of(99_991_400, "im.message.create").unwrap().class, Class::RateLimit);
        assert_eq!(of(200_621, "im.message.create").unwrap().class, Class::CallerBug);
        assert_eq!(of(-1, "im.message.create"), None);
    }

    #[test]
    fn inside_an_umbrella_code_only_content_counts() {
        // as the answer to a call 10002 says that the bot is not in the chat
        assert!(CodeRow::of(10_002).next().is_some());
        assert_eq!(CodeRow::in_content(10_002, "invalid panel header padding"), None);
        assert_eq!(CodeRow::in_content(230_002, ""), None);
        assert_eq!(CodeRow::in_content(200_570, "").unwrap().class, Class::CallerBug);
    }

    #[test]
    fn the_text_tells_causes_apart() {
        let of = |text| CodeRow::in_content(11_310, text).unwrap();
        assert!(of("ErrMsg: card table number over limit; ErrorValue: table; ").meaning.contains("more tables"));
        assert!(of("element exceeds the limit").meaning.contains("200 elements"));
        assert_eq!(of("card action is lock").class, Class::Retry);
        assert!(of("cardid is invalid").meaning.contains("entity or template is wrong"));
        assert!(of("template is not visible to app").meaning.contains("template is not visible"));
        assert!(of("something new").meaning.contains("several causes"));
    }

    #[test]
    fn every_help_is_for_a_code_of_the_table() {
        for code in help::HELP.iter().flat_map(|(codes, _)| *codes) {
            assert!(CodeRow::of(*code).next().is_some(), "{code}");
        }
    }

    #[test]
    fn every_code_that_the_catalogue_names_is_in_the_table() {
        for entry in crate::catalogue::all() {
            if let Some(code) = entry.platform {
                assert!(CodeRow::of(code.into()).next().is_some(), "{}: {code}", entry.code);
            }
        }
    }
}
