//! A question page as it stands.

use super::draw::{Drawn, question_page};
use super::opening::{Opening, Query, already_sent, see_other, step_path};
use crate::drafts;
use crate::error::AppError;
use crate::http::visit::Visit;
use crate::state::AppState;
use app::questions::{AddressStep, Lookup, Notice};
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::answers::Answers;
use shared::journey::Step;
use shared::question::{Kind, address};
use shared::service::Page;
use std::sync::Arc;

pub async fn page(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path((service, page)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let opening = Opening::new(&state, &visit, &service, query.draft()).await?;
    let visit = visit.speaking(opening.definition());
    let definition = opening.definition();
    let page = definition.page(&page).ok_or(AppError::NotFound)?;
    let empty = Answers::default();
    let answers = opening
        .draft
        .as_ref()
        .map_or(&empty, |draft| &draft.answers);
    let journey = opening.journey(answers);
    let draft = opening.draft_id();
    let mut notices = Vec::new();

    if draft.is_none() {
        if let Some(id) = query.draft()
            && let Some(path) = already_sent(&state, &visit, id).await?
        {
            return Ok(see_other(&path, None));
        }
        let first = journey.first();
        if first != Step::Page(page) {
            let mut path = step_path(&visit, definition, &first, None);
            if query.draft().is_some() {
                path.push_str("?expired=1");
            }
            return Ok(see_other(&path, None));
        }
        if query.draft().is_some() || query.expired.is_some() {
            notices.push(Notice::Gone);
        }
    } else if !journey.reaches(&page.id) {
        let path = step_path(&visit, definition, &journey.standing(), draft.as_deref());
        return Ok(see_other(&path, None));
    } else if query.expired.is_some() {
        notices.push(Notice::Expired);
    }
    if opening.draft.as_ref().is_some_and(|draft| draft.carried) {
        notices.push(Notice::NewVersion);
    }
    if journey.asks_anew(page) {
        notices.push(Notice::AskedAnew);
    }
    // An answer to words that have changed since is not shown as one to those of now.
    let answers = &journey.shown_on(page);
    let lookups = lookups(&state, page, answers, query.ask.is_some()).await;
    let drawn = Drawn {
        status: StatusCode::OK,
        problems: &[],
        notices: &notices,
        lookups: &lookups,
    };
    Ok(question_page(
        &state,
        &visit,
        &opening,
        answers,
        page,
        query.changing(),
        drawn,
    ))
}

/// What the gazetteer has for every address of the page that waits for a choice. When the
/// gazetteer cannot be asked, the person types the address.
pub async fn lookups(
    state: &AppState,
    page: &Page,
    answers: &Answers,
    ask_again: bool,
) -> Vec<Lookup> {
    let mut lookups = Vec::new();
    for question in page
        .questions
        .iter()
        .filter(|question| question.kind == Kind::Address)
    {
        let lookup = |step, addresses, unavailable| Lookup {
            question: question.id.clone(),
            step,
            addresses,
            unavailable,
        };
        if ask_again {
            lookups.push(lookup(AddressStep::Find, Vec::new(), false));
            continue;
        }
        let Some(typed) = answers.typed.get(&question.id) else {
            continue;
        };
        if typed.part("mode") == address::MANUAL || !typed.part("uprn").is_empty() {
            continue;
        }
        let Some(postcode) = address::postcode_of(typed) else {
            continue;
        };
        match drafts::addresses(state, &postcode).await {
            Ok(addresses) => lookups.push(lookup(AddressStep::Choose, addresses, false)),
            Err(error) => {
                tracing::warn!(%error, "the gazetteer cannot be asked");
                lookups.push(lookup(AddressStep::Manual, Vec::new(), true));
            }
        }
    }
    lookups
}
