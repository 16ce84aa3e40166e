//! `[[authorities]]`: the councils of this deployment, each with its brand, lines and dates.
//!
//! No code distinguishes counties from boroughs: the definitions list what each serves, and a
//! merger is dates and successors.

use super::ConfigError;
use super::brand::Brand;
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
    /// Where that website is searched, with `{query}` in place of the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search_url: Option<String>,
    /// The heading of its front page: what people can do in one place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<Text>,
    /// What it is responsible for, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub does: Option<Text>,
    /// Areas of the gazetteer that it serves besides the one with its own id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
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

    /// Whether it serves an area of the gazetteer.
    pub fn serves(&self, area: &str) -> bool {
        self.id == area || self.areas.iter().any(|own| own == area)
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
        if !is_area(&authority.id) {
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
        for (field, message) in authority.brand.check() {
            add(&format!("brand.{field}"), message);
        }
        let texts = [
            ("headline", authority.headline.as_ref()),
            ("does", authority.does.as_ref()),
        ];
        for (field, text) in texts {
            for message in text.map(in_every_language).unwrap_or_default() {
                add(field, message);
            }
        }
        if let Some(url) = &authority.search_url
            && (!is_web_address(url) || url.matches("{query}").count() != 1)
        {
            let message = "must begin with https:// and have {query} where the words go";
            add("search_url", message.to_owned());
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

/// What is missing in a text that is shown in every language.
pub(super) fn in_every_language(text: &Text) -> Vec<String> {
    let missing = Language::ALL.into_iter().filter(|one| !text.has(*one));
    missing
        .map(|language| format!("needs a text in `{}`", language.code()))
        .collect()
}

/// Whether a link to it is encrypted.
pub(super) fn is_web_address(url: &str) -> bool {
    url.strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// Whether this can be the id of a council: kebab case, and not a word that conditions or parameters
/// use for something else.
pub(super) fn is_area(id: &str) -> bool {
    is_kebab(id) && !["all", "served", "unknown", "elsewhere", "abroad"].contains(&id)
}

pub(super) fn is_kebab(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
