//! Contacts, what happened in them, and their links.

use crate::store::raw_contact::{RawContact, RawEvent};
use crate::store::rows::{Contact, ContactRow, ContactTouch};
use crate::store::words::{Word, millis};
use crate::store::{StoreResult, documents};
use jiff::Timestamp;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A contact that is there already goes on; one that was `left` is open again.
const BEGIN: &str = "
WITH contact AS (
    INSERT INTO contacts (id, authority, channel, service, version, language, device, assisted,
        started_at, last_at, ended, ended_at, outcome, feedback_token)
    SELECT id, authority, channel, service, version, language, device, assisted, started_at,
        last_at, ended, ended_at, outcome, feedback_token
    FROM json_populate_recordset(NULL::contacts, $1::json)
    ON CONFLICT (id) DO UPDATE SET last_at = greatest(contacts.last_at, excluded.last_at),
        ended = nullif(contacts.ended, 'left'),
        ended_at = CASE WHEN contacts.ended = 'left' THEN NULL ELSE contacts.ended_at END
)
INSERT INTO contact_links (contact, draft, submission)
SELECT contact, draft, NULL FROM json_populate_recordset(NULL::contact_links, $2::json)
ON CONFLICT (draft) DO UPDATE SET contact = excluded.contact";

pub(super) async fn open(pool: &PgPool, contact: &ContactRow) -> StoreResult<()> {
    let link = contact
        .draft
        .map(|draft| documents::link(contact.id, Some(draft), None));
    sqlx::query(BEGIN)
        .bind(documents::array([documents::contact(contact)]))
        .bind(documents::array(link))
        .execute(pool)
        .await?;
    Ok(())
}

/// What completed stays completed, whatever is said afterwards.
pub(super) async fn touch(c: &mut PgConnection, touch: &ContactTouch) -> StoreResult<()> {
    let at = millis(touch.at);
    let ending = touch.ending.as_ref();
    let known = sqlx::query(
        "UPDATE contacts SET last_at = greatest(last_at, $2),
            ended = CASE WHEN ended = 'completed' THEN ended
                         WHEN $3::text IS NOT NULL THEN $3
                         ELSE nullif(ended, 'left') END,
            ended_at = CASE WHEN ended = 'completed' THEN ended_at
                            WHEN $3::text IS NOT NULL THEN $2
                            WHEN ended = 'left' THEN NULL
                            ELSE ended_at END,
            outcome = CASE WHEN ended = 'completed' OR $3::text IS NULL THEN outcome ELSE $4 END
         WHERE id = $1",
    )
    .bind(touch.contact)
    .bind(at)
    .bind(ending.map(|(ending, _)| ending.word()))
    .bind(ending.and_then(|(_, outcome)| outcome.as_ref()))
    .execute(&mut *c)
    .await?;
    let Some(events) = &touch.events else {
        return Ok(());
    };
    if known.rows_affected() == 0 {
        return Ok(());
    }
    let events = documents::events("contact", touch.contact, at, events);
    sqlx::query(
        "INSERT INTO contact_events (contact, kind, name, code, amount, first_at, place)
         SELECT contact, kind, name, code, amount, at, place
         FROM json_to_recordset($1::json) AS e(contact uuid, kind text, name text, code text,
            amount bigint, at bigint, place bigint)
         ON CONFLICT (contact, kind, name, code) DO UPDATE SET
            amount = contact_events.amount + excluded.amount",
    )
    .bind(documents::array(events))
    .execute(c)
    .await?;
    Ok(())
}

pub(super) async fn close_idle(c: &mut PgConnection, before: &Timestamp) -> StoreResult<u64> {
    let closed = sqlx::query(
        "UPDATE contacts SET ended = 'left', ended_at = last_at
         WHERE ended IS NULL AND last_at < $1",
    )
    .bind(millis(*before))
    .execute(c)
    .await?;
    Ok(closed.rows_affected())
}

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT c.id, c.authority, c.channel, c.service, c.version, c.language, c.device,
                c.assisted, c.started_at, c.last_at, c.ended, c.ended_at, c.outcome,
                c.feedback_token, f.rating
             FROM contacts AS c LEFT JOIN feedback AS f ON f.contact = c.id WHERE ",
            $condition
        )
    };
}

pub(super) async fn contact(pool: &PgPool, id: Uuid) -> StoreResult<Option<Contact>> {
    let row = sqlx::query_as(select!("c.id = $1")).bind(id);
    whole(pool, row.fetch_optional(pool).await?).await
}

pub(super) async fn for_draft(pool: &PgPool, draft: Uuid) -> StoreResult<Option<Contact>> {
    let row = sqlx::query_as(select!(
        "c.id = (SELECT contact FROM contact_links WHERE draft = $1)"
    ))
    .bind(draft);
    whole(pool, row.fetch_optional(pool).await?).await
}

/// The contact with its events and links.
async fn whole(pool: &PgPool, row: Option<RawContact>) -> StoreResult<Option<Contact>> {
    let Some(row) = row else { return Ok(None) };
    let events: Vec<RawEvent> = sqlx::query_as(
        "SELECT kind, name, code, amount FROM contact_events
         WHERE contact = $1 ORDER BY first_at, place",
    )
    .bind(row.id)
    .fetch_all(pool)
    .await?;
    let links: Vec<(Option<Uuid>, Option<Uuid>)> = sqlx::query_as(
        "SELECT draft, submission FROM contact_links WHERE contact = $1
         ORDER BY submission, draft",
    )
    .bind(row.id)
    .fetch_all(pool)
    .await?;
    row.contact(events, links).map(Some)
}

pub(super) async fn of_draft(pool: &PgPool, draft: Uuid) -> StoreResult<Option<Uuid>> {
    let row: Option<(Uuid,)> = sqlx::query_as("SELECT contact FROM contact_links WHERE draft = $1")
        .bind(draft)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(|(contact,)| contact))
}
