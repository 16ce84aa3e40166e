//! Random notices, groups of questions, and ways to outcomes and other pages.

use super::definitions::{about, block, condition, maybe_condition, option_of};
use super::random::Random;
use shared::question::authoring::bilingual;
use shared::service::notice::{Mend, PageNotice};
use shared::service::one_of::OneOf;
use shared::service::{Definition, Outcome, OutcomeKind, Page, Turn};
use std::collections::BTreeMap;

/// A notice about the answers of a page or of earlier ones, with a way to mend one of the page.
pub fn notice(random: &mut Random, definition: &Definition, page: &Page, at: usize) -> PageNotice {
    let question = random.pick(&page.questions).clone();
    let option = option_of(random, &question);
    let when = match maybe_condition(random, definition, at) {
        Some(when) => when,
        None => about(random, &question),
    };
    PageNotice {
        id: format!("notice-{at}"),
        title: random.chance(50).then(|| bilingual("Is it so?")),
        when,
        body: vec![block(None, "Within {window} days")],
        mend: option.map(|option| Mend {
            text: bilingual("It is not"),
            question: question.id,
            option,
            carry: BTreeMap::new(),
        }),
        go_on: Some(bilingual("It is so within {window} days")),
    }
}

/// A group of all optional questions of a page.
pub fn group(
    random: &mut Random,
    definition: &Definition,
    page: &Page,
    at: usize,
) -> Option<OneOf> {
    let optional = page.questions.iter().filter(|question| question.optional);
    let questions: Vec<String> = optional.map(|question| question.id.clone()).collect();
    (!questions.is_empty() && random.chance(30)).then(|| OneOf {
        code: "generated-group".to_owned(),
        questions,
        when: maybe_condition(random, definition, at),
        error: bilingual("Answer one of them for {authority}"),
    })
}

/// Adds turns to some pages, with their outcomes.
pub fn turns(random: &mut Random, definition: &mut Definition) {
    for at in 0..definition.pages.len() {
        if !random.chance(40) {
            continue;
        }
        let when = condition(random, definition, at + 1, 1);
        let further = definition.pages.len() - at - 1;
        let turn = if further > 1 && random.chance(50) {
            let to = at + 1 + random.below(further);
            Turn {
                when,
                outcome: None,
                page: Some(format!("page-{to}")),
            }
        } else {
            let id = format!("outcome-{at}");
            definition.outcomes.push(Outcome {
                id: id.clone(),
                title: bilingual("Not now"),
                kind: OutcomeKind::TooEarly,
                body: vec![block(None, "Within {window} days")],
                pass: random.chance(50).then(|| bilingual("Go on")),
                means: None,
            });
            Turn {
                when,
                outcome: Some(id),
                page: None,
            }
        };
        definition.pages[at].then.push(turn);
    }
}
