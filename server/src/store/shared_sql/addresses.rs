//! The gazetteer.

use super::dialect::{Backend, Connection};
use crate::store::bind_json::{self, AddressEntry};
use crate::store::{AddressRow, AddressStore, StoreResult};
use async_trait::async_trait;
use std::collections::HashSet;

/// Rows written by one statement.
const BATCH: usize = 2000;

#[async_trait]
impl AddressStore for Backend {
    async fn replace_addresses(&self, rows: Vec<AddressRow>) -> StoreResult<u64> {
        self.write(rows, |c, rows| Box::pin(replace(c, rows))).await
    }

    async fn addresses(&self, postcode: &str) -> StoreResult<Vec<AddressRow>> {
        Ok(sqlx::query_as(concat!(
            select!(addresses),
            "WHERE compact = $1 ORDER BY place"
        ))
        .bind(bind_json::compact(postcode))
        .fetch_all(self.reader())
        .await?)
    }
}

async fn replace(c: &mut Connection, rows: &[AddressRow]) -> StoreResult<u64> {
    sqlx::query("DELETE FROM addresses")
        .execute(&mut *c)
        .await?;
    // From the end, because of rows with the same UPRN the last one counts.
    let mut known = HashSet::new();
    let entries: Vec<AddressEntry<'_>> = rows
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, row)| known.insert(row.uprn.as_str()))
        .map(|(place, row)| AddressEntry::new(place, row))
        .collect();
    for batch in entries.chunks(BATCH) {
        sqlx::query(insert!(addresses, "$1"))
            .bind(bind_json::array(batch)?)
            .execute(&mut *c)
            .await?;
    }
    Ok(entries.len() as u64)
}
