//! The `location` kind: a place in words, with an optional pin.

use serde_json::{Map, Value as Json};

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
}
