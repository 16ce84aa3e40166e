//! Logs on standard error and metrics at `/metrics`.
//!
//! Neither holds personal data: a request is logged with its route template, not its path, and
//! metric labels are fixed words.
//!
//! [`security`] is the log of refused attempts; `repeats` limits lines that repeat; both use
//! `throttle`.

mod repeats;
pub mod security;
mod throttle;

pub use repeats::report_left_out;

use crate::config::log::{Log, LogFormat};
use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use repeats::Repeats;
use std::sync::OnceLock;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

/// The log target of refused attempts.
pub const SECURITY: &str = "security";

/// Requests answered, by method, route template and status.
pub const REQUESTS: &str = "doorstep_http_requests_total";
/// Seconds until the headers of the response, by route template.
pub const SECONDS: &str = "doorstep_http_request_seconds";
/// Requests in progress.
pub const IN_FLIGHT: &str = "doorstep_http_in_flight";
/// Connections open.
pub const CONNECTIONS: &str = "doorstep_http_connections";
/// Bytes of bodies being received and responses being sent.
pub const BUFFERS: &str = "doorstep_http_buffer_bytes";
/// Requests refused, by reason: `rate`, `load`, `origin`; and connections: `connections` (refused),
/// `unread` (ended).
pub const REFUSED: &str = "doorstep_http_refused_total";
/// Accepted requests that are held.
pub const HELD: &str = "doorstep_requests_held_total";
/// What exceeded a budget, by budget: `send` (in all), `mail`, `rating`, `guess`.
pub const OVER_BUDGET: &str = "doorstep_over_budget_total";
/// Published services.
pub const SERVICES: &str = "doorstep_services";
/// Current mistakes in the definitions of the operator's folder.
pub const MISTAKES: &str = "doorstep_definition_mistakes";

/// Rows past their retention period, as counted after the daily run; those of requests that are
/// still to be delivered are not counted.
pub const PAST_RETENTION: &str = "doorstep_past_retention";
/// 1 while the daily run refuses because the clock is not trusted.
pub const RETENTION_REFUSED: &str = "doorstep_retention_refused";

/// Starts logging. Calling it again has no effect, so tests may build many states.
pub fn start_logs(log: &Log) {
    let filter = EnvFilter::try_new(&log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match log.format {
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
        LogFormat::Text => lines.boxed(),
    };
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(Repeats::at_most(log.repeats_per_minute))
        .with(lines)
        .try_init();
}

/// The metrics of this process. The first call installs the recorder.
pub fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let buckets = [
                0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
            ];
            let recorder =
                match builder.set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &buckets) {
                    Ok(builder) => builder.build_recorder(),
                    // Only an empty list of buckets is refused.
                    Err(_) => PrometheusBuilder::new().build_recorder(),
                };
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("another metrics recorder was installed before; /metrics is empty");
            }
            describe();
            handle
        })
        .clone()
}

fn describe() {
    describe_counter!(REQUESTS, "Requests answered, by method, route and status");
    describe_histogram!(SECONDS, Unit::Seconds, "Time to response headers, by route");
    describe_gauge!(IN_FLIGHT, "Requests being answered now");
    describe_gauge!(CONNECTIONS, "Connections open now");
    describe_gauge!(
        BUFFERS,
        Unit::Bytes,
        "Bytes of bodies being received and responses being sent now"
    );
    describe_counter!(
        REFUSED,
        "Requests rejected before reaching a handler, and connections refused or ended, by reason"
    );
    describe_counter!(HELD, "Requests accepted and held by their budget");
    describe_counter!(OVER_BUDGET, "What exceeded a budget, by budget");
    describe_gauge!(SERVICES, "Services published now");
    describe_gauge!(MISTAKES, "Mistakes in the operator's definitions now");
    describe_gauge!(PAST_RETENTION, "Rows past their retention period");
    describe_gauge!(
        RETENTION_REFUSED,
        "Whether the daily deletion waits for the operator, because the clock is not trusted"
    );
}

/// Counts what exceeded a budget.
pub fn count_over_budget(budget: &'static str) {
    metrics::counter!(OVER_BUDGET, "budget" => budget).increment(1);
}

/// Counts a callback of a configured destination.
pub fn count_callback(destination: &str, code: &'static str) {
    metrics::counter!(
        "doorstep_callbacks_total",
        "destination" => destination.to_owned(),
        "code" => code,
    )
    .increment(1);
}
