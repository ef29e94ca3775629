//! What the platform's codes mean: `codes.tsv`, one row for each code, class and set of calls.

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

/// What is known of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CodeRow {
    pub(crate) class: Class,
    pub(crate) meaning: &'static str,
}

/// Code, class, calls (`*` for any, `content` for codes inside the text of 230099), meaning.
static TABLE: &str = include_str!("codes.tsv");

/// The row for `code` in the call `api`: its own row first, then one for any call, then any row at all.
pub(crate) fn look_up(code: i64, api: &str) -> Option<CodeRow> {
    let rank = |calls: &str| match calls {
        _ if calls.split(' ').any(|call| call == api) => 0,
        "*" => 1,
        _ => 2,
    };
    rows().filter(|row| row.0 == code).min_by_key(|row| rank(row.2)).map(|row| CodeRow { class: row.1, meaning: row.3 })
}

fn rows() -> impl Iterator<Item = (i64, Class, &'static str, &'static str)> {
    TABLE.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let code = cells.next()?.parse().ok()?;
        let class = match cells.next()? {
            "retry" => Class::Retry,
            "refresh_token" => Class::RefreshToken,
            "rate_limit" => Class::RateLimit,
            "permanent" => Class::Permanent,
            "caller_bug" => Class::CallerBug,
            _ => return None,
        };
        Some((code, class, cells.next()?, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        assert_eq!(rows().count(), TABLE.lines().count() - 1);
    }

    #[test]
    fn a_call_has_its_own_meaning_of_a_code() {
        assert_eq!(
            look_up(230_071, "im.message.reply").unwrap().meaning,
            "group does not support replying in a thread"
        );
        assert_eq!(look_up(99_991_400, "im.message.create").unwrap().class, Class::RateLimit);
        assert_eq!(look_up(200_621, "im.message.create").unwrap().class, Class::CallerBug);
        assert_eq!(look_up(-1, "im.message.create"), None);
    }
}
