//! Which external texts may be stored and shown.

use shared::question::invisible::has_deceptive;
use shared::question::normalise::tidy;
use std::fmt;

/// Why a text is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFault {
    Empty,
    /// Longer than this many characters.
    TooLong(usize),
    Control,
    Hiding,
}

impl fmt::Display for TextFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextFault::Empty => f.write_str("is empty"),
            TextFault::TooLong(limit) => write!(f, "is longer than {limit} characters"),
            TextFault::Control => f.write_str("has a line break or another control character"),
            TextFault::Hiding => f.write_str(
                "has a character that could hide text, such as a direction override or a tag",
            ),
        }
    }
}

/// A destination's own reference, tidied: 1 to 64 characters, none of which could hide something.
///
/// # Errors
/// The first rule it breaks.
pub fn their_reference(text: &str) -> Result<String, TextFault> {
    visible(text, 64)
}

/// A sentence for a resident, tidied: 1 to 500 characters, none of which could hide something.
///
/// # Errors
/// The first rule it breaks.
pub fn sentence(text: &str) -> Result<String, TextFault> {
    visible(text, 500)
}

/// The name of a part: 1 to 64 characters, none of which could hide something.
///
/// # Errors
/// The first rule it breaks.
pub fn part(text: &str) -> Result<(), TextFault> {
    sound(text, 64)
}

/// A code that is safe in logs and in stored attempts: 1 to 64 of `a-z`, `0-9` and `-`.
pub fn code(text: &str) -> Option<String> {
    let fine = (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    fine.then(|| text.to_owned())
}

fn visible(text: &str, limit: usize) -> Result<String, TextFault> {
    let text = tidy(text, false);
    sound(&text, limit)?;
    Ok(text)
}

fn sound(text: &str, limit: usize) -> Result<(), TextFault> {
    if text.is_empty() {
        Err(TextFault::Empty)
    } else if text.contains(char::is_control) {
        Err(TextFault::Control)
    } else if has_deceptive(text, false) {
        Err(TextFault::Hiding)
    } else if text.chars().count() > limit {
        Err(TextFault::TooLong(limit))
    } else {
        Ok(())
    }
}
