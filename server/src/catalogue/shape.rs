//! Reads the shape of a file, such as a definition, and finds every mistake in it.
//!
//! Serde stops at the first mistake. So each is noted, then removed from the tree (or, if something
//! is missing, filled in), and the tree is read again. What was changed like that is never used.

use super::BUILT_IN;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error};

/// More than any file has.
const MAX_MISTAKES: usize = 300;

/// The span of a value that was filled in.
const FILLED_IN: Range<usize> = usize::MAX..usize::MAX;

/// A mistake and its place in the text.
pub(super) type Located = (Option<Range<usize>>, String);

/// What a file says, with the unknown keys that were left out.
///
/// # Errors
/// Every mistake, if one leaves nothing to use.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<(T, Vec<Located>), Vec<Located>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(one_each_line(text, &errors));
    }
    let span = root.span();
    let mut reader = Reader::<T> {
        root: Spanned::new(span, DeValue::Table(root.into_inner())),
        mistakes: Vec::new(),
        removed: Vec::new(),
        is_changed: false,
        what: PhantomData,
    };
    while reader.mistakes.len() < MAX_MISTAKES {
        match reader.value() {
            Ok(value) if !reader.is_changed => return Ok((value, reader.mistakes)),
            Ok(_) => break,
            Err(error) if reader.note(&error) => {}
            Err(_) => break,
        }
    }
    Err(reader.mistakes)
}

/// A mistake of syntax confuses the rest of its line.
fn one_each_line(text: &str, errors: &[Error]) -> Vec<Located> {
    let line = |error: &Error| {
        let start = error.span().map_or(0, |span| span.start);
        text.get(..start)
            .map_or(0, |before| before.matches('\n').count())
    };
    let mut known = Vec::new();
    let mut kept = Vec::new();
    for error in errors {
        if !known.contains(&line(error)) {
            known.push(line(error));
            kept.push(located(error));
        }
    }
    kept
}

fn located(error: &Error) -> Located {
    (error.span(), error.message().replace('\n', " "))
}

struct Reader<'t, T> {
    root: Spanned<DeValue<'t>>,
    mistakes: Vec<Located>,
    /// Keys that were removed, each with the span of its table.
    removed: Vec<(Range<usize>, String)>,
    /// Whether more than unknown keys were removed.
    is_changed: bool,
    what: PhantomData<T>,
}

impl<T: DeserializeOwned> Reader<'_, T> {
    fn value(&self) -> Result<T, Error> {
        let table = match self.root.get_ref() {
            DeValue::Table(table) => table.clone(),
            _ => DeTable::new(),
        };
        let root = Spanned::new(self.root.span(), table);
        T::deserialize(Deserializer::from(root))
    }

    /// Notes a mistake and changes the tree so that reading goes on behind it. `false` if it
    /// cannot.
    fn note(&mut self, error: &Error) -> bool {
        let Some(span) = error.span() else {
            self.mistakes.push(located(error));
            return false;
        };
        let message = error.message();
        if let Some(field) = quoted(message, "missing field `") {
            let field = field.to_owned();
            if !self.removed.contains(&(span.clone(), field.clone())) {
                self.mistakes.push(located(error));
            }
            self.is_changed = true;
            return self.fill_in(&span, &field) || self.remove(&span);
        }
        self.mistakes.push(located(error));
        let is_unknown = message.starts_with("unknown field `");
        if is_unknown && remove_key(self.root.get_mut(), &span) {
            return true;
        }
        self.is_changed = true;
        self.remove(&span)
    }

    /// Removes the value at a span.
    fn remove(&mut self, span: &Range<usize>) -> bool {
        let root = self.root.span();
        remove_value(self.root.get_mut(), &root, span, &mut self.removed)
    }

    /// Fills in a missing field of the table at a span, with a value that can be read.
    fn fill_in(&mut self, span: &Range<usize>, field: &str) -> bool {
        for value in fillings(field) {
            let Some(table) = table_at(&mut self.root, span) else {
                return false;
            };
            let key = Spanned::new(FILLED_IN, Cow::Owned(field.to_owned()));
            table.insert(key, Spanned::new(FILLED_IN, value));
            match self.value() {
                Err(error) if error.span() == Some(FILLED_IN) => {}
                _ => return true,
            }
        }
        if let Some(table) = table_at(&mut self.root, span) {
            table.remove(field);
        }
        false
    }
}

/// Values that a field of this name may take: that of a built-in definition, or one of each kind.
fn fillings(field: &str) -> Vec<DeValue<'static>> {
    let model = BUILT_IN.iter().find_map(|(_, text)| {
        let table = DeTable::parse(text).ok()?.into_inner();
        table.get(field).map(|value| value.get_ref().clone())
    });
    let simple = ["\"x\"", "1", "true", "[]", "{}"].into_iter();
    let simple = simple.filter_map(|text| Some(DeValue::parse(text).ok()?.into_inner()));
    model.into_iter().chain(simple).collect()
}

fn table_at<'v, 't>(
    value: &'v mut Spanned<DeValue<'t>>,
    span: &Range<usize>,
) -> Option<&'v mut DeTable<'t>> {
    if value.span() == *span && matches!(value.get_ref(), DeValue::Table(_)) {
        return match value.get_mut() {
            DeValue::Table(table) => Some(table),
            _ => None,
        };
    }
    match value.get_mut() {
        DeValue::Table(table) => table
            .iter_mut()
            .find_map(|(_, inside)| table_at(inside, span)),
        DeValue::Array(items) => items.iter_mut().find_map(|inside| table_at(inside, span)),
        _ => None,
    }
}

/// Removes the entry whose key is at this span.
fn remove_key(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => {
            let key = table.iter().find(|(key, _)| key.span() == *span);
            match key.map(|(key, _)| key.get_ref().to_string()) {
                Some(key) => table.remove(key.as_str()).is_some(),
                None => table
                    .iter_mut()
                    .any(|(_, inside)| remove_key(inside.get_mut(), span)),
            }
        }
        DeValue::Array(items) => items
            .iter_mut()
            .any(|inside| remove_key(inside.get_mut(), span)),
        _ => false,
    }
}

/// Removes the innermost value at this span from its table or array.
fn remove_value(
    value: &mut DeValue<'_>,
    own: &Range<usize>,
    span: &Range<usize>,
    removed: &mut Vec<(Range<usize>, String)>,
) -> bool {
    match value {
        DeValue::Table(table) => {
            for (_, inside) in table.iter_mut() {
                let own = inside.span();
                if remove_value(inside.get_mut(), &own, span, removed) {
                    return true;
                }
            }
            let found = table.iter().find(|(_, inside)| inside.span() == *span);
            let Some(key) = found.map(|(key, _)| key.get_ref().to_string()) else {
                return false;
            };
            table.remove(key.as_str());
            removed.push((own.clone(), key));
            true
        }
        DeValue::Array(items) => {
            for inside in items.iter_mut() {
                let own = inside.span();
                if remove_value(inside.get_mut(), &own, span, removed) {
                    return true;
                }
            }
            let before = items.len();
            let kept = items.iter().filter(|inside| inside.span() != *span);
            *items = kept.cloned().collect::<DeArray<'_>>();
            items.len() < before
        }
        _ => false,
    }
}

fn quoted<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.split('`').next()
}
