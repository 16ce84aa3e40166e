//! Checks the spelling and uniqueness of ids.

use super::Found;
use crate::paths::RESERVED_PAGES;
use crate::service::Definition;
use std::collections::BTreeMap;

const MAX_ID: usize = 64;

pub(super) fn check(definition: &Definition, found: &mut Found) {
    spelt(&definition.id, "id", false, found);
    if let Some(topic) = &definition.topic {
        spelt(topic, "topic", false, found);
    }
    let mut pages = Unique::new("page");
    let mut questions = Unique::new("question");
    let mut fields = Unique::new("field");
    // What was said by passing either is known by its id.
    let mut passable = Unique::new("notice or outcome");
    for (at, page) in definition.pages.iter().enumerate() {
        let path = format!("pages[{at}].id");
        spelt(&page.id, &path, false, found);
        if RESERVED_PAGES.contains(&page.id.as_str()) {
            found.add(&path, format!("`{}` is a path of every service", page.id));
        }
        pages.take(&page.id, &path, found);
        for (place, notice) in page.notices.iter().enumerate() {
            let path = format!("pages[{at}].notices[{place}].id");
            spelt(&notice.id, &path, false, found);
            passable.take(&notice.id, &path, found);
        }
        for (place, group) in page.one_of.iter().enumerate() {
            let path = format!("pages[{at}].one_of[{place}].code");
            spelt(&group.code, &path, false, found);
        }
        for (place, question) in page.questions.iter().enumerate() {
            let path = format!("pages[{at}].questions[{place}]");
            let own = format!("{path}.id");
            spelt(&question.id, &own, true, found);
            questions.take(&question.id, &own, found);
            for name in question.field_names() {
                fields.take(&name, &own, found);
            }
            let mut options = Unique::new("option");
            for (place, option) in question.options().iter().enumerate() {
                let path = format!("{path}.kind.options[{place}].id");
                spelt(&option.id, &path, true, found);
                options.take(&option.id, &path, found);
            }
            for (place, rule) in question.rules.iter().enumerate() {
                spelt(
                    &rule.code,
                    &format!("{path}.rules[{place}].code"),
                    false,
                    found,
                );
            }
        }
    }
    for (at, outcome) in definition.outcomes.iter().enumerate() {
        let path = format!("outcomes[{at}].id");
        spelt(&outcome.id, &path, false, found);
        passable.take(&outcome.id, &path, found);
    }
    let mut recipients = Unique::new("recipient");
    for (at, recipient) in definition.recipients.iter().enumerate() {
        let path = format!("recipients[{at}].id");
        spelt(&recipient.id, &path, true, found);
        recipients.take(&recipient.id, &path, found);
    }
    let mut authorities = Unique::new("authority");
    for (at, authority) in definition.authorities.iter().enumerate() {
        let path = format!("authorities[{at}]");
        spelt(authority, &path, false, found);
        authorities.take(authority, &path, found);
    }
    for (table, values) in &definition.parameters {
        for name in values.keys() {
            spelt(name, &format!("parameters.{table}.{name}"), true, found);
        }
    }
}

/// Checks that an id is lower-case words of letters and digits, starting with a letter, joined by
/// `-` (or `_`, for ids that are never part of a path).
fn spelt(id: &str, path: &str, snake: bool, found: &mut Found) {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let joints: &[char] = if snake { &['-', '_'] } else { &['-'] };
    let sound = id.len() <= MAX_ID
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.split(joints).all(word);
    if !sound {
        let case = if snake { "kebab or snake" } else { "kebab" };
        found.add(
            path,
            format!("`{id}` is not in {case} case, or longer than {MAX_ID}"),
        );
    }
}

struct Unique {
    what: &'static str,
    taken: BTreeMap<String, String>,
}

impl Unique {
    fn new(what: &'static str) -> Unique {
        Unique {
            what,
            taken: BTreeMap::new(),
        }
    }

    fn take(&mut self, id: &str, path: &str, found: &mut Found) {
        match self.taken.get(id) {
            Some(first) => {
                let what = self.what;
                found.add(
                    path,
                    format!("the {what} `{id}` is used twice, first at {first}"),
                );
            }
            None => {
                self.taken.insert(id.to_owned(), path.to_owned());
            }
        }
    }
}
