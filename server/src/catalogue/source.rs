//! Parses a definition file and locates every mistake in it.

use super::shape::{self, Located};
use crate::config::Config;
use serde::de::DeserializeOwned;
use shared::service::Definition;
use std::cell::LazyCell;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// One mistake in a definition file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    pub file: String,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// From 1, in bytes.
    pub column: usize,
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            _ => write!(
                f,
                "{}:{}:{}: {}",
                self.file, self.line, self.column, self.message
            ),
        }
    }
}

impl Mistake {
    /// A mistake of the whole file.
    pub fn of_file(file: &str, message: impl Into<String>) -> Mistake {
        Mistake {
            file: file.to_owned(),
            line: 0,
            column: 0,
            message: message.into(),
        }
    }
}

/// The text of a file.
///
/// # Errors
/// If it cannot be read, or the position of the first byte that is not UTF-8.
pub fn text(file: &Path) -> Result<String, Mistake> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file)
        .map_err(|error| Mistake::of_file(&name, format!("cannot be read: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let sound = error.utf8_error().valid_up_to();
        let sound = error.as_bytes().get(..sound).unwrap_or_default();
        let (line, column) = position(&String::from_utf8_lossy(sound), sound.len());
        Mistake {
            file: name,
            line,
            column,
            message: "is not UTF-8; save the file as UTF-8".to_owned(),
        }
    })
}

/// The names that files may use because the settings define them.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The ids of this deployment's authorities.
    pub authorities: Vec<String>,
    /// The ids of its topics.
    pub topics: Vec<String>,
}

impl Known {
    pub fn of(config: &Config) -> Known {
        let authorities = config.authorities.iter().map(|one| one.id.clone());
        let topics = config.topics.iter().map(|one| one.id.clone());
        Known {
            authorities: authorities.collect(),
            topics: topics.collect(),
        }
    }

    /// The mistake of naming an authority that does not exist.
    pub(super) fn no_authority(&self, path: &str, id: &str) -> Option<(String, String)> {
        let message = || format!("there is no authority `{id}` in the settings");
        let is_known = self.authorities.iter().any(|known| known == id);
        (!is_known).then(|| (path.to_owned(), message()))
    }
}

/// A file being read, to say where a mistake in it is.
pub(super) struct Source<'t> {
    name: &'t str,
    text: &'t str,
}

impl<'t> Source<'t> {
    pub(super) fn new(name: &'t str, text: &'t str) -> Source<'t> {
        Source { name, text }
    }

    /// What the file says, with the mistakes that hide nothing: unknown keys.
    ///
    /// # Errors
    /// Every mistake of syntax or shape, with its position.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<(T, Vec<Mistake>), Vec<Mistake>> {
        let every = |found: Vec<Located>| -> Vec<Mistake> {
            let found = found.into_iter();
            found
                .map(|(span, message)| self.at(span, message))
                .collect()
        };
        // Only a file with a mistake is read as a tree, which takes many times the memory.
        if let Ok(value) = toml::from_str(self.text) {
            return Ok((value, Vec::new()));
        }
        match shape::read(self.text) {
            Ok((value, unknown)) => Ok((value, every(unknown))),
            Err(found) => {
                let mut mistakes = every(found);
                // What the file as a whole lacks comes last.
                mistakes
                    .sort_by_key(|one| ((one.line, one.column) == (1, 1), one.line, one.column));
                Err(mistakes)
            }
        }
    }

    /// Mistakes at the values they are about, such as `pages[2].questions[0].when`.
    pub(super) fn locate(
        &self,
        mistakes: impl IntoIterator<Item = (String, String)>,
    ) -> Vec<Mistake> {
        let tree = LazyCell::new(|| DeTable::parse(self.text).ok());
        let span = |path: &str| tree.as_ref().and_then(|tree| span_of(tree.get_ref(), path));
        let message = |path: &str, message: String| match path {
            "" => message,
            path => format!("{path}: {message}"),
        };
        let mistakes = mistakes.into_iter();
        mistakes
            .map(|(path, text)| self.at(span(&path), message(&path, text)))
            .collect()
    }

    fn at(&self, span: Option<Range<usize>>, message: String) -> Mistake {
        let (line, column) = position(self.text, span.map_or(0, |span| span.start));
        Mistake {
            file: self.name.to_owned(),
            line,
            column,
            message,
        }
    }
}

/// Parses and checks one definition. With `known`, naming anything else is a mistake.
///
/// # Errors
/// Every mistake with its position. Mistakes of syntax hide those of shape, and both hide what
/// [`check`](shared::service::check::check) finds, because there is no definition to check yet;
/// unknown keys hide nothing.
pub fn read(file: &str, text: &str, known: Option<&Known>) -> Result<Definition, Vec<Mistake>> {
    let source = Source::new(file, text);
    let (definition, mut mistakes) = source.read::<Definition>()?;
    let found = shared::service::check::check(&definition).into_iter();
    let mut found: Vec<(String, String)> = found.map(|one| (one.path, one.message)).collect();
    if let Some(known) = known {
        for (index, authority) in definition.authorities.iter().enumerate() {
            found.extend(known.no_authority(&format!("authorities[{index}]"), authority));
        }
        let topics = definition.topic.iter();
        for topic in topics.filter(|topic| !known.topics.contains(topic)) {
            let message = format!("there is no topic `{topic}` in the settings");
            found.push(("topic".to_owned(), message));
        }
    }
    mistakes.extend(source.locate(found));
    mistakes.sort();
    if mistakes.is_empty() {
        Ok(definition)
    } else {
        Err(mistakes)
    }
}

/// Line and column of a byte, from 1.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
    (line, column)
}

/// The span of a path such as `pages[2].questions[0].when`; the nearest parent's if it is
/// missing.
fn span_of(table: &DeTable<'_>, path: &str) -> Option<Range<usize>> {
    let mut found = None;
    let mut inside = Some(table);
    let mut value: Option<&DeValue<'_>> = None;
    for step in path
        .split(['.', '['])
        .map(|step| step.trim_end_matches(']'))
    {
        if step.is_empty() {
            continue;
        }
        let next = match (inside, value) {
            (Some(table), _) | (None, Some(DeValue::Table(table))) => table
                .iter()
                .find(|(key, _)| key.get_ref().as_ref() == step)
                // The key's span is the most useful; a table of an array has no key.
                .map(|(key, value)| (key.span(), value)),
            (None, Some(DeValue::Array(items))) => step
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index))
                .map(|value| (value.span(), value)),
            (None, _) => None,
        };
        let Some((span, next)) = next else { break };
        found = Some(span);
        inside = None;
        value = Some(next.get_ref());
    }
    found
}
