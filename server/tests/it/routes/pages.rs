//! Public pages and the monitoring endpoints.

use crate::support::app::TestApp;
use crate::support::clients::PROXY_SETTINGS;
use crate::support::journeys::{missed_bin, send};
use std::collections::BTreeSet;

const PAGES: [&str; 9] = [
    "/",
    "/services",
    "/topics/waste",
    "/council",
    "/services/missed-bin",
    "/requests",
    "/accessibility",
    "/privacy",
    "/cookies",
];

#[tokio::test]
async fn every_page_exists_in_both_languages_and_declares_its_language() {
    let app = TestApp::new().await;
    for path in PAGES {
        let english = app.browser().get(path).await.is(200);
        assert_eq!(
            english.page().all("html")[0].attr("lang"),
            Some("en"),
            "{path}"
        );
        assert_eq!(english.page().all("h1").len(), 1, "{path}");
        assert!(!english.page().title().is_empty());
        let welsh_path = format!("/cy{}", path.trim_end_matches('/'));
        let welsh = app.browser().get(&welsh_path).await.is(200);
        assert_eq!(
            welsh.page().all("html")[0].attr("lang"),
            Some("cy"),
            "{welsh_path}"
        );
        assert_ne!(welsh.page().title(), english.page().title(), "{path}");
        assert!(
            english.headers.get("set-cookie").is_none(),
            "{path} sets a cookie"
        );
    }
}

#[tokio::test]
async fn a_service_without_welsh_is_shown_in_english_with_a_notice() {
    let app = TestApp::new().await;
    let page = app.browser().get("/cy/services/pothole").await.is(200);
    let main = page.page();
    let language = main.all("html")[0].attr("lang");
    assert_eq!(
        language,
        Some("en"),
        "a screen reader would read English as Welsh"
    );
}

#[tokio::test]
async fn each_site_has_its_own_name_and_phone_line() {
    let app = TestApp::new().await;
    for (host, name, line) in [
        ("localhost", "Kent", "01632 960 101"),
        ("maidstone.localhost", "Maidstone", "01632 960 200"),
        ("swale.localhost", "Swale", "01632 960 300"),
        (
            "tunbridge-wells.localhost",
            "Tunbridge Wells",
            "01632 960 400",
        ),
    ] {
        let page = app.browser_at(host).get("/").await.is(200);
        let bare: String = page.text().replace(' ', "");
        assert!(
            page.page().title().contains(name),
            "{host}: {}",
            page.page().title()
        );
        assert!(bare.contains(&line.replace(' ', "")), "{host} lacks {line}");
    }
}

#[tokio::test]
async fn search_finds_services_by_everyday_words_without_scripts() {
    let app = TestApp::new().await;
    for (words, service) in [
        ("rubbish", "missed-bin"),
        ("trash", "missed-bin"),
        ("my+bin+was+not+emptied", "missed-bin"),
        ("moved+house", "council-tax-change-of-address"),
        ("council+tax+moving", "council-tax-change-of-address"),
        ("hole+in+the+road", "pothole"),
    ] {
        let address = format!("/services?q={words}");
        let found = app.browser().get(&address).await.is(200);
        let links: Vec<String> = found
            .page()
            .all("main a")
            .iter()
            .filter_map(|link| link.attr("href").map(str::to_owned))
            .filter(|href| href.starts_with("/services/"))
            .collect();
        assert_eq!(links, [format!("/services/{service}")], "{words}");
    }
    let nothing = app.browser().get("/services?q=%3Cb%3Ezebra").await.is(200);
    assert!(nothing.page().main().contains("<b>zebra"));
    assert!(
        !nothing.text().contains("<b>zebra"),
        "a search is repeated unescaped"
    );
}

#[tokio::test]
async fn an_unknown_page_is_a_helpful_404() {
    let app = TestApp::new().await;
    for path in [
        "/none",
        "/services/none",
        "/services/pothole/none",
        "/requests/none",
        "/cy/none",
    ] {
        let page = app.browser().get(path).await.is(404);
        let links = page.page().all("main a").len();
        assert!(links > 0, "{path} is a broken link: {}", page.page().main());
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{path}"
        );
    }
    let service = app.browser().get("/services/none").await.is(404);
    let hrefs: Vec<_> = service
        .page()
        .all("main a")
        .iter()
        .filter_map(|link| link.attr("href").map(str::to_owned))
        .collect();
    assert!(hrefs.iter().any(|href| href == "/services"), "{hrefs:?}");
}

