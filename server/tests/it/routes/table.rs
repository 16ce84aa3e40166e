//! What all routes have in common: their methods and no others, safe headers, no writes from
//! another site.

use crate::support::app::TestApp;
use crate::support::clients::PROXY_SETTINGS;
use crate::support::response::TestResponse;
use crate::tidy::{literals, sources};
use server::http::access::AccessName;
use server::http::url_table::table;
use std::collections::BTreeSet;

/// Every route with its methods and their access. Written out, so that none changes by accident.
pub const ROUTES: &[(&str, &str, &str)] = &[
    ("/", "GET", "Public"),
    ("/services", "GET", "Public"),
    ("/topics/{topic}", "GET", "Public"),
    ("/council", "GET POST", "Public Public"),
    ("/services/{service}", "GET", "Public"),
    ("/services/{service}/start", "POST", "Guest"),
    ("/services/{service}/{page}", "GET POST", "Guest Guest"),
    (
        "/services/{service}/outcome/{outcome}",
        "GET POST",
        "Guest Guest",
    ),
    (
        "/services/{service}/notice/{notice}",
        "GET POST",
        "Guest Guest",
    ),
    (
        "/services/{service}/check-answers",
        "GET POST",
        "Guest Guest",
    ),
    ("/services/{service}/clear", "POST", "Guest"),
    ("/services/{service}/leave", "GET POST", "Guest Guest"),
    ("/services/{service}/keep", "GET POST", "Guest Guest"),
    ("/requests", "GET POST", "Guest Guest"),
    ("/requests/{reference}", "GET POST", "RequestHolder Guest"),
    ("/feedback/{token}", "GET POST", "TokenHolder TokenHolder"),
    ("/accessibility", "GET", "Public"),
    ("/privacy", "GET", "Public"),
    ("/cookies", "GET POST", "Public Public"),
    ("/api/v1/openapi.json", "GET", "Public"),
    ("/api/v1/services", "GET", "Public"),
    ("/api/v1/services/{service}", "GET", "Public"),
    ("/api/v1/services/{service}/schema", "GET", "Public"),
    ("/api/v1/requests", "POST", "Client"),
    ("/api/v1/requests/{reference}", "GET", "TrackingHolder"),
    ("/api/v1/drafts/{id}", "GET", "Client"),
    ("/api/v1/drafts/{id}/time", "GET POST", "Client Client"),
    ("/api/v1/drafts/{id}/pages/{page}", "PUT", "Client"),
    ("/api/v1/addresses", "GET", "Public"),
    ("/api/v1/facts", "GET", "Public"),
    ("/api/v1/feedback", "POST", "Client"),
    ("/api/v1/callbacks/{destination}", "POST", "BackOffice"),
    ("/api/v1/schemas/{name}", "GET", "Public"),
    ("/livez", "GET", "Public"),
    ("/readyz", "GET", "Public"),
    ("/metrics", "GET", "Operator"),
    ("/assets/{file}", "GET", "Public"),
];

/// The content security policy before and after the hashes of inline styles.
const CSP: (&str, &str) = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
    "; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'",
);

/// A path of the table with a value for every parameter.
pub fn example(path: &str) -> String {
    path.replace("{service}", "pothole")
        .replace("{topic}", "roads")
        .replace("{page}", "danger")
        .replace("{outcome}", "call-us")
        .replace("{notice}", "motorway")
        .replace("{reference}", "2222222222")
        .replace("{token}", "AAAAAAAAAAAAAAAAAAAAAA")
        .replace("{id}", "0198a1f4-0000-7000-8000-000000000000")
        .replace("{destination}", "waste")
        .replace("{name}", "none")
        .replace("{file}", "none.css")
}

#[test]
fn every_route_is_listed_here_with_its_methods_and_access() {
    let table = table();
    let table_says: Vec<(&str, String, String)> = table
        .iter()
        .map(|route| {
            let methods = route.methods.iter().map(|one| one.method.to_string());
            let access = route.methods.iter().map(|one| format!("{:?}", one.access));
            let methods: Vec<String> = methods.collect();
            let access: Vec<String> = access.collect();
            (route.path, methods.join(" "), access.join(" "))
        })
        .collect();
    let table_says: Vec<(&str, &str, &str)> = table_says
        .iter()
        .map(|(path, methods, access)| (*path, methods.as_str(), access.as_str()))
        .collect();
    assert_eq!(table_says, ROUTES);
}

/// Whether a literal in a test is a URL of this route: the whole path, or the part after its last
/// parameter, as in `form_to("/clear")`.
fn is_url_of(literal: &str, route: &str) -> bool {
    let literal = literal.split('?').next().unwrap();
    let (segments, known): (Vec<_>, Vec<_>) =
        (literal.split('/').collect(), route.split('/').collect());
    let fits = |(one, segment): (&&str, &&str)| match segment.starts_with('{') {
        true => !one.is_empty(),
        false => one == segment,
    };
    let whole = segments.len() == known.len() && segments.iter().zip(&known).all(fits);
    let end = route.rsplit_once('}').map_or("", |(_, end)| end);
    whole || (!end.is_empty() && literal == end)
}

