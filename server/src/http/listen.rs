//! Accepts connections, times out slow ones and drains them at shutdown.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::Service as _;

/// Serves until `stop`, then accepts no more connections, lets every accepted request finish
/// within `drain`, and returns whether all did.
///
/// A connection that does not send a request's headers within `head` is closed, so that slow
/// clients do not use up connections.
///
/// Headers that are not HTTP, or too long, are answered by hyper itself, before our layers: 400,
/// 414 or 431 without a body and without our headers, and the connection is closed.
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
                // Usually out of file descriptors: open connections will free some soon.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        serve_connection(stream, peer, &router, &builder, &graceful, head);
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => true,
        () = tokio::time::sleep(drain) => false,
    }
}

/// Serves the requests of one connection in a task of its own.
fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: &Router,
    builder: &Builder<TokioExecutor>,
    graceful: &GracefulShutdown,
    head: Duration,
) {
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
        // hyper's own timer starts once it has detected the HTTP version; a client that
        // sends nothing, or only begins HTTP/2, would stay connected for ever.
        let first = tokio::time::timeout(head, &mut watched).await;
        if first.is_err() && begun.load(Ordering::Relaxed) {
            // A client that disconnects is not worth logging.
            let _ = watched.await;
        }
    });
}
