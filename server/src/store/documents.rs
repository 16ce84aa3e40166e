//! Rows as JSON arrays to bind: one statement then writes any number of them, in SQLite by
//! `jsonb_each`, in PostgreSQL by `jsonb_to_recordset`. Keys are the column names.

use super::rows::*;
use super::words::{Word, millis};
use serde_json::{Value, json};
use uuid::Uuid;

/// The text to bind.
pub(super) fn array(rows: impl IntoIterator<Item = Value>) -> String {
    Value::Array(rows.into_iter().collect()).to_string()
}

pub(super) fn ids(ids: impl IntoIterator<Item = Uuid>) -> String {
    array(ids.into_iter().map(|id| json!({ "id": id })))
}

pub(super) fn draft(row: &DraftRow) -> Value {
    json!({
        "id": row.id, "revision": row.revision, "service": row.service,
        "version": row.version, "authority": row.authority, "channel": row.channel.word(),
        "language": row.language.word(), "owner": row.owner.0, "subject": row.subject,
        "answers": row.answers.0, "created_at": millis(row.created_at),
        "saved_at": millis(row.saved_at), "expires_at": millis(row.expires_at),
    })
}

pub(super) fn save(save: &DraftSave) -> Value {
    json!({
        "id": save.id, "expected": save.expected, "answers": save.answers.0,
        "version": save.version, "language": save.language.word(), "at": millis(save.at),
        "expires_at": millis(save.expires_at),
    })
}

/// What a save does to the contact of its draft.
pub(super) fn touch(save: &DraftSave) -> Value {
    let ending = save.ending.as_ref();
    json!({
        "id": save.id, "at": millis(save.at), "ended": ending.map(|(ending, _)| ending.word()),
        "outcome": ending.and_then(|(_, outcome)| outcome.as_ref()),
    })
}

pub(super) fn submission(row: &SubmissionRow) -> Value {
    json!({
        "id": row.id, "reference": row.reference.compact(), "draft": row.draft,
        "authority": row.authority, "service": row.service, "version": row.version,
        "channel": row.channel.word(), "language": row.language.word(),
        "owner": row.owner.as_ref().map(|owner| &owner.0), "answers": row.answers.0,
        "person": row.person.0, "received_at": millis(row.received_at),
    })
}

pub(super) fn parts(acceptance: &Acceptance) -> impl Iterator<Item = Value> {
    let submission = acceptance.submission.id;
    let at = millis(acceptance.submission.received_at);
    acceptance.parts.iter().map(move |part| {
        json!({
            "submission": submission, "id": part.id, "authority": part.authority,
            "destination": part.destination, "status": part.status.word(),
            "their_reference": part.their_reference, "at": at,
        })
    })
}

pub(super) fn lookups(acceptance: &Acceptance) -> impl Iterator<Item = Value> {
    let submission = acceptance.submission.id;
    acceptance.lookups.iter().map(
        move |(kind, hash)| json!({"submission": submission, "kind": kind.word(), "hash": hash.0}),
    )
}

pub(super) fn delivery(row: &DeliveryRow) -> Value {
    json!({
        "id": row.id, "submission": row.submission, "part": row.part, "kind": row.kind.word(),
        "destination": row.destination, "authority": row.authority, "payload": row.payload.0,
        "state": row.state.word(), "attempts": row.attempts, "next_at": millis(row.next_at),
        "created_at": millis(row.created_at), "ended_at": row.ended_at.map(millis),
    })
}

pub(super) fn idempotency(row: &IdempotencyRow) -> Value {
    json!({
        "scope": row.scope, "key": row.key.0, "body": row.body.0,
        "submission": row.submission, "at": millis(row.at),
    })
}

pub(super) fn contact(row: &ContactRow) -> Value {
    json!({
        "id": row.id, "authority": row.authority, "channel": row.channel.word(),
        "service": row.service, "version": row.version, "language": row.language.word(),
        "device": row.device.map(Word::word), "assisted": row.assisted,
        "started_at": millis(row.started_at), "last_at": millis(row.last_at),
        "ended": row.ended.map(Word::word), "ended_at": row.ended.map(|_| millis(row.last_at)),
        "outcome": row.outcome, "feedback_token": row.feedback_token.0,
    })
}

/// The contact an acceptance ends, as completed at that time.
pub(super) fn completed(acceptance: &Acceptance) -> Value {
    let at = acceptance.submission.received_at;
    contact(&ContactRow {
        ended: Some(Ending::Completed),
        outcome: None,
        last_at: at,
        feedback_token: acceptance.feedback_token.clone(),
        ..acceptance.contact.clone()
    })
}

pub(super) fn link(contact: Uuid, draft: Option<Uuid>, submission: Option<Uuid>) -> Value {
    json!({"contact": contact, "draft": draft, "submission": submission})
}

/// What happened on a page, one row for each counter; the same counter met twice is summed
/// here, because PostgreSQL refuses to update a row twice in one statement. `owner` goes in
/// as `contact` or `draft`, whichever the statement joins by.
pub(super) fn events(key: &str, owner: Uuid, at: i64, events: &ContactEvents) -> Vec<Value> {
    let mut counters: Vec<(&str, &str, &str, u32)> = Vec::new();
    let stages = events
        .stages
        .iter()
        .map(|page| ("stage", page.as_str(), "", 1));
    let errors = events
        .errors
        .iter()
        .map(|(question, code)| ("error", question.as_str(), code.as_str(), 1));
    let seconds = events
        .seconds
        .iter()
        .map(|(page, seconds)| ("seconds", page.as_str(), "", *seconds));
    for (kind, name, code, amount) in stages.chain(errors).chain(seconds) {
        match counters
            .iter_mut()
            .find(|known| (known.0, known.1, known.2) == (kind, name, code))
        {
            Some(known) => known.3 = known.3.saturating_add(amount),
            None => counters.push((kind, name, code, amount)),
        }
    }
    counters
        .iter()
        .enumerate()
        .map(|(place, (kind, name, code, amount))| {
            json!({
                key: owner, "kind": kind, "name": name, "code": code, "amount": amount,
                "at": at, "place": place,
            })
        })
        .collect()
}

pub(super) fn address(place: usize, row: &AddressRow) -> Value {
    json!({
        "uprn": row.uprn, "lines": json!(row.lines).to_string(), "town": row.town,
        "postcode": row.postcode, "compact": compact(&row.postcode), "area": row.area,
        "place": place,
    })
}

/// A postcode as it is looked up: capitals, no spaces.
pub(super) fn compact(postcode: &str) -> String {
    postcode
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect()
}
