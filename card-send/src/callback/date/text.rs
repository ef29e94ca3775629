//! Dates and times as the platform writes them, and as people read them.

use super::{Date, DateError, DateTime, Time};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

const DATE: DateError = DateError("a date like `2024-04-01 +0800`");
const TIME: DateError = DateError("a time like `07:07 +0800`");
const DATE_TIME: DateError = DateError("a date and time like `2024-04-29 07:07 +0800`");

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split_ascii_whitespace();
        let date = parts.next().and_then(date).ok_or(DATE)?;
        let offset_minutes = offset(parts).ok_or(DATE)?;
        Ok(Date { offset_minutes, ..date })
    }
}

impl FromStr for Time {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split_ascii_whitespace();
        let time = parts.next().and_then(clock).ok_or(TIME)?;
        let offset_minutes = offset(parts).ok_or(TIME)?;
        Ok(Time { offset_minutes, ..time })
    }
}

impl FromStr for DateTime {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split_ascii_whitespace();
        let date = parts.next().and_then(date).ok_or(DATE_TIME)?;
        let time = parts.next().and_then(clock).ok_or(DATE_TIME)?;
        let offset_minutes = offset(parts).ok_or(DATE_TIME)?;
        Ok(DateTime { offset_minutes, ..DateTime::new(date, time) })
    }
}

/// `2024-04-01`
fn date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    Date::new(digits(year, 4)?, digits(month, 2)? as u8, digits(day, 2)? as u8)
}

/// `07:07`
fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    Time::new(digits(hour, 2)? as u8, digits(minute, 2)? as u8)
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
}
