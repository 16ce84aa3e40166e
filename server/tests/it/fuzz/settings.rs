//! Settings: either every mistake is named, or the server can be built from them.

use super::mutate;
use super::run::Run;
use crate::support::clock::TestClock;
use crate::support::stores;
use server::config::Config;
use server::state::{AppState, StateParts};
use std::sync::Arc;

const FILES: [&str; 2] = [
    include_str!("../../../doorstep.toml"),
    include_str!("../../../demo/doorstep.toml"),
];

#[tokio::test]
async fn settings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    let store = stores::open(&stores::sqlite(folder.path())).await;
    let mut run = Run::of("settings");
    let mut sound = 0;
    while let Some(mut random) = run.next() {
        let sample = *random.pick(&FILES);
        let text = mutate::lines(&mut random, sample);
        run.input(text.as_bytes());
        std::fs::write(&file, &text).unwrap();
        let variables = [("DOORSTEP_CONFIG".to_owned(), file.display().to_string())];
        match Config::from_variables(&variables) {
            Err(errors) => {
                assert!(!errors.is_empty());
                for error in errors {
                    assert!(!error.to_string().trim().is_empty());
                }
            }
            Ok(config) => {
                sound += 1;
                // It may still name a destination that cannot be used; it must not panic.
                let _ = AppState::assemble(StateParts {
                    config,
                    store: Arc::clone(&store),
                    vault: stores::vault(),
                    clock: Arc::new(TestClock::new()),
                    gazetteer: None,
                });
            }
        }
    }
    assert!(sound > 0, "no settings were sound");
}
