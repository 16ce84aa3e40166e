//! The kinds of question. One file each: its rules, how it is read from a form, how it is
//! checked, how it is shown in a summary, and its JSON.
//!
//! To add a kind: one file here, its twin in `app/src/questions`, one variant of [`Kind`];
//! the compiler names what is missing.

pub mod address;
pub mod location;

use crate::language::Text;
use crate::service::condition::Condition;
use crate::service::is_false;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One question on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Kebab or snake case, unique in the definition; the name of the field and of the answer.
    pub id: String,
    pub kind: Kind,
    /// The question as asked.
    pub label: Text,
    /// The row's name on the check answers page; the label when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// Asked only when this holds. When it speaks of a radio or checkbox on the same page
    /// (a plain `chose`), the question is revealed beneath that option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The message for each code this question can fail with; `required` is a must for
    /// questions that are not optional. Codes left out use the general wording.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, Text>,
    /// Further rules, tried in order once the answer itself is sound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// Something that must not hold of a sound answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The code of the error, to integrators and to figures.
    pub code: String,
    pub fails_when: Condition,
    pub error: Text,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Kind {
    /// A short line. `max` is in characters.
    Text {
        max: u32,
    },
    /// Several lines, counted as one types. `limit` is in characters.
    Textarea {
        limit: u32,
    },
    Name,
    Email,
    Phone,
    Date,
    Radios {
        options: Vec<Choice>,
    },
    Checkboxes {
        options: Vec<Choice>,
    },
    YesNo,
    /// By postcode, with manual entry.
    Address,
    /// A place described in words, with an optional pin.
    Location {
        limit: u32,
    },
    /// A statement the person confirms.
    Declaration {
        statement: Text,
    },
}

/// One option of radios or checkboxes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub label: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Put "or" before this option (radios: the odd one out; checkboxes: "none of these").
    #[serde(default, skip_serializing_if = "is_false")]
    pub apart: bool,
}
