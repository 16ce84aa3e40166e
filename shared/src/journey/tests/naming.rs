//! Tests of what a request is called, what it is about, and by when it is done.

use super::{BAG, bag, complete, facts, parts, text, with};
use crate::answers::{Answers, Typed};
use crate::date::Date;
use crate::facts::Facts;
use crate::journey::{Journey, Reader};
use crate::language::Language;
use crate::service::Definition;
use crate::wording::{Phrase, Wording};

fn wording(language: Language) -> Wording {
    let plain = |text: &str| Phrase::Plain(text.to_owned());
    let phrases = [("journey-noun", "cais"), ("status-team", "y tîm")];
    Wording {
        language,
        phrases: phrases
            .map(|(key, text)| (key.to_owned(), plain(text)))
            .into(),
    }
}

fn answered() -> Answers {
    let bags = Typed::Many(vec!["refuse".to_owned(), "garden".to_owned()]);
    let answers = with(complete(), "bags", bags);
    with(answers, "garden_note", text("Leaves from\nAnn’s garden"))
}

fn subject(reader: Reader, language: Language) -> String {
    let (definition, answers, facts) = (bag(), answered(), facts());
    Journey::new(&definition, &answers, &facts).subject(reader, &wording(language))
}

#[test]
fn the_subject_tells_each_reader_only_what_is_theirs_to_know() {
    let say = |reader| subject(reader, Language::En);
    assert_eq!(
        say(Reader::Sender),
        "Missed bag: refuse, garden, Tuesday 10 March, Leaves from Ann’s garden, 1 Road"
    );
    assert_eq!(
        say(Reader::Holder),
        "Missed bag: refuse, garden, Tuesday 10 March, ME10 …"
    );
    assert_eq!(say(Reader::Mailbox), "Missed bag: refuse, garden");
    assert_eq!(
        subject(Reader::Holder, Language::Cy),
        "Bag: sbwriel, gardd, dydd Mawrth 10 Mawrth, ME10 …"
    );
}

#[test]
fn an_answer_that_was_not_given_leaves_no_gap() {
    let (definition, facts) = (bag(), facts());
    let answers = Answers::default();
    let journey = Journey::new(&definition, &answers, &facts);
    let said = journey.subject(Reader::Sender, &wording(Language::En));
    assert_eq!(said, "Missed bag");
}

#[test]
fn names_in_another_language_than_the_sentence_are_not_used() {
    let mut definition = bag();
    let (answers, facts) = (answered(), facts());
    let welsh = wording(Language::Cy);
    let names = |definition: &_| {
        let journey = Journey::new(definition, &answers, &facts);
        (
            journey.noun(&welsh),
            journey.name(&welsh),
            journey.team(&welsh),
        )
    };
    let own = ("adroddiad", Some("adroddiad am fag"), "y tîm bagiau");
    let owned = |(noun, name, team): (&str, Option<&str>, &str)| {
        (noun.to_owned(), name.map(str::to_owned), team.to_owned())
    };
    assert_eq!(names(&definition), owned(own));
    definition.languages = vec![Language::En];
    assert_eq!(names(&definition), owned(("cais", None, "y tîm")));
}

#[test]
fn a_long_answer_is_cut_between_words_and_a_name_keeps_its_capitals() {
    let mut definition = bag();
    definition
        .naming
        .details
        .retain(|one| one.question == "garden_note");
    let (answers, facts) = (complete(), facts());
    let long = with(answered(), "garden_note", text(&"compost ".repeat(12)));
    let journey = Journey::new(&definition, &long, &facts);
    let said = journey.subject(Reader::Sender, &wording(Language::En));
    assert!(said.ends_with("compost …"), "{said}");
    assert!(said.chars().count() < 100, "{said}");
    let council = BAG.replace("en = \"Refuse\"", "en = \"Swale Borough Council\"");
    let mut council: Definition = toml::from_str(&council).unwrap();
    council.naming.details.truncate(1);
    let journey = Journey::new(&council, &answers, &facts);
    let said = journey.subject(Reader::Sender, &wording(Language::En));
    assert_eq!(said, "Missed bag: Swale Borough Council");
}

#[test]
fn the_day_is_counted_from_sending_or_from_a_later_answer() {
    let definition = bag();
    let sent = facts().today;
    let day = |day, month| Date::new(2026, month, day).unwrap();
    let holidays = vec![day(13, 3)];
    let facts = Facts {
        holidays,
        ..facts()
    };
    let on = |day: &str| {
        with(
            complete(),
            "missed_on",
            parts(&[("day", day), ("month", "3"), ("year", "2026")]),
        )
    };
    let due = |answers: &Answers| Journey::new(&definition, answers, &facts).due(sent);
    // Five working days for Maidstone, with a holiday and a weekend among them.
    assert_eq!(due(&on("10")), Some(day(19, 3)));
    assert_eq!(due(&on("12")), Some(day(20, 3)));
    let answers = on("10");
    let journey = Journey::new(&definition, &answers, &facts);
    let by = |language| journey.by(sent, language).unwrap();
    assert_eq!(by(Language::En), "We come by Thursday 19 March 2026");
    assert_eq!(by(Language::Cy), "Erbyn dydd Iau 19 Mawrth 2026");
}

#[test]
fn a_deadline_whose_day_cannot_be_told_is_left_out() {
    let mut definition = bag();
    let (answers, facts) = (complete(), facts());
    definition.target_working_days = None;
    let by =
        |definition: &_| Journey::new(definition, &answers, &facts).by(facts.today, Language::En);
    assert_eq!(by(&definition), None);
    definition.target_days = Some(crate::condition::Amount::Number(10));
    assert_eq!(
        by(&definition).unwrap(),
        "We come by Saturday 21 March 2026"
    );
    definition.target_days = None;
    definition.next.by = "Soon.".into();
    assert_eq!(by(&definition).unwrap(), "Soon.");
}

#[test]
fn advice_after_a_refusal_is_chosen_by_its_code() {
    let next = bag().next;
    let advice = |code| {
        let body = next.after_refusal(code);
        body[0].text.as_ref().unwrap().get(Language::En).to_owned()
    };
    assert_eq!(advice(Some("not-ours")), "Ask your neighbour.");
    assert_eq!(advice(Some("other")), "Wait.");
    assert_eq!(advice(None), "Wait.");
}
