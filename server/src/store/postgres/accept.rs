//! Acceptance: one statement, one round trip.

use super::submissions;
use crate::store::rows::{Acceptance, Accepted, Submission};
use crate::store::{StoreError, StoreResult, documents};
use sqlx::PgPool;
use uuid::Uuid;

const WRITE: &str = "
WITH submission AS (
    INSERT INTO submissions (id, reference, draft, authority, service, version, channel,
        language, owner, answers, person, received_at)
    SELECT id, reference, draft, authority, service, version, channel, language, owner,
        answers, person, received_at
    FROM json_populate_recordset(NULL::submissions, $1::json)
), part AS (
    INSERT INTO submission_parts (submission, id, authority, destination, status,
        their_reference)
    SELECT submission, id, authority, destination, status, their_reference
    FROM json_populate_recordset(NULL::submission_parts, $2::json)
), status AS (
    INSERT INTO statuses (submission, part, id, status, at, recorded_at, note, theirs)
    SELECT submission, id, submission, status, at, at, NULL, false
    FROM json_to_recordset($2::json) AS j(submission uuid, id text, status text, at bigint)
), lookup AS (
    INSERT INTO lookups (submission, kind, hash)
    SELECT submission, kind, hash FROM json_populate_recordset(NULL::lookups, $3::json)
    ON CONFLICT DO NOTHING
), delivery AS (
    INSERT INTO deliveries (id, submission, part, kind, destination, authority, payload,
        state, attempts, next_at, created_at, ended_at)
    SELECT id, submission, part, kind, destination, authority, payload, state, attempts,
        next_at, created_at, ended_at
    FROM json_populate_recordset(NULL::deliveries, $4::json)
), used AS (
    INSERT INTO idempotency (scope, \"key\", body, submission, at)
    SELECT scope, \"key\", body, submission, at
    FROM json_populate_recordset(NULL::idempotency, $5::json)
), contact AS (
    INSERT INTO contacts (id, authority, channel, service, version, language, device, assisted,
        started_at, last_at, ended, ended_at, outcome, feedback_token)
    SELECT id, authority, channel, service, version, language, device, assisted, started_at,
        last_at, ended, ended_at, outcome, feedback_token
    FROM json_populate_recordset(NULL::contacts, $6::json)
    ON CONFLICT (id) DO UPDATE SET last_at = greatest(contacts.last_at, excluded.last_at),
        ended = excluded.ended, ended_at = excluded.ended_at, outcome = NULL,
        feedback_token = excluded.feedback_token
), link AS (
    INSERT INTO contact_links (contact, draft, submission)
    SELECT contact, draft, submission
    FROM json_populate_recordset(NULL::contact_links, $7::json)
    ON CONFLICT (draft) DO UPDATE SET submission = excluded.submission
)
DELETE FROM drafts
WHERE id IN (SELECT draft FROM json_populate_recordset(NULL::contact_links, $7::json))";

/// Writes first and asks when something was there already: the constraints decide between
/// two that come at the same moment.
pub(super) async fn accept(pool: &PgPool, a: &Acceptance) -> StoreResult<Accepted> {
    let draft = a.submission.draft.or(a.contact.draft);
    let link = documents::link(a.contact.id, draft, Some(a.submission.id));
    let written = sqlx::query(WRITE)
        .bind(documents::array([documents::submission(&a.submission)]))
        .bind(documents::array(documents::parts(a)))
        .bind(documents::array(documents::lookups(a)))
        .bind(documents::array(
            a.deliveries.iter().map(documents::delivery),
        ))
        .bind(documents::array(
            a.idempotency.as_ref().map(documents::idempotency),
        ))
        .bind(documents::array([documents::completed(a)]))
        .bind(documents::array([link]))
        .execute(pool)
        .await;
    match written.map_err(StoreError::from) {
        Ok(_) => Ok(Accepted::New),
        Err(conflict @ StoreError::Conflict(_)) => before(pool, a).await?.ok_or(conflict),
        Err(error) => Err(error),
    }
}

/// The key decides before the draft.
async fn before(pool: &PgPool, a: &Acceptance) -> StoreResult<Option<Accepted>> {
    if let Some(stated) = &a.idempotency
        && let Some(used) = submissions::idempotency(pool, &stated.scope, &stated.key).await?
    {
        if used.body != stated.body {
            return Ok(Some(Accepted::KeyReused));
        }
        return found(pool, used.submission).await.map(Some);
    }
    let Some(draft) = a.submission.draft else {
        return Ok(None);
    };
    let submission = submissions::by_draft(pool, draft).await?;
    Ok(submission.map(existing))
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
