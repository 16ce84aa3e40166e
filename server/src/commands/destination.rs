//! `doorstep destination`

use super::redeliver::no_destination;
use super::say;
use crate::adapters::rehearsal;
use crate::clock::SystemClock;
use crate::config::Config;
use anyhow::bail;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play accept, duplicate, reject, slow and malformed against it, and print a report
    Test {
        /// Its name in the settings
        name: String,
    },
}

pub async fn run(config: &Config, command: Command) -> anyhow::Result<ExitCode> {
    let Command::Test { name } = command;
    let Some(destination) = config.destinations.get(&name) else {
        bail!("{}", no_destination(config, &name));
    };
    let service = config
        .routing
        .iter()
        .find(|(_, lines)| lines.values().any(|line| *line == name))
        .map_or("rehearsal", |(service, _)| service.as_str());
    let source = &config.http.public_url;
    let report = rehearsal::test(destination, source, service, &SystemClock).await?;
    say(&report.to_string());
    Ok(if report.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
