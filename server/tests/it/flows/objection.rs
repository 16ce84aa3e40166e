//! An objection on `/cookies` stops visit statistics and nothing else.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, missed_bin_json, send, start, walk};
use server::store::{Contact, Ending};
use shared::reference::Reference;

const HOST: &str = "maidstone.localhost:3000";

async fn contact(app: &TestApp, reference: &str) -> Contact {
    let store = &app.state.store;
    let reference = Reference::parse(reference).unwrap();
    let submission = store.submission(reference).await.unwrap().unwrap();
    store
        .contact(submission.contact.unwrap())
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn after_an_objection_a_visit_is_not_counted_and_all_else_works() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at(HOST);
        let cookies = browser.get("/cookies").await.is(200);
        browser.submit(&cookies, &[("visits", "no")]).await.is(200);
        // An error, which is not counted either.
        let page = start(&mut browser, "missed-bin").await;
        browser
            .submit(
                &page,
                &[
                    ("address-postcode", "nonsense"),
                    ("_action", "find-address"),
                ],
            )
            .await
            .is(422);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let quiet_reference = sent.reference();
        let quiet = contact(&app, &quiet_reference).await;
        assert_eq!(quiet.row.device, None);
        assert!(!quiet.row.counted, "the visit is counted");
        assert!(quiet.pages.is_empty(), "{:?}", quiet.pages);
        assert!(quiet.errors.is_empty(), "{:?}", quiet.errors);
        // The council's own record of the request is unaffected.
        assert_eq!(quiet.row.service.as_deref(), Some("missed-bin"));
        assert_eq!(quiet.row.authority, "maidstone");
        assert_eq!(quiet.row.ended, Some(Ending::Completed));
        assert_eq!(quiet.submissions.len(), 1);
        let confirmation = browser.follow(sent).await.is(200);
        assert!(
            confirmation.text().contains("/feedback/"),
            "feedback is counted as a visit statistic"
        );
        assert_eq!(
            contact(&app, &quiet_reference).await.asked_at,
            None,
            "the question is counted"
        );
        app.drain().await;
        assert_eq!(app.effects().await.len(), 1);

        let sent = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin()).await;
        let counted = contact(&app, &sent.reference()).await;
        assert!(counted.row.counted && counted.row.device.is_some());
        assert!(!counted.pages.is_empty());
        app.deliver_all().await;
    }
}

#[tokio::test]
async fn an_objection_on_the_way_ends_the_count_and_the_api_knows_it_too() {
    let app = TestApp::with_office(&[]).await;
    let mut browser = app.browser_at(HOST);
    let check = walk(&mut browser, "missed-bin", &missed_bin()).await;
    let cookies = browser.get("/cookies").await.is(200);
    browser.submit(&cookies, &[("visits", "no")]).await.is(200);
    let sent = browser.submit(&check, &[]).await.is(303);
    let quiet = contact(&app, &sent.reference()).await;
    assert!(!quiet.row.counted, "an incomplete visit is counted");
    let sent = browser.request("one", &missed_bin_json()).await.is(201);
    let reference = sent.json()["reference"].as_str().unwrap().to_owned();
    let quiet = contact(&app, &reference).await;
    assert_eq!((quiet.row.counted, quiet.row.device), (false, None));
    app.deliver_all().await;
}
