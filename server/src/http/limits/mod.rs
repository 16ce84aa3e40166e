//! Limits on clients: the rate of their requests, and what they hold at the same time.
//!
//! Sessions and identifiers have tight rates, addresses loose ones, because a library or a
//! contact centre shares one address and must never be locked out by one of its users.
//!
//! - The URL table names the [`LimitClass`] of each method; [`newcomers`] knows new sessions. A
//!   class that also has a budget (`server/src/budgets`) is counted as a write here, and by its
//!   budget in the module that does the work.
//! - [`permits`]: requests served at the same time. [`buffers`]: bytes of bodies and responses.
//!   [`callers`]: what each address has of both.

mod newcomers;

pub mod buffers;
pub mod callers;
pub mod permits;

use super::error::AppError;
use crate::config::Config;
use crate::config::network;
use crate::telemetry;
use axum::http::Method;
use buffers::Buffers;
use callers::{Callers, Counted};
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use newcomers::Newcomers;
use permits::{Permit, Permits, Purpose, Receiving};
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

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

    /// Whether it is counted by session.
    fn is_write(self) -> bool {
        !matches!(self, LimitClass::Read | LimitClass::Signed)
    }
}

/// The limits. All state is in this process; idle entries are dropped.
pub struct RateLimits {
    callers: Callers,
    permits: Arc<Permits>,
    /// The bytes of bodies and responses.
    pub buffers: Arc<Buffers>,
    sessions: DefaultKeyedRateLimiter<u64>,
    newcomers: Newcomers,
    networks: DefaultKeyedRateLimiter<IpAddr>,
    anonymous: DefaultKeyedRateLimiter<IpAddr>,
    exempt: Vec<IpNet>,
    proxies: Vec<IpNet>,
    clock: DefaultClock,
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
            callers: Callers::default(),
            permits: Arc::new(Permits::new(
                config.http.concurrent,
                config.http.concurrent_each,
            )),
            buffers: Arc::new(Buffers::new(config.http.buffer_bytes)),
            newcomers: Newcomers::default(),
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
            proxies: config.http.trusted_proxies.clone(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request by its class. `session` is read for writes only; a forged one is ignored.
    ///
    /// # Errors
    /// 429 with the time to wait.
    pub fn count(
        &self,
        class: LimitClass,
        address: Option<IpAddr>,
        session: impl FnOnce() -> Option<String>,
    ) -> Result<(), AppError> {
        if let Some(address) = address {
            self.network(address)?;
        }
        if !class.is_write() {
            return Ok(());
        }
        let session = session().map(|session| hash(&session));
        let is_new = session.is_none_or(|session| self.newcomers.is_new(session, Instant::now()));
        if let Some(address) = address.filter(|_| is_new) {
            self.anonymous(address)?;
        }
        match session {
            Some(session) => self.session(&session),
            None => Ok(()),
        }
    }

    /// The caller that a request counts for, with everything it holds.
    pub fn caller(&self, address: Option<IpAddr>) -> Counted {
        let address = self.counted(address?)?;
        Some(self.callers.of(address, Instant::now()))
    }

    /// Takes a permit to serve a request, which is released when dropped.
    ///
    /// # Errors
    /// 503 at capacity, or if the caller has used its share.
    pub fn permit(&self, purpose: Purpose, caller: &Counted) -> Result<Permit, AppError> {
        Permits::take(&self.permits, purpose, caller).ok_or_else(at_capacity)
    }

    /// Lets a caller send a body.
    ///
    /// # Errors
    /// 503 if the caller is sending its share of bodies already.
    pub fn receive(&self, caller: &Counted) -> Result<Receiving, AppError> {
        self.permits.receive(caller).ok_or_else(at_capacity)
    }

    /// Counts one write of a session.
    fn session(&self, session: &u64) -> Result<(), AppError> {
        self.check(&self.sessions, session)
    }

    /// Counts one request of an address.
    fn network(&self, address: IpAddr) -> Result<(), AppError> {
        match self.counted(address) {
            Some(address) => self.check(&self.networks, &address),
            None => Ok(()),
        }
    }

    /// Counts one write without a session or with a new one, so that omitting or changing the
    /// cookie does not avoid the limit.
    fn anonymous(&self, address: IpAddr) -> Result<(), AppError> {
        match self.counted(address) {
            Some(address) => self.check(&self.anonymous, &address),
            None => Ok(()),
        }
    }

    /// The address as it is counted; `None` when it is exempt.
    fn counted(&self, address: IpAddr) -> Option<IpAddr> {
        let is_exempt = network::is_exempt(&self.exempt, &self.proxies, address);
        (!is_exempt).then(|| network::caller(address))
    }

    /// Drops idle entries.
    pub fn sweep(&self) {
        self.sessions.retain_recent();
        self.networks.retain_recent();
        self.anonymous.retain_recent();
        self.newcomers.sweep(Instant::now());
        self.callers.sweep(Instant::now());
    }

    /// The number of requests being served.
    pub fn in_flight(&self) -> usize {
        self.permits.taken()
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

/// The refusal when permits, bodies or buffers are used up.
pub fn at_capacity() -> AppError {
    metrics::counter!(telemetry::REFUSED, "reason" => "load").increment(1);
    AppError::unavailable(AT_CAPACITY)
}

fn too_many(retry_after: Duration) -> AppError {
    metrics::counter!(telemetry::REFUSED, "reason" => "rate").increment(1);
    AppError::TooMany { retry_after }
}

/// A hash keyed with a secret of this process, so that clients cannot be identified.
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
        let networks =
            |texts: &[&str]| texts.iter().flat_map(|text| network::parse(text)).collect();
        let limits = limits(|config| {
            config.limits.network_burst = 1;
            config.limits.exempt = networks(&["198.51.100.0/24"]);
            config.http.trusted_proxies = networks(&["198.51.100.1"]);
        });
        let at = |text: &str| limits.network(text.parse().unwrap());
        assert!(at("2001:db8::1").is_ok());
        assert!(at("2001:db8::2").is_err());
        assert!(at("2001:db8:0:1::1").is_ok());
        for _ in 0..10 {
            assert!(at("198.51.100.9").is_ok());
        }
        // This machine is not exempt, and a proxy never is.
        assert!(at("127.0.0.1").is_ok() && at("127.0.0.1").is_err());
        assert!(at("198.51.100.1").is_ok() && at("198.51.100.1").is_err());
    }

    #[test]
    fn the_writes_of_a_new_cookie_count_for_its_address() {
        let limits = limits(|config| config.limits.newcomer_burst = 3);
        let address = Some(IpAddr::from([192, 0, 2, 7]));
        let write = |session: Option<&str>| {
            let session = session.map(str::to_owned);
            limits.count(LimitClass::Write, address, || session).is_ok()
        };
        assert!(write(Some("one")) && write(Some("two")) && write(None));
        assert!(!write(Some("one")) && !write(Some("three")) && !write(None));
        assert!(limits.count(LimitClass::Read, address, || None).is_ok());
    }
}
