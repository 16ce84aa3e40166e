//! Opening the file, and refusing what would break a promise.

use super::SqliteStore;
use super::reader::Reader;
use super::writer::Writer;
use crate::store::open::{OpenError, Options};
use sqlx::migrate::{Migrate as _, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::str::FromStr;
use std::time::Duration;

/// Part of the program, so that it brings its tables with it.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Before this, SQLite could corrupt a write-ahead log that two connections checkpoint.
const OLDEST: (u32, u32, u32) = (3, 51, 3);

fn options(url: &str, with: &Options) -> Result<SqliteConnectOptions, OpenError> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|error| OpenError::Address(error.to_string()))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // NORMAL would lose acknowledged submissions when the power fails.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(with.busy_timeout)
        .pragma("temp_store", "MEMORY")
        // After a checkpoint a log that grew under a long read shrinks to this again.
        .pragma("journal_size_limit", "67108864")
        .statement_cache_capacity(200)
        .disable_statement_logging();
    Ok(match with.max_pages {
        Some(pages) => options.pragma("max_page_count", pages.to_string()),
        None => options,
    })
}

/// Makes the file so that only its owner may read it; SQLite gives its log the same mode.
fn reserve(file: &std::path::Path) -> Result<(), OpenError> {
    if file.as_os_str().is_empty() || file.to_string_lossy().contains(":memory:") {
        return Ok(());
    }
    let mut new = std::fs::OpenOptions::new();
    new.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    match new.open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(OpenError::Address(format!("{}: {error}", file.display()))),
    }
}

/// A connection for migrations, checked.
async fn connection(options: &SqliteConnectOptions) -> Result<SqliteConnection, OpenError> {
    let mut connection = options.connect().await?;
    let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()")
        .fetch_one(&mut connection)
        .await?;
    let mut numbers = version.split('.').map(|n| n.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    if (next(), next(), next()) < OLDEST {
        return Err(OpenError::Refused(format!(
            "SQLite {version} can corrupt its write-ahead log; 3.51.3 is the oldest that cannot"
        )));
    }
    let (synchronous,): (i64,) = sqlx::query_as("PRAGMA synchronous")
        .fetch_one(&mut connection)
        .await?;
    let (journal,): (String,) = sqlx::query_as("PRAGMA journal_mode")
        .fetch_one(&mut connection)
        .await?;
    if synchronous < 2 || journal != "wal" {
        return Err(OpenError::Refused(format!(
            "the database file works with journal {journal} and synchronous {synchronous}, \
             but a reference is only a promise with wal and 2 or more"
        )));
    }
    Ok(connection)
}

pub(in crate::store) async fn open(
    url: &str,
    migrate: bool,
    with: &Options,
) -> Result<SqliteStore, OpenError> {
    let options = options(url, with)?;
    reserve(options.get_filename())?;
    let mut connection = connection(&options).await?;
    if migrate {
        MIGRATIONS.run(&mut connection).await?;
    } else if lacking(&mut connection).await? {
        return Err(OpenError::Pending);
    }
    let readers = SqlitePoolOptions::new()
        .max_connections(with.readers)
        .min_connections(with.readers)
        // A local file does not go away; asking it before every read would double the work.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.clone().read_only(true).create_if_missing(false))
        .await?;
    Ok(SqliteStore {
        writer: Writer::start(connection, options),
        drafts: Reader::start(readers.clone()),
        readers,
    })
}

/// Whether migrations are lacking; a file that is not there yet lacks all of them.
pub(in crate::store) async fn pending(url: &str, with: &Options) -> Result<bool, OpenError> {
    let options = options(url, with)?;
    if !options.get_filename().exists() {
        return Ok(true);
    }
    let mut connection = connection(&options).await?;
    let lacking = lacking(&mut connection).await;
    connection.close().await?;
    lacking
}

async fn lacking(connection: &mut SqliteConnection) -> Result<bool, OpenError> {
    connection
        .ensure_migrations_table("_sqlx_migrations")
        .await?;
    let applied = connection
        .list_applied_migrations("_sqlx_migrations")
        .await?;
    Ok(MIGRATIONS
        .iter()
        .any(|known| !applied.iter().any(|done| done.version == known.version)))
}
