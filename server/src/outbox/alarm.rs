//! A destination that is ill: it is left alone for a while, and the operator hears of it.

use super::claim::signed;
use super::{Outbox, schedule};
use crate::config::destinations::EMAIL;
use crate::notices::Trouble;
use crate::store::rows::DeliveryRow;
use jiff::Timestamp;
use std::time::Duration;

impl Outbox {
    /// A destination that asks to wait, or failed too often, is left alone for a while; answers
    /// until when.
    pub(super) async fn pause(
        &self,
        destination: &str,
        after: Option<Duration>,
        started: Timestamp,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let config = &self.deps.config;
        let failures = self
            .health
            .failed(destination, started, now, config.pause_after);
        let grown = failures.and_then(|failures| {
            schedule::pause(
                failures,
                config.pause_after,
                Duration::from_secs(config.pause_seconds),
                Duration::from_secs(config.pause_limit_seconds),
                self.random(),
            )
        });
        let asked = after.map(|after| after.min(schedule::LONGEST_RETRY_AFTER));
        let reason = if asked >= grown { "asked" } else { "failing" };
        let until = now + signed(asked.max(grown)?);
        tracing::warn!(destination, reason, %until, "a destination is paused");
        if let Err(error) = self
            .deps
            .store
            .pause_destination(destination, Some(until), reason)
            .await
        {
            tracing::error!(destination, %error, "a pause was not kept");
        }
        Some(until)
    }

    pub(super) async fn recovered(&self, destination: &str) {
        if self
            .health
            .answered(destination, self.deps.config.pause_after)
        {
            tracing::info!(destination, "a destination answers again");
            if let Err(error) = self
                .deps
                .store
                .pause_destination(destination, None, "answers")
                .await
            {
                tracing::error!(destination, %error, "the end of a pause was not kept");
            }
        }
    }

    /// Why the operator is told of a failure, if at all.
    pub(super) fn trouble(
        &self,
        destination: &str,
        alarm: bool,
        paused_until: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<Trouble> {
        let long = |from: Timestamp, to: Timestamp| to.duration_since(from) >= schedule::LONG;
        let paused = paused_until.filter(|until| long(now, *until));
        let failing = || {
            let since = self.health.failing_since(destination);
            since.filter(|since| long(*since, now))
        };
        match (alarm, paused) {
            (true, _) => Some(Trouble::Alarm),
            (false, Some(until)) => Some(Trouble::Paused(until)),
            (false, None) => failing().map(Trouble::Failing),
        }
    }

    pub(super) fn log_gave_up(&self, row: &DeliveryRow, code: &str) {
        metrics::counter!(
            "doorstep_deliveries_gave_up_total",
            "destination" => row.destination.clone(),
        )
        .increment(1);
        tracing::error!(
            destination = row.destination,
            delivery = %row.id,
            code,
            "a delivery gave up; a person must look (doorstep redeliver)"
        );
    }

    /// The mail to the operator, for each trouble of a destination no oftener than
    /// [`Trouble::again`] says; none about mail.
    pub(super) fn tell_operator(
        &self,
        row: &DeliveryRow,
        code: &str,
        trouble: Trouble,
        now: Timestamp,
    ) -> Vec<DeliveryRow> {
        if row.destination == EMAIL || !self.health.should_tell(&row.destination, trouble, now) {
            return Vec::new();
        }
        self.deps
            .notices
            .operator(&row.authority, &row.destination, code, trouble)
            .into_iter()
            .collect()
    }
}
