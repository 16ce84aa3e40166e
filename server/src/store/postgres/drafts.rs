//! Drafts; creating and saving in one statement each.

use crate::store::raw::RawDraft;
use crate::store::rows::{ContactRow, DraftRow, DraftSave, DraftSaved};
use crate::store::words::{Word, millis};
use crate::store::{StoreError, StoreResult, documents};
use jiff::Timestamp;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A draft's id is used up when it was submitted, too. A contact that is there already goes
/// on; one that was `left` is open again.
const CREATE: &str = "
WITH created AS (
    INSERT INTO drafts (id, revision, service, version, authority, channel, language, owner,
        subject, answers, created_at, saved_at, expires_at)
    SELECT id, revision, service, version, authority, channel, language, owner, subject,
        answers, created_at, saved_at, expires_at
    FROM json_populate_recordset(NULL::drafts, $1::json) AS j
    WHERE NOT EXISTS (SELECT 1 FROM submissions AS s WHERE s.draft = j.id)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
), contact AS (
    INSERT INTO contacts (id, authority, channel, service, version, language, device, assisted,
        started_at, last_at, ended, ended_at, outcome, feedback_token)
    SELECT j.id, authority, channel, service, version, language, device, assisted, started_at,
        last_at, ended, ended_at, outcome, feedback_token
    FROM created CROSS JOIN json_populate_recordset(NULL::contacts, $2::json) AS j
    ON CONFLICT (id) DO UPDATE SET last_at = greatest(contacts.last_at, excluded.last_at),
        ended = nullif(contacts.ended, 'left'),
        ended_at = CASE WHEN contacts.ended = 'left' THEN NULL ELSE contacts.ended_at END
), link AS (
    INSERT INTO contact_links (contact, draft, submission)
    SELECT $3, created.id, NULL FROM created
    ON CONFLICT (draft) DO UPDATE SET contact = excluded.contact
)
SELECT id FROM created";

/// A save reopens a contact that was `left`, unless it states an ending; what completed stays
/// completed.
const SAVE: &str = "
WITH saved AS (
    UPDATE drafts SET revision = revision + 1, answers = $3, version = $4, language = $5,
        saved_at = $6, expires_at = $7
    WHERE id = $1 AND revision = $2 AND expires_at > $6
    RETURNING id, revision
), linked AS (
    SELECT l.contact FROM contact_links AS l JOIN saved ON l.draft = saved.id WHERE $8
), touched AS (
    UPDATE contacts SET last_at = greatest(contacts.last_at, $6),
        ended = CASE WHEN contacts.ended = 'completed' THEN contacts.ended
                     WHEN $10::text IS NOT NULL THEN $10
                     ELSE nullif(contacts.ended, 'left') END,
        ended_at = CASE WHEN contacts.ended = 'completed' THEN contacts.ended_at
                        WHEN $10::text IS NOT NULL THEN $6
                        WHEN contacts.ended = 'left' THEN NULL
                        ELSE contacts.ended_at END,
        outcome = CASE WHEN contacts.ended = 'completed' OR $10::text IS NULL
                       THEN contacts.outcome ELSE $11::text END
    FROM linked WHERE contacts.id = linked.contact
), counted AS (
    INSERT INTO contact_events (contact, kind, name, code, amount, first_at, place)
    SELECT linked.contact, e.kind, e.name, e.code, e.amount, $6, e.place
    FROM linked CROSS JOIN json_to_recordset($9::json)
        AS e(kind text, name text, code text, amount bigint, place bigint)
    ON CONFLICT (contact, kind, name, code) DO UPDATE SET
        amount = contact_events.amount + excluded.amount
)
SELECT revision FROM saved";

pub(super) async fn create(
    pool: &PgPool,
    draft: &DraftRow,
    contact: &ContactRow,
) -> StoreResult<()> {
    let created: Option<(Uuid,)> = sqlx::query_as(CREATE)
        .bind(documents::array([documents::draft(draft)]))
        .bind(documents::array([documents::contact(contact)]))
        .bind(contact.id)
        .fetch_optional(pool)
        .await?;
    match created {
        Some(_) => Ok(()),
        None => Err(StoreError::Conflict("draft")),
    }
}

pub(super) async fn save(pool: &PgPool, save: &DraftSave) -> StoreResult<DraftSaved> {
    let at = millis(save.at);
    let events = match &save.contact {
        Some(events) => documents::events("draft", save.id, at, events),
        None => Vec::new(),
    };
    let ending = save.ending.as_ref();
    let saved: Option<(i64,)> = sqlx::query_as(SAVE)
        .bind(save.id)
        .bind(save.expected)
        .bind(&save.answers.0)
        .bind(&save.version)
        .bind(save.language.word())
        .bind(at)
        .bind(millis(save.expires_at))
        .bind(save.contact.is_some() || save.ending.is_some())
        .bind(documents::array(events))
        .bind(ending.map(|(ending, _)| ending.word()))
        .bind(ending.and_then(|(_, outcome)| outcome.as_ref()))
        .fetch_optional(pool)
        .await?;
    if let Some((revision,)) = saved {
        return Ok(DraftSaved::Saved(revision));
    }
    let alive: Option<(Uuid,)> =
        sqlx::query_as("SELECT id FROM drafts WHERE id = $1 AND expires_at > $2")
            .bind(save.id)
            .bind(at)
            .fetch_optional(pool)
            .await?;
    Ok(match alive {
        Some(_) => DraftSaved::Stale,
        None => DraftSaved::Gone,
    })
}

pub(super) async fn draft(
    pool: &PgPool,
    id: Uuid,
    now: Timestamp,
) -> StoreResult<Option<DraftRow>> {
    let row: Option<RawDraft> = sqlx::query_as(
        "SELECT id, revision, service, version, authority, channel, language, owner, subject,
            answers, created_at, saved_at, expires_at
         FROM drafts WHERE id = $1 AND expires_at > $2",
    )
    .bind(id)
    .bind(millis(now))
    .fetch_optional(pool)
    .await?;
    row.map(RawDraft::row).transpose()
}

pub(super) async fn clear(c: &mut PgConnection, input: &(Uuid, Timestamp)) -> StoreResult<()> {
    let (id, now) = *input;
    sqlx::query(
        "UPDATE contacts SET ended = 'left', ended_at = $2, last_at = greatest(last_at, $2)
         WHERE ended IS NULL
           AND id IN (SELECT contact FROM contact_links WHERE draft = $1 AND submission IS NULL)",
    )
    .bind(id)
    .bind(millis(now))
    .execute(&mut *c)
    .await?;
    sqlx::query("DELETE FROM contact_links WHERE draft = $1 AND submission IS NULL")
        .bind(id)
        .execute(&mut *c)
        .await?;
    sqlx::query("DELETE FROM drafts WHERE id = $1")
        .bind(id)
        .execute(c)
        .await?;
    Ok(())
}
