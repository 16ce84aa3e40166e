//! Deleting a draft before it is submitted.

use super::dialect::Connection;
use crate::store::StoreResult;
use crate::store::encoding::millis;
use jiff::Timestamp;
use uuid::Uuid;

pub(super) async fn clear(c: &mut Connection, input: &(Uuid, Timestamp)) -> StoreResult<()> {
    let (id, now) = *input;
    sqlx::query(concat!(
        "UPDATE contacts SET ended = 'left', ended_at = $2, last_at = ",
        greater!("last_at", "$2"),
        " WHERE ended IS NULL AND opened_for <> 'conversation'
           AND id IN (SELECT contact FROM contact_links WHERE draft = $1 AND submission IS NULL)"
    ))
    .bind(id)
    .bind(millis(now))
    .execute(&mut *c)
    .await?;
    sqlx::query("DELETE FROM contact_links WHERE draft = $1 AND submission IS NULL")
        .bind(id)
        .execute(&mut *c)
        .await?;
    sqlx::query("DELETE FROM drafts WHERE id = $1")
        .bind(id)
        .execute(c)
        .await?;
    Ok(())
}
