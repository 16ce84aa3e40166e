//! The `address` kind: by postcode, with manual entry.
//!
//! Without JavaScript the page is answered in steps: a postcode, then one of the addresses
//! found (`uprn`), or `mode` = `manual` and the lines. The fields are `postcode`, `uprn`,
//! `mode`, `line1`, `line2`, `town` and `area`. What comes from outside is never trusted:
//! the server (and the island, which has asked the server) calls [`settle`] with the addresses
//! of the postcode before it keeps the answer.

use super::{
    Fault,
    fields::{narrow, tidy},
    text,
};
use crate::answers::Typed;
use crate::api::address::FoundAddress;
use crate::request::Value;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

pub const PARTS: [&str; 7] = ["postcode", "uprn", "line1", "line2", "town", "mode", "area"];

/// What [`settle`] notes of an address typed by hand whose postcode lies in several areas: them,
/// with a space between. No form posts it.
pub const AREAS: &str = "areas";

/// The value of `mode` for an address typed by hand.
pub const MANUAL: &str = "manual";

/// The most a line or a town may have, in characters.
pub const MAX_LINE: u32 = 100;

/// A checked address.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Unique Property Reference Number as text, when chosen from the gazetteer.
    pub uprn: Option<String>,
    /// One or two lines above the town.
    pub lines: Vec<String>,
    pub town: String,
    /// With one space: `ME14 1XX`.
    pub postcode: String,
    /// The authority (or other area) the address lies in, from the gazetteer; never typed by a person.
    pub area: Option<String>,
}

impl Address {
    pub fn to_json(&self) -> Json {
        let mut json = json!({ "lines": self.lines, "town": self.town, "postcode": self.postcode });
        if let (Some(uprn), Some(object)) = (&self.uprn, json.as_object_mut()) {
            object.insert("uprn".to_owned(), Json::String(uprn.clone()));
        }
        json
    }

    /// As on an envelope.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.lines.clone();
        lines.push(self.town.clone());
        lines.push(self.postcode.clone());
        lines
    }

    /// The same property: by UPRN where both have one, else by postcode and lines, however they
    /// are divided and shortened, with their towns or without. Where one names a locality below
    /// its first line and the other does not, the first lines decide.
    pub fn is_same(&self, other: &Address) -> bool {
        if let (Some(own), Some(others)) = (&self.uprn, &other.uprn) {
            return own == others;
        }
        let towns = [self, other].map(|address| spelt(std::slice::from_ref(&address.town)));
        let first = |address: &Address| bare(address.lines.get(..1).unwrap_or_default(), &towns);
        let one_line = self.lines.len() == 1 || other.lines.len() == 1;
        self.postcode == other.postcode
            && (bare(&self.lines, &towns) == bare(&other.lines, &towns)
                || one_line && first(self) == first(other))
    }
}

/// Lines in one spelling, without a town that was written once more at their end.
fn bare(lines: &[String], towns: &[String]) -> String {
    let mut text = spelt(lines);
    for town in towns {
        if let Some(rest) = text
            .strip_suffix(town.as_str())
            .filter(|rest| !rest.is_empty())
        {
            text.truncate(rest.len());
        }
    }
    text
}

