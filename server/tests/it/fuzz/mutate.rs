//! Mutates samples: bytes, text, lines of a file, JSON.

use super::run::Random;
use serde_json::{Value, json};

/// Markup that must never be in a page as it is.
pub const MARKUP: &str = "<script>alert(1)</script>";

/// What tends to break programs.
const TOKENS: [&str; 34] = [
    "",
    " ",
    "\0",
    "\u{1b}[2J",
    "\r\n",
    "\r\nSet-Cookie: doorstep=x",
    "\u{feff}",
    "\u{202e}abc",
    "\u{2028}",
    "\u{2066}x\u{2069}",
    "\u{200b}",
    "\u{e0041}\u{e007f}",
    "e\u{301}\u{302}\u{303}",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦",
    "İı",
    "ﬃ",
    "%00",
    "%ff%fe",
    "%",
    MARKUP,
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE drafts; --",
    "{{7*7}}${7*7}",
    "../../etc/passwd",
    "=cmd|'/c calc'!A1",
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "NaN",
    "null",
    "2026-02-30",
    "\u{ffff}\u{10ffff}",
    "[[[[[[{\"a\":",
];

/// A token, sometimes a very long one.
pub fn token(random: &mut Random) -> String {
    let one = (*random.pick(&TOKENS)).to_owned();
    match random.below(12) {
        0 => one.repeat(2000),
        1 => "x".repeat(random.below(70_000)),
        _ => one,
    }
}

/// Text with a few places changed.
pub fn text(random: &mut Random, sample: &str) -> String {
    let mut text = sample.to_owned();
    for _ in 0..=random.below(3) {
        let (from, to) = (place(random, &text), place(random, &text));
        let (from, to) = (from.min(to), from.max(to));
        match random.below(5) {
            0 => text.insert_str(from, &token(random)),
            1 => text.replace_range(from..to, ""),
            2 => text.replace_range(from..to, &token(random)),
            3 => {
                let again = text[from..to].to_owned();
                text.insert_str(to, &again);
            }
            _ => text = token(random),
        }
    }
    text
}

/// The position of a character, or the end.
fn place(random: &mut Random, text: &str) -> usize {
    let near = random.below(text.len() + 1);
    (near..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

/// Bytes with a few changed, removed or repeated.
pub fn bytes(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        let byte = u8::try_from(random.below(256)).unwrap();
        match random.below(4) {
            0 => bytes.insert(at, byte),
            1 => bytes.truncate(at),
            2 => bytes.extend_from_within(at..),
            _ => {
                if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
        }
        bytes.truncate(200_000);
    }
}

/// A file of lines with a few removed, repeated, exchanged or mutated.
pub fn lines(random: &mut Random, sample: &str) -> String {
    let mut lines: Vec<String> = sample.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(4) {
        if lines.is_empty() {
            break;
        }
        let (one, other) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(6) {
            0 => drop(lines.remove(one)),
            1 => lines.insert(other, lines[one].clone()),
            2 => lines.swap(one, other),
            3 => lines[one] = text(random, &lines[one].clone()),
            _ => lines[one] = value_of_line(random, &lines[one]),
        }
    }
    lines.join("\n")
}

/// The line with another value after its `=`, as TOML has it.
fn value_of_line(random: &mut Random, line: &str) -> String {
    let Some((key, value)) = line.split_once('=') else {
        return line.to_owned();
    };
    let quoted = serde_json::to_string(&token(random)).unwrap();
    let other = match random.below(8) {
        0 => "[]".to_owned(),
        1 => "{ en = \"x\" }".to_owned(),
        2 => "true".to_owned(),
        3 => "-9223372036854775808".to_owned(),
        4 => "18446744073709551616".to_owned(),
        5 => format!("[{value}, {value}]"),
        6 => "\"\"".to_owned(),
        _ => quoted,
    };
    format!("{key}= {other}")
}

/// A JSON value with a few places changed.
pub fn json(random: &mut Random, value: &mut Value) {
    for _ in 0..=random.below(3) {
        json_once(random, value);
    }
}

fn json_once(random: &mut Random, value: &mut Value) {
    // Goes down, and mutates what it comes to.
    let deeper = random.percent(75);
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            let key = random.pick(&keys).clone();
            match random.below(8) {
                0 => drop(fields.remove(&key)),
                1 => {
                    let moved = fields.remove(&key).unwrap();
                    fields.insert(text(random, &key), moved);
                }
                2 => drop(fields.insert(token(random), json!(token(random)))),
                _ => json_once(random, &mut fields[&key]),
            }
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = random.below(items.len());
            match random.below(4) {
                0 => drop(items.remove(at)),
                1 => items.extend_from_within(at..),
                _ => json_once(random, &mut items[at]),
            }
        }
        other => *other = replaced(random, other),
    }
}

fn replaced(random: &mut Random, value: &Value) -> Value {
    let sample = value.as_str().unwrap_or("sample");
    match random.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!([]),
        3 => json!({}),
        4 => json!(u64::MAX),
        5 => json!(i64::MIN),
        6 => json!(1e300),
        7 => json!([value, value]),
        8 => json!({"": value, "en": value}),
        9 => (0..100).fold(value.clone(), |inner, _| json!([inner])),
        _ => json!(text(random, sample)),
    }
}