#[test]
fn every_route_is_requested_by_a_test_of_its_own() {
    let sources: Vec<_> = ["server/tests/it/routes", "server/tests/it/support"]
        .into_iter()
        .flat_map(|folder| sources(folder, &[".rs"]))
        // These request every route alike.
        .filter(|(path, _)| {
            !path.ends_with("table.rs")
                && !path.ends_with("hostile.rs")
                && !path.ends_with("access.rs")
        })
        .collect();
    let requested: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| literals(text))
        .collect();
    for (route, ..) in ROUTES {
        let tested = requested.iter().any(|literal| is_url_of(literal, route));
        assert!(tested, "no test requests {route}");
    }
    assert!(is_url_of(
        "/requests/{reference}?ask",
        "/requests/{reference}"
    ));
    assert!(is_url_of("/clear", "/services/{service}/clear"));
    assert!(!is_url_of("/requests", "/api/v1/requests"));
    assert!(!is_url_of("/requests/", "/requests/{reference}"));
}

#[tokio::test]
async fn a_wrong_method_is_405_with_the_allowed_methods() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for (path, methods, _) in ROUTES {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if methods.split(' ').any(|known| known == method) {
                continue;
            }
            let response = browser.fetch(method, &example(path), &[], Vec::new()).await;
            // GET treats `start` as the name of a page of the service.
            if response.status != 405 {
                let shadowed =
                    method == "GET" && ["/start", "/clear"].iter().any(|end| path.ends_with(end));
                assert!(
                    shadowed && response.status == 404,
                    "{method} {path}: {}",
                    response.status
                );
                continue;
            }
            let allowed: BTreeSet<&str> =
                response.header("allow").split(',').map(str::trim).collect();
            for known in methods.split(' ') {
                assert!(allowed.contains(known), "{method} {path}: {allowed:?}");
            }
            assert_safe(&response, path);
        }
    }
}

#[tokio::test]
async fn every_response_of_every_route_has_the_security_headers() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for route in table() {
        for one in &route.methods {
            let path = example(route.path);
            let method = one.method.as_str();
            let response = browser.fetch(method, &path, &[], b"?".to_vec()).await;
            assert!(
                response.status.as_u16() < 500,
                "{method} {path}: {}",
                response.status
            );
            assert_safe(&response, route.path);
            if one.access != AccessName::Public {
                assert_eq!(
                    response.header("cache-control"),
                    "no-store",
                    "{method} {path}"
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
    let settings = [
        ("DOORSTEP__HTTP__PUBLIC_URL", "https://localhost"),
        PROXY_SETTINGS[0],
        PROXY_SETTINGS[1],
    ];
    let app = TestApp::with(&settings).await;
    let response = app.browser().get("/").await.is(200);
    let hsts = response.header("strict-transport-security");
    assert_eq!(hsts, "max-age=31536000");
    let subdomains = ("DOORSTEP__HTTP__HSTS_SUBDOMAINS", "true");
    let wide = TestApp::with(&[settings[0], settings[1], settings[2], subdomains]).await;
    let response = wide.browser().get("/").await.is(200);
    let hsts = response.header("strict-transport-security");
    assert_eq!(hsts, "max-age=31536000; includeSubDomains");
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
async fn every_route_refuses_cross_site_writes() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let foreign: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://elsewhere.example")],
        &[("origin", "null")],
    ];
    for (path, methods, _) in ROUTES {
        for method in methods.split(' ').filter(|method| *method != "GET") {
            for headers in foreign {
                let response = browser
                    .fetch(method, &example(path), headers, Vec::new())
                    .await;
                assert_eq!(response.status, 403, "{method} {path} {headers:?}");
                assert!(response.headers.get("set-cookie").is_none(), "{path}");
                assert_safe(&response, path);
            }
        }
    }
    // Following a link from another site is a cross-site read.
    for site in ["cross-site", "none"] {
        browser
            .fetch("GET", "/services", &[("sec-fetch-site", site)], Vec::new())
            .await
            .is(200);
    }
}

#[track_caller]
fn assert_safe(response: &TestResponse, what: &str) {
    let policy = response.header("content-security-policy");
    let hashes = policy
        .strip_prefix(CSP.0)
        .and_then(|rest| rest.strip_suffix(CSP.1))
        .unwrap_or_else(|| panic!("{what}: {policy}"));
    assert!(
        hashes
            .split_whitespace()
            .all(|one| one.starts_with("'sha256-")),
        "{what}: {policy}"
    );
    let expected = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
    ];
    for (name, value) in expected {
        assert_eq!(response.header(name), value, "{what}: {}", response.status);
    }
    let body = String::from_utf8_lossy(&response.body);
    for leak in ["panicked", "sqlx", "src/", "backtrace", "serde"] {
        assert!(!body.contains(leak), "{what} tells `{leak}`");
    }
}
