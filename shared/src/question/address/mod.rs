//! The `address` kind: by postcode, with manual entry.
//!
//! Without JavaScript the page works in steps: a postcode, then either one of the addresses found
//! (`uprn`) or `mode` = `manual` and the lines, or `mode` = `abroad`, the lines and a `country`
//! ([`abroad`]). The fields are [`PARTS`]. Posted values are not trusted: the server (and the
//! island, using the server's lookup) calls [`settle`] with the postcode's addresses before storing
//! the answer.

pub mod abroad;
#[cfg(feature = "authoring")]
mod authored;

#[cfg(feature = "authoring")]
use super::normalise::tidy;
use super::postcode::{self, Reading};
use super::rules::{CheckContext, Checked, Fault, QuestionKind, Shape, ShowContext, parts};
use super::text;
use super::value::Value;
use super::value::address::Address;
use crate::answers::Typed;
use crate::api::address::FoundAddress;
use crate::language::Text;
use abroad::ABROAD;
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;
use std::collections::BTreeMap;

pub use super::postcode::canonical as canonical_postcode;

pub const PARTS: [&str; 8] = [
    "postcode", "uprn", "line1", "line2", "town", "mode", "area", "country",
];

/// The areas that [`settle`] records for a manually entered address whose postcode spans several,
/// separated by spaces. Never posted by a form.
pub const AREAS: &str = "areas";

/// The value of `mode` for a manually entered address.
pub const MANUAL: &str = "manual";

/// Maximum length of a line or a town, in characters.
pub const MAX_LINE: u32 = 100;

/// An address, found by postcode or entered manually.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct AddressKind {
    /// Whether the address may be outside the UK: a few lines and a country, without a postcode to
    /// look up.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub abroad: bool,
    /// Label of the button that continues without an address, in place of "Continue without an
    /// address". For an optional question, which is then left blank with this button only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<Text>,
}

impl QuestionKind for AddressKind {
    fn slug(&self) -> &'static str {
        "address"
    }

    fn shape(&self) -> Shape {
        Shape::Parts(&PARTS)
    }

    fn check(&self, typed: &Typed, context: &CheckContext<'_>) -> Checked {
        let parts = parts(typed)?;
        let abroad = self.abroad && parts.get("mode").is_some_and(|mode| mode == ABROAD);
        let address = if abroad {
            abroad::check(parts, context.optional)?
        } else {
            check(parts, context.optional)?
        };
        Ok(address.map(Value::Address))
    }

    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        from_json(json, self.abroad)
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Address(address) => address.lines(),
            _ => Vec::new(),
        }
    }

    fn texts(&self) -> Vec<(&'static str, &Text)> {
        self.without.iter().map(|text| ("without", text)).collect()
    }

    fn address(&self) -> Option<&AddressKind> {
        Some(self)
    }

    fn suggestion(&self, typed: &Typed) -> Option<String> {
        postcode::suggested(typed.part("postcode"))
    }
}

/// `optional` only decides how an empty manual form is treated: blank, or invalid field by field.
fn check(parts: &BTreeMap<String, String>, optional: bool) -> Result<Option<Address>, Vec<Fault>> {
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
    Ok(Some(Address {
        uprn,
        lines: [line1, line2]
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        town: town.to_owned(),
        postcode,
        country: None,
        area: (!area.is_empty()).then(|| area.to_owned()),
    }))
}

/// The canonical postcode of a manually entered address, or all its faults in field order.
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
    let fault = match postcode::read(typed) {
        Reading::Postcode(postcode) => return Ok(postcode),
        Reading::Unclear(_) => Fault::at(Some("postcode"), "unclear-postcode"),
        Reading::NotAPostcode => Fault::at(Some("postcode"), "not-a-postcode"),
    };
    Err(vec![fault])
}

/// The answer for an address chosen from the gazetteer.
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

/// Checks an answer against the gazetteer; `found` is all addresses of its postcode.
///
/// A chosen address takes its lines and area from the gazetteer. If it is not found, it loses its
/// UPRN and, when it has lines (as from the API), counts as entered manually. A manually entered
/// address gets an area only when all addresses of its postcode lie in the same one. One outside the
/// UK has no UPRN and no area here. A posted area is always discarded.
pub fn settle(typed: &mut Typed, found: &[FoundAddress]) {
    let Typed::Parts(parts) = typed else { return };
    parts.remove("area");
    parts.remove(AREAS);
    if parts.get("mode").is_some_and(|mode| mode == ABROAD) {
        parts.remove("uprn");
        return;
    }
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

/// The postcode to look up for an answer, in canonical form; `None` for an address outside the UK.
pub fn postcode_of(typed: &Typed) -> Option<String> {
    if typed.part("mode") == ABROAD {
        return None;
    }
    canonical_postcode(typed.part("postcode"))
}

/// Reads `{"uprn"?,"lines":[one or two],"town","postcode"}` or, where it may be abroad,
/// `{"lines":[one or two],"town"?,"postcode"?,"country"}`; `None` for any other shape.
#[cfg(feature = "authoring")]
fn from_json(json: &Json, abroad: bool) -> Option<Typed> {
    let mut parts = BTreeMap::new();
    for (key, value) in json.as_object()? {
        match key.as_str() {
            "lines" => {
                let lines = value.as_array()?;
                if lines.len() > 2 {
                    return None;
                }
                for (name, line) in ["line1", "line2"].iter().zip(lines) {
                    parts.insert((*name).to_owned(), tidy(line.as_str()?, false));
                }
            }
            "uprn" | "town" | "postcode" => {
                parts.insert(key.clone(), tidy(value.as_str()?, false));
            }
            "country" if abroad => {
                parts.insert(key.clone(), tidy(value.as_str()?, false));
            }
            _ => return None,
        }
    }
    parts.retain(|_, text: &mut String| !text.is_empty());
    let mode = match (parts.contains_key("uprn"), parts.contains_key("country")) {
        (true, true) => return None,
        (true, false) => None,
        (false, true) => Some(ABROAD),
        (false, false) => Some(MANUAL),
    };
    if let Some(mode) = mode {
        parts.insert("mode".to_owned(), mode.to_owned());
    }
    Some(Typed::Parts(parts))
}
