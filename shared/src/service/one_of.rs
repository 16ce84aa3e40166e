//! Questions of which one must be answered.

use crate::answers::FieldError;
use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// Optional questions of which at least one must be answered, such as an email address or a phone
/// number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct OneOf {
    /// The error code, for integrators and statistics.
    pub code: String,
    pub questions: Vec<String>,
    /// Needed only when this holds; may depend on earlier pages only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Shown at the first of the questions.
    pub error: Text,
}

impl OneOf {
    /// Whether an error is that of this group.
    pub fn is_about(&self, error: &FieldError) -> bool {
        error.code == self.code && self.questions.contains(&error.question)
    }
}
