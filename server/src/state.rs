//! The application state, built once at start.

use crate::adapters::BuildError;
use crate::adapters::registry::Registry;
use crate::assets::Assets;
use crate::budgets::Budgets;
use crate::catalogue::{Catalogue, Known};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::contacts::Contacts;
use crate::drafts::Drafts;
use crate::gazetteer::{AddressLookup, Gazetteer, Imported};
use crate::http::limits::RateLimits;
use crate::intake::{Intake, IntakeDeps};
use crate::notices::{NoticeDeps, Notices, Sender};
use crate::outbox::{self, Outbox};
use crate::retention::Retention;
use crate::sites::{Site, Sites};
use crate::store::{self, Migrate, OpenError, SharedStore, StoreError};
use crate::submissions::Submissions;
use crate::telemetry::security::SecurityLog;
use crate::vault::{KeyFileError, Vault};
use crate::{calendar, telemetry};
use app::wording::WordingByLanguage;
use metrics_exporter_prometheus::PrometheusHandle;
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
    pub catalogue: Arc<Catalogue>,
    pub words: Arc<WordingByLanguage>,
    pub assets: Arc<Assets>,
    /// Every authority's site.
    pub sites: Sites,
    pub addresses: Arc<AddressLookup>,
    pub contacts: Arc<Contacts>,
    pub drafts: Drafts,
    pub intake: Intake,
    pub retention: Retention,
    pub submissions: Submissions,
    /// Destinations by name, shared by outbox and callbacks.
    pub registry: Arc<Registry>,
    pub notices: Arc<Notices>,
    pub outbox: Arc<Outbox>,
    pub limits: RateLimits,
    pub budgets: Arc<Budgets>,
    pub security: SecurityLog,
    pub metrics: PrometheusHandle,
    /// When the store was last checked for readiness, and whether it was ready.
    pub readiness: Mutex<Option<(Instant, bool)>>,
}

/// The parts a state is assembled from; tests provide their own.
pub struct StateParts {
    pub config: Config,
    pub store: SharedStore,
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    /// The address source; `None` uses the gazetteer imported into the store.
    pub gazetteer: Option<Arc<dyn Gazetteer>>,
}