/// The words of an address in one spelling: small letters, no marks, and the words that people
/// shorten as Royal Mail shortens them (Programmers' Guide to the Postcode Address File).
fn spelt(lines: &[String]) -> String {
    let mut text = String::new();
    for word in lines
        .iter()
        .flat_map(|line| line.split([' ', ',', '\u{3000}']))
    {
        // In ASCII: the tables of every script's capitals would all be sent to the browser.
        let word: String = word
            .chars()
            .map(narrow)
            .filter(|c| c.is_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let short = match word.as_str() {
            "no" | "number" => "",
            "road" => "rd",
            // A saint and a street are shortened alike.
            "street" | "saint" => "st",
            "avenue" | "av" => "ave",
            "close" => "cl",
            "court" => "ct",
            "crescent" => "cres",
            "drive" => "dr",
            "gardens" => "gdns",
            "grove" => "gr",
            "house" => "hse",
            "lane" | "ln" => "la",
            "park" => "pk",
            "place" => "pl",
            "square" => "sq",
            "terrace" | "ter" => "terr",
            other => other,
        };
        // Flat 1 of number 2 is not number 12.
        let digits = |end: Option<char>| end.is_some_and(|c| c.is_ascii_digit());
        if digits(text.chars().last()) && digits(short.chars().next()) {
            text.push(' ');
        }
        text.push_str(short);
    }
    text
}

/// `optional` decides only how an empty manual form is told off: field by field.
pub fn check(
    parts: &BTreeMap<String, String>,
    optional: bool,
) -> Result<Option<Value>, Vec<Fault>> {
    let part = |name: &str| parts.get(name).map(String::as_str).unwrap_or_default();
    let manual = part("mode") == MANUAL;
    let (line1, line2, town) = (part("line1"), part("line2"), part("town"));
    let untouched = part("postcode").is_empty()
        && if manual {
            optional && [line1, line2, town].iter().all(|text| text.is_empty())
        } else {
            part("uprn").is_empty()
        };
    if untouched {
        return Ok(None);
    }
    let (postcode, uprn) = if manual {
        (by_hand(line1, line2, town, part("postcode"))?, None)
    } else {
        let postcode = known_postcode(part("postcode"))?;
        let uprn = part("uprn");
        if uprn.is_empty() || line1.is_empty() || town.is_empty() {
            return Err(vec![Fault::at(Some("uprn"), "choose-address")]);
        }
        if uprn.len() > 12 || !uprn.bytes().all(|b| b.is_ascii_digit()) {
            return Err(vec![Fault::at(Some("uprn"), "not-an-option")]);
        }
        for (name, text) in [("line1", line1), ("line2", line2), ("town", town)] {
            text::sound(text, MAX_LINE, Some(name))?;
        }
        (postcode, Some(uprn.to_owned()))
    };
    let area = part("area");
    Ok(Some(Value::Address(Address {
        uprn,
        lines: [line1, line2]
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        town: town.to_owned(),
        postcode,
        area: (!area.is_empty()).then(|| area.to_owned()),
    })))
}

/// All faults of an address typed by hand, in the order of its fields; its postcode when none.
fn by_hand(line1: &str, line2: &str, town: &str, typed: &str) -> Result<String, Vec<Fault>> {
    let mut faults = Vec::new();
    if line1.is_empty() {
        faults.push(Fault::at(Some("line1"), "missing-line1"));
    }
    for (name, text) in [("line1", line1), ("line2", line2), ("town", town)] {
        if name == "town" && text.is_empty() {
            faults.push(Fault::at(Some("town"), "missing-town"));
        }
        if let Err(more) = text::sound(text, MAX_LINE, Some(name)) {
            faults.extend(more);
        }
    }
    if typed.is_empty() {
        faults.push(Fault::at(Some("postcode"), "missing-postcode"));
    }
    match known_postcode(typed) {
        Ok(postcode) if faults.is_empty() => return Ok(postcode),
        Err(more) if !typed.is_empty() => faults.extend(more),
        _ => {}
    }
    Err(faults)
}

fn known_postcode(typed: &str) -> Result<String, Vec<Fault>> {
    canonical_postcode(typed).ok_or_else(|| vec![Fault::at(Some("postcode"), "not-a-postcode")])
}

/// A postcode in its one spelling, `ME14 1XX`, from any case and spacing; `None` when it has
/// no shape of the UK's (BS 7666: `A9`, `A99`, `AA9`, `AA99`, `A9A`, `AA9A`, then `9AA`).
pub fn canonical_postcode(typed: &str) -> Option<String> {
    let mut bare = String::new();
    for c in typed.chars().map(narrow) {
        match c {
            ' ' | '\u{a0}' | '-' | '.' => {}
            c if c.is_ascii_alphanumeric() && bare.len() < 7 => bare.push(c.to_ascii_uppercase()),
            _ => return None,
        }
    }
    let shape: String = bare
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { 'A' })
        .collect();
    let known = ["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"];
    // The last two letters are never ones that are easily misread.
    let unit = bare.get(bare.len().checked_sub(2)?..)?;
    let sound = (known.contains(&shape.as_str()) && !unit.contains(['C', 'I', 'K', 'M', 'O', 'V']))
        || bare == "GIR0AA";
    let (outward, inward) = bare.split_at_checked(bare.len().checked_sub(3)?)?;
    sound.then(|| [outward, " ", inward].concat())
}

