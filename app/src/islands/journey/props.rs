//! The island's props.

use crate::questions::Lookup;
use serde::{Deserialize, Serialize};
use shared::answers::Answers;
use shared::council::Councils;
use shared::facts::Facts;
use shared::language::Language;

/// Everything the island cannot read from the page itself. The definition is fetched from the API.
#[derive(Clone, Serialize, Deserialize)]
pub struct Props {
    pub service: String,
    /// The journey's path in the page's language, such as `/cy/services/missed-bin`: the prefix of
    /// every path of the journey.
    pub base: String,
    /// SHA-256 of the definition the page was drawn from, in hexadecimal.
    pub version: String,
    /// A page's id, or [`shared::paths::CHECK_ANSWERS_PAGE`].
    pub page: String,
    /// The id of the draft; `None` before there is one.
    pub draft: Option<String>,
    pub facts: Facts,
    /// How long the server keeps an idle draft, in minutes; the tab keeps what is unsent as long.
    pub idle_minutes: u32,
    /// Whether the draft has answers, to be fetched.
    pub answered: bool,
    /// The draft's answers as stored, without unsaved input. Not on the page: the island fetches
    /// them, so that a page carries no answers but its own.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    pub answers: Answers,
    pub language: Language,
    /// The URL of the wording whose keys begin with [`crate::questions::WORDS`], in the page's
    /// language. It is the same for every page, so browsers cache it.
    pub words: String,
    /// The id of the authority whose header and footer the page was drawn with.
    pub drawn_for: String,
    /// The authorities by id, for texts and titles.
    pub councils: Councils,
    /// The page was opened from check answers.
    pub changing: bool,
    /// The address lookups the page was drawn with.
    pub lookups: Vec<Lookup>,
}
