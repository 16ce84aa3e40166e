//! Shows a question page.

use super::load::{Loaded, Query};
use super::lookups::lookups;
use super::missing::{self, Found, find};
use super::view::{PageView, question_page};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::respond::see_other;
use crate::state::AppState;
use app::pages::WhyMissing;
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
    let mut cookies_refused = false;
    if draft.is_none() {
        let is_first = journey.first() == Step::Page(page);
        let found = match query.draft() {
            Some(id) => find(&state, &context, &guest, id, query.begun.is_some()).await?,
            None => Found::Unsaved,
        };
        match found {
            Found::Request(path) => return Ok(see_other(&path)),
            // The first page may have an answer that needs no draft, such as a number to call.
            Found::Nothing(WhyMissing::NoCookies) if is_first => cookies_refused = true,
            Found::Nothing(why) => {
                let definition = loaded.definition();
                return Ok(missing::page(&state, &context, &guest, definition, why));
            }
            Found::Unsaved if is_first => {}
            Found::Unsaved => return Ok(see_other(&loaded.first_path(&context))),
        }
    } else if !journey.reaches(&page.id) {
        return Ok(see_other(
            &loaded.path_of(&context, &journey.current_step()),
        ));
    }
    let mut notices = notices(&loaded, &query, journey, page);
    if cookies_refused {
        notices.push(Notice::NoCookies);
    }
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

fn notices(loaded: &Loaded, query: &Query, journey: Journey<'_>, page: &Page) -> Vec<Notice> {
    let mut notices = Vec::new();
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
