//! Another program locks the database: 503 with `Retry-After`, the answers still on the page.

use crate::support::journeys::{pothole, pothole_json, start, walk};
use crate::support::process::Deployment;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_database_loses_no_answers() {
    let deployment = Deployment::new(&[]);
    let server = deployment.start_server().await;
    let day = super::yesterday();
    let typed = super::noticed_on(pothole("Mill Lane", "Deep"), &day);
    let mut at_question = deployment.browser();
    let question = start(&mut at_question, "pothole").await;
    let question = at_question.next_page(&question, &[("danger", "no")]).await;
    let mut at_check = deployment.browser();
    let check = walk(&mut at_check, "pothole", &typed).await;
    let mut client = deployment.browser();
    let watchers = || {
        let requests = (0..20).map(|_| async { deployment.browser().get("/readyz").await });
        futures_util::future::join_all(requests)
    };
    let body = pothole_json("Deep");

    let lock = lock_database(&deployment).await;
    let (unsaved, sent, api_response, ready) = tokio::join!(
        at_question.submit(&question, &[("problem", "drain")]),
        at_check.submit(&check, &[]),
        client.request("k", &body),
        watchers()
    );
    let unsaved = unsaved.is(503);
    assert!(!unsaved.header("retry-after").is_empty());
    assert_eq!(unsaved.page().form().value("problem"), "drain");
    assert_eq!(
        unsaved.page().form().value("_draft"),
        question.page().form().value("_draft")
    );
    let sent = sent.is(503);
    assert!(!sent.header("retry-after").is_empty());
    assert!(
        sent.page().main().contains("Mill Lane"),
        "{}",
        sent.page().main()
    );
    let api_response = api_response.is(503);
    assert!(!api_response.header("retry-after").is_empty());
    assert_eq!(
        api_response.header("content-type"),
        "application/problem+json"
    );
    for ready in ready {
        ready.is(503);
    }
    lock.close().await.unwrap();
    assert!(deployment.refs().is_empty(), "a request was accepted");
    // The pages returned with 503 can be submitted again.
    assert!(!unsaved.page().all("[name=problem]").is_empty());
    let next = at_question.next_page(&unsaved, &[]).await.page();
    assert!(next.all("[name=problem]").is_empty(), "{}", next.main());
    assert!(!next.all("[name=road]").is_empty(), "{}", next.main());
    let form = at_check.submit(&sent, &[]).await.reference();
    let call = client.request("k", &body).await.is(201).reference();
    assert_eq!(deployment.refs(), [form, call].into());
    server.kill();
}

/// Locks the database exclusively, with the same bundled SQLite as the product's.
async fn lock_database(deployment: &Deployment) -> SqliteConnection {
    let file = deployment.path("store").join("doorstep.db");
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    connection
        .execute("PRAGMA busy_timeout = 10000")
        .await
        .unwrap();
    connection.execute("BEGIN EXCLUSIVE").await.unwrap();
    connection
}
