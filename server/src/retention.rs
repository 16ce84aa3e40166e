//! Deletes what is past its time: once a day in one of the servers, and when the operator asks.
//!
//! The servers of one database agree by a lease on who does it. A clock that is wrong would
//! delete everything, so the daily run refuses when the last one was more than a week ago or is
//! still to come; the operator then runs `doorstep retain`.
//!
//! How long a submission is kept is in its definition ([`shared::service::Definition`]), what
//! else is deleted and when in [`crate::store::RetentionStore`].

use crate::clock::Clock;
use crate::store::{
    LeaseClaim, RetentionForecast, RetentionReport, RetentionRule, SharedStore, StoreError,
};
use jiff::{SignedDuration, Timestamp};
use shared::service::Definition;
use std::sync::Arc;
use uuid::Uuid;

/// The lease under which only one server deletes.
const LEASE: &str = "retention";
/// How long a lease lasts if its holder dies.
const HELD: SignedDuration = SignedDuration::from_hours(1);
/// The time between two daily runs.
const EVERY: SignedDuration = SignedDuration::from_hours(24);
/// A longer time since the last run is more likely a wrong clock.
const PLAUSIBLE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Deletes what is past its time.
pub struct Retention {
    store: SharedStore,
    clock: Arc<dyn Clock>,
    owner: Uuid,
    detail_days: u32,
}

/// The result of a daily run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    Done(RetentionReport),
    /// The last run was less than a day ago, at this time.
    NotDue(Timestamp),
    /// Another server is deleting.
    Busy,
    /// The clock is not trusted: the last run was at this time.
    Refused(Timestamp),
}

/// What a run would delete now: by rule with its service, and the rest.
pub struct DryRun {
    pub rules: Vec<(String, RetentionRule)>,
    pub forecast: RetentionForecast,
}

#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    #[error("the stored version {0} cannot be read")]
    Version(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Retention {
    pub fn new(store: SharedStore, clock: Arc<dyn Clock>, detail_days: u32) -> Retention {
        Retention {
            owner: clock.id(),
            store,
            clock,
            detail_days,
        }
    }

    /// Deletes, if a day has passed since the last run. The first call on a new database only
    /// notes the time, against which later ones check the clock.
    pub async fn run_if_due(&self) -> Result<Run, RetentionError> {
        let now = self.clock.now();
        let Some(last) = self.store.last_done(LEASE).await? else {
            self.store.note_lease(LEASE, now).await?;
            return Ok(Run::NotDue(now));
        };
        match due(last, now) {
            Due::NotYet => return Ok(Run::NotDue(last)),
            Due::Implausible => return Ok(Run::Refused(last)),
            Due::Now => {}
        }
        let Some(last) = self.take_lease(now).await? else {
            return Ok(Run::Busy);
        };
        // Another server may have finished in the meantime.
        if due(last, now) != Due::Now {
            self.give_back(None).await?;
            return Ok(Run::NotDue(last));
        }
        self.run(now).await.map(Run::Done)
    }

    /// Deletes now, at the operator's command. `None` if a server is deleting.
    pub async fn run_now(&self) -> Result<Option<RetentionReport>, RetentionError> {
        let now = self.clock.now();
        match self.take_lease(now).await? {
            Some(_) => self.run(now).await.map(Some),
            None => Ok(None),
        }
    }

    /// What a run would delete now. Deletes nothing.
    pub async fn dry_run(&self) -> Result<DryRun, RetentionError> {
        let rules = self.rules().await?;
        let bare: Vec<RetentionRule> = rules.iter().map(|(_, rule)| rule.clone()).collect();
        let now = self.clock.now();
        let store = &self.store;
        let forecast = store
            .retention_dry_run(now, &bare, self.detail_days)
            .await?;
        Ok(DryRun { rules, forecast })
    }

    /// With the lease taken. An error of the deletion comes before one of giving the lease back.
    async fn run(&self, now: Timestamp) -> Result<RetentionReport, RetentionError> {
        let done = self.delete(now).await;
        let given_back = self.give_back(done.is_ok().then_some(now)).await;
        let report = done?;
        given_back?;
        Ok(report)
    }

    async fn delete(&self, now: Timestamp) -> Result<RetentionReport, RetentionError> {
        let rules = self.rules().await?;
        let rules = rules.into_iter().map(|(_, rule)| rule).collect();
        let report = self.store.retain(now, rules, self.detail_days).await?;
        self.store.wipe_log().await?;
        Ok(report)
    }

    /// The rule of each version, with its service. A version keeps the days it was published
    /// with, even if a newer one differs.
    async fn rules(&self) -> Result<Vec<(String, RetentionRule)>, RetentionError> {
        let versions = self.store.versions().await?.into_iter();
        versions
            .map(|row| {
                let definition: Definition = serde_json::from_str(&row.text)
                    .map_err(|_| RetentionError::Version(row.version.clone()))?;
                let rule = RetentionRule {
                    days: definition.retention_days,
                    version: row.version,
                };
                Ok((row.service, rule))
            })
            .collect()
    }

    async fn take_lease(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let claim = LeaseClaim {
            name: LEASE,
            owner: self.owner,
            now,
            until: now + HELD,
        };
        self.store.take_lease(claim).await
    }

    async fn give_back(&self, done: Option<Timestamp>) -> Result<(), StoreError> {
        if !self.store.give_lease_back(LEASE, self.owner, done).await? {
            tracing::warn!("retention took longer than its lease, and another server has it now");
        }
        Ok(())
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Due {
    NotYet,
    Now,
    Implausible,
}

fn due(last: Timestamp, now: Timestamp) -> Due {
    let since = now.duration_since(last);
    if since < SignedDuration::ZERO || since > PLAUSIBLE {
        Due::Implausible
    } else if since < EVERY {
        Due::NotYet
    } else {
        Due::Now
    }
}
