//! PostgreSQL: a pool; each operation is one statement or one transaction.
//!
//! Every file is one subject of the trait and has its twin under `../sqlite/`. What must not
//! happen twice at the same moment is decided by constraints and row locks, so any number of
//! replicas may share one database. To add an operation: a function in the file of its
//! subject, one line in [`operations`].

mod accept;
mod addresses;
mod attempts;
mod connect;
mod contacts;
mod deliveries;
mod drafts;
mod feedback;
mod operations;
mod retain;
mod statuses;
mod submissions;
mod versions;

pub(super) use connect::{open, pending};

use sqlx::PgPool;

/// The store on one PostgreSQL database.
pub(super) struct PostgresStore {
    pool: PgPool,
}
