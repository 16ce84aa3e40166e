use crate::*;

fn missed_bin() -> Definition {
    load(include_str!("../../services/missed-bin.toml"))
}

fn bin(area: &str, changes: &[(&str, Typed)]) -> Answers {
    let mut typed = answers(&[
        ("address", at(area, 1)),
        ("bins", Typed::Many(vec!["refuse".to_owned()])),
        ("missed_on", date("17", "11", "2026")),
        ("assisted", text("no")),
        ("out_in_time", text("yes")),
        ("reason", text("none")),
    ]);
    typed
        .typed
        .extend(changes.iter().map(|(k, v)| ((*k).to_owned(), v.clone())));
    typed
}

#[test]
fn a_missed_bin_goes_to_the_borough_of_the_address_from_any_site() {
    for (area, authority) in [("swale", "kent"), ("maidstone", "swale")] {
        assert_eq!(
            delivered_parts(&missed_bin(), &bin(area, &[]), &facts(authority, (12, 0))),
            [("service".to_owned(), area.to_owned())]
        );
    }
}

#[test]
fn a_bin_that_cannot_be_collected_again_leads_to_an_outcome() {
    let noon = facts("maidstone", (12, 0));
    let many = |ids: &[&str]| Typed::Many(ids.iter().map(|id| (*id).to_owned()).collect());
    for (area, changes, wanted) in [
        ("medway", vec![], "medway"),
        ("ashford", vec![], "not-ours"),
        ("elsewhere", vec![], "not-ours"),
        (
            "maidstone",
            vec![
                ("bins", many(&["garden"])),
                ("garden_subscription", text("no")),
            ],
            "no-subscription",
        ),
        (
            "maidstone",
            vec![("missed_on", date("18", "11", "2026"))],
            "too-early",
        ),
        (
            "maidstone",
            vec![("missed_on", date("12", "11", "2026"))],
            "too-late",
        ),
        (
            "maidstone",
            vec![("out_in_time", text("no"))],
            "put-out-late",
        ),
        ("maidstone", vec![("reason", text("tagged"))], "tagged"),
        ("swale", vec![("reason", text("blocked"))], "road-blocked"),
    ] {
        let answers = bin(area, &changes);
        assert_eq!(
            outcome(&missed_bin(), &answers, &noon).as_deref(),
            Some(wanted),
            "{area} {wanted}"
        );
        assert_eq!(
            Journey::new(&missed_bin(), &answers, &noon).finish(),
            Err(Unfinished::Outcome(wanted.to_owned()))
        );
    }
}

#[test]
fn a_bin_that_can_be_collected_again_is_accepted() {
    let evening = facts("kent", (16, 0));
    for (area, changes) in [
        // The window counts working days: Friday to Wednesday is three.
        ("maidstone", vec![("missed_on", date("13", "11", "2026"))]),
        // From the hour crews finish.
        ("maidstone", vec![("missed_on", date("18", "11", "2026"))]),
        // This borough returns to blocked roads.
        ("tunbridge-wells", vec![("reason", text("blocked"))]),
        // With an assisted collection, the question about when the bins were out is skipped.
        (
            "swale",
            vec![
                ("assisted", text("yes")),
                ("bins_kept", text("By the back door")),
                ("out_in_time", text("no")),
            ],
        ),
    ] {
        let answers = bin(area, &changes);
        let definition = missed_bin();
        let request = Journey::new(&definition, &answers, &evening)
            .finish()
            .unwrap();
        assert_eq!(request.authority(), area);
        let hidden = changes.iter().any(|(id, _)| *id == "assisted");
        assert_eq!(
            request.to_json().contains_key("out_in_time"),
            !hidden,
            "a hidden answer is sent"
        );
    }
}

#[test]
fn a_future_collection_date_is_an_error_and_not_an_outcome() {
    let definition = missed_bin();
    let answers = bin("swale", &[("missed_on", date("19", "11", "2026"))]);
    let noon = facts("swale", (12, 0));
    let journey = Journey::new(&definition, &answers, &noon);
    let problems = journey.check_page(definition.page("collection-date").unwrap());
    let codes: Vec<_> = problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes, ["in-future"]);
}

