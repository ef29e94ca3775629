//! Unix milliseconds as a date in a time zone, without a clock.

/// A moment in the reader's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) year: i64,
    /// 1 to 12.
    pub(crate) month: u32,
    /// 1 to 31.
    pub(crate) day: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    pub(crate) second: u32,
    /// 0 is Sunday.
    pub(crate) weekday: usize,
}

/// The years 1 to 9999 in milliseconds: what is outside is no date of a card.
const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// The moment at an offset of minutes from UTC; `None` outside of the years 1 to 9999.
pub(crate) fn moment(unix_ms: i64, offset_minutes: i32) -> Option<Moment> {
    let local = unix_ms.checked_add(i64::from(offset_minutes) * 60_000)?;
    if !RANGE.contains(&local) {
        return None;
    }
    let (days, rest) = (local.div_euclid(86_400_000), local.rem_euclid(86_400_000) / 1000);
    // days to a date by eras of 400 years that begin in March, so that the leap day is the last of its year
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    Some(Moment {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month: month as u32,
        day: (day_of_year - (153 * march_month + 2) / 5 + 1) as u32,
        hour: (rest / 3600) as u32,
        minute: (rest / 60 % 60) as u32,
        second: (rest % 60) as u32,
        weekday: (days + 4).rem_euclid(7) as usize,
    })
}

/// `+08:00`.
pub(crate) fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A date by the pattern of a table's column: `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss`, everything else as it is.
pub(crate) fn by_pattern(at: Moment, pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 2);
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let (number, width, taken) = match rest {
            _ if rest.starts_with("YYYY") => (at.year, 4, 4),
            _ if rest.starts_with("MM") => (i64::from(at.month), 2, 2),
            _ if rest.starts_with("DD") => (i64::from(at.day), 2, 2),
            _ if rest.starts_with("HH") => (i64::from(at.hour), 2, 2),
            _ if rest.starts_with("mm") => (i64::from(at.minute), 2, 2),
            _ if rest.starts_with("ss") => (i64::from(at.second), 2, 2),
            _ => {
                out.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
                continue;
            }
        };
        out.push_str(&format!("{number:0width$}"));
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments() {
        let shown = |ms, offset| moment(ms, offset).map(|at| by_pattern(at, "YYYY-MM-DD HH:mm:ss"));
        assert_eq!(shown(0, 0).as_deref(), Some("1970-01-01 00:00:00"));
        assert_eq!(shown(951_782_400_000, 0).as_deref(), Some("2000-02-29 00:00:00"));
        assert_eq!(shown(1_699_341_315_000, 480).as_deref(), Some("2023-11-07 15:15:15"));
        assert_eq!(shown(-1, 0).as_deref(), Some("1969-12-31 23:59:59"));
        assert_eq!(moment(0, 0).map(|at| at.weekday), Some(4));
        assert_eq!(moment(i64::MAX, 480), None);
        assert_eq!(offset(-330), "-05:30");
    }

    #[test]
    fn every_day_of_eight_centuries_follows_the_one_before() {
        let mut last = moment(-12_219_292_800_000, 0).expect("1582");
        for day in 1..300_000_i64 {
            let at = moment(-12_219_292_800_000 + day * 86_400_000, 0).expect("in range");
            let next_day = at.day == last.day + 1 && at.month == last.month && at.year == last.year;
            let next_month = at.day == 1
                && last.day >= 28
                && (at.month == last.month + 1 || (at.month == 1 && last.month == 12 && at.year == last.year + 1));
            assert!(next_day || next_month, "{last:?} {at:?}");
            assert_eq!(at.weekday, (last.weekday + 1) % 7);
            last = at;
        }
        assert_eq!((last.year, last.month), (2404, 2));
    }
}
