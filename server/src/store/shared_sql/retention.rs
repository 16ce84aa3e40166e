//! Deletes expired data, in steps short enough not to delay other writes.

use super::contact_details;
use super::dialect::{Backend, Connection, Pool, ids};
use super::draft_life::forget;
use super::unlink::unlink;
use crate::store::encoding::millis;
use crate::store::{
    ANSWER_EXPECTED, ExpiryStore, RetentionForecast, RetentionReport, RetentionRule,
    RetentionStore, StoreResult,
};
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

/// Submissions deleted in one transaction.
const STEP: usize = 200;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long idempotency records and mails to the operator are retained.
const MONTH: i64 = 30 * DAY;
/// How long a comment is retained: long enough to compare a season with the previous one.
const YEAR: i64 = 365 * DAY;

#[async_trait]
impl RetentionStore for Backend {
    async fn retain(
        &self,
        now: Timestamp,
        rules: Vec<RetentionRule>,
        detail_days: u32,
    ) -> StoreResult<RetentionReport> {
        // First, because times are rounded when links go.
        let rest = self.write(now, |c, now| Box::pin(delete_rest(c, *now)));
        let mut report = rest.await?;
        let ended = self.expire(now).await?;
        report.drafts += ended.drafts;
        report.contact_links += ended.contact_links;
        let before = millis(now) - i64::from(detail_days) * DAY;
        report.contact_details += self.delete_contact_details(before).await?;
        for rule in &rules {
            let expired = expired(self.reader(), now, rule).await?;
            for step in expired.chunks(STEP) {
                let deleted = self
                    .write(step.to_vec(), |c, ids| Box::pin(delete_submissions(c, ids)))
                    .await?;
                report.add(&deleted);
            }
        }
        Ok(report)
    }

    async fn retention_dry_run(
        &self,
        now: Timestamp,
        rules: &[RetentionRule],
        detail_days: u32,
    ) -> StoreResult<RetentionForecast> {
        let mut forecast = RetentionForecast::default();
        for rule in rules {
            let counted = count_submissions(self.reader(), now, rule).await?;
            forecast.rules.push(counted);
        }
        forecast.rest = count_rest(self.reader(), now).await?;
        let before = millis(now) - i64::from(detail_days) * DAY;
        forecast.rest.contact_details = contact_details::count(self.reader(), before).await?;
        Ok(forecast)
    }
}

/// The submissions whose timeline has not changed for longer than their version's rule.
async fn expired(pool: &Pool, now: Timestamp, rule: &RetentionRule) -> StoreResult<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = sqlx::query_as(
        "SELECT s.id FROM submissions AS s
         WHERE s.version = $1 AND s.received_at < $2 AND s.id <= $3
           AND NOT EXISTS (SELECT 1 FROM statuses AS t WHERE t.submission = s.id AND t.at >= $2)",
    )
    .bind(&rule.version)
    .bind(millis(now) - i64::from(rule.days) * DAY)
    .bind(last_id(millis(now) - i64::from(rule.days) * DAY))
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Counts what [`delete_submissions`] would delete of [`expired`]. Keys older than a month are
/// counted by [`count_rest`].
async fn count_submissions(
    pool: &Pool,
    now: Timestamp,
    rule: &RetentionRule,
) -> StoreResult<RetentionReport> {
    let counts: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "WITH past AS (
             SELECT s.id FROM submissions AS s
             WHERE s.version = $1 AND s.received_at < $2 AND s.id <= $4
               AND NOT EXISTS (SELECT 1 FROM statuses AS t
                               WHERE t.submission = s.id AND t.at >= $2)),
         free AS (
             SELECT p.id FROM past AS p
             WHERE NOT EXISTS (SELECT 1 FROM deliveries AS d
                               WHERE d.submission = p.id AND d.kind = 'request' AND d.state <> 'delivered'))
         SELECT (SELECT count(*) FROM past), (SELECT count(*) FROM free),
                (SELECT count(*) FROM deliveries WHERE submission IN (SELECT id FROM free)),
                (SELECT count(*) FROM idempotency
                 WHERE submission IN (SELECT id FROM free) AND at >= $3),
                (SELECT count(*) FROM contact_links WHERE submission IN (SELECT id FROM free))",
    )
    .bind(&rule.version)
    .bind(millis(now) - i64::from(rule.days) * DAY)
    .bind(millis(now) - MONTH)
    .bind(last_id(millis(now) - i64::from(rule.days) * DAY))
    .fetch_one(pool)
    .await?;
    let (past, submissions, deliveries, idempotency, contact_links) = counts;
    Ok(RetentionReport {
        submissions: submissions.unsigned_abs(),
        deliveries: deliveries.unsigned_abs(),
        idempotency: idempotency.unsigned_abs(),
        contact_links: contact_links.unsigned_abs(),
        held: past.saturating_sub(submissions).unsigned_abs(),
        ..RetentionReport::default()
    })
}

