//! The pages of a journey, from what a handler has opened.

use super::opening::Opening;
use crate::http::form::Form;
use crate::http::pages::frame::{frame, personal, service_name};
use crate::http::visit::Visit;
use crate::state::AppState;
use app::islands::journey::{Props, around};
use app::layout::{Frame, Section};
use app::questions::{self, CheckAnswers, Lookup, Notice, OutcomePage, QuestionPage};
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use shared::answers::{Answers, FieldError, page_hash, review_hash};
use shared::journey::Step;
use shared::paths::CHECK_ANSWERS_PAGE;
use shared::service::{Outcome, Page};

/// What a question page shows besides its questions.
pub struct Drawn<'a> {
    pub status: StatusCode,
    pub problems: &'a [FieldError],
    pub notices: &'a [Notice],
    pub lookups: &'a [Lookup],
}

/// A question page with the answers as stored.
pub fn question_page(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    answers: &Answers,
    page: &Page,
    changing: bool,
    drawn: Drawn<'_>,
) -> Response {
    // The form is made from what is stored, also when it shows what somebody else's tab typed.
    let empty = Answers::default();
    let stored = opening
        .draft
        .as_ref()
        .map_or(&empty, |draft| &draft.answers);
    let seen = page_hash(page, stored);
    let id = opening.draft_id();
    drawn_page(
        state,
        visit,
        opening,
        answers,
        page,
        changing,
        id.as_deref(),
        &seen,
        drawn,
    )
}

/// A question page as it was posted, with its own draft and fingerprint, when the store could
/// not be asked for either.
pub fn again(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    answers: &Answers,
    page: &Page,
    form: &Form,
    drawn: Drawn<'_>,
) -> Response {
    let draft = Some(form.value("draft")).filter(|draft| uuid::Uuid::parse_str(draft).is_ok());
    let changing = form.has("return_to");
    let mut response = drawn_page(
        state,
        visit,
        opening,
        answers,
        page,
        changing,
        draft,
        form.value("seen"),
        drawn,
    );
    retry_after(&mut response);
    response
}

#[expect(
    clippy::too_many_arguments,
    reason = "everything one page is made of, gathered by the two functions above"
)]
fn drawn_page(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    answers: &Answers,
    page: &Page,
    changing: bool,
    draft: Option<&str>,
    seen: &str,
    drawn: Drawn<'_>,
) -> Response {
    let mut frame = journey_frame(state, visit, opening);
    frame.island = true;
    let wording = frame.wording.clone();
    let authority = frame.authority.clone();
    let page = QuestionPage {
        journey: opening.journey(answers),
        page,
        problems: drawn.problems,
        lookups: drawn.lookups,
        notices: drawn.notices,
        wording: &wording,
        draft,
        seen,
        changing,
        reviewed: changing && is_reviewed(opening),
        opened: state.clock.now().as_second(),
        authority: &authority.name,
    };
    frame.title = page.title();
    let start = Props {
        page: page.page.id.clone(),
        changing,
        lookups: drawn.lookups.to_vec(),
        ..start(state, visit, opening, draft)
    };
    personal(drawn.status, frame, |_| {
        around(start, questions::question_page(&page))
    })
}

/// Whether everything stored is right, so that check answers can be shown.
fn is_reviewed(opening: &Opening) -> bool {
    opening
        .draft
        .as_ref()
        .is_some_and(|draft| opening.journey(&draft.answers).standing() == Step::CheckAnswers)
}

pub fn check_answers(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    answers: &Answers,
    notices: &[Notice],
    status: StatusCode,
) -> Response {
    let mut frame = journey_frame(state, visit, opening);
    frame.island = true;
    let wording = frame.wording.clone();
    let authority = frame.authority.clone();
    let id = opening.draft_id().unwrap_or_default();
    let page = CheckAnswers {
        journey: opening.journey(answers),
        wording: &wording,
        notices,
        draft: &id,
        reviewed: &review_hash(opening.definition(), answers),
        opened: state.clock.now().as_second(),
        authority: &authority.name,
        names: state.sites.names(visit.language),
    };
    frame.title = page.title();
    let start = start(state, visit, opening, Some(&id));
    personal(status, frame, |_| {
        around(start, questions::check_answers(&page))
    })
}

pub fn outcome_page(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    answers: &Answers,
    outcome: &Outcome,
) -> Response {
    let mut frame = journey_frame(state, visit, opening);
    frame.quiet = questions::rings_now(outcome);
    let wording = frame.wording.clone();
    let authority = frame.authority.clone();
    let id = opening.draft_id().unwrap_or_default();
    let page = OutcomePage {
        journey: opening.journey(answers),
        outcome,
        wording: &wording,
        notices: &[],
        draft: &id,
        authority: &authority.name,
    };
    frame.title = page.title();
    personal(StatusCode::OK, frame, |_| questions::outcome(&page))
}

/// What the island is handed on a page of this journey.
fn start(state: &AppState, visit: &Visit, opening: &Opening, draft: Option<&str>) -> Props {
    let stored = opening.draft.as_ref().map(|draft| draft.answers.clone());
    Props {
        service: opening.definition().id.clone(),
        version: opening.service.version.clone(),
        page: CHECK_ANSWERS_PAGE.to_owned(),
        draft: draft.map(str::to_owned),
        facts: opening.facts.clone(),
        answers: stored.unwrap_or_default(),
        language: visit.language,
        words: state.assets.words_href(visit.language),
        authority: visit.site.drawn(visit.language).name.clone(),
        names: state.sites.names(visit.language).clone(),
        changing: false,
        lookups: Vec::new(),
    }
}

/// The frame of every page of a journey.
fn journey_frame(state: &AppState, visit: &Visit, opening: &Opening) -> Frame {
    let mut frame = frame(state, visit, "", Section::Services);
    frame.service = Some(service_name(opening.definition(), visit.language));
    frame
        .others
        .retain(|(language, _)| opening.definition().speaks(*language));
    // The draft goes along to the other language.
    if let Some(draft) = opening.draft_id() {
        for (_, href) in &mut frame.others {
            href.push_str("?d=");
            href.push_str(&draft);
        }
    }
    frame
}

pub fn set_cookie(response: &mut Response, cookie: Option<String>) {
    if let Some(value) = cookie.and_then(|header| HeaderValue::from_str(&header).ok()) {
        response.headers_mut().insert(SET_COOKIE, value);
    }
}

/// When to come back, after a store that could not keep anything.
pub fn retry_after(response: &mut Response) {
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static("10"));
}
