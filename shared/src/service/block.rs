//! Content blocks of a definition: paragraphs, lists, warnings and phone lines.

use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// One content block. Exactly one kind of content is stated; the definition's check enforces it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Block {
    /// Shown only when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// An address question. The block is shown once for each authority that the address may lie in,
    /// with its name and parameters: the one it lies in, else those of its postcode, else all of the
    /// definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each_council_of: Option<String>,
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
    /// An address question: the council that the address lies in, with a link to its website; a link
    /// to find the council where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub council_of: Option<String>,
}

/// A phone number, rendered as a `tel:` link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Phone {
    /// The name of the phone line.
    pub label: Text,
    /// The number as displayed; usually a `{parameter}`.
    pub number: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Text>,
    /// Whether the number can be reached through Relay UK (prefix 18001).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub relay: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Link {
    pub text: Text,
    pub href: String,
}
