//! All that xtask prints. Long steps say when they begin and how long they took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// One line for the person who ran the command.
#[expect(clippy::print_stdout, reason = "printing is what a command is for")]
pub fn line(text: &str) {
    println!("{text}");
}

/// Why the command failed: the sentence, then its causes, on the error stream.
pub fn mistake(mistake: &anyhow::Error) {
    eprintln!("\nxtask: {mistake:#}");
}

/// Runs a long step between a line that names it and a line with its seconds.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    line(&format!("· {name} …"));
    let began = Instant::now();
    let made = work()?;
    line(&format!("· {name}: {}", seconds(began.elapsed())));
    Ok(made)
}

/// A duration as people read it: `0.4 s`, `3 min 20 s`.
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
    fn a_long_time_is_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(200)), "3 min 20 s");
    }
}
