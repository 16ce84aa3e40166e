//! `demo-back-office`: arguments in, exit code out.

use anyhow::Context as _;
use clap::Parser;
use demo_back_office::{Options, run, settings};
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
    /// Where Doorstep is, such as http://localhost:3000; without it, progress is not reported
    #[arg(long)]
    callbacks_to: Option<String>,
    /// Seconds from receiving a request to `in_progress`
    #[arg(long, default_value_t = 5)]
    in_progress_after: u64,
    /// Seconds from receiving a request to `done`
    #[arg(long, default_value_t = 15)]
    done_after: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let options = Options {
        listen: arguments.listen,
        store: arguments.store,
        destinations: settings::demonstration()?,
        callbacks_to: arguments.callbacks_to,
        in_progress_after: Duration::from_secs(arguments.in_progress_after),
        done_after: Duration::from_secs(arguments.done_after),
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
