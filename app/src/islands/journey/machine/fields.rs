//! Reads a page's answers from the fields of its form.

use super::address::settle;
use super::event::{Button, Fields};
use super::state::State;
use shared::answers::{Answers, Typed};
use shared::journey::navigation::{self, Press};
use shared::question::address;
use shared::service::Page;
use shared::service::reading::page_hash;

/// The fields posted by pressing a button; without a button, those posted by Enter.
pub fn pressed(page: &Page, form: &Fields, button: Option<&Button>) -> Fields {
    let mut fields = of_page(page, form);
    if let Some(button) = button {
        fields.push(button.clone());
    }
    fields
}

/// Filters a form's fields to those of the page: browser extensions add others.
fn of_page(page: &Page, form: &Fields) -> Fields {
    let mut fields = Fields::new();
    for question in &page.questions {
        let mut names = question.field_names();
        if question.is_address() {
            names.push(question.field(Some("step")));
        }
        for (name, value) in form {
            if names.contains(name) {
                fields.push((name.clone(), value.clone()));
            }
        }
    }
    fields
}

/// The answers typed on a page.
fn typed(state: &State, page: &Page, form: &Fields) -> Answers {
    let mut typed = navigation::typed(page, &of_page(page, form), Press::Continue);
    navigation::settle_days(page, &mut typed, state.facts.today);
    Answers {
        typed,
        ..Answers::default()
    }
}

/// The hash of a page as its form posts it: a form never posts the areas of an address.
pub fn posted_hash(page: &Page, answers: &Answers) -> String {
    let mut posted = Answers::default();
    for question in &page.questions {
        if let Some(typed) = answers.typed.get(&question.id) {
            let mut typed = typed.clone();
            if let Typed::Parts(parts) = &mut typed {
                parts.remove("area");
                parts.remove(address::AREAS);
            }
            posted.typed.insert(question.id.clone(), typed);
        }
    }
    page_hash(page, &posted)
}

/// Stores what was typed on the page being left, if it differs from what was submitted.
pub fn leave(state: &mut State, form: Option<&Fields>) {
    let (Some(page), Some(form)) = (state.page(), form) else {
        return;
    };
    let mut now = typed(state, page, form);
    // A form that offers addresses posts the number of the chosen one, without its lines.
    settle(state, page, &mut now.typed, Press::TypeAddress);
    if posted_hash(page, &now) == posted_hash(page, &state.answers) {
        state.unfinished.remove(&page.id);
    } else {
        state.unfinished.insert(page.id.clone(), now.typed);
    }
}

/// Whether the form shows the known answers, so that nothing has been typed yet.
pub fn is_untouched(state: &State, form: Option<&Fields>) -> bool {
    let Some(page) = state.page() else {
        return true;
    };
    let Some(form) = form else { return false };
    posted_hash(page, &typed(state, page, form)) == posted_hash(page, &state.shown(page))
}
