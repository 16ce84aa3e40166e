//! Reports deliveries that gave up to the operator: one email counts those of a destination.

use super::Outbox;
use super::schedule::signed;
use crate::handoff::EMAIL;
use crate::notices::OperatorAlert;
use crate::store::{StoreResult, UnreportedGiveUps};
use jiff::Timestamp;
use std::time::Duration;

/// How long the first one waits for others, so that what gave up together is reported together.
const GATHER: Duration = Duration::from_secs(60);

impl Outbox {
    /// Queues one email for each destination with deliveries that gave up and are unreported; at
    /// most one an hour. While email itself fails, nothing is queued; the count then comes when it
    /// works again. Emails to the operator are not counted, because a wrong address would have
    /// itself reported for ever.
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
        for unreported in self.deps.store.unreported_give_ups().await? {
            if unreported.first + signed(GATHER) <= now {
                self.queue_report(&unreported, now).await?;
            }
        }
        Ok(())
    }

    async fn queue_report(
        &self,
        unreported: &UnreportedGiveUps,
        now: Timestamp,
    ) -> StoreResult<()> {
        let destination = &unreported.destination;
        let code = unreported.code.as_deref().unwrap_or_default();
        let alert = OperatorAlert::GaveUp(unreported.count);
        let notices = &self.deps.notices;
        let Some(email) = notices.operator(&unreported.authority, destination, code, alert) else {
            return Ok(());
        };
        if !self.alerts.claim_alert_slot(destination, alert, now) {
            return Ok(());
        }
        let store = &self.deps.store;
        if store
            .report_give_ups(destination, unreported.last, email)
            .await?
        {
            tracing::error!(
                destination,
                count = unreported.count,
                "deliveries that gave up are reported to the operator"
            );
            self.wake().notify_one();
        }
        Ok(())
    }
}
