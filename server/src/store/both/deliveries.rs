//! What is owed, and what becomes of it.

use super::dialect::{Connection, Pool, greater};
pub(super) use super::queue::{claim, insert};
use crate::store::StoreResult;
use crate::store::raw::{RawDelivery, RawDeliveryCount, RawOpenDelivery};
use crate::store::rows::{DeliveryCount, DeliveryRow, OpenDelivery, Redeliver, Reroute};
use crate::store::words::{millis, time};
use jiff::Timestamp;
use uuid::Uuid;

/// The names of destinations that are owed something, by jumping along the index from one
/// name to the next; a long queue is not read through.
macro_rules! owed {
    ($rest:expr) => {
        concat!(
            "WITH RECURSIVE owed(name) AS (
                SELECT min(destination) FROM deliveries WHERE state IN ('due', 'leased')
                UNION ALL
                SELECT (SELECT min(destination) FROM deliveries
                        WHERE state IN ('due', 'leased') AND destination > owed.name)
                FROM owed WHERE owed.name IS NOT NULL
             ) ",
            $rest
        )
    };
}

pub(super) use owed;

pub(super) async fn of_submission(pool: &Pool, submission: Uuid) -> StoreResult<Vec<DeliveryRow>> {
    let rows: Vec<RawDelivery> = sqlx::query_as(
        "SELECT id, submission, part, kind, destination, authority, payload, state, attempts,
            next_at, created_at, ended_at
         FROM deliveries WHERE submission = $1 ORDER BY id",
    )
    .bind(submission)
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(RawDelivery::row).collect()
}

pub(super) async fn open(
    pool: &Pool,
    destination: Option<&str>,
    limit: u32,
) -> StoreResult<Vec<OpenDelivery>> {
    let rows: Vec<RawOpenDelivery> = sqlx::query_as(
        "SELECT v.id, s.reference, v.destination, v.state, v.attempts, v.next_at, v.created_at,
            (SELECT result FROM attempts AS a
             WHERE a.delivery = v.id AND a.result <> 'released'
             ORDER BY a.id DESC LIMIT 1) AS last
         FROM deliveries AS v LEFT JOIN submissions AS s ON s.id = v.submission
         WHERE v.state IN ('due', 'leased', 'gave_up')
           AND (CAST($1 AS text) IS NULL OR v.destination = $1)
         ORDER BY v.created_at, v.id LIMIT $2",
    )
    .bind(destination)
    .bind(i64::from(limit))
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(RawOpenDelivery::row).collect()
}

/// The full schedule begins again: what gave up had spent its attempts.
pub(super) async fn redeliver(
    c: &mut Connection,
    input: &(Redeliver, Timestamp),
) -> StoreResult<u64> {
    let now = millis(input.1);
    let query = match &input.0 {
        Redeliver::One(id) => sqlx::query(
            "UPDATE deliveries SET next_at = $1, ended_at = NULL, state = 'due',
                attempts = CASE state WHEN 'gave_up' THEN 0 ELSE attempts END
             WHERE (state = 'gave_up' OR state = 'due' AND next_at > $1) AND id = $2",
        )
        .bind(now)
        .bind(*id),
        Redeliver::Destination(name) => sqlx::query(
            "UPDATE deliveries SET next_at = $1, ended_at = NULL, state = 'due',
                attempts = CASE state WHEN 'gave_up' THEN 0 ELSE attempts END
             WHERE (state = 'gave_up' OR state = 'due' AND next_at > $1) AND destination = $2",
        )
        .bind(now)
        .bind(name),
        Redeliver::Reference(reference) => sqlx::query(
            "UPDATE deliveries SET next_at = $1, ended_at = NULL, state = 'due',
                attempts = CASE state WHEN 'gave_up' THEN 0 ELSE attempts END
             WHERE (state = 'gave_up' OR state = 'due' AND next_at > $1)
               AND submission = (SELECT id FROM submissions WHERE reference = $2)",
        )
        .bind(now)
        .bind(reference.compact()),
    };
    Ok(query.execute(c).await?.rows_affected())
}

/// Parts follow their delivery, so that callbacks find them.
pub(super) async fn reroute(c: &mut Connection, input: &(Reroute, Timestamp)) -> StoreResult<u64> {
    let (route, now) = input;
    sqlx::query(
        "UPDATE submission_parts SET destination = $1 WHERE destination = $2 AND authority = $3
           AND submission IN (SELECT id FROM submissions WHERE service = $4)",
    )
    .bind(&route.to)
    .bind(&route.from)
    .bind(&route.authority)
    .bind(&route.service)
    .execute(&mut *c)
    .await?;
    let moved = sqlx::query(
        "UPDATE deliveries SET destination = $1, state = 'due', attempts = 0, next_at = $5,
            ended_at = NULL
         WHERE destination = $2 AND authority = $3 AND kind = 'request'
           AND state IN ('due', 'gave_up')
           AND submission IN (SELECT id FROM submissions WHERE service = $4)",
    )
    .bind(&route.to)
    .bind(&route.from)
    .bind(&route.authority)
    .bind(&route.service)
    .bind(millis(*now))
    .execute(c)
    .await?;
    Ok(moved.rows_affected())
}

pub(super) async fn counts(pool: &Pool) -> StoreResult<Vec<DeliveryCount>> {
    let rows: Vec<RawDeliveryCount> = sqlx::query_as(
        "SELECT destination, state, count(*) AS amount, min(next_at) AS oldest
         FROM deliveries WHERE state IN ('due', 'leased') GROUP BY destination, state
         UNION ALL
         SELECT destination, 'gave_up', count(*), min(next_at)
         FROM deliveries WHERE state = 'gave_up' GROUP BY destination
         ORDER BY 1, 2",
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(RawDeliveryCount::row).collect()
}

/// `until` none ends the pause; otherwise nobody makes it shorter.
pub(super) async fn pause(
    c: &mut Connection,
    input: &(String, Option<Timestamp>, String),
) -> StoreResult<()> {
    let (name, until, reason) = input;
    sqlx::query(concat!(
        "INSERT INTO destinations (name, paused_until, reason) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET paused_until =
                CASE excluded.paused_until WHEN 0 THEN 0 ELSE ",
        greater!("destinations.paused_until", "excluded.paused_until"),
        " END, reason = excluded.reason",
    ))
    .bind(name)
    .bind(until.map_or(0, millis))
    .bind(reason)
    .execute(c)
    .await?;
    Ok(())
}

pub(super) async fn paused(pool: &Pool, now: Timestamp) -> StoreResult<Vec<(String, Timestamp)>> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT name, paused_until FROM destinations WHERE paused_until > $1 ORDER BY name",
    )
    .bind(millis(now))
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|(name, until)| Ok((name, time(until)?)))
        .collect()
}

/// What is paused counts as due at the end of its pause; what is leased, of its lease.
pub(super) async fn next_due(pool: &Pool) -> StoreResult<Option<Timestamp>> {
    let (due,): (Option<i64>,) = sqlx::query_as(owed!(concat!(
        "SELECT min(",
        greater!(
            "(SELECT min(next_at) FROM deliveries AS v
              WHERE v.destination = owed.name AND v.state IN ('due', 'leased'))",
            "coalesce((SELECT paused_until FROM destinations AS d WHERE d.name = owed.name), 0)"
        ),
        ") FROM owed WHERE name IS NOT NULL"
    )))
    .fetch_one(pool)
    .await?;
    due.map(time).transpose()
}
