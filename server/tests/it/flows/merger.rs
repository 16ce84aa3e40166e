//! A council is abolished and another takes over its work.

use crate::support::app::TestApp;
use crate::support::journeys::{SWALE_HOME, missed_bin_json};

/// The postcode of [`SWALE_HOME`].
const SWALE_POSTCODE: &str = "ME10 9ZA";

/// The demonstration settings, with Swale's last day and its successor.
fn with_last_day(day: &str) -> tempfile::NamedTempFile {
    let own = include_str!("../../../demo/doorstep.toml");
    let all = include_str!("../../../doorstep.toml");
    let councils = &all[all.find("[[authorities]]").unwrap()..];
    let (before, swale) = councils.split_once("id = \"swale\"").unwrap();
    let ends = format!("id = \"swale\"\nvalid_to = \"{day}\"\nsuccessors = [\"maidstone\"]");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("{own}\n{before}{ends}{swale}")).unwrap();
    file
}

#[tokio::test]
async fn after_its_last_day_an_authoritys_host_and_area_pass_to_its_successor() {
    // Today is 18 November 2026.
    for (last, area, other) in [
        ("2026-11-17", "maidstone", "swale"),
        ("2026-11-18", "swale", "maidstone"),
    ] {
        let file = with_last_day(last);
        let settings = [("DOORSTEP_CONFIG", file.path().to_str().unwrap())];
        let app = TestApp::with(&settings).await;
        app.leave_undelivered("no back office is running");
        let mut browser = app.browser_at("swale.localhost:3000");
        let home = browser.get("/").await.is(200);
        let line = |council: &str| format!("help@{council}.doorstep.example");
        assert!(home.text().contains(&line(area)), "{last}");
        assert!(!home.text().contains(&line(other)), "{last}");
        let mut body = missed_bin_json();
        body["answers"]["address"] = serde_json::json!({
            "uprn": SWALE_HOME, "lines": ["x"], "town": "x", "postcode": SWALE_POSTCODE,
        });
        let found = browser
            .get(&format!(
                "/api/v1/addresses?postcode={}",
                SWALE_POSTCODE.replace(' ', "+")
            ))
            .await
            .is(200)
            .json();
        assert_eq!(found["addresses"][0]["area"], area, "{last}");
        let reference = browser.request("k", &body).await.is(201).reference();
        let reference = shared::reference::Reference::parse(&reference).unwrap();
        let stored = app
            .state
            .store
            .submission(reference)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.row.authority, area, "{last}");
        assert_eq!(stored.parts[0].authority, area, "{last}");
    }
}
