//! PostgreSQL's versions of the macros used by `../shared_sql/`.

use crate::store::StoreResult;
use uuid::Uuid;

pub(super) use super::PostgresStore as Backend;
pub(super) use sqlx::PgExecutor as Executor;

/// Ids to bind, as made by [`ids`].
pub(super) type Ids = Vec<Uuid>;
pub(super) type Connection = sqlx::PgConnection;
pub(super) type Pool = sqlx::PgPool;

/// An advisory lock until the end of the transaction, so that lines are added one after the other.
/// A lock on the table would need more rights than adding lines does; the number stands for it.
pub(super) const LOCK_AUDIT: Option<&str> = Some("SELECT pg_advisory_xact_lock(7364920115)");

/// The start of a statement that writes the rows bound to a place as JSON; conditions follow
/// with `AND`.
macro_rules! insert {
    ($table:ident, $place:literal) => {
        concat!(
            "INSERT INTO ",
            stringify!($table),
            " (",
            columns!(names, $table),
            ") SELECT ",
            columns!(names, $table),
            " FROM json_populate_recordset(NULL::",
            stringify!($table),
            ", ",
            $place,
            "::json) AS j WHERE true"
        )
    };
}

/// The rows of a table, aggregated as a JSON array.
macro_rules! json_rows {
    ($table:ident) => {
        concat!("coalesce(json_agg(", stringify!($table), "), '[]')")
    };
}

/// Whether a column is among the ids bound to this place by [`ids`].
macro_rules! among {
    ($place:literal) => {
        concat!("= ANY(", $place, ")")
    };
}

/// Locks the rows read until the transaction ends.
macro_rules! locked {
    ($table:literal) => {
        concat!(" FOR UPDATE OF ", $table)
    };
}

/// A text that nobody can guess.
macro_rules! random_text {
    () => {
        "CAST(gen_random_uuid() AS text)"
    };
}

/// One more assignment of an update, where the order of rows tells when they were made: nothing
/// to do, as an update writes a row anew.
macro_rules! elsewhere {
    () => {
        ""
    };
}

/// The greater of two numbers.
macro_rules! greater {
    ($one:literal, $other:literal) => {
        concat!("greatest(", $one, ", ", $other, ")")
    };
}

/// Ids to bind.
pub(super) fn ids(ids: impl IntoIterator<Item = Uuid>) -> StoreResult<Vec<Uuid>> {
    Ok(ids.into_iter().collect())
}
