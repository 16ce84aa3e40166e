//! Access by nobody, the owner and another guest to everything that has an owner.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, pothole, send, start, walk};
use crate::support::response::compact;
use serde_json::json;

/// Typed by the owner; nobody else may read or change it.
const SECRET: &str = "Hollow Cask Yard";
const HOST: &str = "localhost:3000";

struct Scene {
    app: TestApp,
    owner: Browser,
    draft: String,
    reviewed: String,
    base_hash: String,
}

impl Scene {
    async fn new() -> Scene {
        let app = TestApp::new().await;
        let mut owner = app.browser_at(HOST);
        let check = walk(&mut owner, "pothole", &pothole(SECRET, "Deep")).await;
        let form = check.page().form();
        let draft = form.value("_draft").to_owned();
        let place = owner
            .get(&format!("/services/pothole/place?d={draft}"))
            .await
            .is(200);
        let base_hash = place.page().form().value("_base").to_owned();
        let reviewed = form.value("_reviewed").to_owned();
        Scene {
            app,
            owner,
            draft,
            reviewed,
            base_hash,
        }
    }

    fn anonymous(&self) -> Browser {
        self.app.browser_at(HOST)
    }

    async fn other_guest(&self) -> Browser {
        let mut other = self.app.browser_at(HOST);
        start(&mut other, "pothole").await;
        other
    }

    /// Asserts that the draft is unchanged for its owner.
    async fn assert_unchanged(&mut self) {
        let path = format!("/services/pothole/place?d={}", self.draft);
        let page = self.owner.get(&path).await.is(200);
        assert_eq!(page.page().form().value("place-description"), SECRET);
    }
}

#[tokio::test]
async fn only_the_owner_reads_a_draft() {
    let mut scene = Scene::new().await;
    for page in ["place", "check-answers"] {
        let path = format!("/services/pothole/{page}?d={}", scene.draft);
        let own = scene.owner.get(&path).await.is(200);
        assert!(own.text().contains(SECRET), "{page}");
    }
    let strangers = [scene.anonymous(), scene.other_guest().await];
    for page in ["place", "check-answers", "danger", "outcome/call-us"] {
        let path = format!("/services/pothole/{page}?d={}", scene.draft);
        for mut stranger in strangers.clone() {
            let first = stranger.get(&path).await;
            assert!(!first.text().contains(SECRET), "{path}");
            assert!(
                !first.header("location").contains(&scene.draft),
                "{path} continues the draft"
            );
            let last = stranger.follow(first).await;
            assert!(!last.text().contains(SECRET), "{path}");
        }
    }
    scene.assert_unchanged().await;
}

#[tokio::test]
async fn only_the_owner_changes_sends_and_clears_a_draft() {
    let mut scene = Scene::new().await;
    scene.app.leave_undelivered("no back office is running");
    let strangers = [scene.anonymous(), scene.other_guest().await];
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let draft = field("_draft", &scene.draft);
    let posts = [
        (
            "place",
            vec![
                draft.clone(),
                field("_base", &scene.base_hash),
                field("place-description", "Elsewhere"),
            ],
        ),
        (
            "check-answers",
            vec![draft.clone(), field("_reviewed", &scene.reviewed)],
        ),
        ("clear", vec![draft.clone()]),
        ("leave", vec![draft.clone()]),
        (
            "outcome/call-us",
            vec![draft.clone(), field("_action", "pass")],
        ),
    ];
    for mut stranger in strangers {
        for (page, fields) in &posts {
            let path = format!("/services/pothole/{page}?d={}", scene.draft);
            let response = stranger.post(&path, fields).await;
            assert!(!response.text().contains(SECRET), "{path}");
            assert!(
                !response.header("location").contains("/requests/"),
                "{path} was sent"
            );
            scene.assert_unchanged().await;
        }
        let path = format!("/api/v1/drafts/{}/pages/place", scene.draft);
        let body = json!({"service": "pothole", "language": "en",
            "answers": {"place": {"description": "Elsewhere"}}});
        let base_hash = format!("\"{}\"", scene.base_hash);
        let response = stranger
            .json("PUT", &path, &[("if-match", &base_hash)], &body)
            .await;
        assert!(response.status.is_client_error(), "{}", response.status);
        scene.assert_unchanged().await;
    }
    scene.app.assert_no_request().await;
    let check = format!("/services/pothole/check-answers?d={}", scene.draft);
    let own = [draft, field("_reviewed", &scene.reviewed)];
    scene.owner.post(&check, &own).await.reference();
}

#[tokio::test]
async fn only_the_owner_sees_the_reference_of_a_sent_draft() {
    let mut scene = Scene::new().await;
    scene.app.leave_undelivered("no back office is running");
    let path = format!("/services/pothole/check-answers?d={}", scene.draft);
    let form = scene.owner.get(&path).await.is(200);
    let reference = scene.owner.submit(&form, &[]).await.reference();
    let strangers = [scene.anonymous(), scene.other_guest().await];
    for page in ["place", "check-answers"] {
        let path = format!("/services/pothole/{page}?d={}", scene.draft);
        assert_eq!(
            scene.owner.get(&path).await.reference(),
            reference,
            "{page}"
        );
        for mut stranger in strangers.clone() {
            let response = stranger.get(&path).await;
            assert!(!response.header("location").contains(&reference), "{page}");
            // Compared without dashes: a page shows the reference with them.
            assert!(!compact(response.text()).contains(&reference), "{page}");
        }
    }
}

#[tokio::test]
async fn only_the_owner_reads_a_request_without_a_second_fact() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut owner = app.browser_at("maidstone.localhost");
    let reference = send(&mut owner, "missed-bin", &missed_bin())
        .await
        .reference();
    let mut other = app.browser_at("maidstone.localhost");
    start(&mut other, "pothole").await;
    let page = format!("/requests/{reference}");
    let call = format!("/api/v1/requests/{reference}");
    let shown = owner.get(&page).await.is(200).page();
    assert!(!shown.all("main .app-timeline").is_empty());
    assert!(shown.all("[name=fact]").is_empty(), "{}", shown.main());
    assert_eq!(owner.get(&call).await.is(200).json()["status"], "received");
    for (mut stranger, refused) in [(app.browser_at("maidstone.localhost"), 401), (other, 404)] {
        let shown = stranger.get(&page).await.is(200).page();
        assert_eq!(shown.all("[name=fact]").len(), 1);
        assert!(shown.all("main .app-timeline").is_empty());
        stranger.get(&call).await.is(refused);
    }
}

#[tokio::test]
async fn a_forged_or_altered_cookie_counts_as_anonymous() {
    let mut scene = Scene::new().await;
    scene.assert_unchanged().await;
    let genuine = scene.owner.cookies["doorstep"].clone();
    let changed: String = genuine.chars().rev().collect();
    for forged in [
        "",
        "x",
        &"A".repeat(43),
        &changed,
        &format!("{genuine}x"),
        &genuine.to_lowercase(),
    ] {
        let mut thief = scene.anonymous();
        thief
            .cookies
            .insert("doorstep".to_owned(), forged.to_owned());
        let path = format!("/services/pothole/place?d={}", scene.draft);
        let response = thief.get(&path).await;
        assert!(!response.text().contains(SECRET), "{forged}");
    }
}
