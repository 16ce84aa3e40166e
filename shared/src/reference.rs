//! The reference number residents quote.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Digits and capitals without 0/O and 1/I/L. There are 31, a prime, so a single wrong character or
/// a swap of two neighbours always changes the check character.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// Ten characters, nine random and one check character, displayed as `XXX-XXXX-XXX`.
///
/// It identifies a submission but does not authorise access: every read needs more than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference([u8; 10]);

impl Reference {
    /// Builds a reference from random bytes; `None` when too few of them map evenly to the alphabet
    /// (retry with fresh bytes). 32 bytes are nearly always enough.
    pub fn from_random(bytes: &[u8]) -> Option<Reference> {
        // 248 is the largest multiple of 31 below 256; higher bytes would bias the result.
        let mut even = bytes
            .iter()
            .filter(|b| **b < 248)
            .map(|b| usize::from(*b) % 31);
        let mut values = [0usize; 9];
        for value in &mut values {
            *value = even.next()?;
        }
        let mut characters = [0u8; 10];
        for (character, value) in characters.iter_mut().zip(values) {
            *character = ALPHABET[value];
        }
        characters[9] = ALPHABET[check(&values)];
        Some(Reference(characters))
    }

    /// Parses a reference as typed: any case, with or without dashes and spaces. Lookalikes such as
    /// `O` for `Q` are not corrected. `None` when it is not a valid reference, or has a character that
    /// could hide something.
    pub fn parse(typed: &str) -> Option<Reference> {
        if typed.trim().contains(could_hide) {
            return None;
        }
        let mut characters = [0u8; 10];
        let mut values = [0usize; 10];
        let mut count = 0;
        for c in typed.chars().filter(|c| c.is_alphanumeric()) {
            let upper = u8::try_from(c.to_ascii_uppercase()).ok()?;
            let value = ALPHABET.iter().position(|a| *a == upper)?;
            *characters.get_mut(count)? = upper;
            values[count] = value;
            count += 1;
        }
        (count == 10 && check(&values[..9]) == values[9]).then_some(Reference(characters))
    }

    /// The ten characters without dashes, as stored and used in paths.
    pub fn compact(&self) -> String {
        self.0.iter().map(|b| char::from(*b)).collect()
    }
}

/// Control characters, overrides of direction and tags.
fn could_hide(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202d}' | '\u{202e}' | '\u{e0000}'..='\u{e0fff}')
}

/// Weighted sum modulo the prime 31, weights 2 to 10.
fn check(values: &[usize]) -> usize {
    values
        .iter()
        .enumerate()
        .map(|(place, value)| (place + 2) * value)
        .sum::<usize>()
        % 31
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.compact();
        write!(f, "{}-{}-{}", &text[..3], &text[3..7], &text[7..])
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Reference, D::Error> {
        let text = String::deserialize(deserializer)?;
        Reference::parse(&text).ok_or_else(|| serde::de::Error::custom("not a reference"))
    }
}

#[cfg(test)]
mod tests {
    use super::Reference;

    fn sample() -> Reference {
        Reference::from_random(&[7; 32]).unwrap()
    }

    #[test]
    fn a_reference_is_parsed_in_any_spelling() {
        let shown = sample().to_string();
        assert_eq!(shown.len(), 12);
        for typed in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', " "),
            shown.replace('-', ""),
        ] {
            assert_eq!(Reference::parse(&typed), Some(sample()));
        }
    }

    #[test]
    fn a_control_character_or_an_override_is_no_separator() {
        let shown = sample().to_string();
        for mark in ['\0', '\u{7}', '\u{202e}', '\u{e0041}'] {
            for typed in [format!("{shown}{mark}"), format!("{mark}{shown}")] {
                assert_eq!(Reference::parse(&typed), None, "{typed:?}");
            }
        }
        for typed in [format!(" {shown}\n"), format!("\u{2068}{shown}\u{2069}")] {
            assert_eq!(Reference::parse(&typed), Some(sample()), "{typed:?}");
        }
    }

    #[test]
    fn a_wrong_character_or_a_swap_is_detected() {
        let good = Reference::from_random(&(1..40).collect::<Vec<u8>>())
            .unwrap()
            .compact();
        for place in 0..10 {
            for other in super::ALPHABET {
                let mut wrong = good.clone().into_bytes();
                if wrong[place] == *other {
                    continue;
                }
                wrong[place] = *other;
                assert_eq!(Reference::parse(&String::from_utf8(wrong).unwrap()), None);
            }
            if place < 9 {
                let mut swapped = good.clone().into_bytes();
                swapped.swap(place, place + 1);
                if swapped != good.as_bytes() {
                    assert_eq!(Reference::parse(&String::from_utf8(swapped).unwrap()), None);
                }
            }
        }
    }
}
