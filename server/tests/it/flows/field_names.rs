//! A question may have any id: the form's own fields never take its answer.

use crate::support::app::TestApp;
use crate::support::journeys::{Typed, pothole, walk};

const POTHOLE: &str = include_str!("../../../../shared/services/pothole.toml");

/// Ids that resemble the form's own fields.
const IDS: [(&str, &str); 4] = [
    ("description", "draft"),
    ("depth", "base"),
    ("width", "action"),
    ("name", "opened"),
];

fn renamed(id: &str) -> &str {
    let found = IDS.iter().find(|(from, _)| *from == id);
    found.map_or(id, |(_, to)| *to)
}

#[tokio::test]
async fn questions_named_like_fields_of_the_form_keep_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let mut definition = POTHOLE.to_owned();
    for (from, to) in IDS {
        let (from, to) = (
            format!("[[pages.questions]]\nid = \"{from}\""),
            format!("[[pages.questions]]\nid = \"{to}\""),
        );
        assert!(definition.contains(&from), "{from}");
        definition = definition.replace(&from, &to);
    }
    std::fs::write(folder.path().join("pothole.toml"), definition).unwrap();
    let path = folder.path().display().to_string();
    let app = TestApp::with_office(&[("DOORSTEP__SERVICES__DIR", &path)]).await;
    assert!(app.state.catalogue.reload().is_empty());
    let mut typed: Typed<'_> = pothole("Mill Lane", "Deep and wide");
    for (name, value) in typed.iter_mut().flatten() {
        *name = renamed(name);
        if *name == "opened" {
            *value = "Ada Perrin";
        }
    }
    // What check answers shows is what is sent.
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &typed).await;
    let shown = check.page().main();
    for answer in [
        "Deep and wide",
        "Between a golf ball and a tennis ball",
        "About the size of a dustbin lid",
        "Ada Perrin",
    ] {
        assert!(shown.contains(answer), "{answer}: {shown}");
    }
    browser.submit(&check, &[]).await.is(303);
    app.deliver_all().await;
    assert_eq!(app.effects().await.len(), 1);
}
