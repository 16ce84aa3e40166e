//! The report of a conformance test, written for integrators.

use serde_json::{Map, Value};
use std::fmt;

/// The test request; it is not from a resident.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub service: String,
    /// The definition's version; 64 zeros if there is no definition.
    pub version: String,
    /// The authority that answers the part.
    pub authority: String,
    pub part: String,
    /// Answers that the definition accepts; empty if there is no definition.
    pub answers: Map<String, Value>,
}

/// The result of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    /// It works, but could be better.
    Advice,
    Failed,
}

/// One case and its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub name: &'static str,
    pub verdict: Verdict,
    pub expected: &'static str,
    pub observed: String,
    /// Shown unless the case passed.
    pub advice: &'static str,
}

/// All cases in order. `Display` prints the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub cases: Vec<Case>,
}

impl Report {
    /// Whether the destination is ready for residents' requests.
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
            writeln!(f, "        observed  {}", case.observed)?;
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
