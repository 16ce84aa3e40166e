//! Paragraphs, lists, warnings, phone lines: what a definition may say between its questions.

use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// One piece of a page's words. Exactly one of the contents is stated; the definition's check
/// enforces it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Shown only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inset: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

/// A number to ring, shown as a `tel:` link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// Whose line it is.
    pub label: Text,
    /// The number as people write it; usually a `{parameter}`.
    pub number: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Text>,
    /// Whether Relay UK (18001 before the number) reaches it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub relay: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub text: Text,
    pub href: String,
}
