//! Time and randomness, so that tests can set the one and repeat the other.

use jiff::Timestamp;
use uuid::Uuid;

/// The source of time, ids and random bytes.
pub trait Clock: Send + Sync {
    /// The time in UTC.
    fn now(&self) -> Timestamp;

    /// Fills `bytes` with unpredictable bytes.
    fn random(&self, bytes: &mut [u8]);

    /// A new UUIDv7: row ids in order of time.
    fn id(&self) -> Uuid {
        id_at(self, self.now())
    }

    /// A new UUIDv7 that tells only the hour, for what stays after its link to a person is gone.
    fn id_of_hour(&self) -> Uuid {
        id_at(self, start_of_hour(self.now()))
    }
}

fn id_at<C: Clock + ?Sized>(clock: &C, at: Timestamp) -> Uuid {
    let mut random = [0u8; 10];
    clock.random(&mut random);
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// The time rounded down to the hour in UTC.
pub fn start_of_hour(at: Timestamp) -> Timestamp {
    const HOUR: i64 = 60 * 60;
    let second = at.as_second();
    Timestamp::from_second(second - second.rem_euclid(HOUR)).unwrap_or(at)
}

/// The machine's clock and the operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock everything else uses"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    #[expect(
        clippy::panic,
        reason = "no secret may be created without randomness, so stopping is the only safe option"
    )]
    fn random(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the system random generator failed: {error}");
        }
    }
}
