//! The pages of a journey, rendered from what a handler has loaded.

use super::load::Loaded;
use crate::drafts::IDLE;
use crate::http::context::Context;
use crate::http::form::Form;
use crate::http::frame::{frame_of, personal, service_name};
use crate::http::respond::retry_after;
use crate::sites::Site;
use crate::state::AppState;
use app::islands::journey::{Props, around};
use app::layout::{Frame, Section, Stay};
use app::questions::{self, CheckAnswers, Lookup, Notice, NoticePage, OutcomePage, QuestionPage};
use axum::http::StatusCode;
use axum::response::Response;
use shared::answers::{Answers, FieldError};
use shared::council::Councils;
use shared::journey::Step;
use shared::journey::form_fields;
use shared::paths::{self, CHECK_ANSWERS_PAGE};
use shared::service::notice::PageNotice;
use shared::service::reading::{page_hash, review_hash};
use shared::service::{Outcome, Page};
use std::sync::Arc;

/// A question page to render.
pub struct PageView<'a> {
    pub page: &'a Page,
    /// The values of the fields.
    pub answers: &'a Answers,
    /// Opened from check answers, and returns there.
    pub changing: bool,
    pub status: StatusCode,
    pub errors: &'a [FieldError],
    pub notices: &'a [Notice],
    pub lookups: &'a [Lookup],
}

impl<'a> PageView<'a> {
    /// A page without errors and notices.
    pub fn new(page: &'a Page, answers: &'a Answers, changing: bool) -> PageView<'a> {
        PageView {
            page,
            answers,
            changing,
            status: StatusCode::OK,
            errors: &[],
            notices: &[],
            lookups: &[],
        }
    }
}

/// The most bytes, escaped, of the fields of a page that was not saved: half of the 256 kB of a
/// page.
const MOST_SHOWN: usize = 128 * 1024;

/// The answers with as much of those of a page as the page can show.
pub fn showable(page: &Page, mut answers: Answers) -> Answers {
    let (own, others) = std::mem::take(&mut answers.typed)
        .into_iter()
        .partition(|(id, _)| page.question(id).is_some());
    let mut own = Answers {
        typed: own,
        ..Answers::default()
    };
    own.truncate_to(MOST_SHOWN);
    answers.typed = others;
    answers.typed.extend(own.typed);
    answers
}

/// A question page. Its form is made from the stored answers, even if it shows what was typed in
/// another tab.
pub fn question_page(
    state: &AppState,
    context: &Context,
    loaded: &Loaded,
    view: PageView<'_>,
) -> Response {
    let empty = Answers::default();
    let draft = loaded.draft.as_ref();
    let stored = draft.map_or(&empty, |draft| &draft.answers);
    let base_hash = page_hash(view.page, stored);
    let id = loaded.draft_id();
    draw(state, context, loaded, view, id.as_deref(), &base_hash)
}

/// A question page as it was posted, with its own draft and fingerprint, because the database
/// was unavailable.
pub fn posted_page(
    state: &AppState,
    context: &Context,
    loaded: &Loaded,
    view: PageView<'_>,
    form: &Form,
) -> Response {
    let draft = form.draft().map(|_| form.value(form_fields::DRAFT));
    let mut response = draw(
        state,
        context,
        loaded,
        view,
        draft,
        form.value(form_fields::BASE_HASH),
    );
    retry_after(&mut response);
    response
}

fn draw(
    state: &AppState,
    context: &Context,
    loaded: &Loaded,
    view: PageView<'_>,
    draft: Option<&str>,
    base_hash: &str,
) -> Response {
    let mut frame = journey_frame(state, context, loaded);
    let wording = frame.wording.clone();
    let authority = frame.authority.clone();
    let councils = state.sites.councils(context.language);
    let page = QuestionPage {
        journey: loaded.journey(view.answers).naming(&councils),
        page: view.page,
        errors: view.errors,
        lookups: view.lookups,
        notices: view.notices,
        wording: &wording,
        paths: &loaded.paths(context),
        draft,
        base_hash,
        changing: view.changing,
        reviewed: view.changing && is_reviewed(loaded),
        opened: state.clock.now().as_second(),
        authority: &authority.name,
    };
    frame.title = page.title();
    let props = Props {
        page: view.page.id.clone(),
        changing: view.changing,
        lookups: view.lookups.to_vec(),
        ..props(state, context, loaded, draft)
    };
    frame.island = Some(island_data(&props));
    personal(view.status, frame, |_| {
        around(props, questions::question_page(&page))
    })
}

/// Whether all stored answers are valid, so that check answers can be shown.
fn is_reviewed(loaded: &Loaded) -> bool {
    let draft = loaded.draft.as_ref();
    draft.is_some_and(|draft| loaded.journey(&draft.answers).current_step() == Step::CheckAnswers)
}

pub fn check_answers(
    state: &AppState,
    context: &Context,
    loaded: &Loaded,
    answers: &Answers,
    notices: &[Notice],
    status: StatusCode,
) -> Response {
    let mut frame = journey_frame(state, context, loaded);
    let wording = frame.wording.clone();
    let authority = frame.authority.clone();
    let id = loaded.draft_id().unwrap_or_default();
    let councils = state.sites.councils(context.language);
    let page = CheckAnswers {
        journey: loaded.journey(answers).naming(&councils),
        wording: &wording,
        paths: &loaded.paths(context),
        notices,
        draft: &id,
        reviewed: &review_hash(loaded.definition(), answers),
        opened: state.clock.now().as_second(),
        authority: &authority.name,
    };
    frame.title = page.title();
    let props = props(state, context, loaded, Some(&id));
    frame.island = Some(island_data(&props));
    personal(status, frame, |_| {
        around(props, questions::check_answers(&page))
    })
}

