//! `doorstep retain`

use super::say;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::store::rows::{RetentionRule, VersionRow};
use anyhow::Context as _;
use shared::service::Definition;
use std::process::ExitCode;

pub async fn run(config: &Config, dry_run: bool) -> anyhow::Result<ExitCode> {
    let store = super::store(config).await?;
    let rules = rules(store.versions().await?)?;
    if dry_run {
        for rule in &rules {
            say(&format!(
                "version {}: {} days after its end",
                rule.version, rule.days
            ));
        }
        say("Nothing was deleted.");
        return Ok(ExitCode::SUCCESS);
    }
    let report = store.retain(SystemClock.now(), rules).await?;
    for (what, count) in [
        ("submissions", report.submissions),
        ("drafts", report.drafts),
        ("deliveries", report.deliveries),
        ("idempotency keys", report.idempotency),
        ("links of contacts", report.contact_links),
    ] {
        say(&format!("{count} {what} deleted"));
    }
    if report.held > 0 {
        say(&format!(
            "{} submissions past their time are kept, because something is still owed to a \
             destination: see `doorstep redeliver --help`",
            report.held
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Each version goes by the days it was published with, also when a newer one says otherwise.
fn rules(versions: Vec<VersionRow>) -> anyhow::Result<Vec<RetentionRule>> {
    versions
        .into_iter()
        .map(|row| {
            let definition: Definition = serde_json::from_str(&row.text)
                .with_context(|| format!("the kept version {} cannot be read", row.version))?;
            Ok(RetentionRule {
                days: definition.retention_days,
                version: row.version,
            })
        })
        .collect()
}
