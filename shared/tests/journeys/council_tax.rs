use crate::*;

fn council_tax() -> Definition {
    load(include_str!(
        "../../services/council-tax-change-of-address.toml"
    ))
}

fn moving(kind: &str, addresses: &[(&str, Typed)]) -> Answers {
    let mut typed = answers(&[
        ("moving", text(kind)),
        ("role", text("owner")),
        ("move_date", date("1", "12", "2026")),
        ("adults", text("Sam Taylor")),
        ("only_adult", text("yes")),
        ("name", text("Sam Taylor")),
        ("declaration", text("yes")),
    ]);
    typed
        .typed
        .extend(addresses.iter().map(|(k, v)| ((*k).to_owned(), v.clone())));
    typed
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
