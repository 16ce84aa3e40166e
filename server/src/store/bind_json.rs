//! Rows as a JSON array to bind, so that one statement writes any number of them: with
//! `jsonb_each` in SQLite, `json_populate_recordset` in PostgreSQL.
//!
//! A row serialises itself; its keys are the names of the columns. The structs here add columns
//! that the row itself does not hold.

use super::encoding::{DbEnum, millis};
use super::{
    AcceptanceRows, AddressRow, ContactEvents, ContactRow, DraftSave, Ending, PartRow, StatusRow,
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
    serde_json::to_string(&rows).map_err(|error| StoreError::Backend(Box::new(error)))
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
}

impl<'a> SavedContact<'a> {
    pub(super) fn of(save: &'a DraftSave) -> SavedContact<'a> {
        let ending = save.ending.as_ref();
        SavedContact {
            id: save.id,
            at: millis(save.at),
            ended: ending.map(|(ending, _)| *ending),
            outcome: ending.and_then(|(_, outcome)| outcome.as_deref()),
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

/// The contact that an acceptance ends, as completed at that time.
pub(super) fn completed(acceptance: &AcceptanceRows) -> ContactRow {
    ContactRow {
        ended: Some(Ending::Completed),
        outcome: None,
        last_at: acceptance.submission.received_at,
        ..acceptance.contact.clone()
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
            draft: acceptance.submission.draft.or(acceptance.contact.draft),
            submission: Some(acceptance.submission.id),
        }
    }
}

/// One counter of a contact, or of a draft's contact if the contact's id is unknown.
#[derive(Serialize)]
pub(super) struct Event<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<Uuid>,
    kind: &'static str,
    name: &'a str,
    code: &'a str,
    amount: u32,
    first_at: i64,
    place: usize,
}

/// The owner of the events.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    Contact(Uuid),
    Draft(Uuid),
}

/// One row for each counter. Repeated counters are added up here, because PostgreSQL refuses to
/// update a row twice in one statement.
pub(super) fn events(owner: Owner, at: Timestamp, events: &ContactEvents) -> Vec<Event<'_>> {
    let (contact, draft) = match owner {
        Owner::Contact(id) => (Some(id), None),
        Owner::Draft(id) => (None, Some(id)),
    };
    let stages = events
        .stages
        .iter()
        .map(|page| ("stage", page.as_str(), "", 1));
    let errors = events.errors.iter();
    let errors = errors.map(|(question, code)| ("error", question.as_str(), code.as_str(), 1));
    let seconds = events.seconds.iter();
    let seconds = seconds.map(|(page, seconds)| ("seconds", page.as_str(), "", *seconds));
    let mut rows: Vec<Event<'_>> = Vec::new();
    for (kind, name, code, amount) in stages.chain(errors).chain(seconds) {
        let known = rows
            .iter_mut()
            .find(|row| (row.kind, row.name, row.code) == (kind, name, code));
        if let Some(row) = known {
            row.amount = row.amount.saturating_add(amount);
            continue;
        }
        rows.push(Event {
            contact,
            draft,
            kind,
            name,
            code,
            amount,
            first_at: millis(at),
            place: rows.len(),
        });
    }
    rows
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
