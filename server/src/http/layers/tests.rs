use super::around;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::http::error::AppError;
use crate::http::guest;
use crate::state::{AppState, StateParts};
use crate::store::{self, Migrate};
use crate::vault::{Vault, keys};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode};
use axum::routing::{get, post};
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt as _;

struct TestServer {
    router: Router,
    state: Arc<AppState>,
    _folder: tempfile::TempDir,
}

/// A state with these settings, behind test routes.
async fn test_server(change: impl FnOnce(&mut Config)) -> TestServer {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::defaults().unwrap();
    change(&mut config);
    let url = format!("sqlite:{}", folder.path().join("store.db").display());
    let state = AppState::assemble(StateParts {
        store: store::open(&url, Migrate::Apply).await.unwrap(),
        vault: Vault::from_text(&keys::mint()).unwrap(),
        clock: Arc::new(SystemClock),
        gazetteer: None,
        config,
    })
    .unwrap();
    let routes = Router::new()
        .route("/", get(|| async { "here" }).post(|| async { "kept" }))
        .route("/cy/{name}", get(|| async { AppError::NotFound }))
        .route("/api/v1/thing", post(|body: String| async move { body }))
        .route(shared::paths::API_CALLBACK, post(|| async { "heard" }))
        .route("/thing", get(|| async { "x".repeat(900) }))
        .route("/long", get(|| async { "x".repeat(256 * 1024 + 1) }))
        .route("/bug", get(|| async { bug() }))
        .route(
            "/slow",
            get(std::future::pending::<&'static str>).post(std::future::pending::<&'static str>),
        )
        .route(
            "/fault",
            get(|| async { AppError::internal("the cause nobody may see") }),
        );
    TestServer {
        router: around(
            routes.fallback(|| async { AppError::NotFound }),
            Arc::clone(&state),
        ),
        state,
        _folder: folder,
    }
}

fn bug() -> &'static str {
    let nothing: Vec<&'static str> = Vec::new();
    nothing[0]
}

impl TestServer {
    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> Response<Body> {
        self.send(ask("GET", path, &[])).await
    }
}

fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost:3000");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    String::from_utf8(bytes.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn every_response_has_the_security_headers() {
    let server = test_server(|config| {
        config.http.public_url = "https://door.example".to_owned();
        config.http.timeout_seconds = 1;
    })
    .await;
    let policy = super::headers::policy(server.state.assets.style_hashes());
    for (path, status) in [
        ("/", 200),
        ("/nowhere", 404),
        ("/bug", 500),
        ("/fault", 500),
        ("/slow", 503),
    ] {
        let response = server.get(path).await;
        assert_eq!(response.status().as_u16(), status, "{path}");
        let headers = response.headers();
        assert_eq!(headers["content-security-policy"], policy);
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "same-origin");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(headers["cache-control"], "no-store");
        assert!(headers.contains_key("strict-transport-security"));
        assert!(headers.contains_key("permissions-policy"));
        assert!(headers.contains_key("x-request-id"));
    }
}

#[tokio::test]
async fn an_error_response_never_includes_its_cause() {
    let server = test_server(|_| {}).await;
    let page = text(server.get("/fault").await).await;
    assert!(page.contains("<h1"), "{page}");
    assert!(!page.contains("cause"), "{page}");
    let json = server
        .send(ask("GET", "/fault", &[("accept", "application/json")]))
        .await;
    assert_eq!(json.headers()["content-type"], "application/problem+json");
    assert!(!text(json).await.contains("cause"));
}

#[tokio::test]
async fn a_wrong_method_gets_405_with_allow() {
    let server = test_server(|_| {}).await;
    let response = server.send(ask("PUT", "/", &[])).await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(
        response.headers()["allow"]
            .to_str()
            .unwrap()
            .contains("POST")
    );
    assert!(text(response).await.contains("<h1"));
}

#[tokio::test]
async fn cross_site_writes_are_refused_and_programs_are_not() {
    let server = test_server(|_| {}).await;
    let status =
        async |headers: &[(&str, &str)]| server.send(ask("POST", "/", headers)).await.status();
    assert_eq!(status(&[("sec-fetch-site", "cross-site")]).await, 403);
    assert_eq!(status(&[("origin", "https://evil.example")]).await, 403);
    assert_eq!(status(&[("origin", "null")]).await, 403);
    assert_eq!(status(&[("sec-fetch-site", "same-origin")]).await, 200);
    assert_eq!(status(&[("origin", "http://localhost:3000")]).await, 200);
    assert_eq!(status(&[]).await, 200);
}