#[test]
fn an_unknown_address_asks_for_the_council_on_every_site() {
    let unknown = bin("", &[("address", by_hand(1))]);
    let definition = missed_bin();
    for authority in ["kent", "swale"] {
        let facts = facts(authority, (12, 0));
        let journey = Journey::new(&definition, &unknown, &facts);
        assert_eq!(
            journey.current_step(),
            Step::Page(definition.page("council").unwrap()),
            "the resident may know the council, whichever site this is"
        );
    }
    let kent = facts("kent", (12, 0));
    let say = |council: &str| bin("", &[("address", by_hand(1)), ("council", text(council))]);
    assert_eq!(
        delivered_parts(&definition, &say("swale"), &kent),
        [("service".to_owned(), "swale".to_owned())]
    );
    assert_eq!(
        outcome(&definition, &say("another"), &kent).as_deref(),
        Some("which-council")
    );
    let known = bin("maidstone", &[("council", text("swale"))]);
    assert_eq!(
        delivered_parts(&definition, &known, &kent)[0].1,
        "maidstone",
        "the gazetteer's area takes precedence over an old answer"
    );
}

#[test]
fn changing_to_a_borough_with_another_collection_hour_asks_again() {
    let definition = missed_bin();
    let noon = facts("kent", (12, 0));
    let mark_all_shown = |mut answers: Answers| {
        for page in &definition.pages {
            shown::record(&definition, &noon, &mut answers, page);
        }
        answers
    };
    let moved = |answers: &Answers, area: &str| {
        let mut moved = answers.clone();
        moved.typed.insert("address".to_owned(), at(area, 2));
        let page = definition.page("address").unwrap();
        shown::record(&definition, &noon, &mut moved, page);
        moved
    };
    // Out by 7am in Maidstone and in Tunbridge Wells, by 6:30am in Swale.
    let maidstone = mark_all_shown(bin("maidstone", &[]));
    let current_step = |answers: &Answers| {
        let journey = Journey::new(&definition, answers, &noon);
        assert_eq!(
            journey.finish().is_ok(),
            journey.current_step() == Step::CheckAnswers
        );
        match journey.current_step() {
            Step::Page(page) => page.id.clone(),
            Step::Outcome(outcome) => outcome.id.clone(),
            Step::Notice(notice) => notice.id.clone(),
            Step::CheckAnswers => "check-answers".to_owned(),
        }
    };
    assert_eq!(current_step(&maidstone), "check-answers");
    assert_eq!(
        current_step(&moved(&maidstone, "tunbridge-wells")),
        "check-answers"
    );
    let swale = moved(&maidstone, "swale");
    assert_eq!(current_step(&swale), "put-out");
    let page = definition.page("put-out").unwrap();
    let journey = Journey::new(&definition, &swale, &noon);
    let shown = journey.shown_on(page);
    assert!(
        !shown.typed.contains_key("out_in_time"),
        "the answer for 7am is shown for 6:30am"
    );
    assert!(shown.typed.contains_key("reason"), "other answers are kept");
    assert!(
        shown.typed.contains_key("missed_on"),
        "a change of hint asks the question again"
    );
    assert_eq!(current_step(&moved(&swale, "maidstone")), "check-answers");
    let mut again = swale.clone();
    shown::record(&definition, &noon, &mut again, page);
    assert_eq!(current_step(&again), "check-answers");
    let all_at_once = Answers {
        shown_pages: Default::default(),
        ..swale
    };
    assert_eq!(
        current_step(&all_at_once),
        "check-answers",
        "as from the API"
    );
}

#[test]
fn the_council_options_are_those_of_the_postcode() {
    let definition = missed_bin();
    let noon = facts("kent", (12, 0));
    let council = definition.question("council").unwrap();
    let all = ["maidstone", "swale", "tunbridge-wells", "another"];
    for (areas, wanted) in [
        ("swale tunbridge-wells", &all[1..]),
        ("medway swale", &["swale", "another"]),
        // None of these councils: the person may know which one it is, or choose another.
        ("medway ashford", &all),
        ("", &all),
        ("another", &all),
    ] {
        let address = parts(&[("mode", "manual"), ("areas", areas)]);
        let answers = answers(&[("address", address)]);
        let journey = Journey::new(&definition, &answers, &noon);
        let ids = journey
            .offered(council)
            .into_iter()
            .map(|option| &option.id);
        assert_eq!(ids.collect::<Vec<_>>(), wanted, "{areas}");
        // Other questions keep all their options.
        let bins = definition.question("bins").unwrap();
        assert_eq!(journey.offered(bins).len(), bins.options().len());
    }
}

