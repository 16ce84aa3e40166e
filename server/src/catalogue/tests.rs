use super::{BUILT_IN, Catalogue, Known, source};
use std::path::Path;

const GOOD: &str = r#"
id = "skip"
title = "Ask for a skip"
summary = "A skip on the road"
authorities = ["one"]
lawful_basis = "public-task"
special_category = false
retention_days = 365
classification = "official"

[start]
minutes = 5

[[pages]]
id = "size"

[[pages.questions]]
id = "size"
kind = { text = { max = 20 } }
label = "How big?"
errors = { required = "Say how big" }

[next]
body = [{ text = "We ring you." }]
by = "Within five days."
"#;

fn known(authority: &str) -> Known {
    Known {
        authorities: vec![authority.to_owned()],
        topics: vec!["waste".to_owned()],
    }
}

fn load(folder: &Path) -> (Catalogue, Vec<source::Mistake>) {
    Catalogue::load(false, Some(folder.to_owned()), known("one"))
}

#[test]
fn every_compiled_in_definition_is_valid() {
    for (file, text) in BUILT_IN {
        if let Err(mistakes) = source::read(file, text, None) {
            panic!(
                "{}",
                mistakes
                    .iter()
                    .map(|m| format!("\n{m}"))
                    .collect::<String>()
            );
        }
    }
}

#[test]
fn a_changed_file_is_published_under_a_new_version() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skip.toml");
    std::fs::write(&file, GOOD).unwrap();
    let (catalogue, mistakes) = load(folder.path());
    assert_eq!(mistakes, []);
    let before = catalogue.current().get("skip").unwrap();
    assert!(catalogue.reload().is_empty());
    std::fs::write(&file, GOOD.replace("How big?", "How large is it?")).unwrap();
    assert!(catalogue.reload().is_empty());
    let after = catalogue.current().get("skip").unwrap();
    assert_ne!(before.version, after.version);
    assert_eq!(before.shape, after.shape);
    std::fs::remove_file(&file).unwrap();
    assert!(catalogue.reload().is_empty());
    assert!(catalogue.current().get("skip").is_none());
}

#[test]
fn an_invalid_definition_never_replaces_a_valid_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skip.toml");
    std::fs::write(&file, GOOD).unwrap();
    let (catalogue, _) = load(folder.path());
    let good = catalogue.current().get("skip").unwrap();
    std::fs::write(&file, GOOD.replace("retention_days", "retention_dais")).unwrap();
    let mistakes = catalogue.reload();
    assert_eq!(mistakes.len(), 2, "an unknown key and a missing key");
    let version = || catalogue.current().get("skip").unwrap().version.clone();
    assert_eq!(version(), good.version);
    // Reported once, not at every reload, and counted until it is fixed.
    assert_eq!(catalogue.reload(), []);
    assert_eq!(catalogue.mistakes(), 2);
    // Another file cannot take its id while it is invalid.
    let other = folder.path().join("zzz.toml");
    std::fs::write(&other, GOOD.replace("How big?", "How wide?")).unwrap();
    let mistakes = catalogue.reload();
    let taken = |mistake: &source::Mistake| mistake.message.contains("is used by");
    assert!(mistakes.iter().any(taken), "{mistakes:?}");
    assert_eq!(version(), good.version);
    std::fs::remove_file(&other).unwrap();
    std::fs::write(&file, GOOD).unwrap();
    assert_eq!(catalogue.reload(), []);
    assert_eq!(catalogue.mistakes(), 0);
}

#[test]
fn a_restored_folder_is_read_again() {
    let parent = tempfile::tempdir().unwrap();
    let (here, away) = (parent.path().join("here"), parent.path().join("away"));
    std::fs::create_dir(&here).unwrap();
    let wrong = GOOD.replace("retention_days", "retention_dais");
    std::fs::write(here.join("skip.toml"), wrong).unwrap();
    let (catalogue, _) = load(&here);
    assert_eq!(catalogue.mistakes(), 2);
    std::fs::rename(&here, &away).unwrap();
    assert_eq!(catalogue.reload().len(), 1, "the folder cannot be read");
    std::fs::write(away.join("skip.toml"), GOOD).unwrap();
    std::fs::rename(&away, &here).unwrap();
    assert_eq!(catalogue.reload(), []);
    assert_eq!(catalogue.mistakes(), 0);
    assert!(catalogue.current().get("skip").is_some());
}