#[tokio::test]
async fn an_unknown_host_gets_421() {
    let server = test_server(|_| {}).await;
    let request = |host: &str| {
        Request::builder()
            .uri("/")
            .header("host", host)
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(
        server.send(request("elsewhere.example")).await.status(),
        421
    );
    assert_eq!(
        server.send(request("swale.localhost:3000")).await.status(),
        200
    );
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_or_without_content_length() {
    let server = test_server(|config| config.http.body_limit = 20_000).await;
    let long = "x".repeat(20_001);
    let sized = Request::post("/api/v1/thing")
        .header("host", "localhost")
        .header("content-length", long.len())
        .body(Body::from(long.clone()))
        .unwrap();
    assert_eq!(server.send(sized).await.status(), 413);
    let unsized_body = Request::post("/api/v1/thing")
        .header("host", "localhost")
        .body(Body::from(long))
        .unwrap();
    let response = server.send(unsized_body).await;
    assert_eq!(response.status(), 413);
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
}

#[tokio::test]
async fn a_stalled_body_gets_408_and_a_slow_handler_503() {
    let server = test_server(|config| {
        config.http.body_seconds = 1;
        config.http.timeout_seconds = 1;
    })
    .await;
    let silent = || {
        let first: Result<&'static str, std::io::Error> = Ok("a beginning");
        let stream = futures_util::stream::iter([first]);
        Body::from_stream(futures_util::StreamExt::chain(
            stream,
            futures_util::stream::pending(),
        ))
    };
    let send = async |path: &str| {
        let request = Request::post(path)
            .header("host", "localhost")
            .body(silent())
            .unwrap();
        server.send(request).await
    };
    let late = send("/api/v1/thing").await;
    assert_eq!(late.status(), StatusCode::REQUEST_TIMEOUT);
    assert_eq!(late.headers()["content-type"], "application/problem+json");
    assert_eq!(late.headers()["connection"], "close");
    assert_eq!(
        late.headers()["content-security-policy"],
        super::headers::policy(server.state.assets.style_hashes())
    );
    assert!(!late.headers().contains_key("retry-after"));
    // With the body in, whatever is slow is ours.
    let ours = server.send(ask("POST", "/slow", &[])).await;
    assert_eq!(ours.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(ours.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn a_body_that_is_being_received_holds_no_permit() {
    let server = test_server(|config| config.http.concurrent = 1).await;
    let request = Request::post("/api/v1/thing")
        .header("host", "localhost")
        .body(Body::from_stream(futures_util::stream::pending::<
            Result<&'static str, std::io::Error>,
        >()))
        .unwrap();
    let slow = server.send(request);
    let others = async {
        for _ in 0..10 {
            assert_eq!(server.get("/").await.status(), 200);
            assert_eq!(server.send(ask("POST", "/", &[])).await.status(), 200);
        }
    };
    tokio::select! {
        biased;
        _ = slow => panic!("answered without a body"),
        () = others => {}
    }
    assert_eq!(server.state.limits.buffers.used(), 0);
}

#[tokio::test]
async fn reads_have_permits_that_writes_cannot_take() {
    let server = test_server(|config| {
        config.http.concurrent = 4;
        config.http.concurrent_each = 4;
    })
    .await;
    let writes = (0..4).map(|_| server.send(ask("POST", "/slow", &[])));
    let mut writes = std::pin::pin!(futures_util::future::select_all(
        writes.map(Box::pin).collect::<Vec<_>>()
    ));
    // The fourth write is refused at once, and the others wait.
    let (refused, _, waiting) = writes.as_mut().await;
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(waiting.len(), 3);
    assert_eq!(server.get("/").await.status(), 200);
    let read = server.get("/slow");
    tokio::select! {
        biased;
        _ = read => panic!("answered"),
        answered = async {
            // Health checks have permits of their own, and files do not.
            let check = server.get(shared::paths::LIVEZ).await.status().as_u16();
            (check, server.get("/assets/none").await.status().as_u16())
        } => assert_eq!(answered, (404, 503)),
    }
}

#[tokio::test]
async fn a_response_counts_until_it_is_dropped_and_a_newcomer_waits_for_room() {
    let server = test_server(|config| {
        config.http.buffer_bytes = 1000;
        config.limits.exempt = vec!["192.0.2.7/32".parse().unwrap()];
    })
    .await;
    let thing = || {
        let mut request = ask("GET", "/thing", &[]);
        let peer = SocketAddr::from(([192, 0, 2, 7], 50_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    };
    let first = server.send(thing()).await;
    assert_eq!(first.status(), 200);
    assert_eq!(server.state.limits.buffers.used(), 900);
    let second = server.send(thing()).await;
    assert_eq!(second.status(), 503);
    assert!(second.headers().contains_key("retry-after"));
    drop((first, second));
    assert_eq!(server.state.limits.buffers.used(), 0);
    assert_eq!(server.send(thing()).await.status(), 200);
}

#[tokio::test]
async fn a_page_over_256_kb_is_not_sent() {
    let server = test_server(|_| {}).await;
    let response = server.get("/long").await;
    assert_eq!(response.status(), 500);
    assert!(text(response).await.len() < 20_000);
}

#[tokio::test]
async fn a_session_over_its_limit_gets_429_and_others_do_not() {
    let server = test_server(|config| config.limits.session_burst = 2).await;
    let session = || {
        let (cookie, _) = guest::new_secret(&server.state);
        cookie.stripped().to_string()
    };
    let (one, other) = (session(), session());
    let write = async |session: &str| {
        let cookie = format!("other=1; {session}");
        server.send(ask("POST", "/", &[("cookie", &cookie)])).await
    };
    assert_eq!(write(&one).await.status(), 200);
    assert_eq!(write(&one).await.status(), 200);
    let refused = write(&one).await;
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(write(&other).await.status(), 200);
    // The body is still being read.
    let read = server.send(ask("GET", "/", &[("cookie", &one)])).await;
    assert_eq!(read.status(), 200);
}

#[tokio::test]
async fn a_forged_session_is_limited_by_its_address() {
    let server = test_server(|config| config.limits.newcomer_burst = 2).await;
    let peer = SocketAddr::from(([192, 0, 2, 7], 50_000));
    let mut statuses = Vec::new();
    for header in [
        ("cookie", "doorstep=invented"),
        ("authorization", "Bearer invented"),
        ("cookie", "doorstep=another"),
        ("authorization", "Bearer another"),
    ] {
        let mut request = ask("POST", "/", &[header]);
        request.extensions_mut().insert(ConnectInfo(peer));
        statuses.push(server.send(request).await.status().as_u16());
    }
    assert_eq!(statuses, [200, 200, 429, 429]);
    // A signed request is identified by its signature, not by an address shared with residents.
    let mut callback = ask("POST", "/api/v1/callbacks/waste", &[]);
    callback.extensions_mut().insert(ConnectInfo(peer));
    assert_eq!(server.send(callback).await.status(), 200);
}

#[tokio::test]
async fn error_pages_use_the_language_of_the_path() {
    let server = test_server(|_| {}).await;
    let page = text(server.get("/cy/nowhere").await).await;
    assert!(page.contains("lang=\"cy\""), "{page}");
}

#[tokio::test]
async fn pages_are_compressed_for_clients_that_accept_it() {
    let server = test_server(|_| {}).await;
    for (accept, encoding) in [("br", Some("br")), ("gzip, br", Some("gzip")), ("", None)] {
        let response = server
            .send(ask("GET", "/nowhere", &[("accept-encoding", accept)]))
            .await;
        let found = response.headers().get("content-encoding");
        assert_eq!(found.map(|value| value.to_str().unwrap()), encoding);
        assert_eq!(response.headers()["vary"], "accept-encoding");
    }
}

#[tokio::test]
async fn metrics_are_labelled_with_the_route_template_and_never_the_path() {
    let server = test_server(|_| {}).await;
    server.get("/cy/planted-secret?q=planted-query").await;
    let figures = crate::telemetry::metrics().render();
    assert!(figures.contains("route=\"/cy/{name}\""), "{figures}");
    assert!(!figures.contains("planted"), "{figures}");
}
