//! An example request that meets a definition's own rules, to try out a back office with.

use super::{Journey, Unfinished};
use crate::answers::Answers;
use crate::facts::Facts;
use crate::question::Question;
use crate::question::authoring::SampleContext;
use crate::request::ServiceRequest;
use crate::service::Definition;

/// How often wrong answers are replaced before we give in.
const TRIES: usize = 2_000;

/// The first request that comes out when what is wrong is answered otherwise again and again;
/// the same for the same definition and facts. Its addresses lie in `areas`. `None` when
/// samples do not meet the definition's rules.
pub fn request(definition: &Definition, areas: &[&str], facts: &Facts) -> Option<ServiceRequest> {
    let mut answers = Answers::default();
    let questions: Vec<&Question> = definition.questions().map(|(_, one)| one).collect();
    let mut turn = 0;
    for _ in 0..TRIES {
        let wrong: Vec<String> = match Journey::new(definition, &answers, facts).finish() {
            Ok(request) => return Some(request),
            Err(Unfinished::Problems(problems)) => problems
                .into_iter()
                .map(|(_, problem)| problem.question)
                .collect(),
            // Somewhere before it another answer leads past the outcome.
            Err(Unfinished::Outcome(_)) => answers.typed.keys().cloned().collect(),
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

/// Knuth's multiplier for linear congruence; the low bits repeat soon, so they are left out.
fn next(turn: usize) -> usize {
    turn.wrapping_mul(1_103_515_245).wrapping_add(12_345) >> 4 & 0x0fff_ffff
}
