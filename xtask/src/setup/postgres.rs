//! A temporary PostgreSQL cluster for the tests: on the loopback address, run by an ordinary
//! user, removed when the tests end.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::debian;
use crate::{console, programs};

/// Stops the server and removes its folder when its standard input closes: when the cluster is
/// dropped, and also when xtask is killed.
const CLEANUP_SCRIPT: &str = r#"read -r _; "$@" -m fast -w stop; rm -rf "$0""#;

/// A running cluster. Dropping it stops the server and removes its files.
#[derive(Debug)]
pub struct Cluster {
    /// The URL for the tests: `postgres://…@127.0.0.1:PORT/postgres`.
    pub url: String,
    cleanup: Child,
}

impl Cluster {
    /// Creates and starts a cluster with PostgreSQL's default settings (`fsync` is on).
    ///
    /// # Errors
    /// If it cannot; the message says what to install, or is the server's own.
    pub fn start() -> Result<Self> {
        let programs = match programs_folder() {
            Some(found) => found,
            None => {
                debian::install("postgresql").context("there is no PostgreSQL")?;
                programs_folder().context(
                    "postgresql is installed but its programs are not where Debian keeps them",
                )?
            }
        };
        console::step("a temporary PostgreSQL", || Self::start_with(&programs))
    }

    fn start_with(programs: &Path) -> Result<Self> {
        let folder = folder();
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        // PostgreSQL refuses to run as root, so root gives the folder to an ordinary user.
        let user = if debian::root() {
            Some(ordinary_user()?)
        } else {
            None
        };
        if let Some(user) = &user {
            programs::output(Command::new("chown").arg(user).arg(&folder))?;
        }
        let data = folder.join("data");
        programs::output(
            as_user(user.as_deref(), &programs.join("initdb"))
                .arg("-D")
                .arg(&data)
                .args(["-U", "doorstep", "-A", "trust", "-E", "UTF8", "--locale=C"]),
        )
        .context("PostgreSQL could not make a cluster")?;

        let port = free_port()?;
        let settings = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
        );
        let log = folder.join("log");
        let control = || {
            let mut control = as_user(user.as_deref(), &programs.join("pg_ctl"));
            control.arg("-D").arg(&data);
            control
        };
        // The server outlives pg_ctl and would keep a pipe open, so it gets none.
        let started = control()
            .args(["-w", "-t", "60", "-o", &settings, "-l"])
            .arg(&log)
            .arg("start")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .context("cannot start pg_ctl")?;
        if !started.success() {
            let output = fs::read_to_string(&log).unwrap_or_default();
            let _ = fs::remove_dir_all(&folder);
            bail!("PostgreSQL did not start: {}", output.trim());
        }
        let stop = control();
        let cleanup = Command::new("sh")
            .args(["-c", CLEANUP_SCRIPT])
            .arg(&folder)
            .arg(stop.get_program())
            .args(stop.get_args())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C is meant for xtask; the keeper must survive it to clean up.
            .process_group(0)
            .spawn()
            .context("cannot start sh")?;
        Ok(Self {
            url: format!("postgres://doorstep@127.0.0.1:{port}/postgres"),
            cleanup,
        })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.cleanup.stdin.take());
        let _ = self.cleanup.wait();
    }
}

/// The folder of this process's cluster.
fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("doorstep-postgres-{}", std::process::id()))
}

/// The folder with `initdb` and `pg_ctl`: from `PATH`, otherwise Debian's newest version.
fn programs_folder() -> Option<PathBuf> {
    let complete =
        |folder: &Path| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file();
    let on_path = programs::on_path(&["initdb"])
        // The programs resolve links to find one another, so links are resolved here too.
        .and_then(|initdb| initdb.canonicalize().ok())
        .and_then(|initdb| initdb.parent().map(Path::to_path_buf))
        .filter(|folder| complete(folder));
    on_path.or_else(|| {
        let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let version = entry.file_name().to_str()?.parse().ok()?;
                Some((version, entry.path().join("bin")))
            })
            .filter(|(_, folder)| complete(folder))
            .collect();
        found.sort();
        found.pop().map(|(_, folder)| folder)
    })
}

/// A user other than root: PostgreSQL's own where it exists.
fn ordinary_user() -> Result<String> {
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| programs::output(Command::new("id").args(["-u", user])).is_ok())
        .map(str::to_owned)
        .context("PostgreSQL refuses root, and there is neither a user `postgres` nor `nobody`")
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    let mut command = match user {
        Some(user) => {
            let mut runuser = Command::new("runuser");
            runuser.args(["-u", user, "--"]).arg(program);
            runuser
        }
        None => Command::new(program),
    };
    // That user may not be able to enter the current folder.
    command.current_dir("/");
    command
}

/// Returns a port that was free just now, which is enough for a test on the loopback address.
fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind("127.0.0.1:0").context("there is no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn a_cluster_answers_until_dropped_and_leaves_no_files() {
        let Some(programs) = programs_folder() else {
            println!("skipped: there is no PostgreSQL on this machine");
            return;
        };
        let cluster = Cluster::start_with(&programs).expect("a cluster");
        let address = cluster
            .url
            .trim_start_matches("postgres://doorstep@")
            .trim_end_matches("/postgres")
            .to_owned();
        let folder = folder();
        assert!(
            TcpStream::connect(&address).is_ok(),
            "it answers at {address}"
        );
        assert!(folder.exists());
        drop(cluster);
        assert!(TcpStream::connect(&address).is_err(), "it is stopped");
        assert!(!folder.exists(), "its files are gone");
    }
}
