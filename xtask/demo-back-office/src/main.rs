//! `demo-back-office`: arguments in, exit code out.

use anyhow::Context as _;
use clap::Parser;
use demo_back_office::{Options, Pace, run, settings};
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// A back office for demonstrations of Doorstep
#[derive(Parser)]
struct Arguments {
    /// Address and port; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:3001")]
    listen: SocketAddr,
    /// Its own SQLite file
    #[arg(long, default_value = "var/back-office.db")]
    store: PathBuf,
    /// Where Doorstep is, such as http://localhost:3000; without it, neither is progress reported nor
    /// are the words of the forms read
    #[arg(long)]
    callbacks_to: Option<String>,
    /// Report progress by itself: seconds from receiving a request to `in_progress`
    #[arg(long)]
    in_progress_after: Option<u64>,
    /// Report progress by itself: seconds from receiving a request to `done`
    #[arg(long)]
    done_after: Option<u64>,
}

impl Arguments {
    fn pace(&self) -> Option<Pace> {
        if self.in_progress_after.is_none() && self.done_after.is_none() {
            return None;
        }
        let usual = Pace::default();
        let seconds = |stated: Option<u64>, usual| stated.map_or(usual, Duration::from_secs);
        Some(Pace {
            in_progress_after: seconds(self.in_progress_after, usual.in_progress_after),
            done_after: seconds(self.done_after, usual.done_after),
        })
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let pace = arguments.pace();
    let options = Options {
        listen: arguments.listen,
        store: arguments.store,
        destinations: settings::demonstration()?,
        callbacks_to: arguments.callbacks_to,
        pace,
        clock: Arc::new(now),
    };
    let (mut terminate, mut interrupt) = signal(SignalKind::terminate())
        .and_then(|terminate| Ok((terminate, signal(SignalKind::interrupt())?)))
        .context("cannot wait for signals")?;
    run(options, async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
    .await
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock everything else uses"
)]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
