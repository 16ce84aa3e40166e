//! `doorstep keygen`

use super::print_line;
use crate::vault::keys;
use anyhow::Context as _;
use std::path::Path;
use std::process::ExitCode;

pub fn run(out: &Path) -> anyhow::Result<ExitCode> {
    keys::write_new(out).with_context(|| format!("{}: key file not created", out.display()))?;
    print_line(&format!(
        "Created key file {}. Store a copy separately from the backups: without it, personal data \
         cannot be decrypted.",
        out.display()
    ));
    Ok(ExitCode::SUCCESS)
}
