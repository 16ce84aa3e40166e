//! The secrets that identify a guest's browser.
//!
//! One is in a cookie that ends with the browser session, and two days after it was issued, which
//! it states. A person who keeps a draft on their device has another, for that draft, in a cookie
//! that lasts as long. Only keyed hashes of the secrets are stored, as the owners of drafts and
//! submissions. Half of a secret is a signature, so that one chosen by an attacker is useless
//! (session fixation).

use super::cookies;
use crate::authorize::Actor;
use crate::budgets::Caller;
use crate::drafts::KEPT;
use crate::state::AppState;
use crate::vault::{KeyedHash, Vault};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cookie::Cookie;
use jiff::{SignedDuration, Timestamp};
use std::net::IpAddr;
use subtle::ConstantTimeEq as _;

/// Characters of the random half: 24 bytes in base64.
const RANDOM: usize = 32;
/// Characters of the signature.
const SIGNATURE: usize = 16;
/// The first bytes of a secret that states when it was issued. Those of an earlier release do not.
const MAGIC: [u8; 2] = [0xd0, 0x57];
/// Between a secret and its turn: not a character of either.
const TURN: char = '.';

/// How long a secret may begin drafts and requests.
const BEGINS: SignedDuration = SignedDuration::from_hours(12);
/// How far the clocks of two servers may differ.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

/// What a secret is for. The letter is in the signed half, so that none is taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A browser session in which nobody is signed in.
    Session,
    /// The drafts kept on a device.
    Device,
}

impl Kind {
    fn letter(self) -> u8 {
        match self {
            Kind::Session => b'b',
            Kind::Device => b'k',
        }
    }

    /// How long a secret is known. A session begins for twelve hours, the draft it began last may
    /// live for twelve more, and the request sent from that is open for a day, as is one sent from
    /// a draft that was kept.
    fn lifetime(self) -> SignedDuration {
        match self {
            Kind::Session => SignedDuration::from_hours(48),
            Kind::Device => KEPT + SignedDuration::from_hours(24),
        }
    }

    fn cookie(self, state: &AppState) -> &'static str {
        let (secure, plain) = match self {
            Kind::Session => ("__Host-doorstep", "doorstep"),
            Kind::Device => ("__Host-doorstep_kept", "doorstep_kept"),
        };
        cookies::name(&state.config.http, secure, plain)
    }
}

/// A visitor with a browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guest {
    /// The keyed hash of the session's secret; `None` before they have one.
    pub owner: Option<KeyedHash>,
    /// The keyed hash of the secret for drafts kept on the device.
    pub kept: Option<KeyedHash>,
    /// Whether the session's secret is young enough to begin something.
    may_begin: bool,
    secret: Option<Secret>,
}

/// A client of the API: a program, or the island in a guest's browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Client {
    Guest(Guest),
    Program,
}

impl Guest {
    /// The guest a request comes from.
    pub fn of(state: &AppState, headers: &HeaderMap) -> Guest {
        let secret = secret(state, headers);
        let hash = |secret: &Secret| owner_hash(&state.vault, &secret.text);
        Guest {
            may_begin: secret
                .as_ref()
                .is_some_and(|secret| secret.may_begin(state.clock.now())),
            owner: secret.as_ref().map(hash),
            kept: read(state, headers, Kind::Device).as_ref().map(hash),
            secret,
        }
    }

    /// Whether the browser sent a secret.
    pub fn is_known(&self) -> bool {
        self.owner.is_some() || self.kept.is_some()
    }

    /// The guest as budgets count it.
    pub fn caller(&self, address: Option<IpAddr>) -> Caller {
        let owner = self.owner.as_ref().or(self.kept.as_ref());
        Caller::anonymous(owner.map(|owner| owner.0.as_str()), address)
    }

    pub fn actor(&self) -> Actor {
        Actor::Guest {
            owner: self.owner.clone(),
            kept: self.kept.clone(),
        }
    }

    /// The owner of what is begun now. A guest without a secret, or with an old one, gets a new
    /// one: the cookie to set.
    pub fn beginner(&self, state: &AppState) -> (KeyedHash, Option<Cookie<'static>>) {
        match &self.owner {
            Some(owner) if self.may_begin => (owner.clone(), None),
            _ => {
                let (cookie, owner) = new_secret(state);
                (owner, Some(cookie))
            }
        }
    }

    /// The owner of a request that is sent now without a draft.
    pub fn owner_of_new(&self) -> Option<KeyedHash> {
        self.owner.clone().filter(|_| self.may_begin)
    }

    /// The session's cookie with the same secret and another value. Chromium keeps whole pages in
    /// memory for Back, also those that must not be stored (measured in version 148, with and
    /// without script), and drops them when an `HttpOnly` cookie of the site changes.
    pub fn turned(&self, state: &AppState) -> Option<Cookie<'static>> {
        let Some(secret) = &self.secret else {
            return self.kept.is_some().then(|| new_secret(state).0);
        };
        let mut turn = [0u8; 6];
        state.clock.random(&mut turn);
        let value = format!("{}{TURN}{}", secret.text, URL_SAFE_NO_PAD.encode(turn));
        let name = Kind::Session.cookie(state);
        Some(cookies::session(&state.config.http, name, value))
    }
}

