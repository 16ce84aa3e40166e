//! Merges the three layers of settings into one value and collects every error.

use super::{Config, ConfigError};
use figment::Figment;
use figment::providers::{Format, Toml};
use serde_json::Value;
use serde_path_to_error::Segment;
use std::collections::BTreeSet;
use toml::de::DeTable;

pub(super) const DEFAULTS: &str = include_str!("../../doorstep.toml");

/// The variable that names the file.
pub(super) const FILE: &str = "DOORSTEP_CONFIG";
const PREFIX: &str = "DOORSTEP__";

/// Reads the layers; `None` when not even the defaults could be read.
pub(super) fn read(variables: &[(String, String)]) -> (Option<Config>, Vec<ConfigError>) {
    let mut errors = Vec::new();
    let mut layers = Figment::from(Toml::string(DEFAULTS));
    if let Some((_, file)) = variables.iter().find(|(name, _)| name == FILE) {
        match std::fs::read_to_string(file) {
            Ok(text) => {
                let wrong = syntax_errors(file, &text);
                if wrong.is_empty() {
                    layers = layers.merge(Toml::string(&text));
                }
                errors.extend(wrong);
            }
            Err(error) => errors.push(ConfigError::new(
                FILE,
                format!("names {file}, which cannot be read: {error}"),
            )),
        }
    }
    let mut raw = Vec::new();
    for (name, text) in variables {
        let Some(rest) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let path = rest.to_ascii_lowercase().replace("__", ".");
        // Parses `true`, `8` and `[a, b]` as figment's own provider does.
        let value = text
            .parse::<figment::value::Value>()
            .unwrap_or_else(|_| figment::value::Value::from(text.as_str()));
        layers = layers.merge((path.clone(), value));
        raw.push((path, text.as_str()));
    }
    let defaults = Figment::from(Toml::string(DEFAULTS))
        .extract::<Value>()
        .unwrap_or_default();
    match layers.extract::<Value>() {
        Ok(value) => {
            let config = apply_defaults(value, &defaults, &raw, &mut errors);
            (config, errors)
        }
        Err(error) => {
            errors.push(ConfigError::new("settings", error.to_string()));
            (None, errors)
        }
    }
}

/// Every line that is not TOML.
fn syntax_errors(file: &str, text: &str) -> Vec<ConfigError> {
    let (_, found) = DeTable::parse_recoverable(text);
    let mut lines = BTreeSet::new();
    let mut errors = Vec::new();
    for error in found {
        let (line, column) = place(text, error.span());
        // A mistake confuses the rest of its line.
        if lines.insert(line) {
            errors.push(ConfigError::new(
                format!("{file}:{line}:{column}"),
                format!("is not TOML: {}", error.message().replace('\n', " ")),
            ));
        }
    }
    errors
}

/// Deserialises, collecting all errors. Serde stops at the first one, so each is noted, replaced
/// by the default (or removed), and the value is read again.
fn apply_defaults(
    mut value: Value,
    defaults: &Value,
    raw: &[(String, &str)],
    errors: &mut Vec<ConfigError>,
) -> Option<Config> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut as_text: BTreeSet<String> = BTreeSet::new();
    for _ in 0..500 {
        let error = match serde_path_to_error::deserialize::<_, Config>(&value) {
            Ok(config) => return Some(config),
            Err(error) => error,
        };
        let mut path = pointer(error.path());
        let shown = error.path().to_string();
        let message = error.inner().to_string();
        // A password of digits only is still a string.
        if message.starts_with("invalid type")
            && let Some((_, text)) = raw.iter().find(|(name, _)| *name == shown)
            && as_text.insert(shown.clone())
            && let Some(place) = value.pointer_mut(&path)
            && !place.is_string()
        {
            *place = Value::String((*text).to_owned());
            continue;
        }
        if let Some(field) = quoted(&message, "missing field `") {
            let missing = format!("{path}/{field}");
            let because_of_us = taken.contains(&missing);
            if !because_of_us {
                let dotted = if shown == "." {
                    field.to_owned()
                } else {
                    format!("{shown}.{field}")
                };
                errors.push(ConfigError::new(dotted, "is missing"));
            }
            match defaults.pointer(&missing) {
                Some(default) if !taken.contains(&format!("default {missing}")) => {
                    taken.insert(format!("default {missing}"));
                    let default = default.clone();
                    if let Some(Value::Object(section)) = value.pointer_mut(&path) {
                        section.insert(field.to_owned(), default);
                        continue;
                    }
                    return None;
                }
                _ => {}
            }
        } else if let Some(field) = quoted(&message, "unknown field `") {
            if !path.ends_with(&format!("/{field}")) {
                path = format!("{path}/{field}");
            }
            let known = message
                .split_once("expected ")
                .map_or("", |(_, known)| known);
            let dotted = dotted(&path);
            errors.push(ConfigError::new(
                dotted,
                if known.is_empty() {
                    "is not a setting".to_owned()
                } else {
                    format!(
                        "is not a setting; the settings here are {}",
                        known.trim_start_matches("one of ")
                    )
                },
            ));
        } else {
            // Reads on as the first known kind, to report the destination's other errors too.
            let first = message
                .strip_prefix("unknown variant ")
                .and_then(|rest| rest.split_once("expected")?.1.split('`').nth(1))
                .map(Value::from);
            errors.push(ConfigError::new(shown, without_value(&message)));
            if let Some(first) = first
                && let destination = path.trim_end_matches("/adapter")
                && let Some(place) = value.pointer_mut(&format!("{destination}/adapter"))
            {
                *place = first;
                continue;
            }
            let default = defaults.pointer(&path).cloned();
            if let Some(default) = default
                && let Some(place) = value.pointer_mut(&path)
                && *place != default
            {
                *place = default;
                continue;
            }
        }
        taken.insert(path.clone());
        if !remove(&mut value, &path) {
            return None;
        }
    }
    None
}

/// The expected value without the one found, which may be a key or a password.
fn without_value(message: &str) -> String {
    let found = ["invalid type", "invalid value", "invalid length"];
    match message.split_once(", expected ") {
        Some((before, expected)) if found.iter().any(|kind| before.starts_with(kind)) => {
            match expected {
                "u16" | "u32" | "u64" | "usize" => "is not a whole number, or too large".to_owned(),
                expected => format!("is not {expected}"),
            }
        }
        _ => message.to_owned(),
    }
}

/// Removes the value at a JSON pointer.
fn remove(value: &mut Value, path: &str) -> bool {
    let Some((parent, key)) = path.rsplit_once('/') else {
        return false;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    match value.pointer_mut(parent) {
        Some(Value::Object(section)) => section.remove(&key).is_some(),
        Some(Value::Array(items)) => match key.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    let mut out = String::new();
    for segment in path {
        out.push('/');
        match segment {
            Segment::Seq { index } => out.push_str(&index.to_string()),
            Segment::Map { key } => out.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => out.push_str(variant),
            Segment::Unknown => {}
        }
    }
    out
}

fn dotted(pointer: &str) -> String {
    let mut out = String::new();
    for part in pointer.split('/').skip(1) {
        if part.bytes().all(|b| b.is_ascii_digit()) {
            out.push_str(&format!("[{part}]"));
        } else {
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(part);
        }
    }
    out
}

fn quoted<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.split('`').next()
}

/// Line and column of the start of a span, from 1.
fn place(text: &str, span: Option<std::ops::Range<usize>>) -> (usize, usize) {
    let start = span.map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
    (line, column)
}
