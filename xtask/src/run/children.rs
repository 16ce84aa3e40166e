//! Runs child programs that stop together, and with xtask.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command as StdCommand, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::runtime::Runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::{sleep, timeout};

use crate::console;

/// How long a program may take to start.
const START_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a program may take to finish accepted work after the stop signal.
const STOP_TIMEOUT: Duration = Duration::from_secs(40);

/// How often a running program is polled.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// The running programs, in the order they were started.
pub struct Children {
    runtime: Runtime,
    signals: StopSignals,
    running: Vec<(&'static str, Child)>,
}

impl Children {
    pub fn new() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot wait for programs")?;
        let signals = {
            let _inside = runtime.enter();
            StopSignals::open()?
        };
        Ok(Self {
            runtime,
            signals,
            running: Vec::new(),
        })
    }

    /// Starts a program and waits until it accepts a connection at its address or, given a path,
    /// answers it with 200. Its output goes to the log. Returns false if xtask was stopped
    /// meanwhile.
    ///
    /// # Errors
    /// If it exits or does not answer in time, with the last lines of its log.
    pub fn start(
        &mut self,
        name: &'static str,
        mut command: StdCommand,
        log: &Path,
        address: SocketAddr,
        path: Option<&str>,
    ) -> Result<bool> {
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        let Self {
            runtime,
            signals,
            running,
        } = self;
        runtime.block_on(async {
            let mut command = Command::from(command);
            // Its own process group: Ctrl-C reaches only xtask, which passes it on once. If xtask
            // fails, the program is killed.
            command.process_group(0).kill_on_drop(true);
            let child = command
                .spawn()
                .with_context(|| format!("cannot start {name}"))?;
            running.push((name, child));
            let began = Instant::now();
            loop {
                let is_answering = is_answering(address, path).await;
                // Also after an answer: another program may hold the address.
                if let Some((_, child)) = running.last_mut()
                    && let Some(status) = child.try_wait()?
                {
                    bail!("{name} stopped at once ({status}): {}", last_lines(log));
                }
                if is_answering {
                    return Ok(true);
                }
                if began.elapsed() > START_TIMEOUT {
                    bail!("{name} does not answer at {address}: {}", last_lines(log));
                }
                if signals.received_within(Duration::from_millis(50)).await {
                    return Ok(false);
                }
            }
        })
    }

    /// Waits until xtask is stopped or one program exits by itself.
    ///
    /// # Errors
    /// If one exited by itself; the others are still running.
    pub fn watch(&mut self) -> Result<()> {
        let Self {
            runtime,
            signals,
            running,
        } = self;
        runtime.block_on(async {
            while !signals.received_within(POLL_INTERVAL).await {
                for (name, child) in running.iter_mut() {
                    if let Some(status) = child.try_wait()? {
                        bail!("{name} stopped by itself ({status})");
                    }
                }
            }
            Ok(())
        })
    }

    /// Stops every program, the last started first, and waits for each to exit.
    pub fn stop(self) -> Result<()> {
        let Self {
            runtime,
            mut running,
            ..
        } = self;
        runtime.block_on(async {
            while let Some((name, child)) = running.pop() {
                stop(name, child).await?;
            }
            Ok(())
        })
    }
}

/// The signals that stop xtask: Ctrl-C, termination, hang-up of the terminal.
struct StopSignals {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
}

impl StopSignals {
    fn open() -> Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    async fn received_within(&mut self, within: Duration) -> bool {
        tokio::select! {
            _ = self.interrupt.recv() => true,
            _ = self.terminate.recv() => true,
            _ = self.hangup.recv() => true,
            () = sleep(within) => false,
        }
    }
}

async fn stop(name: &str, mut child: Child) -> Result<()> {
    if child.try_wait()?.is_some() {
        return Ok(());
    }
    let Some(id) = child.id() else { return Ok(()) };
    console::line(&format!("· stopping {name}"));
    // `kill` is built into the shell; the program is not installed on every machine.
    Command::new("sh")
        .args(["-c", "kill -TERM $0", &id.to_string()])
        .status()
        .await
        .context("cannot run `sh`")?;
    if timeout(STOP_TIMEOUT, child.wait()).await.is_err() {
        console::line(&format!("· {name} did not stop in time and was ended"));
        child.kill().await?;
    }
    Ok(())
}

fn last_lines(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    let last = lines.get(lines.len().saturating_sub(20)..).unwrap_or(&[]);
    format!("the end of {} is\n{}", log.display(), last.join("\n"))
}

async fn is_answering(address: SocketAddr, path: Option<&str>) -> bool {
    let exchange = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        let Some(path) = path else { return Some(true) };
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut status_line = [0_u8; 12];
        stream.read_exact(&mut status_line).await.ok()?;
        Some(status_line.ends_with(b" 200"))
    };
    timeout(Duration::from_secs(2), exchange)
        .await
        .ok()
        .flatten()
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use tokio::net::TcpSocket;

    /// Answers 200 and writes a file when it receives SIGTERM.
    const SERVER: &str = "require('http').createServer((q, r) => r.end()).listen(+process.argv[1], '127.0.0.1');
        process.on('SIGTERM', () => { require('fs').writeFileSync(process.argv[2], 'finished'); process.exit(0); });";

    /// Reserves a port where nothing listens: until the socket is dropped, no other test is given
    /// it, and a program that reuses addresses can still listen there.
    fn reserve() -> (TcpSocket, SocketAddr) {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_reuseaddr(true).expect("an option");
        socket
            .bind(([127, 0, 0, 1], 0).into())
            .expect("a free port");
        let address = socket.local_addr().expect("its address");
        (socket, address)
    }

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("doorstep-{name}-{}", std::process::id()))
    }

    #[test]
    fn stop_waits_for_programs_to_finish() {
        let (file, log) = (scratch("left"), scratch("left-log"));
        let (_reserved, address) = reserve();
        let mut command = StdCommand::new("node");
        command
            .args(["-e", SERVER, &address.port().to_string()])
            .arg(&file);
        let mut children = Children::new().expect("a runtime");
        let answered = children.start("a server", command, &log, address, Some("/livez"));
        assert!(answered.expect("it answers"));
        children.stop().expect("it stops");
        let content = fs::read_to_string(&file);
        let _ = (fs::remove_file(&file), fs::remove_file(&log));
        assert_eq!(content.expect("it was told, and finished"), "finished");
    }

    #[test]
    fn a_program_that_exits_early_is_reported_with_its_log() {
        let log = scratch("ends-log");
        let mut command = StdCommand::new("sh");
        command.args(["-c", "echo no key; exit 1"]);
        let (_reserved, address) = reserve();
        let mut children = Children::new().expect("a runtime");
        let error = children
            .start("a mistake", command, &log, address, None)
            .expect_err("it ended")
            .to_string();
        let _ = fs::remove_file(&log);
        assert!(
            error.contains("a mistake stopped at once") && error.contains("no key"),
            "{error}"
        );
    }
}
