//! Contacts, what happened in them, and their links.

use crate::store::raw_contact::{RawContact, RawEvent};
use crate::store::rows::{Contact, ContactRow, ContactTouch, DraftSave};
use crate::store::words::{Word, millis};
use crate::store::{StoreResult, documents};
use jiff::Timestamp;
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

/// A contact that is there already goes on; one that was `left` is open again.
pub(super) const BEGIN: &str = "
INSERT INTO contacts (id, authority, channel, service, version, language, device, assisted,
    started_at, last_at, ended, ended_at, outcome, feedback_token)
SELECT unhex(value->>'id', '-'), value->>'authority', value->>'channel', value->>'service',
    value->>'version', value->>'language', value->>'device', value->>'assisted',
    value->>'started_at', value->>'last_at', value->>'ended', value->>'ended_at',
    value->>'outcome', value->>'feedback_token'
FROM jsonb_each($1) WHERE true
ON CONFLICT (id) DO UPDATE SET last_at = max(contacts.last_at, excluded.last_at),
    ended = nullif(contacts.ended, 'left'),
    ended_at = CASE WHEN contacts.ended = 'left' THEN NULL ELSE contacts.ended_at END;
INSERT INTO contact_links (contact, draft, submission)
SELECT unhex(value->>'contact', '-'), unhex(value->>'draft', '-'), NULL
FROM jsonb_each($2) WHERE true
ON CONFLICT (draft) DO UPDATE SET contact = excluded.contact;";

/// A save reopens a contact that was `left`, unless it states an ending; what completed stays
/// completed.
pub(super) const SAVED: &str = "
UPDATE contacts SET last_at = max(contacts.last_at, j.at),
    ended = CASE WHEN contacts.ended = 'completed' THEN contacts.ended
                 WHEN j.ended IS NOT NULL THEN j.ended
                 ELSE nullif(contacts.ended, 'left') END,
    ended_at = CASE WHEN contacts.ended = 'completed' THEN contacts.ended_at
                    WHEN j.ended IS NOT NULL THEN j.at
                    WHEN contacts.ended = 'left' THEN NULL
                    ELSE contacts.ended_at END,
    outcome = CASE WHEN contacts.ended = 'completed' OR j.ended IS NULL THEN contacts.outcome
                   ELSE j.outcome END
FROM (SELECT l.contact AS id, e.value->>'at' AS at, e.value->>'ended' AS ended,
          e.value->>'outcome' AS outcome
      FROM jsonb_each($1) AS e JOIN contact_links AS l
        ON l.draft = unhex(e.value->>'id', '-')) AS j
WHERE contacts.id = j.id;
INSERT INTO contact_events (contact, kind, name, code, amount, first_at, place)
SELECT l.contact, e.value->>'kind', e.value->>'name', e.value->>'code', e.value->>'amount',
    e.value->>'at', e.value->>'place'
FROM jsonb_each($2) AS e CROSS JOIN contact_links AS l
  ON l.draft = unhex(e.value->>'draft', '-')
WHERE true
ON CONFLICT (contact, kind, name, code) DO UPDATE SET
    amount = contact_events.amount + excluded.amount;";

/// Begins contacts, each with the draft it is linked to.
pub(super) async fn begin<'a>(
    c: &mut SqliteConnection,
    contacts: impl Iterator<Item = (&'a ContactRow, Option<Uuid>)> + Clone,
) -> StoreResult<()> {
    let links = contacts
        .clone()
        .filter(|(_, draft)| draft.is_some())
        .map(|(contact, draft)| documents::link(contact.id, draft, None));
    let links = documents::array(links);
    let rows = documents::array(contacts.map(|(contact, _)| documents::contact(contact)));
    sqlx::query(BEGIN).bind(rows).bind(links).execute(c).await?;
    Ok(())
}

pub(super) async fn open(c: &mut SqliteConnection, contact: &ContactRow) -> StoreResult<()> {
    begin(c, std::iter::once((contact, contact.draft))).await
}

/// What happened while these drafts were saved.
pub(super) async fn saved(c: &mut SqliteConnection, saves: &[&DraftSave]) -> StoreResult<()> {
    let touching = || {
        let touches = |save: &&&DraftSave| save.contact.is_some() || save.ending.is_some();
        saves.iter().filter(touches)
    };
    if touching().next().is_none() {
        return Ok(());
    }
    let touches = touching().map(|save| documents::touch(save));
    let events = touching().flat_map(|save| match &save.contact {
        Some(events) => documents::events("draft", save.id, millis(save.at), events),
        None => Vec::new(),
    });
    sqlx::query(SAVED)
        .bind(documents::array(touches))
        .bind(documents::array(events))
        .execute(c)
        .await?;
    Ok(())
}

/// What completed stays completed, whatever is said afterwards.
pub(super) async fn touch(c: &mut SqliteConnection, touch: &ContactTouch) -> StoreResult<()> {
    let at = millis(touch.at);
    let ending = touch.ending.as_ref();
    let known = sqlx::query(
        "UPDATE contacts SET last_at = max(last_at, $2),
            ended = CASE WHEN ended = 'completed' THEN ended
                         WHEN $3 IS NOT NULL THEN $3
                         ELSE nullif(ended, 'left') END,
            ended_at = CASE WHEN ended = 'completed' THEN ended_at
                            WHEN $3 IS NOT NULL THEN $2
                            WHEN ended = 'left' THEN NULL
                            ELSE ended_at END,
            outcome = CASE WHEN ended = 'completed' OR $3 IS NULL THEN outcome ELSE $4 END
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
         SELECT unhex(value->>'contact', '-'), value->>'kind', value->>'name', value->>'code',
            value->>'amount', value->>'at', value->>'place'
         FROM jsonb_each($1) WHERE true
         ON CONFLICT (contact, kind, name, code) DO UPDATE SET
            amount = contact_events.amount + excluded.amount",
    )
    .bind(documents::array(events))
    .execute(c)
    .await?;
    Ok(())
}

pub(super) async fn close_idle(c: &mut SqliteConnection, before: &Timestamp) -> StoreResult<u64> {
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

pub(super) async fn contact(pool: &SqlitePool, id: Uuid) -> StoreResult<Option<Contact>> {
    let row = sqlx::query_as(select!("c.id = $1")).bind(id);
    whole(pool, row.fetch_optional(pool).await?).await
}

pub(super) async fn for_draft(pool: &SqlitePool, draft: Uuid) -> StoreResult<Option<Contact>> {
    let row = sqlx::query_as(select!(
        "c.id = (SELECT contact FROM contact_links WHERE draft = $1)"
    ))
    .bind(draft);
    whole(pool, row.fetch_optional(pool).await?).await
}

/// The contact with its events and links.
async fn whole(pool: &SqlitePool, row: Option<RawContact>) -> StoreResult<Option<Contact>> {
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

pub(super) async fn of_draft(pool: &SqlitePool, draft: Uuid) -> StoreResult<Option<Uuid>> {
    let row: Option<(Uuid,)> = sqlx::query_as("SELECT contact FROM contact_links WHERE draft = $1")
        .bind(draft)
        .fetch_optional(pool)
        .await?;
    Ok(row.map(|(contact,)| contact))
}
