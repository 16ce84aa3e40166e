//! SQLite: one writer that groups commits, a few readers.
//!
//! Writes go as jobs to [`writer`], which owns the only writing connection and commits what
//! is waiting as one [`group`]; reads take a read-only connection each, those of drafts
//! together ([`reader`]). Every other file is one subject of the trait: what both databases
//! read alike stands once in `../both/`, with [`dialect`] for the few words that differ; the
//! rest has its twin under `../postgres/`. To add an operation: a function in the file of its
//! subject, one line in [`operations`].

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
mod gather;
mod group;
mod operations;
mod queue;
mod reader;
#[path = "../both/retain.rs"]
mod retain;
#[path = "../both/statuses.rs"]
mod statuses;
mod submissions;
#[path = "../both/versions.rs"]
mod versions;
mod writer;

pub(super) use connect::{open, pending};

use sqlx::SqlitePool;

/// The store on one SQLite file.
pub(super) struct SqliteStore {
    writer: writer::Writer,
    readers: SqlitePool,
    drafts: reader::Reader,
}

#[cfg(test)]
mod tests {
    use super::{accept, connect, contacts, drafts, reader};
    use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

    /// A group must cost by its own size, never by the size of the tables.
    #[tokio::test]
    async fn no_statement_of_a_group_reads_a_whole_table() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        connect::MIGRATIONS.run(&mut connection).await.unwrap();
        let all = [
            accept::FOUND,
            accept::WRITE,
            drafts::TAKEN,
            drafts::CREATE,
            drafts::SAVE,
            drafts::ALIVE,
            reader::READ,
            contacts::BEGIN,
            contacts::SAVED,
        ];
        let statements = all.iter().flat_map(|text| text.split(';'));
        for statement in statements.filter(|statement| !statement.trim().is_empty()) {
            let plan = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
            let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(plan)
                .fetch_all(&mut connection)
                .await
                .unwrap();
            for (_, _, _, step) in steps {
                let whole = step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE");
                assert!(!whole, "{step} in {statement}");
            }
        }
    }
}
