//! The real program as a process, always stopped by its own id.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long a program may take to start or to stop.
const TIMEOUT: Duration = Duration::from_secs(40);

pub struct Program {
    child: Child,
    log: PathBuf,
}

/// The compiled program, with the test's own environment.
pub fn doorstep(settings: &[(String, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doorstep"));
    set(&mut command, settings);
    command
}

/// Replaces every Doorstep setting in a command's environment.
pub fn set(command: &mut Command, settings: &[(String, String)]) {
    for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("DOORSTEP")) {
        command.env_remove(key);
    }
    command.envs(settings.iter().map(|(key, value)| (key, value)));
}

/// Runs a command to completion.
pub fn run(settings: &[(String, String)], arguments: &[&str]) -> Output {
    doorstep(settings).args(arguments).output().unwrap()
}

/// Runs a command that must succeed and returns its output.
#[track_caller]
pub fn run_successfully(settings: &[(String, String)], arguments: &[&str]) -> String {
    let output = run(settings, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

impl Program {
    /// Starts a command with its output in a file.
    pub fn start(mut command: Command, log: &Path) -> Program {
        let file = File::options().create(true).append(true).open(log).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap();
        Program {
            child,
            log: log.to_owned(),
        }
    }

    /// Waits until `/livez` answers 200.
    pub async fn answers(mut self, address: SocketAddr) -> Program {
        let began = Instant::now();
        while !is_alive(address).await {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("it stopped ({status}): {}", self.log_tail());
            }
            assert!(began.elapsed() < TIMEOUT, "silent: {}", self.log_tail());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as a power cut would: kill -9.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        signal(self.id(), "-TERM");
    }

    /// Waits until it has stopped.
    pub async fn wait_for_exit(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(
                began.elapsed() < TIMEOUT,
                "still running: {}",
                self.log_tail()
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    fn log_tail(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let from = text.lines().count().saturating_sub(12);
        text.lines().skip(from).collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to one process.
pub fn signal(process: u32, signal: &str) {
    // `kill` is built into the shell; the program is not installed on every machine.
    let status = Command::new("sh")
        .args(["-c", "kill $0 $1", signal, &process.to_string()])
        .status();
    assert!(status.unwrap().success());
}

async fn is_alive(address: SocketAddr) -> bool {
    let Ok(mut connection) = super::connection::HttpConnection::open(address).await else {
        return false;
    };
    let host = [("host".to_owned(), "localhost".to_owned())];
    let alive = connection.fetch("GET", "/livez", &host, &[]).await;
    alive.is_ok_and(|response| response.status == 200)
}

/// An address at which nobody listens. Its port is below those the system gives to outgoing
/// connections, so that none takes it before the server does.
pub fn free_address() -> SocketAddr {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let own = std::process::id() % 20 * 1000;
    loop {
        let port = 11_000 + (own + NEXT.fetch_add(1, Ordering::Relaxed)) % 20_000;
        let address = SocketAddr::from(([127, 0, 0, 1], u16::try_from(port).unwrap()));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}
