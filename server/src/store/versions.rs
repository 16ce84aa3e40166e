//! Versions of definitions.

use super::StoreResult;
use super::encoding::Column;
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use sqlx::FromRow;

/// A version of a definition that was used at least once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct VersionRow {
    /// SHA-256 of `text`, hexadecimal.
    pub version: String,
    pub service: String,
    /// SHA-256 of ids, kinds and rules only.
    pub shape: String,
    #[sqlx(try_from = "Column<u32>")]
    pub schema: u32,
    /// Canonical JSON.
    pub text: String,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub kept_at: Timestamp,
}

#[async_trait]
pub trait VersionStore: Send + Sync {
    /// Stores a version permanently; storing it again changes nothing.
    async fn keep_version(&self, version: VersionRow) -> StoreResult<()>;
    async fn version(&self, version: &str) -> StoreResult<Option<VersionRow>>;
    /// Every stored version, oldest first; each has a retention of its own.
    async fn versions(&self) -> StoreResult<Vec<VersionRow>>;
}
