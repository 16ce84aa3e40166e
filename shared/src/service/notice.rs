//! Notices about answers that may contradict each other or be for somebody else.

use super::Page;
use super::block::Block;
use crate::condition::Condition;
use crate::language::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A notice shown after a page, once it has no errors, when its condition holds: with a way to mend
/// the answers, a way on, or both. It is not an error, and is shown once for the answers it depends
/// on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct PageNotice {
    /// Kebab case, unique among notices and outcomes of the definition.
    pub id: String,
    /// The heading. Defaults to that of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// May depend on answers on this page and earlier ones.
    pub when: Condition,
    pub body: Vec<Block>,
    /// A button that changes answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<Mend>,
    /// Label of the button that continues despite the notice: what the person says by it. It stands
    /// on check answers and in the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go_on: Option<Text>,
}

impl PageNotice {
    /// Its own title, else the heading of its page.
    pub fn heading<'a>(&'a self, page: &'a Page) -> Option<&'a Text> {
        let label = || page.questions.first().map(|first| &first.label);
        self.title.as_ref().or(page.title.as_ref()).or_else(label)
    }
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
    /// Answers that another question takes over when the option leads to it, so that nothing is
    /// typed again: by the id of the question that has the answer, the id of the one that takes it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub carry: BTreeMap<String, String>,
}
