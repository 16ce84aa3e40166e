//! Alerts to the operator.

use super::Notices;
use super::plain_text::paragraphs;
use crate::calendar;
use crate::handoff::OutgoingEmail;
use crate::store::DeliveryRow;
use jiff::{SignedDuration, Timestamp};
use shared::language::Language;
use shared::wording::with_commas;

/// Why the operator is alerted about a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorAlert {
    /// So many deliveries used up their attempts, or were refused, and wait for a person.
    GaveUp(u64),
    /// Deliveries are retried, but waiting alone does not fix the failure.
    Alarm,
    /// Deliveries are paused until then.
    Paused(Timestamp),
    /// No delivery has succeeded since then.
    Failing(Timestamp),
}

impl OperatorAlert {
    /// Its name in wording keys.
    pub fn slug(self) -> &'static str {
        match self {
            OperatorAlert::GaveUp(_) => "operator",
            OperatorAlert::Alarm => "alarm",
            OperatorAlert::Paused(_) => "paused",
            OperatorAlert::Failing(_) => "failing",
        }
    }

    /// The least time between two alerts of this kind about one destination.
    pub fn min_interval(self) -> SignedDuration {
        match self {
            OperatorAlert::GaveUp(_) | OperatorAlert::Alarm | OperatorAlert::Paused(_) => {
                SignedDuration::from_hours(1)
            }
            OperatorAlert::Failing(_) => SignedDuration::from_hours(24),
        }
    }
}

impl Notices {
    /// An alert about this destination. `code` is the result of the last attempt. `None` if
    /// there is no operator address or email is off.
    pub fn operator(
        &self,
        authority: &str,
        destination: &str,
        code: &str,
        alert: OperatorAlert,
    ) -> Option<DeliveryRow> {
        let words = self.words(Language::En)?;
        let kind = alert.slug();
        let test = format!("doorstep destination test {destination}");
        let command = format!("doorstep redeliver --destination {destination}");
        let list = format!("doorstep deliveries --destination {destination}");
        let time = match alert {
            OperatorAlert::Paused(time) | OperatorAlert::Failing(time) => calendar::in_london(time),
            OperatorAlert::GaveUp(_) | OperatorAlert::Alarm => String::new(),
        };
        let count = match alert {
            OperatorAlert::GaveUp(count) => i64::try_from(count).unwrap_or(i64::MAX),
            _ => 1,
        };
        let values = [
            ("destination", destination),
            ("code", code),
            ("command", command.as_str()),
            ("test", test.as_str()),
            ("list", list.as_str()),
            ("time", time.as_str()),
        ];
        let subject = words.with(&format!("notice-{kind}-subject"), &values);
        let body = words.count(&format!("notice-{kind}-body"), count, &values);
        self.to_operator(authority, subject, &body)
    }

    /// An alert that no email could be sent between these times.
    pub fn email_works_again(
        &self,
        authority: &str,
        since: Timestamp,
        until: Timestamp,
    ) -> Option<DeliveryRow> {
        let words = self.words(Language::En)?;
        let (since, until) = (calendar::in_london(since), calendar::in_london(until));
        let values = [("since", since.as_str()), ("until", until.as_str())];
        let subject = words.say("notice-email-again-subject");
        let body = words.with("notice-email-again-body", &values);
        self.to_operator(authority, subject, &body)
    }

    fn to_operator(&self, authority: &str, subject: String, body: &str) -> Option<DeliveryRow> {
        let to = self.0.operator.clone().filter(|_| self.0.on)?;
        let email = OutgoingEmail {
            to,
            subject,
            text: paragraphs(&[body.to_owned()]),
            from_name: self.words(Language::En)?.say("notice-operator-name"),
            reply_to: None,
        };
        Some(self.delivery(None, authority, email))
    }

    /// An alert that more requests are accepted than this number an hour. `None` as above.
    pub fn volume(&self, authority: &str, per_hour: u32) -> Option<DeliveryRow> {
        let to = self.0.operator.clone().filter(|_| self.0.on)?;
        let words = self.words(Language::En)?;
        let number = with_commas(i64::from(per_hour));
        let values = [
            ("number", number.as_str()),
            ("command", "doorstep deliveries"),
        ];
        let email = OutgoingEmail {
            to,
            subject: words.say("notice-volume-subject"),
            text: paragraphs(&[words.with("notice-volume-body", &values)]),
            from_name: words.say("notice-operator-name"),
            reply_to: None,
        };
        Some(self.delivery(None, authority, email))
    }
}
