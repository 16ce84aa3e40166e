//! An objection on `/cookies` stops visit statistics and nothing else.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, send, start};
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
        let quiet = contact(&app, &sent.reference()).await;
        assert_eq!(quiet.row.device, None);
        assert!(quiet.stages.is_empty(), "{:?}", quiet.stages);
        assert!(quiet.errors.is_empty(), "{:?}", quiet.errors);
        assert!(quiet.seconds.is_empty(), "{:?}", quiet.seconds);
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
        app.drain().await;
        assert_eq!(app.effects().await.len(), 1);

        let sent = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin()).await;
        let counted = contact(&app, &sent.reference()).await;
        assert!(counted.row.device.is_some() && !counted.stages.is_empty());
        app.deliver_all().await;
    }
}
