//! Leases: what only one process does at a time.

use super::StoreResult;
use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub struct LeaseClaim {
    pub name: &'static str,
    pub owner: Uuid,
    pub now: Timestamp,
    pub until: Timestamp,
}

#[async_trait]
pub trait LeaseStore: Send + Sync {
    /// When the work of a lease was last done; `None` if the lease is unknown.
    async fn last_done(&self, name: &'static str) -> StoreResult<Option<Timestamp>>;
    /// Notes a lease whose work counts as done at `now`, unless it is known.
    async fn note_lease(&self, name: &'static str, now: Timestamp) -> StoreResult<()>;
    /// Takes a lease that nobody holds now. Returns when its work was last done; `None` if
    /// another holds it.
    async fn take_lease(&self, claim: LeaseClaim) -> StoreResult<Option<Timestamp>>;
    /// Gives a lease back; `done` is when its work was done, if it was. Returns `false` if
    /// `owner` no longer holds it.
    async fn give_lease_back(
        &self,
        name: &'static str,
        owner: Uuid,
        done: Option<Timestamp>,
    ) -> StoreResult<bool>;
}
