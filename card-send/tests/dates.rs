//! Dates of pickers beside three crates of dates: the same days, distances, order and moments, and what one of them
//! refuses the others refuse.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use feishu_card_send::callback::{Date, DateTime, Time};
use jiff::{ZonedDateTime, civil};
use proptest::prelude::*;
use time::{OffsetDateTime, PrimitiveDateTime};

fn date() -> impl Strategy<Value = Date> {
    // a day of the calendar, by jiff: every one is as likely
    (0..3_652_059i64).prop_map(|days| {
        let day = civil::date(1, 1, 1).checked_add(jiff::Span::new().days(days)).expect("to the year 9999");
        Date::new(day.year() as u16, day.month() as u8, day.day() as u8).expect("a day")
    })
}

fn clock() -> impl Strategy<Value = Time> {
    (0u8..24, 0u8..60).prop_map(|(hour, minute)| Time::new(hour, minute).expect("a time"))
}

fn offset() -> impl Strategy<Value = Option<i16>> {
    proptest::option::of(-1439i16..=1439)
}

fn date_time() -> impl Strategy<Value = DateTime> {
    (date(), clock(), offset()).prop_map(|(date, time, offset)| {
        let time = DateTime::new(date, time);
        offset.map_or(time, |minutes| time.with_offset(minutes).expect("below a day"))
    })
}

#[test]
fn the_first_and_the_last_day_are_days_of_all() {
    for (year, month, day) in [(1, 1, 1), (1970, 1, 1), (2000, 2, 29), (9999, 12, 31)] {
        let date = Date::new(year, month, day).unwrap();
        let text = format!("{year:04}-{month:02}-{day:02}");
        assert_eq!(date.to_string(), text);
        assert_eq!(NaiveDate::from(date).to_string(), text);
        assert_eq!(civil::Date::from(date).to_string(), text);
        assert_eq!(time::Date::from(date).to_string(), text);
        assert_eq!(
            DateTime::new(date, Time::new(0, 0).unwrap()).unix_seconds(),
            i64::from(NaiveDate::from(date).num_days_from_ce() - 719_163) * 86_400
        );
    }
}

#[test]
fn what_pickers_do_not_have_does_not_become_one() {
    assert!(Date::try_from(civil::date(0, 12, 31)).is_err() && Date::try_from(civil::date(-4, 1, 1)).is_err());
    assert!(Date::try_from(NaiveDate::MAX).is_err() && Date::try_from(time::Date::MIN).is_err());
    let moment = NaiveDate::from_ymd_opt(2024, 4, 29).unwrap().and_time(NaiveTime::MIN);
    let odd = moment.and_local_timezone(FixedOffset::east_opt(8 * 3600 + 43 * 60 + 36).unwrap()).unwrap();
    assert_eq!(
        DateTime::try_from(odd).unwrap_err().to_string(),
        "expected a year from 1 to 9999 and an offset from UTC in whole minutes, below a day"
    );
    let last = DateTime::new(Date::new(9999, 12, 31).unwrap(), Time::new(23, 59).unwrap());
    assert!(ZonedDateTime::try_from(last).is_err(), "not a moment of jiff, and no panic");
    assert_eq!(Date::new(2024, 4, 1).unwrap().with_offset(1440), None);
    assert_eq!(Time::new(24, 0), None);
}

#[test]
fn seconds_are_dropped() {
    let time = NaiveTime::from_hms_opt(7, 7, 59).unwrap();
    assert_eq!(Time::from(time), Time::new(7, 7).unwrap());
    assert_eq!(Time::from(civil::time(7, 7, 59, 9)), Time::new(7, 7).unwrap());
    assert_eq!(Time::from(time::Time::from_hms(7, 7, 59).unwrap()), Time::new(7, 7).unwrap());
}

