//! The `date` kind: day, month and year in three fields.

use super::Fault;
use crate::answers::Typed;
use crate::date::Date;
use crate::language::Language;
use crate::request::Value;
use std::collections::BTreeMap;

pub const PARTS: [&str; 3] = ["day", "month", "year"];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WELSH: [&str; 12] = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
];

/// Months may be numbers or names (English or Welsh, three letters are enough): the design
/// system asks services to accept both.
pub fn check(typed: &Typed) -> Result<Option<Value>, Vec<Fault>> {
    let parts = match typed {
        Typed::Parts(parts) => parts,
        Typed::Text(text) if text.is_empty() => return Ok(None),
        // The API's shape that could not be taken apart.
        Typed::Text(_) => return Err(vec![Fault::at(Some("day"), "not-a-date")]),
        Typed::Many(_) => return Err(vec![Fault::at(None, "wrong-type")]),
    };
    let part = |name: &str| parts.get(name).map(String::as_str).unwrap_or_default();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let missing: Vec<Fault> = [
        ("day", day, "missing-day"),
        ("month", month, "missing-month"),
        ("year", year, "missing-year"),
    ]
    .into_iter()
    .filter(|(_, text, _)| text.is_empty())
    .map(|(name, _, code)| Fault::at(Some(name), code))
    .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    read(day, month, year)
        .map(|date| Some(Value::Date(date)))
        .map_err(|part| match part {
            // "26" is no year: whether it means 2026 or 1926 is the person's to say.
            "year" if !is_four_digits(year) => vec![Fault::at(Some(part), "not-a-year")],
            part => vec![Fault::at(Some(part), "not-a-date")],
        })
}

/// The date, else the first part that is wrong.
fn read(day: &str, month: &str, year: &str) -> Result<Date, &'static str> {
    let day = number(day, 2)
        .filter(|n| (1..=31).contains(n))
        .ok_or("day")?;
    let month = number(month, 2)
        .filter(|n| (1..=12).contains(n))
        .or_else(|| named(month))
        .ok_or("month")?;
    let year = number(year, 4)
        .filter(|n| is_four_digits(year) && (1900..=2199).contains(n))
        .ok_or("year")?;
    Date::new(year as i32, month, day).ok_or("day")
}

/// ASCII digits only, at most `most` of them.
fn number(text: &str, most: usize) -> Option<u32> {
    let sound = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0')))
}

fn is_four_digits(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn named(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('.');
    if text.len() < 3 {
        return None;
    }
    let in_names = |names: &[&str; 12]| {
        names.iter().position(|name| {
            name.get(..text.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(text))
        })
    };
    in_names(&ENGLISH)
        .or_else(|| in_names(&WELSH))
        .map(|place| place as u32 + 1)
}

/// `YYYY-MM-DD` taken apart; anything else stays as it is and is no date.
pub fn from_text(text: &str) -> Typed {
    match Date::parse(text) {
        Some(date) => typed(date),
        None => Typed::Text(text.to_owned()),
    }
}

/// A date as if a person had typed it.
pub fn typed(date: Date) -> Typed {
    Typed::Parts(BTreeMap::from([
        ("day".to_owned(), date.day().to_string()),
        ("month".to_owned(), date.month().to_string()),
        ("year".to_owned(), date.year().to_string()),
    ]))
}

/// `7 March 2026`, as the GOV.UK style guide writes dates; `7 Mawrth 2026` in Welsh.
pub fn long(date: Date, language: Language) -> String {
    let names = match language {
        Language::En => &ENGLISH,
        Language::Cy => &WELSH,
    };
    let month = names
        .get((date.month() as usize).wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    [
        &date.day().to_string(),
        " ",
        month,
        " ",
        &date.year().to_string(),
    ]
    .concat()
}
