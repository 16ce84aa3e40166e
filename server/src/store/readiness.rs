//! Readiness.

use super::StoreResult;
use async_trait::async_trait;

#[async_trait]
pub trait Readiness: Send + Sync {
    /// Succeeds if a write would be accepted now; for `/readyz`.
    async fn ready(&self) -> StoreResult<()>;
}
