//! Checks the ways from notices, and what passing an outcome means.

use super::Found;
use crate::service::Definition;
use crate::service::notice::Mend;

pub(super) fn check(definition: &Definition, found: &mut Found) {
    for (at, page) in definition.pages.iter().enumerate() {
        for (place, notice) in page.notices.iter().enumerate() {
            let path = format!("pages[{at}].notices[{place}]");
            if notice.body.is_empty() {
                found.add(&path, "a notice needs words");
            }
            if notice.mend.is_none() && notice.go_on.is_none() {
                found.add(&path, "a notice needs `mend`, `go_on` or both");
            }
            if let Some(mend) = &notice.mend {
                let path = format!("{path}.mend");
                option(definition, at, (&mend.question, &mend.option), &path, found);
                carried(definition, at, mend, &path, found);
            }
        }
    }
    for (at, outcome) in definition.outcomes.iter().enumerate() {
        let Some(means) = &outcome.means else {
            continue;
        };
        let path = format!("outcomes[{at}].means");
        if outcome.pass.is_none() {
            found.add(&path, "an outcome without `pass` is never passed");
        }
        // The answer is saved with the page that leads here.
        for (at, page) in definition.pages.iter().enumerate() {
            let mut turns = page.then.iter();
            let leads = turns.any(|turn| turn.outcome.as_ref() == Some(&outcome.id));
            if leads && page.question(&means.question).is_none() {
                let message = format!("`{}` is not a question of pages[{at}]", means.question);
                found.add(format!("{path}.question"), message);
            } else if leads {
                let chosen = (means.question.as_str(), means.option.as_str());
                option(definition, at, chosen, &path, found);
            }
        }
    }
}

/// Checks that a question on the page at an index, or before it, has an option.
fn option(
    definition: &Definition,
    page: usize,
    (id, option): (&str, &str),
    path: &str,
    found: &mut Found,
) {
    let pages = definition.pages.iter().take(page + 1);
    let mut earlier = pages.flat_map(|page| &page.questions);
    let Some(question) = earlier.find(|question| question.id == id) else {
        let message = format!("there is no question `{id}` on this page or before it");
        found.add(format!("{path}.question"), message);
        return;
    };
    if !question.kind.rules().choices().contains(&option) {
        let message = format!("`{id}` has no option `{option}`");
        found.add(format!("{path}.option"), message);
    }
}

/// Checks that every answer is carried to a question of the same kind.
fn carried(definition: &Definition, page: usize, mend: &Mend, path: &str, found: &mut Found) {
    for (from, to) in &mend.carry {
        let path = format!("{path}.carry.{from}");
        let pages = definition.pages.iter().take(page + 1);
        let mut earlier = pages.flat_map(|page| &page.questions);
        let Some(question) = earlier.find(|question| question.id == *from) else {
            let message = format!("there is no question `{from}` on this page or before it");
            found.add(path, message);
            continue;
        };
        match definition.question(to) {
            None => found.add(path, format!("there is no question `{to}`")),
            Some(other) if other.id == question.id => {
                found.add(path, "an answer is carried to its own question");
            }
            Some(other) if other.kind.rules().slug() != question.kind.rules().slug() => {
                found.add(path, format!("`{from}` and `{to}` are of different kinds"));
            }
            Some(_) => {}
        }
    }
}
