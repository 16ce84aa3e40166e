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
    /// The back office's code for a refusal.
    pub code: Option<String>,
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
    /// The statuses of a part, oldest first, without those that repeat what was said: back offices
    /// send the same news again, with another time or with a reference of theirs added.
    pub fn timeline(&self, readable: &ReadableSubmission, part: &str) -> Vec<TimelineEntry> {
        let submission = readable.submission();
        let authority = submission.parts.iter().find(|known| known.id == part);
        let authority = authority.map_or(&submission.row.authority, |part| &part.authority);
        let rows = submission.timeline.iter().filter(|row| row.part == part);
        let mut rows: Vec<_> = rows.collect();
        // Nothing comes before the receipt, not even at the same moment.
        rows.sort_by_key(|row| row.status != Status::Received);
        let mut entries: Vec<TimelineEntry> = Vec::new();
        for row in rows {
            let entry = TimelineEntry {
                status: row.status,
                at: row.at,
                note: self.note(authority, row),
                code: row.code.clone(),
            };
            if !is_repeated(&entries, &entry) {
                entries.push(entry);
            }
        }
        entries
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

/// Whether an entry says nothing new: its status is the one before, and its note, if it has one,
/// was given with that status.
fn is_repeated(earlier: &[TimelineEntry], entry: &TimelineEntry) -> bool {
    let mut same = earlier
        .iter()
        .rev()
        .take_while(|one| one.status == entry.status)
        .peekable();
    let stands = same.peek().is_some();
    stands && (entry.note.is_none() || same.any(|one| one.note == entry.note))
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
