//! Stores that belong to one test.

use jiff::SignedDuration;
use server::store::{self, Migrate, SharedStore};
use server::vault::{Vault, keys};
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::path::Path;

/// The address of a PostgreSQL server in which databases may be made.
const POSTGRES: &str = "DOORSTEP_TEST_POSTGRES";

/// Addresses of an empty SQLite file in this folder and, where there is a PostgreSQL, of an
/// empty database.
pub async fn addresses(folder: &Path) -> Vec<String> {
    let mut urls = vec![sqlite(folder)];
    match std::env::var(POSTGRES) {
        Ok(server) => urls.push(database(&server).await),
        Err(_) => println!("on SQLite only: {POSTGRES} names no server"),
    }
    urls
}

pub fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("doorstep.db").display())
}

async fn database(server: &str) -> String {
    let name = format!("it_{}", uuid::Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(server).await.unwrap();
    let sql = format!("CREATE DATABASE {name}");
    connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
    let (rest, query) = match server.split_once('?') {
        Some((rest, query)) => (rest, format!("?{query}")),
        None => (server, String::new()),
    };
    let host = rest.find("://").map_or(0, |at| at + 3);
    let end = rest[host..].find('/').map_or(rest.len(), |at| host + at);
    format!("{}/{name}{query}", &rest[..end])
}

pub async fn open(url: &str) -> SharedStore {
    let options = store::Options {
        // A test that holds a lock does not wait as long as a resident may.
        busy_timeout: std::time::Duration::try_from(SignedDuration::from_millis(800)).unwrap(),
        connections: 8,
        ..store::Options::default()
    };
    store::open_with(url, Migrate::Apply, &options).await.unwrap()
}

pub fn vault() -> Vault {
    Vault::from_text(&keys::mint()).unwrap()
}
