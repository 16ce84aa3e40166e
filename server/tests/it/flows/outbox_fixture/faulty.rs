//! A back office that misbehaves on purpose, down to the bytes.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How it handles a request it has read.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Answers with these bytes.
    Respond(String),
    /// Sends nothing until the client disconnects.
    Silence,
    /// Announces a body and closes in the middle of it.
    Cut,
    /// Sends one byte at a time, for ever.
    Drip,
    /// Sends an endless body.
    Flood,
    /// Closes without a response.
    Close,
}

/// One request that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRequest {
    /// In lower case, including the values.
    pub head: String,
    pub body: Vec<u8>,
}

impl ReceivedRequest {
    pub fn header(&self, name: &str) -> String {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    }
}

pub struct FaultServer {
    pub port: u16,
    received: Arc<Mutex<Vec<ReceivedRequest>>>,
    fault: Arc<Mutex<Fault>>,
    task: JoinHandle<()>,
}

pub fn ok(reference: &str) -> Fault {
    response("200 OK", "", &format!(r#"{{"reference":"{reference}"}}"#))
}

/// A whole response; each of `headers` ends in CRLF.
pub fn response(status: &str, headers: &str, body: &str) -> Fault {
    Fault::Respond(format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{body}",
        body.len()
    ))
}

impl FaultServer {
    pub async fn start(fault: Fault) -> FaultServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Vec::new()));
        let fault = Arc::new(Mutex::new(fault));
        let (requests, current_fault) = (Arc::clone(&received), Arc::clone(&fault));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (requests, current_fault) = (Arc::clone(&requests), Arc::clone(&current_fault));
                tokio::spawn(async move { serve(stream, &requests, &current_fault).await });
            }
        });
        FaultServer {
            port,
            received,
            fault,
            task,
        }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    pub fn set_fault(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }

    pub fn received(&self) -> Vec<ReceivedRequest> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut stream: TcpStream,
    requests: &Mutex<Vec<ReceivedRequest>>,
    fault: &Mutex<Fault>,
) {
    let Some(received) = read(&mut stream).await else {
        return;
    };
    requests.lock().unwrap().push(received);
    let fault = fault.lock().unwrap().clone();
    match fault {
        Fault::Respond(text) => drop(stream.write_all(text.as_bytes()).await),
        Fault::Silence => {
            let mut rest = [0u8; 16];
            while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
        }
        Fault::Cut => {
            let text = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"refer";
            drop(stream.write_all(text.as_bytes()).await);
        }
        Fault::Drip => {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n";
            let mut alive = stream.write_all(head.as_bytes()).await.is_ok();
            while alive {
                tokio::time::sleep(Duration::from_millis(50)).await;
                alive = stream.write_all(b" ").await.is_ok();
            }
        }
        Fault::Flood => {
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 52428800\r\n\r\n";
            let mut alive = stream.write_all(head.as_bytes()).await.is_ok();
            while alive {
                alive = stream.write_all(&[b' '; 4096]).await.is_ok();
            }
        }
        Fault::Close => {}
    }
}

async fn read(stream: &mut TcpStream) -> Option<ReceivedRequest> {
    let mut bytes = Vec::new();
    let mut chunk = [0u8; 4096];
    loop {
        let count = stream.read(&mut chunk).await.ok().filter(|c| *c > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let received = ReceivedRequest {
            body: bytes[end + 4..].to_vec(),
            head,
        };
        let length: usize = received.header("content-length").parse().unwrap_or(0);
        if received.body.len() >= length {
            return Some(received);
        }
    }
}
