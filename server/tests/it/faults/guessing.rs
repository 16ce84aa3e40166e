//! Strangers who guess at one reference until nobody's guess is checked any more do not lock its
//! holder out.

use super::{noticed_on, yesterday};
use crate::support::browser::Browser;
use crate::support::clients::source;
use crate::support::journeys::{pothole, send};
use crate::support::process::Deployment;
use crate::support::response::TestResponse;
use crate::support::size;
use std::time::{Duration, Instant};

const EMAIL: &str = "ada.perrin@example.org";

/// As many wrong facts as the defaults allow at one reference.
const CHECKED: usize = 50;

async fn give(browser: &mut Browser, path: &str, fact: &str) -> TestResponse {
    let fields = [("fact".to_owned(), fact.to_owned())];
    browser.post(path, &fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guesses_from_many_addresses_do_not_lock_the_holder_out() {
    let deployment = Deployment::new(&[("DOORSTEP__LOG__FILTER", "error")]);
    let server = deployment.start_server().await;
    let day = yesterday();
    let mut pages = pothole("Mill Lane", "Deep");
    pages.last_mut().unwrap()[1] = ("email", EMAIL);
    let mut sender = deployment.browser();
    let sent = send(&mut sender, "pothole", &noticed_on(pages, &day)).await;
    let path = sent.location().to_owned();
    let tracking = sender.follow(sent).await.tracking().unwrap();

    let (mut checked, strangers) = (0, size::of(120, 1000));
    for number in 0..strangers {
        let mut stranger = deployment.browser_from(source(2, number));
        let fact = format!("guess{number}@example.org");
        let answer = give(&mut stranger, &path, &fact).await;
        assert!(answer.page().all("main .app-timeline").is_empty());
        match answer.status.as_u16() {
            422 => checked += 1,
            status => assert_eq!(status, 429, "{number}"),
        }
    }
    assert_eq!(checked, CHECKED);
    server.kill();
    let server = deployment.start_server().await;
    let mut stranger = deployment.browser_from(source(3, 0));
    give(&mut stranger, &path, "one-more@example.org")
        .await
        .is(429);

    // A tracking code opens at once.
    let mut holder = deployment.browser_from(source(1, 0));
    give(&mut holder, &path, &tracking).await.is(303);
    let open = holder.get(&path).await.is(200);
    assert!(!open.page().all("main .app-timeline").is_empty());

    // An email address opens after a wait, which only the full size sits out.
    let mut holder = deployment.browser_from(source(1, 1));
    let (asked, mut wait) = (
        Instant::now(),
        give(&mut holder, &path, EMAIL).await.is(429),
    );
    assert_eq!(wait.header("retry-after"), "30");
    if size::of(0, 1) == 1 {
        while wait.status == 429 {
            assert!(asked.elapsed() < Duration::from_secs(60), "locked out");
            let seconds = wait.header("retry-after").parse().unwrap();
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            wait = holder.submit(&wait, &[]).await;
        }
        wait.is(303);
        println!("opened by email after {:.0?}", asked.elapsed());
    }
    println!("{checked} of {strangers} guesses checked; the holder came in");
    server.kill();
}
