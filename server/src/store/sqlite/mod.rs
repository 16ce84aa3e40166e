//! SQLite: one writer that groups commits, a few readers.
//!
//! Writes go as jobs to [`writer`], which owns the only writing connection and commits what
//! is waiting as one [`group`]; reads take a read-only connection each. Every other file is
//! one subject of the trait and has its twin under `../postgres/`. To add an operation: a
//! function in the file of its subject, one line in [`operations`].

mod accept;
mod addresses;
mod attempts;
mod connect;
mod contacts;
mod deliveries;
mod drafts;
mod feedback;
mod group;
mod operations;
mod retain;
mod statuses;
mod submissions;
mod versions;
mod writer;

pub(super) use connect::{open, pending};

use sqlx::SqlitePool;

/// The store on one SQLite file.
pub(super) struct SqliteStore {
    writer: writer::Writer,
    readers: SqlitePool,
}
