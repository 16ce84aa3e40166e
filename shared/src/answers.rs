//! What was typed, possibly wrong; and what can be wrong with it.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One question's answer exactly as typed (trimmed, line ends made `\n`), never lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(untagged)]
pub enum Typed {
    Text(String),
    Many(Vec<String>),
    /// Parts by name: `day`, `month`, `year`; `uprn`, `line1`, `line2`, `town`, `postcode`, `area`.
    Parts(BTreeMap<String, String>),
}

/// All answers of a draft, by question id.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    #[serde(default)]
    pub typed: BTreeMap<String, Typed>,
    /// The outcomes the person has read and passed, by id.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub passed: BTreeSet<String>,
}

/// Answers hold personal data, so they never print themselves.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One mistake, as a code; words are found for it by [`crate::wording`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub question: String,
    /// The part the mistake is in, such as `day`; links and red borders go there.
    pub part: Option<String>,
    /// `required`, `too-long`, `not-a-date`, `not-an-email`, …, or a rule's own code.
    pub code: String,
    /// Numbers for the message, such as the limit that was passed.
    pub number: Option<i64>,
}

/// Reads one page's fields from a posted form, by the design system's field names:
/// `id` for one value, `id` repeated for checkboxes, `id-part` for parts.
///
/// Every visible or hidden question of the page gets an entry (an untouched one an empty
/// entry), so that clearing a field clears the stored answer.
pub fn read_page(
    _page: &crate::service::Page,
    _pairs: &[(String, String)],
) -> BTreeMap<String, Typed> {
    BTreeMap::new()
}

/// Reads answers in the shapes of the JSON API. Errors name unknown questions
/// (`unknown-question`) and wrong shapes (`wrong-type`).
pub fn read_json(
    _definition: &crate::service::Definition,
    _answers: &serde_json::Map<String, serde_json::Value>,
) -> Result<Answers, Vec<Problem>> {
    Ok(Answers::default())
}

/// A short stable fingerprint of one page's stored answers, carried by its form so that a
/// change from another tab is noticed. FNV-1a, 64 bits, hexadecimal.
pub fn page_hash(_page: &crate::service::Page, _answers: &Answers) -> String {
    String::new()
}
