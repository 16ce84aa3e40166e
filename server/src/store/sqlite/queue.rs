//! Owed deliveries in and out: their insert and their claim, as this database does each best.

use super::deliveries::owed;
use crate::store::raw::RawDelivery;
use crate::store::rows::{Claim, DeliveryRow};
use crate::store::words::millis;
use crate::store::{StoreResult, documents};
use sqlx::SqliteConnection;
use uuid::Uuid;

pub(super) async fn insert(c: &mut SqliteConnection, rows: &[DeliveryRow]) -> StoreResult<()> {
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

pub(super) async fn claim(
    c: &mut SqliteConnection,
    claim: &Claim,
) -> StoreResult<Vec<DeliveryRow>> {
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
        .collect::<StoreResult<Vec<_>>>()?;
    rows.sort_by_key(|row| due.iter().position(|(_, id)| *id == row.id));
    Ok(rows)
}
