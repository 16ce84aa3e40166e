//! The sources themselves: what a crate may use, how long a file may grow, that the README's map
//! is true. Read from the sources, so a new file is covered.

use shared::question::Kind;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What `shared` must never know: it has no I/O, no clock, no randomness, and draws nothing.
const NOT_IN_SHARED: [&str; 9] = [
    "axum",
    "leptos",
    "tokio",
    "sqlx",
    "reqwest",
    "std::fs",
    "std::time",
    "getrandom",
    "web_sys",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(
                name.as_str(),
                "target" | "node_modules" | "var" | ".git" | "test-results" | "report"
            ) {
                files(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

pub fn sources(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&root().join(folder), endings, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn the_engine_knows_nobody_and_what_draws_knows_the_engine_only() {
    for (path, text) in sources("shared/src", &[".rs"]) {
        for word in NOT_IN_SHARED {
            assert!(
                !text.contains(&format!("use {word}")),
                "{} uses {word}",
                path.display()
            );
        }
    }
    for (path, text) in sources("app/src", &[".rs"]) {
        for word in ["axum", "tokio", "sqlx", "reqwest", "server::"] {
            assert!(
                !text.contains(&format!("use {word}")),
                "{} uses {word}",
                path.display()
            );
        }
    }
}

#[test]
fn every_kind_of_question_has_its_rules_and_its_drawing() {
    let kinds = |folder: &str| -> BTreeSet<String> {
        sources(folder, &[".rs"])
            .iter()
            .map(|(path, _)| match path.file_stem().unwrap() {
                stem if stem == "mod" => path.parent().unwrap().file_name().unwrap(),
                stem => stem,
            })
            .map(|stem| stem.to_string_lossy().into_owned())
            .collect()
    };
    let (rules, drawings) = (kinds("shared/src/question"), kinds("app/src/questions"));
    for kind in Kind::all() {
        let kind = kind.rules().slug().replace('-', "_");
        let kind = kind.as_str();
        assert!(rules.contains(kind), "shared/src/question/{kind}.rs");
        assert!(drawings.contains(kind), "app/src/questions/{kind}.rs");
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    for folder in ["shared", "app", "server", "xtask", "style", "e2e"] {
        for (path, text) in sources(folder, &[".rs", ".ts", ".scss", ".js"]) {
            let lines = text.lines().count();
            assert!(
                lines <= 400,
                "{} has {lines} lines: divide it",
                path.display()
            );
        }
    }
}

#[test]
fn no_file_is_called_after_nothing() {
    for folder in ["shared", "app", "server", "xtask"] {
        for (path, _) in sources(folder, &[".rs"]) {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(
                ![
                    "utils", "util", "helpers", "common", "manager", "core", "misc"
                ]
                .contains(&stem.as_str()),
                "{}",
                path.display()
            );
        }
    }
}

/// The string literals of a source, as they stand in it. Comments are passed over.
pub fn literals(text: &str) -> Vec<&str> {
    let (bytes, mut at, mut found) = (text.as_bytes(), 0, Vec::new());
    let until = |from: usize, end: &str| text[from..].find(end).map_or(text.len(), |n| from + n);
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'/', ..] => at = until(at, "\n"),
            [b'\'', b'"', b'\'', ..] => at += 3,
            [b'r', b'#', b'"', ..] => {
                let end = until(at + 3, "\"#");
                found.push(&text[at + 3..end]);
                at = end + 2;
            }
            [b'"', ..] => {
                let mut end = at + 1;
                while end < bytes.len() && bytes[end] != b'"' {
                    end += if bytes[end] == b'\\' { 2 } else { 1 };
                }
                found.push(&text[at + 1..end]);
                at = end + 1;
            }
            _ => at += 1,
        }
    }
    found
}

/// The words in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_place_on_the_map_of_the_readme_is_in_the_tree() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut seen = 0;
    for row in readme.lines().filter(|row| row.starts_with("| `")) {
        let rooms: Vec<&str> = quoted(row.split('|').nth(1).unwrap()).collect();
        for place in quoted(row) {
            if [".rs", ".toml", "/"].iter().any(|end| place.ends_with(end)) {
                // Beside a room, what is in it is named without it.
                let inside = rooms
                    .iter()
                    .any(|room| root().join(room).join(place).exists());
                assert!(inside || root().join(place).exists(), "{place} in {row}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen} places");
}

#[test]
fn the_service_in_the_readme_can_be_published() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let block = readme.split("```toml").nth(1).unwrap();
    let block = block.split("```").next().unwrap();
    let file: Vec<&str> = block.lines().map(str::trim_start).collect();
    let found = server::catalogue::source::read("README.md", &file.join("\n"), None);
    assert_eq!(found.unwrap().id, "skip");
}
