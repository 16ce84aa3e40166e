//! Every wording key in use exists, every key is used, and every error of the engine has words.
//! Read from the sources, so new files are covered.

use crate::tidy::{literals, sources};
use app::wording::WordingByLanguage;
use shared::language::Language;
use shared::question::authoring;
use std::collections::BTreeSet;

/// Pages that look phrases up through a closure, which adds this prefix to the key.
const PREFIXED_PAGES: [(&str, &str); 3] = [
    ("app/src/pages/accessibility.rs", "page-accessibility-"),
    ("app/src/pages/cookies.rs", "page-cookies-"),
    ("app/src/pages/privacy.rs", "page-privacy-"),
];

/// Literals that look like keys and are not: a format of JSON Schema.
const NOT_KEYS: [&str; 1] = ["date-time"];

fn keys() -> BTreeSet<String> {
    let words = WordingByLanguage::load().unwrap();
    words.of(Language::En).phrases.keys().cloned().collect()
}

/// Whether a literal has only the characters of keys and of `format!` placeholders.
fn looks_like_a_key(literal: &str) -> bool {
    let made = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-{}_".contains(&b);
    literal.contains('-') && !literal.ends_with('-') && literal.bytes().all(made)
}

/// Every key that a source names, whole or with `format!` placeholders, and the literals that
/// were skipped as one of [`NOT_KEYS`].
fn used_keys() -> (Vec<(String, String)>, BTreeSet<&'static str>) {
    let keys = keys();
    let first = |key: &String| format!("{}-", key.split('-').next().unwrap_or_default());
    let prefixes: BTreeSet<String> = keys.iter().map(first).collect();
    let (mut used, mut skipped) = (Vec::new(), BTreeSet::new());
    for (path, text) in ["app/src", "server/src", "shared/src"]
        .into_iter()
        .flat_map(|folder| sources(folder, &[".rs"]))
    {
        let path = path.to_string_lossy().into_owned();
        let prefixed = PREFIXED_PAGES.iter().find(|(file, _)| path.ends_with(file));
        for literal in literals(&text) {
            if let Some((_, prefix)) = prefixed
                && !keys.contains(literal)
            {
                let key = format!("{prefix}{literal}");
                let looked_up = text.contains(&format!("say(\"{literal}\")"));
                if looked_up || keys.iter().any(|known| is_made(&key, known)) {
                    used.push((path.clone(), key));
                }
                continue;
            }
            let known = prefixes.iter().any(|prefix| literal.starts_with(prefix));
            if known && looks_like_a_key(literal) {
                match NOT_KEYS.into_iter().find(|not_key| *not_key == literal) {
                    Some(not_key) => _ = skipped.insert(not_key),
                    None => used.push((path.clone(), literal.to_owned())),
                }
            }
        }
    }
    (used, skipped)
}

/// Whether `format!` can make this key from a literal.
fn is_made(literal: &str, key: &str) -> bool {
    let Some((before, rest)) = literal.split_once('{') else {
        return literal == key;
    };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    key.strip_prefix(before)
        .is_some_and(|left| (0..=left.len()).any(|at| is_made(after, &left[at..])))
}

#[test]
fn every_listed_exception_is_needed() {
    let (keys, (_, skipped)) = (keys(), used_keys());
    for (file, prefix) in PREFIXED_PAGES {
        let sources = sources("app/src", &[".rs"]);
        let source = sources
            .iter()
            .find(|(path, _)| path.ends_with(file.trim_start_matches("app/src/")));
        let (_, text) = source.unwrap_or_else(|| panic!("{file} does not exist"));
        let mut prefixed = literals(text).into_iter();
        let needed = prefixed
            .any(|literal| !keys.contains(literal) && keys.contains(&format!("{prefix}{literal}")));
        assert!(needed, "{file} uses no key that begins with {prefix}");
    }
    for literal in NOT_KEYS {
        let passed = skipped.contains(literal);
        assert!(
            passed,
            "{literal} is in no source or does not look like a key"
        );
        assert!(!keys.contains(literal), "{literal} is a key");
    }
}

