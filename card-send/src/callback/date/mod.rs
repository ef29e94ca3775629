//! What date and time pickers report: `2024-04-01 +0800`, `00:00 +0800`, `2024-04-29 07:07 +0800`. Beside this file is
//! how they are written and read (`text`), and a file for each crate of dates that they are turned into.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod text;
#[cfg(feature = "time")]
mod time;

use feishu_card_core::calendar::days_of_month;
use std::{
    cmp::Ordering,
    error::Error,
    fmt,
    time::{Duration, SystemTime},
};

/// A day of the calendar with the user's offset from UTC: `2024-04-01 +0800`. Ordered by the calendar.
///
/// ```
/// # mod feishu_card { pub use feishu_card_send::callback; }
/// use feishu_card::callback::Date;
/// let date: Date = "2024-04-01 +0800".parse()?;
/// assert_eq!((date.year(), date.month(), date.day(), date.offset_minutes()), (2024, 4, 1, Some(480)));
/// assert_eq!(format!("{date:#}"), "2024-04-01"); // for people
/// assert_eq!(date.days_until(&"2024-04-29".parse()?), 28);
/// # Ok::<(), feishu_card::callback::DateError>(())
/// ```
///
/// With the features `chrono`, `jiff` and `time` it becomes `chrono::NaiveDate`, `jiff::civil::Date`, `time::Date` by
/// `From`, and those become it by `TryFrom`: they know years that pickers do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
    offset_minutes: Option<i16>,
}

/// A time of day with the user's offset from UTC: `07:07 +0800`. Ordered by the clock.
///
/// With the features `chrono`, `jiff` and `time` it becomes `chrono::NaiveTime`, `jiff::civil::Time`, `time::Time`, and
/// those become it: pickers have no seconds, so theirs are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
    offset_minutes: Option<i16>,
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
///
/// With the features `chrono`, `jiff` and `time` it becomes `chrono::DateTime<FixedOffset>`, `jiff::civil::DateTime`
/// and, where it is a moment that jiff knows, `jiff::ZonedDateTime`, `time::OffsetDateTime`; without an offset the time
/// counts as UTC. Those become it by `TryFrom`; seconds are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    offset_minutes: Option<i16>,
}

/// The text is not a date or time as the platform writes it, or the value is one that pickers do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError(&'static str);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl Error for DateError {}

/// Why a value of another crate is not one of a picker.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
const YEARS: DateError = DateError("a year from 1 to 9999 and an offset from UTC in whole minutes, below a day");

/// The minutes of an offset in seconds; `None` where it has others too.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn whole_minutes(seconds: i32) -> Option<i16> {
    if seconds % 60 == 0 { i16::try_from(seconds / 60).ok() } else { None }
}

/// A day less a minute: the most that an offset is.
const MOST_OFFSET: i16 = 24 * 60 - 1;

const fn is_date(year: u16, month: u8, day: u8) -> bool {
    year >= 1 && year <= 9999 && day >= 1 && day as u32 <= days_of_month(year as u32, month as u32)
}

const fn is_time(hour: u8, minute: u8) -> bool {
    hour < 24 && minute < 60
}

macro_rules! offsets {
    ($($type:ident)*) => {$(
        impl $type {
            /// The same with an offset from UTC, in minutes east of it; `None` for a day and more.
            #[must_use]
            pub const fn with_offset(mut self, minutes: i16) -> Option<Self> {
                if minutes < -MOST_OFFSET || minutes > MOST_OFFSET {
                    return None;
                }
                self.offset_minutes = Some(minutes);
                Some(self)
            }

            /// Minutes east of UTC, above -1440 and below 1440, where the platform said it.
            #[must_use]
            pub const fn offset_minutes(&self) -> Option<i16> {
                self.offset_minutes
            }
        }
    )*};
}

offsets!(Date Time DateTime);

macro_rules! days {
    ($($type:ident)*) => {$(
        impl $type {
            /// The year, 1 to 9999.
            #[must_use]
            pub const fn year(&self) -> u16 {
                self.year
            }

            /// The month, 1 to 12.
            #[must_use]
            pub const fn month(&self) -> u8 {
                self.month
            }

            /// The day of the month, 1 to 31.
            #[must_use]
            pub const fn day(&self) -> u8 {
                self.day
            }
        }
    )*};
}

days!(Date DateTime);

macro_rules! clocks {
    ($($type:ident)*) => {$(
        impl $type {
            /// The hour, 0 to 23.
            #[must_use]
            pub const fn hour(&self) -> u8 {
                self.hour
            }

            /// The minute, 0 to 59.
            #[must_use]
            pub const fn minute(&self) -> u8 {
                self.minute
            }
        }
    )*};
}

clocks!(Time DateTime);

impl Date {
    /// A day of the calendar; `None` where the calendar does not have it, and outside of the years 1 to 9999.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if is_date(year, month, day) { Some(Date { year, month, day, offset_minutes: None }) } else { None }
    }

    /// Days from this date to another; negative when that is earlier. Offsets do not count: both are days of a calendar.
    #[must_use]
    pub fn days_until(&self, other: &Date) -> i64 {
        days_since_1970(other.year, other.month, other.day) - days_since_1970(self.year, self.month, self.day)
    }
}

impl Time {
    /// A time of day; `None` from 24:00 on, and where an hour does not have the minute.
    #[must_use]
    pub const fn new(hour: u8, minute: u8) -> Option<Self> {
        if is_time(hour, minute) { Some(Time { hour, minute, offset_minutes: None }) } else { None }
    }
}

impl DateTime {
    /// A time on a day, with the offset of the day, else that of the time.
    #[must_use]
    pub const fn new(date: Date, time: Time) -> Self {
        let offset_minutes = if date.offset_minutes.is_some() { date.offset_minutes } else { time.offset_minutes };
        let (Date { year, month, day, .. }, Time { hour, minute, .. }) = (date, time);
        DateTime { year, month, day, hour, minute, offset_minutes }
    }

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
