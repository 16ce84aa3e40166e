//! Rows as they stand in columns, and back: the same for both backends, since ids, texts,
//! numbers and truths decode to the same Rust types from either.

use super::rows::*;
use super::words::{Word, count, reference, time};
use super::{StoreError, StoreResult};
use crate::vault::{KeyedHash, Sealed};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::reference::Reference;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
pub(super) struct RawVersion {
    version: String,
    service: String,
    shape: String,
    schema: i64,
    text: String,
    kept_at: i64,
}

impl RawVersion {
    pub(super) fn row(self) -> StoreResult<VersionRow> {
        Ok(VersionRow {
            version: self.version,
            service: self.service,
            shape: self.shape,
            schema: count(self.schema)?,
            text: self.text,
            kept_at: time(self.kept_at)?,
        })
    }
}

#[derive(Clone, FromRow)]
pub(super) struct RawDraft {
    pub(super) id: Uuid,
    revision: i64,
    service: String,
    version: String,
    authority: String,
    channel: String,
    language: String,
    owner: String,
    subject: Option<Uuid>,
    answers: String,
    created_at: i64,
    saved_at: i64,
    pub(super) expires_at: i64,
}

impl RawDraft {
    pub(super) fn row(self) -> StoreResult<DraftRow> {
        Ok(DraftRow {
            id: self.id,
            revision: self.revision,
            service: self.service,
            version: self.version,
            authority: self.authority,
            channel: Word::read(&self.channel)?,
            language: Word::read(&self.language)?,
            owner: KeyedHash(self.owner),
            subject: self.subject,
            answers: Sealed(self.answers),
            created_at: time(self.created_at)?,
            saved_at: time(self.saved_at)?,
            expires_at: time(self.expires_at)?,
        })
    }
}

/// A submission in one row: parts and timeline as JSON, so that one statement reads all of
/// it as it stood at one moment.
#[derive(FromRow)]
pub(super) struct RawSubmission {
    id: Uuid,
    reference: String,
    draft: Option<Uuid>,
    authority: String,
    service: String,
    version: String,
    channel: String,
    language: String,
    owner: Option<String>,
    answers: String,
    person: String,
    received_at: i64,
    parts: String,
    timeline: String,
    contact: Option<Uuid>,
}

#[derive(Deserialize)]
struct JsonPart {
    id: String,
    authority: String,
    destination: String,
    status: String,
    their_reference: Option<String>,
}

#[derive(Deserialize)]
struct JsonStatus {
    id: Uuid,
    part: String,
    status: String,
    at: i64,
    recorded_at: i64,
    note: Option<String>,
}

fn json<T: DeserializeOwned>(text: &str) -> StoreResult<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt("json"))
}

impl RawSubmission {
    pub(super) fn submission(self) -> StoreResult<Submission> {
        let mut parts = Vec::new();
        for part in json::<Vec<JsonPart>>(&self.parts)? {
            parts.push(PartRow {
                status: Word::read(&part.status)?,
                id: part.id,
                authority: part.authority,
                destination: part.destination,
                their_reference: part.their_reference,
            });
        }
        parts.sort_by(|a, b| a.id.cmp(&b.id));
        let mut timeline = Vec::new();
        for entry in json::<Vec<JsonStatus>>(&self.timeline)? {
            timeline.push(StatusRow {
                id: entry.id,
                part: entry.part,
                status: Word::read(&entry.status)?,
                at: time(entry.at)?,
                recorded_at: time(entry.recorded_at)?,
                note: entry.note.map(Sealed),
            });
        }
        timeline.sort_by(|a, b| (a.at, a.id, &a.part).cmp(&(b.at, b.id, &b.part)));
        Ok(Submission {
            row: SubmissionRow {
                id: self.id,
                reference: reference(&self.reference)?,
                draft: self.draft,
                authority: self.authority,
                service: self.service,
                version: self.version,
                channel: Word::read(&self.channel)?,
                language: Word::read(&self.language)?,
                owner: self.owner.map(KeyedHash),
                answers: Sealed(self.answers),
                person: Sealed(self.person),
                received_at: time(self.received_at)?,
            },
            parts,
            timeline,
            contact: self.contact,
        })
    }
}

