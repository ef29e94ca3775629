//! Dates of pickers as those of the crate `chrono`, and back. Feature `chrono`.

use super::{Date, DateError, DateTime, Time, YEARS};
use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

impl From<Date> for NaiveDate {
    /// The day of the calendar, without the offset.
    fn from(date: Date) -> Self {
        // what a `Date` holds is a date there too
        NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()).unwrap_or_default()
    }
}

impl From<Time> for NaiveTime {
    /// The time of day, without the offset.
    fn from(time: Time) -> Self {
        NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), 0).unwrap_or_default()
    }
}

impl From<DateTime> for NaiveDateTime {
    /// Day and time as the user saw them, without the offset.
    fn from(time: DateTime) -> Self {
        NaiveDateTime::new(time.date().into(), time.time().into())
    }
}

impl From<DateTime> for chrono::DateTime<FixedOffset> {
    /// The moment with its offset; without one it counts as UTC.
    fn from(time: DateTime) -> Self {
        let offset = FixedOffset::east_opt(i32::from(time.offset_minutes.unwrap_or(0)) * 60);
        let moment = offset.and_then(|offset| NaiveDateTime::from(time).and_local_timezone(offset).single());
        moment.unwrap_or_default()
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = DateError;

    fn try_from(date: NaiveDate) -> Result<Self, DateError> {
        let year = u16::try_from(date.year()).map_err(|_| YEARS)?;
        Date::new(year, date.month() as u8, date.day() as u8).ok_or(YEARS)
    }
}

impl From<NaiveTime> for Time {
    /// Without the seconds.
    fn from(time: NaiveTime) -> Self {
        Time { hour: time.hour() as u8, minute: time.minute() as u8, offset_minutes: None }
    }
}

impl TryFrom<NaiveDateTime> for DateTime {
    type Error = DateError;

    /// Without the seconds.
    fn try_from(time: NaiveDateTime) -> Result<Self, DateError> {
        Ok(DateTime::new(time.date().try_into()?, time.time().into()))
    }
}

impl TryFrom<chrono::DateTime<FixedOffset>> for DateTime {
    type Error = DateError;

    /// With its offset, without the seconds.
    fn try_from(time: chrono::DateTime<FixedOffset>) -> Result<Self, DateError> {
        let offset = super::whole_minutes(time.offset().local_minus_utc()).ok_or(YEARS)?;
        DateTime::try_from(time.naive_local())?.with_offset(offset).ok_or(YEARS)
    }
}
