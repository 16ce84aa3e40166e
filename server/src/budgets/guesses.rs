//! The budgets of guesses at second facts: a strict one for each reference and caller, a loose one
//! for each reference.
//!
//! A guess is counted before it is checked, so that concurrent ones count too, and given back if
//! it was right. The room that checks the facts also keeps the counts in the store.

use super::networks::{Networks, networks};
use super::rate::Rate;
use crate::config::limits::{GuessLimits, Share};
use jiff::Timestamp;
use std::net::IpAddr;

/// One guess each 30 seconds.
const SLOW: Share = Share {
    at_once: 1,
    per_hour: 120,
};

pub struct Guesses {
    networks: Networks,
    references: Rate,
    slow: Rate,
}

/// One count of guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuessCounter {
    /// At one reference from one network; its layer, from the narrowest.
    From(usize),
    /// At one reference, from anywhere.
    At,
}

impl Guesses {
    pub fn new(limits: &GuessLimits) -> Guesses {
        Guesses {
            networks: Networks::new(limits.per_address, [2, 4]),
            references: Rate::new(limits.per_reference, 1),
            slow: Rate::new(SLOW, 1),
        }
    }

    /// The counters of a guess, each with its name: the strict ones, then the loose one.
    pub fn counters(reference: &str, address: Option<IpAddr>) -> Vec<(GuessCounter, String)> {
        let from = match address {
            Some(address) => networks(address)
                .map(|(layer, network)| {
                    let name = format!("{reference} {layer} {network}");
                    (GuessCounter::From(layer), name)
                })
                .collect(),
            None => vec![(GuessCounter::From(0), format!("{reference} unknown"))],
        };
        let at = (GuessCounter::At, reference.to_owned());
        from.into_iter().chain([at]).collect()
    }

    /// The budget of a counter.
    pub fn of(&self, counter: GuessCounter) -> &Rate {
        match counter {
            GuessCounter::From(layer) => self.networks.layer(layer).unwrap_or(&self.references),
            GuessCounter::At => &self.references,
        }
    }

    /// The budget of guesses that are made slowly, for each reference and caller.
    pub fn slow(&self) -> &Rate {
        &self.slow
    }

    pub fn sweep(&self, now: Timestamp) {
        self.networks.sweep(now);
        self.references.sweep(now);
        self.slow.sweep(now);
    }
}
