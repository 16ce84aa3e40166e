//! Leads from an address that was damaged on its way to the page that was meant: capitals, a stop or
//! a bracket that a mail program took for a part of it, a slash at the end, a parameter twice.
//!
//! Only the spelling decides, so the answer says nothing about what exists.

use crate::http::respond;
use crate::http::url_table::page_path;
use axum::http::{Method, Uri};
use axum::response::Response;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::collections::HashSet;

/// The redirect to the page's own address, if this one differs from it.
pub fn lead_on(method: &Method, uri: &Uri) -> Option<Response> {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    let there = is_read.then(|| corrected(uri)).flatten()?;
    Some(respond::permanent_redirect(&there))
}

fn corrected(uri: &Uri) -> Option<String> {
    let query = uri.query().unwrap_or_default();
    let path = page_path(&trimmed(uri.path()))?;
    let parameters = first_of_each(query);
    if path == uri.path() && parameters == query {
        return None;
    }
    let mark = if parameters.is_empty() { "" } else { "?" };
    Some([path.as_str(), mark, &parameters].concat())
}

/// The path without what no page ends with.
fn trimmed(path: &str) -> String {
    let Some((parent, last)) = path.rsplit_once('/') else {
        return path.to_owned();
    };
    let decoded = percent_decode_str(last).decode_utf8();
    let last = match decoded {
        Ok(text) if text.ends_with(is_foreign) => {
            let text = text.trim_end_matches(is_foreign);
            utf8_percent_encode(text, KEPT).to_string()
        }
        _ => last.to_owned(),
    };
    match (parent, last.as_str()) {
        ("", "") => "/".to_owned(),
        (parent, "") => parent.to_owned(),
        (parent, last) => format!("{parent}/{last}"),
    }
}

/// What the last part of a path is encoded with again.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// Marks that follow an address in a text, and characters that nobody sees.
fn is_foreign(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || ".,:;!?…'\"’”»)]}>*".contains(c)
}

/// The query with the first of each parameter.
fn first_of_each(query: &str) -> String {
    let mut seen = HashSet::new();
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.retain(|pair| seen.insert(pair.split('=').next()));
    pairs.join("&")
}
