//! Checks texts (languages, length, placeholders that always have a value) and blocks.

use super::Found;
use super::structure::address;
use super::visit::{Contents, Shown};
use crate::council::AUTHORITY;
use crate::language::Text;
use crate::service::block::Block;
use crate::service::{Definition, Parameter};
use std::collections::BTreeSet;

/// Maximum length of a text, in characters.
const MAX_TEXT: usize = 4_000;

/// Placeholders that are filled in from other data than parameters.
const NOT_PARAMETERS: [&str; 3] = [AUTHORITY, "n", "suggestion"];

/// The day on which the target ends, in this text only.
const BY: (&str, &str) = ("next.by", "by");

pub(super) fn check(definition: &Definition, contents: &Contents<'_>, found: &mut Found) {
    let mut shown = BTreeSet::new();
    for (path, text, when) in &contents.texts {
        in_every_language(definition, path, text, found);
        for name in text.placeholders() {
            if let Some((AUTHORITY, question)) = name.split_once(':') {
                address(definition, question, path, found);
            } else if (path.as_str(), name) == BY {
                dated(definition, found);
            } else if !NOT_PARAMETERS.contains(&name) {
                placeholder(definition, path, name, *when, found);
                shown.insert(name);
            }
        }
    }
    for (table, values) in &definition.parameters {
        for (name, parameter) in values {
            let path = format!("parameters.{table}.{name}");
            match parameter {
                Parameter::Text(text) if shown.contains(name.as_str()) => {
                    in_every_language(definition, &path, text, found);
                }
                Parameter::Yes(_) if shown.contains(name.as_str()) => {
                    found.add(path, "a yes or no cannot be shown in a text");
                }
                _ => {}
            }
        }
    }
    for (path, block) in &contents.blocks {
        check_block(path, block, found);
        for (field, question) in [
            ("each_council_of", &block.each_council_of),
            ("council_of", &block.council_of),
        ] {
            if let Some(question) = question {
                address(definition, question, &format!("{path}.{field}"), found);
            }
        }
    }
}

fn in_every_language(definition: &Definition, path: &str, text: &Text, found: &mut Found) {
    for language in &definition.languages {
        let code = language.code();
        if !text.has(*language) {
            found.add(path, format!("the text in `{code}` is missing"));
        } else if text.get(*language).chars().count() > MAX_TEXT {
            found.add(
                path,
                format!("the text in `{code}` is longer than {MAX_TEXT} characters"),
            );
        }
    }
}

fn placeholder(definition: &Definition, path: &str, name: &str, when: Shown, found: &mut Found) {
    if !given_to_all(definition, name) {
        let missing: Vec<&str> = definition
            .authorities
            .iter()
            .map(String::as_str)
            .filter(|authority| definition.parameter(Some(authority), name).is_none())
            .collect();
        if missing.len() == definition.authorities.len() {
            found.add(path, format!("there is no parameter `{name}`"));
            return;
        }
        for authority in missing {
            found.add(
                format!("parameters.{authority}"),
                format!("`{name}` is missing, which {path} shows"),
            );
        }
    }
    // Until the address is known, the request may be on the site of an authority that does not
    // offer this service.
    let decided = definition
        .pages
        .iter()
        .position(|page| {
            page.questions
                .iter()
                .any(|question| definition.served_by.contains(&question.id))
        })
        .map(Shown::On);
    if decided.is_some_and(|decided| when <= decided) && !given_to_all(definition, name) {
        found.add(
            path,
            format!(
                "`{name}` is shown before it is known who serves: give it a value in parameters.all"
            ),
        );
    }
}

fn dated(definition: &Definition, found: &mut Found) {
    if definition.target_working_days.is_none() && definition.target_days.is_none() {
        found.add(
            BY.0,
            "`{by}` needs `target_working_days` or `target_days` to count to",
        );
    }
}

fn given_to_all(definition: &Definition, name: &str) -> bool {
    definition.parameter(None, name).is_some()
}

fn check_block(path: &str, block: &Block, found: &mut Found) {
    let stated = [
        block.heading.is_some(),
        block.text.is_some(),
        !block.list.is_empty(),
        block.warning.is_some(),
        block.inset.is_some(),
        block.phone.is_some(),
        block.link.is_some(),
        block.council_of.is_some(),
    ];
    if stated.iter().filter(|one| **one).count() != 1 {
        found.add(path, "a block has exactly one content");
    }
    if let Some(link) = &block.link {
        let known = ["https://", "http://", "/"];
        // `//` would start a link to another host.
        let elsewhere = link.href.starts_with("//");
        if elsewhere || !known.iter().any(|start| link.href.starts_with(start)) {
            found.add(
                format!("{path}.link.href"),
                "a link begins with https://, http:// or /",
            );
        }
    }
}
