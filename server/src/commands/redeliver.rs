//! `doorstep redeliver`

use super::audit::record;
use super::print_line;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::handoff::EMAIL;
use crate::store::Redeliver;
use crate::store::SharedStore;
use anyhow::{Context as _, bail};
use clap::Args;
use shared::reference::Reference;
use std::process::ExitCode;
use uuid::Uuid;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Also those that are held because too many requests were sent
    #[arg(long)]
    held: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// All deliveries to a destination that gave up or are waiting; also resumes it if paused
    #[arg(long)]
    destination: Option<String>,
    /// All deliveries of a request that gave up or are waiting
    #[arg(long)]
    reference: Option<String>,
    /// One delivery, by the id listed by `doorstep deliveries`
    #[arg(long)]
    id: Option<String>,
}

pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { which, held } = arguments;
    let which = match which {
        Which {
            destination: Some(name),
            ..
        } => Redeliver::Destination(name),
        Which {
            reference: Some(typed),
            ..
        } => {
            let reference = Reference::parse(&typed).with_context(|| {
                format!("`{typed}` is not a reference; one looks like XXX-XXXX-XXX")
            })?;
            Redeliver::Reference(reference)
        }
        Which { id: Some(id), .. } => {
            let id = Uuid::parse_str(&id)
                .with_context(|| format!("`{id}` is not the id of a delivery"))?;
            Redeliver::One(id)
        }
        Which { .. } => bail!("name one of --destination, --reference or --id"),
    };
    let store = super::recorded_store(config, "redeliver", detail(&which, held)).await?;
    if let Redeliver::Destination(name) = &which {
        known(config, &store, name).await?;
        // The operator asks for this once the destination has recovered.
        store.resume_destination(name, SystemClock.now()).await?;
        print_line(&format!("If `{name}` was paused, it no longer is."));
    }
    let count = store.redeliver(which, held, SystemClock.now()).await?;
    record(&store, "redeliver", format!("done: {count}")).await?;
    match count {
        0 => print_line(
            "Nothing to redeliver: no such delivery had given up or was postponed. Pending deliveries are sent automatically, held ones when their time has come (or with --held).",
        ),
        1 => print_line("1 delivery is due again."),
        count => print_line(&format!("{count} deliveries are due again.")),
    }
    Ok(ExitCode::SUCCESS)
}

/// The arguments, for the audit table.
fn detail(which: &Redeliver, held: bool) -> String {
    let which = match which {
        Redeliver::Destination(name) => format!("--destination {name}"),
        Redeliver::Reference(reference) => format!("--reference {reference}"),
        Redeliver::One(id) => format!("--id {id}"),
    };
    match held {
        true => format!("{which} --held"),
        false => which,
    }
}

/// Checks that a destination of this name can have deliveries: it is configured, or requests
/// were accepted for it under earlier settings.
///
/// # Errors
/// The names of the existing destinations.
pub async fn known(config: &Config, store: &SharedStore, name: &str) -> anyhow::Result<()> {
    if name == EMAIL || config.destinations.contains_key(name) {
        return Ok(());
    }
    let counts = store.delivery_counts().await?;
    if counts.iter().all(|count| count.destination != name) {
        bail!("{}", no_destination(config, name));
    }
    Ok(())
}

pub fn no_destination(config: &Config, name: &str) -> String {
    let known: Vec<&str> = config.destinations.keys().map(String::as_str).collect();
    if known.is_empty() {
        format!("no destinations are configured: add [destinations.{name}] to the settings")
    } else {
        format!(
            "there is no destination `{name}`; the destinations are {}",
            known.join(", ")
        )
    }
}
