//! The product in this process: its router, with a store and a clock of the test's own.

use super::browser::{Browser, TestServer};
use super::clock::TestClock;
use super::stores;
use super::undelivered::Undelivered;
use axum::Router;
use demo_back_office::Running;
use server::clock::Clock as _;
use server::config::Config;
use server::gazetteer::Gazetteer;
use server::outbox::Drained;
use server::state::{AppState, StateParts};
use server::store::SharedStore;
use server::vault::Vault;
use server::{gazetteer, http};
use std::panic::Location;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

pub struct TestApp {
    undelivered: Undelivered,
    pub state: Arc<AppState>,
    pub clock: Arc<TestClock>,
    pub folder: TempDir,
    pub office: Option<Running>,
    router: Router,
    store: SharedStore,
    vault: Vault,
    variables: Vec<(String, String)>,
}

impl TestApp {
    /// On SQLite, with the demonstration's destinations and no back office.
    pub async fn new() -> TestApp {
        TestApp::with(&[]).await
    }

    /// As [`TestApp::new`], with additional settings, named as environment variables.
    pub async fn with(settings: &[(&str, &str)]) -> TestApp {
        let folder = tempfile::tempdir().unwrap();
        let url = stores::sqlite(folder.path());
        TestApp::on(folder, &url, settings, None).await
    }

    /// One on each available store, each with a back office that answers.
    pub async fn on_every_store() -> Vec<TestApp> {
        TestApp::on_every_store_with(&[]).await
    }

    /// As [`TestApp::on_every_store`], with additional settings.
    pub async fn on_every_store_with(settings: &[(&str, &str)]) -> Vec<TestApp> {
        let folder = tempfile::tempdir().unwrap();
        let mut apps = Vec::new();
        for url in stores::addresses(folder.path()).await {
            let folder = tempfile::tempdir().unwrap();
            let url = match url.starts_with("sqlite") {
                true => stores::sqlite(folder.path()),
                false => url,
            };
            apps.push(TestApp::with_office_in(folder, &url, settings).await);
        }
        apps
    }

    /// On SQLite with a back office that answers.
    pub async fn with_office(settings: &[(&str, &str)]) -> TestApp {
        let folder = tempfile::tempdir().unwrap();
        let url = stores::sqlite(folder.path());
        TestApp::with_office_in(folder, &url, settings).await
    }

    async fn with_office_in(folder: TempDir, url: &str, settings: &[(&str, &str)]) -> TestApp {
        let clock = Arc::new(TestClock::new());
        let time = Arc::clone(&clock);
        let office = demo_back_office::start(demo_back_office::Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            store: folder.path().join("office.db"),
            destinations: demo_back_office::settings::demonstration().unwrap(),
            callbacks_to: None,
            pace: None,
            clock: Arc::new(move || time.now()),
        })
        .await
        .unwrap();
        let mut routed: Vec<(String, String)> = ["waste", "highways", "revenues"]
            .into_iter()
            .map(|name| {
                let key = format!("DOORSTEP__DESTINATIONS__{}__URL", name.to_uppercase());
                (key, office.inbox(name))
            })
            .collect();
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        routed.extend(settings.iter().map(own));
        let pairs: Vec<(&str, &str)> = routed
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        let mut app = TestApp::on(folder, url, &pairs, Some(clock)).await;
        app.office = Some(office);
        app
    }

    async fn on(
        folder: TempDir,
        url: &str,
        settings: &[(&str, &str)],
        clock: Option<Arc<TestClock>>,
    ) -> TestApp {
        let clock = clock.unwrap_or_else(|| Arc::new(TestClock::new()));
        let mut variables = demonstration(folder.path(), url);
        variables.retain(|(key, _)| settings.iter().all(|(own, _)| own != key));
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        variables.extend(settings.iter().map(own));
        let store = stores::open(url).await;
        let rows = gazetteer::read_csv(include_str!("../../../demo/addresses.csv")).unwrap();
        store.replace_addresses(rows).await.unwrap();
        let vault = stores::vault();
        let (state, router) = assemble(&variables, &store, &vault, &clock, None);
        TestApp {
            undelivered: Undelivered::new(url),
            state,
            clock,
            folder,
            office: None,
            router,
            store,
            vault,
            variables,
        }
    }

    /// The same store and keys with a new state and one more setting, as after an upgrade.
    pub fn restart_with(&mut self, settings: &[(&str, &str)]) {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        self.variables.extend(settings.iter().map(own));
        let (state, router) =
            assemble(&self.variables, &self.store, &self.vault, &self.clock, None);
        self.state = state;
        self.router = router;
    }

    /// Replaces the gazetteer.
    pub fn set_gazetteer(&mut self, gazetteer: Arc<dyn Gazetteer>) {
        (self.state, self.router) = assemble(
            &self.variables,
            &self.store,
            &self.vault,
            &self.clock,
            Some(gazetteer),
        );
    }

    /// The URL of its store.
    pub fn store_url(&self) -> &str {
        let url = self
            .variables
            .iter()
            .rfind(|(key, _)| key == "DOORSTEP__STORE__URL");
        &url.expect("the settings name the store").1
    }

    /// Another server on the same database with the same keys and clock.
    pub async fn replica(&self) -> Arc<AppState> {
        let url = self.store_url();
        let store = match url.starts_with("sqlite:") {
            // One server has one writer; its replica would be another process.
            true => Arc::clone(&self.store),
            false => stores::open(url).await,
        };
        assemble(&self.variables, &store, &self.vault, &self.clock, None).0
    }

    pub fn server(&self) -> TestServer {
        TestServer::InProcess(self.router.clone())
    }

    /// A browser without cookies at the county's host.
    pub fn browser(&self) -> Browser {
        self.browser_at("localhost:3000")
    }

    pub fn browser_at(&self, host: &str) -> Browser {
        Browser::new(self.server(), host)
    }

    /// Delivers what is due once and returns the counts.
    pub async fn drain(&self) -> Drained {
        self.state.outbox.drain_once().await.unwrap()
    }

    /// Delivers what is due, and what becomes due by it, such as emails.
    pub async fn deliver_all(&self) {
        while self.drain().await.claimed > 0 {}
    }

    /// Declares that the test leaves deliveries undelivered. A test without this declaration fails
    /// if any are left; one with it fails if none are.
    pub fn leave_undelivered(&self, reason: &'static str) {
        self.undelivered.expected(reason);
    }

    /// Fails if a request was accepted.
    #[track_caller]
    pub fn assert_no_request(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let stored = self.state.store.references(None, 10).await.unwrap();
            assert!(stored.is_empty(), "{caller}: {stored:?}");
        }
    }

    /// Everything the back office has done.
    pub async fn effects(&self) -> Vec<serde_json::Value> {
        let office = self.office.as_ref().expect("an app with an office");
        super::process::effects(office.address).await
    }
}

