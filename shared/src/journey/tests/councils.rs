//! Tests of councils named in texts, and of blocks shown once for each.

use super::{BAG, address, complete, facts, parts, text, with};
use crate::answers::Answers;
use crate::council::{Council, Councils};
use crate::journey::Journey;
use crate::language::{Language, Text};
use crate::service::Definition;
use crate::service::block::Block;

fn bag() -> Definition {
    toml::from_str(BAG).unwrap()
}

fn councils() -> Councils {
    let named = |id: &str, name: &str| {
        let council = Council {
            name: name.to_owned(),
            website: Some(format!("https://{id}.example/")),
        };
        (id.to_owned(), council)
    };
    Councils::from([
        named("swale", "Swale Borough Council"),
        named("maidstone", "Maidstone Borough Council"),
        named("ashford", "Ashford Borough Council"),
    ])
}

fn filled(answers: &Answers, text: &str) -> String {
    let (definition, councils, facts) = (bag(), councils(), facts());
    let journey = Journey::new(&definition, answers, &facts).naming(&councils);
    journey.fill(&Text::from(text), Language::En)
}

#[test]
fn a_text_names_the_serving_council_and_that_of_an_address() {
    let nobody = Answers::default();
    assert_eq!(filled(&nobody, "{authority}"), "Swale Borough Council");
    assert_eq!(
        filled(&complete(), "{authority} comes within {window} days"),
        "Maidstone Borough Council comes within 5 days"
    );
    let ashford = with(complete(), "address", address("ashford"));
    let words = "{authority:address} empties it, not {authority}";
    assert_eq!(
        filled(&ashford, words),
        "Ashford Borough Council empties it, not Swale Borough Council"
    );
    // Without names the ids are shown; a misspelt placeholder stays as it is.
    let (definition, facts) = (bag(), facts());
    let journey = Journey::new(&definition, &nobody, &facts);
    let text = Text::from("{authority} {authorities}");
    assert_eq!(journey.fill(&text, Language::En), "swale {authorities}");
}

#[test]
fn the_council_of_an_address_is_known_by_name_or_not_at_all() {
    let (definition, councils, facts) = (bag(), councils(), facts());
    let name = |area: &str| {
        let answers = with(complete(), "address", address(area));
        let journey = Journey::new(&definition, &answers, &facts).naming(&councils);
        journey.council_of("address").map(|one| one.name.clone())
    };
    assert_eq!(name("ashford").as_deref(), Some("Ashford Borough Council"));
    assert_eq!(name("elsewhere"), None);
    assert_eq!(name(""), None);
}

#[test]
fn a_block_is_shown_for_each_council_an_address_may_lie_in() {
    let (definition, councils, facts) = (bag(), councils(), facts());
    let block = |each: bool| Block {
        text: Some(Text::from("{authority}: {window}")),
        each_council_of: each.then(|| "address".to_owned()),
        ..Block::default()
    };
    let blocks = [block(false), block(true)];
    let shown = |answers: &Answers| -> Vec<String> {
        let journey = Journey::new(&definition, answers, &facts).naming(&councils);
        let texts = journey.blocks(&blocks).into_iter();
        texts
            .map(|(journey, block)| journey.fill(block.text.as_ref().unwrap(), Language::En))
            .collect()
    };
    let (swale, maidstone) = ("Swale Borough Council: 3", "Maidstone Borough Council: 5");
    assert_eq!(shown(&Answers::default()), [swale, swale, maidstone]);
    assert_eq!(shown(&complete()), [maidstone, maidstone]);
    let by_hand = |areas: &str| {
        let typed = parts(&[
            ("mode", "manual"),
            ("line1", "New House"),
            ("town", "Town"),
            ("postcode", "ME9 9ZX"),
            ("areas", areas),
        ]);
        with(complete(), "address", typed)
    };
    assert_eq!(shown(&by_hand("maidstone medway")), [swale, maidstone]);
    assert_eq!(shown(&by_hand("")), [swale, swale, maidstone]);
}

#[test]
fn a_page_whose_question_names_the_council_is_asked_again_for_another_one() {
    let text = BAG.replacen("Which bags", "Which bags of {authority}", 1);
    assert_ne!(text, BAG);
    let definition: Definition = toml::from_str(&text).unwrap();
    let (facts, mut answers) = (facts(), complete());
    for page in &definition.pages {
        crate::journey::shown::record(&definition, &facts, &mut answers, page);
    }
    let page = definition.page("bags").unwrap();
    let asked = |answers: &Answers| Journey::new(&definition, answers, &facts).asks_anew(page);
    assert!(!asked(&answers));
    let morning = crate::facts::Facts {
        minute: 8 * 60,
        ..facts.clone()
    };
    let moved = with(answers, "address", address("swale"));
    assert!(Journey::new(&definition, &moved, &morning).asks_anew(page));
}

#[test]
fn one_of_a_group_must_be_answered_where_its_condition_holds() {
    let group = "[[pages.one_of]]\ncode = \"no-way-to-reach\"\nquestions = [\"email\", \"phone\"]\n\
        when = { not = { area = { question = \"address\", any_of = [\"swale\"] } } }\n\
        error = \"Enter an email address or a phone number\"\n\n";
    let phone = "[[pages.questions]]\nid = \"phone\"\nkind = \"phone\"\nabout = \"you\"\n\
        optional = true\nlabel = \"Phone\"\n\n[[pages.questions]]\nid = \"note\"\n\
        kind = { text = { max = 9 } }\nlabel = \"Note\"\nerrors.required = \"Enter a note\"\n\n";
    let definition = with_contact(&[phone, group].concat());
    let facts = facts();
    let page = definition.page("contact").unwrap();
    let errors = |answers: &Answers| -> Vec<String> {
        let errors = Journey::new(&definition, answers, &facts).check_page(page);
        let errors = errors.into_iter();
        errors
            .map(|error| [error.question, error.code].join(" "))
            .collect()
    };
    let blank = with(complete(), "email", text(""));
    assert_eq!(
        errors(&blank),
        ["email no-way-to-reach", "note required"],
        "in page order"
    );
    let journey = Journey::new(&definition, &blank, &facts);
    assert!(!journey.is_optional(page, page.question("phone").unwrap()));
    let wrong = with(blank.clone(), "phone", text("soon"));
    assert_eq!(errors(&wrong), ["phone not-a-phone", "note required"]);
    let reached = with(blank.clone(), "phone", text("07700 900982"));
    assert_eq!(errors(&reached), ["note required"]);
    let elsewhere = with(blank.clone(), "address", address("swale"));
    assert_eq!(errors(&elsewhere), ["note required"]);
    let journey = Journey::new(&definition, &elsewhere, &facts);
    assert!(journey.is_optional(page, page.question("phone").unwrap()));
    let noted = with(blank, "note", text("None"));
    assert!(Journey::new(&definition, &noted, &facts).finish().is_err());
    let error = &Journey::new(&definition, &noted, &facts).check_page(page)[0];
    let words =
        Journey::new(&definition, &noted, &facts).message(error, Language::En, &Default::default());
    assert_eq!(words, "Enter an email address or a phone number");
}

/// The definition with an optional email address, and more on its page, which is the last.
fn with_contact(more: &str) -> Definition {
    let optional = "id = \"email\"\noptional = true\n";
    let text = BAG.replacen("id = \"email\"\n", optional, 1);
    let text = text.replacen("[[outcomes]]", &[more, "[[outcomes]]"].concat(), 1);
    toml::from_str(&text).unwrap()
}
