//! What the browser is given to go on by itself.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::answers::Answers;
use shared::facts::Facts;
use shared::language::Language;
use shared::wording::Wording;
use std::collections::BTreeMap;

/// The island's part of a page: everything it cannot read from the page itself. The definition
/// comes by the API, once.
#[derive(Clone, Serialize, Deserialize)]
pub struct Handover {
    pub service: String,
    /// SHA-256 of the definition the draft is tied to, hexadecimal.
    pub version: String,
    /// A page's id, [`shared::paths::CHECK_ANSWERS_PAGE`], or `outcome/` and an outcome's id.
    pub page: String,
    pub draft: Option<String>,
    pub facts: Facts,
    /// The answers of the draft as stored; personal data, on a page that is never cached.
    pub answers: Answers,
    pub language: Language,
    /// The part of the words that begins with [`super::WORDS`].
    pub wording: Wording,
    /// The name of the authority of the door, for titles.
    pub authority: String,
    /// Names of authorities by id, for check answers.
    pub names: BTreeMap<String, String>,
    /// The page was opened from check answers.
    pub changing: bool,
}

/// Wraps a page of a journey in its island. The server draws it; the browser adopts it.
pub fn with_island(_handover: Handover, page: AnyView) -> AnyView {
    page
}
