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
    ADDRESS_ABROAD, AddressStep, CHANGE_POSTCODE, FIND_ADDRESS, NO_ADDRESS, TYPE_ADDRESS,
    USE_POSTCODE,
};
use shared::question::{Question, postcode};

/// The suffix of the id of the button that replaces the chosen address.
pub const CHANGE: &str = "change";

/// The buttons of the step, for the page's row of buttons.
pub fn actions(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    let link = |key: &str, value: &'static str| link(context, key, value);
    match address_step(q, context).0 {
        AddressStep::Find => find(q, context),
        AddressStep::Choose => (
            link("journey-address-not-listed", TYPE_ADDRESS).view(),
            link("journey-address-search-again", CHANGE_POSTCODE).view(),
        )
            .into_any(),
        AddressStep::Manual => (
            link("journey-address-find-by-postcode", CHANGE_POSTCODE).view(),
            abroad(q, context),
        )
            .into_any(),
        AddressStep::Abroad => link("journey-address-in-the-uk", CHANGE_POSTCODE).view(),
        AddressStep::Chosen => LinkButton {
            id: Some(field(&q.id, CHANGE)),
            ..link("journey-address-change", CHANGE_POSTCODE)
        }
        .view(),
    }
}

fn find(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    let secondary = "govuk-button--secondary";
    let find = Button {
        text: context.say("journey-address-find"),
        ..action(FIND_ADDRESS, if context.alone { "" } else { secondary })
    }
    .view();
    // Beside the question whether another postcode was meant.
    let suggested = postcode::suggested(&context.part(q, "postcode"));
    let meant = suggested
        .filter(|_| context.field_error(q).is_some())
        .map(|postcode| {
            let values = [("postcode", postcode.as_str())];
            Button {
                text: context.wording.with("journey-address-use", &values),
                ..action(USE_POSTCODE, secondary)
            }
            .view()
        });
    // Among other questions, Continue leaves the address blank, unless a button of its own does.
    let leaves = q.optional && (context.alone || q.without().is_some());
    let none = leaves.then(|| {
        Button {
            text: match q.without() {
                Some(own) => context.words(own),
                None => context.say("journey-address-without"),
            },
            ..action(NO_ADDRESS, secondary)
        }
        .view()
    });
    let manual = link(context, "journey-address-manual", TYPE_ADDRESS).view();
    let buttons = (find, meant, none, manual, abroad(q, context)).into_any();
    if context.alone {
        return buttons;
    }
    view! { <div class="govuk-button-group">{buttons}</div> }.into_any()
}

fn action(value: &str, classes: &'static str) -> Button {
    Button {
        classes,
        name: Some(String::from(form_fields::ACTION)),
        value: Some(String::from(value)),
        ..Button::default()
    }
}

fn link(context: &QuestionContext<'_>, key: &str, value: &'static str) -> LinkButton {
    LinkButton {
        text: context.say(key),
        name: Some(form_fields::ACTION),
        value: Some(value),
        id: None,
    }
}

/// The way to an address outside the UK, where the question takes one.
fn abroad(q: &Question, context: &QuestionContext<'_>) -> Option<AnyView> {
    q.takes_abroad()
        .then(|| link(context, "journey-address-abroad", ADDRESS_ABROAD).view())
}

/// Whether the row of buttons has its own primary button, in place of Continue.
pub fn leads(q: &Question, context: &QuestionContext<'_>) -> bool {
    context.alone && address_step(q, context).0 == AddressStep::Find
}
