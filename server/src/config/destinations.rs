//! Destinations, and which of them serves which service.

use super::authorities::Authority;
use super::error::ConfigError;
use crate::adapters::Destination;
use crate::adapters::settings::Secret;
use crate::handoff::EMAIL;
use std::collections::{BTreeMap, BTreeSet};

/// Every destination by name. The name is the metric label, part of the callback URL and the
/// argument of `doorstep destination test`.
pub type Destinations = BTreeMap<String, Destination>;

/// The destination of each service, by service and then by authority; `all` covers every
/// authority without an entry of its own.
pub type Routing = BTreeMap<String, BTreeMap<String, String>>;

/// Every error in the destinations, each with its path.
pub fn check(destinations: &Destinations) -> Vec<ConfigError> {
    let mut errors = Vec::new();
    for (name, destination) in destinations {
        let path = format!("destinations.{name}");
        if name == EMAIL {
            errors.push(ConfigError::new(
                &path,
                "the name `email` is reserved for Doorstep's own email; choose another",
            ));
        }
        if !is_slug(name) {
            errors.push(ConfigError::new(
                &path,
                "a destination's name is 1 to 40 of a-z, 0-9 and -, because it is part of its \
                 callback URL",
            ));
        }
        let wrong = destination.settings().check().into_iter();
        errors.extend(wrong.map(|error| ConfigError::of_setting(&path, error)));
    }
    errors.extend(shared_secrets(destinations));
    errors
}

/// Every secret that two destinations have: each could sign callbacks as the other.
fn shared_secrets(destinations: &Destinations) -> Vec<ConfigError> {
    let mut owners: Vec<(&str, &Secret)> = Vec::new();
    let mut errors = Vec::new();
    for (name, destination) in destinations {
        let mut told = BTreeSet::new();
        for (key, secret) in destination.settings().secrets() {
            let mut others = owners.iter().filter(|(other, _)| *other != name.as_str());
            if let Some((other, _)) = others.find(|(_, known)| *known == secret)
                && told.insert(key)
            {
                errors.push(ConfigError::new(
                    format!("destinations.{name}.{key}"),
                    format!(
                        "a key of destination `{other}` is used again; give each destination keys \
                         of its own, or one could sign as the other"
                    ),
                ));
            }
            owners.push((name, secret));
        }
    }
    errors
}

/// Every routing entry that names an unknown authority or destination. `unread` destinations are
/// accepted here, because their own errors are reported already.
pub fn check_routing(
    routing: &Routing,
    destinations: &Destinations,
    unread: &BTreeSet<&str>,
    authorities: &[Authority],
) -> Vec<ConfigError> {
    let mut errors = Vec::new();
    for (service, lines) in routing {
        for (authority, name) in lines {
            if authority != "all" && authorities.iter().all(|known| &known.id != authority) {
                errors.push(ConfigError::new(
                    format!("routing.{service}.{authority}"),
                    format!("there is no authority `{authority}`; name one, or write `all`"),
                ));
            }
            if !destinations.contains_key(name) && !unread.contains(name.as_str()) {
                errors.push(ConfigError::new(
                    format!("routing.{service}.{authority}"),
                    format!("there is no destination `{name}`; add [destinations.{name}]"),
                ));
            }
        }
    }
    errors
}

/// The destination of a service for an authority: its own entry, else `all`.
pub fn route<'a>(routing: &'a Routing, service: &str, authority: &str) -> Option<&'a str> {
    let lines = routing.get(service)?;
    lines
        .get(authority)
        .or_else(|| lines.get("all"))
        .map(String::as_str)
}

fn is_slug(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
