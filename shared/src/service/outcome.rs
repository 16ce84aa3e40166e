//! Early ends of a journey.

use super::block::Block;
use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};

/// A page that ends the journey early with useful advice. It counts as a completion, not an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Outcome {
    pub id: String,
    pub title: Text,
    pub kind: OutcomeKind,
    pub body: Vec<Block>,
    /// Label of the button that continues the journey, for people the outcome does not apply to.
    /// Without it the outcome is final. What the person says by it stands on check answers and in
    /// the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Text>,
    /// The answer that continuing gives, where it contradicts the one that led here: "It is a public
    /// road" changes "private".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Chosen>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    NotEligible,
    TooEarly,
    TooLate,
    NotNeeded,
    Elsewhere,
    RingNow,
}

impl Outcome {
    /// Whether it gives a number to call now and cannot be passed. It then asks for nothing else,
    /// such as what people think of the service.
    pub fn is_alarm(&self) -> bool {
        self.kind == OutcomeKind::RingNow && self.pass.is_none()
    }

    /// Whether it says different things at different times.
    pub fn is_over_time(&self) -> bool {
        let mut conditions = self.body.iter().filter_map(|block| block.when.as_ref());
        conditions.any(Condition::is_over_time)
    }
}

/// An option of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Chosen {
    pub question: String,
    /// An option id, or `yes` or `no`.
    pub option: String,
}
