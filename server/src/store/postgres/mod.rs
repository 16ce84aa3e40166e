//! PostgreSQL: a pool; each operation is one statement or one transaction.
//!
//! Every file is one subject of the trait: what both databases read alike stands once in
//! `../both/`, with [`dialect`] for the few words that differ; the rest has its twin under
//! `../sqlite/`. What must not happen twice at the same moment is decided by constraints and
//! row locks, so any number of replicas may share one database. To add an operation: a
//! function in the file of its subject, one line in [`operations`].

mod accept;
mod addresses;
#[path = "../both/attempts.rs"]
mod attempts;
mod connect;
mod contacts;
#[path = "../both/deliveries.rs"]
mod deliveries;
mod dialect;
mod drafts;
#[path = "../both/feedback.rs"]
mod feedback;
mod operations;
mod queue;
#[path = "../both/retain.rs"]
mod retain;
#[path = "../both/statuses.rs"]
mod statuses;
mod submissions;
#[path = "../both/versions.rs"]
mod versions;

pub(super) use connect::{open, pending};

use sqlx::PgPool;

/// The store on one PostgreSQL database.
pub(super) struct PostgresStore {
    pool: PgPool,
}
