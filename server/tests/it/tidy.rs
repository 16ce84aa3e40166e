//! Rules for the sources: what a crate may use, the length of files, and that the README's map is
//! true. Read from the sources, so new files are covered.

use shared::question::Kind;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// `shared` has no I/O, clock, randomness or rendering.
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
fn shared_has_no_io_dependency_and_app_depends_only_on_shared() {
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
fn every_question_kind_exists_in_shared_and_app() {
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

/// Cargo compiles no file that no module declares, and does not warn of it.
#[test]
fn every_file_is_declared_as_a_module() {
    for folder in [
        "shared/src",
        "app/src",
        "server/src",
        "xtask/src",
        "xtask/demo-back-office/src",
        "shared/tests/it",
        "shared/tests/journeys",
        "app/tests/fixtures",
        "app/tests/pages",
        "server/tests/it",
        "xtask/demo-back-office/tests/it",
    ] {
        let all = sources(folder, &[".rs"]);
        for (path, _) in &all {
            let is_root = ["lib.rs", "main.rs"]
                .iter()
                .any(|root| path.ends_with(root));
            if is_root && path.parent() == Some(&root().join(folder)) {
                continue;
            }
            // A folder's `mod.rs` is declared a level higher, under the folder's name.
            let module = match path.ends_with("mod.rs") {
                true => path.parent().unwrap(),
                false => path,
            };
            let (name, parent) = (module.file_stem().unwrap(), module.parent().unwrap());
            let declaration = format!("mod {};", name.display());
            let file = format!("/{}.rs\"]", name.display());
            let is_declared = all.iter().any(|(other, text)| {
                let is_parent = ["mod.rs", "lib.rs", "main.rs"]
                    .iter()
                    .any(|file| *other == parent.join(file));
                let mut lines = text.lines().map(str::trim_start);
                match is_parent || *other == parent.with_extension("rs") {
                    true => lines.any(|line| line.ends_with(&declaration)),
                    false => lines.any(|line| line.starts_with("#[path") && line.ends_with(&file)),
                }
            });
            assert!(is_declared, "{} is compiled nowhere", path.display());
        }
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
fn no_file_has_a_meaningless_name() {
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

/// The string literals of a source, with escapes as written. Skips comments.
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

/// The text of each pair of backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The first cell of each row of the README's map, and the whole row.
fn map_rows(readme: &str) -> impl Iterator<Item = (&str, &str)> {
    let rows = readme.lines().filter(|row| row.starts_with("| `"));
    rows.map(|row| (row.split('|').nth(1).unwrap(), row))
}

/// The rooms of a row's first cell, from the root. The first has a full path; the others are its
/// siblings, by name.
fn rooms_of(cell: &str) -> Vec<PathBuf> {
    let mut quoted = quoted(cell).map(|room| room.trim_end_matches('/'));
    let first = PathBuf::from(quoted.next().unwrap());
    let neighbours: Vec<PathBuf> = quoted
        .map(|room| match room.contains('/') {
            true => PathBuf::from(room),
            false => first.with_file_name(room),
        })
        .collect();
    [vec![first], neighbours].concat()
}

/// The modules and folders directly in each crate's sources.
fn rooms_in_the_tree() -> BTreeSet<PathBuf> {
    let mut rooms = BTreeSet::new();
    for folder in ["server/src", "app/src", "shared/src"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            if !["lib.rs", "main.rs", "mod.rs"].contains(&name.as_str()) {
                rooms.insert(Path::new(folder).join(name));
            }
        }
    }
    rooms
}

#[test]
fn every_path_on_the_readme_map_exists() {
    let readme = read("README.md");
    let mut checked = 0;
    for (cell, row) in map_rows(&readme) {
        let rooms = rooms_of(cell);
        for room in &rooms {
            assert!(root().join(room).exists(), "{} in {row}", room.display());
        }
        let places = quoted(&row[cell.len() + 1..]);
        for place in places.filter(|place| place.ends_with('/') || place.ends_with(".rs")) {
            let inside = rooms
                .iter()
                .any(|room| root().join(room).join(place).exists());
            assert!(inside || root().join(place).exists(), "{place} in {row}");
        }
        checked += rooms.len();
    }
    assert!(checked > 50, "{checked} rooms");
}

#[test]
fn every_room_is_on_the_readme_map() {
    let readme = read("README.md");
    let named: BTreeSet<PathBuf> = map_rows(&readme)
        .flat_map(|(cell, _)| rooms_of(cell))
        .collect();
    let others = [
        "app/wasm",
        "app/locales",
        "server/docs",
        "server/tests/it",
        "style",
        "e2e",
        "xtask",
    ];
    let rooms = rooms_in_the_tree().into_iter();
    let missing: Vec<PathBuf> = rooms
        .chain(others.map(PathBuf::from))
        .filter(|room| !named.contains(room))
        .collect();
    assert!(missing.is_empty(), "no row names {missing:?}");
}

#[test]
fn every_file_of_the_readme_walkthrough_exists() {
    let readme = read("README.md");
    let walkthrough = readme.split("## A walkthrough").nth(1).unwrap();
    let walkthrough = walkthrough.split("\n## ").next().unwrap();
    let files: Vec<&str> = quoted(walkthrough)
        .filter(|file| file.ends_with(".rs"))
        .collect();
    assert!(files.len() > 10, "{files:?}");
    for file in files {
        let path = root().join("server/src").join(file);
        assert!(path.exists(), "{}", path.display());
    }
}

#[test]
fn the_readme_has_at_most_9000_bytes() {
    let length = read("README.md").len();
    assert!(length <= 9_000, "{length} bytes");
}

/// The README and the guides, by their path from the root.
fn documents() -> Vec<(PathBuf, String)> {
    let guides = sources("server/docs", &[".md"]);
    assert!(guides.len() >= 3, "{} guides", guides.len());
    let readme = (root().join("README.md"), read("README.md"));
    std::iter::once(readme).chain(guides).collect()
}

#[test]
fn every_relative_link_in_the_documents_resolves() {
    let mut checked = 0;
    for (path, text) in documents() {
        for after in text.split("](").skip(1) {
            let target = after.split(')').next().unwrap();
            let target = target.split('#').next().unwrap();
            if target.contains("://") || target.is_empty() {
                continue;
            }
            let leads_to = path.parent().unwrap().join(target);
            assert!(leads_to.exists(), "{target} in {}", path.display());
            checked += 1;
        }
    }
    assert!(checked >= 8, "{checked} links");
}

/// The code blocks in this language.
#[test]
fn every_file_named_in_a_comment_exists() {
    let top = ["app/", "e2e/", "server/", "shared/", "style/", "xtask/"];
    for folder in ["app", "server", "shared", "xtask", "e2e", "style"] {
        for (path, text) in sources(folder, &[".rs", ".ts", ".toml", ".sql", ".scss"]) {
            for name in text.lines().flat_map(quoted) {
                let is_file = top.iter().any(|top| name.starts_with(top)) && name.contains('.');
                let is_pattern = name.contains(['*', ' ', '{']) || name.contains("/_x.");
                assert!(
                    !is_file || is_pattern || root().join(name).exists(),
                    "{} names {name}, which does not exist",
                    path.display()
                );
            }
        }
    }
}

fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let start = format!("```{language}\n");
    let blocks = text.split(&start).skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap())
        .collect()
}

#[test]
fn every_complete_service_in_the_guide_is_valid() {
    let guide = read("server/docs/write-a-service.md");
    let blocks = blocks(&guide, "toml");
    // A block that begins with an id is a whole service; the others are fragments.
    let whole: Vec<&&str> = blocks
        .iter()
        .filter(|block| block.starts_with("id = "))
        .collect();
    assert!(!whole.is_empty());
    for block in whole {
        let found = server::catalogue::source::read("write-a-service.md", block, None);
        assert!(found.is_ok(), "{:?}", found.err());
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}
