//! `doorstep demo-back-office`

use super::stop;
use crate::adapters::Destination;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::demo_back_office::{self, Options};
use crate::telemetry;
use anyhow::bail;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Address and port; port 0 takes any free one
    #[arg(long, default_value = "127.0.0.1:3001")]
    listen: SocketAddr,
    /// Its own SQLite file
    #[arg(long, default_value = "var/back-office.db")]
    store: PathBuf,
    /// Seconds from receiving a request to `in_progress`
    #[arg(long, default_value_t = 5)]
    in_progress_after: u64,
    /// Seconds from receiving a request to `done`
    #[arg(long, default_value_t = 15)]
    done_after: u64,
    /// Never call back
    #[arg(long)]
    silent: bool,
}

pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let (mut secrets, mut callback_secrets) = (Vec::new(), Vec::new());
    for destination in config.destinations.values() {
        match destination {
            Destination::Webhook(webhook) => {
                secrets.extend(webhook.secrets.iter().cloned());
                callback_secrets.extend(webhook.callback_secrets.iter().cloned());
            }
        }
    }
    if secrets.is_empty() {
        bail!(
            "there is no destination whose keys it could use: set DOORSTEP_CONFIG=server/demo/doorstep.toml"
        );
    }
    if !callback_secrets.is_empty() {
        // Where only some have keys of their own for callbacks, the others sign with theirs.
        callback_secrets.extend(secrets.iter().cloned());
    }
    telemetry::start_logs(&config.log);
    if let Some(folder) = arguments.store.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let options = Options {
        listen: arguments.listen,
        store: arguments.store,
        routing: config.routing.clone(),
        secrets,
        callback_secrets,
        callback_base: (!arguments.silent).then(|| config.http.public_url.clone()),
        in_progress_after: Duration::from_secs(arguments.in_progress_after),
        done_after: Duration::from_secs(arguments.done_after),
        clock: Arc::new(SystemClock),
    };
    demo_back_office::run(options, stop::asked()).await?;
    Ok(ExitCode::SUCCESS)
}
