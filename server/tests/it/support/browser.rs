//! A browser without scripts: cookies, forms, redirects.

use super::connection::HttpConnection;
use super::page::Form;
use super::response::TestResponse;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tower::ServiceExt as _;

/// The destination of requests.
#[derive(Clone)]
pub enum TestServer {
    /// The router in this process.
    InProcess(Router),
    /// A server in another process.
    Remote(SocketAddr),
}

impl TestServer {
    pub async fn send(&self, request: Request<Vec<u8>>) -> TestResponse {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.send_unchecked(request).await;
        super::openapi::check(method.as_str(), &path, &response);
        response
    }

    async fn send_unchecked(&self, request: Request<Vec<u8>>) -> TestResponse {
        match self {
            TestServer::InProcess(router) => {
                let response = router
                    .clone()
                    .oneshot(request.map(Body::from))
                    .await
                    .unwrap();
                let (parts, body) = response.into_parts();
                let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
                TestResponse {
                    status: parts.status,
                    headers: parts.headers,
                    body: body.to_vec(),
                }
            }
            TestServer::Remote(address) => {
                let headers: Vec<(String, String)> = request
                    .headers()
                    .iter()
                    .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                    .collect();
                let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
                let peer = peer.unwrap().0;
                let opened = HttpConnection::open_from(peer.ip(), *address).await;
                let mut connection = opened.unwrap();
                let path = request.uri().path_and_query().unwrap().as_str();
                connection
                    .fetch(request.method().as_str(), path, &headers, request.body())
                    .await
                    .unwrap()
            }
        }
    }
}

#[derive(Clone)]
pub struct Browser {
    server: TestServer,
    pub host: String,
    pub cookies: BTreeMap<String, String>,
    pub agent: &'static str,
    /// The address that the server sees; for one in another process, an address of this machine.
    pub peer: SocketAddr,
}

pub const COMPUTER: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130";
pub const PHONE: &str =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Safari/604.1";

impl Browser {
    pub fn new(server: TestServer, host: &str) -> Browser {
        Browser {
            server,
            host: host.to_owned(),
            cookies: BTreeMap::new(),
            agent: COMPUTER,
            peer: SocketAddr::from(([127, 0, 0, 1], 50_000)),
        }
    }

    pub async fn get(&mut self, path: &str) -> TestResponse {
        self.fetch(
            "GET",
            path,
            &[("sec-fetch-site", "same-origin")],
            Vec::new(),
        )
        .await
    }

    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> TestResponse {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let origin = format!("http://{}", self.host);
        let headers = [
            ("sec-fetch-site", "same-origin"),
            ("origin", origin.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.fetch("POST", path, &headers, body.into_bytes()).await
    }

    pub async fn send(&mut self, form: &Form) -> TestResponse {
        self.post(&form.action.clone(), &form.fields).await
    }

    /// Fills in the first form of a page and submits it with its first button.
    #[track_caller]
    pub fn submit<'b>(
        &'b mut self,
        page: &TestResponse,
        fields: &[(&str, &str)],
    ) -> impl Future<Output = TestResponse> + 'b {
        let form = page.page().form().filled(fields);
        async move { self.send(&form).await }
    }

    /// Submits the form and follows redirects to the next page.
    pub async fn next_page(
        &mut self,
        page: &TestResponse,
        fields: &[(&str, &str)],
    ) -> TestResponse {
        let pressed = self.submit(page, fields).await;
        self.follow(pressed).await.is(200)
    }

    /// Follows redirects to a page.
    pub async fn follow(&mut self, mut response: TestResponse) -> TestResponse {
        for _ in 0..5 {
            if response.status != 303 {
                return response;
            }
            let path = response.location().to_owned();
            response = self.get(&path).await;
        }
        panic!("redirected for ever: {}", response.header("location"))
    }

    /// Sends any request with this browser's host and cookies, and stores new cookies.
    pub async fn fetch(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> TestResponse {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", &self.host)
            .header("user-agent", self.agent)
            .extension(ConnectInfo(self.peer));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self
                .cookies
                .iter()
                .map(|(k, v)| format!("{k}={v}"))
                .collect();
            request = request.header("cookie", pairs.join("; "));
        }
        let response = self.server.send(request.body(body).unwrap()).await;
        for set in response.headers.get_all("set-cookie") {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }

    /// Sends a JSON request as an API client or an island does.
    pub async fn json(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &serde_json::Value,
    ) -> TestResponse {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.fetch(method, path, &all, body.to_string().into_bytes())
            .await
    }

    /// `POST /api/v1/requests` with an idempotency key.
    pub async fn request(&mut self, key: &str, body: &serde_json::Value) -> TestResponse {
        let headers = [("idempotency-key", key)];
        self.json("POST", "/api/v1/requests", &headers, body).await
    }
}
