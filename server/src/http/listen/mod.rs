//! Connections: accepts them within limits, closes slow ones and drains them at shutdown.
//!
//! - [`connections`]: those that are open, and which may open or must close.
//! - [`wait_queue`]: new connections that wait for room.
//! - [`connection`]: what is known of one. [`rules`]: its limits.
//! - [`socket`]: the bytes read. [`tracked_body`]: responses until they are written. [`unsent`]: how
//!   far their readers are behind.
//! - [`descriptors`]: the process's limit on open files. [`bind`]: the listening socket.

pub mod bind;
pub mod connection;
pub mod connections;
pub mod descriptors;
pub mod rules;
pub mod socket;
pub mod tracked_body;
pub mod unsent;
pub mod wait_queue;

use crate::http::limits::buffers::{Buffers, Holding};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONNECTION, HeaderValue};
use axum::http::{Request, Response, Version};
use connection::Closing;
use connections::{Connections, Slot};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use rules::Rules;
use socket::Socket;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Interval, MissedTickBehavior};
use tower::Service as _;
use tracked_body::TrackedBody;
use wait_queue::WaitQueue;

/// The largest head of a request, in bytes.
const HEAD: usize = 64 * 1024;
/// The most requests at the same time on one HTTP/2 connection, and the bytes of one body and of
/// all that a client may send before they are read.
const STREAMS: u32 = 32;
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 1024 * 1024;

/// How often connections are checked against their limits.
const SWEEP: Duration = Duration::from_secs(1);

/// How long connections that were ended for others have to end before more of them are.
const RELEASE: Duration = Duration::from_millis(10);

/// Serves until `stop`, then accepts no more connections, lets every accepted request finish
/// within `drain`, and returns whether all did. When `buffers` are scarce, clients that read nothing
/// have less time; when there is no room for somebody, they are ended.
///
/// A head that is malformed or too long is answered by hyper itself, before our layers: 400, 414 or
/// 431 without a body and without our headers, and the connection is closed.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    rules: Rules,
    buffers: &Buffers,
    drain: Duration,
    stop: impl Future<Output = ()>,
) -> bool {
    let builder = builder();
    let connections = Arc::new(Connections::new(rules));
    let mut waiting = WaitQueue::new(Arc::clone(&connections));
    let start = |((stream, peer), slot)| start(stream, peer, slot, &router, &builder);
    let mut retry = interval(wait_queue::RETRY);
    let mut sweep = interval(SWEEP);
    let mut stop = pin!(stop);
    let mut releasing = pin!(release(&connections, buffers));
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    if let Some(opened) = waiting.open((stream, peer), peer.ip()) {
                        start(opened);
                    }
                }
                Err(error) => {
                    // Usually out of file descriptors: open connections will free some soon.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            _ = retry.tick(), if !waiting.is_empty() => {
                waiting.retry().into_iter().for_each(start);
            }
            _ = sweep.tick() => connections.sweep(buffers.is_scarce()),
            never = &mut releasing => match never {},
        }
    }
    drop((listener, waiting));
    connections.close_all();
    let mut drain = pin!(tokio::time::sleep(drain));
    loop {
        tokio::select! {
            () = connections.all_ended() => return true,
            () = &mut drain => return false,
            _ = sweep.tick() => connections.sweep(buffers.is_scarce()),
            never = &mut releasing => match never {},
        }
    }
}

/// Makes room for those who find the buffers full.
async fn release(connections: &Connections, buffers: &Buffers) -> Infallible {
    loop {
        connections.release(buffers.wanted().await);
        // The bytes are released once the connections have ended.
        tokio::time::sleep(RELEASE).await;
    }
}

fn interval(period: Duration) -> Interval {
    let mut interval = tokio::time::interval(period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // `rules` limits the time for a head.
    builder.http1().header_read_timeout(None).max_buf_size(HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .max_concurrent_streams(STREAMS)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_header_list_size(HEAD as u32)
        .max_send_buf_size(HEAD);
    builder
}

/// Serves a connection in a task of its own.
fn start(
    stream: TcpStream,
    peer: SocketAddr,
    slot: Slot,
    router: &Router,
    builder: &Builder<TokioExecutor>,
) {
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Socket::new(stream, Arc::clone(slot.connection())));
    let service = service(peer, router.clone(), &slot);
    let connection = builder.serve_connection(io, service).into_owned();
    tokio::spawn(run(connection, slot));
}

/// Answers one request of a connection.
fn service(
    peer: SocketAddr,
    router: Router,
    slot: &Slot,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = Response<TrackedBody>,
    Error = Infallible,
    Future: Send + 'static,
> + use<> {
    let connection = Arc::clone(slot.connection());
    hyper::service::service_fn(move |request: Request<Incoming>| {
        let version = request.version();
        let mut answering = connection.begin(version == Version::HTTP_2);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = router.clone().call(request);
        async move {
            let Ok(mut response) = answer.await;
            if version < Version::HTTP_2 && answering.is_last() {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(CONNECTION, close);
            }
            let holding = response.extensions_mut().remove::<Holding>();
            answering.answered(response.body(), holding);
            Ok(response.map(|body| TrackedBody::new(body, answering)))
        }
    })
}

/// Runs a connection until it ends or is told to close.
async fn run<S, B>(
    connection: hyper_util::server::conn::auto::Connection<
        'static,
        TokioIo<Socket>,
        S,
        TokioExecutor,
    >,
    slot: Slot,
) where
    S: hyper::service::Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
    S::Future: Send + 'static,
    B: hyper::body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    {
        let mut connection = pin!(connection);
        loop {
            tokio::select! {
                biased;
                // Polled first, so that a request that has arrived begins and is answered. A client
                // that disconnects is not worth logging.
                _ = &mut connection => break,
                closing = slot.connection().closing() => match closing {
                    Closing::Graceful => {
                        slot.count_again();
                        connection.as_mut().graceful_shutdown();
                    }
                    Closing::Immediate | Closing::Abort => break,
                },
            }
        }
    }
    // Only now, when its socket is closed, its slot is free.
    drop(slot);
}

#[cfg(test)]
mod tests;