#[tokio::test]
async fn a_trailing_slash_redirects_to_the_page_and_never_off_site() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for (path, there) in [
        ("/services/", "/services"),
        ("/services/?q=bin&d=%2F%2Fx", "/services?q=bin&d=%2F%2Fx"),
        ("/services/missed-bin/", "/services/missed-bin"),
        (
            "/services/pothole/danger/?d=1",
            "/services/pothole/danger?d=1",
        ),
        ("/services/é/", "/services/%C3%A9"),
        ("/services/%C3%A9/", "/services/%C3%A9"),
        ("/services/a|b/?q={x}", "/services/a%7Cb?q=%7Bx%7D"),
        ("/requests/", "/requests"),
        ("/cy/", "/cy"),
        ("//", "/"),
        ("/cy/services/", "/cy/services"),
    ] {
        let response = browser.get(path).await.is(308);
        assert_eq!(response.header("location"), there);
        assert_eq!(response.header("cache-control"), "no-store", "{path}");
        let head = browser.fetch("HEAD", path, &[], Vec::new()).await.is(308);
        assert_eq!(head.header("location"), there);
    }
    for path in [
        "//evil.example/",
        "//evil.example//",
        "///",
        "/\\evil.example/",
        "/%2Fevil.example/",
        "//services/",
        "/services//",
        "/cy//",
        "/services/x/y/z/",
        "/none/",
        "/api/v1/services/",
        "/livez/",
        "/assets/",
    ] {
        let response = browser.get(path).await.is(404);
        assert!(response.headers.get("location").is_none(), "{path}");
    }
    // A POST is never redirected.
    browser.post("/requests/", &[]).await.is(404);
}

#[tokio::test]
async fn an_unknown_host_is_421_and_reveals_nothing() {
    let app = TestApp::new().await;
    for host in ["elsewhere.example", "maidstone.localhost.elsewhere.example"] {
        app.browser_at(host).get("/services").await.is(421);
    }
}

#[tokio::test]
async fn an_objection_lasts_a_year_and_can_be_withdrawn() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let page = browser.get("/cookies").await.is(200);
    // Neither option is preselected.
    browser.submit(&page, &[]).await.is(422);
    let objected = browser.submit(&page, &[("visits", "no")]).await.is(200);
    assert!(objected.header("set-cookie").contains("Max-Age=31536000"));
    assert!(browser.cookies.contains_key("doorstep_statistics"));
    let again = browser.get("/cookies").await.is(200);
    assert_eq!(again.page().form().value("visits"), "no");
    browser.submit(&again, &[("visits", "yes")]).await.is(200);
    assert!(!browser.cookies.contains_key("doorstep_statistics"));
}

