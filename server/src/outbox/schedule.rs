//! When to retry. Pure: equal inputs give equal times.
//!
//! The retry budget: a delivery is attempted 64 times. After the first failure it waits
//! 5 seconds, then 30 seconds, 2 minutes, 10 minutes, 30 minutes, 1 hour, 2 hours, 4 hours,
//! and from the ninth failure on 6 hours each time (55 times). Each wait is random between half
//! of that and all of it, so that deliveries that failed together are not retried together. The
//! waits add up to at least 7 days and 51 minutes and at most 14 days and 1 hour 42 minutes.
//! Time for which the destination was paused comes on top, because a delivery that was held back
//! is not an attempt, nor is a failed probe that was sent before its time. A delivery that is
//! brought forward because its destination answers again keeps its place in the schedule. After
//! the 64th failure it has given up: it stays, visible, until a person makes it due again.
//!
//! `Retry-After` makes a wait longer, never shorter, up to one day, plus up to a twentieth for
//! the same reason.

use jiff::SignedDuration;
use std::time::Duration;

/// Attempts before a delivery gives up.
pub const ATTEMPTS: u32 = 64;

/// The longest `Retry-After` that is honoured.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// How often a pause that the destination did not ask for is probed with one delivery.
pub const PROBE_EVERY: Duration = Duration::from_secs(60);

/// The operator is alerted when a destination is paused, or fails, for at least this long.
pub const ALERT_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// Waits in seconds after the first, second, … failure; the last one repeats.
const WAITS: [u64; 9] = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 21_600];

/// How long to wait after the `failed`th failed attempt (counted from 1); `None` if no attempts
/// are left. `random` is any number, uniformly distributed.
pub fn wait(failed: u32, retry_after: Option<Duration>, random: u64) -> Option<Duration> {
    if failed >= ATTEMPTS {
        return None;
    }
    let (shortest, longest) = bounds(failed);
    let own = between(shortest, longest, random);
    let retry_after = retry_after.map(|wait| {
        let wait = wait.min(MAX_RETRY_AFTER);
        between(wait, wait + wait / 20, random)
    });
    Some(retry_after.map_or(own, |wait| wait.max(own)))
}

/// The shortest and the longest wait after this failure.
fn bounds(failed: u32) -> (Duration, Duration) {
    let place = usize::try_from(failed.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = WAITS[place.min(WAITS.len() - 1)];
    let longest = Duration::from_secs(seconds);
    (longest / 2, longest)
}

fn between(shortest: Duration, longest: Duration, random: u64) -> Duration {
    let span = u64::try_from(longest.saturating_sub(shortest).as_millis()).unwrap_or(u64::MAX);
    let extra = random % span.saturating_add(1);
    shortest + Duration::from_millis(extra)
}

/// How long a destination is paused after `failures` in a row, when `pause_after` of them begin
/// a pause: `first`, then twice as long each time, up to `limit`, plus up to a tenth so that
/// several processes do not probe at once.
pub fn pause(
    failures: u32,
    pause_after: u32,
    first: Duration,
    limit: Duration,
    random: u64,
) -> Option<Duration> {
    let times = failures.checked_sub(pause_after)?;
    let doubled = first.saturating_mul(2u32.saturating_pow(times.min(20)));
    let pause = doubled.min(limit);
    Some(between(pause, pause + pause / 10, random))
}

pub(super) fn seconds(seconds: u64) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX / 2))
}

pub(super) fn signed(duration: Duration) -> SignedDuration {
    seconds(duration.as_secs()) + SignedDuration::from_nanos(i64::from(duration.subsec_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600;

    #[test]
    fn the_waits_add_up_to_the_documented_budget() {
        let sum = |draw: u64| -> Duration {
            (1..ATTEMPTS)
                .map(|failed| {
                    let (shortest, longest) = bounds(failed);
                    if draw == 0 { shortest } else { longest }
                })
                .sum()
        };
        let (least, most) = (sum(0), sum(1));
        assert!(least >= Duration::from_secs(7 * 24 * HOUR), "{least:?}");
        assert_eq!(least.as_secs() / 60, 7 * 24 * 60 + 51);
        assert_eq!(most.as_secs() / 60, 14 * 24 * 60 + 60 + 42);
    }

    #[test]
    fn a_wait_is_between_half_and_all_of_its_step() {
        for failed in 1..ATTEMPTS {
            let (shortest, longest) = bounds(failed);
            for random in [0, 1, 7_919, u64::MAX / 3, u64::MAX] {
                let wait = wait(failed, None, random).unwrap();
                assert!(shortest <= wait && wait <= longest, "{failed} {wait:?}");
            }
        }
    }

    #[test]
    fn after_the_last_attempt_there_is_no_wait() {
        assert!(wait(ATTEMPTS - 1, None, 0).is_some());
        assert_eq!(wait(ATTEMPTS, None, 0), None);
        assert_eq!(wait(u32::MAX, Some(Duration::from_secs(1)), 0), None);
    }

    #[test]
    fn a_wait_is_never_shorter_than_retry_after_nor_a_twentieth_longer() {
        for random in [0, 5, 9_999, u64::MAX] {
            let retry_after = Duration::from_secs(600);
            let wait = wait(1, Some(retry_after), random).unwrap();
            assert!(retry_after <= wait && wait <= retry_after + retry_after / 20);
        }
    }

    #[test]
    fn retry_after_never_shortens_a_wait_and_is_capped_at_a_day() {
        let own = wait(9, None, 3).unwrap();
        assert_eq!(wait(9, Some(Duration::from_secs(1)), 3), Some(own));
        let year = Duration::from_secs(365 * 24 * HOUR);
        let longest = MAX_RETRY_AFTER + MAX_RETRY_AFTER / 20;
        assert!(wait(1, Some(year), u64::MAX).unwrap() <= longest);
    }

    #[test]
    fn pauses_begin_at_the_threshold_and_double_up_to_the_limit() {
        let pause = |failures| {
            pause(
                failures,
                5,
                Duration::from_secs(15),
                Duration::from_secs(600),
                0,
            )
            .map(|pause| pause.as_secs())
        };
        assert_eq!(pause(4), None);
        assert_eq!(pause(5), Some(15));
        assert_eq!(pause(6), Some(30));
        assert_eq!(pause(9), Some(240));
        assert_eq!(pause(12), Some(600));
        assert_eq!(pause(4_000_000), Some(600));
    }
}
