//! Checked answers, independent of the kinds that produce them.

pub mod address;
pub mod location;

use crate::date::Date;
use address::Address;
use location::Location;
use serde_json::Value as Json;

/// One checked answer.
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
    /// A count, or an amount in pence.
    Number(i64),
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Value {
    /// The answer in the API's shape: text and dates are strings, a choice is an option id, several
    /// are an array of ids, yes-no and declarations are `"yes"`/`"no"`, addresses and locations are
    /// objects, numbers are integers.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Text(text) | Value::Choice(text) => Json::String(text.clone()),
            Value::Choices(ids) => ids.iter().cloned().map(Json::String).collect(),
            Value::YesNo(yes) => Json::String(if *yes { "yes" } else { "no" }.to_owned()),
            Value::Date(date) => Json::String(date.to_string()),
            Value::Address(address) => address.to_json(),
            Value::Location(location) => location.to_json(),
            Value::Declared => Json::String("yes".to_owned()),
            Value::Number(number) => Json::from(*number),
        }
    }
}
