//! Ends sessions; lets drafts, senders and the links of contacts expire.

use super::clear::end_contacts;
use super::dialect::{Backend, Connection, ids};
use super::draft_life::remember;
use super::unlink::unlink;
use crate::store::encoding::millis;
use crate::store::{
    ANSWER_EXPECTED, DraftEnding, Expired, ExpiryStore, SENDER_OPENS, SessionEnd, StoreResult,
};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

/// Rows that expire in one transaction, so that no other write waits long.
const STEP: i64 = 200;

#[async_trait]
impl ExpiryStore for Backend {
    async fn end_session(&self, end: SessionEnd) -> StoreResult<()> {
        self.write(end, |c, end| Box::pin(end_session(c, end)))
            .await
    }

    async fn is_ended(&self, hash: &KeyedHash) -> StoreResult<bool> {
        let found: Option<String> = sqlx::query_scalar("SELECT hash FROM ended WHERE hash = $1")
            .bind(&hash.0)
            .fetch_optional(self.reader())
            .await?;
        Ok(found.is_some())
    }

    async fn expire(&self, now: Timestamp) -> StoreResult<Expired> {
        let (drafts, with_drafts) = self.expire_drafts(now).await?;
        let left = self.expire_links(now - ANSWER_EXPECTED).await?;
        let senders = self.expire_senders(now - SENDER_OPENS).await?;
        self.write(now, |c, now| Box::pin(delete_past_sessions(c, *now)))
            .await?;
        Ok(Expired {
            drafts,
            contact_links: with_drafts + left,
            senders,
        })
    }

    async fn wipe_log(&self) -> StoreResult<bool> {
        self.truncate_log().await
    }
}

impl Backend {
    /// Returns how many drafts, and how many links of theirs.
    async fn expire_drafts(&self, now: Timestamp) -> StoreResult<(u64, u64)> {
        let (mut drafts, mut links) = (0, 0);
        loop {
            let expired: Vec<Uuid> =
                sqlx::query_scalar("SELECT id FROM drafts WHERE expires_at <= $1 LIMIT $2")
                    .bind(millis(now))
                    .bind(STEP)
                    .fetch_all(self.reader())
                    .await?;
            if expired.is_empty() {
                return Ok((drafts, links));
            }
            let input = (expired, now);
            let step = self.write(input, |c, (drafts, now)| {
                Box::pin(delete_expired(c, drafts, *now))
            });
            let deleted = step.await?;
            drafts += deleted.0;
            links += deleted.1;
        }
    }

    /// The links of drafts that were left, once no answer to why is expected any more.
    async fn expire_links(&self, before: Timestamp) -> StoreResult<u64> {
        let mut links = 0;
        loop {
            let left: Vec<Uuid> = sqlx::query_scalar(
                "SELECT l.draft FROM contact_links AS l JOIN contacts AS c ON c.id = l.contact
                 WHERE l.submission IS NULL AND l.draft IS NOT NULL AND c.last_at <= $1
                   AND NOT EXISTS (SELECT 1 FROM drafts AS d WHERE d.id = l.draft) LIMIT $2",
            )
            .bind(millis(before))
            .bind(STEP)
            .fetch_all(self.reader())
            .await?;
            if left.is_empty() {
                return Ok(links);
            }
            let step = self.write(left, |c, drafts| Box::pin(delete_links(c, drafts)));
            links += step.await?;
        }
    }

    async fn expire_senders(&self, before: Timestamp) -> StoreResult<u64> {
        let mut senders = 0;
        loop {
            let sent: Vec<Uuid> = sqlx::query_scalar(
                "SELECT id FROM submissions
                 WHERE owner IS NOT NULL
                   AND (received_at <= $1 OR owner IN (SELECT hash FROM ended)) LIMIT $2",
            )
            .bind(millis(before))
            .bind(STEP)
            .fetch_all(self.reader())
            .await?;
            if sent.is_empty() {
                return Ok(senders);
            }
            let step = self.write(sent, |c, sent| Box::pin(forget_senders(c, sent)));
            senders += step.await?;
        }
    }
}

async fn end_session(c: &mut Connection, end: &SessionEnd) -> StoreResult<()> {
    for (owner, _) in &end.owners {
        let drafts: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM drafts WHERE owner = $1")
            .bind(&owner.0)
            .fetch_all(&mut *c)
            .await?;
        remember(c, &drafts, DraftEnding::Cleared, end.at).await?;
        let drafts: Vec<Uuid> =
            sqlx::query_scalar("DELETE FROM drafts WHERE owner = $1 RETURNING id")
                .bind(&owner.0)
                .fetch_all(&mut *c)
                .await?;
        end_contacts(c, &drafts, end.at).await?;
    }
    for (hash, until) in end.owners.iter().chain(&end.proofs) {
        sqlx::query("INSERT INTO ended (hash, until) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(&hash.0)
            .bind(millis(*until))
            .execute(&mut *c)
            .await?;
    }
    Ok(())
}

/// Drafts that were not saved again since they were read; returns how many, and how many links.
async fn delete_expired(
    c: &mut Connection,
    drafts: &[Uuid],
    now: Timestamp,
) -> StoreResult<(u64, u64)> {
    remember(c, drafts, DraftEnding::Expired, now).await?;
    let deleted: Vec<Uuid> = sqlx::query_scalar(concat!(
        "DELETE FROM drafts WHERE expires_at <= $2 AND id ",
        among!("$1"),
        " RETURNING id"
    ))
    .bind(ids(drafts.iter().copied())?)
    .bind(millis(now))
    .fetch_all(&mut *c)
    .await?;
    let links = delete_links(c, &deleted).await?;
    Ok((deleted.len() as u64, links))
}

/// The links of these drafts, which are gone.
async fn delete_links(c: &mut Connection, drafts: &[Uuid]) -> StoreResult<u64> {
    let contacts: Vec<Uuid> = sqlx::query_scalar(concat!(
        "DELETE FROM contact_links WHERE submission IS NULL AND draft ",
        among!("$1"),
        " RETURNING contact"
    ))
    .bind(ids(drafts.iter().copied())?)
    .fetch_all(&mut *c)
    .await?;
    let links = contacts.len() as u64;
    unlink(c, contacts).await?;
    Ok(links)
}

async fn forget_senders(c: &mut Connection, sent: &[Uuid]) -> StoreResult<u64> {
    let forgotten = sqlx::query(concat!(
        "UPDATE submissions SET owner = NULL WHERE owner IS NOT NULL AND id ",
        among!("$1")
    ))
    .bind(ids(sent.iter().copied())?)
    .execute(c)
    .await?;
    Ok(forgotten.rows_affected())
}

async fn delete_past_sessions(c: &mut Connection, now: Timestamp) -> StoreResult<()> {
    sqlx::query("DELETE FROM ended WHERE until <= $1")
        .bind(millis(now))
        .execute(c)
        .await?;
    Ok(())
}
