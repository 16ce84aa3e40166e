//! `cargo xtask run`: prepares the demonstration and serves it until Ctrl-C.
//!
//! `demo` prints the pages to open; `children` runs the two programs and stops them.

mod children;
mod demo;

use std::fs::{self, DirBuilder};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::DirBuilderExt;
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::workspace::Workspace;
use crate::{assets, console, programs};
use children::Children;

/// The server's address unless `DOORSTEP__HTTP__LISTEN` is set.
const LISTEN: &str = "127.0.0.1:3000";

/// The public URL in the server's compiled-in settings.
const PUBLIC_URL: &str = "http://localhost:3000";

/// The back office's address; the demonstration settings name it too.
const BACK_OFFICE: &str = "127.0.0.1:3001";

/// The key file, relative to the root of the workspace.
const KEY: &str = "var/doorstep.key";

/// Builds what is missing, prepares `var/`, and serves until Ctrl-C.
pub fn run(workspace: &Workspace, release: bool) -> Result<()> {
    let listen = std::env::var("DOORSTEP__HTTP__LISTEN").unwrap_or_else(|_| LISTEN.to_owned());
    let listen: SocketAddr = listen.parse().with_context(|| {
        format!("DOORSTEP__HTTP__LISTEN is `{listen}`, not an address like {LISTEN}")
    })?;
    let public_url =
        std::env::var("DOORSTEP__HTTP__PUBLIC_URL").unwrap_or_else(|_| PUBLIC_URL.to_owned());
    let back_office: SocketAddr = BACK_OFFICE.parse()?;
    free(
        listen,
        "set DOORSTEP__HTTP__LISTEN and DOORSTEP__HTTP__PUBLIC_URL to another port",
    )?;
    free(back_office, "the demonstration back office needs it")?;

    let site = assets::build(workspace)?;
    console::step("cargo build, server and back office", || {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--package", "server", "--bin", "doorstep"]);
        cargo.args(["--package", "demo-back-office", "--bin", "demo-back-office"]);
        if release {
            cargo.arg("--release");
        }
        programs::run(&mut cargo)
    })?;

    let doorstep = || {
        let mut doorstep = Command::new(workspace.doorstep(release));
        doorstep
            .current_dir(&workspace.root)
            .env("DOORSTEP_CONFIG", "server/demo/doorstep.toml")
            .env("DOORSTEP__DEMO", "true")
            .env("DOORSTEP__KEYS__FILE", KEY)
            .env("DOORSTEP__HTTP__ASSETS", &site.folder);
        doorstep
    };
    prepare(workspace, &doorstep)?;

    let mut children = Children::new()?;
    let mut office = Command::new(workspace.back_office(release));
    office
        .current_dir(&workspace.root)
        .args(["--listen", BACK_OFFICE, "--store", "var/back-office.db"])
        .args(["--callbacks-to", &public_url]);
    let mut server = doorstep();
    server.arg("serve");
    let served = serve(
        workspace,
        &mut children,
        (server, listen),
        (office, back_office),
    );
    // Every program is stopped in any case; the first error is the one reported.
    served.and(children.stop())
}

/// Starts both programs, prints the pages to open, and waits for the end.
fn serve(
    workspace: &Workspace,
    children: &mut Children,
    (server, listen): (Command, SocketAddr),
    (office, back_office): (Command, SocketAddr),
) -> Result<()> {
    let logs = workspace.root.join("var");
    let (office_log, server_log) = (logs.join("back-office.log"), logs.join("doorstep.log"));
    if children.start(
        "the demonstration back office",
        office,
        &office_log,
        back_office,
        None,
    )? && children.start("the server", server, &server_log, listen, Some("/livez"))?
    {
        demo::describe(workspace, listen.port(), BACK_OFFICE);
        children.watch()?;
    }
    Ok(())
}

/// Creates a private folder, a key, a migrated database and the demonstration addresses.
fn prepare(workspace: &Workspace, doorstep: &dyn Fn() -> Command) -> Result<()> {
    let var = workspace.root.join("var");
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&var)
        .with_context(|| format!("cannot make {}", var.display()))?;
    if fs::metadata(workspace.root.join(KEY)).is_err() {
        programs::output(doorstep().args(["keygen", "--out", KEY]))
            .context("no key could be made")?;
        console::line(&format!(
            "· a new key in {KEY}: what is stored cannot be read without it"
        ));
    }
    programs::output(doorstep().arg("migrate")).context("the store could not be prepared")?;
    programs::output(doorstep().args(["import-addresses", "server/demo/addresses.csv"]))
        .context("the addresses could not be imported")?;
    Ok(())
}

/// Checks that the port is free before anything is built.
fn free(address: SocketAddr, otherwise: &str) -> Result<()> {
    TcpListener::bind(address).map(|_| ()).map_err(|error| {
        anyhow!(
            "cannot listen on {address} ({error}): stop the program that does (`ss -ltnp` names it); {otherwise}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occupied_port_is_reported_with_a_remedy() {
        let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = taken.local_addr().expect("its address");
        let error = free(address, "use another")
            .expect_err("it is taken")
            .to_string();
        assert!(error.contains(&address.to_string()), "{error}");
        assert!(
            error.contains("stop the program") && error.contains("use another"),
            "{error}"
        );
    }
}
