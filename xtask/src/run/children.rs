//! Two programs that live and die together, and with us.

use std::net::SocketAddr;
use std::process::Command as Plain;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{sleep, timeout};

use crate::say;

/// How long a program may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long it may take to finish what it has accepted, once it was told to stop.
const FAREWELL: Duration = Duration::from_secs(40);

/// The running programs, in the order they were started.
pub struct Children {
    runtime: Runtime,
    running: Vec<(&'static str, Child)>,
}

impl Children {
    pub fn new() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot wait for programs")?;
        Ok(Self {
            runtime,
            running: Vec::new(),
        })
    }

    /// Starts a program and returns when it answers at its address: a connection, or a
    /// response of 200 at the given path.
    pub fn start(
        &mut self,
        name: &'static str,
        command: Plain,
        address: SocketAddr,
        path: Option<&str>,
    ) -> Result<()> {
        let Self { runtime, running } = self;
        runtime.block_on(async {
            let mut command = Command::from(command);
            // Its own process group: Ctrl-C reaches only us, and we pass it on once, so
            // that no program is told twice. Should we fail, it is not left behind.
            command.process_group(0).kill_on_drop(true);
            let child = command
                .spawn()
                .with_context(|| format!("cannot start {name}"))?;
            running.push((name, child));
            let began = Instant::now();
            while !answers(address, path).await {
                if let Some((_, child)) = running.last_mut()
                    && let Some(status) = child.try_wait()?
                {
                    bail!("{name} stopped at once ({status}); what it said is above");
                }
                if began.elapsed() > PATIENCE {
                    bail!("{name} does not answer at {address}");
                }
                sleep(Duration::from_millis(50)).await;
            }
            Ok(())
        })
    }

    /// Waits until we are told to stop or until one program stops, then stops the others,
    /// the last started first, and waits for them.
    pub fn watch(self) -> Result<()> {
        let Self {
            runtime,
            mut running,
        } = self;
        runtime.block_on(async {
            let gone = loop {
                if told_to_stop(Duration::from_millis(200)).await? {
                    break None;
                }
                let mut gone = None;
                for (name, child) in &mut running {
                    if let Some(status) = child.try_wait()? {
                        gone = Some((*name, status));
                    }
                }
                if gone.is_some() {
                    break gone;
                }
            };
            say::line("");
            while let Some((name, child)) = running.pop() {
                stop(name, child).await?;
            }
            match gone {
                Some((name, status)) => bail!("{name} stopped by itself ({status})"),
                None => Ok(()),
            }
        })
    }
}

/// Whether Ctrl-C, a termination or the end of the terminal came within this time.
async fn told_to_stop(within: Duration) -> Result<bool> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    Ok(tokio::select! {
        _ = interrupt.recv() => true,
        _ = terminate.recv() => true,
        _ = hangup.recv() => true,
        () = sleep(within) => false,
    })
}

async fn stop(name: &str, mut child: Child) -> Result<()> {
    let Some(id) = child.id() else { return Ok(()) };
    say::line(&format!("· stopping {name}"));
    Command::new("kill")
        .args(["-TERM", &id.to_string()])
        .status()
        .await
        .context("cannot run `kill`")?;
    if timeout(FAREWELL, child.wait()).await.is_err() {
        say::line(&format!("· {name} did not stop in time and was ended"));
        child.kill().await?;
    }
    Ok(())
}

async fn answers(address: SocketAddr, path: Option<&str>) -> bool {
    let ask = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        let Some(path) = path else { return Some(true) };
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = [0_u8; 12];
        stream.read_exact(&mut answer).await.ok()?;
        Some(answer.ends_with(b" 200"))
    };
    timeout(Duration::from_secs(2), ask)
        .await
        .ok()
        .flatten()
        .unwrap_or(false)
}
