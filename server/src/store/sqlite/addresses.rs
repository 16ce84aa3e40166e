//! The gazetteer.

use crate::store::raw::RawAddress;
use crate::store::rows::AddressRow;
use crate::store::{StoreResult, documents};
use sqlx::{SqliteConnection, SqlitePool};

/// Rows written by one statement.
const BATCH: usize = 2000;

pub(super) async fn replace(c: &mut SqliteConnection, rows: &[AddressRow]) -> StoreResult<u64> {
    sqlx::query("DELETE FROM addresses")
        .execute(&mut *c)
        .await?;
    for (batch, rows) in rows.chunks(BATCH).enumerate() {
        let first = batch * BATCH;
        let rows = rows.iter().enumerate();
        let rows = rows.map(|(place, row)| documents::address(first + place, row));
        sqlx::query(
            "INSERT INTO addresses (uprn, lines, town, postcode, compact, area, place)
             SELECT value->>'uprn', value->>'lines', value->>'town', value->>'postcode',
                value->>'compact', value->>'area', value->>'place'
             FROM jsonb_each($1) WHERE true
             ON CONFLICT (uprn) DO UPDATE SET lines = excluded.lines, town = excluded.town,
                postcode = excluded.postcode, compact = excluded.compact,
                area = excluded.area, place = excluded.place",
        )
        .bind(documents::array(rows))
        .execute(&mut *c)
        .await?;
    }
    let (kept,): (i64,) = sqlx::query_as("SELECT count(*) FROM addresses")
        .fetch_one(c)
        .await?;
    Ok(u64::try_from(kept).unwrap_or_default())
}

pub(super) async fn by_postcode(pool: &SqlitePool, postcode: &str) -> StoreResult<Vec<AddressRow>> {
    let rows: Vec<RawAddress> = sqlx::query_as(
        "SELECT uprn, lines, town, postcode, area FROM addresses
         WHERE compact = $1 ORDER BY place",
    )
    .bind(documents::compact(postcode))
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(RawAddress::row).collect()
}
