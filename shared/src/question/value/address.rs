//! A checked address, and comparison of addresses.

use crate::question::normalise::narrow;
use serde_json::{Value as Json, json};

/// A checked address.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// Unique Property Reference Number, as text, when chosen from the gazetteer.
    pub uprn: Option<String>,
    /// One or two lines above the town.
    pub lines: Vec<String>,
    /// May be empty outside the UK.
    pub town: String,
    /// With a single space: `ME14 1XX`. Outside the UK as typed; may be empty.
    pub postcode: String,
    /// Outside the UK only.
    pub country: Option<String>,
    /// The authority (or other area) the address lies in, from the gazetteer; never typed by a
    /// person.
    pub area: Option<String>,
}

impl Address {
    pub fn to_json(&self) -> Json {
        let mut json = json!({ "lines": self.lines });
        let parts = [
            ("uprn", self.uprn.as_deref()),
            ("town", Some(self.town.as_str())),
            ("postcode", Some(self.postcode.as_str())),
            ("country", self.country.as_deref()),
        ];
        if let Some(object) = json.as_object_mut() {
            for (name, text) in parts {
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    object.insert(name.to_owned(), Json::String(text.to_owned()));
                }
            }
        }
        json
    }

    /// The postcode of an address in the UK.
    pub fn uk_postcode(&self) -> Option<&str> {
        self.country.is_none().then_some(self.postcode.as_str())
    }

    /// As on an envelope.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.lines.clone();
        lines.extend([&self.town, &self.postcode].into_iter().cloned());
        lines.extend(self.country.clone());
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Whether both are the same property: by UPRN when both have one, else by country, postcode and
    /// lines, ignoring line breaks, abbreviations and the town. When only one names a locality below its
    /// first line, the first lines decide.
    pub fn is_same(&self, other: &Address) -> bool {
        if let (Some(own), Some(others)) = (&self.uprn, &other.uprn) {
            return own == others;
        }
        let towns = [self, other].map(|address| spelt(std::slice::from_ref(&address.town)));
        let first = |address: &Address| bare(address.lines.get(..1).unwrap_or_default(), &towns);
        let one_line = self.lines.len() == 1 || other.lines.len() == 1;
        let country = |address: &Address| spelt(address.country.as_slice());
        self.postcode == other.postcode
            && country(self) == country(other)
            && (bare(&self.lines, &towns) == bare(&other.lines, &towns)
                || one_line && first(self) == first(other))
    }
}

/// Normalised lines, without a town repeated at their end.
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

/// Normalises the words of an address: lower case, no punctuation, and abbreviations as Royal Mail
/// uses them (Programmers' Guide to the Postcode Address File).
fn spelt(lines: &[String]) -> String {
    let mut text = String::new();
    for word in lines
        .iter()
        .flat_map(|line| line.split([' ', ',', '\u{3000}']))
    {
        // ASCII only: Unicode case tables would have to be sent to the browser.
        let word: String = word
            .chars()
            .map(narrow)
            .filter(|c| c.is_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let short = match word.as_str() {
            "no" | "number" => "",
            "road" => "rd",
            // Saint and street share an abbreviation.
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
        // Keeps "flat 1, number 2" different from "number 12".
        let digits = |end: Option<char>| end.is_some_and(|c| c.is_ascii_digit());
        if digits(text.chars().last()) && digits(short.chars().next()) {
            text.push(' ');
        }
        text.push_str(short);
    }
    text
}
