//! What was typed, possibly wrong, and the mistakes it can have.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One question's answer exactly as typed (trimmed, line ends made `\n`), never lost.
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

    /// The text of a kind with one field, else nothing.
    pub fn text(&self) -> &str {
        match self {
            Typed::Text(text) => text,
            _ => "",
        }
    }

    /// One part of a kind with parts, else nothing.
    pub fn part(&self, name: &str) -> &str {
        match self {
            Typed::Parts(parts) => parts.get(name).map(String::as_str).unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether an option is chosen, of one or of many.
    pub fn chose(&self, option: &str) -> bool {
        match self {
            Typed::Text(text) => text == option,
            Typed::Many(texts) => texts.iter().any(|text| text == option),
            Typed::Parts(_) => false,
        }
    }
}

/// Answers hold personal data, so they never print themselves.
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
    /// The outcomes the person has read and gone past, by id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub acknowledged_outcomes: BTreeSet<String>,
    /// The pages the person has been shown, by id, each with a fingerprint of the parameters
    /// its words named then ([`crate::journey::shown`]). Empty for answers that came all at
    /// once, as by the API: then every page counts as shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shown_pages: BTreeMap<String, String>,
}

/// Answers hold personal data, so they never print themselves.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One mistake, as a code; words are found for it by [`crate::wording`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub question: String,
    /// The part the mistake is in, such as `day`; links and red borders go there.
    pub part: Option<String>,
    /// `required`, `too-long`, `not-a-date`, `not-an-email`, …, or a rule's own code.
    pub code: String,
    /// Numbers for the message, such as the limit that was passed.
    pub number: Option<i64>,
}
