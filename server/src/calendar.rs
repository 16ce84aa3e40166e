//! Dates, times and bank holidays of England and Wales.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use shared::channel::Channel;
use shared::date::Date;
use shared::facts::Facts;
use std::sync::LazyLock;

/// `date,name`: the bank holidays of England and Wales, from the GOV.UK feed.
const HOLIDAYS: &str = include_str!("../data/bank-holidays.csv");

/// How many days before and after today rules know bank holidays.
const NEAR: i64 = 400;

static LONDON: LazyLock<TimeZone> = LazyLock::new(|| {
    // The zone is compiled in; if it were missing, UTC is at most an hour off.
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
});

static ALL: LazyLock<Vec<Date>> = LazyLock::new(|| {
    HOLIDAYS
        .lines()
        .filter_map(|line| Date::parse(line.split(',').next()?.trim()))
        .collect()
});

static FALLBACK: LazyLock<Date> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "1 January 2026 is a date")]
    Date::new(2026, 1, 1).expect("a date")
});

/// Date and time of day in Europe/London.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    pub date: Date,
    /// Minutes since midnight.
    pub minute: u16,
}

/// The facts available to rules, for a request on an authority's site.
pub fn facts(now: Timestamp, authority: &str, channel: Channel) -> Facts {
    let local = london(now);
    Facts {
        today: local.date,
        minute: local.minute,
        holidays: holidays_near(local.date),
        authority: authority.to_owned(),
        channel,
        signed_in: false,
        began: None,
        lenient: false,
    }
}

pub fn london(at: Timestamp) -> LocalTime {
    let wall = at.to_zoned(LONDON.clone()).datetime();
    let date = Date::new(
        i32::from(wall.year()),
        u32::try_from(wall.month()).unwrap_or(1),
        u32::try_from(wall.day()).unwrap_or(1),
    );
    let minute = i32::from(wall.hour()) * 60 + i32::from(wall.minute());
    LocalTime {
        // Only a broken clock is outside 1900 to 2199.
        date: date.unwrap_or(*FALLBACK),
        minute: u16::try_from(minute).unwrap_or_default(),
    }
}

/// A time on a clock in London. In the hour that comes twice it is the first one; in the hour that
/// is left out it is the time an hour later.
pub fn from_london(time: civil::DateTime) -> Option<Timestamp> {
    let zoned = time.to_zoned(LONDON.clone()).ok()?;
    Some(zoned.timestamp())
}

/// A time for operators: `14:05 on 2 March 2026`.
pub fn in_london(at: Timestamp) -> String {
    at.to_zoned(LONDON.clone())
        .strftime("%H:%M on %-d %B %Y")
        .to_string()
}

/// The bank holidays within about 13 months of a day.
pub fn holidays_near(day: Date) -> Vec<Date> {
    ALL.iter()
        .filter(|holiday| (holiday.days() - day.days()).abs() <= NEAR)
        .copied()
        .collect()
}

/// The last bank holiday in the table; housekeeping warns before that date.
pub fn last_holiday() -> Option<Date> {
    ALL.iter().max().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_time_follows_summer_time() {
        let wall = london("2026-07-01T23:30:00Z".parse().unwrap());
        assert_eq!(wall.date, Date::new(2026, 7, 2).unwrap());
        assert_eq!(wall.minute, 30);
        let wall = london("2026-01-01T09:05:00Z".parse().unwrap());
        assert_eq!(wall.minute, 9 * 60 + 5);
    }

    #[test]
    fn every_bank_holiday_is_a_date() {
        let lines = HOLIDAYS
            .lines()
            .skip(1)
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(lines.count(), ALL.len());
        let christmas = Date::new(2026, 12, 25).unwrap();
        assert!(holidays_near(Date::new(2026, 11, 1).unwrap()).contains(&christmas));
    }
}
