//! Who may read the metrics.

use super::context::host;
use crate::config::network;
use crate::config::{host_name, is_bare};
use crate::state::AppState;
use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderName;
use ipnet::IpNet;
use std::net::SocketAddr;

/// Headers that proxies, load balancers and content networks add.
const PROXY_HEADERS: [&str; 22] = [
    "forwarded",
    "forwarded-for",
    "via",
    "x-forwarded",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-proxyuser-ip",
    "x-varnish",
    "x-request-start",
    "x-amzn-trace-id",
    "x-cloud-trace-context",
    "x-arr-log-id",
    "x-appengine-user-ip",
    "true-client-ip",
    "client-ip",
    "proxy-client-ip",
    "wl-proxy-client-ip",
    "akamai-client-ip",
    "fastly-client-ip",
    "fly-client-ip",
    "cdn-loop",
];
const PROXY_PREFIXES: [&str; 7] = [
    "x-forwarded-",
    "x-original-",
    "x-envoy-",
    "x-azure-",
    "x-vercel-",
    "x-amz-cf-",
    "cf-",
];

fn is_of_a_proxy(name: &HeaderName) -> bool {
    let name = name.as_str();
    PROXY_HEADERS.contains(&name) || PROXY_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether a host name is `localhost` or an address. A council may have a name below `.localhost`.
fn is_of_no_council(host: &str) -> bool {
    let is_below = host_name(host).to_ascii_lowercase().ends_with(".localhost");
    is_bare(host) && !is_below
}

/// Whether a request comes directly from one of `http.metrics_networks`. A proxy on this machine
/// is on a local network too; most proxies add headers, or use a council's host name. Some do
/// neither, so when there must be a proxy (we do not terminate TLS) a local address alone is not
/// enough.
pub fn is_allowed(state: &AppState, request: &Request) -> bool {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() else {
        return false;
    };
    let peer = peer.ip().to_canonical();
    let http = &state.config.http;
    let among = |networks: &[IpNet]| network::contains(networks, peer);
    let headers = request.headers();
    let forwarded = headers.keys().any(is_of_a_proxy);
    let host = host(headers, request.uri()).unwrap_or_default();
    let known = match http.metrics_networks.is_empty() {
        true => peer.is_loopback() && !http.is_secure(),
        false => among(&http.metrics_networks),
    };
    known
        && !among(&http.trusted_proxies)
        && !forwarded
        && (is_of_no_council(host)
            // A monitoring system may use its own name for this server, if the operator has
            // listed its network.
            || !http.metrics_networks.is_empty()
                && state.site(host).is_none())
}
