//! What a browser's first page carries, and what it is told to fetch with it.

use crate::support::app::TestApp;
use crate::support::journeys::start;
use crate::support::page::Page;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

const CRITICAL: &str = ".a{color:#000}";

/// With assets in a folder of their own.
async fn built(folder: &tempfile::TempDir) -> TestApp {
    let names = [
        "main.css",
        "critical.css",
        "boot.js",
        "front.js",
        "front_bg.wasm",
    ];
    for name in names {
        std::fs::write(folder.path().join(name), CRITICAL).unwrap();
    }
    let manifest: serde_json::Map<String, serde_json::Value> = names
        .map(|name| (name.to_owned(), name.into()))
        .into_iter()
        .collect();
    let manifest = serde_json::to_string(&manifest).unwrap();
    std::fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    let assets = folder.path().display().to_string();
    TestApp::with(&[("DOORSTEP__HTTP__ASSETS", assets.as_str())]).await
}

fn inline_styles(page: &Page) -> Vec<String> {
    let styles = page.all("style").into_iter();
    styles.map(|style| style.text().collect()).collect()
}

#[tokio::test]
async fn the_first_page_paints_without_the_stylesheet_and_later_ones_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = built(&folder).await;
    let mut browser = app.browser();
    for site in ["none", "cross-site", "same-site"] {
        let headers = [("sec-fetch-site", site)];
        let first = browser
            .fetch("GET", "/", &headers, Vec::new())
            .await
            .is(200);
        let page = first.page();
        let styles = inline_styles(&page);
        assert_eq!(styles.len(), 2);
        assert_eq!(styles[0], CRITICAL);
        assert!(page.all("head link[rel=stylesheet]").is_empty());
        assert_eq!(page.all("body > footer ~ link[rel=stylesheet]").len(), 1);
        for style in styles {
            let hash = BASE64_STANDARD.encode(Sha256::digest(style));
            let policy = first.header("content-security-policy");
            assert!(policy.contains(&format!("'sha256-{hash}'")), "{policy}");
        }
    }
    let page = browser.get("/").await.is(200).page();
    assert_eq!(inline_styles(&page).len(), 1);
    assert_eq!(page.all("head link[rel=stylesheet]").len(), 1);
    assert!(page.all("body link").is_empty());
}

#[tokio::test]
async fn a_page_has_the_colours_of_the_council_it_is_drawn_for() {
    let app = TestApp::new().await;
    for council in ["swale", "maidstone"] {
        let host = format!("{council}.localhost");
        let page = app.browser_at(&host).get("/").await.is(200).page();
        assert_eq!(page.all("html")[0].attr("data-brand"), Some(council));
        let colours = inline_styles(&page).concat();
        assert!(colours.contains(&format!(":root[data-brand=\"{council}\"]{{--brand:")));
    }
}

#[tokio::test]
async fn everything_the_island_needs_is_asked_for_with_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let app = built(&folder).await;
    let mut browser = app.browser();
    let page = browser.get("/services/pothole").await.is(200).page();
    assert!(page.all("[rel=preload], [rel=modulepreload]").is_empty());

    let first = start(&mut browser, "pothole").await;
    let wanted = |page: &Page| -> Vec<String> {
        let links = page.all("[rel=modulepreload], [rel=preload][as=fetch][crossorigin]");
        // Without script they are of no use.
        assert!(
            links
                .iter()
                .all(|link| link.attr("media") == Some("(scripting)"))
        );
        let hrefs = links
            .iter()
            .map(|link| link.attr("href").unwrap().to_owned());
        hrefs.collect()
    };
    let files = wanted(&first.page());
    assert_eq!(files.len(), 4, "{files:?}");
    for file in &files {
        let caching = browser.get(file).await.is(200);
        let caching = caching.header("cache-control");
        assert_eq!(caching, "public, max-age=31536000, immutable", "{file}");
    }
    // The answers of a draft come with the rest.
    let second = browser.next_page(&first, &[("danger", "no")]).await;
    let mut more = wanted(&second.page());
    let answers = more.pop().unwrap();
    assert_eq!(more, files);
    assert!(answers.starts_with("/api/v1/drafts/"), "{answers}");
    let answers = browser.get(&answers).await.is(200);
    assert_eq!(answers.header("cache-control"), "no-store");
}
