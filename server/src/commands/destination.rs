//! `doorstep destination`

use super::print_line;
use super::redeliver::no_destination;
use crate::adapters::conformance_report::Sample;
use crate::calendar;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::config::destinations::route;
use anyhow::bail;
use clap::Subcommand;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::journey::example;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send it test deliveries (accept, duplicate, reject, slow, malformed) and print a report
    Test {
        /// The destination's name in the settings
        name: String,
    },
}

pub async fn run(config: &Config, command: Command) -> anyhow::Result<ExitCode> {
    let Command::Test { name } = command;
    let Some(destination) = config.destinations.get(&name) else {
        bail!("{}", no_destination(config, &name));
    };
    super::recorded_store(config, "destination test", name.clone()).await?;
    let sample = sample(config, &name);
    let source = &config.http.public_url;
    let report = destination
        .settings()
        .test(source, &sample, &SystemClock)
        .await?;
    print_line(&report.to_string());
    Ok(if report.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A complete request routed to the destination; an empty one if no service is routed there.
fn sample(config: &Config, destination: &str) -> Sample {
    let (catalogue, _) = crate::state::catalogue(config);
    let today = calendar::london(SystemClock.now()).date;
    let services = catalogue.current();
    let routed = |service: &str, authority: &str| {
        route(&config.routing, service, authority) == Some(destination)
    };
    let found = config.routing.keys().find_map(|id| {
        let service = services.get(id)?;
        let authorities = &service.definition.authorities;
        let areas: Vec<&str> = authorities
            .iter()
            .map(String::as_str)
            .filter(|authority| routed(id, authority))
            .collect();
        let facts = Facts {
            today,
            minute: 12 * 60,
            holidays: calendar::holidays_near(today),
            authority: (*areas.first()?).to_owned(),
            channel: Channel::Web,
            signed_in: false,
            began: None,
            lenient: false,
        };
        let request = example::request(&service.definition, &areas, &facts)?;
        let mut parts = request.parts().iter();
        let part = parts.find(|part| routed(id, &part.authority))?;
        Some(Sample {
            service: id.clone(),
            version: service.version.clone(),
            authority: part.authority.clone(),
            part: part.id.clone(),
            answers: request.to_json(),
        })
    });
    found.unwrap_or_else(|| {
        print_line(&format!(
            "warning: no service is routed to `{destination}`, so the example is empty."
        ));
        Sample {
            service: "conformance".to_owned(),
            version: "0".repeat(64),
            authority: "test".to_owned(),
            part: "service".to_owned(),
            answers: serde_json::Map::new(),
        }
    })
}
