//! `doorstep retain`

use super::say;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::store::rows::RetentionRule;
use std::process::ExitCode;

pub async fn run(config: &Config, dry_run: bool) -> anyhow::Result<ExitCode> {
    let store = super::store(config).await?;
    let mut rules = Vec::new();
    let (catalogue, _) = crate::desk::catalogue(config);
    for service in catalogue.current().all() {
        rules.push(RetentionRule {
            version: service.version.clone(),
            days: service.definition.retention_days,
        });
    }
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
