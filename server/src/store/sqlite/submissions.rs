//! Reading submissions.

use crate::store::StoreResult;
use crate::store::raw::{RawIdempotency, RawSubmission, references as rows};
use crate::store::rows::{IdempotencyRow, LookupKind, Submission};
use crate::store::words::Word;
use crate::vault::KeyedHash;
use shared::reference::Reference;
use sqlx::{SqliteExecutor, SqlitePool};
use uuid::Uuid;

/// One statement, so that parts and timeline are of the same moment.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT s.id, s.reference, s.draft, s.authority, s.service, s.version, s.channel,
                s.language, s.owner, s.answers, s.person, s.received_at,
                (SELECT json_group_array(json_object('id', p.id, 'authority', p.authority,
                     'destination', p.destination, 'status', p.status,
                     'their_reference', p.their_reference))
                 FROM submission_parts AS p WHERE p.submission = s.id) AS parts,
                (SELECT json_group_array(json_object('id', hex(t.id), 'part', t.part,
                     'status', t.status, 'at', t.at, 'recorded_at', t.recorded_at,
                     'note', t.note))
                 FROM statuses AS t WHERE t.submission = s.id) AS timeline,
                (SELECT l.contact FROM contact_links AS l WHERE l.submission = s.id) AS contact
             FROM submissions AS s WHERE ",
            $condition
        )
    };
}

/// By the writer inside a transaction, or by a reader.
pub(super) async fn by_id(
    on: impl SqliteExecutor<'_>,
    id: Uuid,
) -> StoreResult<Option<Submission>> {
    let row: Option<RawSubmission> = sqlx::query_as(select!("s.id = $1"))
        .bind(id)
        .fetch_optional(on)
        .await?;
    row.map(RawSubmission::submission).transpose()
}

pub(super) async fn by_reference(
    pool: &SqlitePool,
    reference: Reference,
) -> StoreResult<Option<Submission>> {
    let row: Option<RawSubmission> = sqlx::query_as(select!("s.reference = $1"))
        .bind(reference.compact())
        .fetch_optional(pool)
        .await?;
    row.map(RawSubmission::submission).transpose()
}

pub(super) async fn by_draft(pool: &SqlitePool, draft: Uuid) -> StoreResult<Option<Submission>> {
    let row: Option<RawSubmission> = sqlx::query_as(select!("s.draft = $1"))
        .bind(draft)
        .fetch_optional(pool)
        .await?;
    row.map(RawSubmission::submission).transpose()
}

pub(super) async fn idempotency(
    pool: &SqlitePool,
    scope: &str,
    key: &KeyedHash,
) -> StoreResult<Option<IdempotencyRow>> {
    let row: Option<RawIdempotency> = sqlx::query_as(
        "SELECT scope, \"key\", body, submission, at FROM idempotency
         WHERE scope = $1 AND \"key\" = $2",
    )
    .bind(scope)
    .bind(&key.0)
    .fetch_optional(pool)
    .await?;
    row.map(RawIdempotency::row).transpose()
}

pub(super) async fn has_lookup(
    pool: &SqlitePool,
    reference: Reference,
    kind: LookupKind,
    hash: &KeyedHash,
) -> StoreResult<bool> {
    let row: Option<(String,)> = sqlx::query_as(
        "SELECT kind FROM lookups WHERE kind = $2 AND hash = $3
           AND submission = (SELECT id FROM submissions WHERE reference = $1)",
    )
    .bind(reference.compact())
    .bind(kind.word())
    .bind(&hash.0)
    .fetch_optional(pool)
    .await?;
    Ok(row.is_some())
}

pub(super) async fn references(
    pool: &SqlitePool,
    after: Option<Uuid>,
    limit: u32,
) -> StoreResult<Vec<(Uuid, Reference)>> {
    let found: Vec<(Uuid, String)> =
        sqlx::query_as("SELECT id, reference FROM submissions WHERE id > $1 ORDER BY id LIMIT $2")
            .bind(after.unwrap_or(Uuid::nil()))
            .bind(i64::from(limit))
            .fetch_all(pool)
            .await?;
    rows(found)
}
