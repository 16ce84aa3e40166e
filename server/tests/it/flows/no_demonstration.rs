//! The program that is installed is not the demonstration: it has none of its routes and nothing
//! of its back office.

use crate::support::app::TestApp;
use std::path::Path;
use std::process::Command;
use toml::Table;

/// Words of the demonstration back office that are nowhere else.
const ITS_WORDS: [&str; 3] = [
    "urn:doorstep:demonstration-back-office",
    "What the resident reads when it is finished",
    "closed on purpose",
];

#[tokio::test]
async fn the_routes_of_the_back_office_do_not_exist() {
    // With the settings of the demonstration, which allow most.
    let app = TestApp::new().await;
    for path in [
        "/effects",
        "/mode?set=down",
        "/mode",
        "/behaviour",
        "/inbox/waste",
        "/style.css",
        "/requests/MB-000001/start",
        "/requests/MB-000001/finish",
        "/requests/MB-000001/ask",
        "/requests/MB-000001/refuse",
        "/back-office",
        "/demo",
    ] {
        app.browser().get(path).await.is(404);
        app.browser().post(path, &[]).await.is(404);
    }
}

/// The names in the tables of dependencies that end up in a program.
fn dependencies(manifest: &Table) -> Vec<String> {
    let targets = manifest.get("target").and_then(|target| target.as_table());
    let targets = targets.into_iter().flat_map(Table::values);
    let tables = targets
        .filter_map(|target| target.as_table())
        .chain([manifest]);
    tables
        .flat_map(|table| ["dependencies", "build-dependencies"].map(|name| table.get(name)))
        .flatten()
        .flat_map(|table| table.as_table().unwrap().keys().cloned())
        .collect()
}

#[test]
fn no_crate_of_the_program_depends_on_the_back_office() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut checked = 0;
    for name in ["shared", "app", "server"] {
        let file = root.join(name).join("Cargo.toml");
        let manifest: Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        let dependencies = dependencies(&manifest);
        checked += dependencies.len();
        let ours: Vec<&String> = dependencies
            .iter()
            .filter(|name| !["shared", "app"].contains(&name.as_str()))
            .filter(|name| root.join(name).exists() || name.starts_with("demo"))
            .collect();
        assert!(ours.is_empty(), "{name} depends on {ours:?}");
        assert!(!dependencies.contains(&"xtask".to_owned()), "{name}");
    }
    assert!(checked > 20, "{checked} dependencies");
}

#[test]
fn the_program_contains_nothing_of_the_back_office() {
    let contains = |program: &Path, words: &str| {
        let mut grep = Command::new("grep");
        grep.args(["--quiet", "--text", "--fixed-strings", "-e", words]);
        let status = grep.arg(program).status().unwrap();
        assert!(status.code().is_some_and(|code| code < 2), "{status}");
        status.success()
    };
    let doorstep = Path::new(env!("CARGO_BIN_EXE_doorstep"));
    // This test contains the back office, so its words can be found.
    let test = std::env::current_exe().unwrap();
    for words in ITS_WORDS {
        assert!(contains(&test, words), "{words}");
        assert!(!contains(doorstep, words), "{words}");
    }
}
