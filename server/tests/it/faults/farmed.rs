//! A client that takes a new cookie for every few writes gains nothing by it.

use crate::support::clients::{Client, Way, legitimate, source};
use crate::support::process::Deployment;

const FEW: [(&str, &str); 3] = [
    ("DOORSTEP__LIMITS__NEWCOMER_BURST", "20"),
    ("DOORSTEP__LIMITS__NEWCOMER_PER_MINUTE", "1"),
    ("DOORSTEP__LOG__FILTER", "error"),
];

const START: &str = "/services/pothole/start";

#[tokio::test]
async fn new_cookies_are_no_new_allowance() {
    let deployment = Deployment::new(&FEW);
    let _server = deployment.start_server().await;
    let attacker = Client {
        source: source(2, 0),
        way: Way::Direct,
        server: deployment.address,
    };
    let mut connection = attacker.open().await.unwrap();
    let (mut written, mut cookie) = (0, String::new());
    for attempt in 0..100 {
        if attempt % 3 == 0 {
            cookie.clear();
        }
        let headers = attacker.headers(&[
            ("content-type", "application/x-www-form-urlencoded"),
            ("cookie", &cookie),
        ]);
        let response = connection
            .fetch("POST", START, &headers, &[])
            .await
            .unwrap();
        if response.status == 429 {
            assert!(!response.header("retry-after").is_empty());
            continue;
        }
        written += 1;
        if let Some(set) = response.headers.get("set-cookie") {
            let set = set.to_str().unwrap();
            cookie = set.split(';').next().unwrap_or_default().to_owned();
        }
    }
    assert_eq!(written, 20, "as many as one newcomer may write");
    let availability = legitimate(deployment.address, Way::Direct, 40).await;
    availability.holds("farmed cookies at one address");
}
