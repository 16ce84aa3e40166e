//! Slow clients and clients that do not speak HTTP are refused or disconnected.

use crate::support::connection::{HttpConnection, head};
use crate::support::process::Deployment;

const SECOND: [(&str, &str); 2] = [
    ("DOORSTEP__HTTP__BODY_SECONDS", "1"),
    ("DOORSTEP__HTTP__HEADER_SECONDS", "1"),
];

fn pairs(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    headers.iter().map(own).collect()
}

#[tokio::test]
async fn a_missing_body_is_408_with_security_headers_and_closes_the_connection() {
    let deployment = Deployment::new(&SECOND);
    let _server = deployment.start_server().await;
    for (path, kind, drawn) in [
        (
            "/api/v1/feedback",
            "application/json",
            "application/problem+json",
        ),
        (
            "/api/v1/callbacks/waste",
            "application/cloudevents+json",
            "application/problem+json",
        ),
        (
            "/requests",
            "application/x-www-form-urlencoded",
            "text/html; charset=utf-8",
        ),
    ] {
        let headers = pairs(&[("host", "localhost"), ("content-type", kind)]);
        let mut connection = HttpConnection::open(deployment.address).await.unwrap();
        connection
            .send(head("POST", path, &headers, 100).as_bytes())
            .await
            .unwrap();
        connection.send(b"reference=").await.unwrap();
        let response = connection.response().await.unwrap().is(408);
        assert_eq!(response.header("content-type"), drawn, "{path}");
        assert_eq!(response.header("connection"), "close", "{path}");
        assert!(
            response
                .header("content-security-policy")
                .contains("default-src 'none'")
        );
        assert_eq!(response.header("x-content-type-options"), "nosniff");
        assert_eq!(response.header("cache-control"), "no-store");
        assert!(
            connection.rest().await.unwrap_or_default().is_empty(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn disconnects_a_client_that_never_finishes_its_headers() {
    let deployment = Deployment::new(&SECOND);
    let _server = deployment.start_server().await;
    for begun in [
        &b""[..],
        b"G",
        b"GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ",
        b"PRI * HTTP/2.0\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let mut connection = HttpConnection::open(deployment.address).await.unwrap();
        connection.send(begun).await.unwrap();
        let rest = connection.rest().await.unwrap_or_default();
        assert!(
            !String::from_utf8_lossy(&rest).contains("HTTP/1.1"),
            "{begun:?}"
        );
    }
    // A client may send several requests on one connection.
    let mut connection = HttpConnection::open(deployment.address).await.unwrap();
    let host = pairs(&[("host", "localhost")]);
    for _ in 0..2 {
        connection
            .fetch("GET", "/livez", &host, &[])
            .await
            .unwrap()
            .is(200);
    }
}

#[tokio::test]
async fn malformed_http_is_refused_with_an_empty_body() {
    let deployment = Deployment::new(&[]);
    let _server = deployment.start_server().await;
    let many = format!(
        "GET / HTTP/1.1\r\nhost: localhost\r\n{}\r\n",
        "x: y\r\n".repeat(200)
    );
    let path = format!(
        "GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n",
        "x".repeat(70_000)
    );
    let head = format!(
        "GET / HTTP/1.1\r\nhost: localhost\r\nx-long: {}\r\n\r\n",
        "x".repeat(66_000)
    );
    for (status, head) in [
        (400, "GET\r\n\r\n"),
        (400, "GET / HTTP/9.9\r\n\r\n"),
        (400, "GET / HTTP/1.1\r\nno colon\r\n\r\n"),
        (
            400,
            "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        ),
        (431, many.as_str()),
        (431, path.as_str()),
        (431, head.as_str()),
    ] {
        let mut connection = HttpConnection::open(deployment.address).await.unwrap();
        // The server may refuse it before all of it is sent.
        let _ = connection.send(head.as_bytes()).await;
        let start: String = head.chars().take(40).collect();
        let response = connection.response().await.unwrap();
        assert_eq!(response.status, status, "{start}");
        assert!(response.body.is_empty(), "{start}");
        assert_eq!(response.header("content-length"), "0", "{start}");
        assert!(
            connection.rest().await.unwrap_or_default().is_empty(),
            "{start}"
        );
    }
}
