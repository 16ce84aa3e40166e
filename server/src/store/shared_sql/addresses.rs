//! The gazetteer: editions, of which one serves. An import writes the next one in batches, each in
//! a transaction of its own with a rest after it, so that other writes wait only briefly.

use super::dialect::{Backend, Connection};
use crate::store::bind_json::{self, AddressEntry};
use crate::store::error::Cause;
use crate::store::{AddressRow, AddressStore, StoreError, StoreResult};
use async_trait::async_trait;
use std::collections::HashSet;
use std::time::Duration;

/// Rows written or deleted in one transaction.
const BATCH: usize = 1000;

/// The least rest after a batch. Another process that waits for SQLite's lock asks for it every
/// 25 ms at first.
const REST: Duration = Duration::from_millis(40);

/// An address and its position in the file.
type Placed = (usize, AddressRow);

#[async_trait]
impl AddressStore for Backend {
    async fn replace_addresses(&self, rows: Vec<AddressRow>) -> StoreResult<u64> {
        let mut rows = last_of_each(rows);
        let count = rows.len();
        let edition = self.write((), |c, ()| Box::pin(begin(c))).await?;
        self.delete_old_editions().await?;
        while !rows.is_empty() {
            let batch: Vec<Placed> = rows.drain(..rows.len().min(BATCH)).collect();
            let started = tokio::time::Instant::now();
            self.write((edition, batch), |c, input| Box::pin(add(c, input)))
                .await?;
            if !rows.is_empty() {
                tokio::time::sleep(started.elapsed().max(REST)).await;
            }
        }
        self.write(edition, |c, edition| Box::pin(serve(c, *edition)))
            .await?;
        self.delete_old_editions().await?;
        Ok(count as u64)
    }

    async fn addresses(&self, postcode: &str) -> StoreResult<Vec<AddressRow>> {
        Ok(sqlx::query_as(
            "SELECT uprn, lines, town, postcode, area, place FROM gazetteer_addresses
             WHERE compact = $1
               AND edition = (SELECT max(edition) FROM gazetteer_editions WHERE serves = 1)
             UNION ALL
             SELECT uprn, lines, town, postcode, area, place FROM addresses
             WHERE compact = $1
               AND NOT EXISTS (SELECT 1 FROM gazetteer_editions WHERE serves = 1)
             ORDER BY place",
        )
        .bind(bind_json::compact(postcode))
        .fetch_all(self.reader())
        .await?)
    }
}

impl Backend {
    /// Deletes the rows of editions that no longer exist: earlier ones, and imports that were
    /// interrupted.
    async fn delete_old_editions(&self) -> StoreResult<()> {
        let old: Vec<i64> = sqlx::query_scalar(
            "SELECT DISTINCT edition FROM gazetteer_addresses
             WHERE edition NOT IN (SELECT edition FROM gazetteer_editions)",
        )
        .fetch_all(self.reader())
        .await?;
        for edition in old {
            loop {
                let started = tokio::time::Instant::now();
                let deleted = self
                    .write(edition, |c, edition| Box::pin(delete(c, *edition)))
                    .await?;
                if deleted == 0 {
                    break;
                }
                tokio::time::sleep(started.elapsed().max(REST)).await;
            }
        }
        Ok(())
    }
}

/// Of rows with the same UPRN the last one, in the order of the file.
fn last_of_each(rows: Vec<AddressRow>) -> Vec<Placed> {
    let mut known = HashSet::new();
    let mut kept: Vec<Placed> = rows
        .into_iter()
        .enumerate()
        .rev()
        .filter(|(_, row)| known.insert(row.uprn.clone()))
        .collect();
    kept.reverse();
    kept
}

/// The next edition. An import that is still running ends, because its edition is gone.
async fn begin(c: &mut Connection) -> StoreResult<i64> {
    let last: Option<i64> = sqlx::query_scalar(
        "SELECT max(edition) FROM (
            SELECT edition FROM gazetteer_editions
            UNION ALL SELECT max(edition) FROM gazetteer_addresses) AS every",
    )
    .fetch_one(&mut *c)
    .await?;
    let edition = last.unwrap_or(0) + 1;
    sqlx::query("DELETE FROM gazetteer_editions WHERE serves = 0")
        .execute(&mut *c)
        .await?;
    sqlx::query("INSERT INTO gazetteer_editions (edition, serves) VALUES ($1, 0)")
        .bind(edition)
        .execute(c)
        .await?;
    Ok(edition)
}

async fn add(c: &mut Connection, input: &(i64, Vec<Placed>)) -> StoreResult<()> {
    let (edition, rows) = input;
    require(c, *edition).await?;
    let entries = rows
        .iter()
        .map(|(place, row)| AddressEntry::new(*edition, *place, row));
    sqlx::query(insert!(gazetteer_addresses, "$1"))
        .bind(bind_json::array(entries)?)
        .execute(c)
        .await?;
    Ok(())
}

/// Fails if another import has begun since.
async fn require(c: &mut Connection, edition: i64) -> StoreResult<()> {
    let known: Option<i64> =
        sqlx::query_scalar("SELECT edition FROM gazetteer_editions WHERE edition = $1")
            .bind(edition)
            .fetch_optional(c)
            .await?;
    match known {
        Some(_) => Ok(()),
        None => Err(superseded()),
    }
}

fn superseded() -> StoreError {
    Cause("another import of addresses has begun and replaces this one".into()).unavailable()
}

/// The edition serves from here on, and no other.
async fn serve(c: &mut Connection, edition: i64) -> StoreResult<()> {
    let served = sqlx::query("UPDATE gazetteer_editions SET serves = 1 WHERE edition = $1")
        .bind(edition)
        .execute(&mut *c)
        .await?;
    if served.rows_affected() == 0 {
        return Err(superseded());
    }
    sqlx::query("DELETE FROM gazetteer_editions WHERE edition < $1")
        .bind(edition)
        .execute(c)
        .await?;
    Ok(())
}

async fn delete(c: &mut Connection, edition: i64) -> StoreResult<u64> {
    let deleted = sqlx::query(
        "DELETE FROM gazetteer_addresses WHERE edition = $1 AND uprn IN (
            SELECT uprn FROM gazetteer_addresses WHERE edition = $1 LIMIT $2)",
    )
    .bind(edition)
    .bind(BATCH as i64)
    .execute(c)
    .await?;
    Ok(deleted.rows_affected())
}
