//! Drafts; creating and saving set-wise.

use crate::store::rows::{ContactRow, DraftRow, DraftSave, DraftSaved};
use crate::store::words::millis;
use crate::store::{StoreError, StoreResult, documents};
use jiff::Timestamp;
use sqlx::SqliteConnection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A draft's id is used up when it was submitted, too.
pub(super) const TAKEN: &str = "
SELECT id FROM drafts WHERE id IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))
UNION ALL
SELECT draft FROM submissions
WHERE draft IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))";

pub(super) const CREATE: &str = "
INSERT INTO drafts (id, revision, service, version, authority, channel, language, owner,
    subject, answers, created_at, saved_at, expires_at)
SELECT unhex(value->>'id', '-'), value->>'revision', value->>'service', value->>'version',
    value->>'authority', value->>'channel', value->>'language', value->>'owner',
    unhex(value->>'subject', '-'), value->>'answers', value->>'created_at',
    value->>'saved_at', value->>'expires_at'
FROM jsonb_each($1);";

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

/// Drafts that are there already are refused one by one; the others are created.
pub(super) async fn create(
    c: &mut SqliteConnection,
    rows: &[&(DraftRow, ContactRow)],
) -> StoreResult<Vec<StoreResult<()>>> {
    let ids = documents::ids(rows.iter().map(|(draft, _)| draft.id));
    let taken: Vec<(Uuid,)> = sqlx::query_as(TAKEN).bind(ids).fetch_all(&mut *c).await?;
    let mut taken: HashSet<Uuid> = taken.into_iter().map(|(id,)| id).collect();
    let mut outcomes = Vec::with_capacity(rows.len());
    let mut new = Vec::new();
    for row in rows {
        if taken.insert(row.0.id) {
            new.push(*row);
            outcomes.push(Ok(()));
        } else {
            outcomes.push(Err(StoreError::Conflict("draft")));
        }
    }
    if !new.is_empty() {
        let drafts = documents::array(new.iter().map(|(draft, _)| documents::draft(draft)));
        sqlx::query(CREATE).bind(drafts).execute(&mut *c).await?;
        let contacts = new.iter().map(|(draft, contact)| (contact, Some(draft.id)));
        super::contacts::begin(c, contacts).await?;
    }
    Ok(outcomes)
}

/// Saves them all; of two saves of one draft the second finds what the first left.
pub(super) async fn save(
    c: &mut SqliteConnection,
    saves: &[&DraftSave],
) -> StoreResult<Vec<StoreResult<DraftSaved>>> {
    let mut outcomes: Vec<StoreResult<DraftSaved>> = Vec::new();
    outcomes.resize_with(saves.len(), || Ok(DraftSaved::Gone));
    let mut pending: Vec<usize> = (0..saves.len()).collect();
    while !pending.is_empty() {
        let mut seen = HashSet::new();
        let (round, later): (Vec<usize>, Vec<usize>) = pending
            .into_iter()
            .partition(|place| seen.insert(saves[*place].id));
        let document = documents::array(round.iter().map(|place| documents::save(saves[*place])));
        let saved: Vec<(Uuid, i64)> = sqlx::query_as(SAVE)
            .bind(&document)
            .fetch_all(&mut *c)
            .await?;
        let saved: HashMap<Uuid, i64> = saved.into_iter().collect();
        let alive: HashSet<Uuid> = if saved.len() < round.len() {
            let alive: Vec<(Uuid,)> = sqlx::query_as(ALIVE)
                .bind(&document)
                .fetch_all(&mut *c)
                .await?;
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
        super::contacts::saved(c, &touched).await?;
        pending = later;
    }
    Ok(outcomes)
}

pub(super) async fn clear(c: &mut SqliteConnection, input: &(Uuid, Timestamp)) -> StoreResult<()> {
    let (id, now) = *input;
    sqlx::query(
        "UPDATE contacts SET ended = 'left', ended_at = $2, last_at = max(last_at, $2)
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
