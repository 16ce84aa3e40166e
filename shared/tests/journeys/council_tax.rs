use crate::*;
use shared::council::{Council, Councils};

pub fn council_tax() -> Definition {
    load(include_str!(
        "../../services/council-tax-change-of-address.toml"
    ))
}

pub fn moving(kind: &str, addresses: &[(&str, Typed)]) -> Answers {
    let mut typed = answers(&[
        ("moving", text(kind)),
        ("role", text("owner")),
        ("move_date", date("1", "12", "2026")),
        ("adults", text("Sam Taylor")),
        ("only_adult", text("yes")),
        ("name", text("Sam Taylor")),
        ("declaration", text("yes")),
    ]);
    if kind == "out-of" {
        typed.typed.insert("phone".to_owned(), text("07700 900982"));
    }
    typed
        .typed
        .extend(addresses.iter().map(|(k, v)| ((*k).to_owned(), v.clone())));
    typed
}

fn abroad() -> Typed {
    parts(&[
        ("mode", "abroad"),
        ("line1", "1 rue Haute"),
        ("country", "France"),
    ])
}

/// The next steps, as shown with the names of the councils.
fn next_steps(answers: &Answers) -> String {
    let councils = ["maidstone", "swale", "ashford"].map(|id| {
        let name = format!("Council of {id}");
        let website = None;
        (id.to_owned(), Council { name, website })
    });
    let (councils, definition) = (Councils::from(councils), council_tax());
    let noon = facts("kent", (12, 0));
    let journey = Journey::new(&definition, answers, &noon).naming(&councils);
    let blocks = journey.blocks(&definition.next.body).into_iter();
    let texts = blocks.filter_map(|(journey, block)| {
        let text = block.text.as_ref()?;
        Some(journey.fill(text, Language::En))
    });
    let mut lines: Vec<String> = texts.collect();
    lines.push(journey.fill(&definition.next.by, Language::En));
    lines.join("\n")
}

#[test]
fn a_move_is_delivered_to_the_old_and_the_new_council() {
    let part = |id: &str, authority: &str| (id.to_owned(), authority.to_owned());
    for (kind, addresses, wanted) in [
        (
            "within",
            vec![
                ("old_address", at("swale", 1)),
                ("new_address", at("swale", 2)),
            ],
            vec![part("changing", "swale")],
        ),
        (
            "within",
            vec![
                ("old_address", at("swale", 1)),
                ("new_address", at("maidstone", 2)),
            ],
            vec![part("leaving", "swale"), part("arriving", "maidstone")],
        ),
        (
            "within",
            vec![
                ("old_address", at("swale", 1)),
                ("new_address", by_hand(2)),
                ("new_council", text("maidstone")),
            ],
            vec![part("leaving", "swale"), part("arriving", "maidstone")],
        ),
        (
            "within",
            vec![
                ("old_address", by_hand(1)),
                ("old_council", text("maidstone")),
                ("new_address", at("swale", 2)),
            ],
            vec![part("leaving", "maidstone"), part("arriving", "swale")],
        ),
        (
            "within",
            vec![
                ("old_address", by_hand(1)),
                ("old_council", text("swale")),
                ("new_address", by_hand(2)),
                ("new_council", text("swale")),
            ],
            vec![part("changing", "swale")],
        ),
        (
            "into",
            vec![
                ("previous_address", at("elsewhere", 1)),
                ("new_address", at("maidstone", 2)),
            ],
            vec![part("arriving", "maidstone")],
        ),
        (
            "into",
            vec![("new_address", at("tunbridge-wells", 2))],
            vec![part("arriving", "tunbridge-wells")],
        ),
        (
            "out-of",
            vec![
                ("old_address", at("swale", 1)),
                ("forwarding_address", at("medway", 2)),
            ],
            vec![part("leaving", "swale")],
        ),
        (
            "out-of",
            vec![("old_address", by_hand(1)), ("old_council", text("swale"))],
            vec![part("leaving", "swale")],
        ),
    ] {
        let authority = if kind == "within" {
            "kent"
        } else {
            "maidstone"
        };
        assert_eq!(
            delivered_parts(
                &council_tax(),
                &moving(kind, &addresses),
                &facts(authority, (12, 0))
            ),
            wanted,
            "{kind}"
        );
    }
}

