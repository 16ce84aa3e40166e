//! The wording of the interface, read from the Fluent files of `app/locales` at start.
//!
//! To add a language: a folder of files there and a variant of `shared::language::Language`.
//! A key missing from one language is an error at start and fails a test.

use fluent_syntax::ast;
use shared::language::Language;
use shared::wording::{Category, Phrase, Wording};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// `(language, file, text)` of every locale file, listed by `build.rs`.
const FILES: &[(&str, &str, &str)] = &include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The wording in every language.
#[derive(Debug, Clone)]
pub struct WordingByLanguage {
    by_language: BTreeMap<Language, Arc<Wording>>,
    nothing: Arc<Wording>,
}

impl WordingByLanguage {
    /// Reads the compiled-in files.
    ///
    /// # Errors
    /// Every mistake: invalid or unsupported Fluent, duplicate keys, keys missing from a language,
    /// placeholders missing from a translation.
    pub fn load() -> Result<WordingByLanguage, Vec<String>> {
        WordingByLanguage::read(FILES)
    }

    fn read(files: &[(&str, &str, &str)]) -> Result<WordingByLanguage, Vec<String>> {
        let mut mistakes = Vec::new();
        let mut by_language: BTreeMap<Language, BTreeMap<String, Phrase>> = Language::ALL
            .into_iter()
            .map(|l| (l, BTreeMap::new()))
            .collect();
        for (code, file, text) in files {
            let Some(phrases) = Language::parse(code).and_then(|l| by_language.get_mut(&l)) else {
                mistakes.push(format!("{code}/{file}: no language has this code"));
                continue;
            };
            read_file(text, phrases, &mut |why| {
                mistakes.push(format!("{code}/{file}: {why}"));
            });
        }
        compare(&by_language, &mut mistakes);
        if mistakes.is_empty() {
            let by_language = by_language
                .into_iter()
                .map(|(language, phrases)| (language, Arc::new(Wording { language, phrases })))
                .collect();
            Ok(WordingByLanguage {
                by_language,
                nothing: Arc::default(),
            })
        } else {
            Err(mistakes)
        }
    }

    pub fn of(&self, language: Language) -> &Arc<Wording> {
        self.by_language.get(&language).unwrap_or(&self.nothing)
    }
}

/// Checks that every language has every key, with the same placeholders.
fn compare(by_language: &BTreeMap<Language, BTreeMap<String, Phrase>>, mistakes: &mut Vec<String>) {
    let keys: BTreeSet<&String> = by_language.values().flat_map(BTreeMap::keys).collect();
    for key in keys {
        let mut placeholders: Option<BTreeSet<String>> = None;
        for (language, phrases) in by_language {
            let Some(phrase) = phrases.get(key) else {
                mistakes.push(format!("{}: `{key}` is missing", language.code()));
                continue;
            };
            let own = placeholders_of(phrase);
            match &placeholders {
                Some(first) if *first != own => mistakes.push(format!(
                    "{}: `{key}` has other placeholders than the languages before it",
                    language.code()
                )),
                Some(_) => {}
                None => placeholders = Some(own),
            }
        }
    }
}