/// The secret in a guest's cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// The secret itself, without its turn.
    pub text: String,
    kind: Kind,
    /// `None` if it is of an earlier release.
    issued_at: Option<Timestamp>,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Secret {
    fn may_begin(&self, now: Timestamp) -> bool {
        self.issued_at.is_some_and(|issued| now < issued + BEGINS)
    }

    fn is_valid(&self, now: Timestamp) -> bool {
        self.issued_at
            .is_none_or(|issued| issued <= now + SKEW && now < issued + self.kind.lifetime())
    }

    /// The owner it identifies, and when it ends by itself.
    fn owner_until(&self, state: &AppState) -> (KeyedHash, Timestamp) {
        let issued_at = self.issued_at.unwrap_or_else(|| state.clock.now());
        (
            owner_hash(&state.vault, &self.text),
            issued_at + self.kind.lifetime(),
        )
    }
}

impl Client {
    /// A browser always sends a cookie; a program with a bearer token is not a guest even if it
    /// shares a cookie jar.
    pub fn of(state: &AppState, headers: &HeaderMap) -> Client {
        let guest = Guest::of(state, headers);
        let mut names = cookie_names(state).into_iter();
        let has_cookie = names.any(|name| cookies::value(headers, name).is_some());
        if headers.contains_key(AUTHORIZATION) || !has_cookie {
            Client::Program
        } else {
            Client::Guest(guest)
        }
    }

    pub fn actor(&self) -> Actor {
        match self {
            Client::Guest(guest) => guest.actor(),
            Client::Program => Actor::Program { client: None },
        }
    }

    /// The guest whose browser made the request.
    pub fn guest(&self) -> Guest {
        match self {
            Client::Guest(guest) => guest.clone(),
            Client::Program => Guest::default(),
        }
    }
}

/// The names of the guest's cookies: of the session, and of the drafts kept on the device.
pub fn cookie_names(state: &AppState) -> [&'static str; 2] {
    [Kind::Session, Kind::Device].map(|kind| kind.cookie(state))
}

/// The session's secret, if its signature is valid and it has not ended.
pub fn secret(state: &AppState, headers: &HeaderMap) -> Option<Secret> {
    read(state, headers, Kind::Session)
}

/// The owners that a browser identifies itself as, and when their secrets end by themselves.
pub fn owners_until(state: &AppState, headers: &HeaderMap) -> Vec<(KeyedHash, Timestamp)> {
    let kinds = [Kind::Session, Kind::Device].into_iter();
    let secrets = kinds.filter_map(|kind| read(state, headers, kind));
    secrets.map(|secret| secret.owner_until(state)).collect()
}

/// A new secret of a session: its cookie and the owner's hash.
pub fn new_secret(state: &AppState) -> (Cookie<'static>, KeyedHash) {
    let (secret, owner) = mint(state, Kind::Session);
    let name = Kind::Session.cookie(state);
    let cookie = cookies::session(&state.config.http, name, secret);
    (cookie, owner)
}

/// A new secret for drafts kept on the device: its cookie and the owner's hash.
pub fn new_kept(state: &AppState) -> (Cookie<'static>, KeyedHash) {
    let (secret, owner) = mint(state, Kind::Device);
    let name = Kind::Device.cookie(state);
    let cookie = cookies::lasting(&state.config.http, name, secret, KEPT);
    (cookie, owner)
}

/// A secret and the hash of its owner. Time of issue and kind are in the signed half, so that a
/// guest needs no row.
fn mint(state: &AppState, kind: Kind) -> (String, KeyedHash) {
    let mut bytes = [0u8; 24];
    state.clock.random(&mut bytes);
    let issued_at = u32::try_from(state.clock.now().as_second()).unwrap_or(u32::MAX);
    bytes[..2].copy_from_slice(&MAGIC);
    bytes[2] = kind.letter();
    bytes[3..7].copy_from_slice(&issued_at.to_be_bytes());
    let random = URL_SAFE_NO_PAD.encode(bytes);
    let secret = format!("{random}{}", signature(&state.vault, &random));
    let owner = owner_hash(&state.vault, &secret);
    (secret, owner)
}

fn signature(vault: &Vault, random: &str) -> String {
    let mut hash = vault.hash("guest-mark", random).0;
    hash.truncate(SIGNATURE);
    hash
}

/// The secret in the cookie of its kind, if it is signed and has not ended.
fn read(state: &AppState, headers: &HeaderMap, kind: Kind) -> Option<Secret> {
    let value = cookies::value(headers, kind.cookie(state))?;
    let text = value.split(TURN).next().unwrap_or_default();
    let secret = verified(&state.vault, text.to_owned(), kind)?;
    secret.is_valid(state.clock.now()).then_some(secret)
}

/// The secret, if it is signed and of this kind.
fn verified(vault: &Vault, text: String, kind: Kind) -> Option<Secret> {
    let (random, rest) = text.split_at_checked(RANDOM)?;
    if !bool::from(rest.as_bytes().ct_eq(signature(vault, random).as_bytes())) {
        return None;
    }
    let mut bytes = [0u8; 24];
    URL_SAFE_NO_PAD.decode_slice(random, &mut bytes).ok()?;
    let [first, second, letter, a, b, c, d, ..] = bytes;
    let issued_at = if [first, second] == MAGIC {
        let seconds = i64::from(u32::from_be_bytes([a, b, c, d]));
        (letter == kind.letter()).then_some(Timestamp::from_second(seconds).ok())?
    } else {
        // Of an earlier release, which knew only sessions.
        (kind == Kind::Session).then_some(None)?
    };
    Some(Secret {
        text,
        kind,
        issued_at,
    })
}

fn owner_hash(vault: &Vault, secret: &str) -> KeyedHash {
    vault.hash("guest", secret)
}
