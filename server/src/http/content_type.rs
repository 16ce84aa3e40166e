//! The content type of a request.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

/// Whether the content type of a body is one of these; one that begins with `+` is a suffix.
pub fn is_json(headers: &HeaderMap, media: &[&str]) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    media.iter().any(|one| match one.starts_with('+') {
        true => essence.ends_with(one),
        false => essence == *one,
    })
}
