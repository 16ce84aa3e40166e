//! Who is at the door: language, authority, actor and device of one HTTP request.

use crate::authorize::Actor;
use crate::contacts;
use crate::error::AppError;
use crate::sites::Site;
use crate::state::AppState;
use crate::store::rows::Device;
use crate::vault::KeyedHash;
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::language::Language;
use shared::service::Definition;
use std::sync::Arc;
use subtle::ConstantTimeEq as _;

/// The cookie in which a person's objection to visit statistics is kept, for a year.
pub const STATISTICS_COOKIE: &str = "doorstep_statistics";

/// Characters of a guest's secret: 24 random bytes in base64, and the mark behind them.
const RANDOM: usize = 32;
const MARK: usize = 16;

/// What every handler knows of the person at the door.
#[derive(Clone)]
pub struct Visit {
    pub language: Language,
    pub site: Arc<Site>,
    pub actor: Actor,
    /// The device class; `None` after an objection to visit statistics.
    pub device: Option<Device>,
    /// Whether stages, errors and time may be counted.
    pub statistics: bool,
    /// The path without its language prefix, for the way to the other language.
    pub path: String,
}

impl FromRequestParts<Arc<AppState>> for Visit {
    type Rejection = AppError;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<AppState>,
    ) -> Result<Visit, AppError> {
        let host = host(&parts.headers, &parts.uri).unwrap_or_default();
        let site = state.site(host).cloned().ok_or(AppError::Misdirected)?;
        let (language, path) = language_of(parts.uri.path());
        let statistics = cookie(&parts.headers, STATISTICS_COOKIE).as_deref() != Some("off");
        let agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Ok(Visit {
            language,
            site,
            actor: actor(state, &parts.headers, path),
            device: statistics.then(|| contacts::device(agent)),
            statistics,
            path: path.to_owned(),
        })
    }
}

impl Visit {
    /// Somebody of whom nothing but the door and the language is known.
    pub fn passing(site: Arc<Site>, language: Language, path: String) -> Visit {
        Visit {
            language,
            site,
            actor: Actor::Guest { owner: None },
            device: None,
            statistics: false,
            path,
        }
    }

    /// The same visit in a language the service is written in: its own, else English.
    pub fn speaking(mut self, definition: &Definition) -> Visit {
        if !definition.speaks(self.language) {
            self.language = Language::En;
        }
        self
    }

    /// The id of the authority of the door.
    pub fn authority(&self) -> &str {
        self.site.id()
    }

    /// The keyed hash of this guest's secret, if the browser brought one.
    pub fn owner(&self) -> Option<&KeyedHash> {
        match &self.actor {
            Actor::Guest { owner } => owner.as_ref(),
            _ => None,
        }
    }
}

/// The host a request is for: that of its target where it names one, else of its only `Host`
/// (RFC 9112, 3.2 and 3.2.2). Two that differ are nobody's, because a proxy may take the other.
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
pub fn language_of(path: &str) -> (Language, &str) {
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

fn actor(state: &AppState, headers: &HeaderMap, path: &str) -> Actor {
    let secret = cookie(headers, guest_cookie(state));
    // A browser always sends a cookie or Sec-Fetch headers; a program with a bearer token is
    // itself even when it shares a cookie jar.
    if path.starts_with("/api/") && (headers.contains_key(AUTHORIZATION) || secret.is_none()) {
        return Actor::Program { client: None };
    }
    Actor::Guest {
        owner: guest_secret(state, headers).map(|secret| owner_hash(state, &secret)),
    }
}

/// The guest's secret, when it was made here.
pub fn guest_secret(state: &AppState, headers: &HeaderMap) -> Option<String> {
    cookie(headers, guest_cookie(state)).filter(|secret| is_ours(state, secret))
}

/// What shows that a secret was made here: a cookie somebody else chose for a person opens
/// nothing (session fixation).
fn mark(state: &AppState, random: &str) -> String {
    let mut hash = state.vault.hash("guest-mark", random).0;
    hash.truncate(MARK);
    hash
}

fn is_ours(state: &AppState, secret: &str) -> bool {
    secret
        .split_at_checked(RANDOM)
        .is_some_and(|(random, rest)| {
            bool::from(rest.as_bytes().ct_eq(mark(state, random).as_bytes()))
        })
}

pub fn owner_hash(state: &AppState, secret: &str) -> KeyedHash {
    state.vault.hash("guest", secret)
}

/// The guest cookie's name. Browsers accept `__Host-` only with Secure, which needs https.
pub fn guest_cookie(state: &AppState) -> &'static str {
    if state.config.http.is_secure() {
        "__Host-doorstep"
    } else {
        "doorstep"
    }
}

/// A guest who has no secret yet gets one: the cookie's header and the owner's hash. It ends
/// with the browser session, so that a library computer stays clean.
pub fn new_guest(state: &AppState) -> (String, KeyedHash) {
    let mut bytes = [0u8; 24];
    state.clock.random(&mut bytes);
    let random = URL_SAFE_NO_PAD.encode(bytes);
    let secret = format!("{random}{}", mark(state, &random));
    let secure = if state.config.http.is_secure() {
        "; Secure"
    } else {
        ""
    };
    let header = format!(
        "{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}",
        guest_cookie(state)
    );
    (header, owner_hash(state, &secret))
}

/// The header that takes one of our cookies away.
pub fn gone(state: &AppState, name: &str) -> String {
    let secure = if state.config.http.is_secure() {
        "; Secure"
    } else {
        ""
    };
    format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}")
}

/// The value of one cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|line| {
            line.split(';').find_map(|pair| {
                let (key, value) = pair.trim().split_once('=')?;
                (key == name).then(|| value.to_owned())
            })
        })
}

#[cfg(test)]
mod tests {
    use super::language_of;
    use shared::language::Language;

    #[test]
    fn the_language_is_the_first_part_of_the_path() {
        assert_eq!(language_of("/services"), (Language::En, "/services"));
        assert_eq!(language_of("/cy/services"), (Language::Cy, "/services"));
        assert_eq!(language_of("/cy"), (Language::Cy, "/"));
        assert_eq!(language_of("/cycling"), (Language::En, "/cycling"));
    }
}
