//! What date and time pickers report: `2024-04-01 +0800`, `00:00 +0800`, `2024-04-29 07:07 +0800`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{
    cmp::Ordering,
    error::Error,
    fmt,
    str::FromStr,
    time::{Duration, SystemTime},
};

/// A date with the user's offset from UTC: `2024-04-01 +0800`. Ordered by the calendar.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send::callback; }
/// use feishu_card::callback::Date;
/// let date: Date = "2024-04-01 +0800".parse()?;
/// assert_eq!((date.year, date.month, date.day, date.offset_minutes), (2024, 4, 1, Some(480)));
/// assert_eq!(format!("{date:#}"), "2024-04-01"); // for people
/// assert_eq!(date.days_until(&"2024-04-29".parse()?), 28);
/// # Ok::<(), feishu_card::callback::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: u8,
    /// Minutes east of UTC.
    pub offset_minutes: Option<i16>,
}

/// A time of day with the user's offset from UTC: `07:07 +0800`. Ordered by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// Minutes east of UTC.
    pub offset_minutes: Option<i16>,
}

/// A date and time with the user's offset from UTC: `2024-04-29 07:07 +0800`. Ordered by the moment, which offsets shift.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send::callback; }
/// use feishu_card::callback::DateTime;
/// let time: DateTime = "2024-04-29 07:07 +0800".parse()?;
/// assert_eq!(time.unix_seconds(), 1_714_345_620);
/// assert_eq!(time.to_string(), "2024-04-29 07:07 +0800");
/// # Ok::<(), feishu_card::callback::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// Minutes east of UTC.
    pub offset_minutes: Option<i16>,
}

/// The text is not a date or time as the platform writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError(&'static str);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl Error for DateError {}

const DATE: DateError = DateError("a date like `2024-04-01 +0800`");
const TIME: DateError = DateError("a time like `07:07 +0800`");
const DATE_TIME: DateError = DateError("a date and time like `2024-04-29 07:07 +0800`");

impl DateTime {
    /// Seconds since 1970 in UTC; without an offset the time counts as UTC.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute) - i64::from(self.offset_minutes.unwrap_or(0));
        days_since_1970(self.year, self.month, self.day) * 86_400 + minutes * 60
    }

    /// The moment; see [`DateTime::unix_seconds`].
    #[must_use]
    pub fn to_system_time(&self) -> SystemTime {
        let seconds = Duration::from_secs(self.unix_seconds().unsigned_abs());
        let moment = match self.unix_seconds() < 0 {
            true => SystemTime::UNIX_EPOCH.checked_sub(seconds),
            false => SystemTime::UNIX_EPOCH.checked_add(seconds),
        };
        moment.unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

/// Days from 1970-01-01 in the Gregorian calendar: years start in March, so that the leap day is the last.
fn days_since_1970(year: u16, month: u8, day: u8) -> i64 {
    let (year, month) = (i64::from(year) - i64::from(month <= 2), (i64::from(month) + 9) % 12);
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + i64::from(day) - 719_469
}

fn days_of_month(year: u16, month: u8) -> u8 {
    feishu_card_core::calendar::days_of_month(year.into(), month.into()) as u8
}

impl Date {
    /// Days from this date to another; negative when that is earlier. Offsets do not count: both are days of a calendar.
    #[must_use]
    pub fn days_until(&self, other: &Date) -> i64 {
        days_since_1970(other.year, other.month, other.day) - days_since_1970(self.year, self.month, self.day)
    }
}

impl DateTime {
    /// The day.
    #[must_use]
    pub const fn date(&self) -> Date {
        Date { year: self.year, month: self.month, day: self.day, offset_minutes: self.offset_minutes }
    }

    /// The time of day.
    #[must_use]
    pub const fn time(&self) -> Time {
        Time { hour: self.hour, minute: self.minute, offset_minutes: self.offset_minutes }
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        // the same moment in two offsets is not equal
        let rest = |time: &Self| (time.date(), time.time());
        self.unix_seconds().cmp(&other.unix_seconds()).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split_ascii_whitespace();
        let (year, month, day) = parts.next().and_then(date).ok_or(DATE)?;
        let offset_minutes = offset(parts).ok_or(DATE)?;
        Ok(Date { year, month, day, offset_minutes })
    }
}

impl FromStr for Time {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split_ascii_whitespace();
        let (hour, minute) = parts.next().and_then(clock).ok_or(TIME)?;
        let offset_minutes = offset(parts).ok_or(TIME)?;
        Ok(Time { hour, minute, offset_minutes })
    }
}

impl FromStr for DateTime {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split_ascii_whitespace();
        let (year, month, day) = parts.next().and_then(date).ok_or(DATE_TIME)?;
        let (hour, minute) = parts.next().and_then(clock).ok_or(DATE_TIME)?;
        let offset_minutes = offset(parts).ok_or(DATE_TIME)?;
        Ok(DateTime { year, month, day, hour, minute, offset_minutes })
    }
}

/// `2024-04-01`
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)? as u8, digits(day, 2)? as u8);
    (year >= 1 && (1..=12).contains(&month) && day >= 1 && day <= days_of_month(year, month))
        .then_some((year, month, day))
}

