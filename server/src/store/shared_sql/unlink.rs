//! Contacts that have lost their link to a person.

use super::dialect::{Connection, Ids, ids};
use crate::store::StoreResult;
use uuid::Uuid;

/// Removes from contacts without a link when exactly they happened: their times, and those of
/// their details and their rating, are rounded down to the hour, the duration is kept in seconds,
/// and the token of the feedback page is overwritten. Contacts with another link stay as they
/// are.
pub(super) async fn unlink(c: &mut Connection, contacts: Vec<Uuid>) -> StoreResult<()> {
    if contacts.is_empty() {
        return Ok(());
    }
    let free: Vec<Uuid> = sqlx::query_scalar(concat!(
        "SELECT id FROM contacts WHERE id ",
        among!("$1"),
        " AND NOT EXISTS (SELECT 1 FROM contact_links AS l WHERE l.contact = contacts.id)
          AND NOT EXISTS (SELECT 1 FROM contact_about AS a WHERE a.contact = contacts.id)"
    ))
    .bind(ids(contacts)?)
    .fetch_all(&mut *c)
    .await?;
    let free = ids(free)?;
    sqlx::query(concat!(
        "UPDATE contacts SET
            duration_seconds = coalesce(duration_seconds, (last_at - started_at) / 1000),
            started_at = started_at - started_at % 3600000,
            last_at = last_at - last_at % 3600000,
            ended_at = ended_at - ended_at % 3600000,
            asked_at = asked_at - asked_at % 3600000,
            feedback_token = ",
        random_text!(),
        elsewhere!(),
        " WHERE id ",
        among!("$1")
    ))
    .bind(&free)
    .execute(&mut *c)
    .await?;
    round_details(c, &free).await?;
    sqlx::query(concat!(
        "UPDATE feedback SET at = at - at % 3600000",
        elsewhere!(),
        " WHERE contact ",
        among!("$1")
    ))
    .bind(&free)
    .execute(c)
    .await?;
    Ok(())
}

/// The order of arrival, which the exact times showed, is kept in `place`.
async fn round_details(c: &mut Connection, free: &Ids) -> StoreResult<()> {
    sqlx::query(concat!(
        "UPDATE contact_pages SET place = ordered.place,
            first_at = contact_pages.first_at - contact_pages.first_at % 3600000
         FROM (SELECT contact, service, page,
                   row_number() OVER (PARTITION BY contact ORDER BY first_at, place) AS place
               FROM contact_pages WHERE contact ",
        among!("$1"),
        ") AS ordered
         WHERE contact_pages.contact = ordered.contact
           AND contact_pages.service = ordered.service AND contact_pages.page = ordered.page"
    ))
    .bind(free)
    .execute(&mut *c)
    .await?;
    sqlx::query(concat!(
        "UPDATE contact_errors SET first_at = first_at - first_at % 3600000 WHERE contact ",
        among!("$1")
    ))
    .bind(free)
    .execute(&mut *c)
    .await?;
    sqlx::query(concat!(
        "UPDATE contact_events SET place = ordered.place,
            first_at = contact_events.first_at - contact_events.first_at % 3600000
         FROM (SELECT contact, kind, name, code,
                   row_number() OVER (PARTITION BY contact ORDER BY first_at, place) AS place
               FROM contact_events WHERE contact ",
        among!("$1"),
        ") AS ordered
         WHERE contact_events.contact = ordered.contact AND contact_events.kind = ordered.kind
           AND contact_events.name = ordered.name AND contact_events.code = ordered.code"
    ))
    .bind(free)
    .execute(c)
    .await?;
    Ok(())
}
