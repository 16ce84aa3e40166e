//! What every door owes: its methods and no others, safe headers, no writes from elsewhere.

use crate::support::answer::Answer;
use crate::support::app::TestApp;
use crate::tidy::{literals, sources};
use axum::body::Body;
use axum::routing::MethodRouter;
use http::Request;
use server::http::{Who, table};
use server::state::AppState;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tower::ServiceExt as _;

/// Every route of the table with its methods. Written out, so that neither changes by accident.
pub const MIRROR: &[(&str, &str)] = &[
    ("/", "GET"),
    ("/services", "GET"),
    ("/services/{service}", "GET"),
    ("/services/{service}/start", "POST"),
    ("/services/{service}/{page}", "GET POST"),
    ("/services/{service}/outcome/{outcome}", "GET POST"),
    ("/services/{service}/check-answers", "GET POST"),
    ("/services/{service}/clear", "POST"),
    ("/services/{service}/leave", "POST"),
    ("/requests", "GET POST"),
    ("/requests/{reference}", "GET POST"),
    ("/feedback/{token}", "GET POST"),
    ("/accessibility", "GET"),
    ("/privacy", "GET"),
    ("/cookies", "GET POST"),
    ("/api/v1/openapi.json", "GET"),
    ("/api/v1/services", "GET"),
    ("/api/v1/services/{service}", "GET"),
    ("/api/v1/services/{service}/schema", "GET"),
    ("/api/v1/requests", "POST"),
    ("/api/v1/requests/{reference}", "GET"),
    ("/api/v1/drafts/{id}/pages/{page}", "PUT"),
    ("/api/v1/addresses", "GET"),
    ("/api/v1/feedback", "POST"),
    ("/api/v1/callbacks/{destination}", "POST"),
    ("/api/v1/schemas/{name}", "GET"),
    ("/livez", "GET"),
    ("/readyz", "GET"),
    ("/metrics", "GET"),
    ("/assets/{file}", "GET"),
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

/// The methods that a route answers, by its own word.
async fn methods_of(route: MethodRouter<Arc<AppState>>, state: &Arc<AppState>) -> BTreeSet<String> {
    let request = Request::builder().method("TRACE").body(Body::empty());
    let route = route.with_state(Arc::clone(state));
    let refused = route.oneshot(request.unwrap()).await.unwrap();
    assert_eq!(refused.status(), 405);
    let allowed = refused.headers()["allow"].to_str().unwrap();
    let methods = allowed.split(',').map(str::trim).map(str::to_owned);
    // Answered wherever GET is.
    methods.filter(|method| method != "HEAD").collect()
}

#[tokio::test]
async fn every_route_of_the_table_is_listed_here_with_its_methods() {
    let app = TestApp::new().await;
    let mut table_says = BTreeMap::new();
    for route in table() {
        let methods = methods_of(route.methods, &app.state).await;
        assert!(table_says.insert(route.path, methods).is_none());
    }
    let words = |methods: &str| methods.split(' ').map(str::to_owned).collect();
    let listed: BTreeMap<&str, BTreeSet<String>> = MIRROR
        .iter()
        .map(|(path, methods)| (*path, words(methods)))
        .collect();
    assert_eq!(listed.len(), MIRROR.len(), "a path is listed twice");
    assert_eq!(table_says, listed);
}

/// Whether a literal in a test is an address of this route: whole, or what follows its last
/// place, as in `form_to("/clear")`.
fn is_address_of(literal: &str, route: &str) -> bool {
    let literal = literal.split('?').next().unwrap();
    let (asked, known): (Vec<_>, Vec<_>) =
        (literal.split('/').collect(), route.split('/').collect());
    let fits = |(one, segment): (&&str, &&str)| match segment.starts_with('{') {
        true => !one.is_empty(),
        false => one == segment,
    };
    let whole = asked.len() == known.len() && asked.iter().zip(&known).all(fits);
    let end = route.rsplit_once('}').map_or("", |(_, end)| end);
    whole || (!end.is_empty() && literal == end)
}

#[test]
fn every_route_is_requested_by_a_test_of_its_own() {
    let sources: Vec<_> = ["server/tests/it/routes", "server/tests/it/support"]
        .into_iter()
        .flat_map(|folder| sources(folder, &[".rs"]))
        // These request every route alike.
        .filter(|(path, _)| !path.ends_with("doors.rs") && !path.ends_with("hostile.rs"))
        .collect();
    let asked: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| literals(text))
        .collect();
    for (route, _) in MIRROR {
        let tested = asked.iter().any(|literal| is_address_of(literal, route));
        assert!(tested, "no test requests {route}");
    }
    assert!(is_address_of(
        "/requests/{reference}?ask",
        "/requests/{reference}"
    ));
    assert!(is_address_of("/clear", "/services/{service}/clear"));
    assert!(!is_address_of("/requests", "/api/v1/requests"));
    assert!(!is_address_of("/requests/", "/requests/{reference}"));
}

#[tokio::test]
async fn a_wrong_method_is_405_and_names_the_right_ones() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for (path, methods) in MIRROR {
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
        let (_, methods) = MIRROR.iter().find(|(path, _)| *path == door.path).unwrap();
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
    for (path, methods) in MIRROR {
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