#[test]
fn every_used_phrase_exists_in_every_language() {
    let words = WordingByLanguage::load().unwrap();
    let (used, _) = used_keys();
    assert!(used.len() > 400, "only {} are found", used.len());
    let mut missing = Vec::new();
    for language in Language::ALL {
        let phrases = &words.of(language).phrases;
        for (path, key) in &used {
            if !phrases.keys().any(|known| is_made(key, known)) {
                missing.push(format!("{path}: {key} in {}", language.code()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_phrase_is_used() {
    let (used, _) = used_keys();
    let of_a_code = |key: &str| {
        let code = key.strip_prefix("error-");
        code.is_some_and(|code| authoring::codes().contains(&code))
    };
    // Error phrases are looked up by code, wherever the error was found.
    let by_name = |key: &str| {
        let mut found = used.iter().filter(|(_, one)| one != "error-{}");
        found.any(|(_, one)| is_made(one, key))
    };
    let mut keys: Vec<String> = keys().into_iter().collect();
    keys.retain(|key| !of_a_code(key) && !by_name(key));
    assert!(keys.is_empty(), "nobody says {}", keys.join(", "));
}

/// The error codes in a source of the engine: the last argument of `Fault::at`, the `code` of a
/// problem, and the table for dates.
fn codes(path: &str, text: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for call in text.split("Fault::at(").skip(1) {
        let (mut depth, mut end) = (1, 0);
        for (at, c) in call.char_indices() {
            depth += i32::from(c == '(') - i32::from(c == ')');
            if depth == 0 {
                end = at;
                break;
            }
        }
        let last = call[..end].trim_end_matches([',', ' ', '\n']);
        let last = last.rsplit(',').next().unwrap_or_default().trim();
        match last.strip_prefix('"').and_then(|c| c.strip_suffix('"')) {
            Some(code) => _ = codes.insert(code.to_owned()),
            None => assert!(
                path.ends_with("question/date.rs"),
                "{path}: where is the table that `{last}` is of?"
            ),
        }
    }
    for rest in text.split("code: \"").skip(1) {
        codes.extend(rest.split('"').next().map(str::to_owned));
    }
    if path.ends_with("question/date.rs") {
        let missing = literals(text).into_iter();
        let missing = missing.filter(|code| code.starts_with("missing-") && !code.ends_with('-'));
        codes.extend(missing.map(str::to_owned));
    }
    codes
}

#[test]
fn every_error_code_is_documented_and_has_a_phrase_in_every_language() {
    let mut found = BTreeSet::new();
    for (path, text) in sources("shared/src", &[".rs"]) {
        // The path inside the folder; the name of the checkout is irrelevant.
        let path = path.to_string_lossy().into_owned();
        let (_, inside) = path.rsplit_once("shared/src/").unwrap();
        if !inside.contains("tests") && !inside.starts_with("service/check/") {
            found.extend(codes(&path, &text));
        }
    }
    let published = authoring::codes().iter().map(|code| (*code).to_owned());
    let published: BTreeSet<String> = published.collect();
    assert_eq!(
        found, published,
        "the codes of the kinds differ from those published"
    );
    let words = WordingByLanguage::load().unwrap();
    for language in Language::ALL {
        for code in &published {
            let key = format!("error-{code}");
            assert!(words.of(language).has(&key), "{key} in {}", language.code());
        }
    }
}

#[test]
fn new_error_codes_and_formatted_keys_are_found() {
    let source = "Fault::at(Some(\"day\"), \"not-a-moon\") // \"not-this\"";
    assert_eq!(
        codes("x.rs", source),
        BTreeSet::from(["not-a-moon".to_owned()])
    );
    assert_eq!(literals(source), ["day", "not-a-moon"]);
    assert_eq!(
        literals(r##"'"' "a\"b" r#"c"d"# "e""##),
        ["a\\\"b", "c\"d", "e"]
    );
    assert!(is_made("notice-{kind}-body", "notice-done-body"));
    assert!(!is_made("notice-{kind}-body", "notice-done-subject"));
}
