//! How many may come at once, and how often one may come.
//!
//! A session or an identifier is counted first and strictly; an address loosely, because a
//! library or a contact centre is one address and is never locked out by its readers.
//!
//! `guesses` counts tries at a second fact; only wrong ones stay counted.

mod guesses;

use crate::config::Config;
use crate::config::network::Network;
use crate::error::AppError;
use crate::telemetry;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use guesses::Guesses;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Seconds a caller is asked to wait when the house is full.
const FULL: Duration = Duration::from_secs(2);

/// The limits at the door. All memory of callers is in this process and is swept.
pub struct Gate {
    inside: AtomicUsize,
    most: usize,
    sessions: DefaultKeyedRateLimiter<u64>,
    guesses: Guesses,
    networks: DefaultKeyedRateLimiter<IpAddr>,
    newcomers: DefaultKeyedRateLimiter<IpAddr>,
    mailboxes: DefaultKeyedRateLimiter<u64>,
    exempt: Vec<Network>,
    clock: DefaultClock,
}

/// One place inside, given back when dropped.
pub struct Permit<'g>(&'g Gate);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.inside.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Gate {
    pub fn new(config: &Config) -> Gate {
        let limits = &config.limits;
        let number = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = |burst: u32, each: Quota| RateLimiter::keyed(each.allow_burst(number(burst)));
        Gate {
            inside: AtomicUsize::new(0),
            most: config.http.concurrent,
            sessions: quota(
                limits.session_burst,
                Quota::per_minute(number(limits.session_per_minute)),
            ),
            guesses: Guesses::new(limits.guess_burst, limits.guess_per_hour),
            networks: RateLimiter::keyed(
                Quota::per_second(number(limits.network_per_second))
                    .allow_burst(number(limits.network_burst)),
            ),
            newcomers: RateLimiter::keyed(
                Quota::per_minute(number(limits.newcomer_per_minute))
                    .allow_burst(number(limits.newcomer_burst)),
            ),
            mailboxes: quota(
                limits.mail_burst,
                Quota::per_hour(number(limits.mail_per_hour)),
            ),
            exempt: limits.exempt.clone(),
            clock: DefaultClock::default(),
        }
    }

    /// A place inside, or 503 with `Retry-After`.
    ///
    /// # Errors
    /// The house is full.
    pub fn enter(&self) -> Result<Permit<'_>, AppError> {
        let before = self.inside.fetch_add(1, Ordering::Relaxed);
        let permit = Permit(self);
        if before < self.most {
            Ok(permit)
        } else {
            metrics::counter!(telemetry::REFUSED, "reason" => "load").increment(1);
            Err(AppError::unavailable(FULL))
        }
    }

    /// Counts one write of a session or API key.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn session(&self, session: &u64) -> Result<(), AppError> {
        self.check(&self.sessions, session)
    }

    /// Counts one try at something that must not be guessed, such as the second fact of a
    /// reference: call it with the reference before the try is looked at, and say so when it
    /// [was right](Guess::was_right).
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn guess(&self, at: &str) -> Result<Guess<'_>, AppError> {
        let key = hash(at);
        match self.guesses.count(key, Instant::now()) {
            Ok(()) => Ok(Guess { gate: self, key }),
            Err(after) => Err(too_many(after)),
        }
    }

    /// Counts one request of an address; a whole /64 for IPv6.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn network(&self, address: IpAddr) -> Result<(), AppError> {
        match self.counted(address) {
            Some(address) => self.check(&self.networks, &address),
            None => Ok(()),
        }
    }

    /// Counts one write of somebody who brings neither cookie nor key: the only thing known
    /// of them is their address, so that having no cookie is no way around the session's limit.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn newcomer(&self, address: IpAddr) -> Result<(), AppError> {
        match self.counted(address) {
            Some(address) => self.check(&self.newcomers, &address),
            None => Ok(()),
        }
    }

    /// Whether one more request may send mail to this address (a keyed hash of it): nobody
    /// has proved that it is theirs, and a mailbox must not be filled through our door.
    pub fn may_mail(&self, mailbox: &str) -> bool {
        self.mailboxes.check_key(&hash(mailbox)).is_ok()
    }

    /// The address as it is counted, a whole /64 for IPv6; `None` when it is exempt.
    fn counted(&self, address: IpAddr) -> Option<IpAddr> {
        if self.exempt.iter().any(|network| network.contains(address)) {
            return None;
        }
        Some(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(long) => IpAddr::V6(std::net::Ipv6Addr::from_bits(
                long.to_bits() & (u128::MAX << 64),
            )),
        })
    }

    /// Forgets who has not come for a while.
    pub fn sweep(&self) {
        self.sessions.retain_recent();
        self.guesses.sweep(Instant::now());
        self.networks.retain_recent();
        self.newcomers.retain_recent();
        self.mailboxes.retain_recent();
    }

    /// How many are inside now.
    pub fn inside(&self) -> usize {
        self.inside.load(Ordering::Relaxed)
    }

    fn check<K: Clone + Eq + std::hash::Hash>(
        &self,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: &K,
    ) -> Result<(), AppError> {
        limiter
            .check_key(key)
            .map_err(|until| too_many(until.wait_time_from(self.clock.now())))
    }
}

