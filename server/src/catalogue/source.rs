//! Parses a definition file and locates every mistake in it.

use shared::service::Definition;
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
/// Every mistake with its position. TOML and shape mistakes hide later ones, because there is
/// no definition to check yet; unknown keys do not.
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
    let mut mistakes = Vec::new();
    let mut known = text.to_owned();
    let definition: Definition = loop {
        match toml::from_str(&known) {
            Ok(definition) => break definition,
            Err(error) => {
                mistakes.push(at(error.span(), error.message().replace('\n', " ")));
                let unknown = error.message().starts_with("unknown field");
                match error.span().filter(|_| unknown) {
                    Some(key) if blank(&mut known, &key) => {}
                    _ => return Err(mistakes),
                }
            }
        }
    };
    let tree = DeTable::parse(text).ok();
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

/// Blanks `key = value` so that every other byte keeps its position. Not for a table header,
/// because the lines after it would join another table.
fn blank(text: &mut String, key: &Range<usize>) -> bool {
    let end = DeTable::parse(text)
        .ok()
        .and_then(|tree| end_of(tree.get_ref(), key));
    let Some((end, entry)) = end.and_then(|end| Some((end, text.get(key.start..end)?))) else {
        return false;
    };
    let equals = entry.get(key.len()..).map(str::trim_start);
    if !equals.is_some_and(|rest| rest.starts_with('=')) {
        return false;
    }
    let spaces: String = entry
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    let mut without = text.clone();
    without.replace_range(key.start..end, &spaces);
    // In an inline table a comma is left over, which would be a mistake of our making.
    let sound = DeTable::parse(&without).is_ok();
    if sound {
        *text = without;
    }
    sound
}

/// Where the value of the key at this span ends.
fn end_of(table: &DeTable<'_>, key: &Range<usize>) -> Option<usize> {
    fn inside(value: &DeValue<'_>, key: &Range<usize>) -> Option<usize> {
        match value {
            DeValue::Table(table) => end_of(table, key),
            DeValue::Array(items) => items.iter().find_map(|item| inside(item.get_ref(), key)),
            _ => None,
        }
    }
    table.iter().find_map(|(name, value)| {
        if name.span() == *key {
            Some(value.span().end)
        } else {
            inside(value.get_ref(), key)
        }
    })
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
