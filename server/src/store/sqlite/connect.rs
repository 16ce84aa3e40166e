//! Opens the file, and refuses a configuration that could lose an acknowledged write.

use super::SqliteStore;
use super::reader::Reader;
use super::writer::Writer;
use crate::store::open::{OpenError, Options, lacks_migrations};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::str::FromStr;
use std::time::Duration;

/// Compiled into the program.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Earlier versions of SQLite could corrupt a write-ahead log that two connections checkpoint.
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
        // A log that grew during a long read shrinks to this size after a checkpoint.
        .pragma("journal_size_limit", "67108864")
        // What is deleted is written over, so that it is not in the file any more.
        .pragma("secure_delete", "ON")
        .statement_cache_capacity(200)
        .disable_statement_logging();
    Ok(match with.max_pages {
        Some(pages) => options.pragma("max_page_count", pages.to_string()),
        None => options,
    })
}

/// Creates the file readable by its owner only; SQLite gives its log the same mode. An empty file
/// is refused: taken as new, it would hide that a restore failed.
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
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => refuse_empty(file),
        Err(error) => Err(OpenError::Address(format!("{}: {error}", file.display()))),
    }
}

fn refuse_empty(file: &std::path::Path) -> Result<(), OpenError> {
    match std::fs::metadata(file) {
        Ok(file) if file.len() > 0 => Ok(()),
        Ok(_) => Err(OpenError::Refused(format!(
            "{} is empty, as after a failed restore; restore a backup, or delete the file to \
             start with an empty database",
            file.display()
        ))),
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
            "SQLite {version} can corrupt its write-ahead log; 3.51.3 or later is needed"
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
            "the database file uses journal mode {journal} and synchronous {synchronous}; \
             durable writes need wal and 2 or more"
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
    } else if lacks_migrations(&mut connection, &MIGRATIONS).await? {
        return Err(OpenError::Pending);
    }
    let readers = SqlitePoolOptions::new()
        .max_connections(with.readers)
        .min_connections(with.readers)
        // A local file does not disconnect, and a test before every read would double the work.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.clone().read_only(true).create_if_missing(false))
        .await?;
    Ok(SqliteStore {
        writer: Writer::start(connection, options, with.busy_timeout),
        drafts: Reader::start(readers.clone()),
        readers,
    })
}

/// Whether migrations are pending; all of them are for a file that does not exist.
pub(in crate::store) async fn pending(url: &str, with: &Options) -> Result<bool, OpenError> {
    let options = options(url, with)?;
    if !options.get_filename().exists() {
        return Ok(true);
    }
    let mut connection = connection(&options).await?;
    let lacks = lacks_migrations(&mut connection, &MIGRATIONS).await;
    connection.close().await?;
    lacks
}