#[tokio::test]
async fn every_cookie_under_https_belongs_to_this_host_alone() {
    let app = TestApp::with(&[
        ("DOORSTEP__HTTP__PUBLIC_URL", "https://localhost"),
        PROXY_SETTINGS[0],
        PROXY_SETTINGS[1],
    ])
    .await;
    app.leave_undelivered("no back office is running");
    let mut sender = app.browser();
    let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
    let reference = sent.reference();
    let mut stranger = app.browser();
    let find = stranger.get("/requests").await.is(200);
    let fields = [("reference", reference.as_str()), ("fact", "ME14 9ZA")];
    let shown = stranger.submit(&find, &fields).await.is(303);
    let choice = stranger.get("/cookies").await.is(200);
    let objected = stranger.submit(&choice, &[("visits", "no")]).await.is(200);
    for response in [&shown, &objected] {
        let cookie = response.header("set-cookie");
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        assert!(
            cookie.contains("Secure") && cookie.contains("Path=/"),
            "{cookie}"
        );
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let names = sender.cookies.keys().chain(stranger.cookies.keys());
    let names: BTreeSet<&str> = names.map(String::as_str).collect();
    let expected = [
        "__Host-doorstep",
        "__Host-doorstep_shown",
        "__Host-doorstep_statistics",
    ];
    assert_eq!(names, BTreeSet::from(expected));
    // An objection of an earlier release still counts, and ends when it is withdrawn.
    let mut objector = app.browser();
    let off = ("doorstep_statistics".to_owned(), "off".to_owned());
    objector.cookies.extend([off]);
    let choice = objector.get("/cookies").await.is(200);
    assert_eq!(choice.page().form().value("visits"), "no");
    objector.submit(&choice, &[("visits", "yes")]).await.is(200);
    assert!(objector.cookies.is_empty(), "{:?}", objector.cookies);
}

#[tokio::test]
async fn monitoring_reads_health_and_metrics() {
    let app = TestApp::new().await;
    let mut watcher = app.browser_at("127.0.0.1:3000");
    assert_eq!(watcher.get("/livez").await.is(200).text().trim(), "ok");
    watcher.get("/readyz").await.is(200);
    watcher.get("/services").await.is(200);
    let figures = watcher.get("/metrics").await.is(200);
    assert!(
        figures.text().contains("doorstep_http_requests_total"),
        "{}",
        figures.text()
    );
    assert!(figures.text().contains("route=\"/services\""));
}

#[tokio::test]
async fn metrics_are_served_only_to_the_operators_networks() {
    let settings = [(
        "DOORSTEP__HTTP__METRICS_NETWORKS",
        "[\"127.0.0.0/8\", \"10.1.0.0/16\"]",
    )];
    let kent = (
        "DOORSTEP__HTTP__TRUSTED_PROXIES",
        "[\"10.1.9.9\", \"127.0.0.9\"]",
    );
    let app = TestApp::with(&[settings[0], kent]).await;
    let none: [(&str, &str); 0] = [];
    for (peer, host, headers, status) in [
        ("127.0.0.1", "localhost:3000", &none[..], 200),
        ("127.0.0.1", "127.0.0.1:3000", &none, 200),
        ("10.1.2.3", "doorstep.internal", &none, 200),
        ("127.0.0.1", "Maidstone.localhost:3000", &none, 404),
        ("192.0.2.7", "localhost:3000", &none, 404),
        ("10.2.0.1", "127.0.0.1:3000", &none, 404),
        ("10.1.9.9", "10.1.0.1:3000", &none, 404),
        (
            "127.0.0.1",
            "localhost",
            &[("x-forwarded-for", "127.0.0.1")],
            404,
        ),
        (
            "127.0.0.1",
            "localhost",
            &[("forwarded", "for=192.0.2.7")],
            404,
        ),
        ("127.0.0.1", "localhost", &[("via", "1.1 proxy")], 404),
        ("127.0.0.1", "localhost", &[("x-real-ip", "127.0.0.1")], 404),
        (
            "127.0.0.1",
            "localhost",
            &[("cf-connecting-ip", "192.0.2.7")],
            404,
        ),
        (
            "127.0.0.1",
            "localhost",
            &[("true-client-ip", "192.0.2.7")],
            404,
        ),
    ] {
        let mut watcher = app.browser_at(host);
        watcher.peer = format!("{peer}:40000").parse().unwrap();
        let response = watcher.fetch("GET", "/metrics", headers, Vec::new()).await;
        assert_eq!(response.status, status, "{peer} {host} {headers:?}");
        assert_eq!(response.text().contains("doorstep_"), status == 200);
        assert!(!response.header("content-security-policy").is_empty());
        // The health endpoints remain public.
        watcher
            .fetch("GET", "/livez", headers, Vec::new())
            .await
            .is(200);
        watcher
            .fetch("GET", "/readyz", headers, Vec::new())
            .await
            .is(200);
    }
    // A proxy on this machine that sets no headers still sends the council's host name.
    let public = [("DOORSTEP__HTTP__PUBLIC_URL", "http://front.example")];
    let app = TestApp::with(&public).await;
    app.browser_at("front.example")
        .get("/metrics")
        .await
        .is(404);
    app.browser_at("127.0.0.1:3000")
        .get("/metrics")
        .await
        .is(200);
    // With https there is a proxy, so the networks must be configured.
    let secure = [
        ("DOORSTEP__HTTP__PUBLIC_URL", "https://front.example"),
        ("DOORSTEP__HTTP__CLIENT_ADDRESS", "x-forwarded-for"),
        ("DOORSTEP__HTTP__TRUSTED_PROXIES", "[\"10.1.2.3\"]"),
    ];
    let app = TestApp::with(&secure).await;
    app.browser_at("127.0.0.1:3000")
        .get("/metrics")
        .await
        .is(404);
    let app = TestApp::with(&[secure[0], secure[1], secure[2], settings[0]]).await;
    app.browser_at("127.0.0.1:3000")
        .get("/metrics")
        .await
        .is(200);
}

#[tokio::test]
async fn the_request_id_is_random_and_never_taken_from_the_caller() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let mut numbers = std::collections::BTreeSet::new();
    for _ in 0..50 {
        let own = [("x-request-id", "0123456789abcdef")];
        let response = browser.fetch("GET", "/livez", &own, Vec::new()).await;
        let number = response.header("x-request-id").to_owned();
        assert_ne!(number, own[0].1);
        assert_eq!(number.len(), 16);
        assert!(number.bytes().all(|b| b.is_ascii_hexdigit()));
        numbers.insert(u64::from_str_radix(&number, 16).unwrap());
    }
    assert_eq!(numbers.len(), 50);
    let near = |pair: (&u64, &u64)| pair.1 - pair.0 < 1 << 20;
    assert!(
        !numbers.iter().zip(numbers.iter().skip(1)).any(near),
        "the ids are sequential: {numbers:?}"
    );
}

#[tokio::test]
async fn a_missing_asset_is_a_plain_404() {
    let app = TestApp::new().await;
    for file in [
        "none.css",
        "..%2fdoorstep.key",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    ] {
        let response = app.browser().get(&format!("/assets/{file}")).await.is(404);
        assert!(response.body.len() < 200);
    }
}
