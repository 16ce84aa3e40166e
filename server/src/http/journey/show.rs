//! Shows a question page.

use super::load::{Loaded, Query, already_sent};
use super::lookups::lookups;
use super::view::{PageView, question_page};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::respond::see_other;
use crate::state::AppState;
use app::questions::Notice;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::response::Response;
use shared::answers::Answers;
use shared::journey::{Journey, Step};
use shared::service::Page;
use std::sync::Arc;

pub async fn page(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path((service, page)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let loaded = Loaded::new(&state, &context, &guest, &service, query.draft()).await?;
    let context = context.in_supported_language(loaded.definition());
    let page = loaded.definition().page(&page).ok_or(AppError::NotFound)?;
    let empty = Answers::default();
    let draft = loaded.draft.as_ref();
    let answers = draft.map_or(&empty, |draft| &draft.answers);
    let journey = loaded.journey(answers);
    if draft.is_none() {
        if let Some(id) = query.draft()
            && let Some(path) = already_sent(&state, &context, &guest, id).await?
        {
            return Ok(see_other(&path));
        }
        if journey.first() != Step::Page(page) {
            return Ok(see_other(&first_page(&context, &loaded, journey, &query)));
        }
    } else if !journey.reaches(&page.id) {
        return Ok(see_other(
            &loaded.path_of(&context, &journey.current_step()),
        ));
    }
    let notices = notices(&loaded, &query, journey, page);
    // An answer to a question that has since been reworded is not shown.
    let answers = &journey.shown_on(page);
    let lookups = lookups(&state, page, answers, query.ask.is_some()).await;
    let view = PageView {
        notices: &notices,
        lookups: &lookups,
        ..PageView::new(page, answers, query.changing())
    };
    Ok(question_page(&state, &context, &loaded, view))
}

/// The path of the first page, for a visitor without a draft.
fn first_page(context: &Context, loaded: &Loaded, journey: Journey<'_>, query: &Query) -> String {
    let mut path = loaded.path_of(context, &journey.first());
    if query.draft().is_some() {
        path.push_str("?expired=1");
    }
    path
}

fn notices(loaded: &Loaded, query: &Query, journey: Journey<'_>, page: &Page) -> Vec<Notice> {
    let mut notices = Vec::new();
    match &loaded.draft {
        None if query.draft().is_some() || query.expired.is_some() => notices.push(Notice::Gone),
        Some(_) if query.expired.is_some() => notices.push(Notice::Expired),
        _ => {}
    }
    if loaded
        .draft
        .as_ref()
        .is_some_and(|draft| draft.form_changed)
    {
        notices.push(Notice::NewVersion);
    }
    if loaded.draft.is_some() && query.skipped.is_some() {
        notices.push(Notice::Skipped);
    }
    if journey.asks_anew(page) {
        notices.push(Notice::AskedAnew);
    }
    notices
}
