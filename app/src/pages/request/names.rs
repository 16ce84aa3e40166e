//! What a request and its team are called, in the sentences about it.

use shared::journey::Journey;
use shared::wording::{Wording, capitalised};

/// The interface's sentences, with the names of one service's requests filled in.
pub struct Names<'a> {
    pub wording: &'a Wording,
    /// "report", after "your".
    noun: String,
    /// "missed bin report", after "your".
    name: String,
    /// "the bins team".
    team: String,
    /// The same at the start of a sentence.
    team_first: String,
}

impl<'a> Names<'a> {
    pub fn of(journey: Journey<'_>, wording: &'a Wording) -> Names<'a> {
        let noun = journey.noun(wording);
        let team = journey.team(wording);
        Names {
            wording,
            name: journey.name(wording).unwrap_or_else(|| noun.clone()),
            noun,
            team_first: capitalised(&team),
            team,
        }
    }

    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let names = [
            ("noun", self.noun.as_str()),
            ("name", self.name.as_str()),
            ("team", self.team.as_str()),
            ("Team", self.team_first.as_str()),
        ];
        self.wording.with(key, &[&names, values].concat())
    }
}
