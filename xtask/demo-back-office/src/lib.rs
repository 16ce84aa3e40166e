//! The demonstration's other half: a back office, as a process and a file of its own.
//!
//! It does what an integrator's system should do: checks the signature over the raw bytes,
//! stores a request before it answers, acts once on a `webhook-id` however often it arrives,
//! answers with its own reference, and reports progress in signed callbacks, which it
//! repeats until Doorstep answers them for good. It is written against the published messages
//! alone and shares no code with Doorstep. A person reads the requests on its pages, answers them
//! and makes it misbehave.
//!
//! - `inbox` receives requests; `callbacks` reports progress; `signature` checks and signs;
//!   `doorstep` makes the calls; `ledger` is its file.
//! - `pages` shows everything: `answers` puts answers in words, with the definitions that `forms`
//!   reads; `work` is what the buttons do; `event` reads what is shown of a message; `html`
//!   escapes.
//! - `behaviour` is how it behaves; `settings` are the keys and the services, `notes` the texts it
//!   suggests.
//!
//! For programs, `/effects` lists what it did and `POST /mode?set=…` makes it misbehave.

mod answers;
mod behaviour;
mod callbacks;
mod doorstep;
mod event;
mod forms;
mod html;
mod inbox;
mod ledger;
mod notes;
mod pages;
pub mod settings;
mod signature;
mod work;

pub use behaviour::Pace;

use anyhow::Context as _;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use behaviour::Behaviour;
use doorstep::Doorstep;
use jiff::Timestamp;
use ledger::Ledger;
use notes::Phrasebook;
use settings::Destinations;
use signature::Keys;
use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tower_http::csrf::CsrfLayer;

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
    /// `/api/v1/callbacks/{destination}` there, and definitions are read there. `None`: neither.
    pub callbacks_to: Option<String>,
    /// Reports progress by itself, unless its file says otherwise. `None`: only when a button is
    /// pressed.
    pub pace: Option<Pace>,
    pub clock: Clock,
}

struct State {
    ledger: Ledger,
    keys: BTreeMap<String, Keys>,
    phrasebook: Phrasebook,
    behaviour: Mutex<Behaviour>,
    doorstep: Option<Doorstep>,
    options: Options,
    /// Notified when a callback may be due sooner than expected.
    wake: Notify,
    /// Notified when Doorstep has answered a callback, or has not.
    told: Notify,
}

type Shared = axum::extract::State<Arc<State>>;

impl State {
    fn now(&self) -> Timestamp {
        (self.options.clock)()
    }

    fn behaviour(&self) -> Behaviour {
        let behaviour = self.behaviour.lock();
        behaviour.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Behaves like this from now on, also after a restart.
    async fn behave(&self, behaviour: Behaviour) -> sqlx::Result<()> {
        self.ledger.keep_behaviour(&behaviour).await?;
        *self
            .behaviour
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = behaviour;
        Ok(())
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
    let ledger = Ledger::open(&options.store).await?;
    let behaviour = ledger.behaviour().await?;
    let behaviour = behaviour.unwrap_or_else(|| Behaviour::new(options.pace));
    let state = Arc::new(State {
        ledger,
        keys,
        phrasebook: Phrasebook::load()?,
        behaviour: Mutex::new(behaviour),
        doorstep: options.callbacks_to.as_deref().map(Doorstep::new),
        options,
        wake: Notify::new(),
        told: Notify::new(),
    });
    let listener = TcpListener::bind(state.options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", state.options.listen))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let mut tasks = Vec::new();
    let (reporting, until_stopped) = (Arc::clone(&state), stopped.clone());
    tasks.push(tokio::spawn(async move {
        let Some(doorstep) = &reporting.doorstep else {
            return;
        };
        tokio::select! {
            () = callbacks::report(&reporting, doorstep) => {}
            () = until(until_stopped) => {}
        }
    }));
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
        .route("/livez", get(async || "ok"))
        .route("/mode", post(inbox::set_mode))
        .route("/inbox/{destination}", post(inbox::receive))
        .merge(pages::router())
        .layer(DefaultBodyLimit::max(1024 * 1024))
        // A browser says where a form came from. A program says nothing and is let through.
        .layer(CsrfLayer::new())
        .with_state(state)
}
