//! Deletes what has passed its retention period, and nothing else.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, pothole_json, send, start};
use jiff::SignedDuration;
use server::clock::Clock as _;
use server::store::{Ending, RetentionRule};
use shared::reference::Reference;

const DAY: i64 = 24;

fn rules(app: &TestApp) -> Vec<RetentionRule> {
    let current = app.state.catalogue.current();
    current
        .all()
        .map(|service| RetentionRule {
            version: service.version.clone(),
            days: service.definition.retention_days,
        })
        .collect()
}

#[tokio::test]
async fn a_submission_is_deleted_by_its_own_retention_and_its_contact_stays_unlinked() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at("maidstone.localhost:3000");
        let bin = send(&mut browser, "missed-bin", &missed_bin())
            .await
            .reference();
        let hole = app
            .browser()
            .request("k", &pothole_json("Deep"))
            .await
            .reference();
        let (bin, hole) = (
            Reference::parse(&bin).unwrap(),
            Reference::parse(&hole).unwrap(),
        );
        // The requests, then the emails that acknowledge them.
        while app.drain().await.claimed > 0 {}
        let store = &app.state.store;
        let contact = store
            .submission(bin)
            .await
            .unwrap()
            .unwrap()
            .contact
            .unwrap();

        // The retention period is 180 days for missed bins and 2190 for potholes.
        app.clock.advance(SignedDuration::from_hours(179 * DAY));
        let report = store
            .retain(app.clock.now(), rules(&app), 90)
            .await
            .unwrap();
        assert_eq!((report.submissions, report.held), (0, 0), "{report:?}");
        app.clock.advance(SignedDuration::from_hours(400 * DAY));
        // Only a later status would extend the period, and there is none.
        store
            .retain(app.clock.now(), rules(&app), 90)
            .await
            .unwrap();
        assert!(
            store.submission(bin).await.unwrap().is_none(),
            "it was not deleted"
        );
        assert!(
            store.submission(hole).await.unwrap().is_some(),
            "deleted too early"
        );
        let stored = store
            .contact(contact)
            .await
            .unwrap()
            .expect("contacts hold no personal data and are not deleted");
        assert!(
            stored.submissions.is_empty(),
            "a link to the submission is left"
        );
        assert_eq!(stored.row.draft, None);
        let path = format!("/requests/{}", bin.compact());
        let page = browser.get(&path).await.is(200);
        assert!(page.page().form().has("fact"));
    }
}

#[tokio::test]
async fn a_submission_with_a_pending_delivery_is_retained_and_reported() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let bin = app
        .browser_at("maidstone.localhost:3000")
        .request("k", &crate::support::journeys::missed_bin_json())
        .await
        .reference();
    app.clock.advance(SignedDuration::from_hours(600 * DAY));
    let report = app
        .state
        .store
        .retain(app.clock.now(), rules(&app), 90)
        .await
        .unwrap();
    assert_eq!((report.submissions, report.held), (0, 1), "{report:?}");
    assert!(
        app.state
            .store
            .submission(Reference::parse(&bin).unwrap())
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_draft_expires_after_two_idle_hours_and_a_contact_is_left_after_a_day() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser();
        let page = start(&mut browser, "pothole").await;
        let draft: uuid::Uuid = page.page().form().value("_draft").parse().unwrap();
        let store = &app.state.store;
        let contact = store.contact_for_draft(draft).await.unwrap();
        let contact = contact.unwrap().id;
        app.clock.advance(SignedDuration::from_mins(90));
        let page = browser.next_page(&page, &[("danger", "no")]).await;
        app.clock.advance(SignedDuration::from_mins(119));
        browser.get(&page.page().form().action).await.is(200);
        app.clock.advance(SignedDuration::from_mins(2));
        assert!(store.draft(draft, app.clock.now()).await.unwrap().is_none());
        store.retain(app.clock.now(), Vec::new(), 90).await.unwrap();

        let day = SignedDuration::from_hours(DAY);
        store
            .close_idle_contacts(app.clock.now() - day)
            .await
            .unwrap();
        assert_eq!(
            store.contact(contact).await.unwrap().unwrap().row.ended,
            None,
            "deleted too early"
        );
        app.clock.advance(SignedDuration::from_hours(23));
        store
            .close_idle_contacts(app.clock.now() - day)
            .await
            .unwrap();
        let left = store.contact(contact).await.unwrap().unwrap();
        assert_eq!(left.row.ended, Some(Ending::Left));
        // The page where the person left is the last one.
        assert_eq!(left.reached(), ["danger", "problem"]);
    }
}