#[test]
fn a_blank_role_error_names_every_option() {
    let definition = council_tax();
    let role = definition.question("role").unwrap();
    let error = role.errors["required"].get(Language::En).to_lowercase();
    for option in role.options() {
        let words = option.label.get(Language::En).to_lowercase();
        let noun = words.trim_start_matches("an ").trim_start_matches("a ");
        let noun = noun.replace("letting agent", "agent");
        assert!(error.contains(&noun), "{noun}: {error}");
    }
}

#[test]
fn the_same_old_and_new_address_is_an_error_in_every_kind_of_move() {
    for (kind, old, new, page) in [
        ("within", "old_address", "new_address", "new-address"),
        ("into", "previous_address", "new_address", "new-address"),
        (
            "out-of",
            "old_address",
            "forwarding_address",
            "forwarding-address",
        ),
    ] {
        let definition = council_tax();
        let answers = moving(kind, &[(old, at("swale", 1)), (new, at("swale", 1))]);
        let noon = facts("kent", (12, 0));
        let journey = Journey::new(&definition, &answers, &noon);
        let problems = journey.check_page(definition.page(page).unwrap());
        let codes: Vec<_> = problems.iter().map(|p| p.code.as_str()).collect();
        assert_eq!(codes, ["same-address"], "{kind}");
    }
}

#[test]
fn an_address_of_another_council_leads_to_an_outcome() {
    let noon = facts("maidstone", (12, 0));
    for (kind, question, wanted) in [
        ("within", "old_address", "old-address-elsewhere"),
        ("out-of", "old_address", "old-address-elsewhere"),
        ("into", "new_address", "new-address-elsewhere"),
    ] {
        let answers = moving(kind, &[(question, at("ashford", 1))]);
        assert_eq!(
            outcome(&council_tax(), &answers, &noon).as_deref(),
            Some(wanted)
        );
    }
    let kent = facts("kent", (12, 0));
    for (kind, question, asks, part) in [
        ("into", "new_address", "new_council", "arriving"),
        ("out-of", "old_address", "old_council", "leaving"),
    ] {
        let say = |council: &str| moving(kind, &[(question, by_hand(1)), (asks, text(council))]);
        assert_eq!(
            outcome(&council_tax(), &say("another"), &kent).as_deref(),
            Some("which-council")
        );
        assert_eq!(
            delivered_parts(&council_tax(), &say("swale"), &kent),
            [(part.to_owned(), "swale".to_owned())]
        );
    }
}

#[test]
fn a_final_bill_with_nowhere_to_go_needs_a_way_to_reach_somebody() {
    let definition = council_tax();
    let noon = facts("swale", (12, 0));
    let page = definition.page("contact").unwrap();
    let codes = |forwarding: Option<Typed>, phone: &str| {
        let mut answers = moving("out-of", &[("old_address", at("swale", 1))]);
        answers.typed.insert("phone".to_owned(), text(phone));
        if let Some(forwarding) = forwarding {
            let id = "forwarding_address".to_owned();
            answers.typed.insert(id, forwarding);
        }
        let journey = Journey::new(&definition, &answers, &noon);
        let errors = journey.check_page(page).into_iter();
        let codes: Vec<String> = errors.map(|error| error.code).collect();
        assert_eq!(journey.finish().is_ok(), codes.is_empty());
        codes
    };
    assert_eq!(codes(None, ""), ["no-way-to-reach"]);
    assert!(codes(None, "07700 900982").is_empty());
    assert!(codes(Some(by_hand(2)), "").is_empty());
    assert!(codes(Some(abroad()), "").is_empty());
    // A bill that goes to the new home needs nothing else.
    let mut into = moving("into", &[("new_address", at("swale", 1))]);
    into.typed.insert("phone".to_owned(), text(""));
    let journey = Journey::new(&definition, &into, &noon);
    assert!(journey.finish().is_ok());
}

