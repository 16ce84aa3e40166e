//! A checked location: a description with an optional pin.

use crate::question::normalise;
use serde_json::{Map, Value as Json};

/// Degrees are stored in ten-millionths, about a centimetre: finer than any device measures, and
/// exact when written and read back.
pub const PER_DEGREE: i64 = 10_000_000;

/// A checked location. Coordinates are WGS84 degrees.
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
        let mut lines = normalise::lines(&self.description);
        if let Some((lat, lon)) = self.point {
            lines.push([written(scaled(lat)), written(scaled(lon))].join(", "));
        }
        lines
    }
}

/// Converts degrees to ten-millionths.
pub fn scaled(degrees: f64) -> i64 {
    // `as` saturates, so an out-of-range number from the API cannot overflow here.
    (degrees * PER_DEGREE as f64).round() as i64
}

/// Formats ten-millionths of a degree as decimal degrees.
pub fn written(scaled: i64) -> String {
    let size = scaled.unsigned_abs();
    let decimals = (size % PER_DEGREE as u64 + PER_DEGREE as u64).to_string();
    let sign = if scaled < 0 { "-" } else { "" };
    let decimals = decimals.get(1..).unwrap_or_default().trim_end_matches('0');
    let decimals = if decimals.is_empty() { "0" } else { decimals };
    [sign, &(size / PER_DEGREE as u64).to_string(), ".", decimals].concat()
}
