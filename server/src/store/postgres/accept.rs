//! Acceptance: one statement, one round trip.

use super::{PostgresStore, submissions};
use crate::store::bind_json::{self, ContactEntry, Link};
use crate::store::{
    AcceptanceRows, Accepted, IdempotencyRow, StoreError, StoreResult, Submission, SubmissionStore,
};
use sqlx::PgPool;
use uuid::Uuid;

macro_rules! if_free {
    () => {
        " AND EXISTS (SELECT 1 FROM free)"
    };
}

/// Writes nothing if the draft, when there is one, cannot be deleted: it was accepted, cleared or
/// ended at this moment.
const WRITE: &str = concat!(
    "WITH taken AS (DELETE FROM drafts WHERE id = $9 RETURNING id),
     free AS (SELECT 1 WHERE CAST($9 AS uuid) IS NULL OR EXISTS (SELECT 1 FROM taken)),
     submission AS (",
    insert!(submissions, "$1"),
    if_free!(),
    " RETURNING id), part AS (",
    insert!(submission_parts, "$2"),
    if_free!(),
    "), status AS (",
    insert!(statuses, "$3"),
    if_free!(),
    "), proof AS (",
    insert!(proofs, "$4"),
    if_free!(),
    " ON CONFLICT DO NOTHING), delivery AS (",
    insert!(deliveries, "$5"),
    if_free!(),
    "), used AS (",
    insert!(idempotency, "$6"),
    if_free!(),
    "), contact AS (",
    insert!(contacts, "$7"),
    if_free!(),
    contact_completes!(),
    "), link AS (",
    insert!(contact_links, "$8"),
    if_free!(),
    contact_link_is_sent!(),
    ")
    SELECT id FROM submission"
);

/// Writes first and looks for an earlier acceptance only after a conflict: the constraints decide
/// between two concurrent ones.
pub(super) async fn accept(store: &PostgresStore, a: AcceptanceRows) -> StoreResult<Accepted> {
    let written = sqlx::query_scalar(WRITE)
        .bind(bind_json::array([&a.submission])?)
        .bind(bind_json::array(bind_json::parts(&a))?)
        .bind(bind_json::array(bind_json::first_statuses(&a))?)
        .bind(bind_json::array(bind_json::proofs(&a))?)
        .bind(bind_json::array(&a.deliveries)?)
        .bind(bind_json::array(&a.idempotency)?)
        .bind(bind_json::array([ContactEntry::from(
            &bind_json::completed(&a),
        )])?)
        .bind(bind_json::array([Link::of(&a)])?)
        .bind(a.draft)
        .fetch_optional(&store.pool)
        .await;
    match written.map_err(StoreError::from) {
        Ok(Some::<Uuid>(_)) => Ok(Accepted::New),
        Ok(None) => Ok(before(store, &a).await?.unwrap_or(Accepted::Gone)),
        Err(conflict @ StoreError::Conflict(_)) => before(store, &a).await?.ok_or(conflict),
        Err(error) => Err(error),
    }
}

/// The key takes precedence over the draft.
async fn before(store: &PostgresStore, a: &AcceptanceRows) -> StoreResult<Option<Accepted>> {
    if let Some(stated) = &a.idempotency
        && let Some(used) = used(&store.pool, stated).await?
    {
        if used.body != stated.body {
            return Ok(Some(Accepted::KeyReused));
        }
        return found(&store.pool, used.submission).await.map(Some);
    }
    let Some(draft) = a.sent_draft() else {
        return Ok(None);
    };
    let submission = store.submission_of_draft(draft).await?;
    Ok(submission.map(existing))
}

/// The earlier use of the key.
async fn used(pool: &PgPool, stated: &IdempotencyRow) -> StoreResult<Option<IdempotencyRow>> {
    Ok(sqlx::query_as(concat!(
        select!(idempotency),
        "WHERE scope = $1 AND key = $2"
    ))
    .bind(&stated.scope)
    .bind(&stated.key.0)
    .fetch_optional(pool)
    .await?)
}

async fn found(pool: &PgPool, id: Uuid) -> StoreResult<Accepted> {
    let submission = submissions::by_id(pool, id).await?;
    submission
        .map(existing)
        .ok_or(StoreError::Corrupt("submission"))
}

fn existing(submission: Submission) -> Accepted {
    Accepted::Before(Box::new(submission))
}
