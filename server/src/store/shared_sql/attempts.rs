//! Records the end of an attempt and its effects.

use super::dialect::Connection;
use super::{deliveries, statuses};
use crate::store::encoding::{DbEnum, millis};
use crate::store::{
    AttemptEnd, AttemptOutcome, DeliveryRow, DeliveryState, StatusRow, StoreResult, bind_json,
};
use uuid::Uuid;

pub(super) async fn finish(c: &mut Connection, end: &AttemptEnd) -> StoreResult<bool> {
    let attempt = &end.attempt;
    let ended = Some(millis(attempt.ended_at));
    // A refusal also ends the delivery.
    let (state, next_at, ended_at, uncounted) = match &end.outcome {
        AttemptOutcome::Delivered { .. } | AttemptOutcome::Refused { .. } => {
            (DeliveryState::Delivered, None, ended, 0)
        }
        AttemptOutcome::Retry { next_at, .. } => {
            (DeliveryState::Due, Some(millis(*next_at)), None, 0)
        }
        AttemptOutcome::Probed { next_at, .. } | AttemptOutcome::Release { next_at } => {
            (DeliveryState::Due, Some(millis(*next_at)), None, 1)
        }
        AttemptOutcome::GaveUp { .. } => (DeliveryState::GaveUp, ended, ended, 0),
    };
    // The payload has arrived, and its content is in the submission: it is not kept twice.
    let held: Option<(Option<Uuid>, Option<String>)> = sqlx::query_as(
        "UPDATE deliveries SET state = $3,
            payload = CASE WHEN CAST($3 AS text) = 'delivered' THEN '' ELSE payload END,
            next_at = coalesce(CAST($4 AS bigint), next_at), ended_at = $5,
            attempts = attempts - CAST($6 AS bigint), lease_owner = NULL
         WHERE id = $1 AND lease_owner = $2 AND state = 'leased'
         RETURNING submission, part",
    )
    .bind(attempt.delivery)
    .bind(end.owner)
    .bind(state.word())
    .bind(next_at)
    .bind(ended_at)
    .bind(uncounted)
    .fetch_optional(&mut *c)
    .await?;
    let Some((submission, part)) = held else {
        return Ok(false);
    };
    sqlx::query(insert!(attempts, "$1"))
        .bind(bind_json::array([attempt])?)
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
                statuses::keep_reference(c, submission, part, reference).await?;
            }
            record(c, submission, status.as_ref(), notices).await?;
        }
        AttemptOutcome::Refused { status, notices } => {
            record(c, submission, status.as_ref(), notices).await?;
        }
        AttemptOutcome::GaveUp { notices }
        | AttemptOutcome::Retry { notices, .. }
        | AttemptOutcome::Probed { notices, .. } => {
            deliveries::insert(c, notices).await?;
        }
        AttemptOutcome::Release { .. } => {}
    }
    Ok(true)
}

/// Records the status and its notices. A status that is too late to move the part sends no
/// notices.
async fn record(
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
