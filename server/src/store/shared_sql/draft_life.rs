//! How long drafts live, and how they ended.

use super::clear::clear;
use super::dialect::{Backend, Connection, ids};
use crate::store::encoding::{DbEnum, millis, time};
use crate::store::{
    DraftEnding, DraftLifeStore, DraftStanding, END_REMEMBERED, KeepDraft, MOST_PER_OWNER,
    SentDraft, StoreResult,
};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

const DAY: i64 = 24 * 60 * 60 * 1000;

#[async_trait]
impl DraftLifeStore for Backend {
    async fn draft_standing(
        &self,
        draft: SentDraft,
        now: Timestamp,
    ) -> StoreResult<Option<DraftStanding>> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT reason AS what, CAST(0 AS bigint) AS at FROM draft_ends WHERE mark = $2
             UNION ALL
             SELECT 'sent', CAST(0 AS bigint) FROM submissions WHERE draft IN ($1, $2)
             UNION ALL
             SELECT CASE WHEN expires_at <= $3 THEN 'expired' ELSE 'open' END, created_at
             FROM drafts WHERE id = $1",
        )
        .bind(draft.id)
        .bind(draft.mark)
        .bind(millis(now))
        .fetch_all(self.reader())
        .await?;
        // A draft that is stored says more than the memory of one.
        let row = |word: &str| rows.iter().find(|(what, _)| what == word);
        if let Some((_, created_at)) = row("open") {
            let created_at = time(*created_at)?;
            return Ok(Some(DraftStanding::Open { created_at }));
        }
        if row("sent").is_some() {
            return Ok(Some(DraftStanding::Sent));
        }
        let ending = rows.first().map(|(what, _)| DraftEnding::decode(what));
        Ok(ending.transpose()?.map(DraftStanding::Ended))
    }

    async fn extend_draft(
        &self,
        id: Uuid,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> StoreResult<bool> {
        self.write((id, expires_at, now), |c, input| Box::pin(extend(c, input)))
            .await
    }

    async fn keep_draft(&self, new: KeepDraft) -> StoreResult<bool> {
        self.write(new, |c, new| Box::pin(keep(c, new))).await
    }

    async fn draft_of_owner(
        &self,
        owner: &KeyedHash,
        service: &str,
        now: Timestamp,
    ) -> StoreResult<Option<(Uuid, Timestamp)>> {
        let found: Option<(Uuid, i64)> = sqlx::query_as(
            "SELECT id, expires_at FROM drafts
             WHERE owner = $1 AND service = $2 AND expires_at > $3
             ORDER BY saved_at DESC, id DESC LIMIT 1",
        )
        .bind(&owner.0)
        .bind(service)
        .bind(millis(now))
        .fetch_optional(self.reader())
        .await?;
        Ok(match found {
            Some((id, until)) => Some((id, time(until)?)),
            None => None,
        })
    }
}

async fn extend(c: &mut Connection, input: &(Uuid, Timestamp, Timestamp)) -> StoreResult<bool> {
    let (id, expires_at, now) = *input;
    let extended =
        sqlx::query("UPDATE drafts SET expires_at = $2 WHERE id = $1 AND expires_at > $3")
            .bind(id)
            .bind(millis(expires_at))
            .bind(millis(now))
            .execute(c)
            .await?;
    Ok(extended.rows_affected() > 0)
}

async fn keep(c: &mut Connection, new: &KeepDraft) -> StoreResult<bool> {
    let kept = sqlx::query(
        "UPDATE drafts SET owner = $2, ends_at = $3, expires_at = $3
         WHERE id = $1 AND expires_at > $4",
    )
    .bind(new.id)
    .bind(&new.owner.0)
    .bind(millis(new.until))
    .bind(millis(new.at))
    .execute(&mut *c)
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(false);
    }
    if let Some(before) = &new.before {
        sqlx::query("UPDATE drafts SET owner = $2 WHERE owner = $1")
            .bind(&before.0)
            .bind(&new.owner.0)
            .execute(&mut *c)
            .await?;
    }
    let too_many: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM drafts WHERE owner = $1 AND id <> $2
         ORDER BY saved_at DESC, id DESC LIMIT 1000 OFFSET $3",
    )
    .bind(&new.owner.0)
    .bind(new.id)
    .bind(MOST_PER_OWNER - 1)
    .fetch_all(&mut *c)
    .await?;
    for id in too_many {
        clear(c, &(id, new.at)).await?;
    }
    Ok(true)
}

/// Remembers why these drafts end, before they are deleted.
pub(super) async fn remember(
    c: &mut Connection,
    drafts: &[Uuid],
    reason: DraftEnding,
    at: Timestamp,
) -> StoreResult<()> {
    // A whole day, so that nothing tells when.
    let days = (millis(at) + END_REMEMBERED.as_hours() * 60 * 60 * 1000) / DAY + 1;
    sqlx::query(concat!(
        "INSERT INTO draft_ends (mark, reason, until)
         SELECT mark, $2, $3 FROM drafts WHERE id ",
        among!("$1"),
        " ON CONFLICT DO NOTHING"
    ))
    .bind(ids(drafts.iter().copied())?)
    .bind(reason.word())
    .bind(days * DAY)
    .execute(c)
    .await?;
    Ok(())
}

/// Forgets the ends that have been remembered long enough.
pub(super) async fn forget(c: &mut Connection, now: Timestamp) -> StoreResult<()> {
    sqlx::query("DELETE FROM draft_ends WHERE until <= $1")
        .bind(millis(now))
        .execute(c)
        .await?;
    Ok(())
}
