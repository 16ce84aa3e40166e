//! Addresses outside the UK: a few lines and a country.

use super::MAX_LINE;
use crate::question::rules::Fault;
use crate::question::text;
use crate::question::value::address::Address;
use std::collections::BTreeMap;

/// The value of `mode` for an address outside the UK.
pub const ABROAD: &str = "abroad";

/// The area of every address outside the UK, and of one outside all known councils.
pub const ELSEWHERE: &str = "elsewhere";

/// The parts that people type, in the order of an envelope.
pub const LINES: [&str; 5] = ["line1", "line2", "town", "postcode", "country"];

/// Names of the UK and its nations, in lower case without spaces.
const UK: [&str; 11] = [
    "uk",
    "theuk",
    "gb",
    "unitedkingdom",
    "theunitedkingdom",
    "greatbritain",
    "england",
    "scotland",
    "wales",
    "cymru",
    "northernireland",
];

/// `optional` only decides how an empty form is treated: blank, or invalid field by field.
pub(super) fn check(
    parts: &BTreeMap<String, String>,
    optional: bool,
) -> Result<Option<Address>, Vec<Fault>> {
    let part = |name: &str| parts.get(name).map(String::as_str).unwrap_or_default();
    if optional && LINES.iter().all(|name| part(name).is_empty()) {
        return Ok(None);
    }
    let mut faults = Vec::new();
    for name in LINES {
        let typed = part(name);
        match name {
            "line1" if typed.is_empty() => faults.push(Fault::at(Some(name), "missing-line1")),
            "country" if typed.is_empty() => faults.push(Fault::at(Some(name), "missing-country")),
            "country" if is_uk(typed) => faults.push(Fault::at(Some(name), "country-is-uk")),
            _ => {}
        }
        if let Err(more) = text::sound(typed, MAX_LINE, Some(name)) {
            faults.extend(more);
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let lines = [part("line1"), part("line2")];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    Ok(Some(Address {
        uprn: None,
        lines: lines.map(str::to_owned).collect(),
        town: part("town").to_owned(),
        postcode: part("postcode").to_owned(),
        country: Some(part("country").to_owned()),
        area: Some(ELSEWHERE.to_owned()),
    }))
}

fn is_uk(country: &str) -> bool {
    let letters = country.chars().filter(char::is_ascii_alphabetic);
    let bare: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    UK.contains(&bare.as_str())
}
