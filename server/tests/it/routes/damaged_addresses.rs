//! Addresses that were damaged on their way: typed in capitals, or cut out of a mail with more than
//! belongs to them.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, send};

#[tokio::test]
async fn a_damaged_address_leads_on_to_its_page() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for (path, there) in [
        ("/Services/Missed-Bin", "/services/missed-bin"),
        ("/SERVICES", "/services"),
        ("/CY/Services/missed-bin", "/cy/services/missed-bin"),
        ("/services/missed-bin.", "/services/missed-bin"),
        ("/services/missed-bin,", "/services/missed-bin"),
        ("/services/missed-bin)", "/services/missed-bin"),
        ("/services/missed-bin%20", "/services/missed-bin"),
        ("/services/missed-bin%3E%0D%0A", "/services/missed-bin"),
        ("/services/missed-bin).%C2%A0", "/services/missed-bin"),
        ("/services/missed-bin%E2%80%9D", "/services/missed-bin"),
        ("/services/missed-bin/.", "/services/missed-bin"),
        (
            "/services/missed-bin/Address?d=1",
            "/services/missed-bin/address?d=1",
        ),
        (
            "/services/Pothole/outcome/Medway.",
            "/services/pothole/outcome/medway",
        ),
        ("/Privacy;", "/privacy"),
        ("/cy.", "/cy"),
        ("/services?q=bin&q=bin", "/services?q=bin"),
        (
            "/services/missed-bin/address?d=1&d=2&change=1&d=3",
            "/services/missed-bin/address?d=1&change=1",
        ),
        ("/Services.?q=a&q=b&x=%20", "/services?q=a&x=%20"),
    ] {
        let response = browser.get(path).await.is(308);
        assert_eq!(response.header("location"), there, "{path}");
        let head = browser.fetch("HEAD", path, &[], Vec::new()).await.is(308);
        assert_eq!(head.header("location"), there, "{path}");
        let arrived = browser.get(there).await;
        assert_ne!(arrived.status, 308, "{there} leads on again");
        assert_ne!(arrived.status, 400, "{there}");
    }
}

#[tokio::test]
async fn an_address_that_is_right_or_is_no_page_stays_as_it_is() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for (path, status) in [
        ("/", 200),
        ("/services?q=Bin.&x", 200),
        ("/services/missed-bin?D=1&d=2", 200),
        ("/services/a|b", 404),
        ("/services/missed-bin/address/more.", 404),
        ("//evil.example.", 404),
        ("/%2F%2Fevil.example.", 404),
        ("/API/v1/services", 404),
        ("/api/v1/services.", 404),
        ("/Livez", 404),
        ("/assets/Main.css.", 404),
    ] {
        let response = browser.get(path).await.is(status);
        assert!(response.headers.get("location").is_none(), "{path}");
    }
    // A form is posted to an address that a page has made.
    browser.post("/Requests", &[]).await.is(404);
}

/// A mail program takes the stop at the end of a sentence for a part of the address.
#[tokio::test]
async fn the_address_of_a_request_leads_on_whether_the_request_exists_or_not() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let sent = send(&mut app.browser(), "missed-bin", &missed_bin()).await;
    let known = sent.reference();
    let unknown = "7KD2MPX9QF";
    let mut stranger = app.browser();
    for ends in [".", ").", "%20", ",%C2%A0", "%3E"] {
        let mut answers = Vec::new();
        for reference in [known.as_str(), unknown] {
            let path = format!("/Requests/{reference}{ends}");
            let response = stranger.get(&path).await.is(308);
            let there = format!("/requests/{reference}");
            assert_eq!(response.header("location"), there);
            let page = stranger.get(&there).await;
            answers.push((response.status, response.body.len(), page.status == 308));
        }
        assert_eq!(answers[0], answers[1], "{ends}");
    }
    // Its own case is kept: it is part of a token.
    let token = stranger.get("/feedback/AbC-_dE.").await.is(308);
    assert_eq!(token.header("location"), "/feedback/AbC-_dE");
}
