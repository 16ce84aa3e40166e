//! No acknowledgement is sent before the sync that covers its commit, according to the kernel.
//!
//! kill -9 cannot show this, because the kernel retains what a dead process has written. Here
//! strace records the system calls, and `support::trace` checks for every acknowledged reference
//! that its bytes were written to the log, then the log was synced, then the answer was sent.

use crate::support::journeys::{self, pothole_json};
use crate::support::process::Deployment;
use crate::support::program::{self, Program};
use crate::support::{connection::HttpConnection, skipped, trace};
use futures_util::future::join_all;
use std::process::Command;

const EACH: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledgement_is_sent_after_its_commit_is_synced() {
    if let Err(why) = can_trace() {
        skipped("DOORSTEP_REQUIRE_STRACE", &why);
        return;
    }
    let deployment = Deployment::new(&[("DOORSTEP__LOG__FILTER", "warn")]);
    let file = deployment.path("trace");
    let mut strace = Command::new("strace");
    program::set(&mut strace, &deployment.settings);
    strace
        .args(["-f", "-y", "-ttt", "-s", "20000", "-e", "signal=none"])
        .args([
            "-e",
            "trace=fdatasync,fsync,pwrite64,pwritev,write,writev,sendto,sendmsg",
        ])
        .arg("-o")
        .arg(&file)
        .arg(env!("CARGO_BIN_EXE_doorstep"))
        .arg("serve");
    let mut traced = Program::start(strace, &deployment.server_log())
        .answers(deployment.address)
        .await;

    // One client, then several: a group of commits shares one sync.
    let mut acknowledged = Vec::new();
    for clients in [1, 8] {
        let clients = (0..clients).map(|client| send(&deployment, clients, client));
        acknowledged.extend(join_all(clients).await.into_iter().flatten());
    }
    let mut browser = deployment.browser();
    let day = super::yesterday();
    let typed = super::noticed_on(journeys::pothole("Mill Lane", "Deep"), &day);
    let sent = journeys::send(&mut browser, "pothole", &typed).await;
    acknowledged.push(sent.reference());

    program::signal(child_of(traced.id()), "-TERM");
    traced.wait_for_exit().await;
    let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
    let calls = trace::calls(&text);
    let mistakes: Vec<String> = acknowledged
        .iter()
        .filter_map(|reference| trace::mistake(&calls, reference))
        .collect();
    assert!(
        mistakes.is_empty(),
        "{} of {}: {mistakes:#?}",
        mistakes.len(),
        acknowledged.len()
    );
    println!(
        "{} acknowledgements, each after its sync",
        acknowledged.len()
    );
}

async fn send(deployment: &Deployment, clients: usize, client: usize) -> Vec<String> {
    let mut connection = HttpConnection::open(deployment.address).await.unwrap();
    let mut references = Vec::new();
    for number in 0..EACH {
        let body = pothole_json("Deep").to_string();
        let headers = [
            ("host".to_owned(), "localhost".to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
            (
                "idempotency-key".to_owned(),
                format!("{clients}-{client}-{number}"),
            ),
        ];
        let sent = connection
            .fetch("POST", "/api/v1/requests", &headers, body.as_bytes())
            .await;
        references.push(sent.unwrap().is(201).reference());
    }
    references
}

fn can_trace() -> Result<(), String> {
    let tried = Command::new("strace")
        .args(["-f", "-e", "trace=fdatasync", "true"])
        .output();
    match tried {
        Err(error) => Err(format!("there is no strace ({error}): install it")),
        Ok(output) if !output.status.success() => Err(format!(
            "strace may not trace here: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Ok(_) => Ok(()),
    }
}

/// The process that strace started.
fn child_of(strace: u32) -> u32 {
    let path = format!("/proc/{strace}/task/{strace}/children");
    let children = std::fs::read_to_string(path).unwrap();
    children.split_whitespace().next().unwrap().parse().unwrap()
}
