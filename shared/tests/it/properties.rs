//! Properties of every definition and every set of answers.

use crate::cases::random::Random;
use crate::cases::{answers as some, definitions, digest, wording};
use proptest::prelude::*;
use shared::answers::Answers;
use shared::facts::Facts;
use shared::journey::{Journey, Step, Unfinished};
use shared::language::Language;
use shared::service::Definition;
use shared::service::check::check;
use shared::service::reading::{page_hash, read_page};

/// Generates one definition with ten sets of answers from a seed.
fn each_case(seed: u64, sound: bool, mut look: impl FnMut(&Definition, &Answers, &Facts)) {
    let mut random = Random::new(seed, 0);
    let definition = if sound {
        definitions::sound(&mut random)
    } else {
        definitions::any(&mut random)
    };
    for _ in 0..10 {
        let facts = some::facts(&mut random);
        let answers = some::any(&mut random, &definition, &facts);
        look(&definition, &answers, &facts);
    }
}

/// The index of a question in its definition, for comparing order.
fn place(definition: &Definition, id: &str) -> Option<usize> {
    definition
        .questions()
        .position(|(_, question)| question.id == id)
}

/// Several properties apply only to some cases and would hold vacuously if none were generated.
#[test]
fn the_generated_cases_cover_every_property() {
    let (mut finished, mut hidden, mut with_problems, mut sound) = (0, 0, 0, 0);
    for seed in 0..300 {
        each_case(seed, true, |definition, answers, facts| {
            let journey = Journey::new(definition, answers, facts);
            match journey.finish() {
                Ok(request) => {
                    finished += 1;
                    let sent = request.to_json();
                    let left_out = |id: &String| !sent.contains_key(id);
                    hidden += usize::from(answers.typed.keys().any(left_out));
                }
                Err(Unfinished::Errors(_)) => with_problems += 1,
                Err(_) => {}
            }
            for (_, question) in definition.questions() {
                let typed = answers.typed.get(&question.id);
                sound += usize::from(matches!(question.check(typed), Ok(Some(_))));
            }
        });
    }
    let counts = [finished, hidden, with_problems, sound];
    assert!(counts.iter().all(|count| *count >= 100), "{counts:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_panics_and_the_same_seed_generates_the_same_case(seed: u64) {
        each_case(seed, false, |definition, answers, facts| {
            let journey = Journey::new(definition, answers, facts);
            let _ = (journey.current_step(), journey.finish(), journey.recipients());
        });
        if seed % 50 == 0 {
            assert_eq!(digest(seed, 1), digest(seed, 1));
        }
    }

    #[test]
    fn answers_form_a_request_exactly_at_check_answers(seed: u64) {
        each_case(seed, false, |definition, answers, facts| {
            let journey = Journey::new(definition, answers, facts);
            // A notice waits for the person, but is not an error.
            if !matches!(journey.current_step(), Step::Notice(_)) {
                assert_eq!(journey.finish().is_ok(), journey.current_step() == Step::CheckAnswers);
            }
            if answers.came_at_once() {
                assert!(!matches!(journey.current_step(), Step::Notice(_)));
            }
            if let (Ok(request), Step::CheckAnswers) = (journey.finish(), journey.current_step()) {
                assert!(!request.parts().is_empty());
                assert!(journey.path().iter().all(|page| journey.check_page(page).is_empty()));
            }
        });
    }

    #[test]
    fn hidden_answers_are_never_sent_and_have_no_effect(seed: u64) {
        each_case(seed, true, |definition, answers, facts| {
            let journey = Journey::new(definition, answers, facts);
            let Ok(request) = journey.finish() else { return };
            let path = journey.path();
            let visible: Vec<&str> = path
                .iter()
                .flat_map(|page| journey.visible(page))
                .map(|question| question.id.as_str())
                .collect();
            assert!(request.to_json().keys().all(|id| visible.contains(&id.as_str())));
            let mut bare = answers.clone();
            bare.typed.retain(|id, _| visible.contains(&id.as_str()));
            assert_eq!(Journey::new(definition, &bare, facts).finish(), Ok(request));
        });
    }

    #[test]
    fn errors_come_in_page_order(seed: u64) {
        each_case(seed, true, |definition, answers, facts| {
            let journey = Journey::new(definition, answers, facts);
            for page in &definition.pages {
                let places: Vec<_> = journey
                    .check_page(page)
                    .iter()
                    .map(|problem| place(definition, &problem.question))
                    .collect();
                assert!(places.is_sorted());
            }
            if let Err(Unfinished::Errors(problems)) = journey.finish() {
                let places: Vec<_> =
                    problems.iter().map(|(_, problem)| place(definition, &problem.question)).collect();
                assert!(!places.is_empty() && places.is_sorted());
            }
        });
    }

    #[test]
    fn the_path_is_one_step_after_another(seed: u64) {
        each_case(seed, false, |definition, answers, facts| {
            let journey = Journey::new(definition, answers, facts);
            let path = journey.path();
            for pair in path.windows(2) {
                assert_eq!(journey.after(pair[0]), Step::Page(pair[1]));
                assert_eq!(journey.before(&pair[1].id), Some(pair[0]));
            }
            if let Some(first) = path.first() {
                assert_eq!(journey.first(), Step::Page(first));
                assert_eq!(journey.before(&first.id), None);
            }
        });
    }

    #[test]
    fn a_form_posts_back_its_values(seed: u64) {
        each_case(seed, true, |definition, answers, _| {
            for page in &definition.pages {
                let post = |typed: &Answers| {
                    page.questions
                        .iter()
                        .filter_map(|question| Some(question.fields(typed.typed.get(&question.id)?)))
                        .flatten()
                        .collect::<Vec<_>>()
                };
                let once = Answers { typed: read_page(page, &post(answers)), ..Answers::default() };
                let twice = Answers { typed: read_page(page, &post(&once)), ..Answers::default() };
                assert!(once == twice, "reading again gives another result");
                assert_eq!(page_hash(page, &once), page_hash(page, &twice));
                assert_eq!(once.typed.len(), page.questions.len());
            }
        });
    }

    #[test]
    fn a_valid_api_answer_round_trips(seed: u64) {
        each_case(seed, true, |definition, answers, _| {
            for (_, question) in definition.questions() {
                let typed = answers.typed.get(&question.id).cloned();
                let typed = typed.map(|typed| question.tidied(typed));
                let Ok(Some(value)) = question.check(typed.as_ref()) else {
                    continue;
                };
                let json = value.to_json();
                let again = question.from_json(&json).unwrap();
                let value = question.check(Some(&again)).unwrap().unwrap();
                assert_eq!(value.to_json(), json);
            }
        });
    }

    #[test]
    fn every_error_and_every_summary_row_has_a_phrase(seed: u64) {
        each_case(seed, true, |definition, answers, facts| {
            let (journey, wording) = (Journey::new(definition, answers, facts), wording());
            for page in &definition.pages {
                for problem in journey.check_page(page) {
                    assert!(!journey.message(&problem, Language::En, &wording).is_empty());
                }
            }
            assert!(journey.summary(Language::Cy, &wording).iter().all(|row| !row.name.is_empty()));
        });
    }

    #[test]
    fn a_generated_definition_has_no_error_except_unreachable_pages(seed: u64) {
        let definition = definitions::sound(&mut Random::new(seed, 3));
        for mistake in check(&definition) {
            let unreached = mistake.message.starts_with("no path reaches")
                || mistake.message.starts_with("nothing leads to");
            assert!(unreached, "{mistake:?}");
        }
    }

    #[test]
    fn what_is_passed_is_said_and_not_met_again(seed: u64) {
        each_case(seed, true, |definition, answers, facts| {
            let journey = Journey::new(definition, answers, facts);
            let id = match journey.current_step() {
                Step::Outcome(outcome) => &outcome.id,
                Step::Notice(notice) => &notice.id,
                _ => return,
            };
            let said = |answers: &Answers| {
                let statements = Journey::new(definition, answers, facts).statements(Language::En);
                statements.iter().any(|statement| statement.id == *id)
            };
            assert!(!said(answers));
            let Some(after) = journey.passed(id) else {
                assert!(!definition.may_pass(id), "{id} cannot be passed");
                return;
            };
            assert!(said(&after), "{id} is not said");
            assert!(after.typed == answers.typed);
            // Passing it again changes nothing.
            assert!(Journey::new(definition, &after, facts).passed(id).is_none());
        });
    }

    #[test]
    fn a_page_reported_as_unreachable_is_on_no_path(seed: u64) {
        let mut random = Random::new(seed, 4);
        let definition = definitions::sound(&mut random);
        let unreachable: Vec<&str> = definition
            .pages
            .iter()
            .filter(|page| {
                let message = format!("no path reaches `{}`", page.id);
                check(&definition).iter().any(|mistake| mistake.message == message)
            })
            .map(|page| page.id.as_str())
            .collect();
        for _ in 0..40 {
            let facts = some::facts(&mut random);
            let answers = some::any(&mut random, &definition, &facts);
            let journey = Journey::new(&definition, &answers, &facts);
            for page in journey.path() {
                assert!(!unreachable.contains(&page.id.as_str()), "{}", page.id);
            }
        }
    }
}
