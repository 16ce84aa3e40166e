use crate::council_tax::{council_tax, moving};
use crate::*;

/// The answers after the mend of a notice, as the form saves them.
fn mend(definition: &Definition, answers: &Answers, facts: &Facts, id: &str) -> Answers {
    let (_, notice) = definition.notice(id).unwrap();
    let mend = notice.mend.as_ref().unwrap();
    let journey = Journey::new(definition, answers, facts);
    let mut after = answers.clone();
    for (page, typed) in journey.mended(mend) {
        after.typed.extend(typed);
        shown::record(definition, facts, &mut after, page);
    }
    after
}

#[test]
fn addresses_that_contradict_the_kind_of_move_are_noticed_and_mended() {
    let definition = council_tax();
    let noon = facts("maidstone", (12, 0));
    let part = |id: &str, authority: &str| (id.to_owned(), authority.to_owned());
    for (kind, addresses, wanted, delivered) in [
        (
            "out-of",
            vec![
                ("old_address", at("swale", 1)),
                ("forwarding_address", at("maidstone", 2)),
            ],
            "within-not-out-of",
            vec![part("leaving", "swale"), part("arriving", "maidstone")],
        ),
        (
            "out-of",
            vec![
                ("old_address", at("swale", 1)),
                ("forwarding_address", at("swale", 2)),
            ],
            "within-not-out-of",
            vec![part("changing", "swale")],
        ),
        (
            "into",
            vec![
                ("previous_address", at("swale", 1)),
                ("new_address", at("maidstone", 2)),
            ],
            "within-not-into",
            vec![part("leaving", "swale"), part("arriving", "maidstone")],
        ),
        (
            "into",
            vec![
                ("previous_address", by_hand(1)),
                ("old_council", text("swale")),
                ("new_address", at("canterbury", 2)),
            ],
            "out-of-not-into",
            vec![part("leaving", "swale")],
        ),
        (
            "within",
            vec![
                ("old_address", at("canterbury", 1)),
                ("new_address", at("maidstone", 2)),
            ],
            "into-after-all",
            vec![part("arriving", "maidstone")],
        ),
        (
            "out-of",
            vec![
                ("old_address", at("canterbury", 1)),
                ("new_address", at("maidstone", 2)),
            ],
            "into-after-all",
            vec![part("arriving", "maidstone")],
        ),
        (
            "within",
            vec![
                ("old_address", at("swale", 1)),
                ("new_address", at("canterbury", 2)),
            ],
            "out-of-not-within",
            vec![part("leaving", "swale")],
        ),
    ] {
        let answers = as_a_person(&definition, &moving(kind, &addresses), &noon);
        assert_eq!(
            notice(&definition, &answers, &noon).as_deref(),
            Some(wanted),
            "{kind}"
        );
        let mended = as_a_person(
            &definition,
            &mend(&definition, &answers, &noon, wanted),
            &noon,
        );
        assert_eq!(notice(&definition, &mended, &noon), None, "{wanted}");
        assert_eq!(
            delivered_parts(&definition, &mended, &noon),
            delivered,
            "{wanted}"
        );
    }
}

#[test]
fn addresses_that_fit_the_kind_of_move_are_not_noticed() {
    let definition = council_tax();
    let noon = facts("maidstone", (12, 0));
    for (kind, addresses) in [
        (
            "within",
            vec![
                ("old_address", at("swale", 1)),
                ("new_address", at("maidstone", 2)),
            ],
        ),
        (
            "into",
            vec![
                ("previous_address", at("canterbury", 1)),
                ("new_address", at("maidstone", 2)),
            ],
        ),
        ("into", vec![("new_address", at("maidstone", 2))]),
        (
            "out-of",
            vec![
                ("old_address", at("swale", 1)),
                ("forwarding_address", at("canterbury", 2)),
            ],
        ),
        (
            "out-of",
            vec![
                ("old_address", at("swale", 1)),
                ("forwarding_address", by_hand(2)),
            ],
        ),
        ("out-of", vec![("old_address", at("swale", 1))]),
    ] {
        let answers = as_a_person(&definition, &moving(kind, &addresses), &noon);
        assert_eq!(notice(&definition, &answers, &noon), None, "{kind}");
    }
    // Neither address is ours: nothing can be mended.
    let neither = moving(
        "into",
        &[
            ("previous_address", at("canterbury", 1)),
            ("new_address", at("ashford", 2)),
        ],
    );
    let neither = as_a_person(&definition, &neither, &noon);
    assert_eq!(
        outcome(&definition, &neither, &noon).as_deref(),
        Some("new-address-elsewhere")
    );
}

