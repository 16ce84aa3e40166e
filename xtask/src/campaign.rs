//! `cargo xtask campaign`: fault tests at their full size, which takes minutes. Each is the same
//! test that `cargo xtask test` runs small.

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{console, programs};

/// Name, description and the part of the test's name that selects it.
type Campaign = (&'static str, &'static str, &'static str);

const CAMPAIGNS: &[Campaign] = &[
    (
        "kills",
        "300 kills of server and back office under load",
        "faults::kill",
    ),
    (
        "crowded",
        "attackers with slow bodies, slow callbacks and idle connections",
        "faults::crowded",
    ),
    (
        "unread",
        "clients that read none of what they ask for",
        "faults::unread",
    ),
    (
        "guessing",
        "guesses at one reference from 1,000 addresses",
        "faults::guessing",
    ),
];

/// Runs the campaigns with these names; all of them if there are none.
pub fn campaign(workspace: &Workspace, only: &[String]) -> Result<()> {
    for name in only {
        if CAMPAIGNS.iter().all(|(known, ..)| known != name) {
            let names: Vec<_> = CAMPAIGNS.iter().map(|(name, ..)| *name).collect();
            bail!(
                "there is no campaign `{name}`; there are: {}",
                names.join(", ")
            );
        }
    }
    for (name, what, filter) in CAMPAIGNS {
        if !only.is_empty() && !only.iter().any(|one| one == name) {
            continue;
        }
        console::line(&format!("\n== {name}: {what}"));
        let mut cargo = workspace.cargo();
        cargo
            .args(["test", "--package", "server", "--test", "it", filter])
            // One after another, so that the figures are of one attack.
            .args(["--", "--nocapture", "--test-threads", "1"])
            .env("DOORSTEP_CAMPAIGN", "1");
        programs::run(&mut cargo)?;
    }
    Ok(())
}
