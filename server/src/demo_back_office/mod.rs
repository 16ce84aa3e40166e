//! A back office for demonstrations and tests: a process of its own with a file of its own.
//!
//! It does what an integrator's system should do: checks the signature over the raw bytes,
//! writes down what it received before it answers, acts once on a `webhook-id` however often
//! it arrives, answers with its own reference, and calls back with signed progress, trying
//! again until it is heard.
//!
//! - `ledger`: its file; `inbox`: what it receives; `progress`: its callbacks; `page`: what
//!   it shows (`/` for people, `/effects` for programs).
//!
//! `POST /mode?set=…` makes it misbehave: see [`Mode`]. It knows nothing of Doorstep's store.

mod inbox;
mod ledger;
mod page;
mod progress;

use crate::adapters::settings::Secret;
use crate::adapters::webhook::signature::Secrets;
use crate::clock::Clock;
use crate::config::destinations::Routing;
use anyhow::Context as _;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use ledger::Ledger;
use serde::Deserialize;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long a reply that is under way has when it stops.
const GRACE: Duration = Duration::from_secs(1);

/// How to run it.
#[derive(Clone)]
pub struct Options {
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Its SQLite file; made when it is not there.
    pub store: PathBuf,
    /// What it works for: a service that no line sends here is refused.
    pub routing: Routing,
    /// Keys requests are signed with.
    pub secrets: Vec<Secret>,
    /// Keys it signs its callbacks with; empty, the same.
    pub callback_secrets: Vec<Secret>,
    /// Where Doorstep is, such as `http://localhost:3000`; callbacks go to
    /// `/api/v1/callbacks/{destination}` there. `None`: it never calls back.
    pub callback_base: Option<String>,
    /// From receiving to `in_progress`.
    pub in_progress_after: Duration,
    /// From receiving to `done`.
    pub done_after: Duration,
    pub clock: Arc<dyn Clock>,
}

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    #[default]
    Ok,
    /// 503, nothing written down.
    Down,
    /// 429 with `Retry-After: 2`, nothing written down.
    Busy,
    /// Does the work, then answers only after a minute.
    Slow,
    /// Does the work, then answers 200 with a web page.
    Lying,
    /// Refuses everything for good.
    Refuse,
}

struct State {
    ledger: Ledger,
    secrets: Secrets,
    mode: Mutex<Mode>,
    options: Options,
    /// Rung when a callback may be due sooner than thought.
    wake: tokio::sync::Notify,
}

impl State {
    fn mode(&self) -> Mode {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_mode(&self, mode: Mode) {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner) = mode;
    }
}

/// A demonstration back office that is running.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// Where Doorstep posts requests of this destination.
    pub fn inbox(&self, destination: &str) -> String {
        format!("http://{}/inbox/{destination}", self.address)
    }

    /// Stops it and waits until it has; a reply that is held back on purpose is cut off.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for mut task in self.tasks {
            if tokio::time::timeout(GRACE, &mut task).await.is_err() {
                task.abort();
            }
        }
    }

    /// Stops it in the middle of whatever it does, as a power cut would.
    pub fn kill(self) {
        for task in self.tasks {
            task.abort();
        }
    }
}

/// Starts it and returns when it listens.
pub async fn start(options: Options) -> anyhow::Result<Running> {
    let secrets =
        Secrets::new(&options.secrets).context("the signing keys are not whsec_ and base64")?;
    let state = Arc::new(State {
        ledger: Ledger::open(&options.store).await?,
        secrets,
        mode: Mutex::default(),
        wake: tokio::sync::Notify::new(),
        options,
    });
    let listener = TcpListener::bind(state.options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", state.options.listen))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let callbacks = progress::begin(Arc::clone(&state), stopped.clone())?;
    let router = router(state);
    let serving = tokio::spawn(async move {
        let served = axum::serve(listener, router).with_graceful_shutdown(until(stopped));
        if let Err(error) = served.await {
            tracing::error!(%error, "the demonstration back office stopped");
        }
    });
    Ok(Running {
        address,
        stop,
        tasks: vec![serving, callbacks],
    })
}

/// Runs it until `shutdown` completes.
pub async fn run(options: Options, shutdown: impl Future<Output = ()>) -> anyhow::Result<()> {
    let running = start(options).await?;
    tracing::info!(address = %running.address, "the demonstration back office listens");
    shutdown.await;
    running.stop().await;
    Ok(())
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // A sender that is gone means stop as well.
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
