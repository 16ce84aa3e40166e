//! `doorstep retain`

use super::audit::record;
use super::print_line;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::store::{RetentionReport, RetentionRule, VersionRow};
use anyhow::Context as _;
use shared::service::Definition;
use std::process::ExitCode;

pub async fn run(config: &Config, dry_run: bool) -> anyhow::Result<ExitCode> {
    let detail = if dry_run { "--dry-run" } else { "" };
    let store = super::recorded_store(config, "retain", detail.to_owned()).await?;
    let rules = rules(store.versions().await?)?;
    let now = SystemClock.now();
    if dry_run {
        let rule_of = |(_, rule): &(String, RetentionRule)| rule.clone();
        let bare: Vec<RetentionRule> = rules.iter().map(rule_of).collect();
        let forecast = store.retention_dry_run(now, &bare).await?;
        for ((service, rule), ahead) in rules.iter().zip(&forecast.rules) {
            print_line(&format!(
                "{service}, version {}, {} days after the last status: {} submissions would be deleted, {} held",
                rule.version, rule.days, ahead.submissions, ahead.held
            ));
        }
        tell(&forecast.total(), "would be deleted");
        print_line("Nothing was deleted.");
        return Ok(ExitCode::SUCCESS);
    }
    let rules = rules.into_iter().map(|(_, rule)| rule).collect();
    let report = store.retain(now, rules).await?;
    tell(&report, "deleted");
    let done = format!("done: {} submissions deleted", report.submissions);
    record(&store, "retain", done).await?;
    Ok(ExitCode::SUCCESS)
}

fn tell(report: &RetentionReport, done: &str) {
    for (what, count) in [
        ("submissions", report.submissions),
        ("drafts", report.drafts),
        ("deliveries", report.deliveries),
        ("idempotency keys", report.idempotency),
        ("contact links", report.contact_links),
        ("comments", report.comments),
    ] {
        print_line(&format!("{count} {what} {done}"));
    }
    if report.held > 0 {
        print_line(&format!(
            "{} submissions past their retention period are kept because a delivery is still \
             outstanding: see `doorstep deliveries`",
            report.held
        ));
    }
}

/// The retention rule of each version, with its service. A version keeps the days it was
/// published with, even if a newer one differs.
fn rules(versions: Vec<VersionRow>) -> anyhow::Result<Vec<(String, RetentionRule)>> {
    versions
        .into_iter()
        .map(|row| {
            let definition: Definition = serde_json::from_str(&row.text)
                .with_context(|| format!("the stored version {} cannot be read", row.version))?;
            let rule = RetentionRule {
                days: definition.retention_days,
                version: row.version,
            };
            Ok((row.service, rule))
        })
        .collect()
}
