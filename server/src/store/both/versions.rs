//! Versions of definitions.

use super::dialect::{Connection, Pool};
use crate::store::StoreResult;
use crate::store::raw::RawVersion;
use crate::store::rows::VersionRow;
use crate::store::words::millis;

pub(super) async fn keep(c: &mut Connection, row: &VersionRow) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO versions (version, service, shape, \"schema\", \"text\", kept_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (version) DO NOTHING",
    )
    .bind(&row.version)
    .bind(&row.service)
    .bind(&row.shape)
    .bind(i64::from(row.schema))
    .bind(&row.text)
    .bind(millis(row.kept_at))
    .execute(c)
    .await?;
    Ok(())
}

pub(super) async fn version(pool: &Pool, version: &str) -> StoreResult<Option<VersionRow>> {
    let row: Option<RawVersion> = sqlx::query_as(
        "SELECT version, service, shape, \"schema\", \"text\", kept_at
         FROM versions WHERE version = $1",
    )
    .bind(version)
    .fetch_optional(pool)
    .await?;
    row.map(RawVersion::row).transpose()
}

pub(super) async fn versions(pool: &Pool) -> StoreResult<Vec<VersionRow>> {
    let rows: Vec<RawVersion> = sqlx::query_as(
        "SELECT version, service, shape, \"schema\", \"text\", kept_at
         FROM versions ORDER BY kept_at, version",
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(RawVersion::row).collect()
}
