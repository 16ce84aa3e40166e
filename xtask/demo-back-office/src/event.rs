//! A request as it came, read leniently: fields it does not know are kept and shown.

use serde_json::{Map, Value};

/// The fields of `data` that the page shows in places of their own.
const KNOWN: [&str; 10] = [
    "reference",
    "part",
    "service",
    "version",
    "authority",
    "channel",
    "language",
    "received_at",
    "answers",
    "test",
];

/// A `uk.doorstep.request.v1`.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// As it came.
    pub text: String,
    json: Value,
}

impl Event {
    pub fn read(text: String) -> Event {
        let json = serde_json::from_str(&text).unwrap_or_default();
        Event { text, json }
    }

    /// A text of `data`, or nothing.
    pub fn data(&self, name: &str) -> &str {
        let field = self.json.get("data").and_then(|data| data.get(name));
        field.and_then(Value::as_str).unwrap_or_default()
    }

    /// The public URL of the Doorstep that sent it, without a slash at the end.
    pub fn source(&self) -> Option<&str> {
        let source = self.json.get("source")?.as_str()?;
        let is_web = source.starts_with("http://") || source.starts_with("https://");
        is_web.then(|| source.trim_end_matches('/'))
    }

    /// By question id.
    pub fn answers(&self) -> impl Iterator<Item = (&String, &Value)> {
        let answers = self.json.get("data").and_then(|data| data.get("answers"));
        answers.and_then(Value::as_object).into_iter().flatten()
    }

    /// Fields of `data` that are newer than this program.
    pub fn others(&self) -> impl Iterator<Item = (&String, &Value)> {
        let data = self.json.get("data").and_then(Value::as_object);
        let fields = data.into_iter().flat_map(Map::iter);
        fields.filter(|(name, _)| !KNOWN.contains(&name.as_str()))
    }

    /// For people: laid out, or as it came.
    pub fn laid_out(&self) -> String {
        serde_json::to_string_pretty(&self.json).unwrap_or_else(|_| self.text.clone())
    }
}
