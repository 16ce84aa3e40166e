//! Notices when the wall clock is set back.
//!
//! Due times, leases and pauses are wall clock times. Those made while the clock was fast would
//! hold deliveries back until it gets there again.

use super::Outbox;
use super::schedule::seconds;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// A smaller step holds nothing back for long, and ordinary corrections are no event.
const STEP: SignedDuration = SignedDuration::from_secs(5);

/// The wall clock at one moment of the monotonic clock.
pub(super) struct WallClock {
    wall: Timestamp,
    monotonic: Instant,
}

impl WallClock {
    pub fn new(wall: Timestamp) -> WallClock {
        let monotonic = Instant::now();
        WallClock { wall, monotonic }
    }

    /// Whether the wall clock was set back since the last call.
    pub fn was_set_back(&mut self, wall: Timestamp) -> bool {
        let passed = self.monotonic.elapsed();
        let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::ZERO);
        let was_set_back = wall + STEP < self.wall + passed;
        *self = WallClock::new(wall);
        was_set_back
    }
}

impl Outbox {
    /// Makes the times of deliveries and pauses plausible again.
    pub(super) async fn repair_times(&self) {
        let now = self.deps.clock.now();
        self.breakers.repair_times(now);
        let lease_until = now + seconds(self.deps.config.lease_seconds);
        match self.deps.store.repair_times(now, lease_until).await {
            Ok(0) => {}
            Ok(changed) => {
                tracing::warn!(
                    changed,
                    "the clock was set back: what waited for it is due now"
                );
            }
            Err(error) => tracing::error!(%error, "due times could not be checked"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_back_is_noticed_once_and_a_step_forward_is_not() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut clock = WallClock::new(at(1_000));
        assert!(!clock.was_set_back(at(1_000)));
        assert!(!clock.was_set_back(at(999)), "an ordinary correction");
        assert!(!clock.was_set_back(at(90_000)));
        assert!(clock.was_set_back(at(1_000)));
        assert!(!clock.was_set_back(at(1_000)));
    }
}