/// `07:07`
fn clock(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (digits(hour, 2)? as u8, digits(minute, 2)? as u8);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// `+0800`, `-03:30`, or nothing; `None` for anything else.
fn offset<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<Option<i16>> {
    let Some(text) = parts.next() else { return Some(None) };
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').or_else(|| rest.split_at_checked(2))?;
    let (hours, minutes) = (digits(hours, 2)? as i16, digits(minutes, 2)? as i16);
    (parts.next().is_none() && hours < 24 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
}

/// Exactly `count` digits, at most four.
fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// ` +0800`; for people (`{:#}`) nothing.
fn write_offset(f: &mut fmt::Formatter<'_>, offset: Option<i16>) -> fmt::Result {
    let Some(offset) = offset.filter(|_| !f.alternate()) else { return Ok(()) };
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
    write!(f, " {sign}{:02}{:02}", minutes / 60, minutes % 60)
}

/// As the platform writes it; `{:#}` is for people, without the offset: `2024-04-01`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        write_offset(f, self.offset_minutes)
    }
}

/// As the platform writes it; `{:#}` is for people, without the offset: `07:07`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        write_offset(f, self.offset_minutes)
    }
}

/// As the platform writes it; `{:#}` is for people, without the offset: `2024-04-29 07:07`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02} {:02}:{:02}", self.year, self.month, self.day, self.hour, self.minute)?;
        write_offset(f, self.offset_minutes)
    }
}

macro_rules! as_text {
    ($($type:ident)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map_err(|wrong| de::Error::custom(format_args!("`{text}`: {wrong}")))
            }
        }
    )*};
}

as_text!(Date Time DateTime);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_fit_known_dates() {
        for (year, month, day, days) in [
            (1970, 1, 1, 0),
            (1969, 12, 31, -1),
            (2000, 2, 29, 11_016),
            (2000, 3, 1, 11_017),
            (2024, 4, 29, 19_842),
            (1, 1, 1, -719_162),
            (9999, 12, 31, 2_932_896),
        ] {
            assert_eq!(days_since_1970(year, month, day), days, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2024-02-30 +0800",
            "2023-02-29",
            "2024-4-1",
            "2024-04-01 0800",
            "2024-04-01 +08",
            "+024-04-01",
            "2024-04-01 +0860",
            "2024-04-01 +0800 x",
            "2024-00-01",
            "0000-01-01",
            "2024-04-01T00:00",
            "2024-04-01 +é00",
        ] {
            assert_eq!(text.parse::<Date>(), Err(DATE), "{text}");
        }
        for text in ["", "24:00", "7:07", "07:60 +0800", "07:07 +08000", "07:07:00"] {
            assert_eq!(text.parse::<Time>(), Err(TIME), "{text}");
        }
        assert_eq!("2024-04-01 +0800".parse::<DateTime>(), Err(DATE_TIME));
    }

    #[test]
    fn offsets_have_two_spellings() {
        let time = |text: &str| text.parse::<Time>().map(|time| time.offset_minutes);
        assert_eq!(time("07:07 -0330"), Ok(Some(-210)));
        assert_eq!(time("07:07 -03:30"), Ok(Some(-210)));
        assert_eq!(time("07:07"), Ok(None));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(year in 1u16..=9999, month in 1u8..=12, day in 1u8..=28, hour in 0u8..24,
            minute in 0u8..60, offset_minutes in proptest::option::of(-1439i16..=1439))
        {
            let all = DateTime { year, month, day, hour, minute, offset_minutes };
            prop_assert_eq!(all.to_string().parse(), Ok(all));
            let date = Date { year, month, day, offset_minutes };
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            let time = Time { hour, minute, offset_minutes };
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }

        #[test]
        fn days_follow_each_other(year in 1u16..=9999, month in 1u8..=12, day in 1u8..=27) {
            prop_assert_eq!(days_since_1970(year, month, day + 1), days_since_1970(year, month, day) + 1);
            let last = days_since_1970(year, month, days_of_month(year, month));
            let next = if month == 12 { days_since_1970(year + 1, 1, 1) } else { days_since_1970(year, month + 1, 1) };
            prop_assert_eq!(next, last + 1);
        }

        #[test]
        fn later_moments_are_greater(seconds in 0i64..4_000_000_000, more in 1i64..1_000_000, one in -840i16..=840, other in -840i16..=840) {
            let at = |minutes: i64, offset: i16| {
                let local = minutes + i64::from(offset);
                let (mut year, mut days) = (1970u16, local.div_euclid(1440));
                while days >= days_since_1970(year + 1, 1, 1) - days_since_1970(year, 1, 1) {
                    days -= days_since_1970(year + 1, 1, 1) - days_since_1970(year, 1, 1);
                    year += 1;
                }
                let mut month = 1u8;
                while days >= i64::from(days_of_month(year, month)) {
                    days -= i64::from(days_of_month(year, month));
                    month += 1;
                }
                let clock = local.rem_euclid(1440);
                let (hour, minute) = ((clock / 60) as u8, (clock % 60) as u8);
                DateTime { year, month, day: days as u8 + 1, hour, minute, offset_minutes: Some(offset) }
            };
            let start = 1000 + seconds / 60;
            let (early, late) = (at(start, one), at(start + more, other));
            prop_assert!(early < late, "{} {}", early, late);
            prop_assert_eq!(early.unix_seconds(), start * 60);
            prop_assert_eq!(early.date().days_until(&late.date()), -late.date().days_until(&early.date()));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = (text.parse::<Date>(), text.parse::<Time>(), text.parse::<DateTime>());
        }
    }
}
