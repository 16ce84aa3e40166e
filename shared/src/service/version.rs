//! The canonical texts that a version's hashes are computed from.

use super::Definition;
#[cfg(feature = "authoring")]
use crate::language::Text;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Canonical JSON: sorted keys, defaults omitted. The version is the SHA-256 of this text.
pub fn canonical(definition: &Definition) -> String {
    let mut text = String::new();
    // A definition has only string keys and finite numbers, so this cannot fail.
    write(
        &serde_json::to_value(definition).unwrap_or_default(),
        &mut text,
    );
    text
}

/// Canonical JSON of everything that decides whether stored answers still fit: ids, kinds,
/// conditions and limits, without display text. A draft of another version with the same shape
/// continues unchanged.
#[cfg(feature = "authoring")]
pub fn shape(definition: &Definition) -> String {
    let mut bare = definition.clone();
    wordless(&mut bare);
    canonical(&bare)
}

/// Sorts keys itself: whether `serde_json` does depends on the features other crates enable, and a
/// version must not.
fn write(json: &Json, out: &mut String) {
    match json {
        Json::Object(map) => {
            let sorted: BTreeMap<&String, &Json> = map.iter().collect();
            out.push('{');
            for (place, (key, value)) in sorted.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                out.push_str(&Json::from(key.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Json::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

#[cfg(feature = "authoring")]
fn wordless(definition: &mut Definition) {
    let none = Text::default;
    definition.title = none();
    definition.summary = none();
    definition.languages.clear();
    definition.keywords.clear();
    definition.synonyms.clear();
    definition.target_working_days = None;
    definition.target_days = None;
    definition.naming = Default::default();
    definition.opens_with = None;
    definition.start.minutes = 0;
    definition.start.body.clear();
    definition.start.needs.clear();
    definition.next.body.clear();
    definition.next.by = none();
    definition.next.counted_from = None;
    definition.next.refused.clear();
    definition.next.not_sorted.clear();
    definition.review.clear();
    definition.retention_days = 0;
    definition.purpose = Default::default();
    definition.topic = None;
    definition.lgsl = None;
    definition.lgil = None;
    definition.demonstration = false;
    for table in definition.parameters.values_mut() {
        // A text may be a time of day used in conditions; other texts are for display.
        table.retain(|_, parameter| match parameter {
            super::Parameter::Text(text) => {
                crate::condition::minute_of(text.get(Default::default())).is_some()
            }
            super::Parameter::Yes(_) | super::Parameter::Number(_) => true,
        });
    }
    for outcome in &mut definition.outcomes {
        outcome.title = none();
        outcome.body.clear();
        outcome.pass = outcome.pass.as_ref().map(|_| none());
        outcome.means = None;
    }
    for recipient in &mut definition.recipients {
        recipient.title = none();
        recipient.privacy = none();
    }
    for page in &mut definition.pages {
        page.title = None;
        page.body.clear();
        page.notices.clear();
        for group in &mut page.one_of {
            group.error = none();
        }
        page.questions.iter_mut().for_each(wordless_question);
    }
}

#[cfg(feature = "authoring")]
fn wordless_question(question: &mut crate::question::Question) {
    question.label = Text::default();
    question.short = None;
    question.hint = None;
    question.about = None;
    question.errors.clear();
    for rule in &mut question.rules {
        rule.error = Text::default();
    }
    if let Some(kind) = question.kind.rules().wordless() {
        question.kind = kind;
    }
}

#[cfg(test)]
mod tests {
    use super::{canonical, shape};
    use crate::service::Definition;

    const BAG: &str = include_str!("../../tests/it/definitions/missed-bag.toml");

    #[test]
    fn rewording_changes_the_version_but_not_the_shape() {
        let before: Definition = toml::from_str(BAG).unwrap();
        let reworded: Definition =
            toml::from_str(&BAG.replace("Report it within", "Please report it within")).unwrap();
        assert_ne!(canonical(&before), canonical(&reworded));
        assert_eq!(shape(&before), shape(&reworded));
        let widened: Definition = toml::from_str(&BAG.replace("window = 3", "window = 4")).unwrap();
        assert_ne!(shape(&before), shape(&widened));
        assert!(!shape(&before).contains("Which bags"));
    }

    #[test]
    fn metadata_and_notices_do_not_change_the_shape() {
        let before: Definition = toml::from_str(BAG).unwrap();
        let mut after = before.clone();
        after.opens_with = None;
        after.synonyms.clear();
        after.target_working_days = None;
        after.topic = Some("waste".to_owned());
        after.target_days = None;
        after.naming = Default::default();
        after.next.counted_from = None;
        after.next.refused.clear();
        after.next.not_sorted.clear();
        after.purpose = crate::service::purpose::Purpose::Report;
        for page in &mut after.pages {
            page.notices.clear();
            page.questions.iter_mut().for_each(|one| one.about = None);
        }
        assert_ne!(canonical(&before), canonical(&after));
        assert_eq!(shape(&before), shape(&after));
        // Defaults are left out, so they do not affect the version.
        after.purpose = Default::default();
        after.topic = None;
        for key in [
            "opens_with",
            "synonyms",
            "target_working_days",
            "target_days",
            "naming",
            "counted_from",
            "refused",
            "not_sorted",
            "purpose",
            "topic",
            "notices",
            "about",
        ] {
            let written = format!("\"{key}\":");
            assert!(!canonical(&after).contains(&written), "{key}");
        }
    }

    #[test]
    fn a_kind_without_fields_has_one_canonical_form() {
        let name: Definition = toml::from_str(BAG).unwrap();
        let table = BAG.replace("kind = \"email\"", "kind = { email = {} }");
        assert_ne!(table, BAG);
        let table: Definition = toml::from_str(&table).unwrap();
        assert_eq!(canonical(&name), canonical(&table));
    }
}
