//! Jobs that are committed together.

use super::drafts::NewDraft;
use super::{Write, accept, drafts};
use crate::store::error::{Cause, is_unavailable};
use crate::store::{AcceptanceRows, Accepted, DraftSave, DraftSaved, StoreError, StoreResult};
use futures_util::future::BoxFuture;
use sqlx::SqliteConnection;
use tokio::sync::oneshot;

/// A job and the caller that waits for its outcome.
pub(super) struct Waiting<I, O> {
    input: I,
    outcome: Option<StoreResult<O>>,
    reply: oneshot::Sender<StoreResult<O>>,
}

impl<I, O> Waiting<I, O> {
    fn new(input: I, reply: oneshot::Sender<StoreResult<O>>) -> Self {
        Waiting {
            input,
            outcome: None,
            reply,
        }
    }

    fn settle(self) {
        let outcome = self.outcome.unwrap_or_else(unfinished);
        // The caller may have stopped waiting; the write is still committed.
        let _ = self.reply.send(outcome);
    }
}

fn unfinished<O>() -> StoreResult<O> {
    Err(Cause("the job was not run".into()).unavailable())
}

pub(super) type Accepting = Waiting<Box<AcceptanceRows>, Accepted>;
pub(super) type Creating = Waiting<Box<NewDraft>, ()>;
pub(super) type Saving = Waiting<Box<DraftSave>, DraftSaved>;

pub(super) enum Job {
    Accept(Accepting),
    Create(Creating),
    Save(Saving),
    Single(Box<dyn Run>),
    /// Empty the write-ahead log, after the commit.
    Truncate(oneshot::Sender<StoreResult<bool>>),
}

impl Job {
    pub(super) fn accept(
        input: AcceptanceRows,
        reply: oneshot::Sender<StoreResult<Accepted>>,
    ) -> Job {
        Job::Accept(Waiting::new(Box::new(input), reply))
    }

    pub(super) fn create(input: NewDraft, reply: oneshot::Sender<StoreResult<()>>) -> Job {
        Job::Create(Waiting::new(Box::new(input), reply))
    }

    pub(super) fn save(input: DraftSave, reply: oneshot::Sender<StoreResult<DraftSaved>>) -> Job {
        Job::Save(Waiting::new(Box::new(input), reply))
    }
}

/// A write that runs by itself inside its group.
pub(super) trait Run: Send {
    fn run<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, StoreResult<()>>;
    /// Replies with the result of `run`, or with this error.
    fn reply(self: Box<Self>, failed: Option<StoreError>);
}

pub(super) struct Single<I, T> {
    write: Write<I, T>,
    waiting: Waiting<I, T>,
}

impl<I, T> Single<I, T> {
    pub(super) fn new(
        input: I,
        write: Write<I, T>,
        reply: oneshot::Sender<StoreResult<T>>,
    ) -> Self {
        Single {
            write,
            waiting: Waiting::new(input, reply),
        }
    }
}

impl<I: Send + Sync, T: Send> Run for Single<I, T> {
    fn run<'a>(
        &'a mut self,
        connection: &'a mut SqliteConnection,
    ) -> BoxFuture<'a, StoreResult<()>> {
        let running = (self.write)(connection, &self.waiting.input);
        let outcome = &mut self.waiting.outcome;
        Box::pin(async move {
            *outcome = Some(Ok(running.await?));
            Ok(())
        })
    }

    fn reply(mut self: Box<Self>, failed: Option<StoreError>) {
        if let Some(error) = failed {
            self.waiting.outcome = Some(Err(error));
        }
        self.waiting.settle();
    }
}

/// The jobs of one transaction. Frequent kinds are written in sets.
#[derive(Default)]
pub(super) struct Group {
    creates: Vec<Creating>,
    saves: Vec<Saving>,
    accepts: Vec<Accepting>,
    singles: Vec<Box<dyn Run>>,
    truncates: Vec<oneshot::Sender<StoreResult<bool>>>,
}

