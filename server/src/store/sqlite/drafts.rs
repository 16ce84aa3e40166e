//! Drafts, created and saved in sets.

use super::SqliteStore;
use super::clear::{clear, leave};
use crate::store::bind_json::{self, ContactEntry, Link, SavedContact};
use crate::store::bind_visits;
use crate::store::{
    Constraint, ContactRow, DraftRow, DraftSave, DraftSaved, DraftStore, MOST_PER_OWNER,
    StoreError, StoreResult,
};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::SqliteConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The id of a draft stays taken after its submission or its end, and an ended owner begins none.
pub(super) const TAKEN: &str = "
SELECT id FROM drafts WHERE id IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))
UNION ALL
SELECT unhex(j.value->>'id', '-') FROM jsonb_each($1) AS j CROSS JOIN submissions AS s
  ON s.draft IN (unhex(j.value->>'id', '-'), unhex(j.value->>'mark', '-'))
UNION ALL
SELECT unhex(j.value->>'id', '-') FROM jsonb_each($1) AS j CROSS JOIN draft_ends AS d
  ON d.mark = unhex(j.value->>'mark', '-')
UNION ALL
SELECT unhex(j.value->>'id', '-') FROM jsonb_each($1) AS j CROSS JOIN ended AS e
  ON e.hash = j.value->>'owner'";

pub(super) const CREATE: &str = insert!(drafts, "$1");

const TOO_MANY: &str = drafts_too_many!(
    "SELECT value->>'owner' FROM jsonb_each($1)",
    "SELECT unhex(value->>'id', '-') FROM jsonb_each($1)",
    "$2"
);

pub(super) const SAVE: &str = "
UPDATE drafts SET revision = drafts.revision + 1, answers = j.answers, version = j.version,
    language = j.language, saved_at = j.at, expires_at = j.expires_at
FROM (SELECT unhex(value->>'id', '-') AS id, value->>'expected' AS expected,
          value->>'answers' AS answers, value->>'version' AS version,
          value->>'language' AS language, value->>'at' AS at,
          value->>'expires_at' AS expires_at
      FROM jsonb_each($1)) AS j
WHERE drafts.id = j.id AND drafts.revision = j.expected AND drafts.expires_at > j.at
RETURNING id, revision";

pub(super) const ALIVE: &str = "
SELECT d.id FROM jsonb_each($1) AS j CROSS JOIN drafts AS d
  ON d.id = unhex(j.value->>'id', '-') AND d.expires_at > j.value->>'at'";

/// Creates the contacts of new drafts, with their links and first pages.
pub(super) const BEGIN_CONTACTS: &str = concat!(
    insert!(contacts, "$1"),
    contact_continues!(),
    ";",
    insert!(contact_links, "$2"),
    " ON CONFLICT (draft) DO UPDATE SET contact = excluded.contact;",
    insert!(contact_pages, "$3"),
    pages_add_up!(),
    ";"
);

/// Updates the contacts of saved drafts, and counts their pages.
pub(super) const TOUCH_CONTACTS: &str = concat!(
    "UPDATE contacts SET ",
    contact_saved!(),
    " FROM (SELECT l.contact AS id, e.value->>'at' AS at, e.value->>'ended' AS ended,
          e.value->>'outcome' AS outcome, e.value->>'asked_at' AS asked_at,
          e.value->>'authority' AS authority,
          e.value->>'version' AS version, e.value->>'purpose' AS purpose,
          e.value->>'counted' AS counted
      FROM jsonb_each($1) AS e JOIN contact_links AS l
        ON l.draft = unhex(e.value->>'id', '-')) AS j
    WHERE contacts.id = j.id;
    INSERT INTO contact_pages (contact, service, page, place, first_at, seconds, arrivals)
    SELECT l.contact, e.value->>'service', e.value->>'page', e.value->>'place',
        e.value->>'first_at', e.value->>'seconds', e.value->>'arrivals'
    FROM jsonb_each($2) AS e CROSS JOIN contact_links AS l
      ON l.draft = unhex(e.value->>'draft', '-')
    WHERE true",
    pages_add_up!(),
    ";"
);

/// Counts the errors shown by saves.
pub(super) const COUNT_ERRORS: &str = concat!(
    "INSERT INTO contact_errors (contact, service, question, code, amount, first_at)
    SELECT l.contact, e.value->>'service', e.value->>'question', e.value->>'code',
        e.value->>'amount', e.value->>'first_at'
    FROM jsonb_each($1) AS e CROSS JOIN contact_links AS l
      ON l.draft = unhex(e.value->>'draft', '-')
    WHERE true",
    errors_add_up!()
);

#[async_trait]
impl DraftStore for SqliteStore {
    async fn create_draft(&self, draft: DraftRow, contact: ContactRow) -> StoreResult<()> {
        self.writer.create(NewDraft { draft, contact }).await
    }

    async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>> {
        self.drafts.draft(id, now).await
    }

