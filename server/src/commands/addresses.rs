//! `doorstep import-addresses`

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
    let count = super::store(config).await?.replace_addresses(rows).await?;
    print_line(&format!(
        "Addresses imported: {count}. They replace all earlier ones."
    ));
    Ok(ExitCode::SUCCESS)
}
