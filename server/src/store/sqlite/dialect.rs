//! What the files of `../both/` need said in SQLite's words.

pub(super) use crate::store::documents::ids;

pub(in crate::store) type Connection = sqlx::SqliteConnection;
pub(in crate::store) type Pool = sqlx::SqlitePool;

/// That a column is among the ids bound to this place by [`ids`].
macro_rules! among {
    ($place:literal) => {
        concat!(
            "IN (SELECT unhex(value->>'id', '-') FROM jsonb_each(",
            $place,
            "))"
        )
    };
}

/// Keeps others from what was read until this transaction ends: here there is one writer.
macro_rules! locked {
    ($table:literal) => {
        ""
    };
}

/// The greater of two numbers.
macro_rules! greater {
    ($one:literal, $other:literal) => {
        concat!("max(", $one, ", ", $other, ")")
    };
}

pub(super) use {among, greater, locked};
