//! That somebody gave the second fact of a request, kept in their browser for a while.
//!
//! The fact is posted; the page it opens is a page of its own, so that Back and reload ask
//! for nothing to be sent again. What was proved stands in a cookie that ends with the browser
//! session, for each request with its own end and a mark that only this deployment can make.
//! It never stands in an address, which people share and proxies write down.

use crate::http::visit::cookie;
use crate::state::AppState;
use crate::store::rows::Submission;
use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq as _;

/// As long as a sent request's page is a confirmation: long enough to read, short enough for
/// a computer in a library.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

/// How many requests one browser may have open.
const MOST: usize = 5;

/// The cookie's name. Browsers accept `__Host-` only with Secure, which needs https.
pub fn name(state: &AppState) -> &'static str {
    if state.config.http.is_secure() {
        "__Host-doorstep_shown"
    } else {
        "doorstep_shown"
    }
}

/// Whether this browser says to have shown it of any request.
pub fn is_held(state: &AppState, headers: &HeaderMap) -> bool {
    cookie(headers, name(state)).is_some()
}

/// Whether this browser has shown, not too long ago, that the request is its own.
pub fn is_given(state: &AppState, headers: &HeaderMap, submission: &Submission) -> bool {
    let held = cookie(headers, name(state)).unwrap_or_default();
    held.split('.')
        .filter_map(Entry::read)
        .any(|entry| entry.is_good(state, submission))
}

/// The cookie that keeps it, with what the browser had before.
pub fn keep(state: &AppState, headers: &HeaderMap, submission: &Submission) -> String {
    let now = state.clock.now();
    let reference = submission.row.reference.compact();
    let until = (now + LASTS).as_second();
    let mark = mark(state, submission, until);
    let held = cookie(headers, name(state)).unwrap_or_default();
    let earlier = held
        .split('.')
        .filter_map(Entry::read)
        .filter(|entry| entry.reference != reference && entry.until > now.as_second())
        .map(|entry| format!("{}-{}-{}", entry.reference, entry.until, entry.mark));
    let entries: Vec<String> = std::iter::once(format!("{reference}-{until}-{mark}"))
        .chain(earlier)
        .take(MOST)
        .collect();
    let secure = if state.config.http.is_secure() {
        "; Secure"
    } else {
        ""
    };
    format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}",
        name(state),
        entries.join(".")
    )
}

/// What the cookie says of one request; nothing of it is believed without its mark.
struct Entry<'c> {
    reference: &'c str,
    /// Seconds since 1970.
    until: i64,
    mark: &'c str,
}

impl<'c> Entry<'c> {
    fn read(text: &'c str) -> Option<Entry<'c>> {
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

    fn is_good(&self, state: &AppState, submission: &Submission) -> bool {
        let now: Timestamp = state.clock.now();
        self.reference == submission.row.reference.compact()
            && self.until > now.as_second()
            && bool::from(
                self.mark
                    .as_bytes()
                    .ct_eq(mark(state, submission, self.until).as_bytes()),
            )
    }
}

fn mark(state: &AppState, submission: &Submission, until: i64) -> String {
    let text = format!("{} {until}", submission.row.id);
    state.vault.hash("shown", &text).0
}
