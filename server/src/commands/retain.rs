//! `doorstep retain`

use super::audit::record;
use super::print_line;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::retention::Retention;
use crate::store::RetentionReport;
use anyhow::bail;
use std::process::ExitCode;
use std::sync::Arc;

pub async fn run(config: &Config, dry_run: bool) -> anyhow::Result<ExitCode> {
    let detail = if dry_run { "--dry-run" } else { "" };
    let store = super::recorded_store(config, "retain", detail.to_owned()).await?;
    let detail_days = config.contacts.detail_days;
    let retention = Retention::new(Arc::clone(&store), Arc::new(SystemClock), detail_days);
    if dry_run {
        return count(&retention).await;
    }
    let Some(report) = retention.run_now().await? else {
        bail!("a server is deleting at this moment: try again when it has finished");
    };
    tell(&report, "deleted");
    let done = format!("done: {} submissions deleted", report.submissions);
    record(&store, "retain", done).await?;
    Ok(ExitCode::SUCCESS)
}

async fn count(retention: &Retention) -> anyhow::Result<ExitCode> {
    let dry_run = retention.dry_run().await?;
    for ((service, rule), counts) in dry_run.rules.iter().zip(&dry_run.forecast.rules) {
        print_line(&format!(
            "{service}, version {}, {} days after the last status: {} submissions would be deleted, {} held",
            rule.version, rule.days, counts.submissions, counts.held
        ));
    }
    tell(&dry_run.forecast.total(), "would be deleted");
    print_line("Nothing was deleted.");
    Ok(ExitCode::SUCCESS)
}

fn tell(report: &RetentionReport, done: &str) {
    for (what, count) in report.deleted() {
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
