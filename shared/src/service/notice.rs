//! Notices about the answers on a page, shown before the person continues.

use super::block::Block;
use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// A notice shown on a page when its condition holds, with a way to fix the answer or to continue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct PageNotice {
    /// Kebab case, unique in the definition.
    pub id: String,
    /// May depend on answers on this page and earlier ones.
    pub when: Condition,
    pub body: Vec<Block>,
    /// A button that changes the answer to a question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<Mend>,
    /// Label of the button that continues despite the notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_on: Option<Text>,
}

/// A button that chooses an option of a question on this page or an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Mend {
    pub text: Text,
    pub question: String,
    /// An option id, or `yes` or `no`.
    pub option: String,
}
