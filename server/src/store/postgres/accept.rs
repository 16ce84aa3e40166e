//! Acceptance: one statement, one round trip.

use super::{PostgresStore, submissions};
use crate::store::bind_json::{self, ContactEntry, Link};
use crate::store::{
    AcceptanceRows, Accepted, IdempotencyRow, StoreError, StoreResult, Submission, SubmissionStore,
};
use sqlx::PgPool;
use uuid::Uuid;

const WRITE: &str = concat!(
    "WITH submission AS (",
    insert!(submissions, "$1"),
    "), part AS (",
    insert!(submission_parts, "$2"),
    "), status AS (",
    insert!(statuses, "$3"),
    "), proof AS (",
    insert!(proofs, "$4"),
    " ON CONFLICT DO NOTHING), delivery AS (",
    insert!(deliveries, "$5"),
    "), used AS (",
    insert!(idempotency, "$6"),
    "), contact AS (",
    insert!(contacts, "$7"),
    contact_completes!(),
    "), link AS (",
    insert!(contact_links, "$8"),
    " ON CONFLICT (draft) DO UPDATE SET submission = excluded.submission)
    DELETE FROM drafts
    WHERE id IN (SELECT draft FROM json_populate_recordset(NULL::contact_links, $8::json))"
);

/// Writes first and looks for an earlier acceptance only after a conflict: the constraints decide
/// between two concurrent ones.
pub(super) async fn accept(store: &PostgresStore, a: AcceptanceRows) -> StoreResult<Accepted> {
    let written = sqlx::query(WRITE)
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
        .execute(&store.pool)
        .await;
    match written.map_err(StoreError::from) {
        Ok(_) => Ok(Accepted::New),
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
    let Some(draft) = a.submission.draft else {
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
