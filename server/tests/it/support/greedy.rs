//! Clients that ask for much and read nothing of it, over and over.

use super::clients::{Client, Way};
use super::connection::{HttpConnection, head};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// What is asked for: the largest answer there is without a draft.
pub const FAT: &str = "/api/v1/openapi.json";

/// How long a client waits before it connects again, and how long it keeps a connection.
const AGAIN: Duration = Duration::from_millis(20);
const KEPT: Duration = Duration::from_secs(3);
/// How often it looks whether the server has ended a connection of which it reads nothing.
const LOOK: Duration = Duration::from_millis(500);

/// How a client reads nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// Requests one after another, and nothing is read from the socket.
    Http1,
    /// Streams beside each other, each with a window of no bytes.
    Http2,
}

/// How many clients ask, and for how much.
#[derive(Debug, Clone, Copy)]
pub struct Greed {
    pub protocol: Protocol,
    pub addresses: usize,
    /// Of each address.
    pub connections: usize,
    /// Of each connection.
    pub requests: usize,
}

/// Such clients, which stop when it is dropped.
pub struct Greedy {
    _clients: JoinSet<()>,
    begun: Arc<AtomicUsize>,
}

impl Greedy {
    /// Begins, and waits until each client has asked once.
    pub async fn begin(server: SocketAddr, greed: Greed) -> Greedy {
        let amount = greed.addresses * greed.connections;
        let mut greedy = Greedy {
            _clients: JoinSet::new(),
            begun: Arc::default(),
        };
        for client in super::clients::attackers(server, Way::Direct, amount, greed.addresses) {
            let begun = Arc::clone(&greedy.begun);
            greedy._clients.spawn(async move {
                loop {
                    let asked = ask(&client, greed).await;
                    begun.fetch_add(1, Ordering::Relaxed);
                    if let Ok(connection) = asked {
                        let ended = until_ended(connection, greed.protocol);
                        let _ = tokio::time::timeout(KEPT, ended).await;
                    }
                    tokio::time::sleep(AGAIN).await;
                }
            });
        }
        while greedy.begun() < amount {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        greedy
    }

    /// How many connections have been used.
    pub fn begun(&self) -> usize {
        self.begun.load(Ordering::Relaxed)
    }
}

async fn ask(client: &Client, greed: Greed) -> std::io::Result<HttpConnection> {
    let mut connection = client.open().await?;
    let bytes = match greed.protocol {
        Protocol::Http1 => {
            let one = head("GET", FAT, &client.headers(&[]), 0);
            one.repeat(greed.requests).into_bytes()
        }
        Protocol::Http2 => http2(greed.requests),
    };
    connection.send(&bytes).await?;
    Ok(connection)
}

async fn until_ended(mut connection: HttpConnection, protocol: Protocol) {
    if protocol == Protocol::Http2 {
        // Frames without a response.
        let _ = connection.rest().await;
        return;
    }
    while connection.send(b"\r\n").await.is_ok() {
        tokio::time::sleep(LOOK).await;
    }
}

/// The beginning of an HTTP/2 connection whose streams have no window, with requests.
fn http2(requests: usize) -> Vec<u8> {
    const SETTINGS: u8 = 4;
    const HEADERS: u8 = 1;
    /// `SETTINGS_INITIAL_WINDOW_SIZE`, no bytes.
    const NO_WINDOW: [u8; 6] = [0, 4, 0, 0, 0, 0];
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    frame(&mut bytes, SETTINGS, 0, 0, &NO_WINDOW);
    // From the static table `:method: GET` and `:scheme: http`, then `:authority` and `:path` as
    // literals.
    let mut block = vec![0x82, 0x86];
    for (name, value) in [(0x01, "localhost"), (0x04, FAT)] {
        block.extend([name, u8::try_from(value.len()).unwrap()]);
        block.extend_from_slice(value.as_bytes());
    }
    for stream in (1..).step_by(2).take(requests) {
        // END_STREAM and END_HEADERS.
        frame(&mut bytes, HEADERS, 0x5, stream, &block);
    }
    bytes
}

fn frame(bytes: &mut Vec<u8>, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    bytes.extend_from_slice(&length[1..]);
    bytes.extend([kind, flags]);
    bytes.extend_from_slice(&stream.to_be_bytes());
    bytes.extend_from_slice(payload);
}
