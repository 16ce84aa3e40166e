//! Repairs times that were recorded while the clock was fast.
//!
//! SQLite uses the index of pending deliveries only for a query that repeats the index's own
//! condition, `state IN ('due', 'leased')`.

use super::dialect::Connection;
use crate::store::StoreResult;
use crate::store::encoding::millis;
use jiff::{SignedDuration, Timestamp};

/// Replicas' clocks differ by this much at most.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(5);

/// A delivery that was never attempted may be held for a while from the time it was made.
pub(super) const REPAIR_DUE: &str = "UPDATE deliveries SET
    next_at = CASE attempts WHEN 0 THEN $1 + (next_at - created_at) ELSE $1 END,
    created_at = CASE WHEN created_at > $2 THEN $1 ELSE created_at END,
    held_until = CASE attempts WHEN 0 THEN $1 + (held_until - created_at) ELSE held_until END
 WHERE state IN ('due', 'leased') AND state = 'due' AND next_at > $1
   AND (created_at > $2 OR EXISTS (
        SELECT 1 FROM attempts AS a WHERE a.delivery = deliveries.id AND a.ended_at > $2))";

pub(super) const REPAIR_LEASED: &str = "UPDATE deliveries SET next_at = $1
 WHERE state IN ('due', 'leased') AND state = 'leased' AND next_at > $2";

pub(super) async fn repair_times(
    c: &mut Connection,
    input: &(Timestamp, Timestamp),
) -> StoreResult<u64> {
    let (now, lease_until) = *input;
    let after = millis(now + TOLERANCE);
    let due = sqlx::query(REPAIR_DUE)
        .bind(millis(now))
        .bind(after)
        .execute(&mut *c)
        .await?;
    // Its attempt may still be in progress.
    let leased = sqlx::query(REPAIR_LEASED)
        .bind(millis(lease_until))
        .bind(millis(lease_until + TOLERANCE))
        .execute(&mut *c)
        .await?;
    let pauses = sqlx::query(
        "UPDATE destinations SET paused_until = 0, probe_at = 0, begun_at = 0
         WHERE begun_at > $1 AND paused_until > $1",
    )
    .bind(after)
    .execute(c)
    .await?;
    Ok(due.rows_affected() + leased.rows_affected() + pauses.rows_affected())
}