proptest! {
    /// The calendar has the same days, whatever is asked.
    #[test]
    fn a_day_is_a_day_where_it_is_one_for_all(year in 0u16..12_000, month in 0u8..15, day in 0u8..34) {
        let ours = Date::new(year, month, day);
        let chrono = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
        let inside = (1..=9999).contains(&year);
        prop_assert_eq!(ours.is_some(), inside && chrono.is_some());
        let jiff = civil::Date::new(year as i16, month as i8, day as i8);
        prop_assert_eq!(ours.is_some(), inside && jiff.is_ok());
        // as text too, which is refused by the same calendar
        let text = format!("{year:04}-{month:02}-{day:02}");
        prop_assert_eq!(text.parse::<Date>().ok(), ours);
        prop_assert_eq!(text.parse::<Date>().is_ok(), inside && text.parse::<NaiveDate>().is_ok());
    }

    #[test]
    fn days_lie_as_far_apart_and_in_the_same_order(one in date(), other in date()) {
        let days = one.days_until(&other);
        prop_assert_eq!(days, (NaiveDate::from(other) - NaiveDate::from(one)).num_days());
        prop_assert_eq!(days, (time::Date::from(other) - time::Date::from(one)).whole_days());
        let span = civil::Date::from(one).duration_until(civil::Date::from(other));
        prop_assert_eq!(days * 24, span.as_hours());
        prop_assert_eq!(one.cmp(&other), NaiveDate::from(one).cmp(&other.into()));
        prop_assert_eq!(days.signum() as i8, other.cmp(&one) as i8);
    }

    #[test]
    fn days_and_times_come_back(date in date(), clock in clock()) {
        prop_assert_eq!(Date::try_from(NaiveDate::from(date)), Ok(date));
        prop_assert_eq!(Date::try_from(civil::Date::from(date)), Ok(date));
        prop_assert_eq!(Date::try_from(time::Date::from(date)), Ok(date));
        prop_assert_eq!(Time::from(NaiveTime::from(clock)), clock);
        prop_assert_eq!(Time::from(civil::Time::from(clock)), clock);
        prop_assert_eq!(Time::from(time::Time::from(clock)), clock);
        let both = DateTime::new(date, clock);
        prop_assert_eq!(DateTime::try_from(NaiveDateTime::from(both)), Ok(both));
        prop_assert_eq!(DateTime::try_from(civil::DateTime::from(both)), Ok(both));
        prop_assert_eq!(DateTime::try_from(PrimitiveDateTime::from(both)), Ok(both));
    }

    #[test]
    fn a_moment_is_the_same_moment(at in date_time()) {
        let utc = at.offset_minutes().map_or(at.with_offset(0), |_| Some(at)).expect("0 is an offset");
        let chrono = chrono::DateTime::<FixedOffset>::from(at);
        prop_assert_eq!(at.unix_seconds(), chrono.timestamp());
        prop_assert_eq!(DateTime::try_from(chrono), Ok(utc));
        let time = OffsetDateTime::from(at);
        prop_assert_eq!(at.unix_seconds(), time.unix_timestamp());
        prop_assert_eq!(DateTime::try_from(time), Ok(utc));
        // jiff has no moments in the last two days
        if let Ok(zoned) = ZonedDateTime::try_from(at) {
            prop_assert_eq!(at.unix_seconds(), zoned.timestamp().as_second());
            prop_assert_eq!(DateTime::try_from(&zoned), Ok(utc));
        } else {
            prop_assert!(at.year() == 9999 && at.month() == 12 && at.day() >= 29, "{}", at);
        }
    }

    #[test]
    fn moments_are_in_the_same_order(one in date_time(), other in date_time(), near in -3000i64..3000) {
        let moment = |at| chrono::DateTime::<FixedOffset>::from(at);
        if one.unix_seconds() != other.unix_seconds() {
            prop_assert_eq!(one.cmp(&other), moment(one).cmp(&moment(other)));
        }
        // two moments that lie close, in two offsets
        let later = moment(one).checked_add_signed(chrono::Duration::minutes(near));
        let offset = FixedOffset::east_opt(i32::from(other.offset_minutes().unwrap_or(0)) * 60).expect("below a day");
        if let Some(Ok(later)) = later.map(|later| DateTime::try_from(later.with_timezone(&offset))) {
            prop_assert_eq!((later.unix_seconds() - one.unix_seconds()) / 60, near);
            if near != 0 {
                prop_assert_eq!(one.cmp(&later), 0.cmp(&near));
            }
        }
    }

    #[test]
    fn what_is_written_is_read(at in date_time()) {
        prop_assert_eq!(at.to_string().parse(), Ok(at));
        prop_assert_eq!(at.date().to_string().parse(), Ok(at.date()));
        prop_assert_eq!(at.time().to_string().parse(), Ok(at.time()));
        prop_assert_eq!(format!("{at:#}:00"), NaiveDateTime::from(at).to_string());
        prop_assert_eq!(format!("{:#}", at.date()), civil::Date::from(at.date()).to_string());
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".*") {
        let _ = (text.parse::<Date>(), text.parse::<Time>(), text.parse::<DateTime>());
    }
}
