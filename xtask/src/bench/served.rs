//! A release server with its own database, key and port, for one measurement.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Built;
use crate::programs;

/// A running server. Dropping it kills it; [`Server::stop`] lets it finish.
pub struct Server {
    /// Its address, on the loopback interface.
    pub address: SocketAddr,
    child: Child,
}

/// Environment variables that override the demonstration settings.
pub type Settings<'a> = &'a [(&'a str, &'a str)];

/// The budgets that a measurement must not exceed.
const BUDGETS: [&str; 7] = [
    "DOORSTEP__LIMITS__SEND__PER_SESSION",
    "DOORSTEP__LIMITS__SEND__PER_ADDRESS",
    "DOORSTEP__LIMITS__SEND__TOTAL",
    "DOORSTEP__LIMITS__MAIL__PER_SESSION",
    "DOORSTEP__LIMITS__MAIL__PER_ADDRESS",
    "DOORSTEP__LIMITS__MAIL__PER_MAILBOX",
    "DOORSTEP__LIMITS__MAIL__TOTAL",
];

/// Returns the release program with the demonstration settings and a database of its own.
pub fn doorstep(built: &Built, settings: Settings) -> Command {
    let mut doorstep = Command::new(&built.doorstep);
    doorstep
        .current_dir(&built.data)
        .env(
            "DOORSTEP_CONFIG",
            built.workspace.root.join("server/demo/doorstep.toml"),
        )
        .env("DOORSTEP__DEMO", "true")
        .env("DOORSTEP__KEYS__FILE", "var/doorstep.key")
        .env("DOORSTEP__HTTP__ASSETS", &built.site.folder)
        // All requests come from one machine, so the rate limits must not apply.
        .env("DOORSTEP__LIMITS__SESSION_BURST", "1000000000")
        .env("DOORSTEP__LIMITS__SESSION_PER_MINUTE", "1000000000")
        .envs(BUDGETS.map(|budget| (budget, "{at_once=1000000000, per_hour=1000000000}")))
        .env("DOORSTEP__LIMITS__EXEMPT", "[\"127.0.0.1\"]")
        .envs(settings.iter().copied());
    doorstep
}

/// Creates a key and an empty database with the demonstration addresses. Removes the database of
/// an earlier measurement, so that its pending deliveries are not sent in this one.
pub fn prepare(built: &Built, settings: Settings) -> Result<()> {
    std::fs::create_dir_all(built.data.join("var"))?;
    for file in ["doorstep.db", "doorstep.db-wal", "doorstep.db-shm"] {
        let file = built.data.join("var").join(file);
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    if !built.data.join("var/doorstep.key").exists() {
        programs::output(doorstep(built, settings).args(["keygen", "--out", "var/doorstep.key"]))?;
    }
    programs::output(doorstep(built, settings).arg("migrate"))?;
    let addresses = built.workspace.root.join("server/demo/addresses.csv");
    programs::output(
        doorstep(built, settings)
            .arg("import-addresses")
            .arg(addresses),
    )?;
    Ok(())
}

impl Server {
    /// Starts a prepared server on a free port and waits for its first 200.
    pub fn start(built: &Built, settings: Settings) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let log = File::create(built.data.join("server.log"))?;
        let child = doorstep(built, settings)
            .arg("serve")
            .env("DOORSTEP__HTTP__LISTEN", address.to_string())
            .env(
                "DOORSTEP__HTTP__PUBLIC_URL",
                format!("http://localhost:{}", address.port()),
            )
            .stdout(log.try_clone()?)
            .stderr(log)
            .stdin(Stdio::null())
            .spawn()
            .context("cannot start the server")?;
        let mut server = Self { address, child };
        let began = Instant::now();
        while !server.answers() {
            if let Some(status) = server.child.try_wait()? {
                bail!(
                    "the server stopped ({status}): read {}",
                    built.data.join("server.log").display()
                );
            }
            if began.elapsed() > Duration::from_secs(30) {
                bail!("the server does not answer at {address}");
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(server)
    }

    /// The process id, for reading its memory.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Stops it and waits until it has finished accepted work.
    pub fn stop(mut self) -> Result<()> {
        programs::output(Command::new("sh").args(["-c", "kill -TERM $0", &self.id().to_string()]))?;
        self.child.wait()?;
        Ok(())
    }

    fn answers(&self) -> bool {
        let send = || -> std::io::Result<bool> {
            let mut stream = TcpStream::connect(self.address)?;
            stream.write_all(
                b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            )?;
            let mut response = [0_u8; 12];
            stream.read_exact(&mut response)?;
            Ok(response.ends_with(b" 200"))
        };
        send().unwrap_or(false)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
