//! A back office for demonstrations and tests: a process and a file of its own.
//!
//! It does what an integrator's system should do: checks the signature over the raw bytes,
//! stores a request before it answers, acts once on a `webhook-id` however often it arrives,
//! answers with its own reference, and reports progress in signed callbacks, which it
//! repeats until Doorstep accepts them. It is written against the published messages alone
//! and shares no code with Doorstep.
//!
//! - `inbox` receives requests; `ledger` is its file; `callbacks` reports progress; `page`
//!   shows what happened (`/` for people, `/effects` for programs); `signature` signs and
//!   checks; `settings` are the keys and the services.
//!
//! `POST /mode?set=…` makes it misbehave: see [`Mode`].

mod callbacks;
mod inbox;
mod ledger;
mod page;
pub mod settings;
mod signature;

use anyhow::Context as _;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use jiff::Timestamp;
use ledger::Ledger;
use serde::Deserialize;
use settings::Destinations;
use signature::Keys;
use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long a reply under way may take when it stops.
const GRACE: Duration = Duration::from_secs(1);

/// The time in UTC; a test sets its own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How to run it.
#[derive(Clone)]
pub struct Options {
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Its SQLite file, created when missing.
    pub store: PathBuf,
    pub destinations: Destinations,
    /// Where Doorstep is, such as `http://localhost:3000`; callbacks go to
    /// `/api/v1/callbacks/{destination}` there. `None`: no callbacks.
    pub callbacks_to: Option<String>,
    /// From receiving to `in_progress`.
    pub in_progress_after: Duration,
    /// From receiving to `done`.
    pub done_after: Duration,
    pub clock: Clock,
}

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    #[default]
    Ok,
    /// 503, and nothing is stored.
    Down,
    /// 429 with `Retry-After: 2`, and nothing is stored.
    Busy,
    /// Does the work, then answers only after a minute.
    Slow,
    /// Does the work, then answers 200 with a web page.
    Lying,
    /// Refuses every request for good.
    Refuse,
}

struct State {
    ledger: Ledger,
    keys: BTreeMap<String, Keys>,
    mode: Mutex<Mode>,
    options: Options,
    /// Notified when a callback may be due sooner than expected.
    wake: tokio::sync::Notify,
}

impl State {
    fn now(&self) -> Timestamp {
        (self.options.clock)()
    }

    fn mode(&self) -> Mode {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_mode(&self, mode: Mode) {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner) = mode;
    }
}

/// A running demonstration back office.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// Where Doorstep posts the requests of this destination.
    pub fn inbox(&self, destination: &str) -> String {
        format!("http://{}/inbox/{destination}", self.address)
    }

    /// Stops it and waits until it has stopped; a reply held back on purpose is cut off.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for mut task in self.tasks {
            if tokio::time::timeout(GRACE, &mut task).await.is_err() {
                task.abort();
            }
        }
    }

    /// Stops it in the middle of its work, as a power cut would.
    pub fn kill(self) {
        for task in self.tasks {
            task.abort();
        }
    }
}

/// Starts it and returns when it listens.
///
/// # Errors
/// When a key or the store is unusable, or the address is taken.
pub async fn start(options: Options) -> anyhow::Result<Running> {
    let mut keys = BTreeMap::new();
    for (name, destination) in &options.destinations {
        keys.insert(
            name.clone(),
            Keys::new(&destination.secrets).context(name.clone())?,
        );
    }
    let state = Arc::new(State {
        ledger: Ledger::open(&options.store).await?,
        keys,
        mode: Mutex::default(),
        wake: tokio::sync::Notify::new(),
        options,
    });
    let listener = TcpListener::bind(state.options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", state.options.listen))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let mut tasks = Vec::new();
    if let Some(doorstep) = state.options.callbacks_to.clone() {
        let (state, stopped) = (Arc::clone(&state), stopped.clone());
        tasks.push(tokio::spawn(async move {
            tokio::select! {
                () = callbacks::report(&state, &doorstep) => {}
                () = until(stopped) => {}
            }
        }));
    }
    let router = router(state);
    tasks.push(tokio::spawn(async move {
        let served = axum::serve(listener, router).with_graceful_shutdown(until(stopped));
        if let Err(error) = served.await {
            tracing::error!(%error, "the demonstration back office stopped");
        }
    }));
    Ok(Running {
        address,
        stop,
        tasks,
    })
}

/// Runs it until `shutdown` completes.
///
/// # Errors
/// As [`start`].
pub async fn run(options: Options, shutdown: impl Future<Output = ()>) -> anyhow::Result<()> {
    let running = start(options).await?;
    tracing::info!(address = %running.address, "the demonstration back office is listening");
    shutdown.await;
    running.stop().await;
    Ok(())
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // A dropped sender means stop as well.
    let _ = stopped.wait_for(|stop| *stop).await;
}

fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/", get(page::show))
        .route("/effects", get(page::effects))
        .route("/livez", get(async || "ok"))
        .route("/mode", post(inbox::set_mode))
        .route("/inbox/{destination}", post(inbox::receive))
        .layer(DefaultBodyLimit::max(1024 * 1024))
        .with_state(state)
}
