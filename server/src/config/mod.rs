//! Every setting, read once at start.
//!
//! `server/doorstep.toml` is compiled in and holds every default with a comment; the file
//! named by `DOORSTEP_CONFIG` comes over it; then the environment, `DOORSTEP__SECTION__KEY`.
//! All problems are collected and printed at once, and then nothing starts.
//!
//! To add a setting: a documented field in its section's file, its line in
//! `server/doorstep.toml`, its rule in the section's `check`. To add a section: a file here,
//! a field of [`Config`]; [`Config::check`] takes the root apart, so a section nobody checks
//! does not compile.

mod read;

pub mod authorities;
pub mod destinations;
pub mod error;
pub mod http;
pub mod limits;
pub mod log;
pub mod network;
pub mod outbox;
pub mod store;

use crate::adapters::email::EmailConfig;
use authorities::Authority;
use destinations::{Destinations, Routing};
use error::ConfigError;
use serde::Deserialize;
use shared::date::Date;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// Every setting, checked.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// True only under `cargo xtask run`: invented data, mail dropped into files, no claims
    /// of being a real council.
    pub demo: bool,
    pub http: http::Http,
    pub store: store::StoreAt,
    pub keys: store::Keys,
    pub services: store::ServicesAt,
    pub limits: limits::Limits,
    pub outbox: outbox::OutboxConfig,
    pub email: EmailConfig,
    /// Back offices by name.
    pub destinations: Destinations,
    /// Which back office serves which service, by service and then by authority.
    pub routing: Routing,
    pub log: log::Log,
    /// In order; the first is the fallback for local names.
    pub authorities: Vec<Authority>,
}

impl Config {
    /// Reads defaults, the file of `DOORSTEP_CONFIG`, and the environment.
    ///
    /// # Errors
    /// Every problem found, in the order of the settings.
    pub fn load() -> Result<Config, Vec<ConfigError>> {
        let variables = std::env::vars().collect::<Vec<_>>();
        Config::from_variables(&variables)
    }

    /// The settings with every problem found; what was wrong is put right by the defaults, so
    /// that who starts can be told at once what else stands in the way. `None` when hardly
    /// anything could be read.
    pub fn load_lenient() -> (Option<Config>, Vec<ConfigError>) {
        let variables = std::env::vars().collect::<Vec<_>>();
        Config::read_from(&variables)
    }

    /// As [`Config::load`], with the environment passed in.
    ///
    /// # Errors
    /// Every problem found.
    pub fn from_variables(variables: &[(String, String)]) -> Result<Config, Vec<ConfigError>> {
        match Config::read_from(variables) {
            (Some(config), problems) if problems.is_empty() => Ok(config),
            (_, problems) => Err(problems),
        }
    }

    fn read_from(variables: &[(String, String)]) -> (Option<Config>, Vec<ConfigError>) {
        let (config, mut problems) = read::read(variables);
        if let Some(config) = &config {
            // A destination that could not be read is named once, not again by its routes.
            let unread: BTreeSet<&str> = problems
                .iter()
                .filter_map(|problem| problem.path.strip_prefix("destinations."))
                .filter_map(|rest| rest.split('.').next())
                .collect();
            let found = config.check(&unread);
            problems.extend(found);
        }
        (config, problems)
    }

    /// The compiled-in defaults and nothing else.
    ///
    /// # Errors
    /// Never, unless `server/doorstep.toml` itself is wrong; a test sees to that.
    pub fn defaults() -> Result<Config, Vec<ConfigError>> {
        Config::from_variables(&[])
    }

    /// The text of the compiled-in defaults.
    pub fn defaults_text() -> &'static str {
        read::DEFAULTS
    }

    fn check(&self, unread: &BTreeSet<&str>) -> Vec<ConfigError> {
        let Config {
            demo,
            http,
            store,
            keys,
            services,
            limits,
            outbox,
            email,
            destinations,
            routing,
            log,
            authorities,
        } = self;
        let mut problems = Vec::new();
        let mut add = |section: &str, found: Vec<ConfigError>| {
            problems.extend(found.into_iter().map(|problem| problem.within(section)));
        };
        add("http", http.check());
        add("store", store.check());
        add("keys", keys.check());
        add("services", services.check());
        add("limits", limits.check());
        add("log", log.check());
        add("authorities", authorities::check(authorities));
        problems.extend(outbox.check());
        let wrong = email.check(*demo).into_iter();
        problems.extend(wrong.map(|error| ConfigError::of_setting("email", error)));
        problems.extend(destinations::check(destinations));
        problems.extend(destinations::check_routing(
            routing,
            destinations,
            unread,
            authorities,
        ));
        problems
    }

    /// Where people reach an authority: its first host with the scheme and port of the public
    /// URL, or the public URL itself when that is one of its hosts.
    pub fn site_url(&self, authority: &Authority) -> String {
        let url = self.http.public_url.trim_end_matches('/');
        let public = self.http.public_host().unwrap_or_default();
        match authority.hosts.first() {
            Some(first)
                if !authority.hosts.iter().any(|host| host == public) && !public.is_empty() =>
            {
                url.replacen(public, first, 1)
            }
            _ => url.to_owned(),
        }
    }

    /// The authority with this id.
    pub fn authority(&self, id: &str) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.id == id)
    }

    /// The authority whose door a host name is; `host` may carry a port.
    ///
    /// An address, `localhost` and the public URL's host, when nobody claims them, are the
    /// first authority's. Any other name is nobody's: the caller answers 421.
    pub fn authority_for_host(&self, host: &str) -> Option<&Authority> {
        let name = host_name(host).to_ascii_lowercase();
        self.authorities
            .iter()
            .find(|authority| authority.hosts.contains(&name))
            .or_else(|| {
                let local = name == "localhost"
                    || name
                        .trim_matches(['[', ']'])
                        .parse::<std::net::IpAddr>()
                        .is_ok();
                (local || Some(name.as_str()) == self.http.public_host())
                    .then(|| self.authorities.first())
                    .flatten()
            })
    }
}

impl Config {
    /// Who answers for an authority on this day: itself; after its last day the first of its
    /// successors, and theirs, who serves by then. Where nobody does, it is still itself.
    pub fn acting_authority<'a>(&'a self, id: &'a str, today: Date) -> &'a str {
        let mut asked = vec![id];
        let mut next = 0;
        while let Some(id) = asked.get(next).copied() {
            next += 1;
            let Some(authority) = self.authority(id) else {
                continue;
            };
            if authority.is_valid(today) {
                return id;
            }
            for successor in &authority.successors {
                if !asked.contains(&successor.as_str()) {
                    asked.push(successor);
                }
            }
        }
        id
    }
}

/// Not the name of a council: this machine's own, or an address in numbers.
pub fn is_bare(host: &str) -> bool {
    let name = host_name(host).to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>()
            .is_ok()
}

/// The name without the port: `[::1]:3000` is `[::1]`, `a.b:80` is `a.b`. What stands behind
/// the colon and is no port belongs to the name, which then is nobody's.
pub(crate) fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests;
