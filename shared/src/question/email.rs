//! The `email` kind.
//!
//! A light check: whether an address works is known only by writing to it. Lengths are those
//! of RFC 5321, section 4.5.3.1 (64 octets before the `@`, 254 in all).

use super::{Fault, text};
use crate::request::Value;

pub const MAX: u32 = 254;

pub fn check(typed: &str) -> Result<Option<Value>, Vec<Fault>> {
    if typed.is_empty() {
        return Ok(None);
    }
    text::sound(typed, MAX, None)?;
    if !is_email(typed) {
        return Err(vec![Fault::at(None, "not-an-email")]);
    }
    Ok(Some(Value::Text(typed.to_owned())))
}

fn is_email(typed: &str) -> bool {
    let Some((local, domain)) = typed.split_once('@') else {
        return false;
    };
    let local_is_sound = (1..=64).contains(&local.len())
        && local.split('.').all(|word| !word.is_empty())
        && !local
            .chars()
            .any(|c| c.is_whitespace() || "\"(),:;<>[]\\".contains(c));
    local_is_sound
        && typed.len() <= MAX as usize
        && domain.contains('.')
        && domain.split('.').all(is_label)
        && !domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.bytes().all(|b| b.is_ascii_digit()))
}

/// One label of a domain name, in any script.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}
