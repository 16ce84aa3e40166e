//! What a sealed value is bound to: one constructor for each kind of sealed data.
//!
//! A value sealed with one context opens with an equal context only. The names of table and
//! column are authenticated too, so a renamed column must keep its old name here.
//!
//! To seal a new kind of data, add a constructor.

use uuid::Uuid;

/// The authority, table, column and row a sealed value belongs to.
#[derive(Debug, Clone, Copy)]
pub struct SealContext<'a> {
    authority: &'a str,
    table: &'static str,
    column: &'static str,
    row: Uuid,
}

impl SealContext<'_> {
    /// Appends the bytes to authenticate. Each text follows its length, so that two different
    /// contexts never give the same bytes.
    pub(super) fn append_to(self, bytes: &mut Vec<u8>) {
        for text in [self.authority, self.table, self.column] {
            bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.extend_from_slice(self.row.as_bytes());
    }
}

/// The answers of a draft.
pub fn draft_answers(authority: &str, draft: Uuid) -> SealContext<'_> {
    context(authority, "drafts", "answers", draft)
}

/// The answers of a submission.
pub fn submission_answers(authority: &str, submission: Uuid) -> SealContext<'_> {
    context(authority, "submissions", "answers", submission)
}

/// The person who made a submission.
pub fn submission_person(authority: &str, submission: Uuid) -> SealContext<'_> {
    context(authority, "submissions", "person", submission)
}

/// The payload of a delivery. `authority` is the one that answers the part, or sends the email.
pub fn delivery_payload(authority: &str, delivery: Uuid) -> SealContext<'_> {
    context(authority, "deliveries", "payload", delivery)
}

/// The note of a status. `authority` is the one that answers the part.
pub fn status_note(authority: &str, status: Uuid) -> SealContext<'_> {
    context(authority, "statuses", "note", status)
}

/// The comment of a rating: of a contact or, with the site as authority, of a service.
pub fn feedback_comment(authority: &str, feedback: Uuid) -> SealContext<'_> {
    context(authority, "feedback", "comment", feedback)
}

fn context<'a>(
    authority: &'a str,
    table: &'static str,
    column: &'static str,
    row: Uuid,
) -> SealContext<'a> {
    SealContext {
        authority,
        table,
        column,
        row,
    }
}
