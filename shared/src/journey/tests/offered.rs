//! Options that are offered only when a condition holds.

use super::{BAG, complete, facts, with};
use crate::answers::{Answers, Typed};
use crate::journey::{Journey, Unfinished};
use crate::service::Definition;

/// Garden bags are collected in Swale only.
fn bag() -> Definition {
    let swale = "{ area = { question = \"address\", any_of = [\"swale\"] } }";
    let text = BAG.replacen(
        "when = { answered = \"address\" }, label",
        &format!("when = {swale}, label"),
        1,
    );
    assert_ne!(text, BAG);
    toml::from_str(&text).unwrap()
}

fn chose(option: &str) -> Answers {
    with(complete(), "bags", Typed::Many(vec![option.to_owned()]))
}

#[test]
fn an_option_is_offered_only_if_its_condition_holds() {
    let (definition, facts) = (bag(), facts());
    let question = definition.question("bags").unwrap();
    let offered = |answers: &Answers| -> Vec<String> {
        let journey = Journey::new(&definition, answers, &facts);
        let options = journey.offered(question).into_iter();
        options.map(|option| option.id.clone()).collect()
    };
    assert_eq!(offered(&complete()), ["refuse", "none"]);
    let swale = with(complete(), "address", super::address("swale"));
    assert_eq!(offered(&swale), ["refuse", "garden", "none"]);
}

#[test]
fn an_option_that_is_not_offered_cannot_be_chosen() {
    let (definition, facts) = (bag(), facts());
    let garden = chose("garden");
    let refused = Journey::new(&definition, &garden, &facts).finish();
    let Err(Unfinished::Errors(errors)) = refused else {
        unreachable!("it is finished");
    };
    assert_eq!(errors[0].1.code, "not-an-option");
    let swale = with(garden, "address", super::address("swale"));
    assert!(Journey::new(&definition, &swale, &facts).finish().is_ok());
    let refuse = chose("refuse");
    assert!(Journey::new(&definition, &refuse, &facts).finish().is_ok());
}
