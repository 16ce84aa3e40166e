//! Who asks, as far as the door itself has to know.

use crate::assets::Encoding;
use crate::config::http::ClientAddress;
use crate::gate::hash;
use crate::sites::Site;
use crate::state::AppState;
use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, Method};
use shared::language::Language;
use shared::paths;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// One request as the layers see it. Holds no query and no cookie.
pub struct Caller {
    /// For the log and for the caller; says nothing about either.
    pub id: String,
    pub method: Method,
    /// The template of the route, such as `/services/{service}`; `unmatched` without one.
    pub route: String,
    pub kind: Kind,
    pub language: Language,
    /// Without its language prefix; for the link to the other language and nothing else.
    pub path: String,
    /// Whose door it is; `None` for a host nobody has.
    pub site: Option<Arc<Site>>,
    pub address: Option<IpAddr>,
    pub encoding: Encoding,
}

/// What kind of answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page for people.
    Page,
    /// JSON, by path or by `Accept`.
    Api,
    Asset,
    /// Health and figures.
    Operations,
}

impl Kind {
    /// Whether limits apply.
    pub fn is_limited(self) -> bool {
        matches!(self, Kind::Page | Kind::Api)
    }

    pub fn is_for_people(self) -> bool {
        matches!(self, Kind::Page | Kind::Api)
    }
}

impl Caller {
    pub fn of(state: &AppState, request: &Request) -> Caller {
        let headers = request.headers();
        let path = request.uri().path();
        let host = crate::http::visit::host(headers, request.uri()).unwrap_or_default();
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip().to_canonical());
        Caller {
            id: request_id(state),
            method: request.method().clone(),
            route: request
                .extensions()
                .get::<MatchedPath>()
                .map_or("unmatched", MatchedPath::as_str)
                .to_owned(),
            kind: kind(path, headers),
            language: language_of(path),
            site: state.site(host).cloned(),
            path: crate::http::visit::language_of(path).1.to_owned(),
            address: peer.map(|peer| address(state, peer, headers)),
            encoding: Encoding::quick(headers),
        }
    }
}

fn kind(path: &str, headers: &HeaderMap) -> Kind {
    if path.starts_with("/assets/") {
        Kind::Asset
    } else if [paths::LIVEZ, paths::READYZ, paths::METRICS].contains(&path) {
        Kind::Operations
    } else if path.starts_with("/api/") {
        Kind::Api
    } else {
        let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
        let wants_json =
            accept.is_some_and(|accept| accept.contains("json") && !accept.contains("html"));
        if wants_json { Kind::Api } else { Kind::Page }
    }
}

fn language_of(path: &str) -> Language {
    let first = path.trim_start_matches('/').split('/').next();
    Language::ALL
        .into_iter()
        .find(|language| !language.prefix().is_empty() && first == Some(language.code()))
        .unwrap_or_default()
}

/// The caller's own address: the peer, unless a proxy we trust names another one.
fn address(state: &AppState, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let http = &state.config.http;
    let is_proxy = |address: IpAddr| http.trusted_proxies.iter().any(|net| net.contains(address));
    if !is_proxy(peer) {
        return peer;
    }
    let named = |name: &str| {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
    };
    match http.client_address {
        ClientAddress::Peer => peer,
        ClientAddress::XRealIp => named("x-real-ip").find_map(parse).unwrap_or(peer),
        // Each proxy adds at the end, so only what stands behind the last stranger is true.
        ClientAddress::XForwardedFor => named("x-forwarded-for")
            .flat_map(|line| line.split(','))
            .filter_map(parse)
            .rfind(|address| !is_proxy(*address))
            .unwrap_or(peer),
    }
}

fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse::<IpAddr>()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()))
        .ok()
        .map(|address| address.to_canonical())
}

/// The guest's cookie, when it is one of ours: who invents one is as unknown as who brings none.
/// Hashed with a secret of this process, so that a key in memory is worth nothing elsewhere.
pub fn session(state: &AppState, headers: &HeaderMap) -> Option<u64> {
    crate::http::visit::guest_secret(state, headers).map(|secret| hash(&secret))
}

/// Random, so that it says nothing of how many ask. One that came from outside is not taken:
/// it could be anything, and stand in the log for somebody else's.
fn request_id(state: &AppState) -> String {
    let mut bytes = [0u8; 8];
    state.clock.random(&mut bytes);
    format!("{:016x}", u64::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::language_of;
    use shared::language::Language;

    #[test]
    fn the_first_part_of_the_path_is_the_language() {
        assert_eq!(language_of("/cy/services"), Language::Cy);
        assert_eq!(language_of("/cy"), Language::Cy);
        assert_eq!(language_of("/cycling"), Language::En);
        assert_eq!(language_of("/"), Language::En);
    }
}
