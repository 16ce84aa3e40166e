//! Deletes a draft before it is submitted, and remembers that it was cleared. Of two concurrent
//! changes, such as this and an acceptance, only the one that deletes the row has an effect.

use super::dialect::{Connection, ids};
use super::draft_life::remember;
use super::unlink::unlink;
use crate::store::encoding::millis;
use crate::store::{DraftEnding, StoreResult};
use jiff::Timestamp;
use uuid::Uuid;

pub(super) async fn clear(c: &mut Connection, input: &(Uuid, Timestamp)) -> StoreResult<()> {
    let (id, now) = *input;
    delete(c, id, now).await?;
    end_contacts(c, &[id], now).await
}

async fn delete(c: &mut Connection, id: Uuid, now: Timestamp) -> StoreResult<()> {
    remember(c, &[id], DraftEnding::Cleared, now).await?;
    sqlx::query("DELETE FROM drafts WHERE id = $1")
        .bind(id)
        .execute(c)
        .await?;
    Ok(())
}

/// Ends the contacts of deleted drafts as left, unless they ended before, and removes their
/// links.
pub(super) async fn end_contacts(
    c: &mut Connection,
    drafts: &[Uuid],
    now: Timestamp,
) -> StoreResult<()> {
    let drafts = ids(drafts.iter().copied())?;
    sqlx::query(concat!(
        "UPDATE contacts SET ended = 'left', ended_at = $2, last_at = ",
        greater!("last_at", "$2"),
        " WHERE ended IS NULL AND opened_for <> 'conversation'
           AND id IN (SELECT contact FROM contact_links
             WHERE submission IS NULL AND draft ",
        among!("$1"),
        ")"
    ))
    .bind(&drafts)
    .bind(millis(now))
    .execute(&mut *c)
    .await?;
    let contacts: Vec<Uuid> = sqlx::query_scalar(concat!(
        "DELETE FROM contact_links WHERE submission IS NULL AND draft ",
        among!("$1"),
        " RETURNING contact"
    ))
    .bind(&drafts)
    .fetch_all(&mut *c)
    .await?;
    unlink(c, contacts).await
}

/// The contact ends as left, unless it is completed, and keeps its link for the feedback page.
pub(super) async fn leave(
    c: &mut Connection,
    input: &(Uuid, Timestamp),
) -> StoreResult<Option<Uuid>> {
    let (id, now) = *input;
    delete(c, id, now).await?;
    let contact: Option<Uuid> = sqlx::query_scalar(
        "SELECT contact FROM contact_links WHERE draft = $1 AND submission IS NULL",
    )
    .bind(id)
    .fetch_optional(&mut *c)
    .await?;
    sqlx::query(concat!(
        "UPDATE contacts SET ended = 'left', ended_at = $2, outcome = NULL, last_at = ",
        greater!("last_at", "$2"),
        " WHERE id = $1 AND (ended IS NULL OR ended <> 'completed')
           AND opened_for <> 'conversation'"
    ))
    .bind(contact)
    .bind(millis(now))
    .execute(c)
    .await?;
    Ok(contact)
}
