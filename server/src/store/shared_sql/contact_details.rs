//! Deletes the pages and mistakes of old contacts.

use super::dialect::{Backend, Connection, Pool, ids};
use super::retention::last_id;
use crate::store::StoreResult;
use uuid::Uuid;

/// Contacts whose details are deleted in one transaction.
const STEP: i64 = 200;

/// The next contacts of a table with details older than `$3`, in the order of its key.
macro_rules! next_contacts {
    ($table:literal) => {
        concat!(
            "SELECT DISTINCT contact FROM ",
            $table,
            " WHERE contact > $1 AND contact <= $2 AND first_at < $3
             ORDER BY contact LIMIT $4"
        )
    };
}

impl Backend {
    /// Deletes the details of contacts with some older than `before`; returns how many contacts.
    /// Each table is read once, in the order of its key. A contact loses all its details at the
    /// first table that names it, so none is counted twice.
    pub(super) async fn delete_contact_details(&self, before: i64) -> StoreResult<u64> {
        let mut deleted = 0;
        for next in [
            next_contacts!("contact_pages"),
            next_contacts!("contact_errors"),
            next_contacts!("contact_events"),
        ] {
            let mut after = Uuid::nil();
            loop {
                let contacts: Vec<Uuid> = sqlx::query_scalar(next)
                    .bind(after)
                    .bind(last_id(before))
                    .bind(before)
                    .bind(STEP)
                    .fetch_all(self.reader())
                    .await?;
                let Some(last) = contacts.last() else { break };
                after = *last;
                deleted += contacts.len() as u64;
                self.write(contacts, |c, contacts| Box::pin(delete(c, contacts)))
                    .await?;
            }
        }
        Ok(deleted)
    }
}

/// The number of contacts that [`Backend::delete_contact_details`] would return.
pub(super) async fn count(pool: &Pool, before: i64) -> StoreResult<u64> {
    let count: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM (
            SELECT contact FROM contact_pages WHERE contact <= $1 AND first_at < $2
            UNION SELECT contact FROM contact_errors WHERE contact <= $1 AND first_at < $2
            UNION SELECT contact FROM contact_events WHERE contact <= $1 AND first_at < $2) AS old",
    )
    .bind(last_id(before))
    .bind(before)
    .fetch_one(pool)
    .await?;
    Ok(count.unsigned_abs())
}

async fn delete(c: &mut Connection, contacts: &[Uuid]) -> StoreResult<()> {
    for sql in [
        concat!("DELETE FROM contact_events WHERE contact ", among!("$1")),
        concat!("DELETE FROM contact_pages WHERE contact ", among!("$1")),
        concat!("DELETE FROM contact_errors WHERE contact ", among!("$1")),
    ] {
        sqlx::query(sql)
            .bind(ids(contacts.iter().copied())?)
            .execute(&mut *c)
            .await?;
    }
    Ok(())
}