/// Counts what [`delete_rest`] would delete.
async fn count_rest(pool: &Pool, now: Timestamp) -> StoreResult<RetentionReport> {
    let counts: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM contact_links WHERE submission IS NULL
                 AND draft IN (SELECT id FROM drafts WHERE expires_at <= $1))
                + (SELECT count(*) FROM contact_links AS l JOIN contacts AS c ON c.id = l.contact
                   WHERE l.submission IS NULL AND l.draft IS NOT NULL AND c.last_at <= $4
                     AND NOT EXISTS (SELECT 1 FROM drafts AS d WHERE d.id = l.draft)),
                (SELECT count(*) FROM drafts WHERE expires_at <= $1),
                (SELECT count(*) FROM idempotency WHERE at < $2),
                (SELECT count(*) FROM deliveries
                 WHERE submission IS NULL AND state = 'delivered' AND ended_at < $2),
                (SELECT count(*) FROM feedback WHERE comment IS NOT NULL AND at < $3)
                + (SELECT count(*) FROM service_ratings WHERE comment IS NOT NULL AND at < $3)",
    )
    .bind(millis(now))
    .bind(millis(now) - MONTH)
    .bind(millis(now) - YEAR)
    .bind(millis(now - ANSWER_EXPECTED))
    .fetch_one(pool)
    .await?;
    let (contact_links, drafts, idempotency, deliveries, comments) = counts;
    Ok(RetentionReport {
        drafts: drafts.unsigned_abs(),
        deliveries: deliveries.unsigned_abs(),
        idempotency: idempotency.unsigned_abs(),
        contact_links: contact_links.unsigned_abs(),
        comments: comments.unsigned_abs(),
        ..RetentionReport::default()
    })
}

/// Deletes submissions with everything that belongs to them. One with a request to a back office
/// that is pending or has given up is not deleted; an undelivered mail does not prevent it.
/// Contacts stay, without their links.
async fn delete_submissions(c: &mut Connection, expired: &[Uuid]) -> StoreResult<RetentionReport> {
    let free: Vec<(Uuid,)> = sqlx::query_as(
        concat!("SELECT s.id FROM submissions AS s
         WHERE s.id ", among!("$1"), "
           AND NOT EXISTS (SELECT 1 FROM deliveries AS d
                           WHERE d.submission = s.id AND d.kind = 'request' AND d.state <> 'delivered')",
         locked!("s")),
    )
    .bind(ids(expired.iter().copied())?)
    .fetch_all(&mut *c)
    .await?;
    let free = ids(free.into_iter().map(|(id,)| id))?;
    let contacts: Vec<Uuid> = sqlx::query_scalar(concat!(
        "DELETE FROM contact_links WHERE submission ",
        among!("$1"),
        " RETURNING contact"
    ))
    .bind(&free)
    .fetch_all(&mut *c)
    .await?;
    let contact_links = contacts.len() as u64;
    let about: Vec<Uuid> = sqlx::query_scalar(concat!(
        "DELETE FROM contact_about WHERE submission ",
        among!("$1"),
        " RETURNING contact"
    ))
    .bind(&free)
    .fetch_all(&mut *c)
    .await?;
    unlink(c, [contacts, about].concat()).await?;
    let deliveries = sqlx::query(concat!(
        "DELETE FROM deliveries WHERE submission ",
        among!("$1")
    ))
    .bind(&free)
    .execute(&mut *c)
    .await?
    .rows_affected();
    let idempotency = sqlx::query(concat!(
        "DELETE FROM idempotency WHERE submission ",
        among!("$1")
    ))
    .bind(&free)
    .execute(&mut *c)
    .await?
    .rows_affected();
    // Parts, statuses, proofs and callbacks are deleted with their submission.
    let submissions = sqlx::query(concat!("DELETE FROM submissions WHERE id ", among!("$1")))
        .bind(&free)
        .execute(c)
        .await?
        .rows_affected();
    Ok(RetentionReport {
        submissions,
        deliveries,
        idempotency,
        contact_links,
        held: (expired.len() as u64).saturating_sub(submissions),
        ..RetentionReport::default()
    })
}

/// Old idempotency records, old mails to the operator, old comments, and old ends of drafts, which
/// nobody counts.
async fn delete_rest(c: &mut Connection, now: Timestamp) -> StoreResult<RetentionReport> {
    forget(c, now).await?;
    let now = millis(now);
    let idempotency = sqlx::query("DELETE FROM idempotency WHERE at < $1")
        .bind(now - MONTH)
        .execute(&mut *c)
        .await?
        .rows_affected();
    let deliveries = sqlx::query(
        "DELETE FROM deliveries
         WHERE submission IS NULL AND state = 'delivered' AND ended_at < $1",
    )
    .bind(now - MONTH)
    .execute(&mut *c)
    .await?
    .rows_affected();
    let comments =
        sqlx::query("UPDATE feedback SET comment = NULL WHERE comment IS NOT NULL AND at < $1")
            .bind(now - YEAR)
            .execute(&mut *c)
            .await?
            .rows_affected();
    let of_services = sqlx::query(
        "UPDATE service_ratings SET comment = NULL WHERE comment IS NOT NULL AND at < $1",
    )
    .bind(now - YEAR)
    .execute(c)
    .await?
    .rows_affected();
    Ok(RetentionReport {
        deliveries,
        idempotency,
        comments: comments + of_services,
        ..RetentionReport::default()
    })
}

/// The last id that can be made at this time. Ids are in order of time, so that old rows are
/// found by the primary key, without reading the new ones.
pub(super) fn last_id(millis: i64) -> Uuid {
    let millis = u64::try_from(millis).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0xff; 10]).into_uuid()
}
