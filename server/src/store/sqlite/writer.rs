//! The one writer: takes jobs from a bounded queue and commits them in groups.

use super::gather::gather;
use super::group::{Group, Job, Single};
use crate::store::failure::{Cause, is_unavailable};
use crate::store::rows::{Acceptance, Accepted, ContactRow, DraftRow, DraftSave, DraftSaved};
use crate::store::{StoreError, StoreResult};
use futures_util::future::BoxFuture;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

/// Jobs waiting beyond this are refused at once: better a quick 503 than a slow one.
const QUEUE: usize = 1024;
/// Jobs in one commit.
const GROUP: usize = 64;

/// The way to the writer's queue.
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the writer on a connection that is open and checked.
    pub(super) fn start(connection: SqliteConnection, options: SqliteConnectOptions) -> Writer {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let worker = Worker {
            connection: Some(connection),
            options,
            locked_out: false,
        };
        tokio::spawn(worker.work(jobs));
        Writer { queue }
    }

    pub(super) async fn accept(&self, acceptance: Acceptance) -> StoreResult<Accepted> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::accept(acceptance, reply), answer).await
    }

    pub(super) async fn create(&self, draft: DraftRow, contact: ContactRow) -> StoreResult<()> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::create((draft, contact), reply), answer)
            .await
    }

    pub(super) async fn save(&self, save: DraftSave) -> StoreResult<DraftSaved> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::save(save, reply), answer).await
    }

    /// Any other write: `run` may be called again when its group had to be taken back.
    pub(super) async fn write<T, F>(&self, run: F) -> StoreResult<T>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut SqliteConnection) -> BoxFuture<'c, StoreResult<T>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Job::Single(Box::new(Single::new(run, reply)));
        self.send(job, answer).await
    }

    async fn send<T>(&self, job: Job, answer: oneshot::Receiver<StoreResult<T>>) -> StoreResult<T> {
        self.queue
            .try_send(job)
            .map_err(|_| unavailable("the writer's queue is full"))?;
        answer
            .await
            .unwrap_or_else(|_| Err(unavailable("the writer stopped")))
    }
}

fn unavailable(cause: &str) -> StoreError {
    Cause(cause.into()).unavailable()
}

struct Worker {
    /// `None` after a failure that leaves its state unknown.
    connection: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    /// The last group could not begin.
    locked_out: bool,
}

impl Worker {
    async fn work(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut company = false;
        while let Some(job) = jobs.recv().await {
            let mut group = Group::of(job);
            gather(&mut jobs, GROUP, company, |job| {
                group.push(job);
                group.len()
            })
            .await;
            company = group.len() > 1;
            for again in self.commit(group).await {
                // A job alone is answered whatever comes of it, so nothing is left over.
                self.commit(again).await;
            }
            if std::mem::take(&mut self.locked_out) {
                refuse_waiting(&mut jobs);
            }
        }
        if let Some(connection) = self.connection.take() {
            // The store is gone; a failure to close has nobody to be told to.
            let _ = connection.close().await;
        }
    }

    /// Writes and commits a group, then answers it. Nobody is answered before the commit
    /// succeeded. What is returned was taken back because one of its jobs failed, and has
    /// to be tried each alone.
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
            Ok(_) => group.answer(),
            Err(error) => {
                tracing::error!(error = %Cause::of(&error), "a commit failed");
                // Whether it is on disk is unknown. Nobody is told it is; who asks again
                // with the same draft or key gets the truth.
                self.forget().await;
                group.fail(StoreError::Unavailable(Box::new(error)));
            }
        }
        Vec::new()
    }

    /// The connection inside a transaction that holds the write lock.
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
                    // Locked by another program: the connection itself is sound.
                    self.connection = Some(connection);
                } else {
                    let _ = connection.close_hard().await;
                }
                Err(error)
            }
        }
    }

    async fn forget(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close_hard().await;
        }
    }
}

/// Those who waited behind a group that could not begin waited for the same lock: each
/// group waiting its own five seconds would keep the last ones for minutes.
fn refuse_waiting(jobs: &mut mpsc::Receiver<Job>) {
    for _ in 0..QUEUE {
        match jobs.try_recv() {
            Ok(job) => Group::of(job).fail(unavailable("the file is locked by another program")),
            Err(_) => return,
        }
    }
}
