//! Responses that many handlers give.

use super::cookies;
use super::error::AppError;
use axum::http::StatusCode;
use axum::http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse as _, Redirect, Response};
use cookie::Cookie;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What `Location` does not carry as it is (RFC 3986, section 2), besides non-ASCII characters. The
/// percent sign stays: a path is encoded already.
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

fn location(path: &str) -> String {
    utf8_percent_encode(path, NOT_IN_A_PATH).to_string()
}

/// 308 Permanent Redirect.
pub fn permanent_redirect(path: &str) -> Response {
    Redirect::permanent(&location(path)).into_response()
}

/// 303 See Other: the browser loads the next page, and reloading it does not submit again.
pub fn see_other(path: &str) -> Response {
    Redirect::to(&location(path)).into_response()
}

/// 303 See Other, with a cookie.
pub fn see_other_with(path: &str, cookie: Option<Cookie<'static>>) -> Response {
    let mut response = see_other(path);
    cookies::set(&mut response, cookie);
    response
}

/// Tells the browser to drop its stored copies of this site's pages. Nothing relies on it alone:
/// pages with answers are not to be stored, and a browser that keeps whole pages in memory drops
/// them when a cookie changes. `"cookies"` and `"*"` would reach the whole registered domain,
/// `"storage"` the unsent answers of other forms.
pub fn drop_stored_pages(response: &mut Response) {
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
}

/// When to retry after the database could not store anything.
pub fn retry_after(response: &mut Response) {
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static("10"));
}

/// Makes a page say that a budget allows no more now.
pub fn too_many(response: &mut Response, refused: &AppError) {
    *response.status_mut() = refused.status();
    if let Some(seconds) = refused.retry_after() {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
}

/// 422 for a form with errors, else 200.
pub fn form_status(has_errors: bool) -> StatusCode {
    if has_errors {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}
