//! Versions of definitions.

use super::dialect::{Backend, Connection};
use crate::store::{StoreResult, VersionRow, VersionStore, bind_json};
use async_trait::async_trait;

#[async_trait]
impl VersionStore for Backend {
    async fn keep_version(&self, version: VersionRow) -> StoreResult<()> {
        self.write(version, |c, row| Box::pin(insert(c, row))).await
    }

    async fn version(&self, version: &str) -> StoreResult<Option<VersionRow>> {
        Ok(
            sqlx::query_as(concat!(select!(versions), "WHERE version = $1"))
                .bind(version)
                .fetch_optional(self.reader())
                .await?,
        )
    }

    async fn versions(&self) -> StoreResult<Vec<VersionRow>> {
        Ok(
            sqlx::query_as(concat!(select!(versions), "ORDER BY kept_at, version"))
                .fetch_all(self.reader())
                .await?,
        )
    }
}

async fn insert(c: &mut Connection, row: &VersionRow) -> StoreResult<()> {
    sqlx::query(concat!(
        insert!(versions, "$1"),
        " ON CONFLICT (version) DO NOTHING"
    ))
    .bind(bind_json::array([row])?)
    .execute(c)
    .await?;
    Ok(())
}
