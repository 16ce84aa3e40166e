//! The buttons that move between the steps of an address.
//!
//! Enter activates a form's first button. On a page with no other question these buttons therefore
//! come after Continue (drawn by [`crate::questions::page`]), except for "Find address", which is
//! the next step; on other pages a hidden Continue comes first.

use super::address_step;
use crate::components::{Button, LinkButton};
use crate::questions::QuestionContext;
use crate::questions::context::field;
use leptos::prelude::*;
use shared::journey::form_fields;
use shared::journey::navigation::{
    AddressStep, CHANGE_POSTCODE, FIND_ADDRESS, NO_ADDRESS, TYPE_ADDRESS,
};
use shared::question::Question;

/// The suffix of the id of the button that replaces the chosen address.
pub const CHANGE: &str = "change";

/// The buttons of the step, for the page's row of buttons.
pub fn actions(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    let link = |key: &str, value: &'static str| LinkButton {
        text: context.say(key),
        name: Some(form_fields::ACTION),
        value: Some(value),
        id: None,
    };
    match address_step(q, context).0 {
        AddressStep::Find => find(q, context),
        AddressStep::Choose => (
            link("journey-address-not-listed", TYPE_ADDRESS).view(),
            link("journey-address-search-again", CHANGE_POSTCODE).view(),
        )
            .into_any(),
        AddressStep::Manual => link("journey-address-find-by-postcode", CHANGE_POSTCODE).view(),
        AddressStep::Chosen => LinkButton {
            id: Some(field(&q.id, CHANGE)),
            ..link("journey-address-change", CHANGE_POSTCODE)
        }
        .view(),
    }
}

fn find(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    let button = |key: &str, value: &str, classes: &'static str| {
        Button {
            text: context.say(key),
            classes,
            name: Some(String::from(form_fields::ACTION)),
            value: Some(String::from(value)),
            ..Button::default()
        }
        .view()
    };
    let manual = LinkButton {
        text: context.say("journey-address-manual"),
        name: Some(form_fields::ACTION),
        value: Some(TYPE_ADDRESS),
        id: None,
    }
    .view();
    let secondary = "govuk-button--secondary";
    if !context.alone {
        let find = button("journey-address-find", FIND_ADDRESS, secondary);
        return view! { <div class="govuk-button-group">{find}{manual}</div> }.into_any();
    }
    let find = button("journey-address-find", FIND_ADDRESS, "");
    // Among other questions, Continue leaves the address blank.
    let none = q
        .optional
        .then(|| button("journey-address-without", NO_ADDRESS, secondary));
    (find, none, manual).into_any()
}

/// Whether the row of buttons has its own primary button, in place of Continue.
pub fn leads(q: &Question, context: &QuestionContext<'_>) -> bool {
    context.alone && address_step(q, context).0 == AddressStep::Find
}
