//! What the files of `../both/` need said in PostgreSQL's words.

use uuid::Uuid;

pub(in crate::store) type Connection = sqlx::PgConnection;
pub(in crate::store) type Pool = sqlx::PgPool;

/// That a column is among the ids bound to this place by [`ids`].
macro_rules! among {
    ($place:literal) => {
        concat!("= ANY(", $place, ")")
    };
}

/// Keeps others from what was read until this transaction ends.
macro_rules! locked {
    ($table:literal) => {
        concat!(" FOR UPDATE OF ", $table)
    };
}

/// The greater of two numbers.
macro_rules! greater {
    ($one:literal, $other:literal) => {
        concat!("greatest(", $one, ", ", $other, ")")
    };
}

pub(super) use {among, greater, locked};

/// Ids to bind.
pub(super) fn ids(ids: impl IntoIterator<Item = Uuid>) -> Vec<Uuid> {
    ids.into_iter().collect()
}
