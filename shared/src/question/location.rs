//! The `location` kind: a described place, with an optional pin.

#[cfg(feature = "authoring")]
use super::normalise::tidy;
use super::rules::{
    CheckContext, Checked, Fault, QuestionKind, Shape, ShowContext, TextLimit, parts,
};
use super::value::Value;
use super::value::location::{Location, PER_DEGREE};
#[cfg(feature = "authoring")]
use super::value::location::{scaled, written};
use super::{text, textarea};
use crate::answers::Typed;
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;
use std::collections::BTreeMap;

pub const PARTS: [&str; 3] = ["description", "lat", "lon"];

/// A place described in words, with an optional pin.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct LocationKind {
    /// Maximum length of the description, in characters.
    #[serde(skip_serializing_if = "text::is_unstated")]
    pub limit: u32,
}

impl QuestionKind for LocationKind {
    fn slug(&self) -> &'static str {
        "location"
    }

    fn shape(&self) -> Shape {
        Shape::Parts(&PARTS)
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        Ok(check(parts(typed)?, self.limit)?.map(Value::Location))
    }

    fn text_limit(&self) -> TextLimit {
        TextLimit::lines(self.limit)
    }

    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        from_json(json)
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Location(location) => location.lines(),
            _ => Vec::new(),
        }
    }
}

fn check(parts: &BTreeMap<String, String>, limit: u32) -> Result<Option<Location>, Vec<Fault>> {
    let part = |name: &str| parts.get(name).map(String::as_str).unwrap_or_default();
    let (description, lat, lon) = (part("description"), part("lat"), part("lon"));
    if description.is_empty() && lat.is_empty() && lon.is_empty() {
        return Ok(None);
    }
    textarea::sound(description, limit, Some("description"))?;
    let point = match (lat.is_empty(), lon.is_empty()) {
        (true, true) => None,
        (true, false) => return Err(vec![Fault::at(Some("lat"), "missing-lat")]),
        (false, true) => return Err(vec![Fault::at(Some("lon"), "missing-lon")]),
        (false, false) => Some((degrees(lat, 90, "lat")?, degrees(lon, 180, "lon")?)),
    };
    if description.is_empty() {
        return Err(vec![Fault::at(Some("description"), "required")]);
    }
    Ok(Some(Location {
        description: description.to_owned(),
        point,
    }))
}

fn degrees(text: &str, most: i64, part: &'static str) -> Result<f64, Vec<Fault>> {
    parse(text)
        .filter(|scaled| scaled.abs() <= most * PER_DEGREE)
        .map(|scaled| scaled as f64 / PER_DEGREE as f64)
        .ok_or_else(|| vec![Fault::at(Some(part), "not-a-pin")])
}

/// Parses `-1.25` and the like to ten-millionths; further decimals are dropped.
fn parse(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let sound = (1..=3).contains(&whole.len()) && (1..=20).contains(&decimals.len());
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !sound || !all_digits(whole) || !all_digits(decimals) {
        return None;
    }
    let number = whole
        .bytes()
        .chain(decimals.bytes().chain(std::iter::repeat(b'0')).take(7))
        .fold(0, |n, b| n * 10 + i64::from(b - b'0'));
    Some(sign * number)
}

/// Reads `{"lat"?,"lon"?,"description"}`; `None` for any other shape.
#[cfg(feature = "authoring")]
fn from_json(json: &Json) -> Option<Typed> {
    let mut parts = BTreeMap::new();
    for (key, value) in json.as_object()? {
        let text = match key.as_str() {
            "description" => tidy(value.as_str()?, true),
            "lat" | "lon" => written(scaled(value.as_f64()?)),
            _ => return None,
        };
        if !text.is_empty() {
            parts.insert(key.clone(), text);
        }
    }
    Some(Typed::Parts(parts))
}

#[cfg(feature = "authoring")]
mod authored {
    use super::LocationKind;
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for LocationKind {
        fn codes(&self) -> &'static [&'static str] {
            &[
                "control-characters",
                "too-long",
                "not-a-pin",
                "missing-lat",
                "missing-lon",
            ]
        }

        fn mistakes(&self) -> Vec<String> {
            limit_mistakes(self.limit)
        }

        fn asks_about(&self) -> bool {
            true
        }

        fn answer_schema(&self) -> Json {
            json!({
                "type": "object",
                "properties": {
                    "lat": {"type": "number", "minimum": -90, "maximum": 90},
                    "lon": {"type": "number", "minimum": -180, "maximum": 180},
                    "description": {"type": "string", "minLength": 1, "maxLength": self.limit},
                },
                "required": ["description"],
                "dependentRequired": {"lat": ["lon"], "lon": ["lat"]},
                "additionalProperties": false,
            })
        }

        fn sample(&self, _: &SampleContext<'_>) -> Typed {
            typed_parts(&[("description", &example(self.limit))])
        }

        fn random(&self, _: &mut dyn Draw) -> Option<Kind> {
            Some(Kind::Location(LocationKind { limit: 200 }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let description = random_words(draw, self.limit);
            if draw.below(2) == 0 {
                return typed_parts(&[("description", &description)]);
            }
            typed_parts(&[
                ("description", &description),
                ("lat", &format!("51.{:07}", draw.below(10_000_000))),
                ("lon", &format!("-0.{:07}", draw.below(10_000_000))),
            ])
        }
    }
}
