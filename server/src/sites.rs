//! The sites of this deployment: each authority with the data every page needs, prepared once.

use crate::assets::Assets;
use crate::config::Config;
use crate::config::authorities::Authority;
use shared::date::Date;
use shared::language::Language;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One authority's site.
pub struct Site {
    pub authority: Authority,
    /// The authority's details in each language.
    details: BTreeMap<Language, Arc<app::layout::Authority>>,
    /// The assets a browser loads on this site.
    pub assets: Arc<app::layout::Assets>,
}

impl Site {
    pub fn id(&self) -> &str {
        &self.authority.id
    }

    pub fn details(&self, language: Language) -> Arc<app::layout::Authority> {
        self.details.get(&language).cloned().unwrap_or_default()
    }
}

/// All sites, and every authority's name.
pub struct Sites {
    sites: Vec<Arc<Site>>,
    names: BTreeMap<Language, BTreeMap<String, String>>,
}

impl Sites {
    pub fn new(config: &Config, assets: &Assets) -> Sites {
        let names = |language| {
            config
                .authorities
                .iter()
                .map(|authority| {
                    (
                        authority.id.clone(),
                        authority.name.get(language).to_owned(),
                    )
                })
                .collect()
        };
        Sites {
            sites: config
                .authorities
                .iter()
                .map(|authority| Arc::new(site(authority, assets)))
                .collect(),
            names: Language::ALL
                .into_iter()
                .map(|language| (language, names(language)))
                .collect(),
        }
    }

    pub fn get(&self, id: &str) -> Option<&Arc<Site>> {
        self.sites.iter().find(|site| site.id() == id)
    }

    pub fn first(&self) -> Option<&Arc<Site>> {
        self.sites.first()
    }

    /// The site of a host name on this day; `host` may include a port.
    pub fn for_host(&self, config: &Config, host: &str, today: Date) -> Option<&Arc<Site>> {
        let named = &config.authority_for_host(host)?.id;
        self.get(config.acting_authority(named, today))
    }

    /// Names by authority id.
    pub fn names(&self, language: Language) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        self.names.get(&language).unwrap_or(&NONE)
    }

    /// An authority's details; only its id if it is not in the settings.
    pub fn details(&self, id: &str, language: Language) -> Arc<app::layout::Authority> {
        match self.get(id) {
            Some(site) => site.details(language),
            None => Arc::new(app::layout::Authority {
                name: id.to_owned(),
                ..app::layout::Authority::default()
            }),
        }
    }

    /// The name of an authority, or its id if it is not in the settings.
    pub fn name<'a>(&'a self, id: &'a str, language: Language) -> &'a str {
        self.names(language).get(id).map_or(id, String::as_str)
    }
}

fn site(authority: &Authority, assets: &Assets) -> Site {
    let details = |language| {
        let line = |line: &crate::config::authorities::Line| app::layout::PhoneLine {
            number: line.number.clone(),
            hours: line.hours.get(language).to_owned(),
        };
        Arc::new(app::layout::Authority {
            name: authority.name.get(language).to_owned(),
            phones: std::iter::once(&authority.phone)
                .chain(&authority.out_of_hours)
                .map(line)
                .collect(),
            relay: authority.relay,
            email: authority.email.clone(),
            counter: authority
                .counter
                .as_ref()
                .map(|counter| app::layout::Counter {
                    lines: counter.lines.clone(),
                    hours: counter.hours.get(language).to_owned(),
                }),
            website: Some(authority.website.clone()),
        })
    };
    Site {
        details: Language::ALL
            .into_iter()
            .map(|language| (language, details(language)))
            .collect(),
        assets: Arc::new(app::layout::Assets {
            style: assets.href("main.css"),
            brand: assets.brand_href(&authority.id),
            page_script: assets.href("page.js"),
            boot_script: assets.href("boot.js"),
            icon: assets.href("favicon.svg"),
        }),
        authority: authority.clone(),
    }
}
