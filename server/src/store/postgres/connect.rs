//! Opens the pool, and refuses a server that could lose an acknowledged write.

use super::PostgresStore;
use crate::store::open::{OpenError, Options, lacks_migrations};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};
use std::str::FromStr;
use std::time::Duration;

/// Compiled into the program.
static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// A connection that was idle for longer is tested before it is used.
const TRUSTED: Duration = Duration::from_secs(1);

fn options(url: &str, with: &Options) -> Result<PgConnectOptions, OpenError> {
    // The parser's message could quote a password, so it is left out.
    Ok(PgConnectOptions::from_str(url)
        .map_err(|_| OpenError::Address("it cannot be read".to_owned()))?
        .application_name("doorstep")
        .options([
            ("lock_timeout", with.busy_timeout.as_millis().to_string()),
            ("statement_timeout", "60000".to_owned()),
        ])
        .disable_statement_logging())
}

pub(in crate::store) async fn open(
    url: &str,
    migrate: bool,
    with: &Options,
) -> Result<PostgresStore, OpenError> {
    let pool = PgPoolOptions::new()
        .max_connections(with.connections)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .before_acquire(|connection, about| {
            Box::pin(async move { Ok(about.idle_for < TRUSTED || connection.ping().await.is_ok()) })
        })
        .connect_with(options(url, with)?)
        .await?;
    require_durable(&pool).await?;
    if migrate {
        MIGRATIONS.run(&pool).await?;
    } else if lacks_migrations(&mut *pool.acquire().await?, &MIGRATIONS).await? {
        return Err(OpenError::Pending);
    }
    Ok(PostgresStore { pool })
}

/// A commit must be on disk before it is acknowledged.
async fn require_durable(pool: &PgPool) -> Result<(), OpenError> {
    let (commit, fsync): (String, String) =
        sqlx::query_as("SELECT current_setting('synchronous_commit'), current_setting('fsync')")
            .fetch_one(pool)
            .await?;
    if commit == "off" {
        return Err(OpenError::Refused(
            "PostgreSQL acknowledges writes before they are on disk (synchronous_commit is off)"
                .to_owned(),
        ));
    }
    if fsync == "off" {
        tracing::warn!("PostgreSQL runs with fsync off: a power failure can lose submissions");
    }
    Ok(())
}

pub(in crate::store) async fn pending(url: &str, with: &Options) -> Result<bool, OpenError> {
    let mut connection = options(url, with)?.connect().await?;
    let lacks = lacks_migrations(&mut connection, &MIGRATIONS).await;
    connection.close().await?;
    lacks
}
