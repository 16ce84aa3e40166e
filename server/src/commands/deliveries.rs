//! `doorstep deliveries`

use super::print_line;
use super::redeliver::known;
use crate::calendar::in_london;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::store::{DeliveryState, OpenDelivery};
use clap::Args;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Arguments {
    /// List only deliveries to this destination
    #[arg(long)]
    destination: Option<String>,
    /// The maximum to print, oldest first
    #[arg(long, default_value_t = 100)]
    limit: u32,
}

pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let destination = arguments.destination.as_deref();
    let detail = destination.map(|name| format!("--destination {name}"));
    let store = super::recorded_store(config, "deliveries", detail.unwrap_or_default()).await?;
    if let Some(name) = destination {
        known(config, &store, name).await?;
    }
    for delivery in store.open_deliveries(destination, arguments.limit).await? {
        print_line(&line(&delivery));
    }
    for (name, until) in store.paused_destinations(SystemClock.now()).await? {
        if destination.is_none_or(|one| one == name) {
            print_line(&format!(
                "`{name}` is paused until {}; `doorstep redeliver --destination {name}` ends that.",
                in_london(until)
            ));
        }
    }
    let (mut pending, mut gave_up) = (0, 0);
    for count in store.delivery_counts().await? {
        if destination.is_none_or(|one| one == count.destination) {
            match count.state {
                DeliveryState::Due | DeliveryState::Leased => pending += count.count,
                DeliveryState::GaveUp => gave_up += count.count,
                DeliveryState::Delivered => {}
            }
        }
    }
    print_line(&format!("{pending} pending, {gave_up} gave up."));
    Ok(ExitCode::SUCCESS)
}

/// One delivery, with the id that `redeliver` takes and the logs use.
fn line(delivery: &OpenDelivery) -> String {
    let state = match delivery.state {
        DeliveryState::GaveUp => "gave up".to_owned(),
        DeliveryState::Leased => "being sent".to_owned(),
        DeliveryState::Due if delivery.held_until == Some(delivery.next_at) => {
            format!("held until {}", in_london(delivery.next_at))
        }
        DeliveryState::Due | DeliveryState::Delivered => {
            format!("due {}", in_london(delivery.next_at))
        }
    };
    let whose = match delivery.reference {
        Some(reference) => reference.to_string(),
        None => "to the operator".to_owned(),
    };
    format!(
        "{}  {}  {whose}  {state}  attempts {}  last {}  since {}",
        delivery.id,
        delivery.destination,
        delivery.attempts,
        delivery.last.as_deref().unwrap_or("none"),
        in_london(delivery.created_at),
    )
}
