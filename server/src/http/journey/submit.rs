//! Handles a submitted question page: saves what was typed, then goes on or shows the errors.

use super::load::{LATE, Loaded, Query, already_sent, new_draft, seconds_open, step_path};
use super::lookups::lookups;
use super::view::{PageView, question_page};
use crate::drafts::{Draft, PageSave, PageSaved, SavedPage, Statistics};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::cookies;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::{see_other, see_other_with};
use crate::state::AppState;
use app::questions::Notice;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use cookie::Cookie;
use shared::answers::Answers;
use shared::journey::Step;
use shared::journey::form_fields;
use shared::journey::navigation::{self, Press};
use shared::service::Page;
use shared::service::reading::page_hash;
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
    /// It was begun for this page.
    is_new: bool,
    /// The draft the form belonged to is gone.
    expired: bool,
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
                is_new: false,
                expired: false,
                cookie: None,
            },
            None => {
                if let Some(id) = self.draft
                    && let Some(path) = already_sent(state, &context, &guest, id).await?
                {
                    return Ok(see_other(&format!("{path}?{LATE}")));
                }
                self.new_target(&context, &mut guest, &loaded, page).await?
            }
        };
        let press = navigation::pressed(page, &self.form.pairs);
        let save = self.page_save(&context, page, press, &target);
        let saved = state
            .drafts
            .save_page(&guest.actor(), target.draft, save)
            .await?;
        match saved {
            PageSaved::Saved(saved) => {
                let result = Saved {
                    saved: *saved,
                    press,
                    expired: target.expired,
                    cookie: target.cookie,
                };
                self.respond(&context, loaded, page, result).await
            }
            other => {
                let mut response = self.again(&context, loaded, page, other).await?;
                cookies::set(&mut response, target.cookie);
                Ok(response)
            }
        }
    }

    /// A new draft, for a form whose draft does not exist.
    async fn new_target(
        &self,
        context: &Context,
        guest: &mut Guest,
        loaded: &Loaded,
        page: &Page,
    ) -> Result<Target, AppError> {
        // A form made from stored answers belonged to a draft that is gone.
        let base_hash = self.form.value(form_fields::BASE_HASH);
        let empty = Answers::default();
        let fresh = base_hash.is_empty() || base_hash == page_hash(page, &empty);
        let first = loaded.journey(&empty).first() == Step::Page(page);
        let expired = self.draft.is_some() && !(fresh && first);
        let id = self.draft.filter(|_| !expired);
        let new = new_draft(self.state, context, guest, &loaded.service, id).await?;
        let (draft, cookie) = new;
        Ok(Target {
            draft,
            is_new: true,
            expired,
            cookie,
        })
    }

    fn page_save<'p>(
        &self,
        context: &Context,
        page: &'p Page,
        press: Press,
        target: &Target,
    ) -> PageSave<'p> {
        let posted = self.form.value(form_fields::BASE_HASH);
        let base_hash = if target.expired || posted.is_empty() {
            page_hash(page, &Answers::default())
        } else {
            posted.to_owned()
        };
        PageSave {
            page,
            typed: navigation::typed(page, &self.form.pairs, press),
            carried_over: target.is_new,
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
            let mut path = self.next_path(context, &saved, page, result.press);
            if result.expired {
                path.push_str("&expired=1");
            }
            return Ok(see_other_with(&path, result.cookie));
        }
        loaded.draft = Some(saved.draft);
        let find = result.press == Press::FindAddress;
        let lookups = lookups(self.state, page, &saved.shown, find).await;
        let notices: &[Notice] = if result.expired {
            &[Notice::Expired]
        } else {
            &[]
        };
        let view = PageView {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: &saved.errors,
            notices,
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
            Press::FindAddress | Press::TypeAddress => path_of(&page.id),
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
    expired: bool,
    cookie: Option<Cookie<'static>>,
}
