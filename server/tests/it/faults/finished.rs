//! A session that was finished on a shared computer, replayed from a copy of its cookies.

use super::{noticed_on, yesterday};
use crate::support::browser::Browser;
use crate::support::journeys::{pothole, send, walk};
use crate::support::process::Deployment;

/// Typed by the person who finishes; the copy must never show it.
const SECRET: &str = "Hollow Cask Yard";
const EMAIL: &str = "ada.perrin@example.org";

/// Fails if a page of the copy shows what was typed or a timeline.
async fn opens_nothing(copy: &mut Browser, path: &str) {
    let first = copy.get(path).await;
    let page = copy.follow(first).await;
    assert!(!page.text().contains(SECRET), "{path}");
    assert!(page.page().all("main .app-timeline").is_empty(), "{path}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_finished_session_replayed_from_kept_cookies_opens_nothing() {
    let deployment = Deployment::new(&[]);
    let server = deployment.start_server().await;
    let day = yesterday();
    let mut pages = pothole(SECRET, "Deep");
    pages.last_mut().unwrap()[1] = ("email", EMAIL);
    let typed = noticed_on(pages, &day);
    let mut person = deployment.browser();
    let sent = send(&mut person, "pothole", &typed).await;
    let request = sent.location().to_owned();
    let unsent = walk(&mut person, "pothole", &typed).await;
    let check = unsent.page().form();
    let draft = check.value("_draft").to_owned();

    // Somebody else has shown a second fact for the same request.
    let mut other = deployment.browser();
    let asked = other.get(&request).await.is(200);
    let open = other.next_page(&asked, &[("fact", EMAIL)]).await;
    assert!(!open.page().all("main .app-timeline").is_empty());
    // The person has shown it too, so that both cookies open the request.
    let facts = [("fact".to_owned(), EMAIL.to_owned())];
    person.post(&request, &facts).await.is(303);
    assert_eq!(person.cookies.len(), 2);
    let mut copy = person.clone();
    let own = copy.get(&request).await.is(200);
    assert!(!own.page().all("main .app-timeline").is_empty());

    let finish = [("action".to_owned(), "finish".to_owned())];
    person.post(&request, &finish).await.is(303);

    let paths = [
        request.clone(),
        format!("/services/pothole/place?d={draft}"),
        format!("/services/pothole/check-answers?d={draft}"),
    ];
    for path in &paths {
        opens_nothing(&mut copy, path).await;
    }
    let reference = sent.reference();
    copy.get(&format!("/api/v1/requests/{reference}"))
        .await
        .is(404);
    // What was on its way when the session was finished neither sends nor saves for the copy.
    let late = copy.send(&check).await;
    assert!(!late.header("location").contains("/requests/"));
    assert_eq!(deployment.refs(), [reference].into());
    let mut late = deployment.browser();
    late.cookies = copy.cookies.clone();
    let fields = [
        ("_draft".to_owned(), draft.clone()),
        ("place-description".to_owned(), SECRET.to_owned()),
    ];
    let path = format!("/services/pothole/place?d={draft}");
    late.post(&path, &fields).await;
    for path in &paths {
        opens_nothing(&mut copy, path).await;
    }
    // Each cookie by itself, as the browser that finished has none.
    for name in ["doorstep", "doorstep_shown"] {
        let mut one = copy.clone();
        one.cookies.retain(|known, _| known == name);
        opens_nothing(&mut one, &request).await;
    }
    let theirs = other.get(&request).await.is(200);
    assert!(!theirs.page().all("main .app-timeline").is_empty());
    server.kill();
}
