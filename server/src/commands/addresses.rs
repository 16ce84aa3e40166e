//! `doorstep import-addresses`

use super::audit::record;
use super::{print_error, print_line};
use crate::config::Config;
use crate::gazetteer::read_csv;
use anyhow::Context as _;
use std::path::Path;
use std::process::ExitCode;

pub async fn run(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read as UTF-8 text", file.display()))?;
    let rows = match read_csv(&text) {
        Ok(rows) => rows,
        Err(mistakes) => {
            for mistake in &mistakes {
                print_error(&format!("{}: {mistake}", file.display()));
            }
            print_error("Nothing was imported; the earlier addresses are unchanged.");
            return Ok(ExitCode::FAILURE);
        }
    };
    let name = file.display().to_string();
    let store = super::recorded_store(config, "import-addresses", name).await?;
    let count = store.replace_addresses(rows).await?;
    record(&store, "import-addresses", format!("done: {count}")).await?;
    print_line(&format!(
        "Addresses imported: {count}. They replace all earlier ones."
    ));
    Ok(ExitCode::SUCCESS)
}
