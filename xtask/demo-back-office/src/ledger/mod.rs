//! Its file: what arrived and how often, what it reports and what Doorstep answered, the forms it
//! has read, and how it behaves. All of it survives a restart.
//!
//! - `received`: requests and arrivals; `outgoing`: the progress it reports.

mod outgoing;
mod received;

pub(super) use outgoing::{Outcome, Outgoing, Press, Pressed, Report, Said, State};
pub(super) use received::{Arrival, Came, Effect, Refusal, Reply, Stored, TurnedAway};

use super::behaviour::Behaviour;
use anyhow::Context as _;
use sqlx::Row as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;

/// Each takes the file from one version to the next; `PRAGMA user_version` is the version.
const UPGRADES: [&str; 2] = [include_str!("1.sql"), include_str!("2.sql")];

/// How many arrivals and how many answers of Doorstep are kept.
const HISTORY: i64 = 10_000;

pub(super) struct Ledger(SqlitePool);

impl Ledger {
    pub async fn open(path: &Path) -> anyhow::Result<Ledger> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot create {}", folder.display()))?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        // One connection, so that writes follow one another.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await
            .with_context(|| format!("cannot open {}", path.display()))?;
        let ledger = Ledger(pool);
        ledger
            .upgrade()
            .await
            .with_context(|| format!("cannot prepare {}", path.display()))?;
        Ok(ledger)
    }

    async fn upgrade(&self) -> sqlx::Result<()> {
        let row = sqlx::query("PRAGMA user_version")
            .fetch_one(&self.0)
            .await?;
        let version: i64 = row.try_get(0)?;
        let done = usize::try_from(version).unwrap_or(0);
        for upgrade in UPGRADES.into_iter().skip(done) {
            let mut transaction = self.0.begin().await?;
            sqlx::raw_sql(upgrade).execute(&mut *transaction).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    /// How it was told to behave, if it ever was.
    pub async fn behaviour(&self) -> anyhow::Result<Option<Behaviour>> {
        let row = sqlx::query("SELECT json FROM behaviour")
            .fetch_optional(&self.0)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let json: String = row.try_get("json")?;
        serde_json::from_str(&json)
            .map(Some)
            .context("how it behaves cannot be read from its file")
    }

    pub async fn keep_behaviour(&self, behaviour: &Behaviour) -> sqlx::Result<()> {
        let json = serde_json::to_string(behaviour).map_err(|e| sqlx::Error::Encode(e.into()))?;
        sqlx::query(
            "INSERT INTO behaviour (id, json) VALUES (1, ?1)
             ON CONFLICT (id) DO UPDATE SET json = excluded.json",
        )
        .bind(json)
        .execute(&self.0)
        .await
        .map(drop)
    }

    /// A version of a form that was read before: it never changes.
    pub async fn form(&self, service: &str, version: &str) -> sqlx::Result<Option<String>> {
        sqlx::query("SELECT json FROM forms WHERE service = ?1 AND version = ?2")
            .bind(service)
            .bind(version)
            .fetch_optional(&self.0)
            .await?
            .map(|row| row.try_get("json"))
            .transpose()
    }

    pub async fn keep_form(&self, service: &str, version: &str, json: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT OR IGNORE INTO forms (service, version, json) VALUES (?1, ?2, ?3)")
            .bind(service)
            .bind(version)
            .bind(json)
            .execute(&self.0)
            .await
            .map(drop)
    }
}

/// The reference it gives a request, such as `MB-000001`.
pub(super) fn their_reference(number: i64) -> String {
    format!("MB-{number:06}")
}

/// The number of one of its references.
pub(super) fn number_of(their_reference: &str) -> Option<i64> {
    their_reference.strip_prefix("MB-")?.parse().ok()
}
