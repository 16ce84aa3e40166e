//! The reader of drafts: every page of a form begins with one.
//!
//! Each trip to a connection's thread and back costs more than the reading itself, so what is
//! asked for at the same moment makes the trip together.

use super::gather::gather;
use crate::store::failure::Cause;
use crate::store::raw::RawDraft;
use crate::store::rows::DraftRow;
use crate::store::words::millis;
use crate::store::{StoreResult, documents};
use jiff::Timestamp;
use sqlx::SqlitePool;
use std::collections::HashMap;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// Those who wait for a draft; beyond this they are refused at once.
const QUEUE: usize = 4096;
/// Drafts in one trip.
const GROUP: usize = 64;

pub(super) const READ: &str = "
SELECT d.id, d.revision, d.service, d.version, d.authority, d.channel, d.language, d.owner,
    d.subject, d.answers, d.created_at, d.saved_at, d.expires_at
FROM jsonb_each($1) AS j CROSS JOIN drafts AS d ON d.id = unhex(j.value->>'id', '-')";

/// Somebody who waits for a draft that is alive at `now`.
struct Asked {
    id: Uuid,
    now: Timestamp,
    reply: oneshot::Sender<StoreResult<Option<DraftRow>>>,
}

/// The way to the reader's queue.
pub(super) struct Reader {
    queue: mpsc::Sender<Asked>,
}

impl Reader {
    pub(super) fn start(readers: SqlitePool) -> Reader {
        let (queue, asked) = mpsc::channel(QUEUE);
        tokio::spawn(work(readers, asked));
        Reader { queue }
    }

    pub(super) async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>> {
        let (reply, answer) = oneshot::channel();
        self.queue
            .try_send(Asked { id, now, reply })
            .map_err(|_| Cause("the reader's queue is full".into()).unavailable())?;
        answer
            .await
            .unwrap_or_else(|_| Err(Cause("the reader stopped".into()).unavailable()))
    }
}

async fn work(readers: SqlitePool, mut asked: mpsc::Receiver<Asked>) {
    let mut company = false;
    while let Some(first) = asked.recv().await {
        let mut group = vec![first];
        gather(&mut asked, GROUP, company, |next| {
            group.push(next);
            group.len()
        })
        .await;
        company = group.len() > 1;
        match read(&readers, &group).await {
            Ok(found) => group.into_iter().for_each(|one| answer(one, &found)),
            // One damaged row must not be everybody's fault.
            Err(_) if company => {
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

async fn alone(readers: &SqlitePool, one: Asked) {
    match read(readers, std::slice::from_ref(&one)).await {
        Ok(found) => answer(one, &found),
        Err(error) => {
            let _ = one.reply.send(Err(error));
        }
    }
}

async fn read(readers: &SqlitePool, group: &[Asked]) -> StoreResult<HashMap<Uuid, RawDraft>> {
    let ids = documents::ids(group.iter().map(|one| one.id));
    let rows: Vec<RawDraft> = sqlx::query_as(READ).bind(ids).fetch_all(readers).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

fn answer(one: Asked, found: &HashMap<Uuid, RawDraft>) {
    let alive = found
        .get(&one.id)
        .filter(|row| row.expires_at > millis(one.now));
    // Who no longer waits needs no answer.
    let _ = one
        .reply
        .send(alive.cloned().map(RawDraft::row).transpose());
}
