//! Connections to a server in this process.

use super::connection::Closing;
use super::connections::Connections;
use super::rules::Rules;
use super::{builder, serve, start};
use crate::config::Config;
use crate::http::limits::buffers::Buffers;
use axum::Router;
use axum::routing::get;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;

/// When `/later` is answered.
#[derive(Default)]
struct Gate {
    asked: Notify,
    released: Notify,
}

/// Answers `/now` at once and `/later` when the gate is released.
fn router(gate: &Arc<Gate>) -> Router {
    let gate = Arc::clone(gate);
    let later = move || {
        let gate = Arc::clone(&gate);
        async move {
            gate.asked.notify_one();
            gate.released.notified().await;
            "later"
        }
    };
    Router::new()
        .route("/now", get(|| async { "now" }))
        .route("/later", get(later))
}

fn rules(change: impl FnOnce(&mut Rules)) -> Rules {
    let http = Config::defaults().unwrap().http;
    let mut rules = Rules::new(&http, 100);
    change(&mut rules);
    rules
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

struct Client(TcpStream);

impl Client {
    /// Connects as the client `127.0.0.LAST`.
    async fn connect(server: SocketAddr, last: u8) -> Client {
        let socket = TcpSocket::new_v4().unwrap();
        let source = IpAddr::from([127, 0, 0, last]);
        socket.bind(SocketAddr::new(source, 0)).unwrap();
        Client(socket.connect(server).await.unwrap())
    }

    async fn ask(&mut self, path: &str) {
        let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        self.0.write_all(head.as_bytes()).await.unwrap();
    }

    /// Reads one answer, which has this body.
    async fn answer(&mut self, body: &str) {
        let end = format!("\r\n\r\n{body}");
        let mut bytes = Vec::new();
        while !bytes.ends_with(end.as_bytes()) {
            let count = self.0.read_buf(&mut bytes).await.unwrap();
            assert_ne!(count, 0, "{}", String::from_utf8_lossy(&bytes));
        }
        assert!(bytes.starts_with(b"HTTP/1.1 200 "));
    }

    /// Whether the connection is open and nothing has arrived.
    fn is_waiting(&self) -> bool {
        let read = self.0.try_read(&mut [0]);
        read.is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
    }

    /// Reads until the server closes the connection.
    async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        let _ = self.0.read_to_end(&mut bytes).await;
        String::from_utf8(bytes).unwrap()
    }
}

#[tokio::test]
async fn an_immediate_close_lets_a_request_that_has_begun_finish() {
    let gate: Arc<Gate> = Arc::default();
    let connections = Arc::new(Connections::new(rules(|_| {})));
    let (listener, address) = listener().await;
    let accept = async || {
        let (stream, peer) = listener.accept().await.unwrap();
        let slot = connections.open(peer.ip()).unwrap();
        let connection = Arc::clone(slot.connection());
        start(stream, peer, slot, &router(&gate), &builder());
        connection
    };
    let mut busy = Client::connect(address, 1).await;
    let busy_connection = accept().await;
    let mut idle = Client::connect(address, 1).await;
    let idle_connection = accept().await;
    busy.ask("/later").await;
    gate.asked.notified().await;
    for connection in [busy_connection, idle_connection] {
        connection.close(Closing::Immediate);
    }
    assert_eq!(idle.rest().await, "");
    gate.released.notify_one();
    let answer = busy.rest().await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.ends_with("later"), "{answer}");
    connections.all_ended().await;
}

/// Serves the clients, which share a gate, and stops.
async fn serving(rules: Rules, clients: impl AsyncFnOnce(SocketAddr, &Gate)) {
    let gate: Arc<Gate> = Arc::default();
    let stop = Notify::new();
    let (listener, address) = listener().await;
    let router = router(&gate);
    let (drain, buffers) = (Duration::from_secs(60), Buffers::new(1 << 20));
    let server = serve(listener, router, rules, &buffers, drain, stop.notified());
    let clients = async {
        clients(address, &gate).await;
        stop.notify_one();
    };
    let (all_finished, ()) = tokio::join!(server, clients);
    assert!(all_finished);
}

#[tokio::test]
async fn a_new_connection_waits_for_room_and_holds_up_no_other() {
    let rules = rules(|rules| {
        rules.each = 1;
        rules.wait = Duration::from_secs(60);
    });
    serving(rules, async |server, gate| {
        let mut busy = Client::connect(server, 1).await;
        busy.ask("/later").await;
        gate.asked.notified().await;
        let mut waiting = Client::connect(server, 1).await;
        waiting.ask("/now").await;
        let mut other = Client::connect(server, 2).await;
        other.ask("/now").await;
        other.answer("now").await;
        assert!(waiting.is_waiting());
        gate.released.notify_one();
        busy.answer("later").await;
        waiting.answer("now").await;
        assert_eq!(busy.rest().await, "");
    })
    .await;
}

#[tokio::test]
async fn a_new_connection_that_waited_in_vain_is_refused_and_the_others_are_answered() {
    let rules = rules(|rules| {
        rules.all = 1;
        rules.wait = Duration::ZERO;
    });
    serving(rules, async |server, gate| {
        let mut busy = Client::connect(server, 1).await;
        busy.ask("/later").await;
        gate.asked.notified().await;
        assert_eq!(Client::connect(server, 2).await.rest().await, "");
        assert!(busy.is_waiting());
        gate.released.notify_one();
        busy.answer("later").await;
    })
    .await;
}
