//! SQLite's versions of the macros used by `../shared_sql/`.

pub(super) use super::SqliteStore as Backend;
pub(super) use crate::store::bind_json::ids;
pub(super) use sqlx::SqliteExecutor as Executor;

/// Ids to bind, as made by [`ids`].
pub(super) type Ids = String;
pub(super) type Connection = sqlx::SqliteConnection;
pub(super) type Pool = sqlx::SqlitePool;

/// Nothing to do: every write begins with the lock on the file.
pub(super) const LOCK_AUDIT: Option<&str> = None;

/// A column of a row that was bound as JSON.
macro_rules! value {
    ($name:literal) => {
        concat!("value->>'", $name, "'")
    };
    ($name:literal uuid) => {
        concat!("unhex(value->>'", $name, "', '-')")
    };
}

/// The form of [`columns`] that reads rows bound as JSON.
macro_rules! values {
    ($first:literal $(: $kind:ident)? $(, $name:literal $(: $kinds:ident)?)*) => {
        concat!(value!($first $($kind)?) $(, ", ", value!($name $($kinds)?))*)
    };
}

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
            columns!(values, $table),
            " FROM jsonb_each(",
            $place,
            ") AS j WHERE true"
        )
    };
}

/// A key and its value in a JSON object.
macro_rules! pair {
    ($name:literal) => {
        concat!("'", $name, "', ", $name)
    };
    ($name:literal uuid) => {
        concat!("'", $name, "', hex(", $name, ")")
    };
}

/// The form of [`columns`] that makes a JSON object.
macro_rules! object {
    ($first:literal $(: $kind:ident)? $(, $name:literal $(: $kinds:ident)?)*) => {
        concat!("json_object(", pair!($first $($kind)?) $(, ", ", pair!($name $($kinds)?))*, ")")
    };
}

/// The rows of a table, aggregated as a JSON array.
macro_rules! json_rows {
    ($table:ident) => {
        concat!("json_group_array(", columns!(object, $table), ")")
    };
}

/// Whether a column is among the ids bound to this place by [`ids`].
macro_rules! among {
    ($place:literal) => {
        concat!(
            "IN (SELECT unhex(value->>'id', '-') FROM jsonb_each(",
            $place,
            "))"
        )
    };
}

/// Locks the rows read until the transaction ends; nothing to do, as there is one writer.
macro_rules! locked {
    ($table:literal) => {
        ""
    };
}

/// A text that nobody can guess.
macro_rules! random_text {
    () => {
        "lower(hex(randomblob(16)))"
    };
}

/// One more assignment of an update: moves the row to another place of its table, because the
/// order of insertion, which is the order of rows, tells when it was made.
macro_rules! elsewhere {
    () => {
        ", rowid = random() | (1 << 63)"
    };
}

/// The greater of two numbers.
macro_rules! greater {
    ($one:literal, $other:literal) => {
        concat!("max(", $one, ", ", $other, ")")
    };
}
