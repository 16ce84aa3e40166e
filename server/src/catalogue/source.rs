//! A definition's file: what it says, and the line of everything wrong with it.

use shared::service::Definition;
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// One mistake in a definition's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    pub file: String,
    /// From 1; 0 when the file as a whole is meant.
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

/// Reads and checks one definition. With `authorities`, naming another one is a mistake.
///
/// # Errors
/// Every mistake with its place. TOML and shape mistakes hide the later ones, because
/// there is no definition to check yet.
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
    let definition: Definition = toml::from_str(text)
        .map_err(|error| vec![at(error.span(), error.message().replace('\n', " "))])?;
    let tree = DeTable::parse(text).ok();
    let place = |path: &str| tree.as_ref().and_then(|tree| span_of(tree.get_ref(), path));
    let mut mistakes: Vec<Mistake> = shared::service::check::check(&definition)
        .into_iter()
        .map(|mistake| {
            let message = match mistake.path.as_str() {
                "" => mistake.message,
                path => format!("{path}: {}", mistake.message),
            };
            at(place(&mistake.path), message)
        })
        .collect();
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

/// Where `pages[2].questions[0].when` stands; as deep as the file goes, because what is
/// missing has no place of its own.
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
                // A value's key is where the eye looks; a table of an array has no key.
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
