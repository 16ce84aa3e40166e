//! Handles a submitted question page: saves what was typed, then goes on or shows the errors.

use super::load::{LATE, Loaded, Query, new_draft, seconds_open, see_page, step_path};
use super::lookups::lookups;
use super::missing::{self, Found, find};
use super::view::{PageView, question_page};
use crate::drafts::{Draft, PageSave, PageSaved, SavedPage, Statistics};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::cookies;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::see_other;
use crate::state::AppState;
use app::pages::WhyMissing;
use app::questions::rings_now;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use cookie::Cookie;
use shared::answers::Answers;
use shared::journey::Step;
use shared::journey::form_fields;
use shared::journey::navigation::{self, Press};
use shared::service::reading::{page_hash, read_page};
use shared::service::{Outcome, Page};
use std::sync::Arc;
use uuid::Uuid;

pub async fn page(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path((service, page)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let posted = Posted {
        state: &state,
        context,
        service: &service,
        page: &page,
        draft: form.draft().or(query.draft()),
        changing: form.has(form_fields::RETURN_TO) || query.changing(),
        form: &form,
    };
    match posted.save(guest).await {
        // Shows what was typed when it could not be saved.
        Err(error) if error.is_unavailable() => posted.not_saved(&error),
        other => other,
    }
}

/// A posted page.
pub(super) struct Posted<'a> {
    pub(super) state: &'a AppState,
    pub(super) context: Context,
    pub(super) service: &'a str,
    pub(super) page: &'a str,
    draft: Option<Uuid>,
    pub(super) changing: bool,
    pub(super) form: &'a Form,
}

/// The draft to save to.
struct Target {
    draft: Draft,
    /// Its owner's, if it was begun for this page.
    cookie: Option<Cookie<'static>>,
}

