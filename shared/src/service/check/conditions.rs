//! Checks that conditions refer to existing, earlier questions of the right kind.

use super::Found;
use super::visit::{Contents, Scope};
use crate::condition::{Amount, Condition, MAX_DEPTH, minute_of};
use crate::question::Question;
use crate::question::mentions::is_a_name;
use crate::service::{Definition, Page, Parameter};

pub(super) fn check(definition: &Definition, contents: &Contents<'_>, found: &mut Found) {
    for (path, condition, scope) in &contents.conditions {
        if depth(condition, 0) > MAX_DEPTH {
            found.add(
                path,
                format!("the condition is nested deeper than {MAX_DEPTH}"),
            );
            continue;
        }
        condition.each_leaf(&mut |leaf| {
            check_leaf(definition, path, leaf, found);
            for id in leaf.questions() {
                let plain = std::ptr::eq(*condition, leaf);
                let reveal = plain && matches!(leaf, Condition::Chose { .. });
                order(definition, path, id, *scope, reveal, found);
            }
        });
    }
    for (at, page) in definition.pages.iter().enumerate() {
        for (place, question) in page.questions.iter().enumerate() {
            check_reveal(
                page,
                question,
                &format!("pages[{at}].questions[{place}].when"),
                found,
            );
        }
    }
}

/// Stops counting once the maximum is exceeded.
fn depth(condition: &Condition, above: usize) -> usize {
    if above > MAX_DEPTH {
        return above;
    }
    match condition {
        Condition::All(many) | Condition::Any(many) => many
            .iter()
            .map(|one| depth(one, above + 1))
            .max()
            .unwrap_or(above),
        Condition::Not(one) => depth(one, above + 1),
        _ => above,
    }
}

fn check_leaf(definition: &Definition, path: &str, leaf: &Condition, found: &mut Found) {
    for id in leaf.questions() {
        let Some(question) = definition.question(id) else {
            found.add(path, format!("there is no question `{id}`"));
            continue;
        };
        let wanted = match leaf {
            Condition::DaysAgo(_) => question.kind.rules().is_date().then_some(()).ok_or("date"),
            Condition::Area { .. } | Condition::SameArea(..) => {
                question.is_address().then_some(()).ok_or("address")
            }
            Condition::Chose { any_of, .. } => {
                options(path, question, any_of, found);
                Ok(())
            }
            Condition::Mentions { .. } | Condition::Entries { .. } => {
                let typed = question.kind.rules().is_own_words();
                typed.then_some(()).ok_or("text, location or address")
            }
            _ => Ok(()),
        };
        if let Err(kind) = wanted {
            found.add(path, format!("`{id}` is not of the kind {kind}"));
        }
    }
    match leaf {
        Condition::Same(one, other) => {
            let kind = |id| {
                definition
                    .question(id)
                    .map(|question| question.kind.rules().shape())
            };
            if let (Some(one), Some(other)) = (kind(one), kind(other))
                && one != other
            {
                found.add(path, "questions of different kinds are never the same");
            }
        }
        Condition::Mentions {
            any_of, not_before, ..
        } => {
            if any_of.is_empty() {
                found.add(path, "any_of names nothing to look for");
            }
            for name in any_of.iter().chain(not_before) {
                if !is_a_name(name) {
                    found.add(path, format!("`{name}` has no letters or digits"));
                }
            }
        }
        Condition::DaysAgo(limits) => {
            let stated = [&limits.more_than, &limits.fewer_than, &limits.exactly];
            if stated.iter().all(|limit| limit.is_none()) {
                found.add(path, "days-ago states no limit");
            }
            for amount in stated.into_iter().flatten() {
                if let Amount::Named(name) = amount {
                    number_parameter(definition, path, name, found);
                }
            }
        }
        Condition::Clock { from, before } => {
            if from.is_none() && before.is_none() {
                found.add(path, "clock states no time");
            }
            for amount in [from, before].into_iter().flatten() {
                if let Amount::Named(name) = amount
                    && minute_of(name).is_none()
                {
                    parameter(
                        definition,
                        path,
                        name,
                        "a time HH:MM",
                        found,
                        |value| match value {
                            Parameter::Number(_) => true,
                            Parameter::Text(text) => {
                                minute_of(text.get(Default::default())).is_some()
                            }
                            Parameter::Yes(_) => false,
                        },
                    );
                }
            }
        }
        Condition::Parameter(name) => {
            parameter(definition, path, name, "true or false", found, |value| {
                matches!(value, Parameter::Yes(_))
            });
        }
        _ => {}
    }
}

fn options(path: &str, question: &Question, any_of: &[String], found: &mut Found) {
    let choices = question.kind.rules().choices();
    if choices.is_empty() {
        found.add(path, format!("`{}` has no options", question.id));
    }
    if any_of.is_empty() {
        found.add(path, "any_of names no option");
    }
    for id in any_of.iter().filter(|id| !choices.contains(&id.as_str())) {
        found.add(path, format!("`{}` has no option `{id}`", question.id));
    }
}

/// Checks that a parameter holds a number for every authority.
pub(super) fn number_parameter(definition: &Definition, path: &str, name: &str, found: &mut Found) {
    parameter(definition, path, name, "a number", found, |value| {
        matches!(value, Parameter::Number(_))
    });
}

/// A parameter in a condition needs a value for every authority: without one the condition is never
/// true.
fn parameter(
    definition: &Definition,
    path: &str,
    name: &str,
    wanted: &str,
    found: &mut Found,
    is_wanted: fn(&Parameter) -> bool,
) {
    for authority in &definition.authorities {
        match definition.parameter(Some(authority), name) {
            None => found.add(
                path,
                format!("there is no parameter `{name}` for `{authority}`"),
            ),
            Some(value) if !is_wanted(value) => found.add(
                path,
                format!("the parameter `{name}` of `{authority}` is not {wanted}"),
            ),
            Some(_) => {}
        }
    }
}

fn order(
    definition: &Definition,
    path: &str,
    id: &str,
    scope: Scope,
    reveal: bool,
    found: &mut Found,
) {
    let place = definition.pages.iter().enumerate().find_map(|(at, page)| {
        let place = page.questions.iter().position(|one| one.id == id)?;
        Some((at, place))
    });
    let Some((page, place)) = place else { return };
    let earlier = match scope {
        Scope::All => true,
        Scope::Facts => false,
        Scope::Before(at) => page < at,
        Scope::Through(at) => page <= at,
        Scope::Question(at, own) => page < at || (page == at && place < own && reveal),
        Scope::Rule(at, own) => page < at || (page == at && place <= own),
    };
    if earlier {
        return;
    }
    let same_page = matches!(scope, Scope::Question(at, _) | Scope::Before(at) if at == page);
    let message = match scope {
        Scope::Facts => format!("`{id}` is not answered yet at the start"),
        _ if same_page => format!(
            "`{id}` is on the same page: only a plain `chose` of an earlier question reveals another"
        ),
        _ => format!("`{id}` is a later question"),
    };
    found.add(path, message);
}

fn check_reveal(page: &Page, question: &Question, path: &str, found: &mut Found) {
    let Some((by, _)) = page.revealed_by(question) else {
        return;
    };
    if let Some(Condition::Chose { any_of, .. }) = &question.when
        && any_of.len() != 1
    {
        found.add(path, "a question can be revealed beneath one option only");
    }
    if page.revealed_by(by).is_some() {
        found.add(path, format!("`{}` is itself revealed by an option", by.id));
    }
}
