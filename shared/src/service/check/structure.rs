//! Checks required fields and which combinations are allowed.

use super::Found;
use crate::question::Question;
use crate::question::authoring::codes;
use crate::service::one_of::OneOf;
use crate::service::{Definition, Page};
use std::collections::BTreeSet;

pub(super) fn check(definition: &Definition, found: &mut Found) {
    if definition.authorities.is_empty() {
        found.add("authorities", "no authority owns this service");
    }
    if definition.retention_days == 0 {
        found.add(
            "retention_days",
            "submissions must be kept for at least a day",
        );
    }
    if definition.pages.is_empty() {
        found.add("pages", "there is no page");
    }
    let languages: BTreeSet<_> = definition.languages.iter().collect();
    if languages.is_empty() || languages.len() < definition.languages.len() {
        found.add("languages", "state each language once, and at least one");
    }
    for table in definition.parameters.keys() {
        if table != "all" && !definition.authorities.contains(table) {
            found.add(
                format!("parameters.{table}"),
                format!("`{table}` is not one of the authorities"),
            );
        }
    }
    for (at, question) in definition.served_by.iter().enumerate() {
        let path = format!("served_by[{at}]");
        address(definition, question, &path, found);
    }
    for (at, recipient) in definition.recipients.iter().enumerate() {
        if let Some(question) = &recipient.area_of {
            address(
                definition,
                question,
                &format!("recipients[{at}].area_of"),
                found,
            );
        }
    }
    for (at, page) in definition.pages.iter().enumerate() {
        check_page(definition, at, page, found);
    }
}

pub(super) fn address(definition: &Definition, id: &str, path: &str, found: &mut Found) {
    match definition.question(id) {
        Some(question) if question.is_address() => {}
        Some(_) => found.add(path, format!("`{id}` does not ask for an address")),
        None => found.add(path, format!("there is no question `{id}`")),
    }
}

/// Checks that a question for the area of an address is radios with an authority among the options.
fn area_of(definition: &Definition, asks: &Question, path: &str, found: &mut Found) {
    let Some(question) = asks.area_of() else {
        return;
    };
    let path = format!("{path}.kind.area_of");
    address(definition, question, &path, found);
    let ours = |id: &String| definition.authorities.contains(id);
    if !asks.options().iter().any(|option| ours(&option.id)) {
        found.add(
            path,
            format!(
                "`{}` does not ask to choose one of the authorities",
                asks.id
            ),
        );
    }
}

fn check_page(definition: &Definition, at: usize, page: &Page, found: &mut Found) {
    let path = format!("pages[{at}]");
    let on_its_own = page
        .questions
        .iter()
        .filter(|question| page.revealed_by(question).is_none())
        .count();
    if page.title.is_none() && on_its_own != 1 {
        found.add(
            format!("{path}.title"),
            "only a page with one question can do without a title",
        );
    }
    for (place, question) in page.questions.iter().enumerate() {
        let path = format!("{path}.questions[{place}]");
        check_question(question, &path, found);
        area_of(definition, question, &path, found);
    }
    for (place, group) in page.one_of.iter().enumerate() {
        one_of(
            page,
            group,
            &format!("{path}.one_of[{place}].questions"),
            found,
        );
    }
    for (place, turn) in page.then.iter().enumerate() {
        let path = format!("{path}.then[{place}]");
        match (&turn.outcome, &turn.page) {
            (Some(outcome), None) => {
                if definition.outcome(outcome).is_none() {
                    found.add(
                        format!("{path}.outcome"),
                        format!("there is no outcome `{outcome}`"),
                    );
                }
            }
            (None, Some(page)) => {
                let path = format!("{path}.page");
                match definition.pages.iter().position(|one| one.id == *page) {
                    None => found.add(path, format!("there is no page `{page}`")),
                    Some(to) if to <= at => found.add(
                        path,
                        format!("`{page}` is not a later page: this would be a loop"),
                    ),
                    Some(_) => {}
                }
            }
            _ => found.add(path, "state either an outcome or a page"),
        }
    }
}

/// Checks that a group has optional questions of its page.
fn one_of(page: &Page, group: &OneOf, path: &str, found: &mut Found) {
    if group.questions.is_empty() {
        found.add(path, "name at least one question");
    }
    for id in &group.questions {
        match page.question(id) {
            None => found.add(path, format!("there is no question `{id}` on this page")),
            Some(question) if !question.optional => {
                found.add(path, format!("`{id}` must be answered anyway"));
            }
            Some(_) => {}
        }
    }
}

fn check_question(question: &Question, path: &str, found: &mut Found) {
    if !question.optional && !question.errors.contains_key("required") {
        found.add(
            format!("{path}.errors"),
            "the words for `required` are missing: the question is not optional",
        );
    }
    for code in question.errors.keys() {
        let own = question.rules.iter().any(|rule| rule.code == *code);
        if !own && !codes().contains(&code.as_str()) {
            found.add(
                format!("{path}.errors.{code}"),
                format!("`{code}` is neither a code of the engine nor of a rule here"),
            );
        }
    }
    if question.about.is_none() && question.kind.rules().asks_about() {
        found.add(
            format!("{path}.about"),
            "state whose data it is: `you`, `someone-else` or `place`",
        );
    }
    if question.without().is_some() && !question.optional {
        found.add(
            format!("{path}.kind.without"),
            "only an optional question can be continued without an address",
        );
    }
    for mistake in question.kind.rules().mistakes() {
        found.add(format!("{path}.kind"), mistake);
    }
}
