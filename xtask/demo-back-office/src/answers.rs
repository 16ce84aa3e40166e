//! What the resident said, in words: labels and values from the form's definition.

use super::event::Event;
use super::forms::Form;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;

/// A label and what was said, line by line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub label: String,
    pub lines: Vec<String>,
}

/// The answers in the order they were asked. Without a form, ids and values as they came.
pub(super) fn rows(form: Option<&Form>, event: &Event) -> Vec<Row> {
    let authority = event.data("authority");
    let mut rows = Vec::new();
    let mut shown = BTreeSet::new();
    if let Some(form) = form {
        for (id, question) in form.questions() {
            let given = event.answers().find(|(name, _)| *name == id);
            let Some((_, answer)) = given else { continue };
            let label = question.get("short").or_else(|| question.get("label"));
            let label = label.and_then(|label| form.text(label, authority));
            rows.push(Row {
                label: label.unwrap_or_else(|| id.to_owned()),
                lines: lines(form, question, answer, authority),
            });
            shown.insert(id);
        }
    }
    let others = event
        .answers()
        .filter(|(id, _)| !shown.contains(id.as_str()));
    rows.extend(others.map(|(id, answer)| Row {
        label: id.clone(),
        lines: plain(answer),
    }));
    rows
}

/// Fields of the event that are newer than this program; an id of an advice page is put in words.
pub(super) fn others(form: Option<&Form>, event: &Event) -> Vec<Row> {
    let authority = event.data("authority");
    let words = |line: String| {
        let outcome = form.and_then(|form| form.outcome(&line, authority));
        outcome.unwrap_or(line)
    };
    event
        .others()
        .map(|(name, value)| Row {
            label: capital(&name.replace('_', " ")),
            lines: plain(value).into_iter().map(words).collect(),
        })
        .collect()
}

/// The name of a council by its id: `tunbridge-wells` is Tunbridge Wells.
pub(super) fn council(id: &str) -> String {
    let words: Vec<String> = id.split('-').map(capital).collect();
    words.join(" ")
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// The value of an answer by the kind of its question.
fn lines(form: &Form, question: &Value, answer: &Value, authority: &str) -> Vec<String> {
    let (kind, fields) = kind(question);
    let text = |name: &str| form.text(fields?.get(name)?, authority);
    let option = |id: &str| {
        let options = fields.and_then(|fields| fields.get("options")?.as_array());
        let mut options = options.into_iter().flatten();
        let chosen = options.find(|option| option.get("id").and_then(Value::as_str) == Some(id));
        chosen.and_then(|chosen| form.text(chosen.get("label")?, authority))
    };
    match (kind, answer) {
        ("radios", Value::String(id)) => vec![option(id).unwrap_or_else(|| id.clone())],
        ("checkboxes", Value::Array(ids)) => ids
            .iter()
            .flat_map(|id| match id.as_str().and_then(option) {
                Some(label) => vec![label],
                None => plain(id),
            })
            .collect(),
        ("yes-no", Value::String(answer)) => vec![match answer.as_str() {
            "yes" => text("yes").unwrap_or_else(|| "Yes".to_owned()),
            "no" => text("no").unwrap_or_else(|| "No".to_owned()),
            other => other.to_owned(),
        }],
        ("declaration", Value::String(_)) => {
            vec![format!(
                "Confirmed: {}",
                text("statement").unwrap_or_default()
            )]
        }
        ("date", Value::String(date)) => match date.parse::<Date>() {
            Ok(date) => vec![date.strftime("%A %-d %B %Y").to_string()],
            Err(_) => plain(answer),
        },
        ("money", Value::Number(pence)) => match pence.as_i64() {
            Some(pence) => vec![pounds(pence)],
            None => plain(answer),
        },
        ("whole-number", Value::Number(number)) => match number.as_i64() {
            Some(number) => vec![grouped(number)],
            None => plain(answer),
        },
        ("address", Value::Object(_)) => address(answer),
        ("location", Value::Object(_)) => location(answer),
        _ => plain(answer),
    }
}

/// A kind is a name, or a table with one name and its fields.
fn kind(question: &Value) -> (&str, Option<&Value>) {
    match question.get("kind") {
        Some(Value::String(name)) => (name, None),
        Some(Value::Object(table)) => table
            .iter()
            .next()
            .map_or(("", None), |(name, fields)| (name.as_str(), Some(fields))),
        _ => ("", None),
    }
}

fn address(answer: &Value) -> Vec<String> {
    let mut lines = answer.get("lines").map(plain).unwrap_or_default();
    for name in ["town", "postcode", "country"] {
        lines.extend(answer.get(name).into_iter().flat_map(plain));
    }
    if let Some(uprn) = answer.get("uprn").and_then(Value::as_str) {
        lines.push(format!("UPRN {uprn}"));
    }
    lines
}

fn location(answer: &Value) -> Vec<String> {
    let mut lines = answer.get("description").map(plain).unwrap_or_default();
    if let (Some(lat), Some(lon)) = (answer.get("lat"), answer.get("lon")) {
        lines.push(format!("Pin: {lat}, {lon}"));
    }
    lines
}

fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let (pence, pounds) = (pence.unsigned_abs() % 100, pence.unsigned_abs() / 100);
    let pounds = grouped(i64::try_from(pounds).unwrap_or(i64::MAX));
    format!("{sign}£{pounds}.{pence:02}")
}

/// With commas between thousands.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-" } else { "" }.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Any value as it came.
fn plain(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => text.lines().map(str::to_owned).collect(),
        Value::Array(values) => values.iter().flat_map(plain).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name}: {}", plain(value).join(", ")))
            .collect(),
        other => vec![other.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_style_guide_says() {
        for (number, words) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (-12_345_678, "-12,345,678"),
        ] {
            assert_eq!(grouped(number), words);
        }
        assert_eq!(pounds(123_405), "£1,234.05");
        assert_eq!(pounds(-5), "-£0.05");
        assert_eq!(council("tunbridge-wells"), "Tunbridge Wells");
    }
}
