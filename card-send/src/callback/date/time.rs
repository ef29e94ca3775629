//! Dates of pickers as those of the crate `time`, and back. Feature `time`.

use super::{Date, DateError, DateTime, Time, YEARS};
use time::{Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

impl From<Date> for time::Date {
    /// The day of the calendar, without the offset.
    fn from(date: Date) -> Self {
        // what a `Date` holds is a date there too
        let month = Month::try_from(date.month).unwrap_or(Month::January);
        time::Date::from_calendar_date(date.year.into(), month, date.day).unwrap_or(time::Date::MIN)
    }
}

impl From<Time> for time::Time {
    /// The time of day, without the offset.
    fn from(time: Time) -> Self {
        time::Time::from_hms(time.hour, time.minute, 0).unwrap_or(time::Time::MIDNIGHT)
    }
}

impl From<DateTime> for PrimitiveDateTime {
    /// Day and time as the user saw them, without the offset.
    fn from(time: DateTime) -> Self {
        PrimitiveDateTime::new(time.date().into(), time.time().into())
    }
}

impl From<DateTime> for OffsetDateTime {
    /// The moment with its offset; without one it counts as UTC.
    fn from(time: DateTime) -> Self {
        let offset = UtcOffset::from_whole_seconds(i32::from(time.offset_minutes.unwrap_or(0)) * 60);
        PrimitiveDateTime::from(time).assume_offset(offset.unwrap_or(UtcOffset::UTC))
    }
}

impl TryFrom<time::Date> for Date {
    type Error = DateError;

    fn try_from(date: time::Date) -> Result<Self, DateError> {
        let year = u16::try_from(date.year()).map_err(|_| YEARS)?;
        Date::new(year, date.month().into(), date.day()).ok_or(YEARS)
    }
}

impl From<time::Time> for Time {
    /// Without the seconds.
    fn from(time: time::Time) -> Self {
        Time { hour: time.hour(), minute: time.minute(), offset_minutes: None }
    }
}

impl TryFrom<PrimitiveDateTime> for DateTime {
    type Error = DateError;

    /// Without the seconds.
    fn try_from(time: PrimitiveDateTime) -> Result<Self, DateError> {
        Ok(DateTime::new(time.date().try_into()?, time.time().into()))
    }
}

impl TryFrom<OffsetDateTime> for DateTime {
    type Error = DateError;

    /// With its offset, without the seconds.
    fn try_from(time: OffsetDateTime) -> Result<Self, DateError> {
        let offset = super::whole_minutes(time.offset().whole_seconds()).ok_or(YEARS)?;
        DateTime::new(time.date().try_into()?, time.time().into()).with_offset(offset).ok_or(YEARS)
    }
}
