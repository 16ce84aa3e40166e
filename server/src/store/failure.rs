//! What a database's error means to the rooms.

use super::StoreError;
use sqlx::error::DatabaseError;

/// SQLite's primary result codes for "not now": busy, locked, out of memory, read-only,
/// I/O error, full, cannot open.
const SQLITE_LATER: [i32; 7] = [5, 6, 7, 8, 10, 13, 14];

/// PostgreSQL's classes for "not now": connection, rollback (serialization, deadlock),
/// resources, object in use, operator intervention, system error; then a lock not had in
/// time and a server that only reads.
const POSTGRES_LATER: [&str; 8] = ["08", "40", "53", "55", "57", "58", "55P03", "25006"];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match error {
            sqlx::Error::Database(error) => database(error),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => StoreError::Unavailable(Box::new(error)),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                StoreError::Corrupt("column")
            }
            other => StoreError::Backend(Box::new(other)),
        }
    }
}

fn database(error: Box<dyn DatabaseError>) -> StoreError {
    if error.is_unique_violation() {
        return StoreError::Conflict(conflict(error.as_ref()));
    }
    let code = error.code().unwrap_or_default();
    let later = match code.parse::<i32>() {
        // PostgreSQL's codes are five characters, SQLite's a number whose last byte counts.
        Ok(number) if code.len() != 5 => SQLITE_LATER.contains(&(number & 0xff)),
        _ => POSTGRES_LATER.iter().any(|class| code.starts_with(class)),
    };
    if later {
        StoreError::Unavailable(Box::new(sqlx::Error::Database(error)))
    } else {
        StoreError::Backend(Box::new(sqlx::Error::Database(error)))
    }
}

/// What was there already, in the store's words. PostgreSQL names the constraint, SQLite
/// the columns (`submissions.reference`).
fn conflict(error: &dyn DatabaseError) -> &'static str {
    let place = error.constraint().unwrap_or_else(|| error.message());
    [
        ("submissions.reference", "reference"),
        ("submissions_reference", "reference"),
        ("submissions.draft", "draft"),
        ("submissions_draft", "draft"),
        ("drafts", "draft"),
        ("idempotency", "idempotency"),
        ("submissions", "submission"),
        ("deliveries", "delivery"),
        ("contacts", "contact"),
        ("feedback", "feedback"),
    ]
    .iter()
    .find(|(part, _)| place.contains(part))
    .map_or("row", |(_, word)| word)
}

/// Whether trying the same alone cannot help either.
pub(super) fn is_unavailable(error: &StoreError) -> bool {
    matches!(error, StoreError::Unavailable(_))
}

/// One cause told to several who waited for the same thing.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub(super) struct Cause(pub(super) std::sync::Arc<str>);

impl Cause {
    pub(super) fn of(error: &dyn std::error::Error) -> Cause {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(inner) = source {
            text = format!("{text}: {inner}");
            source = inner.source();
        }
        Cause(text.into())
    }

    pub(super) fn unavailable(&self) -> StoreError {
        StoreError::Unavailable(Box::new(self.clone()))
    }
}