impl Group {
    pub(super) fn of(job: Job) -> Group {
        let mut group = Group::default();
        group.push(job);
        group
    }

    pub(super) fn push(&mut self, job: Job) {
        match job {
            Job::Accept(job) => self.accepts.push(job),
            Job::Create(job) => self.creates.push(job),
            Job::Save(job) => self.saves.push(job),
            Job::Single(job) => self.singles.push(job),
            Job::Truncate(reply) => self.truncates.push(reply),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.creates.len()
            + self.saves.len()
            + self.accepts.len()
            + self.singles.len()
            + self.truncates.len()
    }

    /// Runs every job. An error means that the whole group must be rolled back. A job that was
    /// refused before it wrote anything has the refusal as its outcome.
    pub(super) async fn run(&mut self, connection: &mut SqliteConnection) -> StoreResult<()> {
        if !self.creates.is_empty() {
            let inputs: Vec<_> = self.creates.iter().map(|job| &*job.input).collect();
            let outcomes = drafts::create_all(connection, &inputs).await?;
            set_outcomes(&mut self.creates, outcomes);
        }
        if !self.saves.is_empty() {
            let inputs: Vec<_> = self.saves.iter().map(|job| &*job.input).collect();
            let outcomes = drafts::save_all(connection, &inputs).await?;
            set_outcomes(&mut self.saves, outcomes);
        }
        if !self.accepts.is_empty() {
            let inputs: Vec<_> = self.accepts.iter().map(|job| &*job.input).collect();
            let outcomes = accept::accept_all(connection, &inputs).await?;
            set_outcomes(&mut self.accepts, outcomes);
        }
        for job in &mut self.singles {
            job.run(connection).await?;
        }
        Ok(())
    }

    /// Takes the callers that want the write-ahead log emptied.
    pub(super) fn take_truncates(&mut self) -> Vec<oneshot::Sender<StoreResult<bool>>> {
        std::mem::take(&mut self.truncates)
    }

    /// Replies to every job with the outcome of `run`.
    pub(super) fn reply(self) {
        self.creates.into_iter().for_each(Waiting::settle);
        self.saves.into_iter().for_each(Waiting::settle);
        self.accepts.into_iter().for_each(Waiting::settle);
        for job in self.singles {
            job.reply(None);
        }
    }

    /// Fails every job. A single job gets its own error, several get the cause.
    pub(super) fn fail(self, error: StoreError) {
        let cause = Cause::of(&error);
        if !is_unavailable(&error) {
            tracing::warn!(error = %cause, "a write failed");
        }
        let mut own = (self.len() == 1).then_some(error);
        let mut error = || own.take().unwrap_or_else(|| cause.unavailable());
        for mut job in self.creates {
            job.outcome = Some(Err(error()));
            job.settle();
        }
        for mut job in self.saves {
            job.outcome = Some(Err(error()));
            job.settle();
        }
        for mut job in self.accepts {
            job.outcome = Some(Err(error()));
            job.settle();
        }
        for job in self.singles {
            job.reply(Some(error()));
        }
        for reply in self.truncates {
            let _ = reply.send(Err(error()));
        }
    }

    /// Splits into one group for each job.
    pub(super) fn each_alone(self) -> Vec<Group> {
        let creates = self.creates.into_iter().map(Job::Create);
        let saves = self.saves.into_iter().map(Job::Save);
        let accepts = self.accepts.into_iter().map(Job::Accept);
        let singles = self.singles.into_iter().map(Job::Single);
        let truncates = self.truncates.into_iter().map(Job::Truncate);
        creates
            .chain(saves)
            .chain(accepts)
            .chain(singles)
            .chain(truncates)
            .map(Group::of)
            .collect()
    }
}

fn set_outcomes<I, O>(jobs: &mut [Waiting<I, O>], outcomes: Vec<StoreResult<O>>) {
    for (job, outcome) in jobs.iter_mut().zip(outcomes) {
        job.outcome = Some(outcome);
    }
}
