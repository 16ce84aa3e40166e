//! What a form's fields say about a page.

use super::event::{Button, Fields};
use super::state::State;
use crate::questions::context::field;
use crate::questions::navigation::{self, Press};
use shared::answers::{Answers, Typed};
use shared::question::address;
use shared::service::Page;
use shared::service::reading::page_hash;

/// The fields that a press of a button posts; without a button, those of Enter.
pub fn pressed(page: &Page, form: &Fields, button: Option<&Button>) -> Fields {
    let mut fields = of_page(page, form);
    if let Some(button) = button {
        fields.push(button.clone());
    }
    fields
}

/// The page's own fields among those of a form: browser extensions add others.
fn of_page(page: &Page, form: &Fields) -> Fields {
    let mut fields = Fields::new();
    for question in &page.questions {
        let mut names = question.field_names();
        if question.is_address() {
            names.push(field(&question.id, "step"));
        }
        for (name, value) in form {
            if names.contains(name) {
                fields.push((name.clone(), value.clone()));
            }
        }
    }
    fields
}

/// What is typed on a page.
pub fn typed(page: &Page, form: &Fields) -> Answers {
    Answers {
        typed: navigation::typed(page, &of_page(page, form), Press::Continue),
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

/// Keeps what is typed on the page that is being left, if it is not what was continued with.
pub fn leave(state: &mut State, form: Option<&Fields>) {
    let (Some(page), Some(form)) = (state.page(), form) else {
        return;
    };
    let now = typed(page, form);
    if posted_hash(page, &now) == posted_hash(page, &state.answers) {
        state.unfinished.remove(&page.id);
    } else {
        state.unfinished.insert(page.id.clone(), now.typed);
    }
}

/// Whether the form shows what is known of its page, so that nobody has typed anything yet.
pub fn is_untouched(state: &State, form: Option<&Fields>) -> bool {
    let Some(page) = state.page() else {
        return true;
    };
    let Some(form) = form else { return false };
    posted_hash(page, &typed(page, form)) == posted_hash(page, &state.shown(page))
}