#[derive(FromRow)]
pub(super) struct RawIdempotency {
    pub(super) scope: String,
    pub(super) key: String,
    pub(super) body: String,
    pub(super) submission: Uuid,
    pub(super) at: i64,
}

impl RawIdempotency {
    pub(super) fn row(self) -> StoreResult<IdempotencyRow> {
        Ok(IdempotencyRow {
            scope: self.scope,
            key: KeyedHash(self.key),
            body: KeyedHash(self.body),
            submission: self.submission,
            at: time(self.at)?,
        })
    }
}

#[derive(FromRow)]
pub(super) struct RawDelivery {
    id: Uuid,
    submission: Option<Uuid>,
    part: Option<String>,
    kind: String,
    destination: String,
    authority: String,
    payload: String,
    state: String,
    attempts: i64,
    next_at: i64,
    created_at: i64,
    ended_at: Option<i64>,
}

impl RawDelivery {
    pub(super) fn row(self) -> StoreResult<DeliveryRow> {
        Ok(DeliveryRow {
            id: self.id,
            submission: self.submission,
            part: self.part,
            kind: Word::read(&self.kind)?,
            destination: self.destination,
            authority: self.authority,
            payload: Sealed(self.payload),
            state: Word::read(&self.state)?,
            attempts: count(self.attempts)?,
            next_at: time(self.next_at)?,
            created_at: time(self.created_at)?,
            ended_at: self.ended_at.map(time).transpose()?,
        })
    }
}

#[derive(FromRow)]
pub(super) struct RawOpenDelivery {
    id: Uuid,
    reference: Option<String>,
    destination: String,
    state: String,
    attempts: i64,
    next_at: i64,
    created_at: i64,
    last: Option<String>,
}

impl RawOpenDelivery {
    pub(super) fn row(self) -> StoreResult<OpenDelivery> {
        Ok(OpenDelivery {
            id: self.id,
            reference: self.reference.as_deref().map(reference).transpose()?,
            destination: self.destination,
            state: Word::read(&self.state)?,
            attempts: count(self.attempts)?,
            next_at: time(self.next_at)?,
            created_at: time(self.created_at)?,
            last: self.last,
        })
    }
}

#[derive(FromRow)]
pub(super) struct RawAttempt {
    id: Uuid,
    delivery: Uuid,
    started_at: i64,
    ended_at: i64,
    result: String,
    http_status: Option<i64>,
}

impl RawAttempt {
    pub(super) fn row(self) -> StoreResult<AttemptRow> {
        Ok(AttemptRow {
            id: self.id,
            delivery: self.delivery,
            started_at: time(self.started_at)?,
            ended_at: time(self.ended_at)?,
            result: self.result,
            http_status: self
                .http_status
                .map(|code| u16::try_from(code).map_err(|_| StoreError::Corrupt("http_status")))
                .transpose()?,
        })
    }
}

#[derive(FromRow)]
pub(super) struct RawDeliveryCount {
    destination: String,
    state: String,
    amount: i64,
    oldest: Option<i64>,
}

impl RawDeliveryCount {
    pub(super) fn row(self) -> StoreResult<DeliveryCount> {
        Ok(DeliveryCount {
            destination: self.destination,
            state: Word::read(&self.state)?,
            count: u64::try_from(self.amount).map_err(|_| StoreError::Corrupt("count"))?,
            oldest: self.oldest.map(time).transpose()?,
        })
    }
}

#[derive(FromRow)]
pub(super) struct RawAddress {
    uprn: String,
    lines: String,
    town: String,
    postcode: String,
    area: String,
}

impl RawAddress {
    pub(super) fn row(self) -> StoreResult<AddressRow> {
        Ok(AddressRow {
            lines: json(&self.lines)?,
            uprn: self.uprn,
            town: self.town,
            postcode: self.postcode,
            area: self.area,
        })
    }
}

pub(super) fn references(rows: Vec<(Uuid, String)>) -> StoreResult<Vec<(Uuid, Reference)>> {
    rows.into_iter()
        .map(|(id, text)| Ok((id, reference(&text)?)))
        .collect()
}
