//! The timeline: statuses from back offices and from the delivery itself.

use super::deliveries;
use super::dialect::{Backend, Connection};
use crate::store::bind_json::{self, StatusEntry};
use crate::store::encoding::{Column, DbEnum, millis};
use crate::store::status_rules::{
    Delivered, RecordedMessage, addressed, is_newest, moves, repeated,
};
use crate::store::{StatusEvent, StatusRecorded, StatusRow, StatusStore, StoreResult};
use async_trait::async_trait;
use shared::status::Status;
use uuid::Uuid;

#[async_trait]
impl StatusStore for Backend {
    async fn record_status(&self, event: StatusEvent) -> StoreResult<StatusRecorded> {
        self.write(event, |c, event| Box::pin(record(c, event)))
            .await
    }
}

async fn record(c: &mut Connection, event: &StatusEvent) -> StoreResult<StatusRecorded> {
    if let Some(recorded) = recorded_before(c, event).await? {
        return Ok(recorded);
    }
    let delivered: Vec<Delivered> = sqlx::query_as(concat!(
        "SELECT p.submission, p.id, p.status
         FROM submissions AS s JOIN submission_parts AS p ON p.submission = s.id
         WHERE s.reference = $1 AND p.destination = $2",
        locked!("p")
    ))
    .bind(event.reference.compact())
    .bind(&event.destination)
    .fetch_all(&mut *c)
    .await?;
    let Delivered {
        submission,
        id: part,
        status,
    } = match addressed(event, delivered) {
        Ok(part) => part,
        Err(refused) => return Ok(refused),
    };
    if !first_receipt(c, event, submission).await? {
        // Another process was faster.
        let recorded = recorded_before(c, event).await?;
        return Ok(recorded.unwrap_or(StatusRecorded::Duplicate));
    }
    if said_before(c, event, submission).await? {
        return Ok(StatusRecorded::Duplicate);
    }
    let newest: Option<i64> = sqlx::query_scalar(
        "SELECT max(at) FROM statuses WHERE submission = $1 AND part = $2 AND theirs",
    )
    .bind(submission)
    .bind(&part)
    .fetch_one(&mut *c)
    .await?;
    let row = StatusRow {
        id: event.id,
        part,
        status: event.status,
        at: event.at,
        recorded_at: event.recorded_at,
        note: event.note.clone(),
        code: event.code.clone(),
    };
    let entry = StatusEntry {
        submission,
        row: &row,
        theirs: true,
    };
    insert(c, entry).await?;
    // An older message does not replace a newer reference.
    if let Some(reference) = &event.their_reference
        && is_newest(event, newest)
    {
        keep_reference(c, submission, &row.part, reference).await?;
    }
    if !moves(event, status, newest) {
        return Ok(StatusRecorded::AddedToTimeline);
    }
    set(c, submission, &row).await?;
    deliveries::insert(c, &event.notices).await?;
    Ok(StatusRecorded::Moved)
}

/// Records the id of the message; `false` if it is recorded already.
async fn first_receipt(
    c: &mut Connection,
    event: &StatusEvent,
    submission: Uuid,
) -> StoreResult<bool> {
    let inserted = sqlx::query(
        "INSERT INTO callbacks (destination, message, submission, at, content)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .bind(&event.destination)
    .bind(&event.message)
    .bind(submission)
    .bind(millis(event.recorded_at))
    .bind(&event.content.0)
    .execute(c)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Whether another message of the destination said the same.
async fn said_before(
    c: &mut Connection,
    event: &StatusEvent,
    submission: Uuid,
) -> StoreResult<bool> {
    let other: Option<(String,)> = sqlx::query_as(
        "SELECT message FROM callbacks
         WHERE submission = $1 AND destination = $2 AND content = $3 AND message <> $4 LIMIT 1",
    )
    .bind(submission)
    .bind(&event.destination)
    .bind(&event.content.0)
    .bind(&event.message)
    .fetch_optional(c)
    .await?;
    Ok(other.is_some())
}

/// The result for a message whose id was used before; `None` if it was not.
async fn recorded_before(
    c: &mut Connection,
    event: &StatusEvent,
) -> StoreResult<Option<StatusRecorded>> {
    let before: Option<RecordedMessage> = sqlx::query_as(
        "SELECT s.reference, c.content FROM callbacks AS c
         JOIN submissions AS s ON s.id = c.submission
         WHERE c.destination = $1 AND c.message = $2",
    )
    .bind(&event.destination)
    .bind(&event.message)
    .fetch_optional(c)
    .await?;
    Ok(before.map(|before| repeated(event, &before)))
}

/// A status from the delivery itself. Joins the timeline if it moves the part or is not there
/// yet; returns whether it moved.
pub(super) async fn apply(
    c: &mut Connection,
    submission: Uuid,
    row: &StatusRow,
) -> StoreResult<bool> {
    let current: Option<Column<Status>> = sqlx::query_scalar(concat!(
        "SELECT status FROM submission_parts AS p WHERE submission = $1 AND id = $2",
        locked!("p")
    ))
    .bind(submission)
    .bind(&row.part)
    .fetch_optional(&mut *c)
    .await?;
    let Some(current) = current.map(Status::from) else {
        return Ok(false);
    };
    let entry = StatusEntry {
        submission,
        row,
        theirs: false,
    };
    if current.may_become(row.status) {
        insert(c, entry).await?;
        set(c, submission, row).await?;
        return Ok(true);
    }
    // If a callback came before the reply, the reply still joins the timeline, once.
    let listed: Option<(String,)> = sqlx::query_as(
        "SELECT status FROM statuses WHERE submission = $1 AND part = $2 AND status = $3 LIMIT 1",
    )
    .bind(submission)
    .bind(&row.part)
    .bind(row.status.word())
    .fetch_optional(&mut *c)
    .await?;
    if listed.is_none() {
        insert(c, entry).await?;
    }
    Ok(false)
}

async fn insert(c: &mut Connection, entry: StatusEntry<'_>) -> StoreResult<()> {
    sqlx::query(insert!(statuses, "$1"))
        .bind(bind_json::array([entry])?)
        .execute(c)
        .await?;
    Ok(())
}

async fn set(c: &mut Connection, submission: Uuid, row: &StatusRow) -> StoreResult<()> {
    sqlx::query("UPDATE submission_parts SET status = $3 WHERE submission = $1 AND id = $2")
        .bind(submission)
        .bind(&row.part)
        .bind(row.status.word())
        .execute(c)
        .await?;
    Ok(())
}

/// Records the back office's own reference of a part.
pub(super) async fn keep_reference(
    c: &mut Connection,
    submission: Uuid,
    part: &str,
    their_reference: &str,
) -> StoreResult<()> {
    sqlx::query(
        "UPDATE submission_parts SET their_reference = $3 WHERE submission = $1 AND id = $2",
    )
    .bind(submission)
    .bind(part)
    .bind(their_reference)
    .execute(c)
    .await?;
    Ok(())
}