#[test]
fn an_error_is_reported_with_file_line_and_column() {
    let line_of = |text: &str, part: &str| text.lines().position(|l| l.contains(part)).unwrap() + 1;
    let unknown_key = GOOD.replace("minutes = 5", "minutes = 5\ncolour = 1");
    let found = source::read("skip.toml", &unknown_key, None).unwrap_err();
    assert_eq!(found[0].line, line_of(&unknown_key, "colour"));
    assert!(
        found[0]
            .to_string()
            .starts_with("skip.toml:13:1: unknown field `colour`"),
        "{}",
        found[0]
    );

    let found = source::read("skip.toml", GOOD, Some(&known("two"))).unwrap_err();
    assert_eq!(found[0].line, line_of(GOOD, "authorities"));
    assert!(found[0].message.contains("there is no authority `one`"));
}

#[test]
fn a_duplicate_id_is_an_error_in_the_second_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.toml"), GOOD).unwrap();
    std::fs::write(folder.path().join("b.toml"), GOOD).unwrap();
    let (catalogue, mistakes) = load(folder.path());
    assert!(mistakes[0].file.ends_with("b.toml"));
    assert!(catalogue.current().get("skip").is_some());
}

#[test]
fn an_unknown_key_hides_no_other_error() {
    let wrong = GOOD
        .replace("minutes = 5", "minutes = 5\ncolour = [1, \"é\"]\nshape = 2")
        .replace("title = \"Ask for a skip\"", "title = \"Ask {nobody}\"")
        .replace("label = \"How big?\"", "label = \"How big?\"\nhnit = \"x\"");
    let found = source::read("skip.toml", &wrong, None).unwrap_err();
    let lines: Vec<usize> = found.iter().map(|mistake| mistake.line).collect();
    let line_of = |part: &str| wrong.lines().position(|l| l.contains(part)).unwrap() + 1;
    let wanted = ["Ask {nobody}", "colour", "shape", "hnit"].map(line_of);
    assert_eq!(lines, wanted, "{found:#?}");
    // In an inline table only the unknown key is reported, not the comma left over.
    for inline in ["{ max = 20, most = 3 }", "{ most = 3, max = 20 }"] {
        let wrong = GOOD.replace("{ max = 20 }", inline);
        let found = source::read("skip.toml", &wrong, None).unwrap_err();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.contains("most"), "{}", found[0]);
    }
    // Lines after an unknown table would join another one, so only the table is reported.
    let table = GOOD.replace("[next]", "[later]\nfoo = 1\n[next]");
    let found = source::read("skip.toml", &table, None).unwrap_err();
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn every_mistake_of_shape_is_reported_at_once() {
    let wrong = GOOD
        .replace("special_category = false", "special_category = \"no\"")
        .replace("lawful_basis = \"public-task\"\n", "")
        .replace("retention_days = 365", "retention_days = \"a year\"")
        .replace("minutes = 5", "minits = 5")
        .replace("label = \"How big?\"\n", "")
        .replace("by = \"Within five days.\"", "by = 5")
        + "[[outcomes]]\nid = \"late\"\ntitle = \"Late\"\nkind = \"sometime\"\n";
    let found = source::read("skip.toml", &wrong, None).unwrap_err();
    let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    for part in [
        "expected a boolean",
        "missing field `lawful_basis`",
        "expected u32",
        "unknown field `minits`",
        "missing field `minutes`",
        "missing field `label`",
        "expected a text, or a table of texts by language",
        "unknown variant `sometime`",
    ] {
        let times = messages.iter().filter(|one| one.contains(part)).count();
        assert_eq!(times, 1, "{part}: {messages:#?}");
    }
    let line_of = |part: &str| wrong.lines().position(|l| l.contains(part)).unwrap() + 1;
    for (part, line) in [("expected u32", "a year"), ("unknown variant", "sometime")] {
        let one = found.iter().find(|one| one.message.contains(part)).unwrap();
        assert_eq!(one.line, line_of(line));
    }
    assert_eq!(found.len(), 8, "{messages:#?}");
}

#[test]
fn every_value_with_a_mistake_of_syntax_is_reported_once() {
    let wrong = GOOD
        .replace("title = \"Ask for a skip\"", "title = “Ask for a skip”")
        .replace("minutes = 5", "minutes = five");
    let found = source::read("skip.toml", &wrong, None).unwrap_err();
    let lines: Vec<usize> = found.iter().map(|mistake| mistake.line).collect();
    let line_of = |part: &str| wrong.lines().position(|l| l.contains(part)).unwrap() + 1;
    for part in ["“Ask", "minutes = five"] {
        let times = lines.iter().filter(|line| **line == line_of(part)).count();
        assert_eq!(times, 1, "{part}: {found:#?}");
    }
}

#[test]
fn invalid_utf_8_is_reported_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skip.toml");
    let mut bytes = GOOD.as_bytes().to_vec();
    bytes.extend(b"# caf\xe9\n");
    std::fs::write(&file, bytes).unwrap();
    let (_, mistakes) = load(folder.path());
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].line, GOOD.lines().count() + 1);
    assert!(mistakes[0].message.contains("UTF-8"), "{}", mistakes[0]);
}
