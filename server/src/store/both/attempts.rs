//! How attempts end.

use super::dialect::{Connection, Pool};
use super::{deliveries, statuses};
use crate::store::StoreResult;
use crate::store::raw::RawAttempt;
use crate::store::rows::{AttemptEnd, AttemptOutcome, AttemptRow, DeliveryRow, StatusRow};
use crate::store::words::millis;
use uuid::Uuid;

pub(super) async fn finish(c: &mut Connection, end: &AttemptEnd) -> StoreResult<bool> {
    let attempt = &end.attempt;
    let ended = Some(millis(attempt.ended_at));
    // A refusal is the other side's answer: nothing is owed any more.
    let (state, next_at, ended_at, uncounted) = match &end.outcome {
        AttemptOutcome::Delivered { .. } | AttemptOutcome::Refused { .. } => {
            ("delivered", None, ended, 0)
        }
        AttemptOutcome::Retry { next_at, .. } => ("due", Some(millis(*next_at)), None, 0),
        AttemptOutcome::Release { next_at } => ("due", Some(millis(*next_at)), None, 1),
        AttemptOutcome::GaveUp { .. } => ("gave_up", ended, ended, 0),
    };
    let held: Option<(Option<Uuid>, Option<String>)> = sqlx::query_as(
        "UPDATE deliveries SET state = $3, next_at = coalesce(CAST($4 AS bigint), next_at), ended_at = $5,
            attempts = attempts - CAST($6 AS bigint), lease_owner = NULL
         WHERE id = $1 AND lease_owner = $2 AND state = 'leased'
         RETURNING submission, part",
    )
    .bind(attempt.delivery)
    .bind(end.owner)
    .bind(state)
    .bind(next_at)
    .bind(ended_at)
    .bind(uncounted)
    .fetch_optional(&mut *c)
    .await?;
    let Some((submission, part)) = held else {
        return Ok(false);
    };
    sqlx::query(
        "INSERT INTO attempts (delivery, id, started_at, ended_at, result, http_status)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(attempt.delivery)
    .bind(attempt.id)
    .bind(millis(attempt.started_at))
    .bind(millis(attempt.ended_at))
    .bind(&attempt.result)
    .bind(attempt.http_status.map(i64::from))
    .execute(&mut *c)
    .await?;
    match &end.outcome {
        AttemptOutcome::Delivered {
            their_reference,
            status,
            notices,
        } => {
            if let (Some(submission), Some(part), Some(reference)) =
                (submission, &part, their_reference)
            {
                statuses::refer(c, submission, part, reference).await?;
            }
            tell(c, submission, status.as_ref(), notices).await?;
        }
        AttemptOutcome::Refused { status, notices } => {
            tell(c, submission, status.as_ref(), notices).await?;
        }
        AttemptOutcome::GaveUp { notices } | AttemptOutcome::Retry { notices, .. } => {
            deliveries::insert(c, notices).await?;
        }
        AttemptOutcome::Release { .. } => {}
    }
    Ok(true)
}

/// The status and what is mailed about it; nothing is mailed about a status that came too
/// late to move anything.
async fn tell(
    c: &mut Connection,
    submission: Option<Uuid>,
    status: Option<&StatusRow>,
    notices: &[DeliveryRow],
) -> StoreResult<()> {
    let moved = match (submission, status) {
        (Some(submission), Some(status)) => statuses::apply(c, submission, status).await?,
        _ => true,
    };
    if moved {
        deliveries::insert(c, notices).await?;
    }
    Ok(())
}

pub(super) async fn of_delivery(pool: &Pool, delivery: Uuid) -> StoreResult<Vec<AttemptRow>> {
    let rows: Vec<RawAttempt> = sqlx::query_as(
        "SELECT id, delivery, started_at, ended_at, result, http_status
         FROM attempts WHERE delivery = $1 ORDER BY started_at, id",
    )
    .bind(delivery)
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(RawAttempt::row).collect()
}