#[test]
fn bins_without_an_address_or_a_known_council_are_reported_by_phone() {
    let definition = missed_bin();
    let noon = facts("kent", (12, 0));
    let all = ["01632 960 201", "01632 960 301", "01632 960 401"];
    let mut nowhere = bin("swale", &[]);
    nowhere.typed.remove("address");
    assert_eq!(
        outcome(&definition, &nowhere, &noon).as_deref(),
        Some("no-address")
    );
    assert_eq!(numbers(&definition, &nowhere, &noon, "no-address"), all);
    let new_home = [("address", by_hand(1)), ("council", text("another"))];
    let unsure = bin("", &new_home);
    assert_eq!(numbers(&definition, &unsure, &noon, "which-council"), all);
}

#[test]
fn a_limit_met_when_the_draft_began_stays_met() {
    let definition = missed_bin();
    // Three working days ago on Wednesday, four on Thursday; Thursday is in the future on Wednesday.
    let friday = bin("maidstone", &[("missed_on", date("13", "11", "2026"))]);
    let thursday = bin("maidstone", &[("missed_on", date("19", "11", "2026"))]);
    let began = facts("maidstone", (23, 50));
    let now = Facts {
        began: Some((began.today, began.minute)),
        ..began.later(15)
    };
    assert_eq!(outcome(&definition, &friday, &began), None);
    assert_eq!(outcome(&definition, &friday, &now), None);
    let another = Facts {
        began: Some((now.today, 0)),
        ..now.clone()
    };
    let late = outcome(&definition, &friday, &another);
    assert_eq!(late.as_deref(), Some("too-late"));
    // What is too early depends on the time now alone.
    let early = outcome(&definition, &thursday, &now);
    assert_eq!(early.as_deref(), Some("too-early"));
    let page = definition.page("collection-date").unwrap();
    let errors = |facts| Journey::new(&definition, &thursday, facts).check_page(page);
    assert_eq!(errors(&began)[0].code, "in-future");
    assert!(errors(&now).is_empty());
}

#[test]
fn limits_over_time_that_are_left_to_the_server_refuse_nothing() {
    let definition = missed_bin();
    let lenient = Facts {
        lenient: true,
        ..facts("maidstone", (12, 0))
    };
    for day in ["12", "18", "19"] {
        let answers = bin("maidstone", &[("missed_on", date(day, "11", "2026"))]);
        let journey = Journey::new(&definition, &answers, &lenient);
        assert!(journey.finish().is_ok(), "{day}");
    }
    // Other outcomes are not limits over time.
    let medway = outcome(&definition, &bin("medway", &[]), &lenient);
    assert_eq!(medway.as_deref(), Some("medway"));
}

#[test]
fn too_early_promises_nothing_on_a_day_without_collections() {
    let definition = missed_bin();
    let noon = facts("maidstone", (12, 0));
    let sunday = Facts {
        today: Date::parse("2026-11-22").unwrap(),
        ..noon.clone()
    };
    let holiday = Facts {
        holidays: vec![noon.today],
        ..noon.clone()
    };
    for (facts, day, wanted) in [
        (&noon, "18", "too-early"),
        (&holiday, "18", "no-collection"),
        (&sunday, "22", "no-collection"),
    ] {
        let answers = bin("maidstone", &[("missed_on", date(day, "11", "2026"))]);
        let found = outcome(&definition, &answers, facts);
        assert_eq!(found.as_deref(), Some(wanted), "{day}");
    }
    let body = &definition.outcome("no-collection").unwrap().body;
    let text = format!("{body:?}");
    assert!(!text.contains("today") && !text.contains("heddiw"));
}
