//! Values that differ between authorities.

use crate::language::{Language, Text};
use crate::untagged::{Untagged, untagged};
use crate::wording::with_commas;
use serde::Serialize;
use serde::de::MapAccess;

/// A value that differs between authorities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Parameter {
    Yes(bool),
    Number(i64),
    Text(Text),
}

untagged!(Parameter);

impl Untagged for Parameter {
    const SHAPES: &'static str = "true or false, a whole number, or a text";

    fn from_truth(yes: bool) -> Option<Parameter> {
        Some(Parameter::Yes(yes))
    }

    fn from_number(number: i64) -> Option<Parameter> {
        Some(Parameter::Number(number))
    }

    fn from_text(text: String) -> Option<Parameter> {
        Text::from_text(text).map(Parameter::Text)
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Parameter, A::Error> {
        Text::from_map(map).map(Parameter::Text)
    }
}

impl Parameter {
    /// The value as displayed, a number with commas: a year is written as a text. `None` for a
    /// boolean, which is used in conditions only.
    pub fn words(&self, language: Language) -> Option<String> {
        match self {
            Parameter::Number(number) => Some(with_commas(*number)),
            Parameter::Text(text) => Some(text.get(language).to_owned()),
            Parameter::Yes(_) => None,
        }
    }
}
