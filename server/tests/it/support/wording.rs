//! Interface phrases by key, so that a test cannot assert the absence of a phrase that no
//! longer exists.

use app::wording::WordingByLanguage;
use shared::language::Language;
use std::sync::LazyLock;

static WORDS: LazyLock<WordingByLanguage> = LazyLock::new(|| WordingByLanguage::load().unwrap());

/// The English phrase of a key. Panics if there is no such key.
#[track_caller]
pub fn phrase(key: &str) -> String {
    phrase_with(key, &[])
}

/// As [`phrase`], with the placeholders filled in.
#[track_caller]
pub fn phrase_with(key: &str, values: &[(&str, &str)]) -> String {
    let words = WORDS.of(Language::En);
    assert!(words.has(key), "no locale has the key {key}");
    words.with(key, values)
}
