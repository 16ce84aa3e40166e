//! The `location` kind: a place in words, with an optional pin.

use super::{Fault, textarea};
use crate::answers::Typed;
use crate::request::Value;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

pub const PARTS: [&str; 3] = ["description", "lat", "lon"];

/// Degrees are kept in ten-millionths, about a centimetre: no device knows better, and the
/// same number is read back from what was written.
const PER_DEGREE: i64 = 10_000_000;

/// A checked place. Coordinates are WGS84 degrees.
#[derive(Clone, PartialEq)]
pub struct Location {
    pub description: String,
    pub point: Option<(f64, f64)>,
}

impl Location {
    pub fn to_json(&self) -> Json {
        let mut map = Map::new();
        if let Some((lat, lon)) = self.point {
            map.insert("lat".to_owned(), lat.into());
            map.insert("lon".to_owned(), lon.into());
        }
        map.insert(
            "description".to_owned(),
            Json::String(self.description.clone()),
        );
        Json::Object(map)
    }

    pub fn lines(&self) -> Vec<String> {
        let mut lines = textarea::lines(&self.description);
        if let Some((lat, lon)) = self.point {
            lines.push([written(scaled(lat)), written(scaled(lon))].join(", "));
        }
        lines
    }
}

pub fn check(parts: &BTreeMap<String, String>, limit: u32) -> Result<Option<Value>, Vec<Fault>> {
    let part = |name: &str| parts.get(name).map(String::as_str).unwrap_or_default();
    let (description, lat, lon) = (part("description"), part("lat"), part("lon"));
    if description.is_empty() && lat.is_empty() && lon.is_empty() {
        return Ok(None);
    }
    textarea::sound(description, limit, Some("description"))?;
    let point = match (lat.is_empty(), lon.is_empty()) {
        (true, true) => None,
        _ => Some((degrees(lat, 90, "lat")?, degrees(lon, 180, "lon")?)),
    };
    if description.is_empty() {
        return Err(vec![Fault::at(Some("description"), "required")]);
    }
    Ok(Some(Value::Location(Location {
        description: description.to_owned(),
        point,
    })))
}

fn degrees(text: &str, most: i64, part: &'static str) -> Result<f64, Vec<Fault>> {
    parse(text)
        .filter(|scaled| scaled.abs() <= most * PER_DEGREE)
        .map(|scaled| scaled as f64 / PER_DEGREE as f64)
        .ok_or_else(|| vec![Fault::at(Some(part), "not-a-pin")])
}

/// `-1.25` and the like in ten-millionths; further decimals are dropped.
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

fn scaled(degrees: f64) -> i64 {
    // `as` saturates, so that no number of an API can overflow here.
    (degrees * PER_DEGREE as f64).round() as i64
}

fn written(scaled: i64) -> String {
    let size = scaled.unsigned_abs();
    let decimals = (size % PER_DEGREE as u64 + PER_DEGREE as u64).to_string();
    let sign = if scaled < 0 { "-" } else { "" };
    let decimals = decimals.get(1..).unwrap_or_default().trim_end_matches('0');
    let decimals = if decimals.is_empty() { "0" } else { decimals };
    [sign, &(size / PER_DEGREE as u64).to_string(), ".", decimals].concat()
}

/// `{"lat"?,"lon"?,"description"}`; `None` when it has another shape.
pub fn from_json(json: &Json) -> Option<Typed> {
    let mut parts = BTreeMap::new();
    for (key, value) in json.as_object()? {
        let text = match key.as_str() {
            "description" => super::fields::tidy(value.as_str()?),
            "lat" | "lon" => written(scaled(value.as_f64()?)),
            _ => return None,
        };
        if !text.is_empty() {
            parts.insert(key.clone(), text);
        }
    }
    Some(Typed::Parts(parts))
}
