//! A small SMTP server.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A server that answers `RCPT TO` with `recipient` and records what it receives.
pub async fn smtp(recipient: &'static str) -> (u16, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let transcript = Arc::new(Mutex::new(String::new()));
    let recording = Arc::clone(&transcript);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, recipient, Arc::clone(&recording)));
        }
    });
    (port, transcript)
}

async fn converse(stream: TcpStream, recipient: &'static str, transcript: Arc<Mutex<String>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let _ = write.write_all(b"220 here\r\n").await;
    let mut in_data = false;
    while let Ok(Some(line)) = lines.next_line().await {
        transcript.lock().unwrap().push_str(&format!("{line}\n"));
        let reply = if in_data {
            in_data = line != ".";
            if in_data {
                continue;
            }
            "250 kept"
        } else if line.starts_with("RCPT") {
            recipient
        } else if line == "DATA" {
            in_data = true;
            "354 go on"
        } else {
            "250 fine"
        };
        let _ = write.write_all(format!("{reply}\r\n").as_bytes()).await;
    }
}
