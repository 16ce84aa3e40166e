//! `doorstep refs`

use super::print_line;
use crate::config::Config;
use std::process::ExitCode;

/// References read per query.
const PAGE: u32 = 5000;

pub async fn run(config: &Config, shown: bool) -> anyhow::Result<ExitCode> {
    let store = super::recorded_store(config, "refs", String::new()).await?;
    let mut after = None;
    loop {
        let page = store.references(after, PAGE).await?;
        for (_, reference) in &page {
            if shown {
                print_line(&reference.to_string());
            } else {
                print_line(&reference.compact());
            }
        }
        match page.last() {
            Some((last, _)) => after = Some(*last),
            None => return Ok(ExitCode::SUCCESS),
        }
    }
}
