//! The budget of accepted requests, each of which is work for a crew.
//!
//! A request above it is accepted and held: its deliveries wait until the budget would have
//! allowed it. Nothing is refused and nothing is lost. While the total is exceeded, whoever has
//! already sent a few is held too, so that a stranger with many addresses delays nobody's first.

use super::Caller;
use super::networks::Networks;
use super::rate::{Key, Rate, Taken};
use crate::config::limits::SendLimits;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, PoisonError};

/// The longest a request is held.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// The least time between two alarms.
const ALARM_EVERY: SignedDuration = SignedDuration::from_hours(1);

pub struct Sends {
    sessions: Rate,
    networks: Networks,
    /// Counts always, but holds only while the total is exceeded.
    when_full: Networks,
    total: Rate,
    alarmed: Mutex<Option<Timestamp>>,
}

/// The reservation of one request. Given back when dropped, unless the request is new.
pub struct SendReservation<'b> {
    /// When it may be delivered, if not now.
    pub held_until: Option<Timestamp>,
    /// Whether the total is exceeded.
    pub is_full: bool,
    /// Whether the operator is to be told of it now.
    pub alarm: bool,
    sends: &'b Sends,
    taken: Taken<'b>,
}

impl Sends {
    pub fn new(limits: &SendLimits) -> Sends {
        Sends {
            sessions: Rate::new(limits.per_session, 1),
            networks: Networks::new(limits.per_address, [4, 16]),
            when_full: Networks::new(limits.per_address_when_full, [4, 16]),
            total: Rate::new(limits.total, 1),
            alarmed: Mutex::default(),
        }
    }

    /// The reservation of a caller that sends a request. Counts it.
    pub fn reserve(&self, caller: Caller, now: Timestamp) -> SendReservation<'_> {
        let mut taken = Taken::default();
        let session = caller.session.map(|session| (&self.sessions, session));
        let own = session.into_iter().chain(self.networks.of(caller.address));
        let own = reserve_each(own, &mut taken, now);
        let when_full = reserve_each(self.when_full.of(caller.address), &mut taken, now);
        let total = Key::of("total");
        let is_full = self.total.take(total, now).is_err();
        if !is_full {
            taken.add(&self.total, total);
        }
        let at = if is_full { own.max(when_full) } else { own };
        SendReservation {
            held_until: (at > now).then_some(at),
            is_full,
            alarm: is_full && self.claim_alarm(now),
            sends: self,
            taken,
        }
    }

    fn claim_alarm(&self, now: Timestamp) -> bool {
        let mut alarmed = self.alarmed.lock().unwrap_or_else(PoisonError::into_inner);
        // A time after now was noted before the clock was set back.
        let due = alarmed.is_none_or(|last| now >= last + ALARM_EVERY || now < last);
        if due {
            *alarmed = Some(now);
        }
        due
    }

    pub fn sweep(&self, now: Timestamp) {
        self.sessions.sweep(now);
        self.networks.sweep(now);
        self.when_full.sweep(now);
        self.total.sweep(now);
    }
}

/// Reserves one of each budget; the latest time.
fn reserve_each<'b>(
    budgets: impl Iterator<Item = (&'b Rate, Key)>,
    taken: &mut Taken<'b>,
    now: Timestamp,
) -> Timestamp {
    let mut latest = now;
    for (rate, key) in budgets {
        latest = latest.max(rate.reserve(key, now, LONGEST));
        taken.add(rate, key);
    }
    latest
}

impl SendReservation<'_> {
    /// The request is new, and stored.
    pub fn used(mut self) {
        self.alarm = false;
        std::mem::take(&mut self.taken).keep();
    }
}

impl Drop for SendReservation<'_> {
    fn drop(&mut self) {
        if self.alarm {
            // The alarm was not stored either, so the next request raises it.
            let alarmed = &self.sends.alarmed;
            *alarmed.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::limits::Share;

    fn share(at_once: u32, per_hour: u32) -> Share {
        Share { at_once, per_hour }
    }

    fn sends(total: u32) -> Sends {
        Sends::new(&SendLimits {
            per_session: share(2, 60),
            per_address: share(4, 60),
            per_address_when_full: share(1, 1),
            total: share(total, 1),
        })
    }

    fn now() -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap()
    }

    fn caller(session: &str, address: &str) -> Caller {
        Caller::anonymous(Some(session), Some(address.parse().unwrap()))
    }

    #[test]
    fn above_the_share_of_a_session_or_an_address_a_request_is_held() {
        let sends = sends(1_000);
        let held = |caller| {
            let reservation = sends.reserve(caller, now());
            let held = reservation.held_until;
            reservation.used();
            held
        };
        let minute = SignedDuration::from_mins(1);
        for expected in [None, None, Some(now() + minute)] {
            assert_eq!(held(caller("a", "192.0.2.1")), expected);
        }
        // New cookies help until the address has used its share too.
        assert_eq!(held(caller("b", "192.0.2.1")), None);
        assert_eq!(held(caller("c", "192.0.2.1")), Some(now() + minute));
        assert_eq!(held(caller("d", "192.0.2.2")), None);
        assert_eq!(held(Caller::known("clerk")), None);
    }

    #[test]
    fn while_the_total_is_exceeded_the_first_of_an_address_passes() {
        let sends = sends(2);
        let reserved = |address: &str| {
            let reservation = sends.reserve(caller(address, address), now());
            let seen = (
                reservation.held_until.is_some(),
                reservation.is_full,
                reservation.alarm,
            );
            reservation.used();
            seen
        };
        assert_eq!(reserved("192.0.2.1"), (false, false, false));
        assert_eq!(reserved("192.0.2.1"), (false, false, false));
        assert_eq!(reserved("192.0.2.1"), (true, true, true), "the only alarm");
        assert_eq!(reserved("192.0.2.2"), (false, true, false));
        assert_eq!(reserved("192.0.2.2"), (true, true, false));
    }

    #[test]
    fn a_request_that_was_not_stored_costs_nothing_and_keeps_the_alarm() {
        let sends = sends(1);
        for _ in 0..50 {
            assert_eq!(
                sends.reserve(caller("a", "192.0.2.1"), now()).held_until,
                None
            );
        }
        sends.reserve(caller("a", "192.0.2.1"), now()).used();
        assert!(sends.reserve(caller("b", "192.0.2.2"), now()).alarm);
        assert!(sends.reserve(caller("b", "192.0.2.2"), now()).alarm);
    }

    #[test]
    fn an_alarm_noted_by_a_fast_clock_does_not_silence_the_next() {
        let sends = sends(1);
        let alarm = |at| {
            let reservation = sends.reserve(Caller::default(), at);
            let alarm = reservation.alarm;
            reservation.used();
            alarm
        };
        let fast = now() + SignedDuration::from_hours(24 * 30);
        assert_eq!([fast; 3].map(alarm), [false, true, false]);
        assert_eq!([now(); 2].map(alarm), [true, false]);
    }
}
