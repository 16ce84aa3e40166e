//! `doorstep serve`

use super::{check, housekeeping, shutdown};
use crate::config::error::ConfigError;
use crate::config::{self, Config};
use crate::http;
use crate::http::listen::{self, bind, descriptors, rules::Rules};
use crate::state::{AppState, load_vault};
use crate::vault::Vault;
use crate::{outbox, telemetry};
use anyhow::bail;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    telemetry::start_logs(&config.log);
    log_panics();
    let unread = Duration::from_secs(config.http.write_seconds);
    let listener = bind::bind(config.http.listen, unread);
    let (vault, listener) = ready(&config, listener)?;
    let state = AppState::build(config, vault).await?;
    warn(&state);
    match state.intake.route_unrouted().await {
        Ok(0) => {}
        Ok(moved) => tracing::info!(moved, "routed requests that were accepted without a route"),
        Err(error) => tracing::error!(%error, "requests without a route could not be routed"),
    }
    let http = &state.config.http;
    let rules = Rules::new(http, allowed_connections(http.connections));
    tracing::info!(address = %listener.local_addr()?, public_url = %http.public_url, "listening");

    let (stopping, stopped) = watch::channel(false);
    let outbox = tokio::spawn(outbox::run(
        Arc::clone(&state.outbox),
        until(stopped.clone()),
    ));
    let housekeeping = tokio::spawn(housekeeping::run_housekeeping(Arc::clone(&state)));
    tokio::spawn(async move {
        shutdown::signal().await;
        tracing::info!("shutting down: no new connections are accepted");
        let _ = stopping.send(true);
    });
    let finished = listen::serve(
        listener,
        http::router(Arc::clone(&state)),
        rules,
        &state.limits.buffers,
        http.drain(),
        until(stopped),
    )
    .await;
    housekeeping.abort();
    telemetry::report_left_out();
    state.security.report_left_out();
    // Finishes deliveries in progress; the others stay pending in the store.
    let handed_over = tokio::time::timeout(http.drain(), outbox).await.is_ok();
    if finished && handed_over {
        tracing::info!("stopped");
    } else {
        tracing::warn!(
            finished,
            handed_over,
            "stopped before all requests and deliveries had finished"
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Raises the limit of open files, and returns how many connections it allows.
fn allowed_connections(wanted: usize) -> usize {
    let descriptors = descriptors::raise();
    let connections = descriptors::connections(wanted, descriptors);
    let descriptors = descriptors.map_or("unlimited".to_owned(), |limit| limit.to_string());
    tracing::info!(
        connections,
        descriptors,
        "connections that may be open at the same time"
    );
    if connections < wanted {
        tracing::warn!(
            "http.connections is {wanted}, but this process may open {descriptors} files: allow \
             more with LimitNOFILE in the systemd unit, or ulimit -n"
        );
    }
    connections
}

/// Loads the key file and binds the listener; reports both failures together.
fn ready(
    config: &Config,
    listener: std::io::Result<TcpListener>,
) -> anyhow::Result<(Vault, TcpListener)> {
    let listener = listener.map_err(|error| cannot_listen(config, &error));
    match (load_vault(config), listener) {
        (Ok(vault), Ok(listener)) => Ok((vault, listener)),
        (vault, listener) => {
            let key = vault.err().map(|error| error.to_string());
            let all: Vec<String> = key.into_iter().chain(listener.err()).collect();
            bail!("{}", all.join("\n"))
        }
    }
}

/// Errors that would stop the start once the settings are valid, so that one run reports them
/// all. Settings that fell back to a default are skipped.
pub fn further_errors(config: &Config, errors: &mut Vec<ConfigError>) {
    let wrong = |path: &str| errors.iter().any(|error| error.path == path);
    let key = (!wrong("keys.file"))
        .then(|| load_vault(config).err())
        .flatten()
        .map(|error| ConfigError::new("keys.file", error.to_string()));
    let taken = (!wrong("http.listen"))
        .then(|| std::net::TcpListener::bind(config.http.listen).err())
        .flatten()
        .map(|error| ConfigError::new("http.listen", cannot_listen(config, &error)));
    errors.extend(key.into_iter().chain(taken));
}

fn cannot_listen(config: &Config, error: &std::io::Error) -> String {
    let address = config.http.listen;
    format!("cannot listen on {address}: {error}; set http.listen to another address")
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // A dropped sender also means stop.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Logs warnings for the operator at start.
fn warn(state: &AppState) {
    if !state.notices.are_on() {
        tracing::warn!(
            "email is off: no email is sent and no page mentions any; to turn it on, set email.host"
        );
    }
    let url = &state.config.http.public_url;
    let host = state.config.http.public_host().unwrap_or_default();
    if !state.config.http.is_secure() && !config::is_bare(host) {
        tracing::warn!(
            "answers and cookies are sent to {url} unencrypted: use https for anything but a trial"
        );
    }
    let services = state.catalogue.current();
    let definitions = services.all().map(|service| service.definition.as_ref());
    for line in check::unrouted(&state.config, definitions) {
        tracing::warn!("{line}");
    }
}

/// Logs only where a panic happened: its message may contain personal data.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "panicked, which is a bug");
    }));
}
