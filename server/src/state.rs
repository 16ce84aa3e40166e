//! The state: everything a handler may reach for, built once at start.

use crate::adapters::BuildError;
use crate::adapters::registry::Registry;
use crate::assets::Assets;
use crate::catalogue::Catalogue;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::gate::Gate;
use crate::gazetteer::{Gazetteer, Imported};
use crate::notices::{NoticeDeps, Notices, Sender};
use crate::outbox::{self, Outbox};
use crate::sites::{Site, Sites};
use crate::store::{self, Migrate, OpenError, SharedStore, StoreError};
use crate::vault::{KeyFileError, Vault};
use crate::wording::Words;
use crate::{calendar, telemetry};
use metrics_exporter_prometheus::PrometheusHandle;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::language::Language;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{Mutex, Notify};

/// The state of the router, as `Arc<AppState>`.
pub struct AppState {
    pub config: Arc<Config>,
    pub store: SharedStore,
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    pub catalogue: Catalogue,
    pub words: Arc<Words>,
    pub assets: Arc<Assets>,
    pub gazetteer: Arc<dyn Gazetteer>,
    /// What stands around the pages of each authority.
    pub sites: Sites,
    /// Back offices by name, as intake and outbox use them.
    pub registry: Arc<Registry>,
    pub notices: Arc<Notices>,
    pub outbox: Arc<Outbox>,
    /// Rung after every acceptance, so that a delivery does not wait for the loop's timer.
    pub outbox_wake: Arc<Notify>,
    /// The limits at the door.
    pub gate: Gate,
    pub metrics: PrometheusHandle,
    /// Whether the store took a write of nothing, and when it was asked.
    pub readiness: Mutex<Option<(Instant, bool)>>,
}

/// What is put into a state from outside; tests put their own.
pub struct StateParts {
    pub config: Config,
    pub store: SharedStore,
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
}

/// Why the server cannot start, in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(
        "there is no key file at {0}\nMake one with `doorstep keygen --out {0}` and keep a copy apart \
         from the backups: without it nothing personal can be read again."
    )]
    NoKeys(PathBuf),
    #[error("the key file {0}: {1}")]
    Keys(PathBuf, #[source] KeyFileError),
    #[error(
        "the key file {0} does not open what the store holds: it is another one's\nSet keys.file to \
         the key file this store was begun with."
    )]
    OtherKeys(PathBuf),
    #[error("the store cannot be read: {0}")]
    Unread(#[from] StoreError),
    #[error("the store cannot be opened: {0}\nLook at store.url (DOORSTEP__STORE__URL).")]
    Store(#[source] OpenError),
    #[error("the wording compiled in has mistakes:\n{0}")]
    Words(String),
    #[error("the destination {0} cannot be used: {1}")]
    Destination(String, #[source] BuildError),
}

impl AppState {
    /// Opens the store as configured and reads everything else.
    ///
    /// # Errors
    /// The first thing without which nothing can be promised.
    pub async fn build(config: Config, vault: Vault) -> Result<Arc<AppState>, StartError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = open_store(&config).await.map_err(StartError::Store)?;
        let state = AppState::assemble(StateParts {
            config,
            store,
            vault,
            clock,
        })?;
        state.opens_what_it_keeps().await?;
        Ok(state)
    }

    /// The first request of the store opens with our key: with another one, every page of a
    /// request would fail, and what is sent from now on would be under a second key.
    async fn opens_what_it_keeps(&self) -> Result<(), StartError> {
        let first = self.store.references(None, 1).await?;
        let Some((_, reference)) = first.first() else {
            return Ok(());
        };
        match self.store.submission(*reference).await? {
            Some(submission) if self.notices.person(&submission.row).is_none() => {
                Err(StartError::OtherKeys(self.config.keys.file.clone()))
            }
            _ => Ok(()),
        }
    }

    /// A state from parts.
    ///
    /// # Errors
    /// Wording or a compiled-in definition with a mistake.
    pub fn assemble(parts: StateParts) -> Result<Arc<AppState>, StartError> {
        let StateParts {
            config,
            store,
            vault,
            clock,
        } = parts;
        crate::render::init();
        let metrics = telemetry::metrics();
        let words = Words::load().map_err(|mistakes| StartError::Words(mistakes.join("\n")))?;
        let (catalogue, mistakes) = catalogue(&config);
        for mistake in &mistakes {
            tracing::error!(%mistake, "a definition is not published");
        }
        let assets = Assets::load(&config.http.assets, &config.authorities)
            .unwrap_or_else(|error| {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "pages have no styles and no scripts: run `cargo xtask run`, or set http.assets"
                );
                Assets::brands_only(&config.authorities)
            })
            .with_words(|language| words.of(language));
        let registry = Registry::new(&config.destinations, &config.email, config.demo)
            .map_err(|(name, error)| StartError::Destination(name, error))?;
        let registry = Arc::new(registry);
        let words = Arc::new(words);
        let notices = Arc::new(Notices::new(notice_deps(&config, &vault, &clock, &words)));
        let outbox_wake: Arc<Notify> = Arc::default();
        let outbox = Outbox::new(outbox::Deps {
            store: Arc::clone(&store),
            vault: vault.clone(),
            clock: Arc::clone(&clock),
            registry: Arc::clone(&registry),
            notices: Arc::clone(&notices),
            config: config.outbox.clone(),
            wake: Arc::clone(&outbox_wake),
        });
        Ok(Arc::new(AppState {
            sites: Sites::new(&config, &assets),
            registry,
            notices,
            outbox,
            gate: Gate::new(&config),
            gazetteer: Arc::new(Imported::new(Arc::clone(&store))),
            config: Arc::new(config),
            store,
            vault,
            clock,
            catalogue,
            words,
            assets: Arc::new(assets),
            outbox_wake,
            metrics,
            readiness: Mutex::default(),
        }))
    }

    /// The door a host name is today.
    pub fn site(&self, host: &str) -> Option<&Arc<Site>> {
        let today = calendar::london(self.clock.now()).date;
        self.sites.for_host(&self.config, host, today)
    }

    /// What rules may look at, for a request that came through this authority's door.
    pub fn facts(&self, authority: &str, channel: Channel) -> Facts {
        let now = calendar::london(self.clock.now());
        Facts {
            today: now.date,
            minute: now.minute,
            holidays: calendar::holidays_near(now.date),
            authority: authority.to_owned(),
            channel,
            signed_in: false,
        }
    }
}

