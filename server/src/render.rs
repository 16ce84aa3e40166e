//! Renders views into responses.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::http::{Response, StatusCode};
use hydration_context::{SharedContext, SsrSharedContext};
use leptos::prelude::*;
use std::sync::{Arc, Once};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Must be called before any render, or it panics; calling it again has no effect.
pub fn init() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // An error means that an executor was set before, which is fine.
        let _ = any_spawner::Executor::init_tokio();
    });
}

/// The whole document as text; `app::document` adds the doctype. Synchronous, because a page
/// has all its data.
pub fn html<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    init();
    let context: Arc<dyn SharedContext + Send + Sync> = Arc::new(SsrSharedContext::new_islands());
    let owner = Owner::new_root(Some(context));
    let page = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    let page = app::document::without_markers(&page);
    // HTML has no U+0000, but a form that is shown again may.
    if page.contains('\0') {
        page.replace('\0', "\u{fffd}")
    } else {
        page
    }
}

/// A page without personal data; browsers revalidate before showing it from a cache.
pub fn page(status: StatusCode, html: String) -> Response<Body> {
    respond(status, html, HeaderValue::from_static("no-cache"))
}

/// A page with personal data, or one that depends on the visitor: never cached.
pub fn personal(status: StatusCode, html: String) -> Response<Body> {
    respond(status, html, HeaderValue::from_static("no-store"))
}

fn respond(status: StatusCode, html: String, caching: HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HTML);
    response.headers_mut().insert(CACHE_CONTROL, caching);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_renders_to_a_document_with_escaped_text() {
        let text = html(|| view! { <!DOCTYPE html><p title="a\"b">"<script>"</p> }.into_any());
        assert!(text.starts_with("<!DOCTYPE html><p"), "{text}");
        assert!(!text.contains("<script>"), "{text}");
    }

    #[test]
    fn personal_pages_are_not_cached() {
        let response = personal(StatusCode::OK, String::new());
        assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
    }
}
