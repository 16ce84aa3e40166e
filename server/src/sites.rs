//! The sites of this deployment: each authority with the data every page needs, prepared once.

use crate::assets::Assets;
use crate::config::Config;
use crate::config::authorities::Authority;
use app::layout::Logo;
use shared::council::{Council, Councils};
use shared::date::Date;
use shared::journey::Journey;
use shared::language::Language;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The height of every logo, in CSS pixels.
const LOGO_HEIGHT: u16 = 40;

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

/// All sites, and the councils that texts can name.
pub struct Sites {
    sites: Vec<Arc<Site>>,
    councils: BTreeMap<Language, Arc<Councils>>,
}

impl Sites {
    pub fn new(config: &Config, assets: &Assets) -> Sites {
        Sites {
            sites: config
                .authorities
                .iter()
                .map(|authority| Arc::new(site(authority, assets)))
                .collect(),
            councils: Language::ALL
                .into_iter()
                .map(|language| (language, Arc::new(config.councils(language))))
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

    /// The councils that texts can name: the authorities and those around them.
    pub fn councils(&self, language: Language) -> Arc<Councils> {
        self.councils.get(&language).cloned().unwrap_or_default()
    }

    /// The authorities by name only, for the browser.
    pub fn names(&self, language: Language) -> Councils {
        let named = |site: &Arc<Site>| {
            let name = site.authority.name.get(language).to_owned();
            let website = None;
            (site.id().to_owned(), Council { name, website })
        };
        self.sites.iter().map(named).collect()
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

    /// The site of the authority that serves a journey, else this one.
    pub fn serving<'a>(&'a self, journey: Journey<'_>, here: &'a Arc<Site>) -> &'a Arc<Site> {
        journey
            .serving()
            .and_then(|id| self.get(id))
            .unwrap_or(here)
    }

    /// The name of an authority, or its id if it is not in the settings.
    pub fn name<'a>(&'a self, id: &'a str, language: Language) -> &'a str {
        self.get(id)
            .map_or(id, |site| site.authority.name.get(language))
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
            critical: assets.critical(),
            colours: assets.colours(),
            brand: authority.id.clone(),
            page_script: assets.href("page.js"),
            boot_script: assets.href("boot.js"),
            glue: assets.href("front.js"),
            program: assets.href("front_bg.wasm"),
            icon: assets.icon_href(&authority.id),
            logo: assets.logo(&authority.id).map(|(href, ratio)| Logo {
                href,
                width: (f64::from(LOGO_HEIGHT) * ratio).round().clamp(1.0, 400.0) as u16,
                height: LOGO_HEIGHT,
            }),
        }),
        authority: authority.clone(),
    }
}
