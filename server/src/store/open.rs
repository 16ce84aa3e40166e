//! Opening the store from its URL.

use super::postgres;
use super::sqlite;
use super::{SharedStore, StoreError, StoreResult};
use std::sync::Arc;
use std::time::Duration;

/// What opening does when migrations are pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Migrate {
    /// Applies them, on either database: `doorstep migrate`, and tests.
    Apply,
    /// As `doorstep serve`: applies them to a SQLite file, which only this program uses. A
    /// PostgreSQL database may be shared by replicas of another release, so there opening fails
    /// with [`OpenError::Pending`] until the operator runs `doorstep migrate`.
    Serve,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the store's address is neither sqlite:PATH nor postgres://…: {0}")]
    Address(String),
    #[error("the store lacks tables of this release: run `doorstep migrate`")]
    Pending,
    #[error("the store is refused: {0}")]
    Refused(String),
    #[error("the store cannot be opened")]
    Store(#[from] StoreError),
    #[error("the store's tables cannot be laid out")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> OpenError {
        OpenError::Store(error.into())
    }
}

/// How the store is used; the defaults are right outside tests.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long a write waits for a lock that somebody else holds.
    pub busy_timeout: Duration,
    /// SQLite: connections that read.
    pub readers: u32,
    /// SQLite: pages the file may grow to; tests stand in for a full disk with it.
    pub max_pages: Option<u32>,
    /// PostgreSQL: connections in all.
    pub connections: u32,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            busy_timeout: Duration::from_secs(5),
            readers: 4,
            max_pages: None,
            connections: 24,
        }
    }
}

/// Opens `sqlite:PATH` (made when it is not there) or `postgres://…`.
pub async fn open(url: &str, migrate: Migrate) -> Result<SharedStore, OpenError> {
    open_with(url, migrate, &Options::default()).await
}

/// As [`open`], with other limits.
pub async fn open_with(
    url: &str,
    migrate: Migrate,
    options: &Options,
) -> Result<SharedStore, OpenError> {
    Ok(match backend(url)? {
        Backend::Sqlite => Arc::new(sqlite::open(url, true, options).await?),
        Backend::Postgres => {
            Arc::new(postgres::open(url, migrate == Migrate::Apply, options).await?)
        }
    })
}

/// Lays out the tables that are lacking; what is there already stays.
pub async fn migrate(url: &str) -> Result<(), OpenError> {
    open(url, Migrate::Apply).await.map(drop)
}

/// Whether tables of this release are lacking.
pub async fn pending(url: &str) -> StoreResult<bool> {
    let options = Options::default();
    let pending = match backend(url) {
        Ok(Backend::Sqlite) => sqlite::pending(url, &options).await,
        Ok(Backend::Postgres) => postgres::pending(url, &options).await,
        Err(error) => Err(error),
    };
    pending.map_err(|error| match error {
        OpenError::Store(error) => error,
        other => StoreError::Backend(Box::new(other)),
    })
}

enum Backend {
    Sqlite,
    Postgres,
}

fn backend(url: &str) -> Result<Backend, OpenError> {
    match url.split_once(':') {
        Some(("sqlite", _)) => Ok(Backend::Sqlite),
        Some(("postgres" | "postgresql", _)) => Ok(Backend::Postgres),
        // Not the address itself: it may hold a password.
        _ => Err(OpenError::Address("unknown scheme".to_owned())),
    }
}
