//! Checks opening facts, synonyms, the target and the answers that name a request.

use super::Found;
use super::conditions::number_parameter;
use crate::condition::Amount;
use crate::question::rules::ContactDetail;
use crate::service::Definition;

pub(super) fn check(definition: &Definition, found: &mut Found) {
    opens_with(definition, found);
    synonyms(definition, found);
    target(definition, found);
    details(definition, found);
}

fn target(definition: &Definition, found: &mut Found) {
    let targets = [
        ("target_working_days", &definition.target_working_days),
        ("target_days", &definition.target_days),
    ];
    for (path, days) in targets {
        match days {
            Some(Amount::Number(days)) if *days < 1 => {
                found.add(path, "the target must be at least a day");
            }
            Some(Amount::Named(name)) => number_parameter(definition, path, name, found),
            Some(Amount::Number(_)) | None => {}
        }
    }
    if targets.iter().all(|(_, days)| days.is_some()) {
        found.add("target_days", "state the target once");
    }
    if let Some(id) = &definition.next.counted_from {
        match definition.question(id) {
            Some(question) if question.kind.rules().is_date() => {}
            Some(_) => found.add(
                "next.counted_from",
                format!("`{id}` does not ask for a date"),
            ),
            None => found.add("next.counted_from", format!("there is no question `{id}`")),
        }
    }
}

/// Checks the answers that name a request. An email may be read by others, and on a locked screen.
fn details(definition: &Definition, found: &mut Found) {
    for (at, detail) in definition.naming.details.iter().enumerate() {
        let path = format!("naming.details[{at}]");
        let id = &detail.question;
        let Some(question) = definition.question(id) else {
            found.add(path, format!("there is no question `{id}`"));
            continue;
        };
        let is_personal = question.about.is_some() || question.kind.rules().is_own_words();
        if detail.in_mail && (is_personal || definition.special_category) {
            let message = format!("the answer to `{id}` may be personal, so no email repeats it");
            found.add(format!("{path}.in_mail"), message);
        }
    }
}

fn opens_with(definition: &Definition, found: &mut Found) {
    let opening = definition.opens_with.iter().flatten();
    for (at, id) in opening.clone().enumerate() {
        let path = format!("opens_with[{at}]");
        match definition.question(id) {
            None => found.add(&path, format!("there is no question `{id}`")),
            Some(question) => {
                let rules = question.kind.rules();
                if question.is_address() && definition.special_category {
                    let message = format!(
                        "`{id}` opens requests with special category data to everybody with the same postcode"
                    );
                    found.add(&path, message);
                }
                if !question.is_address() && rules.contact() != Some(ContactDetail::Email) {
                    let message = format!("`{id}` asks for neither an email nor an address");
                    found.add(&path, message);
                }
            }
        }
        if opening.clone().take(at).any(|earlier| earlier == id) {
            found.add(path, format!("`{id}` is named twice"));
        }
    }
}

fn synonyms(definition: &Definition, found: &mut Found) {
    for (at, group) in definition.synonyms.iter().enumerate() {
        let path = format!("synonyms[{at}]");
        if group.words.len() < 2 {
            found.add(&path, "synonyms need at least two words");
        }
        if group.words.iter().any(|word| word.trim().is_empty()) {
            found.add(&path, "a synonym is blank");
        }
        if !definition.speaks(group.language) {
            let code = group.language.code();
            let message = format!("`{code}` is not one of the languages");
            found.add(format!("{path}.language"), message);
        }
    }
}
