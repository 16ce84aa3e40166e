//! What happens after sending: the next steps, and what can be done at the end.

use super::block::Block;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// The next steps, shown on the confirmation page and until the request has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Next {
    pub body: Vec<Block>,
    /// The deadline, as one sentence: "We aim to come back by {by}." `{by}` is the day on which
    /// the target ends.
    pub by: Text,
    /// A date question from whose answer the target counts, if that is later than the day of
    /// sending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_from: Option<String>,
    /// What a person can do after a refusal: the first entry that has its code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<AfterRefusal>,
    /// What a person can do if the request is done and nothing is sorted. The number to call
    /// follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_sorted: Vec<Block>,
}

/// What a person can do after a refusal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AfterRefusal {
    /// Codes of the back office that this is for; every refusal without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    pub body: Vec<Block>,
}

impl Next {
    /// What a person can do after a refusal with this code.
    pub fn after_refusal(&self, code: Option<&str>) -> &[Block] {
        let fits = |entry: &&AfterRefusal| {
            entry.codes.is_empty() || code.is_some_and(|code| entry.codes.iter().any(|c| c == code))
        };
        let found = self.refused.iter().find(fits);
        found.map_or(&[], |entry| &entry.body)
    }
}
