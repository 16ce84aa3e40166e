//! The `date` kind: day, month and year in three fields, after quick choices if it has any.

use super::rules::{CheckContext, Checked, Fault, QuestionKind, Shape, ShowContext, wrong_type};
use super::value::Value;
use crate::answers::Typed;
use crate::date::Date;
use crate::language::Language;
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;
use std::collections::BTreeMap;

pub const PARTS: [&str; 3] = ["day", "month", "year"];

/// The parts of a date with quick choices. The choice comes first: a missing answer is said there.
const PARTS_WITH_CHOICE: [&str; 4] = [CHOICE, "day", "month", "year"];

/// The part that holds the choice: the slug of a [`Quick`] or [`ANOTHER`].
pub const CHOICE: &str = "when";

/// The choice of a day that is typed.
pub const ANOTHER: &str = "another";

/// Years outside this range are assumed to be typing errors; `error-year-out-of-range` names them.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2199;

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

/// A date.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct DateKind {
    /// Days to choose instead of typing them, in the order they are offered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quick: Vec<Quick>,
}

/// A day that can be chosen instead of typed. Which date it is, is decided when it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Quick {
    Today,
    Yesterday,
}

impl Quick {
    pub fn slug(self) -> &'static str {
        match self {
            Quick::Today => "today",
            Quick::Yesterday => "yesterday",
        }
    }

    fn date(self, today: Date) -> Option<Date> {
        match self {
            Quick::Today => Some(today),
            Quick::Yesterday => today.plus(-1),
        }
    }
}

impl DateKind {
    /// The choice to show for an answer: a quick one for its date, [`ANOTHER`] for any other, and
    /// an empty text before there is an answer.
    pub fn choice(&self, typed: &Typed, today: Date) -> &'static str {
        let chosen = typed.part(CHOICE);
        let date = match check(typed, true) {
            Ok(Some(Value::Date(date))) => Some(date),
            _ => None,
        };
        let is_chosen = |quick: &&Quick| match chosen {
            "" => date.is_some() && quick.date(today) == date,
            chosen => quick.slug() == chosen,
        };
        match self.quick.iter().find(is_chosen) {
            Some(quick) => quick.slug(),
            None if typed.is_blank() => "",
            None => ANOTHER,
        }
    }
}

impl QuestionKind for DateKind {
    fn slug(&self) -> &'static str {
        "date"
    }

    fn shape(&self) -> Shape {
        if self.quick.is_empty() {
            Shape::Parts(&PARTS)
        } else {
            Shape::Parts(&PARTS_WITH_CHOICE)
        }
    }

    /// A quick choice becomes its date. [`ANOTHER`] is kept only while no date is typed, so that an
    /// answer is the same however it was given.
    fn settle_day(&self, typed: &mut Typed, today: Date) -> bool {
        let Typed::Parts(parts) = typed else {
            return false;
        };
        let Some(chosen) = parts.get(CHOICE) else {
            return false;
        };
        let mut quick = self.quick.iter();
        let quick = quick.find(|quick| quick.slug() == chosen);
        let is_typed = PARTS.iter().any(|part| parts.contains_key(*part));
        if let Some(date) = quick.and_then(|quick| quick.date(today)) {
            *typed = self::typed(date);
            return true;
        }
        if is_typed || chosen != ANOTHER {
            parts.remove(CHOICE);
        }
        false
    }

    fn check(&self, typed: &Typed, context: &CheckContext<'_>) -> Checked {
        check(typed, context.optional)
    }

    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        json.as_str().map(from_text)
    }

    fn lines(&self, value: &Value, context: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Date(date) => vec![long(*date, context.language)],
            _ => Vec::new(),
        }
    }

    fn is_own_words(&self) -> bool {
        false
    }

    fn is_date(&self) -> bool {
        true
    }
}

