//! The database, behind one small trait for each subject.
//!
//! A method is a whole operation: no caller sees a transaction. Personal data arrives
//! sealed ([`Sealed`](crate::vault::Sealed)) and leaves sealed; the store cannot read it. "Not
//! found" is `None`, not an error. Times are UTC with millisecond precision.
//!
//! The map:
//! - one file for each subject, with its rows and its trait: `drafts`, `draft_life`,
//!   `submissions`, `statuses`, `deliveries`, `contacts`, `feedback`, `guesses`, `versions`,
//!   `addresses`, `expiry`, `leases`, `retention`, `audit`, `readiness`. [`Store`] is their sum; a function
//!   takes the traits it needs (an `Arc<dyn Store>` coerces to an `Arc<dyn DraftStore>`).
//! - `sqlite/` and `postgres/` implement the traits beside their SQL, in files of the same
//!   names. A file whose SQL is the same for both is in `shared_sql/` and compiled once for
//!   each, with the few differences in each backend's `dialect`.
//! - `columns` lists the columns of each table, `fragments` has SQL that several statements
//!   share, `encoding` defines how values are stored, `bind_json` and
//!   `bind_visits` bind rows, `status_rules` holds the rules of statuses, `error` maps database
//!   errors, [`open()`] chooses the backend. SQL is put together by macros at compile time, so
//!   every statement is static.
//!
//! To add an operation: a method of the subject's trait, its SQL in `shared_sql/` or, where
//! the databases differ, in the file of that name in both backends, and a contract test in
//! `server/tests/it/store`, which runs on both.
//!
//! To add a column: the field of its row, the list in `columns`, a migration for each
//! database. Rows are read (`sqlx::FromRow`) and written (`serde::Serialize`) by derive, under
//! the names of the columns. A column that a save of a draft changes is also listed in `SAVE`
//! in both `drafts.rs`.
//!
//! To add a subject: a file here, its trait in [`Store`], its `impl` for both databases.

#[macro_use]
mod columns;
#[macro_use]
mod fragments;

mod addresses;
mod audit;
mod bind_json;
mod bind_visits;
mod contacts;
mod deliveries;
mod draft_life;
mod drafts;
mod encoding;
mod error;
mod expiry;
mod feedback;
mod guesses;
mod leases;
mod open;
#[expect(
    clippy::duplicate_mod,
    reason = "the files of `shared_sql/` are compiled for each database"
)]
mod postgres;
mod readiness;
mod retention;
#[expect(
    clippy::duplicate_mod,
    reason = "the files of `shared_sql/` are compiled for each database"
)]
mod sqlite;
mod status_rules;
mod statuses;
mod submissions;
mod versions;

pub use addresses::*;
pub use audit::*;
pub use contacts::*;
pub use deliveries::*;
pub use draft_life::*;
pub use drafts::*;
pub use error::{Constraint, StoreError, StoreResult};
pub use expiry::*;
pub use feedback::*;
pub use guesses::*;
pub use leases::*;
pub use open::{Migrate, OpenError, Options, migrate, open, open_with, pending};
pub use readiness::*;
pub use retention::*;
pub use statuses::*;
pub use submissions::*;
pub use versions::*;

use std::sync::Arc;

/// The sum of all subjects.
pub trait Store:
    VersionStore
    + DraftStore
    + DraftLifeStore
    + SubmissionStore
    + StatusStore
    + DeliveryStore
    + ContactStore
    + FeedbackStore
    + GuessStore
    + AddressStore
    + ExpiryStore
    + LeaseStore
    + RetentionStore
    + AuditStore
    + Readiness
{
}

pub type SharedStore = Arc<dyn Store>;
