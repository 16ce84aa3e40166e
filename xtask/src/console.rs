//! All printing by xtask. Long steps print a line at the start and their duration at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Prints one line to standard output.
#[expect(clippy::print_stdout, reason = "printing is what a command is for")]
pub fn line(text: &str) {
    println!("{text}");
}

/// Prints why the command failed, with the causes, to standard error.
pub fn error(error: &anyhow::Error) {
    eprintln!("\nxtask: {error:#}");
}

/// Runs a long step, printing its name first and its duration afterwards.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    line(&format!("· {name} …"));
    let began = Instant::now();
    let made = work()?;
    line(&format!("· {name}: {}", seconds(began.elapsed())));
    Ok(made)
}

/// Formats a duration for display: `0.4 s`, `3 min 20 s`.
pub fn seconds(taken: Duration) -> String {
    let whole = taken.as_secs();
    if whole >= 60 {
        format!("{} min {} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", taken.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_durations_are_printed_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(200)), "3 min 20 s");
    }
}
