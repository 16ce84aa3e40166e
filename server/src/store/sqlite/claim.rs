//! Claims pending deliveries; the single writer makes row locks unnecessary.

use super::dialect::ids;
use crate::store::encoding::millis;
use crate::store::{Claim, DeliveryRow, StoreResult};
use sqlx::SqliteConnection;
use uuid::Uuid;

pub(super) async fn claim(
    c: &mut SqliteConnection,
    claim: &Claim,
) -> StoreResult<Vec<DeliveryRow>> {
    let now = millis(claim.now);
    let pending: Vec<String> = sqlx::query_scalar(pending!(
        "SELECT name FROM pending WHERE name IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM destinations AS d
                           WHERE d.name = pending.name AND d.paused_until > $1)"
    ))
    .bind(now)
    .fetch_all(&mut *c)
    .await?;
    let mut due: Vec<(i64, Uuid)> = Vec::new();
    for destination in pending
        .into_iter()
        .filter(|name| !claim.skip.contains(name))
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
    let mut rows: Vec<DeliveryRow> = sqlx::query_as(concat!(
        "UPDATE deliveries SET state = 'leased', attempts = attempts + 1, next_at = $2,
            lease_owner = $3
         WHERE id ",
        among!("$1"),
        " RETURNING ",
        columns!(names, deliveries)
    ))
    .bind(ids(due.iter().map(|(_, id)| *id))?)
    .bind(millis(claim.lease_until))
    .bind(claim.owner)
    .fetch_all(c)
    .await?;
    rows.sort_by_key(|row| due.iter().position(|(_, id)| *id == row.id));
    Ok(rows)
}
