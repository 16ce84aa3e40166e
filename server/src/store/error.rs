//! Errors of the store, and how database errors map to them.

use sqlx::error::DatabaseError;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row with this id, reference or key exists already.
    #[error("a row exists already: {0:?}")]
    Conflict(Constraint),
    /// Busy, locked, full or unreachable. The write may or may not have happened;
    /// a later try may succeed.
    #[error("the store is unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row that cannot be decoded.
    #[error("a stored row is damaged: {0}")]
    Corrupt(&'static str),
    #[error("the store failed: {0}")]
    Backend(#[source] Box<dyn std::error::Error + Send + Sync>),
}

pub type StoreResult<T> = Result<T, StoreError>;

/// The unique constraint that was violated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// The id of a draft, also of one that has been submitted.
    Draft,
    /// The reference of a submission.
    Reference,
    /// The draft of a submission.
    SubmissionDraft,
    /// The idempotency key of a client.
    Idempotency,
    /// The id of a submission.
    Submission,
    /// The id of a delivery.
    Delivery,
    /// The id of a contact.
    Contact,
    /// The id of a rating, or the contact that was rated.
    Feedback,
    Other,
}

impl Constraint {
    /// PostgreSQL reports the name of the constraint, SQLite a message that names the columns.
    fn of(error: &dyn DatabaseError) -> Constraint {
        match error.constraint() {
            Some(name) => Constraint::of_postgres(name),
            None => Constraint::of_sqlite(error.message()),
        }
    }

    fn of_postgres(name: &str) -> Constraint {
        match name {
            "drafts_pkey" => Constraint::Draft,
            "submissions_reference_key" => Constraint::Reference,
            "submissions_draft_key" => Constraint::SubmissionDraft,
            "idempotency_pkey" => Constraint::Idempotency,
            "submissions_pkey" => Constraint::Submission,
            "deliveries_pkey" => Constraint::Delivery,
            "contacts_pkey" => Constraint::Contact,
            "feedback_pkey" | "feedback_contact_key" => Constraint::Feedback,
            _ => Constraint::Other,
        }
    }

    /// `UNIQUE constraint failed: table.column`, further columns after a comma.
    fn of_sqlite(message: &str) -> Constraint {
        let columns = message.strip_prefix("UNIQUE constraint failed: ");
        let first = columns.and_then(|columns| columns.split(", ").next());
        match first.and_then(|column| column.split_once('.')) {
            Some(("drafts", "id")) => Constraint::Draft,
            Some(("submissions", "reference")) => Constraint::Reference,
            Some(("submissions", "draft")) => Constraint::SubmissionDraft,
            Some(("idempotency", "scope")) => Constraint::Idempotency,
            Some(("submissions", "id")) => Constraint::Submission,
            Some(("deliveries", "id")) => Constraint::Delivery,
            Some(("contacts", "id")) => Constraint::Contact,
            Some(("feedback", "id" | "contact")) => Constraint::Feedback,
            _ => Constraint::Other,
        }
    }
}

/// SQLite's primary result codes for "not now": busy, locked, out of memory, read-only,
/// I/O error, full, cannot open.
const SQLITE_TEMPORARY: [i32; 7] = [5, 6, 7, 8, 10, 13, 14];

/// PostgreSQL's classes for "not now": connection, rollback (serialization, deadlock),
/// resources, object in use, operator intervention, system error; then a lock timeout and
/// a read-only server.
const POSTGRES_TEMPORARY: [&str; 8] = ["08", "40", "53", "55", "57", "58", "55P03", "25006"];

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
            sqlx::Error::ColumnDecode { source, .. } | sqlx::Error::Decode(source) => {
                let known = source.downcast_ref::<Undecodable>();
                StoreError::Corrupt(known.map_or("column", |error| error.0))
            }
            other => StoreError::Backend(Box::new(other)),
        }
    }
}

fn database(error: Box<dyn DatabaseError>) -> StoreError {
    if error.is_unique_violation() {
        return StoreError::Conflict(Constraint::of(error.as_ref()));
    }
    let code = error.code().unwrap_or_default();
    let temporary = match code.parse::<i32>() {
        // PostgreSQL's codes have five characters; SQLite's is a number whose last byte counts.
        Ok(number) if code.len() != 5 => SQLITE_TEMPORARY.contains(&(number & 0xff)),
        _ => POSTGRES_TEMPORARY
            .iter()
            .any(|class| code.starts_with(class)),
    };
    if temporary {
        StoreError::Unavailable(Box::new(sqlx::Error::Database(error)))
    } else {
        StoreError::Backend(Box::new(sqlx::Error::Database(error)))
    }
}

/// A column whose value its type does not allow. Holds the name of the type.
#[derive(Debug, thiserror::Error)]
#[error("not a stored {0}")]
pub(super) struct Undecodable(pub(super) &'static str);

impl From<Undecodable> for StoreError {
    fn from(error: Undecodable) -> StoreError {
        StoreError::Corrupt(error.0)
    }
}

/// Whether the same write would also fail outside its group.
pub(super) fn is_unavailable(error: &StoreError) -> bool {
    matches!(error, StoreError::Unavailable(_))
}

/// One cause, reported to several callers that waited for the same write.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_map_to_the_same_constraint() {
        for (postgres, sqlite, constraint) in [
            ("drafts_pkey", "drafts.id", Constraint::Draft),
            (
                "submissions_reference_key",
                "submissions.reference",
                Constraint::Reference,
            ),
            (
                "submissions_draft_key",
                "submissions.draft",
                Constraint::SubmissionDraft,
            ),
            (
                "idempotency_pkey",
                "idempotency.scope, idempotency.key",
                Constraint::Idempotency,
            ),
            ("submissions_pkey", "submissions.id", Constraint::Submission),
            ("deliveries_pkey", "deliveries.id", Constraint::Delivery),
            ("contacts_pkey", "contacts.id", Constraint::Contact),
            (
                "feedback_contact_key",
                "feedback.contact",
                Constraint::Feedback,
            ),
            ("drafts", "submissions.drafts", Constraint::Other),
        ] {
            assert_eq!(Constraint::of_postgres(postgres), constraint);
            let message = format!("UNIQUE constraint failed: {sqlite}");
            assert_eq!(Constraint::of_sqlite(&message), constraint);
        }
    }
}
