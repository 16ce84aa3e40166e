//! Connections: accepted, watched, and at the end given time to finish.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tower::Service as _;

/// Serves until `stop`, then accepts nobody, lets every accepted request finish within
/// `drain`, and answers whether all did.
///
/// A connection that does not send the head of a request within `head` is closed, so that
/// slow callers do not fill the house.
///
/// A head that is no HTTP, or too long, is answered by hyper itself, before any layer of ours:
/// 400, 414 or 431 without a body and without our headers. There is nothing in it that a
/// policy could protect, and the connection is closed.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    head: Duration,
    drain: Duration,
    stop: impl Future<Output = ()>,
) -> bool {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(head);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, mostly: those inside give some back soon.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let begun = Arc::new(AtomicBool::new(false));
        let begins = Arc::clone(&begun);
        let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
            let mut request = request.map(Body::new);
            begins.store(true, Ordering::Relaxed);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request)
        });
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let watched = graceful.watch(connection.into_owned());
        tokio::spawn(async move {
            let mut watched = pin!(watched);
            // hyper's own clock starts when it knows which HTTP is spoken; who says nothing at
            // all, or only begins HTTP/2, would stay for ever.
            let first = tokio::time::timeout(head, &mut watched).await;
            if first.is_err() && begun.load(Ordering::Relaxed) {
                // A caller who hangs up is no news.
                let _ = watched.await;
            }
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => true,
        () = tokio::time::sleep(drain) => false,
    }
}
