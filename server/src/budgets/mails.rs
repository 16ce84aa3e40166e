//! The budgets of emails to residents. Nobody has proved that a mailbox is theirs, so a stranger
//! must not be able to flood one, nor to use up what its owner needs.
//!
//! A confirmation counts for its mailbox and its sender. News of a request counts for that request
//! only, so that other people's requests with the same mailbox suppress none of it.

use super::Caller;
use super::networks::Networks;
use super::rate::{Key, Rate, Taken};
use crate::config::limits::MailLimits;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// The longest a confirmation waits; one that would wait longer is not written.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

pub struct Mails {
    mailboxes: Rate,
    sessions: Rate,
    networks: Networks,
    total: Rate,
    requests: Rate,
}

/// The reservation of one confirmation. Given back when dropped, unless the email was stored.
#[derive(Default)]
pub struct MailReservation<'b> {
    /// When it may be sent; `None` if it is not to be written.
    pub at: Option<Timestamp>,
    taken: Taken<'b>,
}

impl Mails {
    pub fn new(limits: &MailLimits) -> Mails {
        Mails {
            mailboxes: Rate::new(limits.per_mailbox, 1),
            sessions: Rate::new(limits.per_session, 1),
            networks: Networks::new(limits.per_address, [4, 16]),
            total: Rate::new(limits.total, 1),
            requests: Rate::new(limits.per_request, 1),
        }
    }

    /// The reservation of a confirmation to a [`mailbox`](super::mailbox()). Counts it, if it is to
    /// be written.
    pub fn confirmation(
        &self,
        caller: Caller,
        mailbox: &str,
        now: Timestamp,
    ) -> MailReservation<'_> {
        let session = caller.session.map(|session| (&self.sessions, session));
        let own = [
            (&self.mailboxes, Key::of(mailbox)),
            (&self.total, Key::of("total")),
        ];
        let own = own.into_iter().chain(session);
        let all: Vec<_> = own.chain(self.networks.of(caller.address)).collect();
        let times = all.iter().map(|(rate, key)| rate.earliest(*key, now));
        if times.max().is_some_and(|at| at > now + LONGEST) {
            return MailReservation::default();
        }
        let mut taken = Taken::default();
        let mut at = now;
        for (rate, key) in all {
            at = at.max(rate.reserve(key, now, LONGEST));
            taken.add(rate, key);
        }
        MailReservation {
            at: Some(at),
            taken,
        }
    }

    /// Counts an email about news of a request; whether it may be sent.
    pub fn news(&self, request: Uuid, now: Timestamp) -> bool {
        self.requests.take(Key::of(request), now).is_ok()
    }

    /// Gives back an email about news that was not stored.
    pub fn no_news(&self, request: Uuid) {
        self.requests.give_back(Key::of(request));
    }

    pub fn sweep(&self, now: Timestamp) {
        for rate in [&self.mailboxes, &self.sessions, &self.total, &self.requests] {
            rate.sweep(now);
        }
        self.networks.sweep(now);
    }
}

impl MailReservation<'_> {
    /// The email is stored.
    pub fn used(self) {
        self.taken.keep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::limits::Share;

    #[test]
    fn a_confirmation_waits_up_to_an_hour_and_is_then_left_out() {
        let much = Share {
            at_once: 1_000,
            per_hour: 1_000,
        };
        let mails = Mails::new(&MailLimits {
            per_mailbox: Share {
                at_once: 2,
                per_hour: 2,
            },
            per_session: much,
            per_address: much,
            total: much,
            per_request: Share {
                at_once: 1,
                per_hour: 1,
            },
        });
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let half = SignedDuration::from_mins(30);
        let reserved = |mailbox: &str| {
            let reservation = mails.confirmation(Caller::default(), mailbox, now);
            let at = reservation.at;
            reservation.used();
            at
        };
        for expected in [
            Some(now),
            Some(now),
            Some(now + half),
            Some(now + half * 2),
            None,
            None,
        ] {
            assert_eq!(reserved("ada@example.org"), expected);
        }
        assert_eq!(reserved("bo@example.org"), Some(now));
        // News has a budget of its own for each request.
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(mails.news(one, now) && mails.news(two, now));
        assert!(!mails.news(one, now));
        mails.no_news(two);
        assert!(mails.news(two, now));
    }
}
