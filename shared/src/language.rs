//! The supported languages. To add one: a variant here and a folder in `app/locales`.

use crate::untagged::{self, Untagged, untagged};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A language of the interface, by its BCP 47 code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Cy,
}

impl Language {
    pub const ALL: [Language; 2] = [Language::En, Language::Cy];

    /// The code for `lang` attributes and locale folders.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Cy => "cy",
        }
    }

    /// The path prefix of this language; empty for English.
    pub fn prefix(self) -> &'static str {
        match self {
            Language::En => "",
            Language::Cy => "/cy",
        }
    }

    /// Whether this is the language of texts that name none.
    pub fn is_default(&self) -> bool {
        *self == Language::default()
    }

    pub fn parse(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// A text in a definition: one string (English), or one per language.
///
/// May contain `{parameter}` placeholders; [`crate::journey::Journey::fill`] replaces them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Text {
    English(String),
    ByLanguage(BTreeMap<Language, String>),
}

untagged!(Text);

impl Untagged for Text {
    const SHAPES: &'static str = "a text, or a table of texts by language";

    fn from_text(text: String) -> Option<Text> {
        Some(Text::English(text))
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Text, A::Error> {
        untagged::map(map).map(Text::ByLanguage)
    }
}

impl Text {
    /// The text in `language`, else in English, else `""`.
    pub fn get(&self, language: Language) -> &str {
        match self {
            Text::English(text) => text,
            Text::ByLanguage(texts) => texts
                .get(&language)
                .or_else(|| texts.get(&Language::En))
                .map(String::as_str)
                .unwrap_or_default(),
        }
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        *self == Text::default()
    }

    /// The placeholder names, in every language.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        let (one, several) = match self {
            Text::English(text) => (Some(text), None),
            Text::ByLanguage(texts) => (None, Some(texts.values())),
        };
        one.into_iter()
            .chain(several.into_iter().flatten())
            .flat_map(|text| placeholders(text))
    }

    /// Whether there is a text in `language` itself.
    pub fn has(&self, language: Language) -> bool {
        match self {
            Text::English(text) => language == Language::En && !text.trim().is_empty(),
            Text::ByLanguage(texts) => texts.get(&language).is_some_and(|t| !t.trim().is_empty()),
        }
    }
}

/// The placeholder names in a text.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|after| after.split_once('}').map(|(name, _)| name))
}

impl Default for Text {
    fn default() -> Self {
        Text::English(String::new())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::English(text.to_owned())
    }
}
