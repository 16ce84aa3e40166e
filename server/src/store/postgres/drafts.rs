//! Drafts; creating and saving in one statement each.

use super::PostgresStore;
use super::clear::{clear, leave};
use crate::store::bind_json::{self, ContactEntry, SavedContact};
use crate::store::bind_visits;
use crate::store::encoding::{DbEnum, millis};
use crate::store::{
    Constraint, ContactRow, DraftRow, DraftSave, DraftSaved, DraftStore, MOST_PER_OWNER,
    StoreError, StoreResult,
};
use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// The id of a draft stays taken after its submission or its end.
const CREATE: &str = concat!(
    "WITH created AS (",
    insert!(drafts, "$1"),
    " AND NOT EXISTS (SELECT 1 FROM submissions AS s WHERE s.draft IN (j.id, j.mark))
      AND NOT EXISTS (SELECT 1 FROM draft_ends AS d WHERE d.mark = j.mark)
      AND NOT EXISTS (SELECT 1 FROM ended AS e WHERE e.hash = j.owner)
      ON CONFLICT (id) DO NOTHING RETURNING id
    ), contact AS (",
    insert!(contacts, "$2"),
    " AND EXISTS (SELECT 1 FROM created)",
    contact_continues!(),
    "), link AS (
        INSERT INTO contact_links (contact, draft, submission)
        SELECT $3, created.id, NULL FROM created
        ON CONFLICT (draft) DO UPDATE SET contact = excluded.contact
    ), page AS (",
    insert!(contact_pages, "$4"),
    " AND EXISTS (SELECT 1 FROM created)",
    pages_add_up!(),
    ")
    SELECT id FROM created"
);

const SAVE: &str = concat!(
    "WITH saved AS (
        UPDATE drafts SET revision = revision + 1, answers = $3, version = $4, language = $5,
            saved_at = $6, expires_at = $7
        WHERE id = $1 AND revision = $2 AND expires_at > $6
        RETURNING id, revision
    ), linked AS (
        SELECT l.contact FROM contact_links AS l JOIN saved ON l.draft = saved.id
    ), touched AS (
        UPDATE contacts SET ",
    contact_saved!(),
    "   FROM linked CROSS JOIN json_to_record($8::json) AS j(at bigint, ended text, outcome text,
            asked_at bigint, authority text, version text, purpose text, counted boolean)
        WHERE contacts.id = linked.contact
    ), visited AS (
        INSERT INTO contact_pages (contact, service, page, place, first_at, seconds, arrivals)
        SELECT linked.contact, e.service, e.page, e.place, e.first_at, e.seconds, e.arrivals
        FROM linked CROSS JOIN json_populate_recordset(NULL::contact_pages, $9::json) AS e",
    pages_add_up!(),
    "), erred AS (
        INSERT INTO contact_errors (contact, service, question, code, amount, first_at)
        SELECT linked.contact, e.service, e.question, e.code, e.amount, e.first_at
        FROM linked CROSS JOIN json_populate_recordset(NULL::contact_errors, $10::json) AS e",
    errors_add_up!(),
    ")
    SELECT revision FROM saved"
);

const TOO_MANY: &str = drafts_too_many!("$1", "$2", "$3");

async fn create(c: &mut PgConnection, new: &(DraftRow, ContactRow)) -> StoreResult<()> {
    let (draft, contact) = new;
    let created: Option<Uuid> = sqlx::query_scalar(CREATE)
        .bind(bind_json::array([draft])?)
        .bind(bind_json::array([ContactEntry::from(contact)])?)
        .bind(contact.id)
        .bind(bind_json::array(bind_visits::first_page(contact))?)
        .fetch_optional(&mut *c)
        .await?;
    if created.is_none() {
        return Err(StoreError::Conflict(Constraint::Draft));
    }
    let too_many: Vec<Uuid> = sqlx::query_scalar(TOO_MANY)
        .bind(&draft.owner.0)
        .bind(draft.id)
        .bind(MOST_PER_OWNER)
        .fetch_all(&mut *c)
        .await?;
    for id in too_many {
        clear(c, &(id, draft.created_at)).await?;
    }
    Ok(())
}

#[async_trait]
impl DraftStore for PostgresStore {
    async fn create_draft(&self, draft: DraftRow, contact: ContactRow) -> StoreResult<()> {
        self.write((draft, contact), |c, new| Box::pin(create(c, new)))
            .await
    }

    async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>> {
        Ok(sqlx::query_as(concat!(
            select!(drafts),
            "WHERE id = $1 AND expires_at > $2"
        ))
        .bind(id)
        .bind(millis(now))
        .fetch_optional(&self.pool)
        .await?)
    }

    async fn save_draft(&self, save: DraftSave) -> StoreResult<DraftSaved> {
        let at = millis(save.at);
        let saved: Option<i64> = sqlx::query_scalar(SAVE)
            .bind(save.id)
            .bind(save.expected)
            .bind(&save.answers.0)
            .bind(&save.version)
            .bind(save.language.word())
            .bind(at)
            .bind(millis(save.expires_at))
            .bind(bind_json::text(&SavedContact::of(&save))?)
            .bind(bind_json::array(bind_visits::pages(&save))?)
            .bind(bind_json::array(bind_visits::errors(&save))?)
            .fetch_optional(&self.pool)
            .await?;
        if let Some(revision) = saved {
            return Ok(DraftSaved::Saved(revision));
        }
        let alive: Option<Uuid> =
            sqlx::query_scalar("SELECT id FROM drafts WHERE id = $1 AND expires_at > $2")
                .bind(save.id)
                .bind(at)
                .fetch_optional(&self.pool)
                .await?;
        Ok(match alive {
            Some(_) => DraftSaved::Stale,
            None => DraftSaved::Gone,
        })
    }

    async fn clear_draft(&self, id: Uuid, now: Timestamp) -> StoreResult<()> {
        self.write((id, now), |c, input| Box::pin(clear(c, input)))
            .await
    }

    async fn leave_draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<Uuid>> {
        self.write((id, now), |c, input| Box::pin(leave(c, input)))
            .await
    }
}
