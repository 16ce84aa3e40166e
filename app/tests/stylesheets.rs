//! Checks that each component of our own has a stylesheet of the same name, used by main.scss.
#![cfg(test)]

use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files of a folder: names without their extension, and text.
fn files(path: &str, ending: &str) -> Vec<(String, String)> {
    std::fs::read_dir(folder(path))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn every_own_component_has_an_scss_file_and_vice_versa() {
    let components = files("src/components", "rs")
        .into_iter()
        .filter(|(name, text)| name != "mod" && text.contains("\"app-"))
        .map(|(name, _)| name)
        .collect::<BTreeSet<_>>();
    let styles = files("../style/components", "scss")
        .into_iter()
        .map(|(name, _)| name.trim_start_matches('_').to_string())
        .collect::<BTreeSet<_>>();
    assert!(!components.is_empty());
    assert_eq!(
        components, styles,
        "components with the prefix app- on the left, their styles on the right"
    );
    let main = std::fs::read_to_string(folder("../style/main.scss")).unwrap();
    for name in &styles {
        assert!(
            main.contains(&format!("@use \"components/{name}\";")),
            "main.scss does not use {name}"
        );
    }
}

#[test]
fn own_css_classes_are_written_in_full() {
    let styles = files("../style/components", "scss");
    assert!(!styles.is_empty());
    for (name, text) in styles {
        let block = format!(".app-{}", name.trim_start_matches('_').replace('_', "-"));
        assert!(text.contains(&block), "{name} styles no {block}");
        assert!(
            !text.contains("&-") && !text.contains("&_"),
            "{name} builds a class name with &"
        );
    }
}
