//! Page saves by the island.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::start;
use serde_json::{Value, json};

/// Starts a draft; returns its id and the fingerprint of its empty first page.
async fn begin_draft(browser: &mut Browser) -> (String, String) {
    let form = start(browser, "pothole").await.page().form();
    (
        form.value("_draft").to_owned(),
        form.value("_base").to_owned(),
    )
}

fn save(answers: Value) -> Value {
    json!({"service": "pothole", "language": "en", "answers": answers})
}

async fn put(
    browser: &mut Browser,
    draft: &str,
    page: &str,
    base_hash: &str,
    body: &Value,
) -> crate::support::response::TestResponse {
    let path = format!("/api/v1/drafts/{draft}/pages/{page}");
    let base_hash = format!("\"{base_hash}\"");
    browser
        .json("PUT", &path, &[("if-match", &base_hash)], body)
        .await
}

#[tokio::test]
async fn an_api_client_can_begin_a_draft_from_the_openapi_document_alone() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    // The description documents both: any random UUID and the fingerprint of an empty page.
    let draft = uuid::Uuid::new_v4().to_string();
    let empty = "cbf29ce484222325";
    assert!(server::http::api::openapi::text().contains(empty));
    let later = put(&mut browser, &draft, "problem", empty, &save(json!({}))).await;
    later.is(404);
    // The server tracks the version of a draft; a body that states one is refused.
    let mut stated = save(json!({"danger": "life"}));
    stated["version"] = "0".repeat(64).into();
    let refused = put(&mut browser, &draft, "danger", empty, &stated).await;
    assert!(!refused.is(400).text().contains("life"));
    let body = save(json!({"danger": "no"}));
    let saved = put(&mut browser, &draft, "danger", empty, &body)
        .await
        .is(200);
    assert!(saved.header("set-cookie").starts_with("doorstep="));
    let etag = saved.header("etag").trim_matches('"').to_owned();
    put(&mut browser, &draft, "danger", &etag, &body)
        .await
        .is(200);
    let body = save(json!({"problem": "pothole"}));
    put(&mut browser, &draft, "problem", empty, &body)
        .await
        .is(200);
    // Another browser that learns the id gains no access.
    let mut other = app.browser();
    let stolen = put(&mut other, &draft, "danger", &etag, &body).await;
    stolen.is(404);
}

#[tokio::test]
async fn a_refused_first_save_creates_no_draft() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    let draft = "3f0a8a44-6f5e-4a0e-9d5c-0d6a3f1f2b10";
    let empty = "cbf29ce484222325";
    let wrong = save(json!({"problem": "drain"}));
    let refused = put(&mut client, draft, "danger", empty, &wrong)
        .await
        .is(422);
    assert!(refused.headers.get("set-cookie").is_none());
    let right = save(json!({"danger": "no"}));
    let saved = put(&mut client, draft, "danger", empty, &right)
        .await
        .is(200);
    assert!(saved.headers.get("set-cookie").is_some());
}

#[tokio::test]
async fn a_reload_shows_the_saved_page() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let (draft, base_hash) = begin_draft(&mut browser).await;
    let saved = put(
        &mut browser,
        &draft,
        "danger",
        &base_hash,
        &save(json!({"danger": "no"})),
    )
    .await
    .is(200);
    let hash = saved.header("etag").trim_matches('"').to_owned();
    assert_eq!(saved.json()["hash"], hash.as_str());
    assert_eq!(saved.header("cache-control"), "no-store");
    let page = browser
        .get(&format!("/services/pothole/danger?d={draft}"))
        .await
        .is(200);
    assert_eq!(page.page().form().value("danger"), "no");
    assert_eq!(page.page().form().value("_base"), hash);
    // The next page can be saved without reading this one again.
    let next = put(
        &mut browser,
        &draft,
        "problem",
        &base_hash,
        &save(json!({"problem": "drain"})),
    )
    .await;
    next.is(200);
}

#[tokio::test]
async fn a_stale_save_is_412_and_changes_nothing() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let (draft, base_hash) = begin_draft(&mut browser).await;
    put(
        &mut browser,
        &draft,
        "danger",
        &base_hash,
        &save(json!({"danger": "no"})),
    )
    .await
    .is(200);
    put(
        &mut browser,
        &draft,
        "danger",
        &base_hash,
        &save(json!({"danger": "danger"})),
    )
    .await
    .is(412);
    let page = browser
        .get(&format!("/services/pothole/danger?d={draft}"))
        .await
        .is(200);
    assert_eq!(page.page().form().value("danger"), "no");
    // Saving the same answers again is a repeat, not a conflict.
    put(
        &mut browser,
        &draft,
        "danger",
        &base_hash,
        &save(json!({"danger": "no"})),
    )
    .await
    .is(200);
    let path = format!("/api/v1/drafts/{draft}/pages/danger");
    browser
        .json("PUT", &path, &[], &save(json!({"danger": "no"})))
        .await
        .is(428);
}

#[tokio::test]
async fn a_draft_id_minted_offline_cannot_be_taken_by_another_browser() {
    let app = TestApp::new().await;
    let (_, base_hash) = begin_draft(&mut app.browser()).await;
    let id = uuid::Uuid::new_v4().to_string();
    let mut browser = app.browser();
    put(
        &mut browser,
        &id,
        "danger",
        &base_hash,
        &save(json!({"danger": "no"})),
    )
    .await
    .is(200);
    assert!(
        browser.cookies.contains_key("doorstep"),
        "no cookie to identify the owner"
    );
    let mut thief = app.browser();
    let taken = put(
        &mut thief,
        &id,
        "danger",
        &base_hash,
        &save(json!({"danger": "danger"})),
    )
    .await;
    taken.is(409);
    let page = browser
        .get(&format!("/services/pothole/danger?d={id}"))
        .await
        .is(200);
    assert_eq!(page.page().form().value("danger"), "no");
}

#[tokio::test]
async fn a_missing_draft_or_page_is_404() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let (draft, base_hash) = begin_draft(&mut browser).await;
    let body = save(json!({"danger": "no"}));
    put(&mut browser, &draft, "none", &base_hash, &body)
        .await
        .is(404);
    let mut elsewhere = body.clone();
    elsewhere["service"] = "none".into();
    put(&mut browser, &draft, "danger", &base_hash, &elsewhere)
        .await
        .is(404);
    put(&mut browser, "not-an-id", "danger", &base_hash, &body)
        .await
        .is(400);
    app.clock.advance(jiff::SignedDuration::from_mins(121));
    put(&mut browser, &draft, "danger", "stale", &body)
        .await
        .is(404);
}

#[tokio::test]
async fn questions_of_another_page_and_of_no_page_are_refused() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let (draft, base_hash) = begin_draft(&mut browser).await;
    for answers in [json!({"problem": "drain"}), json!({"unheard_of": "x"})] {
        put(&mut browser, &draft, "danger", &base_hash, &save(answers))
            .await
            .is(422);
    }
    let mut extra = save(json!({"danger": "no"}));
    extra["owner"] = "somebody".into();
    put(&mut browser, &draft, "danger", &base_hash, &extra)
        .await
        .is(400);
    let mut long = save(json!({"danger": "no"}));
    long["seconds"] = 3601.into();
    put(&mut browser, &draft, "danger", &base_hash, &long)
        .await
        .is(422);
}