/// An address of the gazetteer as an answer.
pub fn chosen(found: &FoundAddress) -> Typed {
    let mut lines = found.lines.iter();
    let line1 = lines.next().cloned().unwrap_or_default();
    let line2 = lines.map(String::as_str).collect::<Vec<_>>().join(", ");
    let parts = [
        ("postcode", found.postcode.clone()),
        ("uprn", found.uprn.clone()),
        ("line1", line1),
        ("line2", line2),
        ("town", found.town.clone()),
        ("area", found.area.clone()),
    ];
    let mut typed = BTreeMap::new();
    for (name, text) in parts {
        if !text.is_empty() {
            typed.insert(name.to_owned(), text);
        }
    }
    Typed::Parts(typed)
}

/// Makes an answer true: `found` are all addresses of its postcode, from the gazetteer.
///
/// A chosen address takes its lines and area from there. One that is not there loses its UPRN
/// (and counts as typed by hand if it has its lines, as from the API). One typed by hand gets
/// an area when every address of its postcode lies in the same. A posted area never survives.
pub fn settle(typed: &mut Typed, found: &[FoundAddress]) {
    let Typed::Parts(parts) = typed else { return };
    parts.remove("area");
    parts.remove(AREAS);
    let uprn = parts.get("uprn").cloned().unwrap_or_default();
    let manual = parts.get("mode").is_some_and(|mode| mode == MANUAL);
    if !manual && !uprn.is_empty() {
        if let Some(one) = found.iter().find(|one| one.uprn == uprn) {
            *typed = chosen(one);
            return;
        }
        parts.remove("uprn");
        if parts.contains_key("line1") && parts.contains_key("town") {
            parts.insert("mode".to_owned(), MANUAL.to_owned());
        }
    }
    if parts.get("mode").is_some_and(|mode| mode == MANUAL) {
        parts.remove("uprn");
        let mut areas: Vec<&str> = Vec::new();
        for one in found {
            if !areas.contains(&one.area.as_str()) {
                areas.push(&one.area);
            }
        }
        match areas.as_slice() {
            [] => {}
            [area] => _ = parts.insert("area".to_owned(), (*area).to_owned()),
            several => _ = parts.insert(AREAS.to_owned(), several.join(" ")),
        }
    }
}

/// The postcode to look up for an answer, in its one spelling.
pub fn postcode_of(typed: &Typed) -> Option<String> {
    match typed {
        Typed::Parts(parts) => parts
            .get("postcode")
            .and_then(|typed| canonical_postcode(typed)),
        _ => None,
    }
}

/// `{"uprn"?,"lines":[one or two],"town","postcode"}`; `None` when it has another shape.
pub fn from_json(json: &Json) -> Option<Typed> {
    let mut parts = BTreeMap::new();
    for (key, value) in json.as_object()? {
        match key.as_str() {
            "lines" => {
                let lines = value.as_array()?;
                if lines.len() > 2 {
                    return None;
                }
                for (name, line) in ["line1", "line2"].iter().zip(lines) {
                    parts.insert((*name).to_owned(), tidy(line.as_str()?));
                }
            }
            "uprn" | "town" | "postcode" => {
                parts.insert(key.clone(), tidy(value.as_str()?));
            }
            _ => return None,
        }
    }
    parts.retain(|_, text: &mut String| !text.is_empty());
    if !parts.contains_key("uprn") {
        parts.insert("mode".to_owned(), MANUAL.to_owned());
    }
    Some(Typed::Parts(parts))
}
