//! Opening the store from its URL.

use super::postgres;
use super::sqlite;
use super::{SharedStore, StoreError, StoreResult};
use sqlx::migrate::{Migrate as Migrations, Migrator};
use std::sync::Arc;
use std::time::Duration;

/// Whether opening applies pending migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Migrate {
    /// Applies them, on either database: `doorstep migrate`, and tests.
    Apply,
    /// As `doorstep serve`: applies them to a SQLite file, which only this program uses. A
    /// PostgreSQL database may be shared with replicas of another release, so opening it fails
    /// with [`OpenError::Pending`] until the operator runs `doorstep migrate`.
    Serve,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the store URL must be sqlite:PATH or postgres://…: {0}")]
    Address(String),
    #[error("the database lacks migrations of this release: run `doorstep migrate`")]
    Pending,
    #[error("the database is not safe to use: {0}")]
    Refused(String),
    #[error("the database cannot be opened")]
    Store(#[from] StoreError),
    #[error("the migrations failed")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> OpenError {
        OpenError::Store(error.into())
    }
}

/// Limits; the defaults suit everything but tests.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long a write waits for a lock.
    pub busy_timeout: Duration,
    /// SQLite: reading connections.
    pub readers: u32,
    /// SQLite: pages the file may grow to, so that tests can fill it.
    pub max_pages: Option<u32>,
    /// PostgreSQL: connections.
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

/// Opens `sqlite:PATH`, created if missing, or `postgres://…`.
pub async fn open(url: &str, migrate: Migrate) -> Result<SharedStore, OpenError> {
    open_with(url, migrate, &Options::default()).await
}

/// [`open`] with other limits.
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

/// Applies the pending migrations.
pub async fn migrate(url: &str) -> Result<(), OpenError> {
    open(url, Migrate::Apply).await.map(drop)
}

/// Whether migrations of this release are pending.
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

/// Whether some of the `known` migrations have not been applied.
pub(super) async fn lacks_migrations(
    connection: &mut impl Migrations,
    known: &Migrator,
) -> Result<bool, OpenError> {
    connection
        .ensure_migrations_table("_sqlx_migrations")
        .await?;
    let applied = connection
        .list_applied_migrations("_sqlx_migrations")
        .await?;
    Ok(known
        .iter()
        .any(|known| !applied.iter().any(|done| done.version == known.version)))
}

enum Backend {
    Sqlite,
    Postgres,
}

fn backend(url: &str) -> Result<Backend, OpenError> {
    match url.split_once(':') {
        Some(("sqlite", _)) => Ok(Backend::Sqlite),
        Some(("postgres" | "postgresql", _)) => Ok(Backend::Postgres),
        // The URL is omitted: it may hold a password.
        _ => Err(OpenError::Address("unknown scheme".to_owned())),
    }
}
