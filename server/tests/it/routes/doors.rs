//! What every door owes: its methods and no others, safe headers, no writes from elsewhere.

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use server::http::{Who, table};
use std::collections::BTreeSet;

/// Every door of the table: path, its methods, and the file here that tests it.
pub const MIRROR: &[(&str, &str, &str)] = &[
    ("/", "GET", "pages"),
    ("/services", "GET", "pages"),
    ("/services/{service}", "GET", "pages"),
    ("/services/{service}/start", "POST", "journey"),
    ("/services/{service}/{page}", "GET POST", "journey"),
    (
        "/services/{service}/outcome/{outcome}",
        "GET POST",
        "journey",
    ),
    ("/services/{service}/check-answers", "GET POST", "journey"),
    ("/services/{service}/clear", "POST", "journey"),
    ("/services/{service}/leave", "POST", "journey"),
    ("/requests", "GET POST", "requests"),
    ("/requests/{reference}", "GET POST", "requests"),
    ("/feedback/{token}", "GET POST", "feedback"),
    ("/accessibility", "GET", "pages"),
    ("/privacy", "GET", "pages"),
    ("/cookies", "GET POST", "pages"),
    ("/api/v1/openapi.json", "GET", "api_services"),
    ("/api/v1/services", "GET", "api_services"),
    ("/api/v1/services/{service}", "GET", "api_services"),
    ("/api/v1/services/{service}/schema", "GET", "api_services"),
    ("/api/v1/requests", "POST", "api_requests"),
    ("/api/v1/requests/{reference}", "GET", "api_requests"),
    ("/api/v1/drafts/{id}/pages/{page}", "PUT", "api_drafts"),
    ("/api/v1/addresses", "GET", "api_services"),
    ("/api/v1/feedback", "POST", "feedback"),
    ("/api/v1/callbacks/{destination}", "POST", "requests"),
    ("/api/v1/schemas/{name}", "GET", "api_services"),
    ("/livez", "GET", "pages"),
    ("/readyz", "GET", "pages"),
    ("/metrics", "GET", "pages"),
    ("/assets/{file}", "GET", "pages"),
];

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// A path of the table with something in every place.
pub fn example(path: &str) -> String {
    path.replace("{service}", "pothole")
        .replace("{page}", "danger")
        .replace("{outcome}", "call-us")
        .replace("{reference}", "2222222222")
        .replace("{token}", "AAAAAAAAAAAAAAAAAAAAAA")
        .replace("{id}", "0198a1f4-0000-7000-8000-000000000000")
        .replace("{destination}", "waste")
        .replace("{name}", "none")
        .replace("{file}", "none.css")
}

#[test]
fn every_door_of_the_table_is_mirrored_here() {
    let doors: BTreeSet<&str> = table().into_iter().map(|door| door.path).collect();
    let mirrored: BTreeSet<&str> = MIRROR.iter().map(|(path, ..)| *path).collect();
    assert_eq!(doors, mirrored);
}

#[tokio::test]
async fn a_wrong_method_is_405_and_names_the_right_ones() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for (path, methods, _) in MIRROR {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if methods.split(' ').any(|known| known == method) {
                continue;
            }
            let answer = browser.ask(method, &example(path), &[], Vec::new()).await;
            // The page `start` of a service is asked for like any other page of it.
            if answer.status != 405 {
                let shadowed = method == "GET"
                    && ["/start", "/clear", "/leave"]
                        .iter()
                        .any(|end| path.ends_with(end));
                assert!(
                    shadowed && answer.status == 404,
                    "{method} {path}: {}",
                    answer.status
                );
                continue;
            }
            let allowed: BTreeSet<&str> =
                answer.header("allow").split(',').map(str::trim).collect();
            for known in methods.split(' ') {
                assert!(allowed.contains(known), "{method} {path}: {allowed:?}");
            }
            assert_safe(&answer, path);
        }
    }
}

#[tokio::test]
async fn every_answer_of_every_door_carries_the_headers_that_keep_it_safe() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for door in table() {
        let (_, methods, _) = MIRROR.iter().find(|(path, ..)| *path == door.path).unwrap();
        for method in methods.split(' ') {
            let answer = browser
                .ask(method, &example(door.path), &[], b"?".to_vec())
                .await;
            assert!(
                answer.status.as_u16() < 500,
                "{method} {}: {}",
                door.path,
                answer.status
            );
            assert_safe(&answer, door.path);
            if door.who != Who::Everyone {
                assert_eq!(
                    answer.header("cache-control"),
                    "no-store",
                    "{method} {}",
                    door.path
                );
            }
        }
    }
    for path in [
        "/none",
        "/services/none",
        "/services/pothole/none",
        "/%ff",
        "/api/v1/none",
    ] {
        assert_safe(&browser.get(path).await.is(404), path);
    }
    let nobodys = app.browser_at("elsewhere.example").get("/").await.is(421);
    assert_safe(&nobodys, "another host");
}

#[tokio::test]
async fn hsts_is_sent_when_the_deployment_is_public() {
    let settings = [("DOORSTEP__HTTP__PUBLIC_URL", "https://localhost")];
    let app = TestApp::with(&settings).await;
    let answer = app.browser().get("/").await.is(200);
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=31536000")
    );
    let page = crate::support::journeys::start(&mut app.browser(), "pothole").await;
    drop(page);
    let pressed = app
        .browser()
        .post("/services/pothole/start", &[])
        .await
        .is(303);
    let cookie = pressed.header("set-cookie");
    assert!(cookie.starts_with("__Host-doorstep="), "{cookie}");
    for flag in ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
}

#[tokio::test]
async fn a_write_that_a_browser_sends_from_elsewhere_is_refused_at_every_door() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let foreign: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://elsewhere.example")],
        &[("origin", "null")],
    ];
    for (path, methods, _) in MIRROR {
        for method in methods.split(' ').filter(|method| *method != "GET") {
            for headers in foreign {
                let answer = browser
                    .ask(method, &example(path), headers, Vec::new())
                    .await;
                assert_eq!(answer.status, 403, "{method} {path} {headers:?}");
                assert!(answer.headers.get("set-cookie").is_none(), "{path}");
                assert_safe(&answer, path);
            }
        }
    }
    // Reading from elsewhere is how a link works.
    for site in ["cross-site", "none"] {
        browser
            .ask("GET", "/services", &[("sec-fetch-site", site)], Vec::new())
            .await
            .is(200);
    }
}

#[track_caller]
fn assert_safe(answer: &Answer, what: &str) {
    let expected = [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
    ];
    for (name, value) in expected {
        assert_eq!(answer.header(name), value, "{what}: {}", answer.status);
    }
    let body = String::from_utf8_lossy(&answer.body);
    for leak in ["panicked", "sqlx", "src/", "backtrace", "serde"] {
        assert!(!body.contains(leak), "{what} tells `{leak}`");
    }
}
