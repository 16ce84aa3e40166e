//! Values that differ between authorities.

use crate::language::{Language, Text};
use crate::wording::with_commas;
use serde::{Deserialize, Serialize};

/// A value that differs between authorities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Parameter {
    Yes(bool),
    Number(i64),
    Text(Text),
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
