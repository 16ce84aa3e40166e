//! Wrong second facts, counted.

use super::StoreResult;
use super::encoding::Column;
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use sqlx::FromRow;

/// The most keys of one guess: three networks and the reference.
pub const GUESS_KEYS: usize = 4;

/// One count: the key is used until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct GuessRow {
    pub key: KeyedHash,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub until: Timestamp,
}

#[async_trait]
pub trait GuessStore: Send + Sync {
    /// The counts of these keys, at most [`GUESS_KEYS`]; keys without one are left out.
    async fn guesses(&self, keys: &[KeyedHash]) -> StoreResult<Vec<GuessRow>>;
    /// Counts a wrong guess at each key: it is used for longer by the time from `now` to `until`.
    async fn count_guess(&self, rows: Vec<GuessRow>, now: Timestamp) -> StoreResult<()>;
    /// Deletes the counts of keys that are unused, and returns how many.
    async fn forget_guesses(&self, now: Timestamp) -> StoreResult<u64>;
}
