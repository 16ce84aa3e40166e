//! Reads, checks and writes the numbers of the kinds `whole-number` and `money`.

use super::rules::{Checked, Fault};
use super::value::Value;

/// Maximum number of digits: small enough that every JSON parser reads the number exactly.
const MAX_DIGITS: usize = 15;

/// The largest number with that many digits.
pub(super) const MAX: i64 = 999_999_999_999_999;

/// The sign of a number, 1 or -1, and the text after it.
pub(super) fn sign(text: &str) -> (i64, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text),
    }
}

/// The digits of a number, optionally in groups of three (`1,200` or `1 200`); `None` for anything
/// else. A comma elsewhere may be a decimal mark, so it is not skipped.
pub(super) fn grouped(text: &str) -> Option<String> {
    let mut groups = text.split([',', ' ', '\u{a0}', '\u{202f}']);
    let mut digits = groups.next()?.to_owned();
    let first_is_short = (1..=3).contains(&digits.len());
    for group in groups {
        if group.len() != 3 || !first_is_short {
            return None;
        }
        digits.push_str(group);
    }
    let sound = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    sound.then_some(digits)
}

/// Parses ASCII digits. A number of more than [`MAX_DIGITS`] digits exceeds every limit.
pub(super) fn size(digits: &str) -> i64 {
    let digits = digits.trim_start_matches('0');
    if digits.len() > MAX_DIGITS {
        return MAX + 1;
    }
    digits.bytes().fold(0, |n, b| n * 10 + i64::from(b - b'0'))
}

/// Checks a number against its limits, given the faults for too low and too high.
pub(super) fn in_range(number: i64, min: i64, max: i64, faults: [Fault; 2]) -> Checked {
    let [too_low, too_high] = faults;
    if number < min {
        return Err(vec![too_low.with(min)]);
    }
    if number > max {
        return Err(vec![too_high.with(max)]);
    }
    Ok(Some(Value::Number(number)))
}

#[cfg(feature = "authoring")]
pub(super) mod authored {
    use crate::question::authoring::{Draw, SampleContext};

    /// Errors in the limits of a number; no limit may exceed `most`.
    pub(in crate::question) fn range_mistakes(
        min: i64,
        max: Option<i64>,
        most: i64,
    ) -> Vec<String> {
        if min < -most || max.is_some_and(|max| max > most) {
            return vec![format!("`min` and `max` must be from -{most} to {most}")];
        }
        if max.is_some_and(|max| max < min) {
            return vec!["`max` must not be below `min`, which is 0 when left out".to_owned()];
        }
        Vec::new()
    }

    /// Random limits of a number, each optional.
    pub(in crate::question) fn random_range(draw: &mut dyn Draw) -> (Option<i64>, Option<i64>) {
        let min = i64::try_from(draw.below(200)).unwrap_or_default() - 100;
        let span = i64::try_from(draw.below(2_000_000)).unwrap_or_default();
        let stated = draw.below(2) == 0;
        let max = (draw.below(2) == 0).then(|| min.max(0) + span);
        (stated.then_some(min), max)
    }

    /// A plausible number from `min` to `max` inclusive.
    pub(in crate::question) fn sample_between(
        context: &SampleContext<'_>,
        min: i64,
        max: i64,
    ) -> i64 {
        let span = max.saturating_sub(min).saturating_add(1);
        let turn = i64::try_from(context.turn).unwrap_or_default();
        min + turn.checked_rem(span).unwrap_or_default()
    }

    /// A random number from `min` to `max` inclusive, close to `min`.
    pub(in crate::question) fn random_between(draw: &mut dyn Draw, min: i64, max: i64) -> i64 {
        let span = max.saturating_sub(min).clamp(0, 5_000_000);
        let span = usize::try_from(span).unwrap_or_default();
        min + i64::try_from(draw.below(span + 1)).unwrap_or_default()
    }
}
