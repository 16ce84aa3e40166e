//! A stranger who types somebody else's email address into many requests cannot silence it.

use super::{noticed_on, yesterday};
use crate::support::callback::Callback;
use crate::support::clients::source;
use crate::support::journeys::{pothole, pothole_json, send};
use crate::support::process::Deployment;
use serde_json::json;
use server::clock::{Clock as _, SystemClock};
use std::time::{Duration, Instant};

/// The mailbox, as its owner types it and as strangers do.
const OWNER: &str = "adaperrin@gmail.com";
const ALIAS: &str = "a.da.perrin+road@googlemail.com";

/// Above the confirmations that the defaults allow one mailbox.
const REQUESTS: usize = 25;

/// Confirmations that the defaults allow.
const ALLOWED: usize = 10;

/// The emails written to an address, as files of the demonstration's folder.
fn mails_to(deployment: &Deployment, address: &str) -> usize {
    let files = std::fs::read_dir(deployment.path("mail"))
        .into_iter()
        .flatten();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    texts.filter(|text| text.contains(address)).count()
}

async fn wait_for_mails(deployment: &Deployment, address: &str, amount: usize) {
    let began = Instant::now();
    while mails_to(deployment, address) < amount {
        assert!(
            began.elapsed() < Duration::from_secs(30),
            "{} of {amount} emails to {address}",
            mails_to(deployment, address)
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_requests_in_somebody_elses_name_silence_no_news() {
    let deployment = Deployment::new(&[("DOORSTEP__LOG__FILTER", "error")]);
    let server = deployment.start_server().await;
    let day = yesterday();
    let mut request = pothole_json("Deep");
    request["answers"]["email"] = ALIAS.into();
    request["answers"]["noticed_on"] =
        format!("{:0>4}-{:0>2}-{:0>2}", day[2], day[1], day[0]).into();
    for number in 0..REQUESTS {
        let mut stranger = deployment.browser_from(source(2, number));
        let key = format!("s{number}");
        stranger.request(&key, &request).await.is(201);
    }
    wait_for_mails(&deployment, ALIAS, ALLOWED).await;

    let mut pages = pothole("Mill Lane", "Deep");
    pages.last_mut().unwrap()[1] = ("email", OWNER);
    let mut owner = deployment.browser_from(source(1, 0));
    let sent = send(&mut owner, "pothole", &noticed_on(pages, &day)).await;
    let now = SystemClock.now();
    let done = Callback {
        destination: "highways",
        id: "m1",
        data: json!({"reference": sent.reference(), "status": "done", "at": now.to_string()}),
        signed_at: now.as_second(),
    };
    done.send(&mut deployment.browser()).await.is(204);
    wait_for_mails(&deployment, OWNER, 1).await;
    let confirmations = mails_to(&deployment, ALIAS);
    assert_eq!(
        confirmations, ALLOWED,
        "one mailbox got more than its share"
    );
    assert_eq!(mails_to(&deployment, OWNER), 1, "only the news");
    println!("{confirmations} of {REQUESTS} confirmations of strangers, then the owner's news");
    server.kill();
}
