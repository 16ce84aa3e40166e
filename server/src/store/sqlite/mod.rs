//! SQLite: one writer that groups commits, a few readers.
//!
//! Writes are jobs for [`writer`], which owns the only writing connection and commits the
//! waiting jobs as one [`group`]; [`batch`] decides how long it waits for more. Reads take a
//! read-only connection each, those of drafts together ([`reader`]). Every other file
//! implements the trait of one subject. Those under `../shared_sql/` are the same for both
//! databases, with the macros of [`dialect`]; the others have a counterpart of the same name
//! under `../postgres/`.

#[macro_use]
mod dialect;

mod accept;
#[path = "../shared_sql/addresses.rs"]
mod addresses;
#[path = "../shared_sql/attempts.rs"]
mod attempts;
#[path = "../shared_sql/audit.rs"]
mod audit;
mod batch;
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
mod group;
#[path = "../shared_sql/guesses.rs"]
mod guesses;
#[path = "../shared_sql/leases.rs"]
mod leases;
#[path = "../shared_sql/pauses.rs"]
mod pauses;
mod reader;
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
mod writer;

pub(super) use connect::{open, pending};

use super::{Store, StoreResult};
use futures_util::future::BoxFuture;
use sqlx::{SqliteConnection, SqlitePool};

/// The store on one SQLite file.
pub(super) struct SqliteStore {
    writer: writer::Writer,
    readers: SqlitePool,
    drafts: reader::Reader,
}

impl Store for SqliteStore {}

/// A write inside a transaction. It runs again if its group was rolled back.
type Write<I, T> = for<'a> fn(&'a mut SqliteConnection, &'a I) -> BoxFuture<'a, StoreResult<T>>;

impl SqliteStore {
    fn reader(&self) -> &SqlitePool {
        &self.readers
    }

    async fn write<I, T>(&self, input: I, write: Write<I, T>) -> StoreResult<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.writer.write(input, write).await
    }

    async fn truncate_log(&self) -> StoreResult<bool> {
        self.writer.truncate_log().await
    }
}

#[cfg(test)]
mod tests {
    use super::{accept, clock, connect, drafts, pauses, reader};
    use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

    /// The cost of a group must depend on its own size, never on the size of the tables.
    #[tokio::test]
    async fn no_grouped_statement_scans_a_whole_table() {
        let mut connection = migrated().await;
        let all = [
            accept::FOUND,
            accept::TAKE,
            accept::WRITE,
            drafts::TAKEN,
            drafts::CREATE,
            drafts::SAVE,
            drafts::ALIVE,
            reader::READ,
            drafts::BEGIN_CONTACTS,
            drafts::TOUCH_CONTACTS,
            drafts::COUNT_ERRORS,
        ];
        let statements = all.iter().flat_map(|text| text.split(';'));
        for statement in statements.filter(|statement| !statement.trim().is_empty()) {
            for step in plan(&mut connection, statement).await {
                let whole = step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE");
                assert!(!whole, "{step} in {statement}");
            }
        }
    }

    /// Nearly all deliveries are delivered, and the writer must not read those.
    #[tokio::test]
    async fn pauses_and_repaired_times_read_only_pending_deliveries() {
        let mut connection = migrated().await;
        for statement in [
            pauses::MAKE_DUE,
            pauses::LEAST_RECENT,
            clock::REPAIR_DUE,
            clock::REPAIR_LEASED,
        ] {
            let steps = plan(&mut connection, statement).await;
            let mut reads = steps.iter().filter(|step| step.contains(" deliveries"));
            assert!(
                reads
                    .next()
                    .is_some_and(|step| step.contains("deliveries_open")),
                "{steps:?} in {statement}"
            );
            assert_eq!(reads.next(), None, "{statement}");
        }
    }

    async fn migrated() -> SqliteConnection {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        connect::MIGRATIONS.run(&mut connection).await.unwrap();
        connection
    }

    /// The steps by which SQLite would run a statement.
    async fn plan(connection: &mut SqliteConnection, statement: &str) -> Vec<String> {
        let plan = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let steps: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(plan).fetch_all(connection).await.unwrap();
        steps.into_iter().map(|(_, _, _, step)| step).collect()
    }
}
