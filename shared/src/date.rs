//! A calendar date and the arithmetic that conditions need.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A date of the Gregorian calendar, 1 January 1900 to 31 December 2199. JSON: `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        let real = (1900..=2199).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        real.then_some(Date {
            year: year as i16,
            month: month as u8,
            day: day as u8,
        })
    }

    /// Parses exactly `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let digits = |range: std::ops::Range<usize>| -> Option<u32> {
            bytes.get(range)?.iter().try_fold(0u32, |n, b| {
                b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))
            })
        };
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Date::new(digits(0..4)? as i32, digits(5..7)?, digits(8..10)?)
    }

    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    pub fn month(self) -> u32 {
        u32::from(self.month)
    }

    pub fn day(self) -> u32 {
        u32::from(self.day)
    }

    /// Days since 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    pub fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (i64::from(self.month) + if self.month > 2 { -3 } else { 9 }) + 2) / 5
            + i64::from(self.day)
            - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The date that many days after 1 January 1970, if it is in range.
    pub fn from_days(days: i64) -> Option<Date> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Date::new(i32::try_from(year).ok()?, month as u32, day as u32)
    }

    /// 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> u8 {
        (self.days() + 3).rem_euclid(7) as u8
    }

    pub fn plus(self, days: i64) -> Option<Date> {
        Date::from_days(self.days().checked_add(days)?)
    }

    /// Monday to Friday and not one of `holidays`.
    pub fn is_working(self, holidays: &[Date]) -> bool {
        self.weekday() < 5 && !holidays.contains(&self)
    }

    /// The last of so many working days after `self`.
    #[cfg(feature = "authoring")]
    pub fn plus_working(self, days: i64, holidays: &[Date]) -> Option<Date> {
        let (mut date, mut left) = (self, days);
        while left > 0 {
            date = date.plus(1)?;
            left -= i64::from(date.is_working(holidays));
        }
        Some(date)
    }

    /// Working days after `self` up to and including `later`; negative when `later` is earlier.
    pub fn working_days_until(self, later: Date, holidays: &[Date]) -> i64 {
        if later < self {
            return -later.working_days_until(self, holidays);
        }
        // Whole weeks and a remainder, so the cost does not grow with the span.
        let span = later.days() - self.days();
        let weekday = i64::from(self.weekday());
        let rest = (1..=span % 7).filter(|day| (weekday + day) % 7 < 5).count() as i64;
        // Sorting the holidays to count each once would add sorting code to the browser's program.
        let is_off = |at: usize, day: Date| {
            let is_in_span = day > self && day <= later && day.weekday() < 5;
            is_in_span && !holidays[..at].contains(&day)
        };
        let days = holidays.iter().copied().enumerate();
        let off = days.filter(|(at, day)| is_off(*at, *day)).count();
        span / 7 * 5 + rest - off as i64
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| serde::de::Error::custom("a date is YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn day_numbers_and_dates_round_trip() {
        for days in -25_567..=84_000 {
            if let Some(date) = Date::from_days(days) {
                assert_eq!(date.days(), days);
                assert_eq!(Date::parse(&date.to_string()), Some(date));
            }
        }
    }

    #[test]
    fn weekends_and_holidays_are_not_working_days() {
        let friday = Date::new(2026, 12, 18).unwrap();
        let christmas = [
            Date::new(2026, 12, 25).unwrap(),
            Date::new(2026, 12, 28).unwrap(),
        ];
        let after = Date::new(2026, 12, 29).unwrap();
        assert_eq!(friday.working_days_until(after, &christmas), 5);
        assert_eq!(after.working_days_until(friday, &christmas), -5);
        assert_eq!(friday.plus_working(5, &christmas), Some(after));
        assert_eq!(friday.plus_working(0, &christmas), Some(friday));
        let saturday = friday.plus(1).unwrap();
        assert_eq!(saturday.plus_working(1, &christmas), friday.plus(3));
        assert_eq!(friday.plus_working(i64::MAX, &christmas), None);
    }

    #[test]
    fn working_days_are_counted_correctly() {
        let holidays: Vec<Date> = ["2026-04-03", "2026-04-06", "2026-05-04", "2026-05-02"]
            .iter()
            .map(|text| Date::parse(text).unwrap())
            .collect();
        let start = Date::parse("2026-03-28").unwrap();
        for from in 0..20 {
            for to in from..60 {
                let (from, to) = (start.plus(from).unwrap(), start.plus(to).unwrap());
                let counted = (from.days() + 1..=to.days())
                    .filter_map(Date::from_days)
                    .filter(|day| day.is_working(&holidays))
                    .count() as i64;
                assert_eq!(from.working_days_until(to, &holidays), counted);
            }
        }
    }

    #[test]
    fn nonexistent_dates_are_refused() {
        assert_eq!(Date::new(2026, 2, 29), None);
        assert_eq!(Date::parse("2026-1-01"), None);
        assert_eq!(Date::parse("26-01-0001"), None);
    }
}