fn assemble(
    variables: &[(String, String)],
    store: &SharedStore,
    vault: &Vault,
    clock: &Arc<TestClock>,
    gazetteer: Option<Arc<dyn Gazetteer>>,
) -> (Arc<AppState>, Router) {
    let state = AppState::assemble(StateParts {
        config: Config::from_variables(variables).unwrap(),
        store: Arc::clone(store),
        vault: vault.clone(),
        clock: Arc::clone(clock) as _,
        gazetteer,
    })
    .unwrap();
    let router = http::router(Arc::clone(&state));
    (state, router)
}

/// A port on which nothing listens (tcpmux, RFC 1078, long obsolete).
const UNREACHABLE: &str = "http://127.0.0.1:1/";

/// Budgets that a test which is not about them does not exceed.
const PLENTY: [&str; 6] = [
    "DOORSTEP__LIMITS__SEND__PER_SESSION",
    "DOORSTEP__LIMITS__SEND__PER_ADDRESS",
    "DOORSTEP__LIMITS__SEND__TOTAL",
    "DOORSTEP__LIMITS__MAIL__PER_SESSION",
    "DOORSTEP__LIMITS__MAIL__PER_ADDRESS",
    "DOORSTEP__LIMITS__MAIL__TOTAL",
];

/// The demonstration settings, with every written file in this folder.
pub fn demonstration(folder: &Path, url: &str) -> Vec<(String, String)> {
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/doorstep.toml");
    let at = |name: &str| folder.join(name).display().to_string();
    [
        ("DOORSTEP_CONFIG", demo.to_owned()),
        ("DOORSTEP__DEMO", "true".to_owned()),
        ("DOORSTEP__STORE__URL", url.to_owned()),
        ("DOORSTEP__KEYS__FILE", at("doorstep.key")),
        ("DOORSTEP__HTTP__ASSETS", at("site")),
        ("DOORSTEP__EMAIL__DROP_FOLDER", at("mail")),
        // Nothing listens there, so a demonstration running beside the tests is not disturbed.
        ("DOORSTEP__DESTINATIONS__WASTE__URL", UNREACHABLE.to_owned()),
        (
            "DOORSTEP__DESTINATIONS__HIGHWAYS__URL",
            UNREACHABLE.to_owned(),
        ),
        (
            "DOORSTEP__DESTINATIONS__REVENUES__URL",
            UNREACHABLE.to_owned(),
        ),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into_iter()
    .chain(PLENTY.map(|key| {
        (
            key.to_owned(),
            "{at_once=1000000, per_hour=1000000}".to_owned(),
        )
    }))
    .collect()
}
