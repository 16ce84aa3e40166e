//! What is owed, and the claim.

use crate::store::raw::{RawDelivery, RawDeliveryCount, RawOpenDelivery};
use crate::store::rows::{Claim, DeliveryCount, DeliveryRow, OpenDelivery, Redeliver, Reroute};
use crate::store::words::{millis, time};
use crate::store::{Kept, documents};
use jiff::Timestamp;
use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

pub(super) async fn insert(c: &mut SqliteConnection, rows: &[DeliveryRow]) -> Kept<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO deliveries (id, submission, part, kind, destination, authority, payload,
            state, attempts, next_at, created_at, ended_at)
         SELECT unhex(value->>'id', '-'), unhex(value->>'submission', '-'), value->>'part',
            value->>'kind', value->>'destination', value->>'authority', value->>'payload',
            value->>'state', value->>'attempts', value->>'next_at', value->>'created_at',
            value->>'ended_at'
         FROM jsonb_each($1)",
    )
    .bind(documents::array(rows.iter().map(documents::delivery)))
    .execute(c)
    .await?;
    Ok(())
}

/// The names of destinations that are owed something, by jumping along the index from one
/// name to the next; a long queue is not read through.
macro_rules! owed {
    ($rest:literal) => {
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

pub(super) async fn claim(c: &mut SqliteConnection, claim: &Claim) -> Kept<Vec<DeliveryRow>> {
    let now = millis(claim.now);
    let owed: Vec<(String,)> = sqlx::query_as(owed!(
        "SELECT name FROM owed WHERE name IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM destinations AS d
                           WHERE d.name = owed.name AND d.paused_until > $1)"
    ))
    .bind(now)
    .fetch_all(&mut *c)
    .await?;
    let mut due: Vec<(i64, Uuid)> = Vec::new();
    for (destination,) in owed
        .into_iter()
        .filter(|(name,)| !claim.skip.contains(name))
    {
        let some: Vec<(i64, Uuid)> = sqlx::query_as(
            "SELECT next_at, id FROM deliveries
             WHERE destination = $1 AND state IN ('due', 'leased') AND next_at <= $2
             ORDER BY next_at, id LIMIT $3",
        )
        .bind(destination)
        .bind(now)
        .bind(i64::from(claim.per_destination.min(claim.limit)))
        .fetch_all(&mut *c)
        .await?;
        due.extend(some);
    }
    due.sort_unstable();
    due.truncate(usize::try_from(claim.limit).unwrap_or(usize::MAX));
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<RawDelivery> = sqlx::query_as(
        "UPDATE deliveries SET state = 'leased', attempts = attempts + 1, next_at = $2,
            lease_owner = $3
         WHERE id IN (SELECT unhex(value->>'id', '-') FROM jsonb_each($1))
         RETURNING id, submission, part, kind, destination, authority, payload, state,
            attempts, next_at, created_at, ended_at",
    )
    .bind(documents::ids(due.iter().map(|(_, id)| *id)))
    .bind(millis(claim.lease_until))
    .bind(claim.owner)
    .fetch_all(c)
    .await?;
    let mut rows = rows
        .into_iter()
        .map(RawDelivery::row)
        .collect::<Kept<Vec<_>>>()?;
    rows.sort_by_key(|row| due.iter().position(|(_, id)| *id == row.id));
    Ok(rows)
}

pub(super) async fn of_submission(pool: &SqlitePool, submission: Uuid) -> Kept<Vec<DeliveryRow>> {
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
    pool: &SqlitePool,
    destination: Option<&str>,
    limit: u32,
) -> Kept<Vec<OpenDelivery>> {
    let rows: Vec<RawOpenDelivery> = sqlx::query_as(
        "SELECT v.id, s.reference, v.destination, v.state, v.attempts, v.next_at, v.created_at,
            (SELECT result FROM attempts AS a
             WHERE a.delivery = v.id AND a.result <> 'released'
             ORDER BY a.id DESC LIMIT 1) AS last
         FROM deliveries AS v LEFT JOIN submissions AS s ON s.id = v.submission
         WHERE v.state IN ('due', 'leased', 'gave_up')
           AND ($1 IS NULL OR v.destination = $1)
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
    c: &mut SqliteConnection,
    input: &(Redeliver, Timestamp),
) -> Kept<u64> {
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
pub(super) async fn reroute(c: &mut SqliteConnection, input: &(Reroute, Timestamp)) -> Kept<u64> {
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

pub(super) async fn counts(pool: &SqlitePool) -> Kept<Vec<DeliveryCount>> {
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
    c: &mut SqliteConnection,
    input: &(String, Option<Timestamp>, String),
) -> Kept<()> {
    let (name, until, reason) = input;
    sqlx::query(
        "INSERT INTO destinations (name, paused_until, reason) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET paused_until =
                CASE excluded.paused_until WHEN 0 THEN 0
                ELSE max(destinations.paused_until, excluded.paused_until) END,
            reason = excluded.reason",
    )
    .bind(name)
    .bind(until.map_or(0, millis))
    .bind(reason)
    .execute(c)
    .await?;
    Ok(())
}

pub(super) async fn paused(pool: &SqlitePool, now: Timestamp) -> Kept<Vec<(String, Timestamp)>> {
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
pub(super) async fn next_due(pool: &SqlitePool) -> Kept<Option<Timestamp>> {
    let (due,): (Option<i64>,) = sqlx::query_as(owed!(
        "SELECT min(max(
            (SELECT min(next_at) FROM deliveries AS v
             WHERE v.destination = owed.name AND v.state IN ('due', 'leased')),
            coalesce((SELECT paused_until FROM destinations AS d WHERE d.name = owed.name), 0)))
         FROM owed WHERE name IS NOT NULL"
    ))
    .fetch_one(pool)
    .await?;
    due.map(time).transpose()
}
