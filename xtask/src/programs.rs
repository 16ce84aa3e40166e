//! Runs other programs and reports their failures in one sentence.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a program with its output shown; a non-zero exit is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let command_line = format_command(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start `{command_line}`"))?;
    if !status.success() {
        bail!("`{command_line}` failed ({status})");
    }
    Ok(())
}

/// Runs a program and returns its standard output; an error includes its standard error.
pub fn output(command: &mut Command) -> Result<String> {
    let command_line = format_command(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{command_line}`"))?;
    if !output.status.success() {
        bail!(
            "`{command_line}` failed ({}): {}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout).trim(),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the first of these programs found on `PATH`.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

/// Formats the command as typed in a shell, for messages.
fn format_command(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_reported_with_its_stderr() {
        let error = output(Command::new("sh").args(["-c", "echo no room >&2; exit 3"]))
            .expect_err("it fails");
        assert!(format!("{error:#}").contains("no room"), "{error:#}");
    }
}
