//! The samples of every kind of question: answered, with errors and in the summary.

use super::samples::{Samples, answers, facts};
use shared::answers::Answers;
use shared::condition::Condition;
use shared::question::authoring::{Draw, SampleContext, bilingual};
use shared::question::{About, Kind, Question};
use shared::service::{Definition, Page};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Always draws the last choice, so that a kind has all its fields.
struct Last;

impl Draw for Last {
    fn below(&mut self, end: usize) -> usize {
        end - 1
    }

    fn condition(&mut self) -> Option<Condition> {
        None
    }
}

pub fn kinds(all: &mut Samples) {
    for kind in Kind::all() {
        let slug = kind.rules().slug();
        let kind = kind.rules().random(&mut Last).unwrap_or(kind);
        let sample = kind.rules().sample(&SampleContext {
            areas: &["maidstone"],
            today: facts().today,
            turn: 1,
        });
        let answered = answers(vec![("answer", sample)]);
        let definition = Arc::new(asking(&all.bin, kind));
        let name = format!("answer-of-{slug}");
        all.question(&name, &definition, "ask", answered.clone(), false, |_| {});
        let name = format!("mistake-of-{slug}");
        all.question(&name, &definition, "ask", Answers::default(), true, |_| {});
        all.check(&format!("summary-of-{slug}"), &definition, answered);
    }
}

/// A service with one question.
fn asking(service: &Definition, kind: Kind) -> Definition {
    let question = Question {
        id: "answer".to_owned(),
        kind,
        label: bilingual("What is it?"),
        short: Some(bilingual("Thing")),
        hint: Some(bilingual("For example, this one.")),
        about: Some(About::You),
        optional: false,
        when: None,
        errors: BTreeMap::new(),
        rules: Vec::new(),
    };
    let page = Page {
        id: "ask".to_owned(),
        title: None,
        body: Vec::new(),
        when: None,
        questions: vec![question],
        one_of: Vec::new(),
        notices: Vec::new(),
        then: Vec::new(),
    };
    Definition {
        pages: vec![page],
        served_by: Vec::new(),
        recipients: Vec::new(),
        ..service.clone()
    }
}
