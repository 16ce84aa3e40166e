//! The second facts a browser has shown, remembered in a cookie for a while.
//!
//! A fact is posted and the response redirects to the request's page, so that Back and reload do
//! not post again. The cookie ends with the browser session, and each proof in it has a start
//! and an end of its own. A proof is never in a URL, which people share and proxies log.

use super::cookies;
use crate::state::AppState;
use crate::store::StoreResult;
use crate::submissions::{Proof, ProofMark};
use axum::http::HeaderMap;
use cookie::Cookie;
use jiff::Timestamp;
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

/// The proof this browser has shown for a request, until it expires or is ended.
pub async fn proof(
    state: &AppState,
    headers: &HeaderMap,
    reference: Reference,
) -> StoreResult<Option<Proof>> {
    for (held, mark) in marks(state, headers) {
        if held == reference
            && let Some(proof) = state.submissions.verify_mark(reference, &mark).await?
        {
            return Ok(Some(proof));
        }
    }
    Ok(None)
}

/// What the cookie claims; a mark is trusted only once it is verified.
pub fn marks(state: &AppState, headers: &HeaderMap) -> Vec<(Reference, ProofMark)> {
    let value = cookies::value(headers, name(state)).unwrap_or_default();
    let entries = value.split('.').take(MAX_ENTRIES);
    entries.filter_map(read).collect()
}

/// The cookie with one more proof added to those the browser had.
pub fn with_proof(state: &AppState, headers: &HeaderMap, proof: &Proof) -> Cookie<'static> {
    let reference = proof.reference();
    let now: Timestamp = state.clock.now();
    let mut held = marks(state, headers);
    held.retain(|(other, mark)| *other != reference && mark.until() > now);
    held.insert(0, (reference, state.submissions.mark(proof)));
    let entries = held.iter().take(MAX_ENTRIES);
    let entries: Vec<String> = entries
        .map(|(reference, mark)| written(*reference, mark))
        .collect();
    cookies::session(&state.config.http, name(state), entries.join("."))
}

/// `REFERENCE-kISSUED-NONCE-MARK`, in which `k` is the kind.
fn written(reference: Reference, mark: &ProofMark) -> String {
    let ProofMark {
        kind,
        issued_at,
        nonce,
        mark,
    } = mark;
    format!("{}-{kind}{issued_at}-{nonce:x}-{mark}", reference.compact())
}

fn read(text: &str) -> Option<(Reference, ProofMark)> {
    let mut parts = text.splitn(4, '-');
    let (reference, issued_at) = (parts.next()?, parts.next()?);
    let (nonce, mark) = (parts.next()?, parts.next()?);
    let mut issued_at = issued_at.chars();
    let kind = issued_at.next()?;
    let sound = mark.len() <= 64
        && mark
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let reference = Reference::parse(reference).filter(|_| sound)?;
    let mark = ProofMark {
        kind,
        issued_at: issued_at.as_str().parse().ok()?,
        nonce: u32::from_str_radix(nonce, 16).ok()?,
        mark: mark.to_owned(),
    };
    Some((reference, mark))
}
