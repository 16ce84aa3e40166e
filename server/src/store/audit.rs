//! What operators did: an append-only table whose lines are a chain of hashes.
//!
//! The hash of a line is SHA-256, in hexadecimal, of the JSON array
//! `[seq, at, actor, command, detail, previous]`, without spaces, with `at` in milliseconds since
//! 1970 and `previous` the hash of the line before; empty for the first. The table's triggers
//! refuse changes; the chain reveals those that bypassed them.

use super::StoreResult;
use super::encoding::{Column, millis};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use sqlx::FromRow;

/// What is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: Timestamp,
    /// The account and the machine.
    pub actor: String,
    pub command: String,
    /// Its arguments or its result. Never personal data: a line is not deleted.
    pub detail: String,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct AuditLine {
    /// 1 for the first, without gaps.
    pub seq: i64,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub at: Timestamp,
    pub actor: String,
    pub command: String,
    pub detail: String,
    /// The hash of the line before; empty for the first.
    pub previous: String,
    pub hash: String,
}

impl AuditLine {
    /// The line that follows the last one of the table.
    pub(super) fn after(last: Option<&AuditLine>, entry: &AuditEntry) -> AuditLine {
        let mut line = AuditLine {
            seq: last.map_or(0, |last| last.seq) + 1,
            at: entry.at,
            actor: entry.actor.clone(),
            command: entry.command.clone(),
            detail: entry.detail.clone(),
            previous: last.map(|last| last.hash.clone()).unwrap_or_default(),
            hash: String::new(),
        };
        line.hash = line.computed_hash();
        line
    }

    /// Whether this line is unchanged and follows the given one, which is `None` for the first.
    pub fn follows(&self, last: Option<&AuditLine>) -> bool {
        self.seq == last.map_or(0, |last| last.seq) + 1
            && self.previous == last.map_or("", |last| &last.hash)
            && self.hash == self.computed_hash()
    }

    fn computed_hash(&self) -> String {
        let hashed = serde_json::json!([
            self.seq,
            millis(self.at),
            self.actor,
            self.command,
            self.detail,
            self.previous
        ]);
        hex::encode(Sha256::digest(hashed.to_string()))
    }
}

#[async_trait]
pub trait AuditStore: Send + Sync {
    /// Adds a line after the last one; concurrent calls each add theirs.
    async fn append_audit(&self, entry: AuditEntry) -> StoreResult<()>;
    /// The lines after this number, oldest first.
    async fn audit_lines(&self, after: i64, limit: u32) -> StoreResult<Vec<AuditLine>>;
}
