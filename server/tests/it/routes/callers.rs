//! Who a request counts for: the address that a trusted proxy names, or the proxy itself.

use crate::support::app::TestApp;
use crate::support::clients::PROXY_SETTINGS;

/// Five requests an address; this machine, where the proxy is, would be exempt.
async fn app() -> TestApp {
    let mut settings = PROXY_SETTINGS.to_vec();
    settings.push(("DOORSTEP__LIMITS__NETWORK_BURST", "5"));
    settings.push(("DOORSTEP__LIMITS__NETWORK_PER_SECOND", "1"));
    settings.push(("DOORSTEP__LIMITS__EXEMPT", "[\"127.0.0.0/8\"]"));
    TestApp::with(&settings).await
}

#[derive(Debug, PartialEq, Eq)]
enum Allowance {
    Spent,
    Fresh,
    Endless,
}
use Allowance::{Endless, Fresh, Spent};

/// What ten requests with this header, from this peer, find. Some may be answered because time
/// passes.
async fn answered(app: &TestApp, peer: &str, forwarded: Option<&str>) -> Allowance {
    let mut browser = app.browser();
    browser.peer = format!("{peer}:50000").parse().unwrap();
    let headers: Vec<_> = forwarded
        .map(|value| ("x-forwarded-for", value))
        .into_iter()
        .collect();
    let mut good = 0;
    for _ in 0..10 {
        let response = browser.fetch("GET", "/cookies", &headers, Vec::new()).await;
        good += usize::from(response.status == 200);
    }
    match good {
        0..5 => Spent,
        5..10 => Fresh,
        _ => Endless,
    }
}

#[tokio::test]
async fn each_address_that_the_proxy_names_has_its_own_limit() {
    let app = app().await;
    assert_eq!(
        answered(&app, "127.0.0.1", Some("203.0.113.1")).await,
        Fresh
    );
    assert_eq!(
        answered(&app, "127.0.0.1", Some("203.0.113.2")).await,
        Fresh
    );
    // Whoever is in front of the last address may have invented the first.
    let invented = Some("198.51.100.1, 203.0.113.2");
    assert_eq!(answered(&app, "127.0.0.1", invented).await, Spent);
    // Only the proxy is believed.
    assert_eq!(
        answered(&app, "192.0.2.1", Some("203.0.113.3")).await,
        Fresh
    );
    assert_eq!(
        answered(&app, "192.0.2.1", Some("203.0.113.4")).await,
        Spent
    );
}

#[tokio::test]
async fn a_request_without_a_readable_address_counts_for_the_proxy_which_is_never_exempt() {
    let app = app().await;
    assert_eq!(answered(&app, "127.0.0.1", None).await, Fresh);
    assert_eq!(answered(&app, "127.0.0.1", Some("unknown")).await, Spent);
    let hidden = Some("203.0.113.1, unknown");
    assert_eq!(answered(&app, "127.0.0.1", hidden).await, Spent);
    assert_eq!(
        answered(&app, "127.0.0.1", Some("203.0.113.1")).await,
        Fresh
    );
    // Another address of the exempt network is exempt.
    assert_eq!(answered(&app, "127.0.0.2", None).await, Endless);
}