#[test]
fn a_home_whose_council_nobody_knows_leads_to_the_phone_of_each_that_it_may_be() {
    let noon = facts("kent", (12, 0));
    let split = parts(&[
        ("mode", "manual"),
        ("line1", "1 New Street"),
        ("town", "Stockbury"),
        ("postcode", "ME9 9ZX"),
        ("areas", "maidstone swale"),
    ]);
    let all = ["01632 960 202", "01632 960 302", "01632 960 402"];
    for (kind, question, asks) in [
        ("into", "new_address", "new_council"),
        ("out-of", "old_address", "old_council"),
    ] {
        for (address, wanted) in [(by_hand(1), &all[..]), (split.clone(), &all[..2])] {
            let answers = moving(kind, &[(question, address), (asks, text("another"))]);
            let found = numbers(&council_tax(), &answers, &noon, "which-council");
            assert_eq!(found, wanted, "{question}");
        }
    }
    for kind in ["within", "into"] {
        let left = ("old_address", at("swale", 1));
        let blank = moving(kind, &[left, ("new_address", parts(&[]))]);
        let found = outcome(&council_tax(), &blank, &noon);
        assert_eq!(found.as_deref(), Some("no-postcode"), "{kind}");
        assert_eq!(numbers(&council_tax(), &blank, &noon, "no-postcode"), all);
    }
    let nowhere = moving("no-fixed-address", &[]);
    let definition = council_tax();
    assert_eq!(
        outcome(&definition, &nowhere, &noon).as_deref(),
        Some("no-fixed-address")
    );
    assert_eq!(
        numbers(&definition, &nowhere, &noon, "no-fixed-address"),
        all
    );
}

#[test]
fn a_landlord_is_asked_and_told_what_concerns_a_landlord() {
    let definition = council_tax();
    let noon = facts("kent", (12, 0));
    let addresses = [
        ("old_address", at("maidstone", 1)),
        ("new_address", at("swale", 2)),
    ];
    let mut answers = moving("within", &addresses);
    let asked = |answers: &Answers| -> Vec<String> {
        let journey = Journey::new(&definition, answers, &noon);
        let page = definition.page("people").unwrap();
        let questions = journey.visible(page).into_iter();
        questions.map(|question| question.id.clone()).collect()
    };
    assert_eq!(asked(&answers), ["adults", "only_adult"]);
    let own = next_steps(&answers);
    assert!(own.contains("Keep paying"), "{own}");
    assert!(!own.contains("tenant"), "{own}");
    answers.typed.remove("adults");
    for (id, typed) in [
        ("role", "landlord"),
        ("tenant_name", "Tom Tenant"),
        ("only_adult", "unknown"),
    ] {
        answers.typed.insert(id.to_owned(), text(typed));
    }
    assert_eq!(asked(&answers), ["other_adults", "only_adult"]);
    let journey = Journey::new(&definition, &answers, &noon);
    assert!(journey.finish().is_ok(), "{:?}", journey.finish());
    let told = next_steps(&answers);
    assert!(told.contains("go to the tenant"), "{told}");
    assert!(!told.contains("Keep paying"), "{told}");
    // Somebody who moves knows who moves.
    answers.typed.insert("role".to_owned(), text("owner"));
    let journey = Journey::new(&definition, &answers, &noon);
    assert!(journey.finish().is_err());
}

#[test]
fn next_steps_name_the_council_of_each_address_and_never_say_we() {
    let two = [
        ("old_address", at("maidstone", 1)),
        ("new_address", at("swale", 2)),
    ];
    let told = next_steps(&moving("within", &two));
    for words in [
        "Two councils deal with this move: Council of maidstone and Council of swale.",
        "Council of swale will open a council tax account for the new address",
        "Council of maidstone will close the account for the old address",
        "Council of swale will look at lowering the bill",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let mut words = told.split(|c: char| !c.is_alphabetic());
    assert!(!words.any(|word| ["we", "us", "our"].contains(&word.to_lowercase().as_str())));
    let out = |forwarding: Typed| {
        let addresses = [
            ("old_address", at("swale", 1)),
            ("forwarding_address", forwarding),
        ];
        next_steps(&moving("out-of", &addresses))
    };
    let tell = "You also need to tell the council you are moving to.";
    assert!(out(at("ashford", 2)).contains(tell));
    assert!(!out(abroad()).contains(tell), "no council to tell abroad");
}
