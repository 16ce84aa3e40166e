//! Which external texts may be stored and shown.

use shared::question::invisible::has_deceptive;
use shared::question::normalise::tidy;

/// A destination's own reference, tidied: 1 to 64 characters, none of which could hide something.
pub fn their_reference(text: &str) -> Option<String> {
    visible(text, 64)
}

/// A sentence for a resident, tidied: 1 to 500 characters, none of which could hide something.
pub fn sentence(text: &str) -> Option<String> {
    visible(text, 500)
}

/// A code that is safe in logs and in stored attempts: 1 to 64 of `a-z`, `0-9` and `-`.
pub fn code(text: &str) -> Option<String> {
    let fine = (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    fine.then(|| text.to_owned())
}

fn visible(text: &str, limit: usize) -> Option<String> {
    let text = tidy(text, false);
    let length = text.chars().count();
    ((1..=limit).contains(&length) && !has_deceptive(&text, false)).then_some(text)
}