pub fn outcome_page(
    state: &AppState,
    context: &Context,
    loaded: &Loaded,
    answers: &Answers,
    outcome: &Outcome,
) -> Response {
    let mut frame = journey_frame(state, context, loaded);
    frame.hide_contact_line = questions::rings_now(outcome);
    let wording = frame.wording.clone();
    let authority = frame.authority.clone();
    let id = loaded.draft_id();
    let councils = state.sites.councils(context.language);
    let page = OutcomePage {
        journey: loaded.journey(answers).naming(&councils),
        outcome,
        wording: &wording,
        paths: &loaded.paths(context),
        notices: &[],
        draft: id.as_deref(),
        opened: state.clock.now().as_second(),
        authority: &authority.name,
    };
    frame.title = page.title();
    personal(StatusCode::OK, frame, |_| questions::outcome(&page))
}

pub fn notice_page(
    state: &AppState,
    context: &Context,
    loaded: &Loaded,
    answers: &Answers,
    page: &Page,
    notice: &PageNotice,
) -> Response {
    let mut frame = journey_frame(state, context, loaded);
    let wording = frame.wording.clone();
    let authority = frame.authority.clone();
    let id = loaded.draft_id().unwrap_or_default();
    let councils = state.sites.councils(context.language);
    let page = NoticePage {
        journey: loaded.journey(answers).naming(&councils),
        page,
        notice,
        wording: &wording,
        paths: &loaded.paths(context),
        draft: &id,
        opened: state.clock.now().as_second(),
        authority: &authority.name,
    };
    frame.title = page.title();
    personal(StatusCode::OK, frame, |_| questions::notice_page(&page))
}

/// The councils that the island names: with those around and their websites only where an outcome
/// links to one of them.
fn councils_of(state: &AppState, context: &Context, loaded: &Loaded) -> Councils {
    let mut blocks = loaded
        .definition()
        .outcomes
        .iter()
        .flat_map(|one| &one.body);
    if blocks.any(|block| block.council_of.is_some()) {
        (*state.sites.councils(context.language)).clone()
    } else {
        state.sites.names(context.language)
    }
}

/// The data of the island on a page of this journey.
fn props(state: &AppState, context: &Context, loaded: &Loaded, draft: Option<&str>) -> Props {
    let stored = loaded.draft.as_ref().map(|draft| &draft.answers);
    Props {
        service: loaded.definition().id.clone(),
        base: loaded.paths(context).base().to_owned(),
        version: loaded.service.version.clone(),
        page: CHECK_ANSWERS_PAGE.to_owned(),
        draft: draft.map(str::to_owned),
        facts: loaded.facts.clone(),
        idle_minutes: u32::try_from(IDLE.as_mins()).unwrap_or_default(),
        answered: stored.is_some_and(|stored| !stored.is_empty()),
        answers: Answers::default(),
        language: context.language,
        words: state.assets.words_href(context.language),
        drawn_for: serving(state, context, loaded).id().to_owned(),
        councils: councils_of(state, context, loaded),
        changing: false,
        lookups: Vec::new(),
    }
}

/// What the island with these props fetches.
fn island_data(props: &Props) -> Vec<String> {
    let mut data = vec![
        paths::api_service_version(&props.service, &props.version),
        props.words.clone(),
    ];
    if let Some(draft) = props.draft.as_ref().filter(|_| props.answered) {
        data.push(paths::api_draft(draft, &props.service));
    }
    data
}

/// The site of the authority that serves the stored answers, else this one.
fn serving<'a>(state: &'a AppState, context: &'a Context, loaded: &Loaded) -> &'a Arc<Site> {
    let empty = Answers::default();
    let stored = loaded.draft.as_ref().map_or(&empty, |draft| &draft.answers);
    state.sites.serving(loaded.journey(stored), &context.site)
}

/// The frame of a page that is about a draft and not one of its steps.
pub fn frame_with_draft(
    state: &AppState,
    context: &Context,
    loaded: &Loaded,
    title: &str,
) -> Frame {
    let mut frame = journey_frame(state, context, loaded);
    frame.title = Frame::title_of(&frame.wording, &frame.authority, title);
    frame
}

/// The frame of every page of a journey: that of the authority that serves it.
fn journey_frame(state: &AppState, context: &Context, loaded: &Loaded) -> Frame {
    let site = serving(state, context, loaded);
    let mut frame = frame_of(site, state, context, "", Section::Services);
    frame.journey = true;
    let draft = loaded.draft.as_ref();
    frame.stay = Stay::WithDraft {
        service: loaded.definition().id.clone(),
        seconds_left: draft.map(|draft| state.drafts.time_left(draft).seconds),
    };
    frame.service = Some(service_name(loaded.definition(), context.language));
    frame
        .alternates
        .retain(|(language, _)| loaded.definition().speaks(*language));
    // The link to the other language keeps the draft.
    if let Some(draft) = loaded.draft_id() {
        for (_, href) in &mut frame.alternates {
            href.push_str("?d=");
            href.push_str(&draft);
        }
    }
    frame
}
