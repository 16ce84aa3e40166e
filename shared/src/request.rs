//! Answers that were checked against a version. Only the checker makes one.

use crate::date::Date;
use crate::question::address::Address;
use crate::question::location::Location;
use serde_json::{Map, Value as Json};

/// One checked answer. It cannot be wrong any more.
#[derive(Clone, PartialEq)]
pub enum Value {
    Text(String),
    /// An option id, of radios.
    Choice(String),
    Choices(Vec<String>),
    YesNo(bool),
    Date(Date),
    Address(Address),
    Location(Location),
    Declared,
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One body the request is handed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The recipient's id in the definition, `service` when the definition names none.
    pub id: String,
    /// The authority that answers this part, by id.
    pub authority: String,
}

/// What a resident asks for, checked. Made by [`crate::journey::Journey::finish`] and nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceRequest {
    service: String,
    authority: String,
    answers: Vec<(String, Value)>,
    parts: Vec<Part>,
}

impl ServiceRequest {
    pub(crate) fn new(
        service: String,
        authority: String,
        answers: Vec<(String, Value)>,
        parts: Vec<Part>,
    ) -> ServiceRequest {
        ServiceRequest {
            service,
            authority,
            answers,
            parts,
        }
    }

    pub fn service(&self) -> &str {
        &self.service
    }

    /// The serving authority.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Visible answers in page order.
    pub fn answers(&self) -> &[(String, Value)] {
        &self.answers
    }

    /// Whom it is owed to; at least one.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The answers as a back office gets them, by question id, in the shapes of the API.
    pub fn to_json(&self) -> Map<String, Json> {
        self.answers
            .iter()
            .map(|(id, value)| (id.clone(), value.to_json()))
            .collect()
    }
}

impl Value {
    /// The shape of DESIGN.md section 6: strings, option ids, arrays, `"yes"`/`"no"`, objects.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Text(text) | Value::Choice(text) => Json::String(text.clone()),
            Value::Choices(ids) => ids.iter().cloned().map(Json::String).collect(),
            Value::YesNo(yes) => Json::String(if *yes { "yes" } else { "no" }.to_owned()),
            Value::Date(date) => Json::String(date.to_string()),
            Value::Address(address) => address.to_json(),
            Value::Location(location) => location.to_json(),
            Value::Declared => Json::String("yes".to_owned()),
        }
    }
}
