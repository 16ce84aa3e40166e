//! Pauses of destinations, and the deliveries that probe them.
//!
//! SQLite uses the index of pending deliveries only for a query that repeats the index's own
//! condition, `state IN ('due', 'leased')`.

use super::dialect::Connection;
use crate::store::encoding::{DbEnum, millis, time};
use crate::store::{DeliveryRow, Pause, Probe, ProbeClaim, StoreResult};
use jiff::Timestamp;
use uuid::Uuid;

/// What failed before and waits is due at once.
pub(super) const MAKE_DUE: &str = "UPDATE deliveries SET next_at = $2,
    attempts = CASE WHEN attempts > 1 THEN attempts - 1 ELSE attempts END
 WHERE destination = $1 AND state IN ('due', 'leased') AND state = 'due'
   AND attempts > 0 AND next_at > $2";

/// Of the deliveries that wait for a retry, the one not attempted for longest.
pub(super) const LEAST_RECENT: &str = "SELECT w.id, w.next_at FROM (
    SELECT id, next_at FROM deliveries
    WHERE destination = $1 AND state IN ('due', 'leased') AND state = 'due'
      AND attempts > 0 AND next_at > $2
    ORDER BY next_at, id LIMIT 50) AS w
 ORDER BY (SELECT max(a.started_at) FROM attempts AS a WHERE a.delivery = w.id),
    w.next_at, w.id LIMIT 1";

pub(super) async fn begin(c: &mut Connection, input: &(String, Pause)) -> StoreResult<()> {
    let (name, pause) = input;
    sqlx::query(concat!(
        "INSERT INTO destinations (name, paused_until, reason, probe_at, begun_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name) DO UPDATE SET
            reason = CASE WHEN excluded.paused_until >= destinations.paused_until
                THEN excluded.reason ELSE destinations.reason END,
            paused_until = ",
        greater!("destinations.paused_until", "excluded.paused_until"),
        ", probe_at = ",
        greater!("destinations.probe_at", "excluded.probe_at"),
        ", begun_at = excluded.begun_at",
    ))
    .bind(name)
    .bind(millis(pause.until))
    .bind(pause.reason.word())
    .bind(millis(pause.probe_at))
    .bind(millis(pause.begun_at))
    .execute(c)
    .await?;
    Ok(())
}

/// Ends a pause. A delivery that is brought forward keeps its place in the schedule: the attempt
/// that now follows is the one it waited for, and does not count again. One without an attempt
/// waits for another reason.
pub(super) async fn end(c: &mut Connection, input: &(String, Timestamp)) -> StoreResult<u64> {
    let (name, now) = input;
    sqlx::query("UPDATE destinations SET paused_until = 0, probe_at = 0 WHERE name = $1")
        .bind(name)
        .execute(&mut *c)
        .await?;
    let due = sqlx::query(MAKE_DUE)
        .bind(name)
        .bind(millis(*now))
        .execute(c)
        .await?;
    Ok(due.rows_affected())
}

pub(super) async fn claim_probes(
    c: &mut Connection,
    claim: &ProbeClaim,
) -> StoreResult<Vec<Probe>> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM destinations
         WHERE paused_until > $1 AND probe_at <= $1 AND reason = 'failing' ORDER BY name",
    )
    .bind(millis(claim.now))
    .fetch_all(&mut *c)
    .await?;
    let mut probes = Vec::new();
    for name in names.iter().filter(|name| !claim.skip.contains(name)) {
        probes.extend(claim_probe(c, claim, name).await?);
    }
    Ok(probes)
}

async fn claim_probe(
    c: &mut Connection,
    claim: &ProbeClaim,
    name: &str,
) -> StoreResult<Option<Probe>> {
    let now = millis(claim.now);
    // Another process may have taken this probe just now.
    let taken =
        sqlx::query("UPDATE destinations SET probe_at = $3 WHERE name = $1 AND probe_at <= $2")
            .bind(name)
            .bind(now)
            .bind(millis(claim.next_probe))
            .execute(&mut *c)
            .await?;
    if taken.rows_affected() == 0 {
        return Ok(None);
    }
    let Some((id, due)) = candidate(c, name, now).await? else {
        return Ok(None);
    };
    let row: Option<DeliveryRow> = sqlx::query_as(concat!(
        "UPDATE deliveries SET state = 'leased', attempts = attempts + 1, next_at = $3,
            lease_owner = $4
         WHERE id = $1 AND next_at = $2 AND state IN ('due', 'leased') RETURNING ",
        columns!(names, deliveries)
    ))
    .bind(id)
    .bind(due)
    .bind(millis(claim.lease_until))
    .bind(claim.owner)
    .fetch_optional(c)
    .await?;
    let due = if due > now { Some(time(due)?) } else { None };
    Ok(row.map(|row| Probe { row, due }))
}

/// The delivery that probes, and its due time. Those that wait take turns, so that one that can
/// never be delivered does not prolong the pause by itself.
async fn candidate(c: &mut Connection, name: &str, now: i64) -> StoreResult<Option<(Uuid, i64)>> {
    let due: Option<(Uuid, i64)> = sqlx::query_as(
        "SELECT id, next_at FROM deliveries
         WHERE destination = $1 AND state IN ('due', 'leased') AND next_at <= $2
         ORDER BY next_at, id LIMIT 1",
    )
    .bind(name)
    .bind(now)
    .fetch_optional(&mut *c)
    .await?;
    if due.is_some() {
        return Ok(due);
    }
    Ok(sqlx::query_as(LEAST_RECENT)
        .bind(name)
        .bind(now)
        .fetch_optional(c)
        .await?)
}