fn notice_deps(
    config: &Config,
    vault: &Vault,
    clock: &Arc<dyn Clock>,
    words: &Words,
) -> NoticeDeps {
    let sender = |authority: &crate::config::authorities::Authority| Sender {
        name: authority.name.clone(),
        url: config.site_url(authority),
        reply_to: authority.email.clone(),
    };
    NoticeDeps {
        vault: vault.clone(),
        clock: Arc::clone(clock),
        words: Language::ALL
            .into_iter()
            .map(|language| (language, Arc::clone(words.of(language))))
            .collect(),
        senders: config
            .authorities
            .iter()
            .map(|authority| (authority.id.clone(), sender(authority)))
            .collect(),
        on: config.email.is_on(config.demo),
        operator: Some(config.email.operator.clone()).filter(|address| !address.is_empty()),
    }
}

/// The key file named in the settings.
///
/// # Errors
/// No file, with the words that make one; or one that cannot be used.
pub fn load_vault(config: &Config) -> Result<Vault, StartError> {
    let file = &config.keys.file;
    if !file.exists() {
        return Err(StartError::NoKeys(file.clone()));
    }
    Vault::load(file).map_err(|error| StartError::Keys(file.clone(), error))
}

/// The store named in the settings, ready for this release.
///
/// # Errors
/// As the store; on PostgreSQL also tables that `doorstep migrate` has not laid out yet.
pub async fn open_store(config: &Config) -> Result<SharedStore, OpenError> {
    if let Some(folder) = sqlite_folder(&config.store.url) {
        // A first start makes `var/`; what cannot be made, opening the file will name.
        let _ = std::fs::create_dir_all(folder);
    }
    store::open(&config.store.url, Migrate::Serve).await
}

/// The folder of a SQLite file.
pub fn sqlite_folder(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//");
    let path = path.split('?').next()?;
    PathBuf::from(path).parent().map(PathBuf::from)
}

/// The definitions as the settings name them, and every mistake in them.
pub fn catalogue(config: &Config) -> (Catalogue, Vec<crate::catalogue::Mistake>) {
    let authorities: Vec<String> = config.authorities.iter().map(|a| a.id.clone()).collect();
    Catalogue::load(
        config.services.built_in,
        config.services.folder(),
        &authorities,
    )
}
