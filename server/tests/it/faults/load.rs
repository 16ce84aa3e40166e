//! Clients that never give up: each repeats a request under the same key until it is
//! acknowledged, as an integrator should.

use crate::support::clients;
use crate::support::connection::HttpConnection;
use crate::support::journeys::pothole_json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;

pub struct Load {
    clients: JoinSet<()>,
    stop: Arc<AtomicBool>,
    recorded: Arc<LoadRecord>,
}

/// The acknowledged references, by key.
#[derive(Default)]
pub struct LoadRecord {
    pub references: Mutex<BTreeMap<String, String>>,
    pub acknowledged: AtomicUsize,
    /// Responses that were neither an acknowledgement nor a request to retry.
    pub unexpected: Mutex<Vec<String>>,
}

impl Load {
    pub fn start(address: SocketAddr, clients: usize) -> Load {
        let stop = Arc::new(AtomicBool::new(false));
        let recorded = Arc::new(LoadRecord::default());
        let mut set = JoinSet::new();
        for client in 0..clients {
            set.spawn(run_client(
                address,
                client,
                Arc::clone(&stop),
                Arc::clone(&recorded),
            ));
        }
        Load {
            clients: set,
            stop,
            recorded,
        }
    }

    pub fn acknowledged(&self) -> usize {
        self.recorded.acknowledged.load(Ordering::Relaxed)
    }

    /// Waits until this many more requests are acknowledged.
    pub async fn progress(&self, more: usize) {
        let goal = self.acknowledged() + more;
        let waiting = async {
            while self.acknowledged() < goal {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(60), waiting).await;
        assert!(waited.is_ok(), "requests are no longer acknowledged");
    }

    /// Lets every client finish its current request.
    pub async fn finish(self) -> Arc<LoadRecord> {
        self.stop.store(true, Ordering::Relaxed);
        self.clients.join_all().await;
        self.recorded
    }
}

async fn run_client(
    address: SocketAddr,
    client: usize,
    stop: Arc<AtomicBool>,
    recorded: Arc<LoadRecord>,
) {
    let source = clients::source(0, client);
    let mut current: Option<HttpConnection> = None;
    for number in 0.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let key = format!("client-{client}-{number}");
        let body = pothole_json(&format!("Hole {client}/{number}")).to_string();
        let headers = [
            ("host".to_owned(), "localhost".to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
            ("idempotency-key".to_owned(), key.clone()),
        ];
        loop {
            let Some(connection) = &mut current else {
                match HttpConnection::open_from(source, address).await {
                    Ok(open) => current = Some(open),
                    Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
                }
                continue;
            };
            match connection
                .fetch("POST", "/api/v1/requests", &headers, body.as_bytes())
                .await
            {
                Err(_) => current = None,
                Ok(response) if response.status == 201 => {
                    let reference = response.reference();
                    let mut references = recorded.references.lock().unwrap();
                    references.insert(key.clone(), reference);
                    recorded.acknowledged.fetch_add(1, Ordering::Relaxed);
                    break;
                }
                Ok(response) if response.status == 503 => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Ok(response) => {
                    let mut unexpected = recorded.unexpected.lock().unwrap();
                    unexpected.push(format!("{}: {}", response.status, response.text()));
                    break;
                }
            }
        }
    }
}
