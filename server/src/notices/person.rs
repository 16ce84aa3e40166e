//! The contact details of whoever made a submission.

use super::Notices;
use crate::store::SubmissionRow;
use crate::vault::contexts;
use serde::{Deserialize, Serialize};

/// The person who made a submission, and what emails to them say, as sealed ([`contexts::submission_person`]).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// What emails call the request. Submissions of earlier releases have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<MailNaming>,
}

/// What emails call a request, in the person's language, as long as it is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailNaming {
    /// After "your": "missed bin report".
    pub name: String,
    /// Who deals with it: "the bins team".
    pub team: String,
    /// What it is about, as far as emails may say.
    pub subject: String,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Notices {
    /// The person who made a submission; `None` if it cannot be decrypted, which is logged.
    pub fn person(&self, row: &SubmissionRow) -> Option<Person> {
        let context = contexts::submission_person(&row.authority, row.id);
        match self.0.vault.open(context, &row.person) {
            Ok(json) => serde_json::from_slice(&json).ok(),
            Err(error) => {
                tracing::error!(submission = %row.id, %error, "cannot decrypt the contact details of a submission");
                None
            }
        }
    }
}
