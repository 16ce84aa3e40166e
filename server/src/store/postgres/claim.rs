//! Claims pending deliveries with PostgreSQL's row locks.

use crate::store::encoding::{Column, millis};
use crate::store::{Claim, DeliveryRow, StoreResult};
use jiff::Timestamp;
use sqlx::{FromRow, PgConnection};

#[derive(FromRow)]
struct Claimed {
    #[sqlx(flatten)]
    row: DeliveryRow,
    #[sqlx(try_from = "Column<Timestamp>")]
    was_due: Timestamp,
}

pub(super) async fn claim(c: &mut PgConnection, claim: &Claim) -> StoreResult<Vec<DeliveryRow>> {
    let mut claimed: Vec<Claimed> = sqlx::query_as(pending!(concat!(
        ", due AS (
            SELECT ripe.due_id, ripe.was_due FROM pending CROSS JOIN LATERAL (
                SELECT v.id AS due_id, v.next_at AS was_due FROM deliveries AS v
                WHERE v.destination = pending.name AND v.state IN ('due', 'leased')
                  AND v.next_at <= $1
                ORDER BY v.next_at, v.id LIMIT $2 FOR UPDATE SKIP LOCKED) AS ripe
            WHERE NOT EXISTS (SELECT 1 FROM destinations AS d
                              WHERE d.name = pending.name AND d.paused_until > $1)
              AND pending.name <> ALL($6)
            ORDER BY ripe.was_due, ripe.due_id LIMIT $3
         )
         UPDATE deliveries SET state = 'leased', attempts = attempts + 1, next_at = $4,
            lease_owner = $5
         FROM due WHERE deliveries.id = due.due_id
         RETURNING due.was_due, ",
        columns!(names, deliveries)
    )))
    .bind(millis(claim.now))
    .bind(i64::from(claim.per_destination.min(claim.limit)))
    .bind(i64::from(claim.limit))
    .bind(millis(claim.lease_until))
    .bind(claim.owner)
    .bind(&claim.skip)
    .fetch_all(c)
    .await?;
    claimed.sort_by_key(|claimed| (claimed.was_due, claimed.row.id));
    Ok(claimed.into_iter().map(|claimed| claimed.row).collect())
}