impl Posted<'_> {
    async fn save(&self, mut guest: Guest) -> Result<Response, AppError> {
        let (state, context) = (self.state, &self.context);
        let mut loaded = Loaded::new(state, context, &guest, self.service, self.draft).await?;
        let context = context.clone().in_supported_language(loaded.definition());
        let service = Arc::clone(&loaded.service);
        let page = service.definition.page(self.page);
        let page = page.ok_or(AppError::NotFound)?;
        let target = match loaded.draft.take() {
            Some(draft) => Target {
                draft,
                cookie: None,
            },
            None => match self.begin(&context, &mut guest, &loaded, page).await? {
                Ok(target) => target,
                Err(response) => return Ok(response),
            },
        };
        let id = target.draft.row.id;
        let press = navigation::pressed(page, &self.form.pairs);
        let save = self.page_save(&context, page, press);
        let saved = state
            .drafts
            .save_page(&guest.actor(), target.draft, save)
            .await?;
        match saved {
            PageSaved::Saved(saved) => {
                let result = Saved {
                    saved: *saved,
                    press,
                    cookie: target.cookie,
                };
                self.respond(&context, loaded, page, result).await
            }
            // It ended at this moment.
            PageSaved::Gone => {
                missing::respond(state, &context, &guest, &loaded, Some(id), true).await
            }
            other => {
                let mut response = self.again(&context, loaded, page, other).await?;
                cookies::set(&mut response, target.cookie);
                Ok(response)
            }
        }
    }

    /// A new draft, for the first page of a journey without one; the response, for a page whose
    /// draft cannot be opened. What was typed on it goes nowhere, and is not shown again.
    async fn begin(
        &self,
        context: &Context,
        guest: &mut Guest,
        loaded: &Loaded,
        page: &Page,
    ) -> Result<Result<Target, Response>, AppError> {
        let state = self.state;
        let found = match self.draft {
            Some(id) => find(state, context, guest, id, true).await?,
            None => Found::Unsaved,
        };
        let empty = Answers::default();
        let is_first = loaded.journey(&empty).first() == Step::Page(page);
        Ok(match found {
            Found::Request(path) => Err(see_other(&format!("{path}?{LATE}"))),
            Found::Nothing(why) => Err(self.refused(context, guest, loaded, page, why)),
            Found::Unsaved if is_first => {
                let service = &loaded.service;
                let begun = new_draft(state, context, guest, service, self.draft).await?;
                let (draft, cookie) = begun;
                Ok(Target { draft, cookie })
            }
            Found::Unsaved => Err(see_other(&loaded.first_path(context))),
        })
    }

    /// The response to a page whose draft cannot be opened: a number to call, if these answers
    /// alone lead to one; else why.
    fn refused(
        &self,
        context: &Context,
        guest: &Guest,
        loaded: &Loaded,
        page: &Page,
        why: WhyMissing,
    ) -> Response {
        match self.number_to_call(loaded, page) {
            Some(outcome) => see_other(&loaded.paths(context).outcome(&outcome.id, None)),
            None => missing::page(self.state, context, guest, loaded.definition(), why),
        }
    }

    /// The outcome with a number to call that the answers of the page lead to by themselves.
    pub(super) fn number_to_call<'l>(
        &self,
        loaded: &'l Loaded,
        page: &Page,
    ) -> Option<&'l Outcome> {
        let answers = Answers {
            typed: read_page(page, &self.form.pairs),
            ..Answers::default()
        };
        let definition = loaded.definition();
        let page = definition.page(&page.id)?;
        let journey = loaded.journey(&answers);
        let Step::Outcome(outcome) = journey.after(page) else {
            return None;
        };
        let is_sound = journey.check_page(page).is_empty();
        let outcome = definition.outcome(&outcome.id)?;
        (is_sound && rings_now(outcome) && definition.stands_alone(outcome)).then_some(outcome)
    }

    fn page_save<'p>(&self, context: &Context, page: &'p Page, press: Press) -> PageSave<'p> {
        let posted = self.form.value(form_fields::BASE_HASH);
        let base_hash = if posted.is_empty() {
            page_hash(page, &Answers::default())
        } else {
            posted.to_owned()
        };
        PageSave {
            page,
            typed: navigation::typed(page, &self.form.pairs, press),
            acknowledged: Vec::new(),
            base_hash,
            press,
            changing: self.changing,
            keeps_review: self.changing,
            language: context.language,
            statistics: context.statistics().then(|| Statistics {
                seconds: seconds_open(self.state, self.form),
                reported_errors: None,
            }),
        }
    }

    /// The next page, or the same page with its errors.
    async fn respond(
        &self,
        context: &Context,
        mut loaded: Loaded,
        page: &Page,
        result: Saved,
    ) -> Result<Response, AppError> {
        let saved = result.saved;
        if saved.errors.is_empty() {
            let path = self.next_path(context, &saved, page, result.press);
            return Ok(see_page(&path, result.cookie));
        }
        loaded.draft = Some(saved.draft);
        let find = result.press == Press::FindAddress;
        let lookups = lookups(self.state, page, &saved.shown, find).await;
        let view = PageView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: &saved.errors,
            lookups: &lookups,
            ..PageView::new(page, &saved.shown, self.changing)
        };
        let mut response = question_page(self.state, context, &loaded, view);
        cookies::set(&mut response, result.cookie);
        Ok(response)
    }

    fn next_path(&self, context: &Context, saved: &SavedPage, page: &Page, press: Press) -> String {
        let journey = saved.journey();
        let paths = context.journey(&journey.definition.id);
        let draft = saved.draft.row.id.to_string();
        let path_of = |page: &str| paths.page_of(page, Some(&draft), self.changing);
        match press {
            Press::FindAddress | Press::TypeAddress | Press::TypeAbroad => path_of(&page.id),
            Press::ChangePostcode => path_of(&page.id) + "&ask=postcode",
            Press::Continue => match navigation::next(journey, page, self.changing) {
                Step::Page(next) => path_of(&next.id),
                other => step_path(&paths, &other, Some(&draft)),
            },
        }
    }
}

/// A saved page, with the button that was submitted.
struct Saved {
    saved: SavedPage,
    press: Press,
    cookie: Option<Cookie<'static>>,
}
