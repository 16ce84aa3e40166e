use crate::*;

fn pothole() -> Definition {
    load(include_str!("../../services/pothole.toml"))
}

#[test]
fn danger_is_answered_by_the_line_that_is_staffed_at_that_hour() {
    let definition = pothole();
    let danger = answers(&[("danger", text("danger"))]);
    for (time, number) in [
        ((8, 29), "01632 960 102"),
        ((8, 30), "01632 960 101"),
        ((16, 59), "01632 960 101"),
        ((17, 0), "01632 960 102"),
    ] {
        let facts = facts("kent", time);
        assert_eq!(
            outcome(&definition, &danger, &facts).as_deref(),
            Some("call-us")
        );
        assert_eq!(numbers(&definition, &danger, &facts, "call-us"), [number]);
    }
    let mut holiday = facts("kent", (12, 0));
    holiday.holidays = vec![holiday.today];
    assert_eq!(
        numbers(&definition, &danger, &holiday, "call-us"),
        ["01632 960 102"]
    );
}

#[test]
fn danger_to_life_can_not_be_passed_and_other_outcomes_of_a_road_can() {
    let definition = pothole();
    let noon = facts("maidstone", (12, 0));
    let mut life = answers(&[("danger", text("life"))]);
    life.passed.insert("call-999".to_owned());
    assert_eq!(
        outcome(&definition, &life, &noon).as_deref(),
        Some("call-999")
    );
    for (road, wanted) in [
        ("trunk", "national-highways"),
        ("medway", "medway"),
        ("private", "private-road"),
    ] {
        let mut report = answers(&[
            ("danger", text("danger")),
            ("problem", text("pothole")),
            ("road", text(road)),
            (
                "place",
                parts(&[("description", "High Street, outside 32")]),
            ),
            ("depth", text("deep")),
            ("width", text("unsure")),
            ("noticed_on", date("1", "11", "2026")),
            ("description", text("A deep hole")),
        ]);
        report.passed.insert("call-us".to_owned());
        assert_eq!(
            outcome(&definition, &report, &noon).as_deref(),
            Some(wanted)
        );
        report.passed.insert(wanted.to_owned());
        assert_eq!(
            owed(&definition, &report, &noon),
            [("service".to_owned(), "kent".to_owned())]
        );
    }
}
