//! The form changes while people fill it in: rewording disturbs nobody, a new question is asked,
//! and an invalid definition replaces nothing.

use crate::support::app::TestApp;
use crate::support::journeys::{pothole, start, walk};
use crate::support::wording;
use shared::reference::Reference;
use std::path::Path;

const POTHOLE: &str = include_str!("../../../../shared/services/pothole.toml");

/// Writes this definition as `pothole.toml`.
fn publish(folder: &Path, text: &str) {
    std::fs::write(folder.join("pothole.toml"), text).unwrap();
}

async fn app_with_folder() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    publish(folder.path(), POTHOLE);
    let path = folder.path().display().to_string();
    let app = TestApp::with_office(&[("DOORSTEP__SERVICES__DIR", &path)]).await;
    (app, folder)
}

fn version(app: &TestApp) -> String {
    app.state
        .catalogue
        .current()
        .get("pothole")
        .unwrap()
        .version
        .clone()
}

#[tokio::test]
async fn rewording_keeps_drafts_valid_and_submissions_their_version() {
    let (mut app, folder) = app_with_folder().await;
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let old = version(&app);
    publish(
        folder.path(),
        &POTHOLE.replace(
            "\"What is the problem?\"",
            "\"What is wrong with the road?\"",
        ),
    );
    assert!(app.state.catalogue.reload().is_empty());
    assert_ne!(version(&app), old);
    // The review already on screen can still be submitted.
    let reference = browser.submit(&check, &[]).await.reference();
    let reference = Reference::parse(&reference).unwrap();
    let stored = app
        .state
        .store
        .submission(reference)
        .await
        .unwrap()
        .unwrap();
    // The contact has the version it ended with.
    let contact = stored.contact.unwrap();
    let contact = app.state.store.contact(contact).await.unwrap().unwrap();
    assert_eq!(contact.row.version.as_ref(), Some(&stored.row.version));
    assert_eq!(stored.row.version, version(&app));
    assert!(
        app.state
            .store
            .version(&stored.row.version)
            .await
            .unwrap()
            .is_some()
    );
    // A later release without any of these phrases still shows it.
    publish(
        folder.path(),
        &POTHOLE.replace("\"What is the problem?\"", "\"What is broken?\""),
    );
    app.restart_with(&[]);
    let mut again = app.browser();
    again.cookies = browser.cookies.clone();
    let path = format!("/requests/{}", reference.compact());
    again.get(&path).await.is(200);
    app.deliver_all().await;
}

#[tokio::test]
async fn a_draft_continues_with_a_new_question_and_one_notice() {
    let (app, folder) = app_with_folder().await;
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let draft = check.page().form().value("_draft").to_owned();
    let more = POTHOLE.replace(
        "[[pages]]\nid = \"description\"",
        "[[pages]]\nid = \"traffic\"\n\n[[pages.questions]]\nid = \"traffic\"\nkind = \"yes-no\"\n\
         label = \"Is the road busy?\"\nerrors.required = \"Select yes if the road is busy\"\n\n\
         [[pages]]\nid = \"description\"",
    );
    assert_ne!(more, POTHOLE);
    publish(folder.path(), &more);
    let mistakes = app.state.catalogue.reload();
    assert!(
        mistakes.is_empty(),
        "{}",
        mistakes.iter().map(ToString::to_string).collect::<String>()
    );
    let pressed = browser.submit(&check, &[]).await;
    let response = browser.follow(pressed).await.is(200);
    assert!(
        response.page().main().contains("Is the road busy?"),
        "{}",
        response.page().main()
    );
    let changed = wording::phrase("journey-changed-version-title");
    assert!(!check.page().main().contains(&changed));
    let main = response.page().main();
    assert!(
        main.contains(&changed),
        "no notice about the change: {main}"
    );
    let mut page = browser.next_page(&response, &[("traffic", "yes")]).await;
    assert!(
        !page.page().main().contains(&changed),
        "the notice is shown twice"
    );
    // The pages after the new one still have their answers.
    for _ in 0..3 {
        if page
            .page()
            .forms()
            .iter()
            .any(|form| form.action.contains("/check-answers"))
        {
            break;
        }
        page = browser.next_page(&page, &[]).await;
    }
    assert!(
        page.page().main().contains("Mill Lane"),
        "{}",
        page.page().main()
    );
    let reference = browser.submit(&page, &[]).await.reference();
    let stored = app
        .state
        .store
        .submission(Reference::parse(&reference).unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored.row.version, version(&app));
    let mark = app.state.vault.draft_mark(draft.parse().unwrap());
    assert_eq!(stored.row.draft, Some(mark));
    app.deliver_all().await;
}

#[tokio::test]
async fn a_definition_with_a_mistake_replaces_nothing() {
    let (app, folder) = app_with_folder().await;
    let old = version(&app);
    publish(
        folder.path(),
        &POTHOLE.replace(
            "lawful_basis = \"public-task\"",
            "lawful_bassis = \"public-task\"",
        ),
    );
    let mistakes = app.state.catalogue.reload();
    assert!(!mistakes.is_empty());
    assert!(
        mistakes[0].to_string().contains("pothole.toml"),
        "{}",
        mistakes[0]
    );
    assert_eq!(version(&app), old);
    start(&mut app.browser(), "pothole").await;
    publish(
        folder.path(),
        &POTHOLE.replace("Describe the problem", "Describe it"),
    );
    assert!(app.state.catalogue.reload().is_empty());
    assert_ne!(version(&app), old);
}
