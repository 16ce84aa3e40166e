//! Rows as a JSON array to bind, so that one statement writes any number of them: with
//! `jsonb_each` in SQLite, `json_populate_recordset` in PostgreSQL.
//!
//! A row serialises itself; its keys are the names of the columns. The structs here add columns
//! that the row itself does not hold.

use super::encoding::{DbEnum, millis};
use super::{
    AcceptanceRows, AddressRow, ContactRow, DraftSave, Ending, OpenedFor, PartRow, StatusRow,
    StoreError, StoreResult,
};
use crate::vault::KeyedHash;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use uuid::Uuid;

/// The text to bind.
pub(super) fn array<T: Serialize>(rows: impl IntoIterator<Item = T>) -> StoreResult<String> {
    let rows: Vec<T> = rows.into_iter().collect();
    text(&rows)
}

/// One row, or several as an array.
pub(super) fn text(rows: &impl Serialize) -> StoreResult<String> {
    serde_json::to_string(rows).map_err(|error| StoreError::Backend(Box::new(error)))
}

#[derive(Serialize)]
struct Id {
    id: Uuid,
}

pub(super) fn ids(ids: impl IntoIterator<Item = Uuid>) -> StoreResult<String> {
    array(ids.into_iter().map(|id| Id { id }))
}

/// The changes a save makes to the contact of its draft.
#[derive(Serialize)]
pub(super) struct SavedContact<'a> {
    /// The draft's id.
    id: Uuid,
    at: i64,
    ended: Option<Ending>,
    outcome: Option<&'a str>,
    asked_at: Option<i64>,
    authority: &'a str,
    version: &'a str,
    purpose: &'static str,
    /// Whether the visit may be counted.
    counted: bool,
}

impl<'a> SavedContact<'a> {
    pub(super) fn of(save: &'a DraftSave) -> SavedContact<'a> {
        let ending = save.ending.as_ref();
        SavedContact {
            id: save.id,
            at: millis(save.at),
            ended: ending.map(|ended| ended.ending),
            outcome: ending.and_then(|ended| ended.outcome.as_deref()),
            asked_at: ending
                .filter(|ended| ended.asked && save.visit.is_some())
                .map(|_| millis(save.at)),
            authority: &save.serving,
            version: &save.version,
            purpose: save.purpose.word(),
            counted: save.visit.is_some(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Part<'a> {
    submission: Uuid,
    #[serde(flatten)]
    row: &'a PartRow,
}

pub(super) fn parts(acceptance: &AcceptanceRows) -> impl Iterator<Item = Part<'_>> {
    let submission = acceptance.submission.id;
    let parts = acceptance.parts.iter();
    parts.map(move |row| Part { submission, row })
}

/// An entry of the timeline.
#[derive(Serialize)]
pub(super) struct StatusEntry<'a> {
    pub(super) submission: Uuid,
    #[serde(flatten)]
    pub(super) row: &'a StatusRow,
    /// Whether it came from a back office.
    pub(super) theirs: bool,
}

/// The first status of a part; its id is the submission's.
#[derive(Serialize)]
pub(super) struct FirstStatus<'a> {
    submission: Uuid,
    part: &'a str,
    id: Uuid,
    status: &'static str,
    at: i64,
    recorded_at: i64,
    theirs: bool,
}

pub(super) fn first_statuses(acceptance: &AcceptanceRows) -> impl Iterator<Item = FirstStatus<'_>> {
    let submission = acceptance.submission.id;
    let at = millis(acceptance.submission.received_at);
    acceptance.parts.iter().map(move |part| FirstStatus {
        submission,
        part: &part.id,
        id: submission,
        status: part.status.word(),
        at,
        recorded_at: at,
        theirs: false,
    })
}

#[derive(Serialize)]
pub(super) struct Proof<'a> {
    submission: Uuid,
    kind: &'static str,
    hash: &'a KeyedHash,
}

pub(super) fn proofs(acceptance: &AcceptanceRows) -> impl Iterator<Item = Proof<'_>> {
    let submission = acceptance.submission.id;
    let proofs = acceptance.proofs.iter();
    proofs.map(move |(kind, hash)| Proof {
        submission,
        kind: kind.word(),
        hash,
    })
}

/// A contact. If it has ended, the end is its last activity.
#[derive(Serialize)]
pub(super) struct ContactEntry<'a> {
    #[serde(flatten)]
    row: &'a ContactRow,
    #[serde(with = "millisecond::optional")]
    ended_at: Option<Timestamp>,
}

impl<'a> From<&'a ContactRow> for ContactEntry<'a> {
    fn from(row: &'a ContactRow) -> ContactEntry<'a> {
        ContactEntry {
            row,
            ended_at: row.ended.map(|_| row.last_at),
        }
    }
}

/// The contact of an acceptance: completed at that time, unless it was not opened for it.
pub(super) fn completed(acceptance: &AcceptanceRows) -> ContactRow {
    let contact = acceptance.contact.clone();
    let ends = contact.opened_for != OpenedFor::Conversation;
    ContactRow {
        ended: if ends {
            Some(Ending::Completed)
        } else {
            contact.ended
        },
        outcome: contact.outcome.filter(|_| !ends),
        last_at: acceptance.submission.received_at,
        ..contact
    }
}

#[derive(Serialize)]
pub(super) struct Link {
    pub(super) contact: Uuid,
    pub(super) draft: Option<Uuid>,
    pub(super) submission: Option<Uuid>,
}

impl Link {
    /// The link of the contact that an acceptance ends.
    pub(super) fn of(acceptance: &AcceptanceRows) -> Link {
        Link {
            contact: acceptance.contact.id,
            draft: acceptance.draft,
            submission: Some(acceptance.submission.id),
        }
    }
}

/// An address of an edition and its position in the file.
#[derive(Serialize)]
pub(super) struct AddressEntry<'a> {
    edition: i64,
    #[serde(flatten)]
    row: &'a AddressRow,
    compact: String,
    place: usize,
}

impl<'a> AddressEntry<'a> {
    pub(super) fn new(edition: i64, place: usize, row: &'a AddressRow) -> AddressEntry<'a> {
        AddressEntry {
            edition,
            row,
            compact: compact(&row.postcode),
            place,
        }
    }
}

/// A postcode normalised for search: capitals, no spaces.
pub(super) fn compact(postcode: &str) -> String {
    postcode
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect()
}
