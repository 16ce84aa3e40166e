//! A deployment of real processes in a folder of its own: the server and a back office.

use super::app::demonstration;
use super::browser::{Browser, TestServer};
use super::connection::HttpConnection;
use super::program::{self, Program};
use serde_json::Value;
use server::clock::{Clock as _, SystemClock};
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Environment variable for the address of [`back_office`].
const OFFICE: &str = "DOORSTEP_TEST_OFFICE";
/// Environment variable for the database file of [`back_office`].
const OFFICE_STORE: &str = "DOORSTEP_TEST_OFFICE_STORE";

pub struct Deployment {
    pub folder: TempDir,
    pub settings: Vec<(String, String)>,
    pub address: SocketAddr,
    pub office: SocketAddr,
}

impl Deployment {
    /// Creates a key, an empty database and the demonstration addresses; nothing runs yet.
    pub fn new(settings: &[(&str, &str)]) -> Deployment {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        std::fs::create_dir(&store).unwrap();
        Deployment::storing_in(folder, &store, settings)
    }

    /// As [`Deployment::new`], with the SQLite file in another folder.
    pub fn storing_in(folder: TempDir, store: &Path, settings: &[(&str, &str)]) -> Deployment {
        let (address, office) = (program::free_address(), program::free_address());
        let url = format!("sqlite:{}", store.join("doorstep.db").display());
        let mut all = demonstration(folder.path(), &url);
        let mut add = |key: &str, value: String| all.push((key.to_owned(), value));
        add("DOORSTEP__HTTP__LISTEN", address.to_string());
        let public = format!("http://localhost:{}", address.port());
        add("DOORSTEP__HTTP__PUBLIC_URL", public);
        for name in ["waste", "highways", "revenues"] {
            let key = format!("DOORSTEP__DESTINATIONS__{}__URL", name.to_uppercase());
            add(&key, format!("http://{office}/inbox/{name}"));
        }
        for (key, value) in settings {
            add(key, (*value).to_owned());
        }
        let deployment = Deployment {
            folder,
            settings: all,
            address,
            office,
        };
        let key = deployment.path("doorstep.key").display().to_string();
        program::run_successfully(&deployment.settings, &["keygen", "--out", &key]);
        program::run_successfully(&deployment.settings, &["migrate"]);
        let addresses = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/addresses.csv");
        program::run_successfully(&deployment.settings, &["import-addresses", addresses]);
        deployment
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn server_log(&self) -> PathBuf {
        self.path("server.log")
    }

    /// The lines of the server's log.
    pub fn log_lines(&self) -> Vec<Value> {
        let log = std::fs::read_to_string(self.server_log()).unwrap();
        let lines = log
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        lines.collect()
    }

    /// The `serve` command, for tests that wrap it.
    pub fn serve(&self) -> Command {
        let mut command = program::doorstep(&self.settings);
        command.arg("serve");
        command
    }

    pub async fn start_server(&self) -> Program {
        Program::start(self.serve(), &self.server_log())
            .answers(self.address)
            .await
    }

    /// Starts the back office, which never calls back, as a second process of this test binary;
    /// see [`back_office`].
    pub async fn start_office(&self) -> Program {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["support::process::back_office", "--exact", "--ignored"])
            .arg("--nocapture")
            .env(OFFICE, self.office.to_string())
            .env(OFFICE_STORE, self.path("office.db"));
        Program::start(command, &self.path("office.log"))
            .answers(self.office)
            .await
    }

    pub fn browser(&self) -> Browser {
        let host = format!("localhost:{}", self.address.port());
        Browser::new(TestServer::Remote(self.address), &host)
    }

    /// A browser on another computer.
    pub fn browser_from(&self, source: IpAddr) -> Browser {
        let mut browser = self.browser();
        browser.peer.set_ip(source);
        browser
    }

    /// Every accepted reference, as printed by `refs`.
    pub fn refs(&self) -> BTreeSet<String> {
        let printed = program::run_successfully(&self.settings, &["refs"]);
        let lines: Vec<String> = printed.lines().map(super::response::compact).collect();
        let refs: BTreeSet<String> = lines.iter().cloned().collect();
        assert_eq!(refs.len(), lines.len(), "a reference is printed twice");
        refs
    }

    /// Waits, at most `patience`, for this many effects of the back office and returns them.
    pub async fn effects_of(&self, references: usize, patience: Duration) -> Vec<Value> {
        let began = Instant::now();
        loop {
            let effects = effects(self.office).await;
            if effects.len() >= references || began.elapsed() > patience {
                return effects;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }
}

/// Everything a back office has done, in order.
pub async fn effects(office: SocketAddr) -> Vec<Value> {
    let mut connection = HttpConnection::open(office).await.unwrap();
    let host = [("host".to_owned(), "localhost".to_owned())];
    let response = connection
        .fetch("GET", "/effects", &host, &[])
        .await
        .unwrap();
    serde_json::from_slice(&response.is(200).body).unwrap()
}

/// The back office's process. Cargo builds only the library of that package for these tests, so
/// the test binary itself is started and killed.
#[tokio::test]
#[ignore = "not a test: the process of Deployment::start_office"]
async fn back_office() {
    let Ok(listen) = std::env::var(OFFICE) else {
        return;
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    let options = demo_back_office::Options {
        listen: listen.parse().unwrap(),
        store: std::env::var_os(OFFICE_STORE).unwrap().into(),
        destinations: demo_back_office::settings::demonstration().unwrap(),
        callbacks_to: None,
        pace: None,
        clock: Arc::new(|| SystemClock.now()),
    };
    let running = demo_back_office::run(options, std::future::pending());
    running.await.unwrap();
}
