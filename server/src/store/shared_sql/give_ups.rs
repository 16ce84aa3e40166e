//! Deliveries that gave up, and whether they have been reported to the operator.

use super::deliveries;
use super::dialect::{Connection, Executor};
use crate::store::encoding::millis;
use crate::store::{DeliveryRow, StoreResult, UnreportedGiveUps};
use jiff::Timestamp;

pub(super) async fn unreported(reader: impl Executor<'_>) -> StoreResult<Vec<UnreportedGiveUps>> {
    Ok(sqlx::query_as(
        "WITH unreported AS (
            SELECT id, destination, authority, ended_at,
                row_number() OVER (PARTITION BY destination ORDER BY ended_at DESC, id DESC)
                    AS place
            FROM deliveries
            WHERE state = 'gave_up' AND told_at IS NULL AND submission IS NOT NULL
         )
         SELECT newest.destination, newest.authority, newest.ended_at AS last, every.count,
            every.first,
            (SELECT result FROM attempts AS a
             WHERE a.delivery = newest.id AND a.result <> 'released'
             ORDER BY a.id DESC LIMIT 1) AS code
         FROM unreported AS newest
         JOIN (SELECT destination, count(*) AS count, min(ended_at) AS first
               FROM unreported GROUP BY destination) AS every
           ON every.destination = newest.destination
         WHERE newest.place = 1 ORDER BY newest.destination",
    )
    .fetch_all(reader)
    .await?)
}

pub(super) async fn report(
    c: &mut Connection,
    input: &(String, Timestamp, DeliveryRow),
) -> StoreResult<bool> {
    let (destination, until, email) = input;
    let reported = sqlx::query(
        "UPDATE deliveries SET told_at = $3
         WHERE destination = $1 AND state = 'gave_up' AND told_at IS NULL
           AND submission IS NOT NULL AND ended_at <= $2",
    )
    .bind(destination)
    .bind(millis(*until))
    .bind(millis(email.created_at))
    .execute(&mut *c)
    .await?;
    if reported.rows_affected() == 0 {
        return Ok(false);
    }
    deliveries::insert(c, std::slice::from_ref(email)).await?;
    Ok(true)
}
