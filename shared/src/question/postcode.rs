//! Reads a UK postcode as people type it (BS 7666).
//!
//! The letters O and I are easily typed for the digits 0 and 1, and the other way round. Where the
//! format leaves one of the two, the postcode is read with it. Where it leaves both, the other one
//! may be a home elsewhere, so the person is asked.

use super::normalise::narrow;

/// The formats of the first half; `A` is a letter, `9` a digit. The second half is `9AA`.
const OUTWARD: [&str; 6] = ["A9", "A99", "A9A", "AA9", "AA99", "AA9A"];

/// The postcode areas with a letter O or I (Royal Mail, Postcode Address File).
const AREAS: [&str; 10] = ["CO", "IG", "IM", "IP", "IV", "OL", "OX", "PO", "SO", "YO"];

/// What a typed text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A postcode in canonical form, `ME14 1XX`.
    Postcode(String),
    /// Not a postcode that exists, but easily typed for this one, in canonical form.
    Unclear(String),
    NotAPostcode,
}

/// Reads a postcode in any case and spacing.
pub fn read(typed: &str) -> Reading {
    let Some(bare) = bare(typed) else {
        return Reading::NotAPostcode;
    };
    let (mut fits, mut likely) = (0, None);
    for outward in OUTWARD {
        let Some(reading) = fitted(&bare, outward) else {
            continue;
        };
        fits += 1;
        if is_used(&reading, outward) {
            if reading == bare {
                return Reading::Postcode(spaced(&bare));
            }
            likely = Some(spaced(&reading));
        }
    }
    match likely {
        _ if bare == "GIR0AA" => Reading::Postcode(spaced(&bare)),
        Some(postcode) if fits == 1 => Reading::Postcode(postcode),
        Some(postcode) => Reading::Unclear(postcode),
        None => Reading::NotAPostcode,
    }
}

/// A postcode in canonical form, `ME14 1XX`; `None` if it is not one or not clear.
pub fn canonical(typed: &str) -> Option<String> {
    match read(typed) {
        Reading::Postcode(postcode) => Some(postcode),
        Reading::Unclear(_) | Reading::NotAPostcode => None,
    }
}

/// The canonical form, if a letter was read as a digit or a digit as a letter.
pub fn corrected(typed: &str) -> Option<String> {
    let postcode = canonical(typed)?;
    (bare(typed) != bare(&postcode)).then_some(postcode)
}

/// The postcode that was probably meant by an unclear one.
pub fn suggested(typed: &str) -> Option<String> {
    match read(typed) {
        Reading::Unclear(postcode) => Some(postcode),
        Reading::Postcode(_) | Reading::NotAPostcode => None,
    }
}

/// A text for display, in which no line ends inside a postcode.
pub fn unbroken(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut words = text.split(' ');
    let mut before = words.next().unwrap_or_default();
    out.push_str(before);
    for word in words {
        let inward = word.trim_end_matches(['.', ',', ';', ')']);
        let both = [before, " ", inward].concat();
        let is_postcode = canonical(&both).is_some_and(|postcode| postcode == both);
        out.push(if is_postcode { '\u{a0}' } else { ' ' });
        out.push_str(word);
        before = word;
    }
    out
}

/// The letters and digits, in capitals; `None` if there are others or too many.
fn bare(typed: &str) -> Option<String> {
    let mut bare = String::new();
    for c in typed.chars().map(narrow) {
        match c {
            ' ' | '\u{a0}' | '-' | '.' => {}
            c if c.is_ascii_alphanumeric() && bare.len() < 7 => bare.push(c.to_ascii_uppercase()),
            _ => return None,
        }
    }
    Some(bare)
}

/// The text in this format, with lookalikes exchanged where it needs the other one.
fn fitted(bare: &str, outward: &str) -> Option<String> {
    if bare.len() != outward.len() + 3 {
        return None;
    }
    let mut reading = String::with_capacity(bare.len());
    for (c, wanted) in bare.chars().zip(outward.chars().chain("9AA".chars())) {
        reading.push(match (wanted, c) {
            ('A', '0') => 'O',
            ('A', '1') => 'I',
            ('9', 'O') => '0',
            ('9', 'I') => '1',
            ('A', c) if c.is_ascii_uppercase() => c,
            ('9', c) if c.is_ascii_digit() => c,
            _ => return None,
        });
    }
    Some(reading)
}

/// Whether postcodes like this are in use: the last two letters are never ones that are easily
/// misread, O and I occur in a few areas and in no district, and no district of two begins with 0.
fn is_used(reading: &str, outward: &str) -> bool {
    let area = reading.split(|c: char| c.is_ascii_digit()).next();
    let area = area.unwrap_or_default();
    let district = reading.get(area.len()..outward.len()).unwrap_or_default();
    let unit = reading.get(outward.len() + 1..).unwrap_or_default();
    let lookalike = ['I', 'O'];
    let no_unit = unit.contains(['C', 'I', 'K', 'M', 'O', 'V']);
    let no_area = area.contains(lookalike) && !AREAS.contains(&area);
    let no_district =
        district.contains(lookalike) || (district.len() == 2 && district.starts_with('0'));
    !(no_unit || no_area || no_district)
}

fn spaced(bare: &str) -> String {
    let (outward, inward) = bare.split_at(bare.len().saturating_sub(3));
    [outward, " ", inward].concat()
}
