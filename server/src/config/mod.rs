//! Every setting, read once at start.
//!
//! `server/doorstep.toml` is compiled in and holds every default with a comment. The file named
//! by `DOORSTEP_CONFIG` overrides it, and the environment (`DOORSTEP__SECTION__KEY`) overrides
//! both. All errors are reported together, and then nothing starts.
//!
//! To add a setting: a documented field in its section's file, its line in
//! `server/doorstep.toml`, its rule in the section's `check`. To add a section: a file here and
//! a field of [`Config`]; [`Config::check`] destructures the root, so a section without a check
//! does not compile.

mod demonstration;
mod exposed;
mod read;

pub mod authorities;
pub mod brand;
pub mod contacts;
pub mod destinations;
pub mod error;
pub mod http;
pub mod limits;
pub mod log;
pub mod neighbours;
pub mod network;
pub mod outbox;
pub mod store;
pub mod svg;
pub mod topics;

use crate::adapters::email::EmailConfig;
use authorities::Authority;
use destinations::{Destinations, Routing};
use error::ConfigError;
use neighbours::Neighbour;
use serde::Deserialize;
use shared::council::{Council, Councils};
use shared::date::Date;
use shared::language::{Language, Text};
use std::collections::BTreeSet;
use std::net::IpAddr;
use topics::Topic;

/// Every setting, checked.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// True only under `cargo xtask run`: invented data, mail written to files, and no claim to be
    /// a real council.
    pub demo: bool,
    pub http: http::Http,
    pub store: store::StoreConfig,
    pub keys: store::Keys,
    pub services: store::ServicesConfig,
    pub contacts: contacts::ContactsConfig,
    pub limits: limits::Limits,
    pub outbox: outbox::OutboxConfig,
    pub email: EmailConfig,
    /// Destinations by name.
    pub destinations: Destinations,
    /// The destination of each service, by service and then by authority.
    pub routing: Routing,
    pub log: log::Log,
    /// In order; the first one answers unclaimed local names.
    pub authorities: Vec<Authority>,
    /// Councils outside this deployment.
    pub neighbours: Vec<Neighbour>,
    /// The groups of services, in the order they are listed.
    pub topics: Vec<Topic>,
}

impl Config {
    /// Reads the defaults, the file of `DOORSTEP_CONFIG` and the environment.
    ///
    /// # Errors
    /// Every error found, in the order of the settings.
    pub fn load() -> Result<Config, Vec<ConfigError>> {
        let variables = std::env::vars().collect::<Vec<_>>();
        Config::from_variables(&variables)
    }

    /// The settings with every error found. Invalid values fall back to defaults so that all
    /// other errors can be reported in one run. `None` when hardly anything could be read.
    pub fn load_lenient() -> (Option<Config>, Vec<ConfigError>) {
        let variables = std::env::vars().collect::<Vec<_>>();
        Config::read_from(&variables)
    }

    /// [`Config::load`] with the environment as an argument.
    ///
    /// # Errors
    /// Every error found.
    pub fn from_variables(variables: &[(String, String)]) -> Result<Config, Vec<ConfigError>> {
        match Config::read_from(variables) {
            (Some(config), errors) if errors.is_empty() => Ok(config),
            (_, errors) => Err(errors),
        }
    }

    fn read_from(variables: &[(String, String)]) -> (Option<Config>, Vec<ConfigError>) {
        let (config, mut errors) = read::read(variables);
        if let Some(config) = &config {
            // A destination that could not be read is reported once, not again by its routes.
            let unread: BTreeSet<&str> = errors
                .iter()
                .filter_map(|error| error.path.strip_prefix("destinations."))
                .filter_map(|rest| rest.split('.').next())
                .collect();
            let found = config.check(&unread);
            errors.extend(found);
            // The keys of the demonstration are public.
            if !config.demo {
                errors.extend(exposed::error_if_exposed(variables));
            }
        }
        (config, errors)
    }

    /// The compiled-in defaults only.
    ///
    /// # Errors
    /// Never, unless `server/doorstep.toml` itself is invalid; a test covers that.
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
            contacts,
            limits,
            outbox,
            email,
            destinations,
            routing,
            log,
            authorities,
            neighbours,
            topics,
        } = self;
        let mut errors = Vec::new();
        let mut add = |section: &str, found: Vec<ConfigError>| {
            errors.extend(found.into_iter().map(|error| error.within(section)));
        };
        add("http", http.check());
        add("store", store.check());
        add("keys", keys.check());
        add("services", services.check());
        add("contacts", contacts.check());
        add("limits", limits.check());
        add("log", log.check());
        add("authorities", authorities::check(authorities));
        add("neighbours", neighbours::check(neighbours));
        add("topics", topics::check(topics));
        errors.extend(outbox.check());
        let wrong = email.check(*demo).into_iter();
        errors.extend(wrong.map(|error| ConfigError::of_setting("email", error)));
        errors.extend(destinations::check(destinations));
        errors.extend(destinations::check_routing(
            routing,
            destinations,
            unread,
            authorities,
        ));
        errors.extend(demonstration::check(self));
        errors
    }

    /// The public URL of an authority: its first host with the scheme and port of the public URL,
    /// or the public URL itself if that is one of its hosts.
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

    /// The councils that texts can name: the authorities and those around them.
    pub fn councils(&self, language: Language) -> Councils {
        let named = |id: &str, name: &Text, website: &str| {
            let council = Council {
                name: name.get(language).to_owned(),
                website: Some(website.to_owned()),
            };
            (id.to_owned(), council)
        };
        let around = self.neighbours.iter();
        let own = self.authorities.iter();
        around
            .map(|council| named(&council.id, &council.name, &council.website))
            .chain(own.map(|council| named(&council.id, &council.name, &council.website)))
            .collect()
    }

    /// The authority with this id.
    pub fn authority(&self, id: &str) -> Option<&Authority> {
        self.authorities.iter().find(|authority| authority.id == id)
    }

    /// The authority of a host name; `host` may include a port.
    ///
    /// Unless an authority claims them, IP addresses, `localhost` and the public URL's host belong
    /// to the first authority. Any other name is unknown: the caller answers 421.
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
    /// The authority that answers for this one on this day: itself, or after its last day the first
    /// successor, direct or indirect, that serves by then. If none does, itself.
    pub fn acting_authority<'a>(&'a self, id: &'a str, today: Date) -> &'a str {
        let mut candidates = vec![id];
        let mut next = 0;
        while let Some(id) = candidates.get(next).copied() {
            next += 1;
            let Some(authority) = self.authority(id) else {
                continue;
            };
            if authority.is_valid(today) {
                return id;
            }
            for successor in &authority.successors {
                if !candidates.contains(&successor.as_str()) {
                    candidates.push(successor);
                }
            }
        }
        id
    }
}

/// Whether this is `localhost`, a local name or an IP address, not the name of a council.
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

/// The name without the port: `[::1]:3000` is `[::1]`, `a.b:80` is `a.b`. A suffix that is not
/// a port stays part of the name, which then is unknown.
pub(crate) fn host_name(host: &str) -> &str {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        _ => host,
    };
    // A trailing dot makes a name absolute; it is the same host.
    name.strip_suffix('.').unwrap_or(name)
}

#[cfg(test)]
mod tests;
