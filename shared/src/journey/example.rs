//! Builds a sample request that satisfies a definition's own rules, for testing a back office.

use super::{Journey, Unfinished};
use crate::answers::Answers;
use crate::facts::Facts;
use crate::question::Question;
use crate::question::authoring::SampleContext;
use crate::request::ServiceRequest;
use crate::service::Definition;

/// Maximum number of rounds of replacing invalid answers.
const TRIES: usize = 2_000;

/// Builds a request by replacing invalid answers until none are left. Deterministic for a given
/// definition and facts. Its addresses lie in `areas`. `None` when no sample satisfies the
/// definition's rules.
pub fn request(definition: &Definition, areas: &[&str], facts: &Facts) -> Option<ServiceRequest> {
    let mut answers = Answers::default();
    let questions: Vec<&Question> = definition.questions().map(|(_, one)| one).collect();
    let mut turn = 0;
    for _ in 0..TRIES {
        let journey = Journey::new(definition, &answers, facts);
        let wrong: Vec<String> = match journey.finish() {
            Ok(request) => return Some(request),
            Err(Unfinished::Errors(errors)) => errors
                .into_iter()
                .map(|(_, error)| error.question)
                .collect(),
            // A different answer, or one where there is none, may avoid the outcome.
            Err(Unfinished::Outcome(_)) => {
                let path = journey.path().into_iter();
                let questions = path.flat_map(|page| &page.questions);
                questions.map(|question| question.id.clone()).collect()
            }
        };
        for question in questions.iter().filter(|one| wrong.contains(&one.id)) {
            turn = next(turn);
            let context = SampleContext {
                areas,
                today: facts.today,
                turn,
            };
            let typed = question.kind.rules().sample(&context);
            answers.typed.insert(question.id.clone(), typed);
        }
    }
    None
}

/// Knuth's multiplier for a linear congruential generator. The low bits have a short period, so
/// they are dropped.
fn next(turn: usize) -> usize {
    turn.wrapping_mul(1_103_515_245).wrapping_add(12_345) >> 4 & 0x0fff_ffff
}
