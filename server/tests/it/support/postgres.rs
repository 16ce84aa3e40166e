//! A fresh PostgreSQL database for one test.
//!
//! `DOORSTEP_TEST_POSTGRES` is the URL of a database whose user may create others. Without it the
//! tests run on SQLite only and report that once; with `DOORSTEP_REQUIRE_POSTGRES=1` they fail.

use super::skipped;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

static NUMBER: AtomicU32 = AtomicU32::new(0);
static WARNED: Once = Once::new();

/// A database that exists until [`Database::drop_now`].
pub struct Database {
    pub url: String,
    name: String,
    admin: String,
}

impl Database {
    /// Creates a database; `None`, reported once, if no PostgreSQL is configured.
    pub async fn create() -> Option<Database> {
        let Ok(admin) = std::env::var("DOORSTEP_TEST_POSTGRES") else {
            WARNED.call_once(|| {
                let why = "every test on PostgreSQL: DOORSTEP_TEST_POSTGRES is not set";
                skipped("DOORSTEP_REQUIRE_POSTGRES", why);
            });
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("doorstep_test_{}_{number}", std::process::id());
        let mut connection = PgConnection::connect(&admin).await.unwrap();
        connection
            .execute(AssertSqlSafe(format!(
                "DROP DATABASE IF EXISTS {name} WITH (FORCE)"
            )))
            .await
            .unwrap();
        connection
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .unwrap();
        connection.close().await.unwrap();
        let url = with_database(&admin, &name);
        Some(Database { url, name, admin })
    }

    pub async fn drop_now(self) {
        let mut connection = PgConnection::connect(&self.admin).await.unwrap();
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
}

/// The same URL with another database name.
fn with_database(url: &str, name: &str) -> String {
    let (rest, query) = match url.split_once('?') {
        Some((rest, query)) => (rest, format!("?{query}")),
        None => (url, String::new()),
    };
    let host = rest.find("://").map_or(0, |at| at + 3);
    let end = rest[host..].find('/').map_or(rest.len(), |at| host + at);
    format!("{}/{name}{query}", &rest[..end])
}
