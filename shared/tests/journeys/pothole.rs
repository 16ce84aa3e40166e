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
        let texts = texts
            .filter_map(|(_, block)| block.text.as_ref())
            .map(words);
        let by = journey.by(noon.today, Language::En).unwrap();
        (texts.collect::<Vec<_>>().join(" "), by)
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
        assert_eq!(by, "We aim to look at it by Wednesday 16 December 2026.");
    }
}

#[test]
fn only_the_danger_to_life_outcome_cannot_be_passed() {
    let definition = pothole();
    let noon = facts("maidstone", (12, 0));
    let life = answers(&[("danger", text("life"))]);
    let journey = Journey::new(&definition, &life, &noon);
    assert!(journey.passed("call-999").is_none());
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
        report = pass(&definition, &report, &noon, "call-us");
        assert_eq!(
            outcome(&definition, &report, &noon).as_deref(),
            Some(wanted)
        );
        report = pass(&definition, &report, &noon, wanted);
        // What was said stands instead of its opposite.
        let request = Journey::new(&definition, &report, &noon).finish().unwrap();
        assert_eq!(request.to_json()["road"], "ordinary", "{wanted}");
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
        Step::Notice(notice) => notice.id.clone(),
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

/// A report of a pothole at a place in words.
fn at_place(place: &str) -> Answers {
    answers(&[
        ("danger", text("no")),
        ("problem", text("pothole")),
        ("road", text("ordinary")),
        ("place", parts(&[("description", place)])),
        ("depth", text("deep")),
        ("width", text("lid")),
        ("noticed_on", date("17", "11", "2026")),
        ("description", text("Deep")),
    ])
}

#[test]
fn a_place_on_the_road_of_another_authority_is_asked_about() {
    let definition = pothole();
    let noon = facts("kent", (12, 0));
    for (place, wanted) in [
        ("M20 junction 7", Some("motorway")),
        ("m 20 at the Maidstone services", Some("motorway")),
        ("A282, before the tunnel", Some("motorway")),
        ("A249 at Bobbing", Some("main-road")),
        ("A21 at Pembury", Some("main-road")),
        ("a2070 near Ashford", Some("main-road")),
        ("High Street, Chatham", Some("medway-town")),
        ("rainham high street", Some("medway-town")),
        ("Chatham Road, Maidstone", None),
        ("Rochester Road, Aylesford", None),
        ("A229 at Bluebell Hill", None),
        ("A2490", None),
        ("by a 20 mph sign in Mill Lane", None),
        ("High Street, Headcorn, outside number 32", None),
    ] {
        let answers = at_place(place);
        let found = notice(&definition, &answers, &noon);
        assert_eq!(found.as_deref(), wanted, "{place}");
        let Some(wanted) = wanted else { continue };
        // The road of somebody else is asked about before anything is sent, and can be passed.
        let person = as_a_person(&definition, &answers, &noon);
        let passed = pass(&definition, &person, &noon, wanted);
        let journey = Journey::new(&definition, &passed, &noon);
        assert_eq!(journey.current_step(), Step::CheckAnswers, "{place}");
        assert_eq!(journey.statements(Language::En).len(), 1);
    }
}

#[test]
fn a_place_that_names_two_roads_is_asked_about_both() {
    let definition = pothole();
    let noon = facts("kent", (12, 0));
    let mut person = as_a_person(&definition, &at_place("M2, under the A249"), &noon);
    for wanted in ["motorway", "main-road"] {
        assert_eq!(notice(&definition, &person, &noon).as_deref(), Some(wanted));
        person = pass(&definition, &person, &noon, wanted);
    }
    assert_eq!(notice(&definition, &person, &noon), None);
    let journey = Journey::new(&definition, &person, &noon);
    let blocks = |mentions: &str| {
        let (_, notice) = definition.notice("main-road").unwrap();
        let answers = at_place(mentions);
        let journey = Journey::new(&definition, &answers, &noon);
        let lists = journey.blocks(&notice.body).into_iter();
        lists
            .flat_map(|(_, block)| &block.list)
            .map(|text| text.get(Language::En).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(journey.statements(Language::En).len(), 2);
    assert_eq!(
        blocks("A21 at Pembury"),
        ["A21, between the M25 and Hastings"]
    );
}
