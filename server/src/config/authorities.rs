//! `[[authorities]]`: the councils of this deployment, each with its brand, lines and dates.
//!
//! No code distinguishes counties from boroughs: the definitions list what each serves, and a
//! merger is dates and successors.

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
    /// Kebab-case; used by definitions, drafts and submissions.
    pub id: String,
    /// The full name; `{ en, cy }` if there is a Welsh one.
    pub name: Text,
    /// The short name in common use, such as `Swale`.
    pub short_name: Text,
    /// Host names of this authority's site, lower case, without port.
    pub hosts: Vec<String>,
    pub website: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The phone line in office hours.
    pub phone: Line,
    /// The phone line at other times, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub out_of_hours: Option<Line>,
    /// Whether Relay UK (18001 before the number) reaches the phone lines.
    #[serde(default)]
    pub relay: bool,
    /// The counter for visitors.
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
    /// The ids of the authorities that take over after that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<String>,
    /// The cost of one contact by channel, in pence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tariff: BTreeMap<Channel, Pence>,
}

/// A telephone line with its opening hours as text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// As displayed: `03000 41 41 41`.
    pub number: String,
    /// `Monday to Friday, 9am to 5pm`.
    pub hours: Text,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The lines of the address.
    pub lines: Vec<String>,
    pub hours: Text,
}

/// Colours as `#rrggbb`. Everything on them must have a contrast of 4.5:1 or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brand {
    /// The background of the header.
    pub colour: String,
    /// The text of the header.
    pub on_colour: String,
    /// Links and the narrow line under the header, on white.
    pub accent: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// The data controller (UK GDPR article 4(7)); usually the council.
    pub controller: Text,
    /// Contact details of the data protection officer.
    pub officer: String,
}

impl Authority {
    /// Whether the authority serves on this day.
    pub fn is_valid(&self, today: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= today)
            && self.valid_to.is_none_or(|to| today <= to)
    }
}

/// All errors in the list, each with its path.
pub(super) fn check(authorities: &[Authority]) -> Vec<ConfigError> {
    let mut errors = Vec::new();
    if authorities.is_empty() {
        errors.push(ConfigError::new("", "must name at least one authority"));
    }
    let mut hosts = BTreeSet::new();
    let mut ids = BTreeSet::new();
    for (index, authority) in authorities.iter().enumerate() {
        let mut add = |field: &str, message: String| {
            errors.push(ConfigError::new(format!("[{index}].{field}"), message));
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
            add("name", "needs a text in English (`en`)".to_owned());
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
    errors
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
