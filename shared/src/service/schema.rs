//! JSON Schemas (2020-12) of definitions, for authors, and of a service's answers, for integrators.

use super::{Definition, Page};
use crate::language::Language;
use crate::question::Question;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a definition file.
pub fn definition_schema() -> Json {
    schemars::schema_for!(Definition).to_value()
}

/// The schema of `answers` in a request for this service. More lenient than the check: it ignores
/// conditions and rules, so only unconditional questions are required.
pub fn answers_schema(definition: &Definition) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let reaches_all = definition
        .pages
        .iter()
        .all(|page| page.then.iter().all(|turn| turn.page.is_none()));
    for (page, question) in definition.questions() {
        properties.insert(question.id.clone(), question_schema(question));
        if reaches_all && always_asked(page, question) {
            required.push(question.id.clone());
        }
    }
    let mut schema = json!({
        "$schema": DIALECT,
        "title": definition.title.get(Language::En),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    let braces = braces(definition, &schema["properties"].to_string());
    if let (Some(schema), false) = (schema.as_object_mut(), braces.is_empty()) {
        let description = format!(
            "Words in braces stand for what the council that answers has set. {}.",
            braces.join("; ")
        );
        schema.insert("description".to_owned(), description.into());
    }
    schema
}

/// Describes each parameter in a text, by council: `{window} is 2 (all), 3 (swale)`.
fn braces(definition: &Definition, text: &str) -> Vec<String> {
    let names: BTreeSet<&String> = definition
        .parameters
        .values()
        .flat_map(|table| table.keys())
        .filter(|name| text.contains(&format!("{{{name}}}")))
        .collect();
    names
        .into_iter()
        .map(|name| {
            let values: Vec<String> = definition
                .parameters
                .iter()
                .filter_map(|(council, table)| {
                    let words = table.get(name)?.words(Language::En)?;
                    Some(format!("{words} ({council})"))
                })
                .collect();
            format!("{{{name}}} is {}", values.join(", "))
        })
        .collect()
}

fn always_asked(page: &Page, question: &Question) -> bool {
    page.when.is_none() && question.when.is_none() && !question.optional
}

fn question_schema(question: &Question) -> Json {
    let mut schema = question.kind.rules().answer_schema();
    if let Some(schema) = schema.as_object_mut() {
        let title = question.label.get(Language::En);
        schema.insert("title".to_owned(), title.into());
        if let Some(hint) = &question.hint {
            schema.insert("description".to_owned(), hint.get(Language::En).into());
        }
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::{answers_schema, definition_schema};
    use crate::question::Kind;
    use crate::service::Definition;

    const BAG: &str = include_str!("../../tests/it/definitions/missed-bag.toml");

    #[test]
    fn the_answers_schema_lists_every_question_and_requires_those_always_asked() {
        let mut definition: Definition = toml::from_str(BAG).unwrap();
        let schema = answers_schema(&definition);
        assert_eq!(schema["properties"]["missed_on"]["format"], "date");
        assert_eq!(schema["properties"]["bags"]["items"]["enum"][1], "garden");
        assert_eq!(
            schema["required"].as_array().map(Vec::len),
            Some(0),
            "a turn may skip it"
        );
        for page in &mut definition.pages {
            page.then.clear();
        }
        let required = answers_schema(&definition)["required"].clone();
        assert_eq!(
            required,
            serde_json::json!(["address", "missed_on", "email"])
        );
    }

    #[test]
    fn the_answers_schema_describes_only_the_parameters_it_uses() {
        let mut definition: Definition = toml::from_str(BAG).unwrap();
        let parameters = r#"{"all": {"window": 2, "unused": 5, "open": true},
            "swale": {"window": 3, "line": {"en": "01632 960 300"}}}"#;
        definition.parameters = serde_json::from_str(parameters).unwrap();
        assert!(answers_schema(&definition).get("description").is_none());
        let label = r#""Within {window} days? Ring {line}""#;
        definition.pages[0].questions[0].label = serde_json::from_str(label).unwrap();
        let described = answers_schema(&definition)["description"].clone();
        let described = described.as_str().unwrap_or_default();
        assert!(
            described.contains("{window} is 2 (all), 3 (swale)"),
            "{described}"
        );
        assert!(described.contains("{line} is 01632 960 300 (swale)"));
        assert!(!described.contains("unused") && !described.contains("open"));
    }

    #[test]
    fn the_definition_schema_has_every_kind_as_a_name_and_a_table() {
        let schema = definition_schema();
        let forms = schema["$defs"]["Kind"]["oneOf"].as_array().unwrap();
        let kinds = Kind::all();
        assert_eq!(forms.len(), kinds.len() + 1);
        for (kind, table) in kinds.iter().zip(&forms[1..]) {
            let slug = kind.rules().slug();
            assert!(forms[0]["enum"].as_array().unwrap().contains(&slug.into()));
            assert_eq!(table["required"], serde_json::json!([slug]));
            assert!(table["properties"][slug].is_object(), "{slug}");
        }
    }

    #[test]
    fn the_definition_schema_uses_the_published_dialect() {
        let schema = definition_schema();
        assert_eq!(schema["$schema"], super::DIALECT);
        assert!(schema["properties"]["lawful_basis"].is_object());
    }
}
