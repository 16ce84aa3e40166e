//! Alerts to the operator, at most one of each kind in its interval.

use super::Outbox;
use super::schedule::ALERT_AFTER;
use crate::handoff::EMAIL;
use crate::notices::OperatorAlert;
use crate::store::DeliveryRow;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// When each alert was last sent, by destination and kind. Rebuilt after a restart.
#[derive(Default)]
pub(super) struct AlertSlots(Mutex<HashMap<(String, &'static str), Timestamp>>);

impl AlertSlots {
    /// Returns whether an alert is due, and records it as sent.
    pub fn claim_alert_slot(
        &self,
        destination: &str,
        alert: OperatorAlert,
        now: Timestamp,
    ) -> bool {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = (destination.to_owned(), alert.slug());
        let due = sent
            .get(&slot)
            // A time after now was noted before the clock was set back.
            .is_none_or(|last| now >= *last + alert.min_interval() || now < *last);
        if due {
            sent.insert(slot, now);
        }
        due
    }
}

impl Outbox {
    /// The email that alerts the operator, when one is due. Failures of email itself are reported
    /// by email only when it works again.
    pub(super) fn alert(
        &self,
        row: &DeliveryRow,
        code: &str,
        alert: OperatorAlert,
        now: Timestamp,
    ) -> Option<DeliveryRow> {
        let destination = &row.destination;
        if destination == EMAIL || !self.alerts.claim_alert_slot(destination, alert, now) {
            return None;
        }
        let notices = &self.deps.notices;
        notices.operator(&row.authority, destination, code, alert)
    }

    /// The email that tells the operator that no email could be sent for an hour or more.
    pub(super) fn email_works_again(
        &self,
        row: &DeliveryRow,
        since: Timestamp,
        now: Timestamp,
    ) -> Option<DeliveryRow> {
        if row.destination != EMAIL || now.duration_since(since) < ALERT_AFTER {
            return None;
        }
        let notices = &self.deps.notices;
        notices.email_works_again(&row.authority, since, now)
    }
}
