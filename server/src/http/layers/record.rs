//! The line in the log and the figures of one request. Neither has its path, its query or
//! anything that was typed: only the route's template.

use super::caller::Caller;
use crate::telemetry;
use axum::http::StatusCode;
use std::time::Duration;

pub fn record(caller: &Caller, status: StatusCode, took: Duration) {
    let method = method(caller);
    let labels = [
        ("method", method.to_owned()),
        ("route", caller.route.clone()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!(telemetry::REQUESTS, &labels).increment(1);
    metrics::histogram!(telemetry::SECONDS, "route" => caller.route.clone())
        .record(took.as_secs_f64());
    tracing::info!(
        target: "request",
        id = caller.id.as_str(),
        method,
        route = caller.route.as_str(),
        status = status.as_u16(),
        ms = took.as_secs_f64() * 1000.0,
    );
}

/// A caller may send any word as method; a label may not be any word.
fn method(caller: &Caller) -> &'static str {
    match caller.method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
