//! `[operator]`: who is told when something needs a person.

use super::Problem;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Address for mail about deliveries that gave up; empty means log and metric only.
    pub mail: String,
    /// Minutes the oldest delivery may be overdue before `/readyz` says so.
    pub overdue_minutes: u64,
}

impl Operator {
    pub(super) fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.mail.is_empty() && self.mail.parse::<lettre::Address>().is_err() {
            problems.push(Problem::new("mail", "is not an e-mail address"));
        }
        if self.overdue_minutes == 0 {
            problems.push(Problem::new("overdue_minutes", "must be at least 1"));
        }
        problems
    }

    pub fn mail(&self) -> Option<&str> {
        (!self.mail.is_empty()).then_some(self.mail.as_str())
    }
}
