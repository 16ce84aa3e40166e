//! Reads drafts in batches: every page of a form begins with one.
//!
//! A round trip to a connection's thread costs more than the read itself, so requests that
//! arrive together share one.

use super::batch::batch;
use crate::store::encoding::millis;
use crate::store::error::Cause;
use crate::store::{DraftRow, StoreResult, bind_json};
use jiff::Timestamp;
use sqlx::SqlitePool;
use std::collections::HashMap;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// Further requests are refused at once.
const QUEUE: usize = 4096;
/// Drafts in one read.
const GROUP: usize = 64;

/// The drafts with these ids. The JSON has an `id` as well, so the column is renamed.
pub(super) const READ: &str = concat!(
    "SELECT ",
    columns!(names, drafts),
    " FROM (SELECT unhex(value->>'id', '-') AS wanted FROM jsonb_each($1))
     CROSS JOIN drafts ON drafts.id = wanted"
);

/// A caller that waits for a draft that has not expired at `now`.
struct Request {
    id: Uuid,
    now: Timestamp,
    reply: oneshot::Sender<StoreResult<Option<DraftRow>>>,
}

/// Sends requests to the reader.
pub(super) struct Reader {
    queue: mpsc::Sender<Request>,
}

impl Reader {
    pub(super) fn start(readers: SqlitePool) -> Reader {
        let (queue, requests) = mpsc::channel(QUEUE);
        tokio::spawn(work(readers, requests));
        Reader { queue }
    }

    pub(super) async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>> {
        let (reply, result) = oneshot::channel();
        self.queue
            .try_send(Request { id, now, reply })
            .map_err(|_| Cause("the reader's queue is full".into()).unavailable())?;
        result
            .await
            .unwrap_or_else(|_| Err(Cause("the reader stopped".into()).unavailable()))
    }
}

async fn work(readers: SqlitePool, mut requests: mpsc::Receiver<Request>) {
    let mut several = false;
    while let Some(first) = requests.recv().await {
        let mut group = vec![first];
        batch(&mut requests, GROUP, several, |next| {
            group.push(next);
            group.len()
        })
        .await;
        several = group.len() > 1;
        match read(&readers, &group).await {
            Ok(found) => group.into_iter().for_each(|one| reply(one, &found)),
            // One damaged row must not fail the others.
            Err(_) if several => {
                for one in group {
                    alone(&readers, one).await;
                }
            }
            Err(error) => {
                if let Some(one) = group.pop() {
                    let _ = one.reply.send(Err(error));
                }
            }
        }
    }
}

async fn alone(readers: &SqlitePool, one: Request) {
    match read(readers, std::slice::from_ref(&one)).await {
        Ok(found) => reply(one, &found),
        Err(error) => {
            let _ = one.reply.send(Err(error));
        }
    }
}

async fn read(readers: &SqlitePool, group: &[Request]) -> StoreResult<HashMap<Uuid, DraftRow>> {
    let ids = bind_json::ids(group.iter().map(|one| one.id))?;
    let rows: Vec<DraftRow> = sqlx::query_as(READ).bind(ids).fetch_all(readers).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

fn reply(request: Request, found: &HashMap<Uuid, DraftRow>) {
    let alive = found
        .get(&request.id)
        .filter(|row| millis(row.expires_at) > millis(request.now));
    // The caller may have stopped waiting.
    let _ = request.reply.send(Ok(alive.cloned()));
}
