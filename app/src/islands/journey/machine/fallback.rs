//! Falls back to the plain form: the server draws the page with its errors.

use super::effect::Effect;
use super::event::{Fields, Moment};
use super::fields::leave;
use super::saving::save_later;
use super::screen::Screen;
use super::state::{Saves, State};
use super::stored::Stored;
use shared::journey::form_fields;
use shared::paths;
use shared::service::Page;

/// The server refused the first save of the queue: posts its page as a plain form and stores the
/// other saves for the island of the page that the server responds with.
pub fn refused(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    state.saves = Saves::Idle;
    leave(state, moment.form.as_ref());
    let Some(refused) = state.queue.refused() else {
        return;
    };
    let Some(page) = state.definition.page(&refused.page) else {
        return;
    };
    // The form has the page's newest answers.
    let mut typed = refused.save.answers;
    for later in state.queue.all() {
        if later.page == page.id {
            typed = later.save.answers.clone();
        }
    }
    state.queue.remove_page(&page.id);
    if let Some(unfinished) = state.unfinished.remove(&page.id) {
        typed = unfinished;
    }
    // Text typed on other pages counts as submitted.
    for (id, typed) in std::mem::take(&mut state.unfinished) {
        if let Some(other) = state.definition.page(&id) {
            state.answers.typed.extend(typed);
            let _ = save_later(state, other, &[], Vec::new(), moment);
        }
    }
    effects.push(Effect::Store(Stored::of(state, None)));
    let mut fields = Fields::new();
    for question in &page.questions {
        if let Some(typed) = typed.get(&question.id) {
            fields.extend(question.fields(typed));
        }
    }
    post(state, page, refused.base_hash, fields, effects);
}

/// Posts a page as it was submitted. Older saves of it and anything typed on it before are not
/// restored by the island of the page that the server responds with.
pub fn post_pressed(state: &mut State, page: &Page, fields: Fields, effects: &mut Vec<Effect>) {
    state.queue.remove_page(&page.id);
    state.unfinished.remove(&page.id);
    effects.push(Effect::Store(Stored::of(state, None)));
    let base_hash = state.stored_hash(page);
    post(state, page, base_hash, fields, effects);
}

/// Posts a page as its own form would; `base_hash` is the hash of the answers it was drawn from.
fn post(
    state: &mut State,
    page: &Page,
    base_hash: String,
    fields: Fields,
    effects: &mut Vec<Effect>,
) {
    state.leaving = true;
    let changing = matches!(&state.screen, Screen::Page { id, changing: true } if *id == page.id);
    let target = Screen::Page {
        id: page.id.clone(),
        changing: false,
    };
    let mut all = vec![
        (
            String::from(form_fields::DRAFT),
            state.draft.clone().unwrap_or_default(),
        ),
        (String::from(form_fields::BASE_HASH), base_hash),
    ];
    if changing {
        let review = String::from(paths::CHECK_ANSWERS_PAGE);
        all.push((String::from(form_fields::RETURN_TO), review));
    }
    all.extend(fields);
    effects.push(Effect::PostPage {
        action: state.path(&target),
        fields: all,
    });
}
