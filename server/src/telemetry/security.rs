//! The log target `security`: refused attempts, for whoever watches for attacks.
//!
//! A line has the event, the template of the route, the outcome and pseudonyms of the client's
//! address (an IPv6 client's /64) and of the request's reference. The key of a pseudonym is
//! derived from the vault and the UTC date: servers with the same key file agree, and nobody who
//! has only the log can tell that two days' pseudonyms stand for the same value.
//!
//! Lines are limited for each address and in all; those left out are counted and reported.
//!
//! To add an event: a variant of [`SecurityEvent`], its word, and its row in the guide
//! `server/docs/operate.md`.

use super::SECURITY;
use super::throttle::Throttle;
use crate::config::network;
use crate::vault::Vault;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared::reference::Reference;
use std::net::IpAddr;
use std::time::Instant;

/// Lines of one event from one address in a minute.
const PER_ADDRESS: u32 = 5;
/// Lines of one event in a minute.
const IN_ALL: u32 = 60;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SecurityEvent {
    /// A wrong email address or postcode for a reference.
    WrongFact,
    /// A wrong tracking code or token.
    WrongCode,
    /// A callback whose signature is missing, old or wrong.
    WrongSignature,
    /// A write that another site started.
    ForeignOrigin,
    /// A request beyond a limit.
    Limited,
}

impl SecurityEvent {
    pub fn word(self) -> &'static str {
        match self {
            SecurityEvent::WrongFact => "wrong-fact",
            SecurityEvent::WrongCode => "wrong-code",
            SecurityEvent::WrongSignature => "wrong-signature",
            SecurityEvent::ForeignOrigin => "foreign-origin",
            SecurityEvent::Limited => "limited",
        }
    }
}

/// One refused attempt.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    pub event: SecurityEvent,
    pub at: Timestamp,
    /// The template, such as `/services/{service}`.
    pub route: &'a str,
    pub address: Option<IpAddr>,
    pub reference: Option<Reference>,
    /// A fixed word.
    pub outcome: &'static str,
}

/// Writes the security log.
pub struct SecurityLog {
    vault: Vault,
    by_address: Throttle<(SecurityEvent, IpAddr), SecurityEvent>,
    in_all: Throttle<SecurityEvent, SecurityEvent>,
}

impl SecurityLog {
    pub fn new(vault: Vault) -> SecurityLog {
        SecurityLog {
            vault,
            by_address: Throttle::new(PER_ADDRESS),
            in_all: Throttle::new(IN_ALL),
        }
    }

    /// Counts an attempt and, unless there were too many, logs it.
    pub fn record(&self, refused: &Refused<'_>) {
        let event = refused.event;
        metrics::counter!("doorstep_security_events_total", "event" => event.word()).increment(1);
        let now = Instant::now();
        let address = refused.address.map(network::caller);
        let passes = address
            .is_none_or(|address| self.by_address.passes((event, address), now, || event))
            && self.in_all.passes(event, now, || event);
        if !passes {
            return;
        }
        let day = refused.at.to_zoned(TimeZone::UTC).date();
        let name = |purpose, text: String| self.vault.pseudonym(purpose, day, &text);
        tracing::warn!(
            target: SECURITY,
            event = event.word(),
            route = refused.route,
            outcome = refused.outcome,
            address = address.map(|address| name("address", address.to_string())),
            reference = refused.reference.map(|one| name("reference", one.compact())),
            "refused"
        );
    }

    /// Logs how many lines of each event were left out since the last call.
    pub fn report_left_out(&self) {
        let now = Instant::now();
        let mut counts = self.in_all.take_left_out(now);
        for (event, more) in self.by_address.take_left_out(now) {
            match counts.iter_mut().find(|(known, _)| *known == event) {
                Some((_, count)) => *count += more,
                None => counts.push((event, more)),
            }
        }
        for (event, left_out) in counts {
            tracing::warn!(target: SECURITY, event = event.word(), left_out, "lines left out");
        }
    }
}