/// A try that was let in and counted.
pub struct Guess<'g> {
    gate: &'g Gate,
    key: u64,
}

impl Guess<'_> {
    /// It was no guess: it does not count.
    pub fn was_right(self) {
        self.gate.guesses.forgive(self.key);
    }
}

fn too_many(after: Duration) -> AppError {
    metrics::counter!(telemetry::REFUSED, "reason" => "rate").increment(1);
    AppError::TooMany { after }
}

/// A hash that is this process's own: callers are counted, never named.
pub fn hash(text: &str) -> u64 {
    static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    HASHER.hash_one(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(change: impl FnOnce(&mut Config)) -> Gate {
        let mut config = Config::defaults().unwrap();
        change(&mut config);
        Gate::new(&config)
    }

    #[test]
    fn one_session_is_stopped_and_another_is_not() {
        let gate = gate(|config| config.limits.session_burst = 3);
        for _ in 0..3 {
            assert!(gate.session(&1).is_ok());
        }
        assert!(matches!(gate.session(&1), Err(AppError::TooMany { .. })));
        assert!(gate.session(&2).is_ok());
    }

    #[test]
    fn an_address_is_counted_by_its_network_and_one_s_own_machine_never() {
        let gate = gate(|config| config.limits.network_burst = 1);
        let at = |text: &str| gate.network(text.parse().unwrap());
        assert!(at("2001:db8::1").is_ok());
        assert!(at("2001:db8::2").is_err());
        assert!(at("2001:db8:0:1::1").is_ok());
        for _ in 0..10 {
            assert!(at("127.0.0.1").is_ok());
        }
    }

    #[test]
    fn a_full_house_lets_in_again_when_somebody_leaves() {
        let gate = gate(|config| config.http.concurrent = 1);
        let first = gate.enter().unwrap();
        assert!(gate.enter().is_err());
        assert_eq!(gate.inside(), 1);
        drop(first);
        assert!(gate.enter().is_ok());
    }

    #[test]
    fn guesses_at_one_reference_end_soon() {
        let gate = gate(|config| config.limits.guess_burst = 2);
        assert!(gate.guess("A").is_ok());
        assert!(gate.guess("A").is_ok());
        let Err(refused) = gate.guess("A") else {
            panic!("not refused")
        };
        assert!(refused.retry_after().is_some_and(|seconds| seconds > 60));
        if let Ok(guess) = gate.guess("C") {
            guess.was_right();
        }
        assert!(gate.guess("B").is_ok());
    }
}
