//! Stores for one test.

use super::postgres::Database;
use server::store::{self, Migrate, SharedStore};
use server::vault::{Vault, keys};
use std::path::Path;
use std::time::Duration;

/// URLs of an empty SQLite file in this folder and, if PostgreSQL is available, of an empty
/// database.
pub async fn addresses(folder: &Path) -> Vec<String> {
    let mut urls = vec![sqlite(folder)];
    urls.extend(Database::create().await.map(|database| database.url));
    urls
}

pub fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("doorstep.db").display())
}

pub async fn open(url: &str) -> SharedStore {
    let options = store::Options {
        // Shorter than in production, for tests that hold a lock.
        busy_timeout: Duration::from_millis(800),
        connections: 8,
        ..store::Options::default()
    };
    store::open_with(url, Migrate::Apply, &options)
        .await
        .unwrap()
}

pub fn vault() -> Vault {
    Vault::from_text(&keys::mint()).unwrap()
}
