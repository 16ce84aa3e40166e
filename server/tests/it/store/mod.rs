//! The contract of every store, tested on SQLite and PostgreSQL alike.
//!
//! A contract is an async function that takes a fresh store; [`each`] runs it on every backend.
//! `samples` makes rows. To add a contract, add a function to the file of its subject.

mod accept;
mod audit;
mod contacts;
mod definitions;
mod deliveries;
mod draft_life;
mod drafts;
mod expiry;
mod file;
mod guesses;
mod leases;
mod pauses;
mod payloads;
mod retention;
mod samples;
mod statuses;
mod upgrade;

use crate::support::postgres::Database;
use server::store::{Migrate, SharedStore, open};

/// Runs a contract on a fresh store of each backend.
async fn each<F>(contract: impl Fn(SharedStore) -> F)
where
    F: Future<Output = ()>,
{
    each_with_url(|store, _| contract(store)).await;
}

/// As [`each`], with the store's URL to read its tables.
async fn each_with_url<F>(contract: impl Fn(SharedStore, String) -> F)
where
    F: Future<Output = ()>,
{
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("doorstep.db").display());
    contract(open(&url, Migrate::Serve).await.unwrap(), url).await;

    if let Some(database) = Database::create().await {
        let store = open(&database.url, Migrate::Apply).await.unwrap();
        contract(store, database.url.clone()).await;
        database.drop_now().await;
    }
}
