//! Owed deliveries in and out: their insert and their claim, as this database does each best.

use super::deliveries::owed;
use crate::store::raw::RawDelivery;
use crate::store::rows::{Claim, DeliveryRow};
use crate::store::words::millis;
use crate::store::{StoreResult, documents};
use sqlx::PgConnection;

pub(super) async fn insert(c: &mut PgConnection, rows: &[DeliveryRow]) -> StoreResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO deliveries (id, submission, part, kind, destination, authority, payload,
            state, attempts, next_at, created_at, ended_at)
         SELECT id, submission, part, kind, destination, authority, payload, state, attempts,
            next_at, created_at, ended_at
         FROM json_populate_recordset(NULL::deliveries, $1::json)",
    )
    .bind(documents::array(rows.iter().map(documents::delivery)))
    .execute(c)
    .await?;
    Ok(())
}

pub(super) async fn claim(c: &mut PgConnection, claim: &Claim) -> StoreResult<Vec<DeliveryRow>> {
    let rows: Vec<RawDelivery> = sqlx::query_as(owed!(
        ", due AS (
            SELECT ripe.id, ripe.next_at FROM owed CROSS JOIN LATERAL (
                SELECT v.id, v.next_at FROM deliveries AS v
                WHERE v.destination = owed.name AND v.state IN ('due', 'leased')
                  AND v.next_at <= $1
                ORDER BY v.next_at, v.id LIMIT $2 FOR UPDATE SKIP LOCKED) AS ripe
            WHERE NOT EXISTS (SELECT 1 FROM destinations AS d
                              WHERE d.name = owed.name AND d.paused_until > $1)
              AND owed.name <> ALL($6)
            ORDER BY ripe.next_at, ripe.id LIMIT $3
         )
         UPDATE deliveries SET state = 'leased', attempts = attempts + 1, next_at = $4,
            lease_owner = $5
         FROM due WHERE deliveries.id = due.id
         RETURNING deliveries.id, submission, part, kind, destination, authority, payload,
            state, attempts, due.next_at, created_at, ended_at"
    ))
    .bind(millis(claim.now))
    .bind(i64::from(claim.per_destination.min(claim.limit)))
    .bind(i64::from(claim.limit))
    .bind(millis(claim.lease_until))
    .bind(claim.owner)
    .bind(&claim.skip)
    .fetch_all(c)
    .await?;
    let mut rows = rows
        .into_iter()
        .map(RawDelivery::row)
        .collect::<StoreResult<Vec<_>>>()?;
    rows.sort_by_key(|row| (row.next_at, row.id));
    // Sorted by when they were due; from now on they are due when their lease ends.
    for row in &mut rows {
        row.next_at = claim.lease_until;
    }
    Ok(rows)
}
