//! Two servers on one database whose clock is moved: the past is deleted once, and a clock that
//! jumps deletes nothing.

use super::{noticed_on, yesterday};
use crate::support::journeys::{pothole, send};
use crate::support::process::Deployment;
use crate::support::program::{self, Program};
use crate::support::{skipped, tables};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const DELETED: &str = "deleted what was past its time";
const REFUSED: &str = "nothing is deleted";
const SUBMISSIONS: &str = "SELECT COUNT(*) FROM submissions";

/// Two servers with a clock that is this many days ahead, each with a log of its own.
struct Replicas {
    servers: [Program; 2],
    logs: [PathBuf; 2],
}

impl Replicas {
    async fn start(
        deployment: &Deployment,
        other: SocketAddr,
        library: &Path,
        days: u32,
    ) -> Replicas {
        let logs = ["first", "second"].map(|name| deployment.path(&format!("{name}-{days}.log")));
        let start = |address: SocketAddr, log: &Path| {
            let mut command = deployment.serve();
            command
                .env("DOORSTEP__HTTP__LISTEN", address.to_string())
                .env("LD_PRELOAD", library)
                .env("FAKETIME", format!("+{days}d"))
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            Program::start(command, log).answers(address)
        };
        let servers = [
            start(deployment.address, &logs[0]).await,
            start(other, &logs[1]).await,
        ];
        Replicas { servers, logs }
    }

    /// How many lines of both logs have this text.
    fn lines(&self, text: &str) -> usize {
        let log = |log: &PathBuf| std::fs::read_to_string(log).unwrap();
        let count = |log: String| log.lines().filter(|line| line.contains(text)).count();
        self.logs.iter().map(log).map(count).sum()
    }

    async fn wait_for(&self, lines: usize, text: &str) {
        let began = Instant::now();
        while self.lines(text) < lines {
            let found = self.lines(text);
            assert!(
                began.elapsed() < Duration::from_secs(30),
                "{found} of {lines}: {text}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Stops both and asserts how many lines they wrote with this text.
    async fn stop(mut self, lines: usize, text: &str) {
        for server in &mut self.servers {
            server.terminate();
            assert!(server.wait_for_exit().await.success());
        }
        assert_eq!(self.lines(text), lines, "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_servers_one_deletes_the_past_and_none_when_the_clock_jumps() {
    let Some(library) = std::env::var_os("DOORSTEP_TEST_FAKETIME").map(PathBuf::from) else {
        skipped("DOORSTEP_REQUIRE_FAKETIME", "libfaketime is not installed");
        return;
    };
    let deployment = Deployment::new(&[]);
    let office = deployment.start_office().await;
    let server = deployment.start_server().await;
    let day = yesterday();
    let typed = noticed_on(pothole("Mill Lane", "Deep"), &day);
    send(&mut deployment.browser(), "pothole", &typed).await;
    deployment.effects_of(1, Duration::from_secs(30)).await;
    server.kill();
    office.kill();
    let store = format!("sqlite:{}", deployment.path("store/doorstep.db").display());
    let kept = async || tables::number(&store, SUBMISSIONS).await;

    // A day later, nothing is past its time; what comes later is judged by this run.
    let other = program::free_address();
    let replicas = Replicas::start(&deployment, other, &library, 2).await;
    replicas.wait_for(1, DELETED).await;
    replicas.stop(1, DELETED).await;
    assert_eq!(kept().await, 1, "deleted before its time");

    // The clock jumps by ten years: both refuse.
    let replicas = Replicas::start(&deployment, other, &library, 3650).await;
    replicas.wait_for(2, REFUSED).await;
    replicas.stop(0, DELETED).await;
    assert_eq!(kept().await, 1, "deleted by a wrong clock");

    // Ten years pass, with a run on most days.
    tables::execute(
        &store,
        "UPDATE leases SET last_done = last_done + 3647 * CAST(86400000 AS INTEGER)",
    )
    .await;
    let replicas = Replicas::start(&deployment, other, &library, 3650).await;
    replicas.wait_for(1, DELETED).await;
    replicas.stop(1, DELETED).await;
    assert_eq!(kept().await, 0);
    assert!(deployment.refs().is_empty());
}
