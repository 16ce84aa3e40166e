//! Definitions of services: either every mistake is named, or the service can be used.

use super::run::Run;
use super::{assert_sound, mutate};
use crate::support::app::TestApp;
use server::catalogue::{BUILT_IN, source};
use shared::service::schema::answers_schema;
use shared::service::version::canonical;

/// One of so many sound definitions is published and opened.
const PUBLISHED: u64 = 5;

#[tokio::test]
async fn definition() {
    let folder = tempfile::tempdir().unwrap();
    let services = folder.path().display().to_string();
    let app = TestApp::with(&[("DOORSTEP__SERVICES__DIR", &services)]).await;
    let mut run = Run::of("definition");
    let mut sound = 0;
    while let Some(mut random) = run.next() {
        let (_, sample) = random.pick(BUILT_IN);
        let text = mutate::lines(&mut random, sample);
        run.input(text.as_bytes());
        match source::read("mutated.toml", &text, None) {
            Err(mistakes) => {
                let named = |one: &source::Mistake| !one.message.is_empty();
                assert!(!mistakes.is_empty() && mistakes.iter().all(named));
            }
            Ok(definition) => {
                sound += 1;
                canonical(&definition);
                answers_schema(&definition);
                if sound % PUBLISHED == 0 {
                    let file = folder.path().join("mutated.toml");
                    std::fs::write(file, &text).unwrap();
                    open(&app, &definition.id).await;
                }
            }
        }
    }
    assert!(sound > 0, "no definition was sound");
}

/// Publishes what is in the folder and opens the service up to its first question.
async fn open(app: &TestApp, service: &str) {
    app.state.catalogue.reload();
    let mut browser = app.browser();
    for path in [
        format!("/services/{service}"),
        format!("/cy/services/{service}"),
        format!("/api/v1/services/{service}"),
        "/services?q=bin".to_owned(),
    ] {
        assert_sound(&browser.get(&path).await);
    }
    let start = browser
        .post(&format!("/services/{service}/start"), &[])
        .await;
    assert_sound(&start);
    if start.status == 303 {
        let first = browser.get(start.location()).await;
        assert_sound(&first);
    }
}
