//! The secret that identifies a guest's browser.
//!
//! It is in a cookie that ends with the browser session; only its keyed hash is stored, as
//! the owner of drafts and submissions. Half of the cookie is a signature, so that a secret
//! chosen by an attacker is useless (session fixation).

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
use std::net::IpAddr;
use subtle::ConstantTimeEq as _;

/// Characters of the random half: 24 bytes in base64.
const RANDOM: usize = 32;
/// Characters of the signature.
const SIGNATURE: usize = 16;

/// A visitor with a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The keyed hash of the secret in their cookie; `None` before they have one.
    pub owner: Option<KeyedHash>,
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
        Guest {
            owner: secret(state, headers).map(|secret| owner_hash(&state.vault, &secret)),
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

    /// The owner of what is created now. A guest without a secret gets one: the cookie to set.
    pub fn owner_or_new(&self, state: &AppState) -> (KeyedHash, Option<Cookie<'static>>) {
        match &self.owner {
            Some(owner) => (owner.clone(), None),
            None => {
                let (cookie, owner) = new_secret(state);
                (owner, Some(cookie))
            }
        }
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
            Client::Program => Guest { owner: None },
        }
    }
}

/// The name of the guest's cookie.
pub fn cookie_name(state: &AppState) -> &'static str {
    cookies::name(&state.config.http, "__Host-doorstep", "doorstep")
}

/// The guest's secret, if its signature is valid.
pub fn secret(state: &AppState, headers: &HeaderMap) -> Option<String> {
    let value = cookies::value(headers, cookie_name(state))?;
    is_signed(&state.vault, &value).then_some(value)
}

/// A new secret: its cookie and the owner's hash.
pub fn new_secret(state: &AppState) -> (Cookie<'static>, KeyedHash) {
    let mut bytes = [0u8; 24];
    state.clock.random(&mut bytes);
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

fn is_signed(vault: &Vault, secret: &str) -> bool {
    secret
        .split_at_checked(RANDOM)
        .is_some_and(|(random, rest)| {
            bool::from(rest.as_bytes().ct_eq(signature(vault, random).as_bytes()))
        })
}

fn owner_hash(vault: &Vault, secret: &str) -> KeyedHash {
    vault.hash("guest", secret)
}
