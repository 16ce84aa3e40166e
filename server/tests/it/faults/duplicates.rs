//! The same request submitted twice at the same moment: one reference.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, pothole_json, walk};
use crate::support::process::Deployment;
use futures_util::future::join_all;
use std::collections::BTreeSet;

#[tokio::test]
async fn eight_concurrent_form_submissions_make_one_request_and_all_see_it() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at("maidstone.localhost:3000");
        let check = walk(&mut browser, "missed-bin", &missed_bin()).await;
        let presses = (0..8).map(|_| {
            let (mut tab, check) = (browser.clone(), check.clone());
            async move { tab.submit(&check, &[]).await.reference() }
        });
        let references: BTreeSet<String> = join_all(presses).await.into_iter().collect();
        assert_eq!(references.len(), 1, "{references:?}");
        assert_eq!(
            app.state.store.references(None, 100).await.unwrap().len(),
            1
        );

        // Much later, the confirmation again, not another request.
        let again = browser.submit(&check, &[]).await.reference();
        assert!(references.contains(&again));
        app.drain().await;
        let effects = app.effects().await;
        assert_eq!(effects.len(), 1, "{effects:?}");
    }
}

#[tokio::test]
async fn eight_concurrent_requests_with_one_key_make_one_request() {
    for app in TestApp::on_every_store().await {
        let body = pothole_json("Deep");
        let calls = (0..8).map(|_| {
            let (mut client, body) = (app.browser(), body.clone());
            async move { client.request("the-key", &body).await.is(201).json() }
        });
        let answers = join_all(calls).await;
        assert!(
            answers.iter().all(|response| *response == answers[0]),
            "{answers:?}"
        );
        assert_eq!(
            app.state.store.references(None, 100).await.unwrap().len(),
            1
        );
        app.deliver_all().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_connections_make_one_request_per_draft_and_per_key() {
    let deployment = Deployment::new(&[]);
    let server = deployment.start_server().await;
    let mut browser = deployment.browser();
    let yesterday = super::yesterday();
    let typed = crate::support::journeys::pothole("Mill Lane", "Deep");
    let typed = super::noticed_on(typed, &yesterday);
    let check = walk(&mut browser, "pothole", &typed).await;
    let presses = (0..8).map(|_| {
        let (mut tab, check) = (browser.clone(), check.clone());
        async move { tab.submit(&check, &[]).await.reference() }
    });
    let of_draft: BTreeSet<String> = join_all(presses).await.into_iter().collect();
    assert_eq!(of_draft.len(), 1, "{of_draft:?}");

    let body = pothole_json("Deeper");
    let calls = (0..8).map(|_| {
        let (mut client, body) = (deployment.browser(), body.clone());
        async move { client.request("the-key", &body).await.is(201).reference() }
    });
    let of_key: BTreeSet<String> = join_all(calls).await.into_iter().collect();
    assert_eq!(of_key.len(), 1, "{of_key:?}");
    assert_eq!(deployment.refs(), &of_draft | &of_key);
    server.kill();
}
