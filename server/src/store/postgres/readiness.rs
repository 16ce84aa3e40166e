//! Readiness.

use super::PostgresStore;
use crate::store::error::Cause;
use crate::store::{Readiness, StoreResult};
use async_trait::async_trait;

#[async_trait]
impl Readiness for PostgresStore {
    async fn ready(&self) -> StoreResult<()> {
        let read_only: bool =
            sqlx::query_scalar("SELECT current_setting('transaction_read_only')::boolean")
                .fetch_one(&self.pool)
                .await?;
        if read_only {
            return Err(Cause("the server is read-only".into()).unavailable());
        }
        Ok(())
    }
}
