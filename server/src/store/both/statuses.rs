//! The timeline: what back offices say, and what the hand-over itself says.

use super::deliveries;
use super::dialect::{Connection, locked};
use crate::store::StoreResult;
use crate::store::rows::{StatusEvent, StatusRecorded, StatusRow};
use crate::store::timeline::{Handed, again, meant, moves};
use crate::store::words::{Word, millis};
use shared::status::Status;
use uuid::Uuid;

/// A status from a back office.
pub(super) async fn record(c: &mut Connection, event: &StatusEvent) -> StoreResult<StatusRecorded> {
    if let Some(recorded) = heard(c, event).await? {
        return Ok(recorded);
    }
    let handed: Vec<Handed> = sqlx::query_as(concat!(
        "SELECT p.submission, p.id, p.status
         FROM submissions AS s JOIN submission_parts AS p ON p.submission = s.id
         WHERE s.reference = $1 AND p.destination = $2",
        locked!("p")
    ))
    .bind(event.reference.compact())
    .bind(&event.destination)
    .fetch_all(&mut *c)
    .await?;
    let (submission, part, status) = match meant(event, handed) {
        Ok(part) => part,
        Err(refused) => return Ok(refused),
    };
    let inserted = sqlx::query(
        "INSERT INTO callbacks (destination, message, submission, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
    )
    .bind(&event.destination)
    .bind(&event.message)
    .bind(submission)
    .bind(millis(event.recorded_at))
    .execute(&mut *c)
    .await?;
    if inserted.rows_affected() == 0 {
        // Another process was faster.
        let recorded = heard(c, event).await?;
        return Ok(recorded.unwrap_or(StatusRecorded::Duplicate));
    }
    let (newest,): (Option<i64>,) = sqlx::query_as(
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
    };
    insert(c, submission, &row, true).await?;
    if let Some(reference) = &event.their_reference {
        refer(c, submission, &row.part, reference).await?;
    }
    if !moves(event, &status, newest)? {
        return Ok(StatusRecorded::Joined);
    }
    set(c, submission, &row).await?;
    deliveries::insert(c, &event.notices).await?;
    Ok(StatusRecorded::Moved)
}

/// What it means that a message with this id came before; `None` when none did.
async fn heard(c: &mut Connection, event: &StatusEvent) -> StoreResult<Option<StatusRecorded>> {
    let before: Option<(String,)> = sqlx::query_as(
        "SELECT s.reference FROM callbacks AS c JOIN submissions AS s ON s.id = c.submission
         WHERE c.destination = $1 AND c.message = $2",
    )
    .bind(&event.destination)
    .bind(&event.message)
    .fetch_optional(c)
    .await?;
    Ok(before.map(|(reference,)| again(event, &reference)))
}

/// A status that comes from the hand-over itself. Joins the timeline when it moves the part
/// or is not told there yet; answers whether it moved.
pub(super) async fn apply(
    c: &mut Connection,
    submission: Uuid,
    row: &StatusRow,
) -> StoreResult<bool> {
    let current: Option<(String,)> = sqlx::query_as(concat!(
        "SELECT status FROM submission_parts AS p WHERE submission = $1 AND id = $2",
        locked!("p")
    ))
    .bind(submission)
    .bind(&row.part)
    .fetch_optional(&mut *c)
    .await?;
    let Some((current,)) = current else {
        return Ok(false);
    };
    if Status::read(&current)?.may_become(row.status) {
        insert(c, submission, row, false).await?;
        set(c, submission, row).await?;
        return Ok(true);
    }
    // A callback was faster than the reply: the reply still belongs to the story, once.
    let told: Option<(String,)> = sqlx::query_as(
        "SELECT status FROM statuses WHERE submission = $1 AND part = $2 AND status = $3 LIMIT 1",
    )
    .bind(submission)
    .bind(&row.part)
    .bind(row.status.word())
    .fetch_optional(&mut *c)
    .await?;
    if told.is_none() {
        insert(c, submission, row, false).await?;
    }
    Ok(false)
}

async fn insert(
    c: &mut Connection,
    submission: Uuid,
    row: &StatusRow,
    theirs: bool,
) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO statuses (submission, part, id, status, at, recorded_at, note, theirs)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(submission)
    .bind(&row.part)
    .bind(row.id)
    .bind(row.status.word())
    .bind(millis(row.at))
    .bind(millis(row.recorded_at))
    .bind(row.note.as_ref().map(|note| &note.0))
    .bind(theirs)
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

/// Keeps the back office's own reference for a part.
pub(super) async fn refer(
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