/// Why the server cannot start, worded for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(
        "there is no key file at {0}\nCreate one with `doorstep keygen --out {0}` and store a copy \
         separately from the backups: without it, personal data cannot be decrypted."
    )]
    NoKeys(PathBuf),
    #[error("the key file {0}: {1}")]
    Keys(PathBuf, #[source] KeyFileError),
    #[error(
        "the key file {0} belongs to another database: it cannot decrypt this one\nSet keys.file to \
         the key file this database was created with."
    )]
    OtherKeys(PathBuf),
    #[error("the database cannot be read: {0}")]
    Unread(#[from] StoreError),
    #[error("the database cannot be opened: {0}\nCheck store.url (DOORSTEP__STORE__URL).")]
    Store(#[source] OpenError),
    #[error("the built-in texts have mistakes:\n{0}")]
    Words(String),
    #[error("the destination {0} cannot be used: {1}")]
    Destination(String, #[source] BuildError),
}

impl AppState {
    /// Opens the store as configured and builds everything else.
    ///
    /// # Errors
    /// The first failure that prevents the start.
    pub async fn build(config: Config, vault: Vault) -> Result<Arc<AppState>, StartError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = open_store(&config).await.map_err(StartError::Store)?;
        let state = AppState::assemble(StateParts {
            config,
            store,
            vault,
            clock,
            gazetteer: None,
        })?;
        state.check_key().await?;
        Ok(state)
    }

    /// Checks that the key opens the first request in the store. With another key, every page of a
    /// request would fail, and new data would be sealed with a second key.
    async fn check_key(&self) -> Result<(), StartError> {
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

    /// Assembles a state from parts.
    ///
    /// # Errors
    /// Mistakes in the wording or in a compiled-in definition.
    pub fn assemble(parts: StateParts) -> Result<Arc<AppState>, StartError> {
        let StateParts {
            config,
            store,
            vault,
            clock,
            gazetteer,
        } = parts;
        crate::render::init();
        let metrics = telemetry::metrics();
        let words =
            WordingByLanguage::load().map_err(|mistakes| StartError::Words(mistakes.join("\n")))?;
        let words = Arc::new(words);
        let (catalogue, mistakes) = catalogue(&config);
        for mistake in &mistakes {
            tracing::error!(%mistake, "a file is not published");
        }
        let catalogue = Arc::new(catalogue);
        let assets = assets(&config, &words);
        let registry = Registry::new(&config.destinations, &config.email, config.demo)
            .map_err(|(name, error)| StartError::Destination(name, error))?;
        let registry = Arc::new(registry);
        let budgets = Arc::new(Budgets::new(&config.limits, &config.http.trusted_proxies));
        let notices = Arc::new(Notices::new(notice_deps(
            &config, &vault, &clock, &words, &budgets,
        )));
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
        let config = Arc::new(config);
        let gazetteer = gazetteer.unwrap_or_else(|| Arc::new(Imported::new(Arc::clone(&store))));
        let addresses = Arc::new(AddressLookup::new(
            gazetteer,
            Arc::clone(&config),
            Arc::clone(&clock),
        ));
        let contacts = Arc::new(Contacts::new(
            Arc::clone(&store),
            vault.clone(),
            Arc::clone(&clock),
            Arc::clone(&catalogue),
        ));
        Ok(Arc::new(AppState {
            sites: Sites::new(&config, &assets),
            drafts: Drafts::new(
                Arc::clone(&store),
                vault.clone(),
                Arc::clone(&clock),
                Arc::clone(&catalogue),
                Arc::clone(&addresses),
                Arc::clone(&contacts),
            ),
            intake: Intake::new(IntakeDeps {
                store: Arc::clone(&store),
                vault: vault.clone(),
                clock: Arc::clone(&clock),
                config: Arc::clone(&config),
                catalogue: Arc::clone(&catalogue),
                words: Arc::clone(&words),
                addresses: Arc::clone(&addresses),
                contacts: Arc::clone(&contacts),
                notices: Arc::clone(&notices),
                budgets: Arc::clone(&budgets),
                outbox_wake,
            }),
            submissions: Submissions::new(
                Arc::clone(&store),
                vault.clone(),
                Arc::clone(&clock),
                Arc::clone(&catalogue),
                Arc::clone(&notices),
                Arc::clone(&budgets),
            ),
            retention: Retention::new(
                Arc::clone(&store),
                Arc::clone(&clock),
                config.contacts.detail_days,
            ),
            limits: RateLimits::new(&config),
            security: SecurityLog::new(vault.clone()),
            assets: Arc::new(assets),
            readiness: Mutex::default(),
            config,
            store,
            vault,
            clock,
            catalogue,
            words,
            addresses,
            contacts,
            registry,
            notices,
            outbox,
            budgets,
            metrics,
        }))
    }

    /// The site of a host name today.
    pub fn site(&self, host: &str) -> Option<&Arc<Site>> {
        let today = calendar::london(self.clock.now()).date;
        self.sites.for_host(&self.config, host, today)
    }
}

/// The files of `http.assets`; if there are none, the brands and the compiled-in wording.
fn assets(config: &Config, words: &WordingByLanguage) -> Assets {
    let assets = Assets::load(&config.http.assets, &config.authorities).unwrap_or_else(|error| {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "pages have no styles and no scripts: run `cargo xtask run`, or set http.assets"
        );
        Assets::brands_only(&config.authorities)
    });
    assets.with_words(|language| words.of(language))
}

fn notice_deps(
    config: &Config,
    vault: &Vault,
    clock: &Arc<dyn Clock>,
    words: &WordingByLanguage,
    budgets: &Arc<Budgets>,
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
        budgets: Arc::clone(budgets),
    }
}

/// Loads the key file named in the settings.
///
/// # Errors
/// If there is no key file (the message says how to make one) or it cannot be used.
pub fn load_vault(config: &Config) -> Result<Vault, StartError> {
    let file = &config.keys.file;
    if !file.exists() {
        return Err(StartError::NoKeys(file.clone()));
    }
    Vault::load(file).map_err(|error| StartError::Keys(file.clone(), error))
}

/// Opens the store named in the settings and prepares it for this release.
///
/// # Errors
/// As the store; on PostgreSQL also if `doorstep migrate` has pending migrations.
pub async fn open_store(config: &Config) -> Result<SharedStore, OpenError> {
    if let Some(folder) = sqlite_folder(&config.store.url) {
        // Creates `var/` on first start; a failure is reported when the file is opened.
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

/// The definitions that the settings name, and every mistake in them.
pub fn catalogue(config: &Config) -> (Catalogue, Vec<crate::catalogue::Mistake>) {
    let folder = config.services.folder();
    Catalogue::load(config.services.built_in, folder, Known::of(config))
}