fn placeholders_of(phrase: &Phrase) -> BTreeSet<String> {
    let texts: Vec<&String> = match phrase {
        Phrase::Plain(text) => vec![text],
        Phrase::Plural(forms) => forms.values().collect(),
    };
    let mut found = BTreeSet::new();
    for text in texts {
        for part in text.split('{').skip(1) {
            // A plural's number may be omitted from some forms ("one address").
            if let Some((name, _)) = part.split_once('}')
                && name != "n"
            {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

fn read_file(text: &str, phrases: &mut BTreeMap<String, Phrase>, wrong: &mut dyn FnMut(String)) {
    let resource = match fluent_syntax::parser::parse(text) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let line = text
                    .get(..error.pos.start)
                    .map_or(0, |t| t.matches('\n').count() + 1);
                wrong(format!("line {line}: {}", error.kind));
            }
            resource
        }
    };
    for entry in resource.body {
        let ast::Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name.to_owned();
        let Some(value) = message.value else {
            wrong(format!("`{key}` has no text"));
            continue;
        };
        match phrase(&value) {
            Ok(phrase) => {
                if phrases.insert(key.clone(), phrase).is_some() {
                    wrong(format!("`{key}` is defined twice"));
                }
            }
            Err(why) => wrong(format!("`{key}`: {why}")),
        }
    }
}

/// A pattern with at most one selector on `$n`; the text around it is added to every form.
fn phrase(pattern: &ast::Pattern<&str>) -> Result<Phrase, String> {
    let (mut before, mut after) = (String::new(), String::new());
    let mut forms: Option<BTreeMap<Category, String>> = None;
    for element in &pattern.elements {
        let side = if forms.is_some() {
            &mut after
        } else {
            &mut before
        };
        match element {
            ast::PatternElement::TextElement { value } => side.push_str(value),
            ast::PatternElement::Placeable { expression } => match expression {
                ast::Expression::Inline(inline) => side.push_str(&placeholder(inline)?),
                ast::Expression::Select { selector, variants } => {
                    if forms.is_some() {
                        return Err("has two selectors".to_owned());
                    }
                    let ast::InlineExpression::VariableReference { id } = selector else {
                        return Err("selects on something else than $n".to_owned());
                    };
                    if id.name != "n" {
                        return Err(format!("selects on ${}; only $n is counted", id.name));
                    }
                    forms = Some(plural(variants)?);
                }
            },
        }
    }
    Ok(match forms {
        None => Phrase::Plain(before),
        Some(forms) => Phrase::Plural(
            forms
                .into_iter()
                .map(|(category, text)| (category, format!("{before}{text}{after}")))
                .collect(),
        ),
    })
}

fn plural(variants: &[ast::Variant<&str>]) -> Result<BTreeMap<Category, String>, String> {
    let mut forms = BTreeMap::new();
    for variant in variants {
        let name = match variant.key {
            ast::VariantKey::Identifier { name } => name,
            ast::VariantKey::NumberLiteral { value } => {
                return Err(format!(
                    "[{value}]: write a plural category instead of a number"
                ));
            }
        };
        let category = match name {
            "zero" => Category::Zero,
            "one" => Category::One,
            "two" => Category::Two,
            "few" => Category::Few,
            "many" => Category::Many,
            "other" => Category::Other,
            unknown => return Err(format!("[{unknown}] is not a plural category")),
        };
        match phrase(&variant.value)? {
            Phrase::Plain(text) => forms.insert(category, text),
            Phrase::Plural(_) => return Err("has a selector within a selector".to_owned()),
        };
    }
    if forms.contains_key(&Category::Other) {
        Ok(forms)
    } else {
        Err("has no [other]".to_owned())
    }
}

fn placeholder(inline: &ast::InlineExpression<&str>) -> Result<String, String> {
    match inline {
        ast::InlineExpression::VariableReference { id } => Ok(format!("{{{}}}", id.name)),
        ast::InlineExpression::StringLiteral { value } => {
            Ok(fluent_syntax::unicode::unescape_unicode_to_string(value).into_owned())
        }
        ast::InlineExpression::NumberLiteral { value } => Ok((*value).to_owned()),
        _ => Err("uses a reference or a function, which we do not read".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_key() {
        let words = WordingByLanguage::load().unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
        let english = words.of(Language::En);
        assert_eq!(english.phrases.len(), words.of(Language::Cy).phrases.len());
    }

    #[test]
    fn a_selector_becomes_a_plural_including_the_surrounding_text() {
        let words = WordingByLanguage::read(&[
            ("en", "a.ftl", "k = You have { $n ->\n    [one] { $n } try\n   *[other] { $n } tries\n } of { $all }\n"),
            ("cy", "a.ftl", "k = { $n ->\n    [zero] dim\n   *[other] { $n } o { $all }\n }{ $all }\n"),
        ])
        .unwrap();
        let say = |language, n| words.of(language).count("k", n, &[("all", "9")]);
        assert_eq!(say(Language::En, 1), "You have 1 try of 9");
        assert_eq!(say(Language::En, 2), "You have 2 tries of 9");
        assert_eq!(say(Language::Cy, 0), "dim9");
    }

    #[test]
    fn missing_keys_differing_placeholders_and_duplicates_are_reported() {
        let found = WordingByLanguage::read(&[
            ("en", "a.ftl", "a = A\nb = B { $name }\nc = C\nc = C\n"),
            ("cy", "a.ftl", "b = B { $other }\nc = C\n"),
            ("xx", "a.ftl", "a = A\n"),
        ])
        .unwrap_err();
        for part in [
            "cy: `a` is missing",
            "`b` has other placeholders",
            "`c` is defined twice",
            "xx/a.ftl",
        ] {
            assert!(
                found.iter().any(|line| line.contains(part)),
                "{part}: {found:?}"
            );
        }
    }
}
