//! `doorstep audit`, and the lines that other commands add.

use super::{print_error, print_line};
use crate::calendar::in_london;
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::store::{AuditEntry, AuditLine, SharedStore};
use anyhow::Context as _;
use clap::Args;
use std::process::ExitCode;

/// Lines read per query.
const PAGE: u32 = 1000;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Fail unless a line has this hash, which was noted earlier in another place
    #[arg(long)]
    expect: Option<String>,
}

/// Lists the lines up to the first that does not follow the one before.
pub async fn run(config: &Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let store = super::store(config).await?;
    let mut last: Option<AuditLine> = None;
    let mut expected = arguments.expect.is_none();
    loop {
        let after = last.as_ref().map_or(0, |last| last.seq);
        let page = store.audit_lines(after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for line in page {
            if !line.follows(last.as_ref()) {
                print_error(&format!(
                    "The chain is broken at line {}: it, or a line before it, was changed or \
                     removed.",
                    line.seq
                ));
                return Ok(ExitCode::FAILURE);
            }
            print_line(&shown(&line));
            expected |= arguments.expect.as_ref() == Some(&line.hash);
            last = Some(line);
        }
    }
    if !expected {
        print_error("No line has the expected hash: lines were removed, or replaced by others.");
        return Ok(ExitCode::FAILURE);
    }
    print_line(&match last {
        None => "The audit table is empty.".to_owned(),
        Some(last) => format!(
            "The chain is unbroken. Lines: {}. The last hash: {}",
            last.seq, last.hash
        ),
    });
    Ok(ExitCode::SUCCESS)
}

/// A line as it is printed. An argument was typed by whoever ran the command, so its control
/// characters, which could make it look like another line, become U+FFFD.
fn shown(line: &AuditLine) -> String {
    let AuditLine {
        seq,
        actor,
        command,
        detail,
        ..
    } = line;
    let visible = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let text = format!("{seq}  {}  {actor}  {command} {detail}", in_london(line.at));
    let text: String = text.chars().map(visible).collect();
    text.trim_end().to_owned()
}

/// Adds a line. A command that reads or changes requests calls this before it does, so that
/// nothing is done without a trace; one that changes them adds its result afterwards.
pub async fn record(store: &SharedStore, command: &str, detail: String) -> anyhow::Result<()> {
    let entry = AuditEntry {
        at: SystemClock.now(),
        actor: actor(),
        command: command.to_owned(),
        detail,
    };
    let recorded = store.append_audit(entry).await;
    recorded.with_context(|| format!("`{command}` could not be recorded in the audit table"))
}

/// The account this command runs under, and the machine; with sudo also the account that asked.
fn actor() -> String {
    let unknown = |_| "unknown".to_owned();
    let account = whoami::username().unwrap_or_else(unknown);
    let machine = whoami::hostname().unwrap_or_else(unknown);
    match std::env::var("SUDO_USER") {
        Ok(asked) if asked != account => format!("{asked} as {account}@{machine}"),
        _ => format!("{account}@{machine}"),
    }
}
