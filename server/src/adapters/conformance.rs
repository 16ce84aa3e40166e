//! The report of a conformance with a destination, in words an integrator understands.

use super::{BuildError, webhook};
use crate::clock::Clock;
use crate::config::destinations::Destination;
use serde_json::{Map, Value};
use std::fmt;

/// The request that is played, made by nobody.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub service: String,
    /// The definition's own; 64 zeros when there is no definition.
    pub version: String,
    /// The authority that answers the part.
    pub authority: String,
    pub part: String,
    /// What the definition accepts; empty when there is none.
    pub answers: Map<String, Value>,
}

/// How one case went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    /// It will work, but there is something better to do.
    Advice,
    Failed,
}

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub name: &'static str,
    pub verdict: Verdict,
    pub expected: &'static str,
    pub seen: String,
    /// Shown unless it passed.
    pub advice: &'static str,
}

/// All that was tried, in order. Printing it is the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub cases: Vec<Case>,
}

impl Report {
    /// Whether residents' requests may go there.
    pub fn is_good(&self) -> bool {
        self.cases
            .iter()
            .all(|case| case.verdict != Verdict::Failed)
    }

    pub fn case(&self, name: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.name == name)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for case in &self.cases {
            let word = match case.verdict {
                Verdict::Passed => "passed",
                Verdict::Advice => "advice",
                Verdict::Failed => "FAILED",
            };
            writeln!(f, "{word}  {}", case.name)?;
            writeln!(f, "        seen      {}", case.seen)?;
            if case.verdict != Verdict::Passed {
                writeln!(f, "        expected  {}", case.expected)?;
                writeln!(f, "        advice    {}", case.advice)?;
            }
        }
        let failed = self
            .cases
            .iter()
            .filter(|case| case.verdict == Verdict::Failed)
            .count();
        match failed {
            0 => write!(f, "This destination is ready."),
            1 => write!(f, "1 case failed. This destination is not ready."),
            failed => write!(f, "{failed} cases failed. This destination is not ready."),
        }
    }
}

/// Plays accept, duplicate, slow, reject, wrong signature, old timestamp and malformed
/// messages against a destination. `source` is our public URL.
pub async fn test(
    destination: &Destination,
    source: &str,
    sample: &Sample,
    clock: &dyn Clock,
) -> Result<Report, BuildError> {
    match destination {
        Destination::Webhook(config) => {
            webhook::conformance::run_cases(config, source, sample, clock).await
        }
    }
}
