//! Answers as typed, valid or not, and the errors found in them.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One question's answer exactly as typed, apart from trimming and line ends made `\n`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(untagged)]
pub enum Typed {
    Text(String),
    Many(Vec<String>),
    /// Parts by name: `day`, `month`, `year`; `postcode`, `uprn`, `line1`, `line2`, `town`,
    /// `mode`, `area`, `areas`; `description`, `lat`, `lon`. Empty parts are left out.
    Parts(BTreeMap<String, String>),
}

impl Typed {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Typed::Text(text) => text.is_empty(),
            Typed::Many(texts) => texts.iter().all(String::is_empty),
            Typed::Parts(parts) => parts.values().all(String::is_empty),
        }
    }

    /// The text of a single-field kind, or `""`.
    pub fn text(&self) -> &str {
        match self {
            Typed::Text(text) => text,
            _ => "",
        }
    }

    /// One part of a kind with parts, or `""`.
    pub fn part(&self, name: &str) -> &str {
        match self {
            Typed::Parts(parts) => parts.get(name).map(String::as_str).unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether an option is chosen, for radios and checkboxes alike.
    pub fn chose(&self, option: &str) -> bool {
        match self {
            Typed::Text(text) => text == option,
            Typed::Many(texts) => texts.iter().any(|text| text == option),
            Typed::Parts(_) => false,
        }
    }
}

/// Redacted: answers hold personal data.
impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// All answers of a draft, by question id.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    #[serde(default)]
    pub typed: BTreeMap<String, Typed>,
    /// Ids of the outcomes the person has read and continued past.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub acknowledged_outcomes: BTreeSet<String>,
    /// Pages shown to the person, by id, each with a fingerprint of the parameters its text named
    /// then ([`crate::journey::shown`]). Empty for answers that arrived all at once, such as from
    /// the API: every page then counts as shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shown_pages: BTreeMap<String, String>,
}

/// Redacted: answers hold personal data.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One error, as a code; [`crate::wording`] has the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub question: String,
    /// The part with the error, such as `day`; error links and red borders point to it.
    pub part: Option<String>,
    /// `required`, `too-long`, `not-a-date`, `not-an-email`, …, or a rule's own code.
    pub code: String,
    /// A number for the message, such as the limit exceeded.
    pub number: Option<i64>,
}
