//! Tries a second fact, and limits the guesses.
//!
//! Wrong facts are counted strictly for each reference and caller, and loosely for each reference.
//! Above the loose count a stranger may be at work from many addresses: then a tracking code, which
//! nobody can guess, is checked as ever; an email address after a wait, so that its owner is not
//! locked out; a postcode, of which there are few, not until there is room again.
//!
//! Counts are in this process and, once wrong, in the store, so that neither a restart nor a second
//! server forgets one. A right fact is read only.

use super::{Proof, Submissions};
use crate::budgets::{GuessCounter, Guesses, Key, Taken};
use crate::second_facts;
use crate::store::{GuessRow, ProofKind, StoreResult};
use crate::vault::KeyedHash;
use jiff::{SignedDuration, Timestamp};
use shared::reference::Reference;
use std::net::IpAddr;
use subtle::ConstantTimeEq as _;

/// How long an email address waits to be checked.
const WAIT: SignedDuration = SignedDuration::from_secs(30);
/// How long the ticket for that is valid afterwards.
const TICKET_LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A second fact that somebody gives.
pub struct Attempt<'a> {
    pub reference: Reference,
    pub fact: &'a str,
    /// The caller's address.
    pub address: Option<IpAddr>,
    /// The ticket of an earlier answer.
    pub ticket: &'a str,
}

pub enum Attempted {
    Proven(Proof),
    /// Wrong, or there is no such request.
    Wrong,
    /// Not checked before this time.
    Wait(Timestamp, WaitReason),
}

/// Why a fact is not checked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitReason {
    /// Too many wrong ones came from this caller.
    Caller,
    /// Too many wrong ones came from anywhere.
    Reference,
    /// The same, and the fact is checked later with this ticket.
    Ticket(String),
}

/// One counter and its key in the store.
type Counter = (GuessCounter, KeyedHash);

/// A guess that is counted: taken back when dropped, unless it is kept.
struct Guess<'b> {
    taken: Taken<'b>,
    /// What it was counted by.
    counted: Vec<Counter>,
}

impl Submissions {
    /// Checks a fact. An unknown reference costs the same as a known one, and counts the same.
    pub async fn attempt(&self, attempt: Attempt<'_>) -> StoreResult<Attempted> {
        let (reference, fact) = (attempt.reference, attempt.fact);
        let kind = second_facts::kind_of(fact);
        if kind == ProofKind::Tracking {
            let proof = self.verify_fact(reference, kind, fact).await?;
            return Ok(proof.map_or(Attempted::Wrong, Attempted::Proven));
        }
        let counters = self.counters(&attempt).await?;
        let now = self.clock.now();
        let guess = match self.count(counters, &attempt, kind, now) {
            Ok(guess) => guess,
            Err((until, reason)) => return Ok(Attempted::Wait(until, reason)),
        };
        if let Some(proof) = self.verify_fact(reference, kind, fact).await? {
            return Ok(Attempted::Proven(proof));
        }
        let rows = guess.counted.into_iter().map(|(counter, key)| GuessRow {
            key,
            until: self.budgets.guesses().of(counter).after_one(now),
        });
        // Kept first: a store that fails must not make wrong facts free.
        guess.taken.keep();
        self.store.count_guess(rows.collect(), now).await?;
        Ok(Attempted::Wrong)
    }

    /// The counters of an attempt, strictest first, with what the store knows of them.
    async fn counters(&self, attempt: &Attempt<'_>) -> StoreResult<Vec<Counter>> {
        let named = Guesses::counters(&attempt.reference.compact(), attempt.address);
        let counters: Vec<Counter> = named
            .into_iter()
            .map(|(counter, name)| (counter, self.vault.hash("guess", &name)))
            .collect();
        let keys: Vec<KeyedHash> = counters.iter().map(|(_, key)| key.clone()).collect();
        for row in self.store.guesses(&keys).await? {
            let known = counters.iter().find(|(_, key)| *key == row.key);
            if let Some((counter, key)) = known {
                let budget = self.budgets.guesses().of(*counter);
                budget.at_least(Key::of(&key.0), row.until);
            }
        }
        Ok(counters)
    }

    /// Counts a guess before it is checked.
    fn count(
        &self,
        mut counted: Vec<Counter>,
        attempt: &Attempt<'_>,
        kind: ProofKind,
        now: Timestamp,
    ) -> Result<Guess<'_>, (Timestamp, WaitReason)> {
        let guesses = self.budgets.guesses();
        let caller = counted.first().map(|(_, key)| key.clone());
        let mut taken = Taken::default();
        let mut full = None;
        for (counter, key) in &counted {
            let (rate, key) = (guesses.of(*counter), Key::of(&key.0));
            match (rate.take(key, now), counter) {
                (Ok(()), _) => taken.add(rate, key),
                (Err(until), GuessCounter::From(_)) => return Err((until, WaitReason::Caller)),
                (Err(until), GuessCounter::At) => full = Some(until),
            }
        }
        if let Some(until) = full {
            match (kind, caller) {
                (ProofKind::Email, Some(caller)) => {
                    self.use_ticket(&caller, attempt.ticket, now)?
                }
                _ => return Err((until, WaitReason::Reference)),
            }
            counted.retain(|(counter, _)| *counter != GuessCounter::At);
        }
        Ok(Guess { taken, counted })
    }

    /// Lets one guess pass for a ticket of this reference and caller, 30 seconds after the last.
    fn use_ticket(
        &self,
        caller: &KeyedHash,
        ticket: &str,
        now: Timestamp,
    ) -> Result<(), (Timestamp, WaitReason)> {
        let again = |at: Timestamp| (at, WaitReason::Ticket(self.ticket(caller, at)));
        let Some(ready) = self.ready(caller, ticket) else {
            return Err(again(now + WAIT));
        };
        if ready + TICKET_LIFETIME < now {
            return Err(again(now + WAIT));
        }
        if now < ready {
            return Err(again(ready));
        }
        let slow = self.budgets.guesses().slow();
        slow.take(Key::of(&caller.0), now).map_err(again)
    }

    /// A ticket for this reference and caller that is valid from this time on, in whole seconds.
    fn ticket(&self, caller: &KeyedHash, at: Timestamp) -> String {
        let second = at.as_second() + i64::from(at.subsec_nanosecond() > 0);
        let mark = self.ticket_mark(caller, second);
        format!("{second}.{mark}")
    }

    /// When a ticket is valid, if it is one for this reference and caller.
    fn ready(&self, caller: &KeyedHash, ticket: &str) -> Option<Timestamp> {
        let (second, mark) = ticket.split_once('.')?;
        let second: i64 = second.parse().ok()?;
        let right = self.ticket_mark(caller, second);
        let right = bool::from(mark.as_bytes().ct_eq(right.as_bytes()));
        right.then(|| Timestamp::from_second(second).ok()).flatten()
    }

    fn ticket_mark(&self, caller: &KeyedHash, second: i64) -> String {
        let text = format!("{} {second}", caller.0);
        self.vault.hash("guess-ticket", &text).0
    }
}
