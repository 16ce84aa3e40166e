//! What the budgets allow one acceptance: whether it is held, and whether it is confirmed by email.

use super::Intake;
use super::rows::IncomingRequest;
use crate::budgets::{MailReservation, SendReservation, mailbox};
use crate::telemetry;
use jiff::Timestamp;

/// The reservations of one acceptance. Given back when dropped, unless the request is new.
pub(super) struct Reservations<'b> {
    pub send: SendReservation<'b>,
    /// Allows no email if the person gave no address.
    pub mail: MailReservation<'b>,
    /// Whether the person gave an address.
    has_email: bool,
}

impl Intake {
    pub(super) fn reserve(&self, incoming: &IncomingRequest, now: Timestamp) -> Reservations<'_> {
        let deps = &self.0;
        let email = incoming.request.email();
        // Hashed, so that no address is kept in memory.
        let mail = email.map(|email| {
            let mailbox = deps.vault.hash("mailbox", &mailbox(email)).0;
            deps.budgets.confirmation(incoming.caller, &mailbox, now)
        });
        Reservations {
            send: deps.budgets.send(incoming.caller, now),
            mail: mail.unwrap_or_default(),
            has_email: email.is_some(),
        }
    }
}

impl Reservations<'_> {
    /// The request is new, and stored.
    pub fn used(self, per_hour: u32) {
        let Reservations {
            send,
            mail,
            has_email,
        } = self;
        if send.held_until.is_some() {
            metrics::counter!(telemetry::HELD).increment(1);
        }
        if send.is_full {
            telemetry::count_over_budget("send");
        }
        if send.alarm {
            tracing::error!(
                per_hour,
                "more requests are accepted than the budget in all: further ones of the same address are held"
            );
        }
        if has_email && mail.at.is_none() {
            telemetry::count_over_budget("mail");
        }
        send.used();
        mail.used();
    }
}
