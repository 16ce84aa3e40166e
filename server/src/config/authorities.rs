//! `[[authorities]]`: the councils of this deployment, each with its brand, lines and dates.
//!
//! No code asks whether an authority is a county or a borough: what it serves stands in the
//! definitions, and a merger is dates and successors.

use super::ConfigError;
use serde::{Deserialize, Serialize};
use shared::channel::Channel;
use shared::date::Date;
use shared::language::{Language, Text};
use shared::money::Pence;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Kebab case; what definitions, drafts and submissions call it.
    pub id: String,
    /// The full name; `{ en, cy }` where there is a Welsh one.
    pub name: Text,
    /// The name as people say it, such as `Swale`.
    pub short_name: Text,
    /// Host names without port, lower case, that are this authority's door.
    pub hosts: Vec<String>,
    pub website: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The line in office hours.
    pub phone: Line,
    /// The line at other times, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_hours: Option<Line>,
    /// Whether Relay UK (18001 before the number) reaches the lines.
    #[serde(default)]
    pub relay: bool,
    /// Where people can come in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<Counter>,
    pub brand: Brand,
    pub privacy: Privacy,
    /// The first day it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub valid_from: Option<Date>,
    /// The last day it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub valid_to: Option<Date>,
    /// Who answers after that, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<String>,
    /// What one contact costs by channel, in pence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tariff: BTreeMap<Channel, Pence>,
}

/// A telephone line with its hours in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// As people write it: `03000 41 41 41`.
    pub number: String,
    /// `Monday to Friday, 9am to 5pm`.
    pub hours: Text,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// Lines of the address.
    pub lines: Vec<String>,
    pub hours: Text,
}

/// Colours as `#rrggbb`. Everything drawn on them must have contrast of 4.5:1 or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// Behind the header.
    pub colour: String,
    /// The words on it.
    pub on_colour: String,
    /// Links and the narrow line under the header, on white.
    pub accent: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Who decides about the data (UK GDPR article 4(7)); usually the council.
    pub controller: Text,
    /// How to reach the data protection officer.
    pub officer: String,
}

impl Authority {
    /// Whether it serves on this day.
    pub fn is_valid(&self, today: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= today)
            && self.valid_to.is_none_or(|to| today <= to)
    }
}

/// All problems of the list, each with the place in it.
pub(super) fn check(authorities: &[Authority]) -> Vec<ConfigError> {
    let mut problems = Vec::new();
    if authorities.is_empty() {
        problems.push(ConfigError::new("", "must name at least one authority"));
    }
    let mut hosts = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for (index, authority) in authorities.iter().enumerate() {
        let mut add = |field: &str, message: String| {
            problems.push(ConfigError::new(format!("[{index}].{field}"), message));
        };
        if !is_kebab(&authority.id)
            || ["all", "served", "unknown", "elsewhere"].contains(&authority.id.as_str())
        {
            add(
                "id",
                format!(
                    "`{}` must be kebab case and not a word of the rules",
                    authority.id
                ),
            );
        }
        if !ids.insert(authority.id.as_str()) {
            add("id", format!("`{}` is used twice", authority.id));
        }
        if !authority.name.has(Language::En) {
            add("name", "has no words in `en`".to_owned());
        }
        if authority.hosts.is_empty() {
            add("hosts", "must name at least one host".to_owned());
        }
        for host in &authority.hosts {
            if *host != host.to_ascii_lowercase() || host.contains([':', '/']) {
                add(
                    "hosts",
                    format!("`{host}` must be a lower case name without scheme and port"),
                );
            }
            if !hosts.insert(host.as_str()) {
                add("hosts", format!("`{host}` is named twice"));
            }
        }
        for (field, line) in [
            ("phone", Some(&authority.phone)),
            ("out_of_hours", authority.out_of_hours.as_ref()),
        ] {
            if let Some(line) = line
                && line.number.chars().filter(char::is_ascii_digit).count() < 3
            {
                add(
                    &format!("{field}.number"),
                    "must be a telephone number".to_owned(),
                );
            }
        }
        if let (Some(from), Some(to)) = (authority.valid_from, authority.valid_to)
            && to < from
        {
            add("valid_to", "must not be before valid_from".to_owned());
        }
        for successor in &authority.successors {
            if !authorities
                .iter()
                .any(|other| other.id == *successor && other.id != authority.id)
            {
                add(
                    "successors",
                    format!("`{successor}` is not another authority of this deployment"),
                );
            }
        }
        let Brand {
            colour,
            on_colour,
            accent,
        } = &authority.brand;
        for (field, front, back) in [
            ("brand.on_colour", on_colour.as_str(), colour.as_str()),
            ("brand.accent", accent.as_str(), "#ffffff"),
        ] {
            match contrast(front, back) {
                None => add(field, "colours are written #rrggbb".to_owned()),
                Some(ratio) if ratio < 4.5 => add(
                    field,
                    format!(
                        "{front} on {back} has a contrast of {ratio:.1}:1; WCAG 2.2 asks for 4.5:1"
                    ),
                ),
                Some(_) => {}
            }
        }
        for (channel, pence) in &authority.tariff {
            if pence.0 < 0 {
                add(
                    "tariff",
                    format!("`{}` must not be negative", channel.slug()),
                );
            }
        }
    }
    problems
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance and 1.4.3).
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    let (light, dark) = if one > other {
        (one, other)
    } else {
        (other, one)
    };
    Some((light + 0.05) / (dark + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let digits = colour
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6)?;
    let part = |at: usize| -> Option<f64> {
        let value = f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
