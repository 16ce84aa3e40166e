//! Rate limits: concurrent requests, and the request rate of each client.
//!
//! Sessions and identifiers have tight limits, addresses loose ones, because a library or a
//! contact centre shares one address and must never be locked out by one of its users.
//!
//! The URL table names the [`LimitClass`] of each method. A class that also has a budget
//! (`server/src/budgets`) is counted as a write here, and by its budget in the room that does the
//! work.

use super::error::AppError;
use crate::config::Config;
use crate::config::network;
use crate::telemetry;
use axum::http::Method;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// `Retry-After` when the server is at capacity.
const AT_CAPACITY: Duration = Duration::from_secs(2);

/// How the requests of a route are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitClass {
    /// Loosely, by address.
    Read,
    /// Strictly, by session; without one by address.
    Write,
    /// As a write, and by the budget of accepted requests.
    Send,
    /// As a write, and by the budget of ratings.
    Rating,
    /// As a write, and by the budget of guesses.
    Guess,
    /// By address only: a back office shares it with residents and is identified by its signature.
    Signed,
}

impl LimitClass {
    /// The class of a request that is not in the URL table.
    pub fn of_method(method: &Method) -> LimitClass {
        match *method {
            Method::GET | Method::HEAD | Method::OPTIONS => LimitClass::Read,
            _ => LimitClass::Write,
        }
    }

    /// Whether requests of this class have a body.
    pub fn has_body(self) -> bool {
        self != LimitClass::Read
    }

    /// Whether it is counted by session.
    fn is_write(self) -> bool {
        !matches!(self, LimitClass::Read | LimitClass::Signed)
    }
}

/// The rate limits. All state is in this process; idle entries are dropped.
pub struct RateLimits {
    in_flight: AtomicUsize,
    capacity: usize,
    sessions: DefaultKeyedRateLimiter<u64>,
    networks: DefaultKeyedRateLimiter<IpAddr>,
    anonymous: DefaultKeyedRateLimiter<IpAddr>,
    exempt: Vec<IpNet>,
    clock: DefaultClock,
}

/// One request in flight; ends when dropped.
pub struct Permit<'l>(&'l RateLimits);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

impl RateLimits {
    pub fn new(config: &Config) -> RateLimits {
        let limits = &config.limits;
        let number = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let per_minute = |burst: u32, each: u32| {
            let quota = Quota::per_minute(number(each)).allow_burst(number(burst));
            RateLimiter::keyed(quota)
        };
        RateLimits {
            in_flight: AtomicUsize::new(0),
            capacity: config.http.concurrent,
            sessions: {
                let quota = Quota::per_minute(number(limits.session_per_minute));
                RateLimiter::keyed(quota.allow_burst(number(limits.session_burst)))
            },
            networks: RateLimiter::keyed(
                Quota::per_second(number(limits.network_per_second))
                    .allow_burst(number(limits.network_burst)),
            ),
            anonymous: per_minute(limits.newcomer_burst, limits.newcomer_per_minute),
            exempt: limits.exempt.clone(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request by its class. `session` is read for writes only; a forged one is ignored.
    ///
    /// # Errors
    /// 503 at capacity, 429 with the time to wait.
    pub fn admit(
        &self,
        class: LimitClass,
        address: Option<IpAddr>,
        session: impl FnOnce() -> Option<String>,
    ) -> Result<Permit<'_>, AppError> {
        let permit = self.enter()?;
        if let Some(address) = address {
            self.network(address)?;
        }
        if class.is_write() {
            match (session(), address) {
                (Some(session), _) => self.session(&hash(&session))?,
                (None, Some(address)) => self.anonymous(address)?,
                (None, None) => {}
            }
        }
        Ok(permit)
    }

    fn enter(&self) -> Result<Permit<'_>, AppError> {
        let before = self.in_flight.fetch_add(1, Ordering::Relaxed);
        let permit = Permit(self);
        if before < self.capacity {
            Ok(permit)
        } else {
            metrics::counter!(telemetry::REFUSED, "reason" => "load").increment(1);
            Err(AppError::unavailable(AT_CAPACITY))
        }
    }

    /// Counts one write of a session.
    fn session(&self, session: &u64) -> Result<(), AppError> {
        self.check(&self.sessions, session)
    }

    /// Counts one request of an address; a whole /64 for IPv6.
    fn network(&self, address: IpAddr) -> Result<(), AppError> {
        match self.counted(address) {
            Some(address) => self.check(&self.networks, &address),
            None => Ok(()),
        }
    }

    /// Counts one write without a session, so that omitting the cookie does not avoid the limit.
    fn anonymous(&self, address: IpAddr) -> Result<(), AppError> {
        match self.counted(address) {
            Some(address) => self.check(&self.anonymous, &address),
            None => Ok(()),
        }
    }

    /// The address as it is counted; `None` when it is exempt.
    fn counted(&self, address: IpAddr) -> Option<IpAddr> {
        if network::contains(&self.exempt, address) {
            return None;
        }
        Some(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(long) => IpAddr::V6(std::net::Ipv6Addr::from_bits(
                long.to_bits() & (u128::MAX << 64),
            )),
        })
    }

    /// Drops idle entries.
    pub fn sweep(&self) {
        self.sessions.retain_recent();
        self.networks.retain_recent();
        self.anonymous.retain_recent();
    }

    /// The number of requests in flight.
    pub fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
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

fn too_many(retry_after: Duration) -> AppError {
    metrics::counter!(telemetry::REFUSED, "reason" => "rate").increment(1);
    AppError::TooMany { retry_after }
}

/// A hash with a secret of this process, so that clients cannot be identified.
fn hash(text: &str) -> u64 {
    static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    HASHER.hash_one(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(change: impl FnOnce(&mut Config)) -> RateLimits {
        let mut config = Config::defaults().unwrap();
        change(&mut config);
        RateLimits::new(&config)
    }

    #[test]
    fn each_session_has_its_own_limit() {
        let limits = limits(|config| config.limits.session_burst = 3);
        for _ in 0..3 {
            assert!(limits.session(&1).is_ok());
        }
        assert!(matches!(limits.session(&1), Err(AppError::TooMany { .. })));
        assert!(limits.session(&2).is_ok());
    }

    #[test]
    fn addresses_are_counted_per_network_unless_exempt() {
        let limits = limits(|config| config.limits.network_burst = 1);
        let at = |text: &str| limits.network(text.parse().unwrap());
        assert!(at("2001:db8::1").is_ok());
        assert!(at("2001:db8::2").is_err());
        assert!(at("2001:db8:0:1::1").is_ok());
        for _ in 0..10 {
            assert!(at("127.0.0.1").is_ok());
        }
    }

    #[test]
    fn a_server_at_capacity_admits_requests_once_another_ends() {
        let limits = limits(|config| config.http.concurrent = 1);
        let first = limits.enter().unwrap();
        assert!(limits.enter().is_err());
        assert_eq!(limits.in_flight(), 1);
        drop(first);
        assert!(limits.enter().is_ok());
    }
}
