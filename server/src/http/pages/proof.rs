//! That somebody gave the second fact of a request, kept in their browser for a while.
//!
//! The fact is posted; the page it opens is a page of its own, so that Back and reload ask
//! for nothing to be sent again. What was proved stands in a cookie that ends with the browser
//! session, for each request with its own end and a mark that only this deployment can make.
//! It never stands in an address, which people share and proxies write down.

use crate::desk::Desk;
use crate::http::visit::cookie;
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
pub fn name(desk: &Desk) -> &'static str {
    if desk.config.http.is_secure() {
        "__Host-doorstep_shown"
    } else {
        "doorstep_shown"
    }
}

/// Whether this browser says to have shown it of any request.
pub fn is_held(desk: &Desk, headers: &HeaderMap) -> bool {
    cookie(headers, name(desk)).is_some()
}

/// Whether this browser has shown, not too long ago, that the request is its own.
pub fn is_given(desk: &Desk, headers: &HeaderMap, submission: &Submission) -> bool {
    let held = cookie(headers, name(desk)).unwrap_or_default();
    held.split('.')
        .filter_map(Entry::read)
        .any(|entry| entry.is_good(desk, submission))
}

/// The cookie that keeps it, with what the browser had before.
pub fn keep(desk: &Desk, headers: &HeaderMap, submission: &Submission) -> String {
    let now = desk.clock.now();
    let reference = submission.row.reference.compact();
    let until = (now + LASTS).as_second();
    let mark = mark(desk, submission, until);
    let held = cookie(headers, name(desk)).unwrap_or_default();
    let earlier = held
        .split('.')
        .filter_map(Entry::read)
        .filter(|entry| entry.reference != reference && entry.until > now.as_second())
        .map(|entry| format!("{}-{}-{}", entry.reference, entry.until, entry.mark));
    let entries: Vec<String> = std::iter::once(format!("{reference}-{until}-{mark}"))
        .chain(earlier)
        .take(MOST)
        .collect();
    let secure = if desk.config.http.is_secure() {
        "; Secure"
    } else {
        ""
    };
    format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}",
        name(desk),
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

    fn is_good(&self, desk: &Desk, submission: &Submission) -> bool {
        let now: Timestamp = desk.clock.now();
        self.reference == submission.row.reference.compact()
            && self.until > now.as_second()
            && bool::from(
                self.mark
                    .as_bytes()
                    .ct_eq(mark(desk, submission, self.until).as_bytes()),
            )
    }
}

fn mark(desk: &Desk, submission: &Submission, until: i64) -> String {
    let text = format!("{} {until}", submission.row.id);
    desk.vault.hash("shown", &text).0
}
