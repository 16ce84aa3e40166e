//! Acceptance: one statement, one round trip.

use super::{PostgresStore, submissions};
use crate::store::bind_json::{self, ContactEntry, Link};
use crate::store::{
    AcceptanceRows, Accepted, IdempotencyRow, OpenedFor, StoreError, StoreResult, Submission,
    SubmissionStore,
};
use sqlx::PgPool;
use uuid::Uuid;

/// Writes all rows, those of the contact and its link as stated.
macro_rules! write_rows {
    ($start:literal, $condition:literal, [$($contact:tt)*], [$($link:tt)*]) => {
        concat!(
            $start,
            "submission AS (",
            insert!(submissions, "$1"),
            $condition,
            " RETURNING id), part AS (",
            insert!(submission_parts, "$2"),
            $condition,
            "), status AS (",
            insert!(statuses, "$3"),
            $condition,
            "), proof AS (",
            insert!(proofs, "$4"),
            $condition,
            " ON CONFLICT DO NOTHING), delivery AS (",
            insert!(deliveries, "$5"),
            $condition,
            "), used AS (",
            insert!(idempotency, "$6"),
            $condition,
            "), contact AS (",
            insert!(contacts, "$7"),
            $condition,
            $($contact)*,
            "), link AS (",
            insert!(contact_links, "$8"),
            $condition,
            $($link)*,
            ") SELECT id FROM submission"
        )
    };
}

/// Writes nothing if the draft, when there is one, cannot be deleted: it was accepted, cleared or
/// ended at this moment.
const WRITE: &str = write_rows!(
    "WITH taken AS (DELETE FROM drafts WHERE id = $9 RETURNING id),
     free AS (SELECT 1 WHERE CAST($9 AS uuid) IS NULL OR EXISTS (SELECT 1 FROM taken)),
     ",
    " AND EXISTS (SELECT 1 FROM free)",
    [contact_completes!()],
    [contact_link_is_sent!()]
);

/// The same without a draft and with a new contact, which is a fifth cheaper.
const WRITE_NEW: &str = write_rows!("WITH ", "", [""], [""]);

/// Writes first and looks for an earlier acceptance only after a conflict: the constraints decide
/// between two concurrent ones.
pub(super) async fn accept(store: &PostgresStore, a: AcceptanceRows) -> StoreResult<Accepted> {
    let is_new = a.draft.is_none() && a.contact.opened_for == OpenedFor::Request;
    let mut query = sqlx::query_scalar(if is_new { WRITE_NEW } else { WRITE })
        .bind(bind_json::array([&a.submission])?)
        .bind(bind_json::array(bind_json::parts(&a))?)
        .bind(bind_json::array(bind_json::first_statuses(&a))?)
        .bind(bind_json::array(bind_json::proofs(&a))?)
        .bind(bind_json::array(&a.deliveries)?)
        .bind(bind_json::array(&a.idempotency)?)
        .bind(bind_json::array([ContactEntry::from(
            &bind_json::completed(&a),
        )])?)
        .bind(bind_json::array([Link::of(&a)])?);
    if !is_new {
        query = query.bind(a.draft);
    }
    let written = query.fetch_optional(&store.pool).await;
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
