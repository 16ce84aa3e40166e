//! Readiness.

use super::SqliteStore;
use crate::store::{Readiness, StoreResult};
use async_trait::async_trait;

#[async_trait]
impl Readiness for SqliteStore {
    /// The writer takes the write lock before any job, so an empty one is enough.
    async fn ready(&self) -> StoreResult<()> {
        self.write((), |_, ()| Box::pin(async { Ok(()) })).await
    }
}
