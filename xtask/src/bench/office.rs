//! A back office that accepts everything at once and records the time of arrival.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;

/// When each reference first arrived.
#[derive(Default)]
struct Inbox {
    arrivals: Mutex<HashMap<String, Instant>>,
    changed: Condvar,
}

pub struct Office {
    address: SocketAddr,
    inbox: Arc<Inbox>,
}

impl Office {
    /// Listens until the program ends.
    pub fn open() -> Result<Office> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let inbox = Arc::new(Inbox::default());
        let shared = Arc::clone(&inbox);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let inbox = Arc::clone(&shared);
                // A closed connection is not an error here.
                std::thread::spawn(move || serve(stream, &inbox));
            }
        });
        Ok(Office { address, inbox })
    }

    /// The URL that requests are posted to.
    pub fn inbox(&self) -> String {
        format!("http://{}/inbox", self.address)
    }

    /// The number of references received.
    pub fn count(&self) -> usize {
        self.inbox
            .arrivals
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    /// Waits for a reference and returns when it arrived; `None` after `patience`.
    pub fn arrival(&self, reference: &str, timeout: Duration) -> Option<Instant> {
        let arrivals = self
            .inbox
            .arrivals
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let waiting = |arrivals: &mut HashMap<String, Instant>| !arrivals.contains_key(reference);
        let (arrivals, _) = self
            .inbox
            .changed
            .wait_timeout_while(arrivals, timeout, waiting)
            .unwrap_or_else(PoisonError::into_inner);
        arrivals.get(reference).copied()
    }
}

fn serve(stream: TcpStream, inbox: &Inbox) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    loop {
        let mut length = 0;
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let line = line.trim_end().to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let received_at = Instant::now();
        let event: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        let reference = event["data"]["reference"].as_str().unwrap_or_default();
        let mut arrivals = inbox
            .arrivals
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        arrivals.entry(reference.to_owned()).or_insert(received_at);
        drop(arrivals);
        inbox.changed.notify_all();
        let response = r#"{"reference":"HW-1"}"#;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            response.len()
        );
        reader.get_mut().write_all((head + response).as_bytes())?;
    }
}
