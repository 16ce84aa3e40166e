//! The one writer: takes jobs from a bounded queue and commits them in groups.

use super::Write;
use super::batch::batch;
use super::drafts::NewDraft;
use super::group::{Group, Job, Single};
use crate::store::error::{Cause, is_unavailable};
use crate::store::{AcceptanceRows, Accepted, DraftSave, DraftSaved, StoreError, StoreResult};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, SqliteConnection};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Further jobs are refused at once: a quick 503 is better than a slow one.
const QUEUE: usize = 1024;
/// Jobs in one commit.
const GROUP: usize = 64;
/// How long emptying the log waits for readers, while other writes wait for it.
const TRUNCATE_MS: u64 = 200;

/// Sends jobs to the writer.
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the writer on an open, checked connection.
    pub(super) fn start(
        connection: SqliteConnection,
        options: SqliteConnectOptions,
        busy_timeout: Duration,
    ) -> Writer {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let worker = Worker {
            connection: Some(connection),
            options,
            busy_timeout,
            locked_out: false,
        };
        tokio::spawn(worker.work(jobs));
        Writer { queue }
    }

    pub(super) async fn accept(&self, acceptance: AcceptanceRows) -> StoreResult<Accepted> {
        let (reply, result) = oneshot::channel();
        self.send(Job::accept(acceptance, reply), result).await
    }

    pub(super) async fn create(&self, new: NewDraft) -> StoreResult<()> {
        let (reply, result) = oneshot::channel();
        self.send(Job::create(new, reply), result).await
    }

    pub(super) async fn save(&self, save: DraftSave) -> StoreResult<DraftSaved> {
        let (reply, result) = oneshot::channel();
        self.send(Job::save(save, reply), result).await
    }

    /// Empties the write-ahead log. Returns `false` if a reader needs it.
    pub(super) async fn truncate_log(&self) -> StoreResult<bool> {
        let (reply, result) = oneshot::channel();
        self.send(Job::Truncate(reply), result).await
    }

    /// Any other write.
    pub(super) async fn write<I, T>(&self, input: I, write: Write<I, T>) -> StoreResult<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let job = Job::Single(Box::new(Single::new(input, write, reply)));
        self.send(job, result).await
    }

    async fn send<T>(&self, job: Job, result: oneshot::Receiver<StoreResult<T>>) -> StoreResult<T> {
        self.queue
            .try_send(job)
            .map_err(|_| unavailable("the writer's queue is full"))?;
        result
            .await
            .unwrap_or_else(|_| Err(unavailable("the writer stopped")))
    }
}

fn unavailable(cause: &str) -> StoreError {
    Cause(cause.into()).unavailable()
}

struct Worker {
    /// `None` after a failure that left its state unknown.
    connection: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    /// That of `options`, which cannot be read from them.
    busy_timeout: Duration,
    /// The last group could not begin.
    locked_out: bool,
}

impl Worker {
    async fn work(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut several = false;
        while let Some(job) = jobs.recv().await {
            let mut group = Group::of(job);
            batch(&mut jobs, GROUP, several, |job| {
                group.push(job);
                group.len()
            })
            .await;
            several = group.len() > 1;
            for again in self.commit(group).await {
                // A single job always gets a reply, so none remain.
                self.commit(again).await;
            }
            if std::mem::take(&mut self.locked_out) {
                refuse_waiting(&mut jobs);
            }
        }
        if let Some(connection) = self.connection.take() {
            // The store is dropped, so there is nobody to report a failure to.
            let _ = connection.close().await;
        }
    }

    /// Writes and commits a group, and replies only after the commit. Returns the jobs to retry
    /// one by one, if the group was rolled back because one of them failed.
    async fn commit(&mut self, mut group: Group) -> Vec<Group> {
        let connection = match self.begun().await {
            Ok(connection) => connection,
            Err(error) => {
                self.locked_out = true;
                group.fail(error);
                return Vec::new();
            }
        };
        if let Err(error) = group.run(connection).await {
            if connection.execute("ROLLBACK").await.is_err() {
                self.forget().await;
            }
            if group.len() > 1 && !is_unavailable(&error) {
                return group.each_alone();
            }
            group.fail(error);
            return Vec::new();
        }
        match connection.execute("COMMIT").await {
            Ok(_) => {
                let truncates = group.take_truncates();
                group.reply();
                self.truncate(truncates).await;
            }
            Err(error) => {
                tracing::error!(error = %Cause::of(&error), "a commit failed");
                // Whether it is on disk is unknown, so it is not acknowledged. A caller that
                // retries with the same draft or key gets the actual result.
                self.forget().await;
                group.fail(StoreError::Unavailable(Box::new(error)));
            }
        }
        Vec::new()
    }

    /// Begins a transaction that holds the write lock.
    async fn begun(&mut self) -> StoreResult<&mut SqliteConnection> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.options.connect().await?,
        };
        match connection.execute("BEGIN IMMEDIATE").await {
            Ok(_) => Ok(self.connection.insert(connection)),
            Err(error) => {
                let error = StoreError::from(error);
                if is_unavailable(&error) {
                    // Locked by another program; the connection itself works.
                    self.connection = Some(connection);
                } else {
                    let _ = connection.close_hard().await;
                }
                Err(error)
            }
        }
    }

    /// Empties the write-ahead log, if somebody asks for it: what was deleted is still in it.
    async fn truncate(&mut self, callers: Vec<oneshot::Sender<StoreResult<bool>>>) {
        if callers.is_empty() {
            return;
        }
        let emptied = match &mut self.connection {
            Some(connection) => empty_log(connection, self.busy_timeout).await,
            None => Ok(false),
        };
        if let Err(error) = &emptied {
            tracing::warn!(%error, "the write-ahead log could not be emptied");
        }
        for caller in callers {
            let _ = caller.send(Ok(matches!(emptied, Ok(true))));
        }
    }

    async fn forget(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close_hard().await;
        }
    }
}

async fn empty_log(connection: &mut SqliteConnection, busy_timeout: Duration) -> StoreResult<bool> {
    set_busy_timeout(connection, u128::from(TRUNCATE_MS)).await?;
    let checkpoint: Result<(i64, i64, i64), _> = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(&mut *connection)
        .await;
    set_busy_timeout(connection, busy_timeout.as_millis()).await?;
    let (busy, _, _) = checkpoint?;
    Ok(busy == 0)
}

async fn set_busy_timeout(connection: &mut SqliteConnection, millis: u128) -> StoreResult<()> {
    // A pragma takes no bound values; the number is our own.
    let pragma = AssertSqlSafe(format!("PRAGMA busy_timeout = {millis}"));
    connection.execute(pragma).await?;
    Ok(())
}

/// Refuses the jobs behind a group that could not begin: they need the same lock,
/// and if each group waited its own five seconds, the last would wait for minutes.
fn refuse_waiting(jobs: &mut mpsc::Receiver<Job>) {
    for _ in 0..QUEUE {
        match jobs.try_recv() {
            Ok(job) => Group::of(job).fail(unavailable("the file is locked by another program")),
            Err(_) => return,
        }
    }
}
