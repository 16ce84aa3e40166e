//! The secret that identifies a guest's browser.
//!
//! It is in a cookie that ends with the browser session, and two days after it was issued, which
//! it states; only its keyed hash is stored, as the owner of drafts and submissions. Half of the
//! cookie is a signature, so that a secret chosen by an attacker is useless (session fixation).

use super::cookies;
use crate::authorize::Actor;
use crate::budgets::Caller;
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
/// A browser in which nobody is signed in. Another kind of session would have another lifetime.
const BROWSER: u8 = b'b';

/// How long a secret may begin drafts and requests.
const BEGINS: SignedDuration = SignedDuration::from_hours(12);
/// How long a secret is known: it begins for twelve hours, the draft it began last may live for
/// twelve more, and the request sent from that is open for a day.
const LIFETIME: SignedDuration = SignedDuration::from_hours(48);
/// How far the clocks of two servers may differ.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

/// A visitor with a browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guest {
    /// The keyed hash of the secret in their cookie; `None` before they have one.
    pub owner: Option<KeyedHash>,
    /// Whether that secret is young enough to begin something.
    may_begin: bool,
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
        Guest {
            may_begin: secret
                .as_ref()
                .is_some_and(|secret| secret.may_begin(state.clock.now())),
            owner: secret.map(|secret| owner_hash(&state.vault, &secret.text)),
        }
    }

    /// The guest as budgets count it.
    pub fn caller(&self, address: Option<IpAddr>) -> Caller {
        Caller::anonymous(self.owner.as_ref().map(|owner| owner.0.as_str()), address)
    }

    pub fn actor(&self) -> Actor {
        Actor::Guest {
            owner: self.owner.clone(),
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
}

/// The secret in a guest's cookie.
pub struct Secret {
    /// The whole value.
    pub text: String,
    /// `None` if it is of an earlier release.
    issued_at: Option<Timestamp>,
}

impl Secret {
    fn may_begin(&self, now: Timestamp) -> bool {
        self.issued_at.is_some_and(|issued| now < issued + BEGINS)
    }

    fn is_valid(&self, now: Timestamp) -> bool {
        self.issued_at
            .is_none_or(|issued| issued <= now + SKEW && now < issued + LIFETIME)
    }

    /// The owner it identifies, and when it ends by itself.
    pub fn owner_until(&self, state: &AppState) -> (KeyedHash, Timestamp) {
        let issued_at = self.issued_at.unwrap_or_else(|| state.clock.now());
        (owner_hash(&state.vault, &self.text), issued_at + LIFETIME)
    }
}

impl Client {
    /// A browser always sends a cookie; a program with a bearer token is not a guest even if it
    /// shares a cookie jar.
    pub fn of(state: &AppState, headers: &HeaderMap) -> Client {
        let guest = Guest::of(state, headers);
        let has_cookie = cookies::value(headers, cookie_name(state)).is_some();
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

/// The name of the guest's cookie.
pub fn cookie_name(state: &AppState) -> &'static str {
    cookies::name(&state.config.http, "__Host-doorstep", "doorstep")
}

/// The guest's secret, if its signature is valid and it has not ended.
pub fn secret(state: &AppState, headers: &HeaderMap) -> Option<Secret> {
    let text = cookies::value(headers, cookie_name(state))?;
    let secret = read(&state.vault, text)?;
    secret.is_valid(state.clock.now()).then_some(secret)
}

/// A new secret: its cookie and the owner's hash. Time of issue and kind are in the signed half,
/// so that a guest needs no row.
pub fn new_secret(state: &AppState) -> (Cookie<'static>, KeyedHash) {
    let mut bytes = [0u8; 24];
    state.clock.random(&mut bytes);
    let issued_at = u32::try_from(state.clock.now().as_second()).unwrap_or(u32::MAX);
    bytes[..2].copy_from_slice(&MAGIC);
    bytes[2] = BROWSER;
    bytes[3..7].copy_from_slice(&issued_at.to_be_bytes());
    let random = URL_SAFE_NO_PAD.encode(bytes);
    let secret = format!("{random}{}", signature(&state.vault, &random));
    let owner = owner_hash(&state.vault, &secret);
    let cookie = cookies::session(&state.config.http, cookie_name(state), secret);
    (cookie, owner)
}

fn signature(vault: &Vault, random: &str) -> String {
    let mut hash = vault.hash("guest-mark", random).0;
    hash.truncate(SIGNATURE);
    hash
}

/// The secret, if it is signed and of a browser's kind.
fn read(vault: &Vault, text: String) -> Option<Secret> {
    let (random, rest) = text.split_at_checked(RANDOM)?;
    if !bool::from(rest.as_bytes().ct_eq(signature(vault, random).as_bytes())) {
        return None;
    }
    let mut bytes = [0u8; 24];
    URL_SAFE_NO_PAD.decode_slice(random, &mut bytes).ok()?;
    let [first, second, kind, a, b, c, d, ..] = bytes;
    if [first, second] != MAGIC {
        return Some(Secret {
            text,
            issued_at: None,
        });
    }
    let issued_at = i64::from(u32::from_be_bytes([a, b, c, d]));
    let issued_at = Timestamp::from_second(issued_at).ok();
    (kind == BROWSER).then_some(Secret { text, issued_at })
}

fn owner_hash(vault: &Vault, secret: &str) -> KeyedHash {
    vault.hash("guest", secret)
}
