//! What a browser may keep before it sends: pages that its answers lead to, and twenty drafts.

use crate::support::app::TestApp;
use crate::support::journeys::start;
use crate::support::wording;
use jiff::SignedDuration;
use serde_json::{Value, json};

#[tokio::test]
async fn only_a_page_that_the_answers_may_lead_to_is_saved() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let page = browser.next_page(&first, &[("danger", "no")]).await;
    let page = browser.next_page(&page, &[("problem", "pothole")]).await;
    let page = browser.next_page(&page, &[("road", "ordinary")]).await;
    let size = browser
        .next_page(&page, &[("place-description", "Mill Lane")])
        .await;
    assert!(size.page().form().has("depth") || size.text().contains("name=\"depth\""));
    // Another tab changes the problem to one whose size is not asked.
    let draft = size.page().form().value("_draft").to_owned();
    let problem = browser
        .get(&format!("/services/pothole/problem?d={draft}"))
        .await
        .is(200);
    browser
        .submit(&problem, &[("problem", "drain")])
        .await
        .is(303);
    let late = browser
        .submit(&size, &[("depth", "medium"), ("width", "lid")])
        .await;
    assert!(!late.location().contains("/size"), "{}", late.location());
    let told = browser.follow(late).await.is(200);
    let skipped = wording::phrase("journey-check-not-ready");
    assert!(
        told.page().main().contains(&skipped),
        "{}",
        told.page().main()
    );
    let stored = format!("/api/v1/drafts/{draft}?service=pothole");
    let stored = browser.get(&stored).await.is(200).json();
    assert_eq!(stored["answers"]["typed"]["depth"], Value::Null);
    // The island is refused likewise.
    let action = size.page().form().action;
    let id = action
        .rsplit('/')
        .next()
        .unwrap()
        .split('?')
        .next()
        .unwrap();
    let body = json!({"service": "pothole", "language": "en",
        "answers": {"depth": "medium", "width": "lid"}});
    let refused = browser
        .json(
            "PUT",
            &format!("/api/v1/drafts/{draft}/pages/{id}"),
            &[("if-match", "\"cbf29ce484222325\"")],
            &body,
        )
        .await
        .is(409);
    assert!(
        refused.json()["title"]
            .as_str()
            .unwrap()
            .contains("lead past")
    );
    // An earlier answer that is missing or wrong does not lose what is typed after it.
    let danger = browser
        .get(&format!("/services/pothole/danger?d={draft}"))
        .await
        .is(200);
    browser
        .submit(&danger, &[("danger", "nonsense")])
        .await
        .is(422);
    let description = browser
        .fetch(
            "POST",
            &format!("/services/pothole/description?d={draft}"),
            &[("content-type", "application/x-www-form-urlencoded")],
            format!("_draft={draft}&description=Deep").into_bytes(),
        )
        .await;
    assert!(
        description.location().contains("/danger"),
        "{}",
        description.location()
    );
    let stored = format!("/api/v1/drafts/{draft}?service=pothole");
    let stored = browser.get(&stored).await.is(200).json();
    assert_eq!(stored["answers"]["typed"]["description"], "Deep");
}

#[tokio::test]
async fn a_browser_keeps_twenty_drafts_and_the_oldest_is_gone() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let mut drafts = Vec::new();
    for _ in 0..21 {
        let page = start(&mut browser, "pothole").await;
        drafts.push(page.page().form().value("_draft").to_owned());
        app.clock.advance(SignedDuration::from_secs(1));
    }
    let open = |at: usize| format!("/services/pothole/danger?d={}", drafts[at]);
    let gone = browser.get(&open(0)).await.is(410);
    let words = wording::phrase("page-missing-cleared-text");
    assert!(gone.page().main().contains(&words));
    for at in [1, 20] {
        let kept = browser.get(&open(at)).await.is(200);
        assert_eq!(kept.page().form().value("_draft"), drafts[at]);
    }
}
