//! Which external texts may be stored and shown.

use shared::question::text::is_unseen;

/// A destination's own reference, trimmed: 1 to 64 characters without control characters.
pub fn their_reference(text: &str) -> Option<String> {
    visible(text, 64)
}

/// A sentence for a resident, trimmed: 1 to 500 characters, without control characters and
/// without those that change the direction of the text around them.
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
    let text = text.trim();
    let length = text.chars().count();
    ((1..=limit).contains(&length) && !text.chars().any(is_unseen)).then(|| text.to_owned())
}
