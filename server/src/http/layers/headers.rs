//! Headers of every response, errors included.

use crate::http::context::RequestContext;
use crate::state::AppState;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};

/// Constant: no inline script, and no inline style but those with these hashes. So there is no
/// nonce, and pages can be cached.
///
/// Without `require-trusted-types-for`: the islands' renderer sets `innerHTML` to markup it makes
/// from views at run time, including the text of a textarea. A policy would have to pass every
/// string, which protects nothing; the escaping of the renderer and `script-src 'self'` do.
pub fn policy(style_hashes: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'{style_hashes}; \
        img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'"
    )
}

const ALWAYS: [(HeaderName, &str); 5] = [
    // With `no-referrer` browsers post forms with `Origin: null`.
    (REFERRER_POLICY, "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// One year. Subdomains may be other sites of the council, so including them is a setting.
const HSTS: &str = "max-age=31536000";
const HSTS_SUBDOMAINS: &str = "max-age=31536000; includeSubDomains";

pub fn put(state: &AppState, context: &RequestContext, headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy(state.assets.style_hashes())) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    let http = &state.config.http;
    if http.is_secure() {
        let hsts = match http.hsts_subdomains {
            true => HSTS_SUBDOMAINS,
            false => HSTS,
        };
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(hsts));
    }
    // A response without a cache policy may be personal.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(&context.id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}
