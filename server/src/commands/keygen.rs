//! `doorstep keygen`

use super::print_line;
use crate::vault::keys;
use anyhow::Context as _;
use std::path::Path;
use std::process::ExitCode;

pub fn run(out: &Path) -> anyhow::Result<ExitCode> {
    keys::write_new(out).with_context(|| format!("{}: nothing was made", out.display()))?;
    print_line(&format!(
        "{} is the key file now. Keep a copy apart from the backups: without it nothing \
         personal can be read again.",
        out.display()
    ));
    Ok(ExitCode::SUCCESS)
}
