//! Parses a definition file and locates every mistake in it.

use super::shape::{self, Located};
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

/// Parses and checks one definition. With `authorities`, naming another one is a mistake.
///
/// # Errors
/// Every mistake with its position. Mistakes of syntax hide those of shape, and both hide what
/// [`check`](shared::service::check::check) finds, because there is no definition to check yet;
/// unknown keys hide nothing.
pub fn read(
    file: &str,
    text: &str,
    authorities: Option<&[String]>,
) -> Result<Definition, Vec<Mistake>> {
    let at = |span: Option<Range<usize>>, message: String| {
        let (line, column) = position(text, span.map_or(0, |span| span.start));
        Mistake {
            file: file.to_owned(),
            line,
            column,
            message,
        }
    };
    let every = |found: Vec<Located>| -> Vec<Mistake> {
        let found = found.into_iter();
        found.map(|(span, message)| at(span, message)).collect()
    };
    // Only a file with a mistake is read as a tree, which takes many times the memory.
    let (definition, unknown) = match toml::from_str::<Definition>(text) {
        Ok(definition) => (definition, Vec::new()),
        Err(_) => shape::read(text).map_err(|found| {
            let mut mistakes = every(found);
            // What the file as a whole lacks comes last.
            mistakes.sort_by_key(|one| ((one.line, one.column) == (1, 1), one.line, one.column));
            mistakes
        })?,
    };
    let mut mistakes = every(unknown);
    let tree = LazyCell::new(|| DeTable::parse(text).ok());
    let place = |path: &str| tree.as_ref().and_then(|tree| span_of(tree.get_ref(), path));
    mistakes.extend(
        shared::service::check::check(&definition)
            .into_iter()
            .map(|mistake| {
                let message = match mistake.path.as_str() {
                    "" => mistake.message,
                    path => format!("{path}: {}", mistake.message),
                };
                at(place(&mistake.path), message)
            }),
    );
    for (index, authority) in definition.authorities.iter().enumerate() {
        if authorities.is_some_and(|known| !known.contains(authority)) {
            let path = format!("authorities[{index}]");
            let message = format!("{path}: there is no authority `{authority}` in the settings");
            mistakes.push(at(place(&path), message));
        }
    }
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
