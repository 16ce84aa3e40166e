//! Deleting what is past its time, in steps short enough that nobody waits for them.

use super::dialect::{Connection, Pool, among, ids, locked};
use crate::store::StoreResult;
use crate::store::rows::{RetentionReport, RetentionRule};
use crate::store::words::millis;
use jiff::Timestamp;
use uuid::Uuid;

/// Submissions deleted in one transaction.
pub(super) const STEP: usize = 200;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long idempotency records and mails to the operator are kept.
const MONTH: i64 = 30 * DAY;
/// How long a comment is kept: long enough to compare a season with the one before.
const YEAR: i64 = 365 * DAY;

/// The submissions whose timeline has been still for longer than their version's rule.
pub(super) async fn past(
    pool: &Pool,
    now: Timestamp,
    rule: &RetentionRule,
) -> StoreResult<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> = sqlx::query_as(
        "SELECT s.id FROM submissions AS s
         WHERE s.version = $1 AND s.received_at < $2
           AND NOT EXISTS (SELECT 1 FROM statuses AS t WHERE t.submission = s.id AND t.at >= $2)",
    )
    .bind(&rule.version)
    .bind(millis(now) - i64::from(rule.days) * DAY)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What one rule would delete: [`past`] and [`submissions`], counted. Keys older than a month
/// are left to [`rest_ahead`].
pub(super) async fn ahead(
    pool: &Pool,
    now: Timestamp,
    rule: &RetentionRule,
) -> StoreResult<RetentionReport> {
    let counts: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "WITH past AS (
             SELECT s.id FROM submissions AS s
             WHERE s.version = $1 AND s.received_at < $2
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
    .fetch_one(pool)
    .await?;
    let (past, submissions, deliveries, idempotency, contact_links) = counts;
    Ok(RetentionReport {
        submissions: submissions.unsigned_abs(),
        deliveries: deliveries.unsigned_abs(),
        idempotency: idempotency.unsigned_abs(),
        contact_links: contact_links.unsigned_abs(),
        held: past.saturating_sub(submissions).unsigned_abs(),
        drafts: 0,
        comments: 0,
    })
}

/// What [`rest`] would delete.
pub(super) async fn rest_ahead(pool: &Pool, now: Timestamp) -> StoreResult<RetentionReport> {
    let counts: (i64, i64, i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM contact_links WHERE submission IS NULL
                 AND draft IN (SELECT id FROM drafts WHERE expires_at <= $1)),
                (SELECT count(*) FROM drafts WHERE expires_at <= $1),
                (SELECT count(*) FROM idempotency WHERE at < $2),
                (SELECT count(*) FROM deliveries
                 WHERE submission IS NULL AND state = 'delivered' AND ended_at < $2),
                (SELECT count(*) FROM feedback WHERE comment IS NOT NULL AND at < $3)",
    )
    .bind(millis(now))
    .bind(millis(now) - MONTH)
    .bind(millis(now) - YEAR)
    .fetch_one(pool)
    .await?;
    let (contact_links, drafts, idempotency, deliveries, comments) = counts;
    Ok(RetentionReport {
        drafts: drafts.unsigned_abs(),
        deliveries: deliveries.unsigned_abs(),
        idempotency: idempotency.unsigned_abs(),
        contact_links: contact_links.unsigned_abs(),
        comments: comments.unsigned_abs(),
        submissions: 0,
        held: 0,
    })
}

/// Deletes these with all that hangs on them; a request that is still owed to a back
/// office, or was given up, is held; a mail that could not be delivered holds nothing. Contacts stay, their links go.
pub(super) async fn submissions(c: &mut Connection, past: &[Uuid]) -> StoreResult<RetentionReport> {
    let free: Vec<(Uuid,)> = sqlx::query_as(
        concat!("SELECT s.id FROM submissions AS s
         WHERE s.id ", among!("$1"), "
           AND NOT EXISTS (SELECT 1 FROM deliveries AS d
                           WHERE d.submission = s.id AND d.kind = 'request' AND d.state <> 'delivered')",
         locked!("s")),
    )
    .bind(ids(past.iter().copied()))
    .fetch_all(&mut *c)
    .await?;
    let free = ids(free.into_iter().map(|(id,)| id));
    let contact_links = sqlx::query(concat!(
        "DELETE FROM contact_links WHERE submission ",
        among!("$1")
    ))
    .bind(&free)
    .execute(&mut *c)
    .await?
    .rows_affected();
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
    // Parts, statuses, look-ups and callbacks go with their submission.
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
        held: (past.len() as u64).saturating_sub(submissions),
        drafts: 0,
        comments: 0,
    })
}

/// Expired drafts, old idempotency records, old mails to the operator, old comments.
pub(super) async fn rest(c: &mut Connection, now: &Timestamp) -> StoreResult<RetentionReport> {
    let now = millis(*now);
    let contact_links = sqlx::query(
        "DELETE FROM contact_links WHERE submission IS NULL
           AND draft IN (SELECT id FROM drafts WHERE expires_at <= $1)",
    )
    .bind(now)
    .execute(&mut *c)
    .await?
    .rows_affected();
    let drafts = sqlx::query("DELETE FROM drafts WHERE expires_at <= $1")
        .bind(now)
        .execute(&mut *c)
        .await?
        .rows_affected();
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
            .execute(c)
            .await?
            .rows_affected();
    Ok(RetentionReport {
        drafts,
        deliveries,
        idempotency,
        contact_links,
        comments,
        submissions: 0,
        held: 0,
    })
}
