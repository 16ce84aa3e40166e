//! Reading and writing cookies.

use crate::config::http::Http;
use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue, SET_COOKIE};
use axum::response::Response;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use jiff::SignedDuration;

/// An objection to visit statistics, remembered for a year: its name without https, and until a
/// year after this release also with it.
pub const PLAIN_STATISTICS: &str = "doorstep_statistics";

/// How long an objection is remembered.
pub const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// The name of a cookie: browsers accept `__Host-` only with Secure, which needs https.
pub fn name(http: &Http, secure: &'static str, plain: &'static str) -> &'static str {
    if http.is_secure() { secure } else { plain }
}

/// The name of the cookie that remembers an objection to visit statistics.
pub fn statistics(http: &Http) -> &'static str {
    name(http, "__Host-doorstep_statistics", PLAIN_STATISTICS)
}

/// The value of a cookie; the first if there are several of that name.
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .flatten()
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// A cookie that ends with the browser session, so that a library computer stays clean.
pub fn session(http: &Http, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(http.is_secure())
        .build()
}

/// A cookie that outlives the browser session, because the person asked for it.
pub fn lasting(
    http: &Http,
    name: &'static str,
    value: String,
    time: SignedDuration,
) -> Cookie<'static> {
    let mut cookie = session(http, name, value);
    cookie.set_max_age(Duration::seconds(time.as_secs()));
    cookie
}

/// Removes a cookie.
pub fn removed(http: &Http, name: &'static str) -> Cookie<'static> {
    let mut cookie = session(http, name, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// Adds a cookie to a response.
pub fn set(response: &mut Response, cookie: Option<Cookie<'static>>) {
    let header = cookie.and_then(|cookie| HeaderValue::from_str(&cookie.to_string()).ok());
    if let Some(header) = header {
        response.headers_mut().append(SET_COOKIE, header);
    }
}
