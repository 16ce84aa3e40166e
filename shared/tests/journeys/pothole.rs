use crate::*;

fn pothole() -> Definition {
    load(include_str!("../../services/pothole.toml"))
}

#[test]
fn danger_shows_the_phone_line_staffed_at_that_hour() {
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
fn a_danger_report_promises_a_two_hour_response() {
    let definition = pothole();
    let noon = facts("kent", (12, 0));
    let next_steps = |danger: &str| {
        let answers = answers(&[("danger", text(danger))]);
        let journey = Journey::new(&definition, &answers, &noon);
        let next = &definition.next;
        let words = |text: &Text| journey.fill(text, Language::En);
        let texts = journey.blocks(&next.body).into_iter();
        let texts = texts.filter_map(|block| block.text.as_ref()).map(words);
        (texts.collect::<Vec<_>>().join(" "), words(&next.by))
    };
    let sooner = "make the place safe within 2 hours";
    assert!(
        next_steps("danger").0.contains(sooner),
        "{:?}",
        next_steps("danger")
    );
    assert!(
        !next_steps("no").0.contains(sooner),
        "{:?}",
        next_steps("no")
    );
    for danger in ["danger", "no"] {
        let by = next_steps(danger).1;
        assert!(by.contains("within 28 days") && by.contains("within 2 hours of a call"));
    }
}

#[test]
fn only_the_danger_to_life_outcome_cannot_be_passed() {
    let definition = pothole();
    let noon = facts("maidstone", (12, 0));
    let mut life = answers(&[("danger", text("life"))]);
    life.acknowledged_outcomes.insert("call-999".to_owned());
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
        report.acknowledged_outcomes.insert("call-us".to_owned());
        assert_eq!(
            outcome(&definition, &report, &noon).as_deref(),
            Some(wanted)
        );
        report.acknowledged_outcomes.insert(wanted.to_owned());
        assert_eq!(
            delivered_parts(&definition, &report, &noon),
            [("service".to_owned(), "kent".to_owned())]
        );
    }
}

#[test]
fn a_page_opened_by_a_change_is_shown_even_if_optional() {
    let definition = pothole();
    let noon = facts("kent", (12, 0));
    let mut answers = answers(&[
        ("danger", text("no")),
        ("problem", text("pothole")),
        ("road", text("ordinary")),
        ("place", parts(&[("description", "Mill Lane")])),
        ("depth", text("deep")),
        ("width", text("lid")),
        ("noticed_on", date("17", "11", "2026")),
        ("description", text("Deep")),
    ]);
    let stands = |answers: &Answers| match Journey::new(&definition, answers, &noon).current_step()
    {
        Step::Page(page) => page.id.clone(),
        Step::Outcome(outcome) => outcome.id.clone(),
        Step::CheckAnswers => "check-answers".to_owned(),
    };
    assert_eq!(
        stands(&answers),
        "check-answers",
        "all answers at once, as from the API"
    );
    for page in &definition.pages {
        assert!(page.id != "contact" || stands(&answers) == "contact");
        shown::record(&definition, &noon, &mut answers, page);
    }
    assert_eq!(stands(&answers), "check-answers");
    answers
        .typed
        .insert("problem".to_owned(), text("street-light"));
    assert_eq!(stands(&answers), "lamp-post");
    let Err(Unfinished::Errors(problems)) = Journey::new(&definition, &answers, &noon).finish()
    else {
        panic!("no page is missing");
    };
    assert_eq!(problems[0].0, "lamp-post");
    shown::record(
        &definition,
        &noon,
        &mut answers,
        definition.page("lamp-post").unwrap(),
    );
    assert_eq!(stands(&answers), "check-answers");
}
