//! PostgreSQL: a pool; each operation is one statement or one transaction.
//!
//! Each file implements the trait of one subject. Those under `../shared_sql/` are the same for
//! both databases, with the macros of [`dialect`]; the others have a counterpart of the same name
//! under `../sqlite/`. Constraints and row locks decide between concurrent writes, so any number
//! of replicas may share one database.

#[macro_use]
mod dialect;

mod accept;
#[path = "../shared_sql/addresses.rs"]
mod addresses;
#[path = "../shared_sql/attempts.rs"]
mod attempts;
#[path = "../shared_sql/audit.rs"]
mod audit;
mod claim;
#[path = "../shared_sql/clear.rs"]
mod clear;
#[path = "../shared_sql/clock.rs"]
mod clock;
mod connect;
#[path = "../shared_sql/contact_details.rs"]
mod contact_details;
#[path = "../shared_sql/contacts.rs"]
mod contacts;
#[path = "../shared_sql/deliveries.rs"]
mod deliveries;
#[path = "../shared_sql/draft_life.rs"]
mod draft_life;
mod drafts;
#[path = "../shared_sql/expiry.rs"]
mod expiry;
#[path = "../shared_sql/feedback.rs"]
mod feedback;
#[path = "../shared_sql/give_ups.rs"]
mod give_ups;
#[path = "../shared_sql/guesses.rs"]
mod guesses;
#[path = "../shared_sql/leases.rs"]
mod leases;
#[path = "../shared_sql/pauses.rs"]
mod pauses;
mod readiness;
#[path = "../shared_sql/retention.rs"]
mod retention;
#[path = "../shared_sql/statuses.rs"]
mod statuses;
#[path = "../shared_sql/submissions.rs"]
mod submissions;
#[path = "../shared_sql/unlink.rs"]
mod unlink;
#[path = "../shared_sql/versions.rs"]
mod versions;

pub(super) use connect::{open, pending};

use super::{Store, StoreResult};
use futures_util::future::BoxFuture;
use sqlx::{PgConnection, PgPool};

/// The store on one PostgreSQL database.
pub(super) struct PostgresStore {
    pool: PgPool,
}

impl Store for PostgresStore {}

/// A write, inside a transaction of its own.
type Write<I, T> = for<'a> fn(&'a mut PgConnection, &'a I) -> BoxFuture<'a, StoreResult<T>>;

impl PostgresStore {
    fn reader(&self) -> &PgPool {
        &self.pool
    }

    async fn write<I, T>(&self, input: I, write: Write<I, T>) -> StoreResult<T> {
        let mut transaction = self.pool.begin().await?;
        let outcome = write(&mut transaction, &input).await?;
        transaction.commit().await?;
        Ok(outcome)
    }

    /// The log is the server's own; the operator's guide says how long it keeps what was deleted.
    async fn truncate_log(&self) -> StoreResult<bool> {
        Ok(true)
    }
}
