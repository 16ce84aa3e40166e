//! Tells the operator about deliveries that gave up: one email counts those of a destination.

use super::Outbox;
use super::schedule::signed;
use crate::handoff::EMAIL;
use crate::notices::OperatorAlert;
use crate::store::{StoreResult, UntoldGiveUps};
use jiff::Timestamp;
use std::time::Duration;

/// How long the first one waits for others, so that what gave up together is told together.
const GATHER: Duration = Duration::from_secs(60);

impl Outbox {
    /// Queues one email for each destination with deliveries that gave up and of which the
    /// operator does not know; at most one an hour. While email itself fails, nothing is queued;
    /// the count then comes when it works again. Emails to the operator are not counted, because
    /// an address that is wrong would be told about itself for ever.
    pub async fn report_give_ups(&self) {
        if self.breakers.is_open(EMAIL) {
            return;
        }
        if let Err(error) = self.queue_reports().await {
            tracing::error!(%error, "deliveries that gave up could not be reported");
        }
    }

    async fn queue_reports(&self) -> StoreResult<()> {
        let now = self.deps.clock.now();
        for untold in self.deps.store.untold_give_ups().await? {
            if untold.first + signed(GATHER) <= now {
                self.queue_report(&untold, now).await?;
            }
        }
        Ok(())
    }

    async fn queue_report(&self, untold: &UntoldGiveUps, now: Timestamp) -> StoreResult<()> {
        let destination = &untold.destination;
        let code = untold.code.as_deref().unwrap_or_default();
        let alert = OperatorAlert::GaveUp(untold.count);
        let notices = &self.deps.notices;
        let Some(email) = notices.operator(&untold.authority, destination, code, alert) else {
            return Ok(());
        };
        if !self.alerts.claim_alert_slot(destination, alert, now) {
            return Ok(());
        }
        let store = &self.deps.store;
        if store.tell_give_ups(destination, untold.last, email).await? {
            tracing::error!(
                destination,
                count = untold.count,
                "the operator is told of deliveries that gave up"
            );
            self.wake().notify_one();
        }
        Ok(())
    }
}
