//! Dates of pickers as those of the crate `jiff`, and back. Feature `jiff`.

use super::{Date, DateError, DateTime, Time, YEARS};
use jiff::{
    ZonedDateTime, civil,
    tz::{Offset, TimeZone},
};

impl From<Date> for civil::Date {
    /// The day of the calendar, without the offset.
    fn from(date: Date) -> Self {
        // what a `Date` holds is a date there too
        let year = date.year.try_into().unwrap_or(i16::MAX);
        civil::Date::new(year, date.month as i8, date.day as i8).unwrap_or(civil::Date::MAX)
    }
}

impl From<Time> for civil::Time {
    /// The time of day, without the offset.
    fn from(time: Time) -> Self {
        civil::Time::new(time.hour as i8, time.minute as i8, 0, 0).unwrap_or(civil::Time::MIN)
    }
}

impl From<DateTime> for civil::DateTime {
    /// Day and time as the user saw them, without the offset.
    fn from(time: DateTime) -> Self {
        civil::Date::from(time.date()).to_datetime(time.time().into())
    }
}

impl TryFrom<DateTime> for ZonedDateTime {
    type Error = jiff::Error;

    /// The moment with its offset; without one it counts as UTC. The last day of the year 9999 is not a moment of jiff.
    fn try_from(time: DateTime) -> Result<Self, jiff::Error> {
        let offset = Offset::from_seconds(i32::from(time.offset_minutes.unwrap_or(0)) * 60)?;
        civil::DateTime::from(time).to_zoned_datetime(TimeZone::fixed(offset))
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = DateError;

    fn try_from(date: civil::Date) -> Result<Self, DateError> {
        let year = u16::try_from(date.year()).map_err(|_| YEARS)?;
        Date::new(year, date.month() as u8, date.day() as u8).ok_or(YEARS)
    }
}

impl From<civil::Time> for Time {
    /// Without the seconds.
    fn from(time: civil::Time) -> Self {
        Time { hour: time.hour() as u8, minute: time.minute() as u8, offset_minutes: None }
    }
}

impl TryFrom<civil::DateTime> for DateTime {
    type Error = DateError;

    /// Without the seconds.
    fn try_from(time: civil::DateTime) -> Result<Self, DateError> {
        Ok(DateTime::new(time.date().try_into()?, time.time().into()))
    }
}

impl TryFrom<&ZonedDateTime> for DateTime {
    type Error = DateError;

    /// With its offset, without the seconds.
    fn try_from(time: &ZonedDateTime) -> Result<Self, DateError> {
        let offset = super::whole_minutes(time.offset().seconds()).ok_or(YEARS)?;
        DateTime::try_from(time.datetime())?.with_offset(offset).ok_or(YEARS)
    }
}
