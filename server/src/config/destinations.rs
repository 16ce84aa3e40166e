//! Where requests go: the systems outside, and which of them serves whom.

use super::authorities::Authority;
use super::error::ConfigError;
use crate::adapters::webhook::config::WebhookConfig;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Every destination by its name. The name is the metric label, the path of its callbacks
/// and what `doorstep destination test` takes.
pub type Destinations = BTreeMap<String, Destination>;

/// Which destination serves a service, by service and then by authority; the authority
/// `all` stands for every one that has no line of its own.
pub type Routing = BTreeMap<String, BTreeMap<String, String>>;

/// The name under which e-mails are owed; no configured destination may use it.
pub const EMAIL: &str = "email";

/// One system outside. A new kind is one folder in `adapters`, one arm here.
#[derive(Debug, Clone, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(tag = "adapter", rename_all = "kebab-case")]
pub enum Destination {
    /// Signed JSON over HTTPS.
    Webhook(WebhookConfig),
}

impl Destination {
    /// Deliveries on their way at the same time.
    pub fn concurrency(&self) -> u32 {
        match self {
            Destination::Webhook(webhook) => webhook.concurrency,
        }
    }

    /// The longest an attempt takes, in seconds.
    pub fn timeout_seconds(&self) -> u64 {
        match self {
            Destination::Webhook(webhook) => webhook.timeout_seconds,
        }
    }
}

/// Every mistake in the destinations, each with its path.
pub fn check(destinations: &Destinations) -> Vec<ConfigError> {
    let mut problems = Vec::new();
    for (name, destination) in destinations {
        let path = format!("destinations.{name}");
        if name == EMAIL {
            problems.push(ConfigError::new(
                &path,
                "the name `email` is taken by Doorstep's own e-mail; choose another",
            ));
        }
        if !is_slug(name) {
            problems.push(ConfigError::new(
                &path,
                "a destination's name is 1 to 40 of a-z, 0-9 and -, because it stands in the \
                 address of its callbacks",
            ));
        }
        match destination {
            Destination::Webhook(webhook) => problems.extend(webhook.check(&path)),
        }
    }
    problems
}

/// Every routing line that names an authority or a destination which is not there. `unread`
/// are there, with mistakes that are named already.
pub fn check_routing(
    routing: &Routing,
    destinations: &Destinations,
    unread: &BTreeSet<&str>,
    authorities: &[Authority],
) -> Vec<ConfigError> {
    let mut problems = Vec::new();
    for (service, lines) in routing {
        for (authority, name) in lines {
            if authority != "all" && authorities.iter().all(|known| &known.id != authority) {
                problems.push(ConfigError::new(
                    format!("routing.{service}.{authority}"),
                    format!("there is no authority `{authority}`; name one, or write `all`"),
                ));
            }
            if !destinations.contains_key(name) && !unread.contains(name.as_str()) {
                problems.push(ConfigError::new(
                    format!("routing.{service}.{authority}"),
                    format!("there is no destination `{name}`; add [destinations.{name}]"),
                ));
            }
        }
    }
    problems
}

/// The destination of a service for an authority: its own line, else `all`.
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
