use super::search;
use crate::catalogue::{BUILT_IN, Service, Services, source};
use shared::language::Language;
use std::sync::Arc;

fn services(more: &[&str]) -> Services {
    let built_in = BUILT_IN.iter().map(|(_, text)| *text);
    let texts = built_in.chain(more.iter().copied());
    let read = |text: &str| source::read("test.toml", text, None).unwrap();
    Services::new(
        texts
            .map(|text| Arc::new(Service::new(read(text))))
            .collect(),
    )
}

fn found(services: &Services, language: Language, query: &str) -> Vec<String> {
    let found = search(services, language, query).into_iter();
    found.map(|one| one.definition.id.clone()).collect()
}

/// A service with nothing but a title and a summary.
fn simple(id: &str, title: &str, summary: &str) -> String {
    format!(
        "id = \"{id}\"\ntitle = \"{title}\"\nsummary = \"{summary}\"\nauthorities = [\"kent\"]\n\
         lawful_basis = \"public-task\"\nspecial_category = false\nretention_days = 10\n\
         classification = \"official\"\nstart.minutes = 2\nnext.by = \"Soon.\"\n\
         next.body = [{{ text = \"We read it.\" }}]\n[[pages]]\nid = \"only\"\n[[pages.questions]]\n\
         id = \"only\"\nkind = \"yes-no\"\nlabel = \"Yes?\"\nerrors.required = \"Select yes\"\n"
    )
}

#[test]
fn a_wrong_letter_and_a_wrong_space_are_forgiven() {
    let services = services(&[]);
    let bin = "missed-bin";
    let road = "pothole";
    let tax = "council-tax-change-of-address";
    for (query, service) in [
        ("potholl", road),
        ("pohtole", road),
        ("pothole", road),
        ("pot hole", road),
        ("poth ole", road),
        ("streetlight", road),
        ("streetlihgt", road),
        ("missedbin", bin),
        ("mised bin", bin),
        ("bin colection", bin),
        ("bincollection", bin),
        ("recyling", bin),
        ("counciltax", tax),
        ("council tacks moveing", tax),
        ("conciltax", tax),
    ] {
        assert_eq!(found(&services, Language::En, query), [service], "{query}");
    }
    for query in ["zeppelin mooring", "bn", "txa", "kangaroo"] {
        assert_eq!(found(&services, Language::En, query), [""; 0], "{query}");
    }
}

#[test]
fn synonyms_of_a_service_find_it() {
    let services = services(&[]);
    for (query, service) in [
        ("dustbin", "missed-bin"),
        ("sinkhole", "pothole"),
        ("lamppost", "pothole"),
        ("relocating", "council-tax-change-of-address"),
    ] {
        assert_eq!(found(&services, Language::En, query), [service], "{query}");
    }
    // Welsh synonyms belong to Welsh pages.
    assert_eq!(found(&services, Language::Cy, "cadi"), ["missed-bin"]);
}

#[test]
fn a_word_spelt_right_comes_before_a_forgiven_one() {
    let (parks, barks) = (
        simple("parks", "Book a park", "A summer party"),
        simple("barks", "Noise", "Tell us if a dog barks"),
    );
    let services = services(&[&parks, &barks]);
    // "barks" is one letter from "parks", but somebody has that very word.
    assert_eq!(found(&services, Language::En, "barks"), ["barks"]);
    assert_eq!(found(&services, Language::En, "park"), ["parks"]);
    // A right word in a summary counts more than a forgiven one in a title.
    let both = found(&services, Language::En, "dog psrk");
    assert_eq!(both.first().map(String::as_str), Some("barks"), "{both:?}");
}

#[test]
fn every_service_is_found_by_its_own_title_among_hundreds() {
    let trades = [
        "Skip",
        "Street party",
        "Busking",
        "Market stall",
        "Scaffold",
    ];
    let texts: Vec<String> = (0..300)
        .map(|n| {
            let trade = trades[n % trades.len()];
            simple(
                &format!("s{n}"),
                &format!("{trade} licence number{n}"),
                "Ask",
            )
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let services = services(&texts);
    assert_eq!(found(&services, Language::En, "number207"), ["s207"]);
    assert_eq!(found(&services, Language::En, "").len(), 303);
    let first = found(&services, Language::En, "potholl");
    assert_eq!(first, ["pothole"]);
}
