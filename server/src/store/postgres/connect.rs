//! Opening the pool, and refusing what would break a promise.

use super::PostgresStore;
use crate::store::open::{OpenError, Options};
use sqlx::migrate::{Migrate as _, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool};
use std::str::FromStr;
use std::time::Duration;

/// Part of the program, so that it brings its tables with it.
static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// A connection unused for longer is asked whether it is still there.
const TRUSTED: Duration = Duration::from_secs(1);

fn options(url: &str, with: &Options) -> Result<PgConnectOptions, OpenError> {
    // The parser's message could quote a password, so it is not passed on.
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
    promise(&pool).await?;
    if migrate {
        MIGRATIONS.run(&pool).await?;
    } else if lacking(&mut *pool.acquire().await?).await? {
        return Err(OpenError::Pending);
    }
    Ok(PostgresStore { pool })
}

/// A commit that is answered before it is on disk would be no promise.
async fn promise(pool: &PgPool) -> Result<(), OpenError> {
    let (commit, fsync): (String, String) =
        sqlx::query_as("SELECT current_setting('synchronous_commit'), current_setting('fsync')")
            .fetch_one(pool)
            .await?;
    if commit == "off" {
        return Err(OpenError::Refused(
            "PostgreSQL answers before it has written (synchronous_commit is off)".to_owned(),
        ));
    }
    if fsync == "off" {
        tracing::warn!("PostgreSQL runs with fsync off: a power failure loses submissions");
    }
    Ok(())
}

pub(in crate::store) async fn pending(url: &str, with: &Options) -> Result<bool, OpenError> {
    let mut connection = options(url, with)?.connect().await?;
    let lacking = lacking(&mut connection).await;
    connection.close().await?;
    lacking
}

async fn lacking(connection: &mut PgConnection) -> Result<bool, OpenError> {
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
