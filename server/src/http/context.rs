//! The context of a request: made once, by the outermost layer, and taken by every handler.
//!
//! It holds no query, no body and no credential; the guard of a route provides the actor
//! ([`super::access`]).

use super::client_address::client_address;
use super::cookies::{self, PLAIN_STATISTICS};
use super::error::AppError;
use crate::config::http::Http;
use crate::contacts::events;
use crate::content_encoding::Encoding;
use crate::sites::Site;
use crate::state::AppState;
use crate::store::Device;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath, Request};
use axum::http::header::{ACCEPT, HOST, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use shared::language::Language;
use shared::paths::{self, JourneyPaths};
use shared::service::Definition;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// One request.
pub struct RequestContext {
    /// Random; for the log and the client.
    pub id: String,
    pub method: Method,
    /// The template of the route, such as `/services/{service}`; `unmatched` without one.
    pub route: String,
    pub kind: Kind,
    pub language: Language,
    /// The path without its language prefix, only for links to the other languages.
    pub path: String,
    /// `None` for a host name that belongs to no authority.
    pub site: Option<Arc<Site>>,
    /// The client's address, as reported by trusted proxies.
    pub address: Option<IpAddr>,
    pub encoding: Encoding,
    /// Whether a page of this site led here, as the browser says.
    pub comes_from_here: bool,
    /// The class of device; `None` after an objection to visit statistics.
    pub device: Option<Device>,
}

/// The kind of response wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Page,
    /// JSON, by path or by `Accept`.
    Api,
    Asset,
    /// Health and metrics.
    Operations,
}

impl Kind {
    /// Whether it needs a known site, and its responses are compressed.
    pub fn is_page_or_api(self) -> bool {
        matches!(self, Kind::Page | Kind::Api)
    }
}

impl RequestContext {
    pub fn of(state: &AppState, request: &Request) -> RequestContext {
        let headers = request.headers();
        let (language, path) = split_language(request.uri().path());
        let host = host(headers, request.uri()).unwrap_or_default();
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip().to_canonical());
        let matched = request.extensions().get::<MatchedPath>();
        let kind = kind(request.uri().path(), headers);
        RequestContext {
            id: request_id(state),
            method: request.method().clone(),
            route: matched.map_or("unmatched", MatchedPath::as_str).to_owned(),
            kind,
            language,
            path: path.to_owned(),
            site: state.site(host).cloned(),
            address: peer.map(|peer| client_address(&state.config.http, peer, headers)),
            encoding: Encoding::quick(headers),
            comes_from_here: headers
                .get("sec-fetch-site")
                .is_some_and(|from| from == "same-origin"),
            device: if kind.is_page_or_api() {
                device(&state.config.http, headers)
            } else {
                None
            },
        }
    }
}

/// The context of a request to a known site, as handlers take it.
#[derive(Clone)]
pub struct Context {
    request: Arc<RequestContext>,
    pub site: Arc<Site>,
    /// The language of the response.
    pub language: Language,
}

impl Context {
    /// For a response rendered outside a handler.
    pub fn new(request: Arc<RequestContext>, site: Arc<Site>) -> Context {
        Context {
            language: request.language,
            request,
            site,
        }
    }

    /// The context in a language the service is written in: the one asked for, else English.
    pub fn in_supported_language(mut self, definition: &Definition) -> Context {
        if !definition.speaks(self.language) {
            self.language = Language::En;
        }
        self
    }

    /// The request this is the context of.
    pub fn request(&self) -> &RequestContext {
        &self.request
    }

    /// The id of the site's authority.
    pub fn authority(&self) -> &str {
        self.site.id()
    }

    /// The paths of a journey through a service.
    pub fn journey(&self, service: &str) -> JourneyPaths {
        JourneyPaths::of_resident(self.language, service)
    }

    /// The path without its language prefix.
    pub fn path(&self) -> &str {
        &self.request.path
    }

    /// The client's address, as reported by trusted proxies.
    pub fn address(&self) -> Option<IpAddr> {
        self.request.address
    }

    /// Whether a page of this site led here; then the browser has the stylesheet.
    pub fn comes_from_here(&self) -> bool {
        self.request.comes_from_here
    }

    pub fn device(&self) -> Option<Device> {
        self.request.device
    }

    /// Whether visit statistics may be recorded.
    pub fn statistics(&self) -> bool {
        self.request.device.is_some()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Context {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Context, AppError> {
        let request = parts.extensions.get::<Arc<RequestContext>>();
        let request = request.ok_or_else(|| AppError::internal("a request without a context"))?;
        let site = request.site.clone().ok_or(AppError::Misdirected)?;
        Ok(Context::new(Arc::clone(request), site))
    }
}

/// The host a request is for: that of its target if it has one, else of its only `Host` header
/// (RFC 9112, 3.2 and 3.2.2). Two `Host` headers are refused, because a proxy may use the other
/// one.
pub fn host<'r>(headers: &'r HeaderMap, uri: &'r Uri) -> Option<&'r str> {
    let mut named = headers.get_all(HOST).iter();
    let first = named.next();
    if named.next().is_some() {
        return None;
    }
    uri.authority()
        .map(|authority| authority.as_str())
        .or_else(|| first?.to_str().ok())
}

/// The language of a path, and the path without its prefix.
pub fn split_language(path: &str) -> (Language, &str) {
    for language in Language::ALL {
        let prefix = language.prefix();
        if !prefix.is_empty()
            && let Some(rest) = path.strip_prefix(prefix)
            && (rest.is_empty() || rest.starts_with('/'))
        {
            return (language, if rest.is_empty() { "/" } else { rest });
        }
    }
    (Language::En, path)
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

fn device(http: &Http, headers: &HeaderMap) -> Option<Device> {
    let objects = [cookies::statistics(http), PLAIN_STATISTICS]
        .into_iter()
        .any(|name| cookies::value(headers, name).as_deref() == Some("off"));
    if objects {
        return None;
    }
    let agent = headers.get(USER_AGENT);
    Some(events::device(agent.and_then(|agent| agent.to_str().ok())))
}

/// Random, so that it does not reveal how many requests there are. An id from outside is ignored:
/// it could be anything, even that of another request.
fn request_id(state: &AppState) -> String {
    let mut bytes = [0u8; 8];
    state.clock.random(&mut bytes);
    format!("{:016x}", u64::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::split_language;
    use shared::language::Language;

    #[test]
    fn the_first_path_segment_sets_the_language() {
        assert_eq!(split_language("/services"), (Language::En, "/services"));
        assert_eq!(split_language("/cy/services"), (Language::Cy, "/services"));
        assert_eq!(split_language("/cy"), (Language::Cy, "/"));
        assert_eq!(split_language("/cycling"), (Language::En, "/cycling"));
    }
}
