//! The `address` kind: by postcode, with manual entry.

use serde_json::{Value as Json, json};

/// A checked address.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Unique Property Reference Number as text, when chosen from the gazetteer.
    pub uprn: Option<String>,
    /// One or two lines above the town.
    pub lines: Vec<String>,
    pub town: String,
    /// With one space: `ME14 1XX`.
    pub postcode: String,
    /// The authority (or other area) the address lies in, from the gazetteer; never typed by a person.
    pub area: Option<String>,
}

impl Address {
    pub fn to_json(&self) -> Json {
        let mut json = json!({ "lines": self.lines, "town": self.town, "postcode": self.postcode });
        if let (Some(uprn), Some(object)) = (&self.uprn, json.as_object_mut()) {
            object.insert("uprn".to_owned(), Json::String(uprn.clone()));
        }
        json
    }
}
