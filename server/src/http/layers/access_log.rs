//! The log line and the metrics of one request. Neither includes its path, query or input, only
//! the template of the route.

use crate::http::context::RequestContext;
use crate::telemetry;
use axum::http::{Method, StatusCode};
use std::time::Duration;

pub fn log(context: &RequestContext, status: StatusCode, took: Duration) {
    let method = label(&context.method);
    let labels = [
        ("method", method.to_owned()),
        ("route", context.route.clone()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!(telemetry::REQUESTS, &labels).increment(1);
    metrics::histogram!(telemetry::SECONDS, "route" => context.route.clone())
        .record(took.as_secs_f64());
    tracing::info!(
        target: "request",
        id = context.id.as_str(),
        method,
        route = context.route.as_str(),
        status = status.as_u16(),
        ms = took.as_secs_f64() * 1000.0,
    );
}

/// A client may send any word as the method, but a label must be one of a few.
fn label(method: &Method) -> &'static str {
    match method.as_str() {
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