    async fn save_draft(&self, save: DraftSave) -> StoreResult<DraftSaved> {
        self.writer.save(save).await
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

/// A draft to create, with its contact.
pub(super) struct NewDraft {
    draft: DraftRow,
    contact: ContactRow,
}

/// What decides whether a draft may be created.
#[derive(Serialize)]
struct Wanted<'a> {
    id: Uuid,
    mark: Uuid,
    owner: &'a KeyedHash,
}

/// Refuses drafts that already exist, one by one, and creates the others.
pub(super) async fn create_all(
    c: &mut SqliteConnection,
    rows: &[&NewDraft],
) -> StoreResult<Vec<StoreResult<()>>> {
    let wanted = rows.iter().map(|new| Wanted {
        id: new.draft.id,
        mark: new.draft.mark,
        owner: &new.draft.owner,
    });
    let taken: Vec<Uuid> = sqlx::query_scalar(TAKEN)
        .bind(bind_json::array(wanted)?)
        .fetch_all(&mut *c)
        .await?;
    let mut taken: HashSet<Uuid> = taken.into_iter().collect();
    let mut outcomes = Vec::with_capacity(rows.len());
    let mut new = Vec::new();
    for row in rows {
        if taken.insert(row.draft.id) {
            new.push(*row);
            outcomes.push(Ok(()));
        } else {
            outcomes.push(Err(StoreError::Conflict(Constraint::Draft)));
        }
    }
    if new.is_empty() {
        return Ok(outcomes);
    }
    let drafts = bind_json::array(new.iter().map(|new| &new.draft))?;
    sqlx::query(CREATE).bind(&drafts).execute(&mut *c).await?;
    let contacts = new.iter().map(|new| ContactEntry::from(&new.contact));
    let links = new.iter().map(|new| Link {
        contact: new.contact.id,
        draft: Some(new.draft.id),
        submission: None,
    });
    let pages = new
        .iter()
        .filter_map(|new| bind_visits::first_page(&new.contact));
    sqlx::query(BEGIN_CONTACTS)
        .bind(bind_json::array(contacts)?)
        .bind(bind_json::array(links)?)
        .bind(bind_json::array(pages)?)
        .execute(&mut *c)
        .await?;
    let too_many: Vec<Uuid> = sqlx::query_scalar(TOO_MANY)
        .bind(&drafts)
        .bind(MOST_PER_OWNER)
        .fetch_all(&mut *c)
        .await?;
    let now = new.iter().map(|new| new.draft.created_at).max();
    for id in too_many {
        clear(c, &(id, now.unwrap_or_default())).await?;
    }
    Ok(outcomes)
}

/// Saves them all; of two saves of one draft the second follows the first.
pub(super) async fn save_all(
    c: &mut SqliteConnection,
    saves: &[&DraftSave],
) -> StoreResult<Vec<StoreResult<DraftSaved>>> {
    let mut outcomes: Vec<StoreResult<DraftSaved>> = Vec::new();
    outcomes.resize_with(saves.len(), || Ok(DraftSaved::Gone));
    let mut pending: Vec<usize> = (0..saves.len()).collect();
    while !pending.is_empty() {
        let mut drafts = HashSet::new();
        let (round, later): (Vec<usize>, Vec<usize>) = pending
            .into_iter()
            .partition(|place| drafts.insert(saves[*place].id));
        let rows = bind_json::array(round.iter().map(|place| saves[*place]))?;
        let saved: Vec<(Uuid, i64)> = sqlx::query_as(SAVE).bind(&rows).fetch_all(&mut *c).await?;
        let saved: HashMap<Uuid, i64> = saved.into_iter().collect();
        let alive: HashSet<Uuid> = if saved.len() < round.len() {
            let alive: Vec<(Uuid,)> = sqlx::query_as(ALIVE).bind(&rows).fetch_all(&mut *c).await?;
            alive.into_iter().map(|(id,)| id).collect()
        } else {
            HashSet::new()
        };
        let mut touched = Vec::new();
        for place in round {
            let save = saves[place];
            outcomes[place] = Ok(match saved.get(&save.id) {
                Some(revision) => {
                    touched.push(save);
                    DraftSaved::Saved(*revision)
                }
                None if alive.contains(&save.id) => DraftSaved::Stale,
                None => DraftSaved::Gone,
            });
        }
        touch_contacts(c, &touched).await?;
        pending = later;
    }
    Ok(outcomes)
}

/// Updates the contacts of these drafts, and counts their visits.
async fn touch_contacts(c: &mut SqliteConnection, saves: &[&DraftSave]) -> StoreResult<()> {
    if saves.is_empty() {
        return Ok(());
    }
    let all = || saves.iter().copied();
    sqlx::query(TOUCH_CONTACTS)
        .bind(bind_json::array(all().map(SavedContact::of))?)
        .bind(bind_json::array(all().flat_map(bind_visits::pages))?)
        .execute(&mut *c)
        .await?;
    let errors: Vec<_> = all().flat_map(bind_visits::errors).collect();
    if !errors.is_empty() {
        sqlx::query(COUNT_ERRORS)
            .bind(bind_json::array(errors)?)
            .execute(c)
            .await?;
    }
    Ok(())
}
