//! How a request of a service is named to residents: on its page, on the button that sends it and
//! in emails. [`crate::journey::Journey`] reads it.

use crate::language::Text;
use serde::{Deserialize, Serialize};

/// The names of a request. Without them it is "your request" to "the service team".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Naming {
    /// What a request is, in one word, as it stands after "your": "report".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub noun: Option<Text>,
    /// The same in full, for headings and the subjects of emails: "missed bin report".
    #[cfg(feature = "authoring")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Who deals with it, with the article: "the bins team".
    #[cfg(feature = "authoring")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<Text>,
    /// What it is about: "Missed bin". Defaults to the title of the service.
    #[cfg(feature = "authoring")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Text>,
    /// Answers that tell one request from another, added to the subject: "Missed bin: rubbish,
    /// Friday 27 November".
    #[cfg(feature = "authoring")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

/// An answer that names a request.
#[cfg(feature = "authoring")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Detail {
    pub question: String,
    /// Whether emails repeat the answer. Only for choices, dates and numbers that are not about a
    /// person or a place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_mail: bool,
}

impl Naming {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        *self == Naming::default()
    }
}
