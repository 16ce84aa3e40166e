//! Its file: what arrived, how often, and the callbacks that are still to be sent.

use anyhow::Context as _;
use serde::Serialize;
use sqlx::Row as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use std::path::Path;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS effects (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id      TEXT NOT NULL UNIQUE,
    destination     TEXT NOT NULL,
    reference       TEXT NOT NULL,
    part            TEXT NOT NULL,
    service         TEXT NOT NULL,
    refused         INTEGER NOT NULL,
    test            INTEGER NOT NULL,
    arrivals        INTEGER NOT NULL,
    first_at        INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS callbacks (
    id          TEXT PRIMARY KEY,
    effect      INTEGER NOT NULL REFERENCES effects (number),
    status      TEXT NOT NULL,
    note        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    heard       INTEGER NOT NULL
);";

/// One request it acted on, or refused.
#[derive(Debug, Clone, Serialize)]
pub struct Effect {
    pub their_reference: String,
    pub webhook_id: String,
    pub destination: String,
    pub reference: String,
    pub part: String,
    pub service: String,
    pub refused: bool,
    pub test: bool,
    /// How often the message came; the work was done once.
    pub arrivals: i64,
}

/// What is stored of a message.
pub(super) struct Arrival<'a> {
    pub webhook_id: &'a str,
    pub destination: &'a str,
    pub reference: &'a str,
    pub part: &'a str,
    pub service: &'a str,
    pub refused: bool,
    pub test: bool,
    /// Milliseconds since 1970, UTC.
    pub at: i64,
    pub callbacks: Vec<Callback>,
}

/// Progress that will be reported.
pub(super) struct Callback {
    pub id: String,
    pub status: &'static str,
    pub note: &'static str,
    /// Milliseconds since 1970, UTC.
    pub due_at: i64,
}

/// A callback that Doorstep has not accepted yet.
pub(super) struct Pending {
    pub id: String,
    pub destination: String,
    pub reference: String,
    pub part: String,
    pub their_reference: String,
    pub status: String,
    pub note: String,
    pub at: i64,
    pub attempts: i64,
}

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
        sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        Ok(Ledger(pool))
    }

    /// Stores a message once; returns its effect, which says how often it came.
    pub async fn record(&self, arrival: Arrival<'_>) -> sqlx::Result<Effect> {
        let mut transaction = self.0.begin().await?;
        let row = sqlx::query(
            "INSERT INTO effects (webhook_id, destination, reference, part, service, refused, test,
                                  arrivals, first_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)
             ON CONFLICT (webhook_id) DO UPDATE SET arrivals = arrivals + 1
             RETURNING *",
        )
        .bind(arrival.webhook_id)
        .bind(arrival.destination)
        .bind(arrival.reference)
        .bind(arrival.part)
        .bind(arrival.service)
        .bind(arrival.refused)
        .bind(arrival.test)
        .bind(arrival.at)
        .fetch_one(&mut *transaction)
        .await?;
        let (effect, number) = (effect(&row)?, row.try_get::<i64, _>("number")?);
        if effect.arrivals == 1 {
            for callback in &arrival.callbacks {
                sqlx::query(
                    "INSERT INTO callbacks (id, effect, status, note, at, due_at, attempts, heard)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?5, 0, 0)",
                )
                .bind(&callback.id)
                .bind(number)
                .bind(callback.status)
                .bind(callback.note)
                .bind(callback.due_at)
                .execute(&mut *transaction)
                .await?;
            }
        }
        transaction.commit().await?;
        Ok(effect)
    }

    pub async fn effects(&self) -> sqlx::Result<Vec<Effect>> {
        sqlx::query("SELECT * FROM effects ORDER BY number")
            .fetch_all(&self.0)
            .await?
            .iter()
            .map(effect)
            .collect()
    }

    /// The next callback to send, due or not, with the time it is due.
    pub async fn next_callback(&self) -> sqlx::Result<Option<(i64, Pending)>> {
        let row = sqlx::query(
            "SELECT c.id, c.status, c.note, c.at, c.due_at, c.attempts,
                    e.number, e.destination, e.reference, e.part
             FROM callbacks c JOIN effects e ON e.number = c.effect
             WHERE c.heard = 0 ORDER BY c.due_at, c.rowid LIMIT 1",
        )
        .fetch_optional(&self.0)
        .await?;
        row.map(|row| {
            let pending = Pending {
                id: row.try_get("id")?,
                destination: row.try_get("destination")?,
                reference: row.try_get("reference")?,
                part: row.try_get("part")?,
                their_reference: their_number(row.try_get("number")?),
                status: row.try_get("status")?,
                note: row.try_get("note")?,
                at: row.try_get("at")?,
                attempts: row.try_get("attempts")?,
            };
            Ok((row.try_get("due_at")?, pending))
        })
        .transpose()
    }

    /// Doorstep has accepted this callback.
    pub async fn accepted(&self, id: &str) -> sqlx::Result<()> {
        sqlx::query("UPDATE callbacks SET heard = 1 WHERE id = ?1")
            .bind(id)
            .execute(&self.0)
            .await
            .map(drop)
    }

    /// This callback failed and is due again.
    pub async fn reschedule(&self, id: &str, due_at: i64) -> sqlx::Result<()> {
        sqlx::query("UPDATE callbacks SET attempts = attempts + 1, due_at = ?2 WHERE id = ?1")
            .bind(id)
            .bind(due_at)
            .execute(&self.0)
            .await
            .map(drop)
    }
}

fn effect(row: &SqliteRow) -> sqlx::Result<Effect> {
    Ok(Effect {
        their_reference: their_number(row.try_get("number")?),
        webhook_id: row.try_get("webhook_id")?,
        destination: row.try_get("destination")?,
        reference: row.try_get("reference")?,
        part: row.try_get("part")?,
        service: row.try_get("service")?,
        refused: row.try_get("refused")?,
        test: row.try_get("test")?,
        arrivals: row.try_get("arrivals")?,
    })
}

fn their_number(number: i64) -> String {
    format!("MB-{number:06}")
}