/// Months may be numbers or names (English or Welsh, at least three letters): the design system
/// asks services to accept both.
fn check(typed: &Typed, optional: bool) -> Checked {
    let parts = match typed {
        Typed::Parts(parts) => parts,
        Typed::Text(text) if text.is_empty() => return Ok(None),
        // An API value that could not be parsed.
        Typed::Text(_) => return Err(vec![Fault::at(Some("day"), "not-a-date")]),
        Typed::Many(_) => return Err(wrong_type()),
    };
    let part = |name: &str| parts.get(name).map(String::as_str).unwrap_or_default();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        // Another day was chosen, so the fields for it are what is missing.
        if part(CHOICE) == ANOTHER && !optional {
            return Err(vec![Fault::at(Some("day"), "required")]);
        }
        return Ok(None);
    }
    // One error for everything missing, on the first missing field.
    let missing = match (day.is_empty(), month.is_empty(), year.is_empty()) {
        (true, true, _) => Some(("day", "missing-day-month")),
        (true, false, true) => Some(("day", "missing-day-year")),
        (true, false, false) => Some(("day", "missing-day")),
        (false, true, true) => Some(("month", "missing-month-year")),
        (false, true, false) => Some(("month", "missing-month")),
        (false, false, true) => Some(("year", "missing-year")),
        (false, false, false) => None,
    };
    if let Some((part, code)) = missing {
        return Err(vec![Fault::at(Some(part), code)]);
    }
    read(day, month, year)
        .map(|date| Some(Value::Date(date)))
        .map_err(|part| match part {
            // Two-digit years are ambiguous: "26" could mean 2026 or 1926.
            "year" if !is_four_digits(year) => vec![Fault::at(Some(part), "not-a-year")],
            "year" => vec![Fault::at(Some(part), "year-out-of-range")],
            part => vec![Fault::at(Some(part), "not-a-date")],
        })
}

/// Whether an error with this code also concerns `part`: `required` concerns all parts of a date,
/// `missing-day-year` two.
pub fn is_about(code: &str, part: &str) -> bool {
    code == "required"
        || code
            .strip_prefix("missing-")
            .is_some_and(|parts| parts.split('-').any(|missing| missing == part))
}

/// The date, or the first part that is wrong.
fn read(day: &str, month: &str, year: &str) -> Result<Date, &'static str> {
    let day = number(day, 2)
        .filter(|n| (1..=31).contains(n))
        .ok_or("day")?;
    let month = number(month, 2)
        .filter(|n| (1..=12).contains(n))
        .or_else(|| named(month))
        .ok_or("month")?;
    let year = number(year, 4)
        .filter(|n| is_four_digits(year) && YEARS.contains(n))
        .ok_or("year")?;
    Date::new(year as i32, month, day).ok_or("day")
}

/// Parses ASCII digits only, at most `most` of them.
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

/// Splits `YYYY-MM-DD` into parts; any other text is left as it is and fails the check.
#[cfg(feature = "authoring")]
fn from_text(text: &str) -> Typed {
    match Date::parse(text) {
        Some(date) => typed(date),
        None => Typed::Text(text.to_owned()),
    }
}

/// A date as a person would type it.
pub fn typed(date: Date) -> Typed {
    // Collecting would sort, which takes the browser's program another 5 kB.
    let mut parts = BTreeMap::new();
    parts.insert("day".to_owned(), date.day().to_string());
    parts.insert("month".to_owned(), date.month().to_string());
    parts.insert("year".to_owned(), date.year().to_string());
    Typed::Parts(parts)
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

/// `Friday 27 November 2026`; `dydd Gwener 27 Tachwedd 2026` in Welsh.
#[cfg(feature = "authoring")]
pub fn with_weekday(date: Date, language: Language) -> String {
    let names = match language {
        Language::En => [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ],
        Language::Cy => [
            "dydd Llun",
            "dydd Mawrth",
            "dydd Mercher",
            "dydd Iau",
            "dydd Gwener",
            "dydd Sadwrn",
            "dydd Sul",
        ],
    };
    let name = names.get(usize::from(date.weekday()));
    [
        name.copied().unwrap_or_default(),
        " ",
        &long(date, language),
    ]
    .concat()
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{DateKind, Quick, typed};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for DateKind {
        fn codes(&self) -> &'static [&'static str] {
            &[
                "missing-day",
                "missing-month",
                "missing-year",
                "missing-day-month",
                "missing-day-year",
                "missing-month-year",
                "not-a-date",
                "not-a-year",
                "year-out-of-range",
            ]
        }

        fn mistakes(&self) -> Vec<String> {
            let mut rest = self.quick.as_slice();
            while let [first, others @ ..] = rest {
                if others.contains(first) {
                    return vec![format!("the day `{}` is offered twice", first.slug())];
                }
                rest = others;
            }
            Vec::new()
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "format": "date"})
        }

        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            let back = i64::try_from(context.turn % 60).unwrap_or_default();
            typed(context.today.plus(-back).unwrap_or(context.today))
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let quick = match draw.below(3) {
                0 => Vec::new(),
                1 => vec![Quick::Yesterday],
                _ => vec![Quick::Today, Quick::Yesterday],
            };
            Some(Kind::Date(DateKind { quick }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, today: Date) -> Typed {
            let offset = i64::try_from(draw.below(81)).unwrap_or_default() - 60;
            typed(today.plus(offset).unwrap_or(today))
        }
    }
}
