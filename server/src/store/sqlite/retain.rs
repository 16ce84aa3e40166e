//! Deleting what is past its time, in steps short enough that nobody waits for them.

use crate::store::rows::{RetentionReport, RetentionRule};
use crate::store::words::millis;
use crate::store::{Kept, documents};
use jiff::Timestamp;
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

/// Submissions deleted in one transaction.
pub(super) const STEP: usize = 200;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long idempotency records and mails to the operator are kept.
const MONTH: i64 = 30 * DAY;

/// The submissions whose timeline has been still for longer than their version's rule.
pub(super) async fn past(
    pool: &SqlitePool,
    now: Timestamp,
    rule: &RetentionRule,
) -> Kept<Vec<Uuid>> {
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

/// Deletes these with all that hangs on them; who is still owed a delivery, or had one
/// given up, is held. Contacts stay, their links go.
pub(super) async fn submissions(c: &mut SqliteConnection, past: &[Uuid]) -> Kept<RetentionReport> {
    let free: Vec<(Uuid,)> = sqlx::query_as(
        "SELECT s.id FROM submissions AS s
         WHERE s.id IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))
           AND NOT EXISTS (SELECT 1 FROM deliveries AS d
                           WHERE d.submission = s.id AND d.state <> 'delivered')",
    )
    .bind(documents::ids(past.iter().copied()))
    .fetch_all(&mut *c)
    .await?;
    let free = documents::ids(free.into_iter().map(|(id,)| id));
    let contact_links = sqlx::query(
        "DELETE FROM contact_links
         WHERE submission IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))",
    )
    .bind(&free)
    .execute(&mut *c)
    .await?
    .rows_affected();
    let deliveries = sqlx::query(
        "DELETE FROM deliveries
         WHERE submission IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))",
    )
    .bind(&free)
    .execute(&mut *c)
    .await?
    .rows_affected();
    let idempotency = sqlx::query(
        "DELETE FROM idempotency
         WHERE submission IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))",
    )
    .bind(&free)
    .execute(&mut *c)
    .await?
    .rows_affected();
    // Parts, statuses, look-ups and callbacks go with their submission.
    let submissions = sqlx::query(
        "DELETE FROM submissions
         WHERE id IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))",
    )
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
    })
}

/// Expired drafts, old idempotency records, old mails to the operator.
pub(super) async fn rest(c: &mut SqliteConnection, now: &Timestamp) -> Kept<RetentionReport> {
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
    .execute(c)
    .await?
    .rows_affected();
    Ok(RetentionReport {
        drafts,
        deliveries,
        idempotency,
        contact_links,
        submissions: 0,
        held: 0,
    })
}