#[test]
fn going_on_despite_a_notice_says_why_or_ends_the_form() {
    let definition = council_tax();
    let noon = facts("maidstone", (12, 0));
    let elsewhere = moving("out-of", &[("old_address", at("canterbury", 1))]);
    let elsewhere = as_a_person(&definition, &elsewhere, &noon);
    let passed = pass(&definition, &elsewhere, &noon, "into-after-all");
    assert_eq!(
        outcome(&definition, &passed, &noon).as_deref(),
        Some("old-address-elsewhere")
    );
    let previous = [
        ("previous_address", at("swale", 1)),
        ("new_address", at("maidstone", 2)),
    ];
    let into = as_a_person(&definition, &moving("into", &previous), &noon);
    let passed = pass(&definition, &into, &noon, "within-not-into");
    let journey = Journey::new(&definition, &passed, &noon);
    let review = journey.blocks(&definition.review);
    let mut texts = review.iter().filter_map(|(_, block)| block.text.as_ref());
    assert!(texts.any(|text| text.get(Language::En).contains("will not hear")));
    let forwarding = moving(
        "out-of",
        &[
            ("old_address", at("swale", 1)),
            ("forwarding_address", at("maidstone", 2)),
        ],
    );
    let forwarding = as_a_person(&definition, &forwarding, &noon);
    let passed = pass(&definition, &forwarding, &noon, "within-not-out-of");
    assert_eq!(notice(&definition, &passed, &noon), None);
    let leaving = ("leaving".to_owned(), "swale".to_owned());
    assert_eq!(delivered_parts(&definition, &passed, &noon), [leaving]);
    let said = Journey::new(&definition, &passed, &noon).statements(Language::En);
    assert_eq!(said[0].text, "The address is only where to send the bill");
    // It was said about this address.
    let mut other = passed.clone();
    other
        .typed
        .insert("forwarding_address".to_owned(), at("swale", 3));
    assert_eq!(
        notice(&definition, &other, &noon).as_deref(),
        Some("within-not-out-of")
    );
}

#[test]
fn two_adults_and_one_adult_are_noticed() {
    let definition = council_tax();
    let noon = facts("maidstone", (12, 0));
    let named = |adults: &str, only: &str| {
        let mut answers = moving("into", &[("new_address", at("maidstone", 2))]);
        answers.typed.insert("adults".to_owned(), text(adults));
        answers.typed.insert("only_adult".to_owned(), text(only));
        notice(&definition, &answers, &noon)
    };
    for adults in ["Sam Taylor\nAlex Taylor", "Sam and Alex Taylor"] {
        assert_eq!(named(adults, "yes").as_deref(), Some("one-adult"));
        assert_eq!(named(adults, "no"), None);
    }
    assert_eq!(named("Sam Taylor", "yes"), None);
}

#[test]
fn a_landlord_with_the_name_of_the_tenant_is_asked() {
    let definition = council_tax();
    let noon = facts("maidstone", (12, 0));
    let tenant = |role: &str, tenant: &str| {
        let mut answers = moving("into", &[("new_address", at("maidstone", 2))]);
        answers.typed.insert("role".to_owned(), text(role));
        answers.typed.insert("tenant_name".to_owned(), text(tenant));
        notice(&definition, &answers, &noon)
    };
    assert_eq!(
        tenant("landlord", "Sam Taylor").as_deref(),
        Some("own-tenant")
    );
    assert_eq!(tenant("landlord", "Alex Taylor"), None);
    assert_eq!(tenant("owner", "Sam Taylor"), None);
}
