//! The `address` kind: by postcode, with manual entry.
//!
//! Without JavaScript the page works in steps: a postcode, then either one of the addresses found
//! (`uprn`) or `mode` = `manual` and the lines. The fields are `postcode`, `uprn`, `mode`, `line1`,
//! `line2`, `town` and `area`. Posted values are not trusted: the server (and the island, using the
//! server's lookup) calls [`settle`] with the postcode's addresses before storing the answer.

use super::normalise::narrow;
#[cfg(feature = "authoring")]
use super::normalise::tidy;
use super::rules::{CheckContext, Checked, Fault, QuestionKind, Shape, ShowContext, parts};
use super::text;
use super::value::Value;
use super::value::address::Address;
use crate::answers::Typed;
use crate::api::address::FoundAddress;
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;
use std::collections::BTreeMap;

pub const PARTS: [&str; 7] = ["postcode", "uprn", "line1", "line2", "town", "mode", "area"];

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
pub struct AddressKind {}

impl QuestionKind for AddressKind {
    fn slug(&self) -> &'static str {
        "address"
    }

    fn shape(&self) -> Shape {
        Shape::Parts(&PARTS)
    }

    fn check(&self, typed: &Typed, context: &CheckContext<'_>) -> Checked {
        Ok(check(parts(typed)?, context.optional)?.map(Value::Address))
    }

    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        from_json(json)
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        match value {
            Value::Address(address) => address.lines(),
            _ => Vec::new(),
        }
    }

    fn is_address(&self) -> bool {
        true
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
    canonical_postcode(typed).ok_or_else(|| vec![Fault::at(Some("postcode"), "not-a-postcode")])
}

/// A postcode in canonical form, `ME14 1XX`, from any case and spacing. `None` unless it has a UK
/// postcode format (BS 7666: `A9`, `A99`, `AA9`, `AA99`, `A9A`, `AA9A`, then `9AA`).
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
/// address gets an area only when all addresses of its postcode lie in the same one. A posted area
/// is always discarded.
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

/// The postcode to look up for an answer, in canonical form.
pub fn postcode_of(typed: &Typed) -> Option<String> {
    match typed {
        Typed::Parts(parts) => parts
            .get("postcode")
            .and_then(|typed| canonical_postcode(typed)),
        _ => None,
    }
}

/// Reads `{"uprn"?,"lines":[one or two],"town","postcode"}`; `None` for any other shape.
#[cfg(feature = "authoring")]
fn from_json(json: &Json) -> Option<Typed> {
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
            _ => return None,
        }
    }
    parts.retain(|_, text: &mut String| !text.is_empty());
    if !parts.contains_key("uprn") {
        parts.insert("mode".to_owned(), MANUAL.to_owned());
    }
    Some(Typed::Parts(parts))
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{AddressKind, MANUAL, MAX_LINE};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for AddressKind {
        fn codes(&self) -> &'static [&'static str] {
            &[
                "control-characters",
                "too-long",
                "not-an-option",
                "not-a-postcode",
                "choose-address",
                "missing-line1",
                "missing-town",
                "missing-postcode",
            ]
        }

        fn asks_about(&self) -> bool {
            true
        }

        fn answer_schema(&self) -> Json {
            let line = json!({"type": "string", "maxLength": MAX_LINE});
            json!({
                "type": "object",
                "properties": {
                    "uprn": {"type": "string", "pattern": "^[0-9]{1,12}$"},
                    "lines": {"type": "array", "items": line, "minItems": 1, "maxItems": 2},
                    "town": line,
                    "postcode": {"type": "string"},
                },
                "required": ["lines", "town", "postcode"],
                "additionalProperties": false,
            })
        }

        /// The postcode's district does not exist, so nobody lives at this address.
        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            let area = context.turn.checked_rem(context.areas.len());
            let area = area.and_then(|at| context.areas.get(at));
            typed_parts(&[
                ("mode", MANUAL),
                (
                    "line1",
                    &format!("{} Example Street", context.turn % 90 + 1),
                ),
                ("town", "Exampleton"),
                ("postcode", "ME99 1AA"),
                ("area", area.unwrap_or(&"")),
            ])
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let area = *pick(draw, &["maidstone", "swale", "kent", "medway", ""]);
            let line1 = format!("{} High Street", 1 + draw.below(9));
            let postcode = *pick(draw, &["ME14 1XX", "me99aa", "TN1 2AB"]);
            let line2 = *pick(draw, &["", "", "Uptown"]);
            let uprn = (10_000_000 + draw.below(50)).to_string();
            let (uprn, mode) = match draw.below(2) {
                0 => (uprn.as_str(), ""),
                _ => ("", MANUAL),
            };
            typed_parts(&[
                ("line1", &line1),
                ("line2", line2),
                ("town", "Oldtown"),
                ("postcode", postcode),
                ("area", area),
                ("uprn", uprn),
                ("mode", mode),
            ])
        }
    }
}
