//! The program itself.

use super::office::send;
use axum::body::Body;
use http::Request;
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[tokio::test]
async fn serves_until_terminated() {
    let folder = tempfile::tempdir().unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let mut program = Command::new(env!("CARGO_BIN_EXE_demo-back-office"))
        .args(["--listen", &address.to_string(), "--store"])
        .arg(folder.path().join("made/office.db"))
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while tokio::net::TcpStream::connect(address).await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(30), "it is silent");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let livez = Request::get(format!("http://{address}/livez")).body(Body::empty());
    assert_eq!(send(livez.unwrap()).await.unwrap().body, "ok");
    let stop = Command::new("sh")
        .args(["-c", "kill -TERM $0", &program.id().to_string()])
        .status();
    assert!(stop.unwrap().success());
    assert!(program.wait().unwrap().success());
}
