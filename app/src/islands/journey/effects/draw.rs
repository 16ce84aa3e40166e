//! Builds a page off screen, with the functions that draw it on the server.

use super::browser;
use crate::islands::journey::machine::effect::Draw;
use crate::islands::journey::machine::screen::Screen;
use crate::islands::journey::machine::state::State;
use crate::questions::{
    CheckAnswers, NoticePage, OutcomePage, QuestionPage, check_answers, notice_page, outcome,
    question_page,
};
use leptos::prelude::*;
use shared::journey::Journey;
use shared::paths::JourneyPaths;
use shared::service::reading::review_hash;
use shared::wording::Wording;
use web_sys::Element;

/// A page that is built but not yet shown.
pub struct Drawn {
    pub node: Element,
    pub title: String,
}

/// Builds a page from the state after the event.
pub fn build(state: &State, draw: &Draw, wording: &Wording) -> Option<Drawn> {
    let definition = state.definition;
    let paths = &JourneyPaths::at(state.props.base.clone());
    let draft = state.draft.as_deref();
    let opened = (browser::now() / 1000.0) as i64;
    let journey = Journey::new(definition, &draw.answers, &state.facts);
    let journey = journey.naming(&state.props.councils);
    let authority = &journey.name_of(state.serving());
    let notices = draw.notices.as_slice();
    let (view, title) = match &draw.screen {
        Screen::Page { id, changing } => {
            let page = QuestionPage {
                journey,
                page: definition.page(id)?,
                errors: &draw.errors,
                lookups: &draw.lookups,
                notices,
                wording,
                paths,
                draft,
                base_hash: &draw.base_hash,
                changing: *changing,
                reviewed: draw.reviewed,
                opened,
                authority,
            };
            (question_page(&page), page.title())
        }
        Screen::Outcome(id) => {
            let page = OutcomePage {
                journey,
                outcome: definition.outcome(id)?,
                wording,
                paths,
                notices,
                draft: Some(draft?),
                opened,
                authority,
            };
            (outcome(&page), page.title())
        }
        Screen::Notice(id) => {
            let (of, notice) = definition.notice(id)?;
            let page = NoticePage {
                journey,
                page: of,
                notice,
                wording,
                paths,
                draft: draft?,
                opened,
                authority,
            };
            (notice_page(&page), page.title())
        }
        Screen::CheckAnswers => {
            let page = CheckAnswers {
                journey,
                wording,
                paths,
                notices,
                draft: draft?,
                reviewed: &review_hash(definition, &draw.answers),
                opened,
                authority,
            };
            (check_answers(&page), page.title())
        }
    };
    let node = browser::document()?.create_element("div").ok()?;
    view.build().mount(&node, None);
    Some(Drawn { node, title })
}
