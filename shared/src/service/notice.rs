//! What a page says once its answers are known, before the person goes on.

use super::block::Block;
use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// Words shown on a page when its condition holds, with a way to mend the answer or to go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PageNotice {
    /// Kebab case, unique in the definition.
    pub id: String,
    /// May depend on answers of this page and of earlier ones.
    pub when: Condition,
    pub body: Vec<Block>,
    /// A button that gives a question another answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<Mend>,
    /// Words of the button with which the person goes on all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_on: Option<Text>,
}

/// A button that chooses an option of a question on this page or an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mend {
    pub text: Text,
    pub question: String,
    /// An option's id, or `yes` or `no`.
    pub option: String,
}
