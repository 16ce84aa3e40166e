//! The statuses of a submission.

use super::{ReadableSubmission, Submissions};
use crate::store::StatusRow;
use crate::vault::contexts;
use jiff::Timestamp;
use shared::status::Status;

/// One status, as shown to its reader.
pub struct TimelineEntry {
    pub status: Status,
    pub at: Timestamp,
    /// The back office's sentence.
    pub note: Option<String>,
}

impl ReadableSubmission {
    /// The combined status of several parts: a part that waits for the resident first, else the
    /// least advanced of the open ones. If none is open, a refusal takes precedence over a
    /// withdrawal, and both over done.
    pub fn status(&self) -> Status {
        let statuses: Vec<Status> = self.parts().iter().map(|part| part.status).collect();
        overall(&statuses)
    }
}

impl Submissions {
    /// The statuses of a part, oldest first.
    pub fn timeline(&self, readable: &ReadableSubmission, part: &str) -> Vec<TimelineEntry> {
        let submission = readable.submission();
        let authority = submission.parts.iter().find(|known| known.id == part);
        let authority = authority.map_or(&submission.row.authority, |part| &part.authority);
        let rows = submission.timeline.iter().filter(|row| row.part == part);
        rows.map(|row| TimelineEntry {
            status: row.status,
            at: row.at,
            note: self.note(authority, row),
        })
        .collect()
    }

    /// A damaged note is omitted and logged.
    fn note(&self, authority: &str, row: &StatusRow) -> Option<String> {
        let context = contexts::status_note(authority, row.id);
        match self.vault.open(context, row.note.as_ref()?) {
            Ok(bytes) => String::from_utf8(bytes).ok(),
            Err(error) => {
                tracing::error!(%error, status = %row.id, "cannot open a status note");
                None
            }
        }
    }
}

fn overall(parts: &[Status]) -> Status {
    if parts.contains(&Status::NeedsYou) {
        return Status::NeedsYou;
    }
    let open = parts
        .iter()
        .copied()
        .filter(|status| !status.is_end())
        .min();
    let ends = [Status::Refused, Status::Withdrawn, Status::Done];
    open.or_else(|| ends.into_iter().find(|end| parts.contains(end)))
        .unwrap_or(Status::Received)
}
