use super::read::{doubts, read};
use crate::catalogue::Known;
use jiff::Timestamp;
use shared::service::Definition;

fn known() -> Known {
    Known {
        authorities: ["kent", "maidstone", "swale"].map(str::to_owned).into(),
        topics: Vec::new(),
    }
}

fn service(text: &str) -> Definition {
    toml::from_str(text).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const CHRISTMAS: &str = r#"
[[announcements]]
authorities = ["maidstone"]
services = ["missed-bin"]
from = "2026-12-24 08:00"
until = "2026-12-28"
text = { en = "Bins are collected a day later.", cy = "Cesglir biniau ddiwrnod yn hwyrach." }
link = { text = { en = "New days", cy = "Diwrnodau newydd" }, href = "https://maidstone.gov.uk/" }
"#;

#[test]
fn an_announcement_begins_and_ends_by_itself_in_london() {
    let all = read("a.toml", CHRISTMAS, &known()).unwrap();
    let shown = |now: &str| all.on_front_page("maidstone", at(now)).len();
    assert_eq!(shown("2026-12-24T07:59:59Z"), 0);
    assert_eq!(shown("2026-12-24T08:00:00Z"), 1);
    // A day as the end is the whole day.
    assert_eq!(shown("2026-12-28T23:59:59Z"), 1);
    assert_eq!(shown("2026-12-29T00:00:00Z"), 0);
    let summer = CHRISTMAS.replace("2026-12-24 08:00", "2026-07-01T08:00");
    let all = read("a.toml", &summer, &known()).unwrap();
    assert_eq!(
        all.on_front_page("maidstone", at("2026-07-01T07:00:00Z"))
            .len(),
        1
    );
    assert_eq!(
        all.on_front_page("maidstone", at("2026-07-01T06:59:59Z"))
            .len(),
        0
    );
}

#[test]
fn an_announcement_is_shown_where_it_belongs() {
    let bin = service(include_str!("../../../../shared/services/missed-bin.toml"));
    let road = service(include_str!("../../../../shared/services/pothole.toml"));
    let now = at("2026-12-25T12:00:00Z");
    let all = read("a.toml", CHRISTMAS, &known()).unwrap();
    assert_eq!(all.on_front_page("maidstone", now).len(), 1);
    assert_eq!(all.on_front_page("swale", now).len(), 0);
    assert_eq!(all.on_front_page("kent", now).len(), 0);
    assert_eq!(all.on_start_page("maidstone", &bin, now).len(), 1);
    assert_eq!(all.on_start_page("swale", &bin, now).len(), 0);
    // The county collects no bins: its start page shows what those that do announce.
    assert_eq!(all.on_start_page("kent", &bin, now).len(), 1);
    assert_eq!(all.on_start_page("maidstone", &road, now).len(), 0);
    // About no service in particular: on every page of its own site.
    let general = CHRISTMAS.replace("services = [\"missed-bin\"]", "");
    let all = read("a.toml", &general, &known()).unwrap();
    assert_eq!(all.on_start_page("maidstone", &road, now).len(), 1);
    assert_eq!(all.on_start_page("kent", &bin, now).len(), 0);
    let everywhere = general.replace("authorities = [\"maidstone\"]", "");
    let all = read("a.toml", &everywhere, &known()).unwrap();
    assert_eq!(all.on_front_page("swale", now).len(), 1);
}

#[test]
fn every_mistake_is_reported_with_its_line() {
    let wrong = CHRISTMAS
        .replace("[\"maidstone\"]", "[\"mordor\"]")
        .replace("2026-12-24 08:00", "Christmas Eve")
        .replace("https://maidstone", "javascript:maidstone")
        .replace("en = \"Bins are", "fr = \"Bins are");
    let found = read("a.toml", &wrong, &known()).unwrap_err();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    // A language that does not exist hides what the file would mean.
    assert_eq!(found.len(), 1, "{found:?}");
    let wrong = wrong.replace("fr = \"Bins are", "en = \"Bins are");
    let found = read("a.toml", &wrong, &known()).unwrap_err();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    for start in [
        "a.toml:3:16: announcements[0].authorities[0]: there is no authority `mordor`",
        "a.toml:5:1: announcements[0].from: is not a time",
        "a.toml:8:",
    ] {
        let times = found.iter().filter(|one| one.starts_with(start)).count();
        assert_eq!(times, 1, "{start}: {found:#?}");
    }
    assert_eq!(found.len(), 3, "{found:#?}");
    for (from, to, message) in [
        ("2026-12-28", "2026-12-23", "is not after `from`"),
        ("2026-12-28", "28/12/2026", "is not a time"),
        ("2026-12-28", "2026-12-28 25:00", "is not a time"),
        ("until = \"2026-12-28\"", "", "missing field `until`"),
        ("until =", "untill =", "unknown field `untill`"),
        (
            "en = \"Bins are collected a day later.\", ",
            "",
            "needs a text in English",
        ),
    ] {
        let found = read("a.toml", &CHRISTMAS.replace(from, to), &known()).unwrap_err();
        let named = found.iter().any(|one| one.message.contains(message));
        assert!(named, "{message}: {found:?}");
    }
}

#[test]
fn what_may_not_be_meant_is_doubted() {
    let all = read("a.toml", CHRISTMAS, &known()).unwrap();
    let services = ["missed-bin".to_owned()];
    assert_eq!(doubts("a.toml", CHRISTMAS, &all, &services), []);
    let english = CHRISTMAS
        .replace(", cy = \"Cesglir biniau ddiwrnod yn hwyrach.\"", "")
        .replace("missed-bin", "missed-bins");
    let all = read("a.toml", &english, &known()).unwrap();
    let found = doubts("a.toml", &english, &all, &services);
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|one| one.contains("no text in `cy`")));
    assert!(
        found
            .iter()
            .any(|one| one.contains("no service `missed-bins`"))
    );
}
