//! Installs packages with apt when run as root on Debian or Ubuntu.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{console, programs};

/// Whether this process runs as root.
pub fn root() -> bool {
    programs::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs a package from the current package lists, without updating them.
pub fn install_at_once(package: &str) -> Result<()> {
    if programs::on_path(&["apt-get"]).is_none() || !root() {
        bail!("{package} is not to be had without asking");
    }
    apt(&["install", "-y", package])
}

/// Installs a package with apt, or explains why it cannot.
pub fn install(package: &str) -> Result<()> {
    if programs::on_path(&["apt-get"]).is_none() {
        bail!("this is not Debian or Ubuntu, so {package} must be installed by hand");
    }
    if !root() {
        bail!("run `sudo apt-get install -y {package}` first");
    }
    console::step(&format!("apt-get install {package}"), || {
        // Old lists name packages the mirrors have since replaced; but if the update fails, the
        // installation may still succeed.
        let updated = apt(&["update"]);
        match (apt(&["install", "-y", package]), updated) {
            (Ok(()), _) => Ok(()),
            (Err(install), Ok(())) => Err(install),
            (Err(install), Err(update)) => Err(install.context(format!("{update:#}"))),
        }
    })
}

fn apt(words: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    programs::output(&mut command).map(drop)
}
