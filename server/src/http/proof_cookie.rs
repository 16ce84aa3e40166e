//! The second facts a browser has shown, remembered in a cookie for a while.
//!
//! A fact is posted and the response redirects to the request's page, so that Back and reload do
//! not post again. The cookie ends with the browser session, and each proof in it has an expiry
//! of its own. A proof is never in a URL, which people share and proxies log.

use super::cookies;
use crate::state::AppState;
use crate::submissions::{Proof, ProofMark};
use axum::http::HeaderMap;
use cookie::Cookie;
use shared::reference::Reference;

/// How many requests one browser can have open.
const MAX_ENTRIES: usize = 5;

/// The name of the cookie.
pub fn name(state: &AppState) -> &'static str {
    cookies::name(
        &state.config.http,
        "__Host-doorstep_shown",
        "doorstep_shown",
    )
}

/// Whether the browser has shown a fact for any request.
pub fn is_held(state: &AppState, headers: &HeaderMap) -> bool {
    cookies::value(headers, name(state)).is_some()
}

/// The proof this browser has shown for a request, until it expires.
pub fn proof(state: &AppState, headers: &HeaderMap, reference: Reference) -> Option<Proof> {
    let value = cookies::value(headers, name(state))?;
    let compact = reference.compact();
    entries(&value)
        .filter(|entry| entry.reference == compact)
        .find_map(|entry| {
            let mark = ProofMark {
                until: entry.until,
                mark: entry.mark.to_owned(),
            };
            state.submissions.verify_mark(reference, &mark)
        })
}

/// The cookie with one more proof added to those the browser had.
pub fn with_proof(state: &AppState, headers: &HeaderMap, reference: Reference) -> Cookie<'static> {
    let now = state.clock.now().as_second();
    let compact = reference.compact();
    let ProofMark { until, mark } = state.submissions.mark(reference);
    let held = cookies::value(headers, name(state)).unwrap_or_default();
    let earlier = entries(&held)
        .filter(|entry| entry.reference != compact && entry.until > now)
        .map(|entry| format!("{}-{}-{}", entry.reference, entry.until, entry.mark));
    let all: Vec<String> = std::iter::once(format!("{compact}-{until}-{mark}"))
        .chain(earlier)
        .take(MAX_ENTRIES)
        .collect();
    cookies::session(&state.config.http, name(state), all.join("."))
}

/// The cookie's entry for one request; trusted only with a valid mark.
struct Entry<'c> {
    reference: &'c str,
    /// Seconds since 1970.
    until: i64,
    mark: &'c str,
}

fn entries(value: &str) -> impl Iterator<Item = Entry<'_>> {
    value.split('.').filter_map(read)
}

fn read(text: &str) -> Option<Entry<'_>> {
    let mut parts = text.splitn(3, '-');
    let (reference, until, mark) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric());
    let sound = reference.len() == 10
        && plain(reference)
        && mark.len() <= 64
        && mark
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    sound.then_some(Entry {
        reference,
        until: until.parse().ok()?,
        mark,
    })
}
