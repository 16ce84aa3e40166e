//! Counts the tests a program ran, reading its output as it is printed.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::console;

/// Tests that passed and tests that failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    /// One check that passed.
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    /// One check that failed.
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a program, echoes its output, and adds up the counts that `read` finds in each line.
///
/// # Errors
/// If it fails although no line reported a failed test, as when it does not compile.
pub fn watch(command: &mut Command, read: fn(&str) -> Count) -> Result<Count> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    let mut count = Count::default();
    if let Some(lines) = child.stdout.take() {
        for line in BufReader::new(lines).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            console::line(&line);
            count += read(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() && count.failed == 0 {
        bail!("it ended with {status}, and no test had failed");
    }
    Ok(count)
}

/// Reads the line `test result: ok. 3 passed; 0 failed; …` of a Rust test program.
pub fn cargo(line: &str) -> Count {
    let mut count = Count::default();
    if let Some(result) = line.trim().strip_prefix("test result: ") {
        let counts = result.split_once(". ").map_or("", |(_, counts)| counts);
        for part in counts.split(';') {
            count += tally(part);
        }
    }
    count
}

/// Reads Playwright's summary lines: `  12 passed (3.4s)`, `  1 failed`. Tests that passed only
/// on retry, or that did not run, count as failed.
pub fn playwright(line: &str) -> Count {
    tally(&plain(line))
}

/// Reads `12 passed (3.4s)` and the like; any other line counts nothing.
fn tally(text: &str) -> Count {
    let mut words = text.split_whitespace();
    let number = words.next().and_then(|word| word.parse().ok());
    match (number, words.next()) {
        (Some(passed), Some("passed")) => Count { passed, failed: 0 },
        (Some(failed), Some("failed" | "flaky" | "interrupted" | "did")) => {
            Count { passed: 0, failed }
        }
        _ => Count::default(),
    }
}

/// Removes terminal colours from a line.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_lines_of_both_test_programs_are_read() {
        let rust = "test result: FAILED. 7 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            cargo(rust),
            Count {
                passed: 7,
                failed: 2
            }
        );
        assert_eq!(
            playwright("  12 passed (3.4s)"),
            Count {
                passed: 12,
                failed: 0
            }
        );
        assert_eq!(
            playwright("\u{1b}[31m  1 failed\u{1b}[39m"),
            Count {
                passed: 0,
                failed: 1
            }
        );
        assert_eq!(
            playwright("  4 did not run"),
            Count {
                passed: 0,
                failed: 4
            }
        );
    }

    #[test]
    fn a_test_name_is_not_mistaken_for_a_result() {
        assert_eq!(
            cargo("test one_passed_and_2_failed ... ok"),
            Count::default()
        );
        assert_eq!(
            playwright("  ✓  3 passed.spec.ts:9 › 12 passed (3 ms)"),
            Count::default()
        );
        assert_eq!(playwright("  2 skipped"), Count::default());
    }

    #[test]
    fn a_program_that_fails_without_a_failed_test_is_an_error() {
        let mut broken = Command::new("sh");
        assert!(watch(broken.args(["-c", "echo nothing; exit 101"]), cargo).is_err());
    }
}
